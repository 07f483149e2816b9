"""The frames of plans as CSV files for Excel, one a table."""

from pathlib import Path
from typing import Any, Final

import pandas as pd

from analysis.exports.csv_file import write_csv
from analysis.exports.excerpt import Excerpt
from analysis.frames import page_of

TABLES: Final = (
    "plans",
    "tasks",
    "assignments",
    "deadlines",
    "occurrences",
    "targets",
    "citations",
    "agencies",
    "sections",
    "diagnostics",
)
"""The tables, each a file of its name."""

# Where something stands in a file's inside, and what only the store needs.
_INSIDE: Final = ("node", "source_sha256", "plan_key", "preferred", "plan")


def export_csv(chosen: Excerpt, folder: Path) -> None:
    """Write the tables of these plans to a folder, which is made where it is missing; files of the same names
    are replaced.

    The columns are those of the corpus' frames, except that of where something stands the `…page` is kept.
    OSError where one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        frame = chosen.documents if name == "plans" else getattr(chosen, name)
        write_csv(_for_people(frame), folder / f"{name}.csv")


def _for_people(frame: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for name in map(str, frame.columns):
        if name.endswith("spans"):
            columns[name.removesuffix("spans") + "page"] = [page_of(spans) for spans in frame[name]]
        elif name not in _INSIDE and not name.endswith("_node"):
            columns[name] = frame[name]
    return pd.DataFrame(columns, index=frame.index)
