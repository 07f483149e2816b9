"""The dataset `corrections`: all that reviewers said, in one file, and a copy of it beside the data.

What people wrote cannot be read again from any plan. So the journal writes the file twice; where one is
damaged or gone the other counts, and `kehoach check --repair` makes them alike.
"""

from collections.abc import Iterable
from typing import Final

import pyarrow as pa
from pydantic import TypeAdapter
from upath import UPath

from pipeline.store.settling.corrections import Corrections
from pipeline.store.writing.file_changes import content_of
from pipeline.store.writing.parquet import encode, table_of
from schemas.arrow import CORRECTIONS, arrow_table
from schemas.corrections import CorrectionRow

FILE: Final = f"{CORRECTIONS}/{CORRECTIONS}.parquet"
COPY: Final = f".kehoach/{CORRECTIONS}.parquet"
_ROWS: Final = TypeAdapter(list[CorrectionRow])
# What tells that a file is no Parquet, or that its rows are no corrections.
DAMAGED: Final = (pa.ArrowException, ValueError, TypeError, LookupError)


def corrections_of(content: bytes) -> list[CorrectionRow]:
    """The rows of the file's bytes; one of DAMAGED for what is no such file."""
    rows = _ROWS.validate_python(table_of(content).to_pylist())
    if len({row.correction_id for row in rows}) != len(rows):
        raise ValueError("a correction_id is given twice")
    return rows


def read_corrections(root: UPath) -> Corrections:
    """The corrections of the store at `root`; `damaged` where its file cannot be read, or is gone and was
    there: those of the copy then. OSError where the disk refuses."""
    file, copy = content_of(root / FILE), content_of(root / COPY)
    if file is None and copy is None:
        there = (root / FILE).exists()
        return Corrections(damaged=there, lost=there)
    try:
        return Corrections(corrections_of(file or b""))
    except DAMAGED:
        pass
    try:
        return Corrections(corrections_of(copy or b""), damaged=True)
    except DAMAGED:
        return Corrections(damaged=True, lost=True)


def corrections_table(corrections: Corrections) -> pa.Table:
    """The corrections as the dataset's table."""
    return arrow_table(CORRECTIONS, corrections.rows)


def corrections_files(rows: Iterable[CorrectionRow]) -> dict[str, bytes]:
    """The files of these corrections, by their paths in the store."""
    content = encode(CORRECTIONS, list(rows))
    return {FILE: content, COPY: content}
