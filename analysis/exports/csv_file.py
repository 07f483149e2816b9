"""CSV that Excel opens by a double click: UTF-8 with its mark, ISO dates, and nothing in it that acts."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from analysis.exports.cells import Plain, plain
from analysis.exports.replacing import replacing

# What makes Excel, LibreOffice and Google Sheets take a cell for a formula (OWASP, CSV Injection), also
# behind blanks and in the full-width forms that Excel reads alike.
_ACTIVE: Final = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# OWASP's remedy; a blank instead is taken off by some readers.
_GUARD: Final = "'"


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write the rows of a frame for Excel, its columns' names as the first line.

    UTF-8 with a byte order mark, commas, lists joined by "; ", dates as 2025-06-30, yes and no as TRUE and
    FALSE. A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay
    numbers. OSError where it cannot be written; nothing is left then.
    """
    columns = [_cells(frame.iloc[:, at]) for at in range(frame.shape[1])]
    with replacing(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_cell(str(name)) for name in frame.columns])
        writer.writerows(zip(*columns, strict=True))


def inert(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"{_GUARD}{text}" if _ACTIVE.match(text) else text


def _cells(column: pd.Series) -> list[object]:
    return [_cell(plain(value)) for value in column.astype(object)]


def _cell(value: Plain) -> object:
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, bool):
        return str(value).upper()
    return value.isoformat() if isinstance(value, date) else value
