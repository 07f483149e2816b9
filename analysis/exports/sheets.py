"""A plain workbook: a sheet a frame, with filters, real dates and widths that fit, and nothing that acts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from analysis.exports.cells import Plain, plain
from analysis.exports.replacing import replacing
from analysis.exports.row_heights import SIZE, height_of, lines_of
from schemas.language import gettext as _

FONT: Final = "Times New Roman"
"""The font of official documents (Decree 30/2020/NĐ-CP, Annex I)."""

MOST_LETTERS: Final = 32_767
"""Letters of one cell, by Excel's limits."""

MOST_ROWS: Final = 1_048_576
"""Rows of one sheet, by Excel's limits."""

# The same tables give the same bytes: the moment at which a workbook was made is left out.
_MADE: Final = datetime(2000, 1, 1)
# Text is text: never a formula, a link or a number, whatever it begins with.
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
    # In its digits the widths of columns are counted.
    "default_format_properties": {"font_name": FONT, "font_size": SIZE, "font_scheme": "none"},
}
# What Excel refuses in the name of a sheet, and how long it may be.
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME: Final = 31
# Excel keeps it for itself.
_TAKEN: Final = "history"
# Columns are as wide as nine in ten of their lines, within what a screen shows beside others.
_WIDTHS: Final = (9, 55)
_FITTING: Final = 0.9
_DATE_WIDTH: Final = 12
_HEADER: Final = {"bold": True, "bg_color": "#D9E2F3", "align": "center", "valign": "vcenter"}
_CELL: Final = {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "top", "border": 1}


def write_workbook(sheets: Mapping[str, pd.DataFrame], path: Path) -> None:
    """Write one sheet per frame, its columns' names as the header.

    Headers are frozen and filter, long text wraps, datetime64 columns are dates, lists are joined by "; ". No
    text is a formula or a link. A sheet's name is shortened and made valid and unique; rows beyond a sheet's
    limit stand on further sheets; a text beyond a cell's limit is cut and says so. The same frames give the
    same bytes. OSError where it cannot be written; nothing is left then.
    """
    with replacing(path) as beside, open_workbook(beside) as book:
        header = book.add_format({**_CELL, **_HEADER})
        cell = book.add_format(_CELL)
        day = book.add_format({**_CELL, "num_format": "dd/mm/yyyy"})
        named = sheet_names(name for name, _frame in _parts(sheets))
        for name, (_asked, frame) in zip(named, _parts(sheets), strict=True):
            sheet = book.add_worksheet(name)
            _write_frame(sheet, frame, header, cell, day)


@contextmanager
def open_workbook(path: Path, *, in_order: bool = False) -> Iterator[Any]:
    """An XlsxWriter workbook whose text never acts and whose bytes depend on its content alone; it is written
    when it is left.

    `in_order`: its rows are written one after the other, downwards, which takes less memory and time. OSError
    where it cannot be written.
    """
    with TemporaryDirectory(prefix="kehoach-") as scratch:
        options = {**_OPTIONS, "constant_memory": in_order, "tmpdir": scratch}
        book = xlsxwriter.Workbook(str(path), options)
        book.set_properties({"created": _MADE})
        try:
            yield book
        finally:
            # After an error too: it closes the files of its own that it has open.
            _close(book)


def sheet_names(names: Iterable[str]) -> list[str]:
    """The names as Excel takes them, in their order: without what it refuses, at most 31 letters, no two
    alike."""
    taken = {_TAKEN}
    valid = []
    for name in names:
        name = " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip("'") or "Sheet"
        valid.append(_unlike(name, taken))
    return valid


def fitting(text: str) -> str:
    """The text as far as a cell has room for it; one that is cut says so."""
    # A letter counts twice where it takes two units of UTF-16.
    if 2 * len(text) <= MOST_LETTERS or len(text.encode("utf-16-le")) // 2 <= MOST_LETTERS:
        return text
    sign = _("… [cut: a cell holds {count} characters]").format(count=MOST_LETTERS)
    room = 2 * (MOST_LETTERS - len(sign))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + sign


def width_of(values: Iterable[Plain], header: str, widths: tuple[float, float] = _WIDTHS) -> float:
    """How wide a column is for these values, in digits: so that nine in ten of their lines, and every word of
    the header, stand on one line, within `widths`."""
    lengths = sorted(_longest_line(value) for value in values if value is not None)
    usual = lengths[int(len(lengths) * _FITTING)] if lengths else 0
    word = max(map(len, header.split()), default=0)
    # The arrow of the filter stands in the header.
    return min(max(usual + 2, word + 3, widths[0]), widths[1])


def _close(book: Any) -> None:
    try:
        book.close()
    except FileCreateError as error:
        raise OSError(getattr(error.args[0], "strerror", None) or str(error)) from error


def _unlike(name: str, taken: set[str]) -> str:
    """The name, with a number behind it where it is taken."""
    number, candidate = 1, name[:_LONGEST_NAME].strip("' ")
    while candidate.casefold() in taken:
        number += 1
        tail = f" ({number})"
        candidate = name[: _LONGEST_NAME - len(tail)].strip("' ") + tail
    taken.add(candidate.casefold())
    return candidate


def _parts(sheets: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, pd.DataFrame]]:
    """The frames, those with too many rows for a sheet in parts."""
    room = MOST_ROWS - 1
    for name, frame in sheets.items():
        for start in range(0, max(len(frame), 1), room):
            yield name, frame.iloc[start : start + room]


def _write_frame(sheet: Worksheet, frame: pd.DataFrame, header: Any, cell: Any, day: Any) -> None:
    columns = [str(name) for name in frame.columns]
    lines = [1] * len(frame)
    for at, name in enumerate(columns):
        values = [plain(value) for value in frame.iloc[:, at]]
        width = width_of(values, name)
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, fitting(name), header)
        for row, value in enumerate(values, start=1):
            write_plain(sheet, row, at, value, cell, day)
            if isinstance(value, str):
                lines[row - 1] = max(lines[row - 1], lines_of(value, width))
    for row, count in enumerate(lines, start=1):
        sheet.set_row(row, height_of(count))
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, len(frame), len(columns) - 1)


def write_plain(sheet: Worksheet, row: int, at: int, value: Plain, cell: Any, day: Any) -> None:
    """Write one value as what it is: text as text, a date as a date in the format `day`, the rest in
    `cell`."""
    if value is None:
        sheet.write_blank(row, at, None, cell)
    elif isinstance(value, str):
        sheet.write_string(row, at, fitting(value), cell)
    elif isinstance(value, bool):
        sheet.write_boolean(row, at, value, cell)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, day)
    else:
        sheet.write_number(row, at, value, cell)


def _longest_line(value: Plain) -> int:
    if isinstance(value, date):
        return _DATE_WIDTH - 2
    return max(map(len, str(value).split("\n")))
