"""A comparison as files: the form that the ending of a name asks for, or a folder of Parquet."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.comparing.page import write_page
from analysis.comparing.report import Report
from analysis.exports.csv_file import write_csv
from analysis.exports.replacing import replacing
from analysis.exports.sheets import write_workbook
from schemas.language import gettext as _

DATASET: Final = "task_matches"

_SCHEMA: Final = pa.schema(
    [
        ("plan_key_a", pa.string()),
        ("task_id_a", pa.string()),
        ("plan_key_b", pa.string()),
        ("task_id_b", pa.string()),
        ("grade", pa.string()),
        ("rank", pa.int64()),
        ("score", pa.float64()),
        ("differences", pa.list_(pa.string())),
        ("status", pa.string()),
    ]
)
# Letters of a plan pair's hash in a file's name: enough to tell the pairs of any store apart.
_HASH: Final = 16


class Found(Protocol):
    """What was compared: anything that has matches."""

    @property
    def plan_pairs(self) -> list[tuple[str, str]]:
        """The keys of the plans that were matched, A first."""

    @property
    def task_matches(self) -> pd.DataFrame:
        """The rows of `task_matches`."""


def write(found: Found, report: Report, out: Path) -> list[Path]:
    """Write what was compared in the form that the ending of `out` names, and give what was written.

    `.html` one page, `.xlsx` a workbook with a sheet per table, `.csv` all tables below one another,
    `.parquet` the matches; a name without an ending is a folder: its `task_matches` gets a file per pair of
    plans, so that several comparisons add up and one that is made again replaces its own. ValueError for
    another ending, OSError where it cannot be written.
    """
    writers: dict[str, Callable[[], None]] = {
        ".html": lambda: write_page(report, out),
        ".xlsx": lambda: write_workbook(report.sheets, out),
        ".csv": lambda: write_csv(report.rows, out),
        ".parquet": lambda: _write_matches(found.task_matches, out),
    }
    if out.suffix.casefold() in writers and not out.is_dir():
        out.parent.mkdir(parents=True, exist_ok=True)
        writers[out.suffix.casefold()]()
        return [out]
    if out.suffix and not out.is_dir():
        said = _("{path} ends in no form that is written; take {endings}, or a folder")
        raise ValueError(said.format(path=out, endings=", ".join(writers)))
    return _write_folder(found, out / DATASET)


def _write_folder(found: Found, folder: Path) -> list[Path]:
    """One file per pair of plans, whichever of them is A, also for a pair without a match."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for key_a, key_b in found.plan_pairs:
        matches = found.task_matches
        rows = matches[(matches["plan_key_a"] == key_a) & (matches["plan_key_b"] == key_b)]
        name = sha256("\n".join(sorted((key_a, key_b))).encode()).hexdigest()[:_HASH]
        path = folder / f"{name}.parquet"
        _write_matches(rows, path)
        written.append(path)
    return written


def _write_matches(matches: pd.DataFrame, path: Path) -> None:
    """The rows with the types of the dataset; the same rows give the same bytes."""
    table = pa.Table.from_pandas(matches, schema=_SCHEMA, preserve_index=False)
    with replacing(path) as beside:
        pq.write_table(table, beside, compression="zstd")
