"""Options that several commands have."""

from typing import Annotated, Final

import typer

from pipeline.limits import Limits

DEFAULT_STORE: Final = "data/parquet"

# A day for one file, and 16 TB: beyond, clocks and memory limits of the system overflow.
MOST_SECONDS: Final = 86_400
_MOST_MB: Final = 2**24

StoreFolder = Annotated[
    str, typer.Option("--store", "--out", metavar="DIR", help="The store: where the Parquet datasets are.")
]
AskedStore = Annotated[
    str, typer.Option("--store", metavar="DIR", help="The store: where the Parquet datasets are.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", min=0.1, max=MOST_SECONDS, metavar="SECONDS", help="Time for one file.")
]
Memory = Annotated[
    int, typer.Option("--memory", min=64, max=_MOST_MB, metavar="MB", help="Memory of a process that reads.")
]
MaxPages = Annotated[int, typer.Option("--max-pages", min=1, metavar="N", help="Pages of one file.")]
MaxPageSize = Annotated[
    float, typer.Option("--max-page-size", min=1, metavar="POINTS", help="The longest side of a page.")
]
MaxCells = Annotated[int, typer.Option("--max-cells", min=1, metavar="N", help="Table cells of one file.")]
MaxFile = Annotated[
    int, typer.Option("--max-file", min=1, max=_MOST_MB, metavar="MB", help="The size of one file.")
]
DEFAULT: Final = Limits()
