"""What a cell of somebody's workbook says, as text: numbers and dates as Vietnamese documents print them."""

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any, Final

from analysis.exports.cells import clean

# So many digits of a number does a spreadsheet show in a cell of the usual format.
_DIGITS: Final = 10
_HUNDRED: Final = 100
# What a workbook writes for a character that XML has no room for (ISO 29500-1, 18.4), and for "_" before what
# looks like that.
_CODED: Final = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff])_")
_COMMENT: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class NoTextError(ValueError):
    """A cell that says nothing by itself: `kind` is "formula", or "error" where a program shows one."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def text_of(value: Any, data_type: str, number_format: str) -> str | None:
    """The text of a cell (openpyxl's value, type and format); None where it is empty.

    A date is dd/mm/yyyy, or mm/yyyy where the cell shows no day; a number has a decimal comma, a share its
    "%". NoTextError for a formula or an error.
    """
    if data_type == "f":
        raise NoTextError("formula")
    if data_type == "e":
        raise NoTextError("error")
    if value is None:
        return None
    if isinstance(value, datetime | date):
        has_day = "d" in _COMMENT.sub("", number_format).lower()
        return f"{value:%d/%m/%Y}" if has_day else f"{value:%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        share = "%" in number_format
        return _number(value * _HUNDRED if share else value) + ("%" if share else "")
    return _said(str(value))


def same(one: str | None, other: str | None) -> bool:
    """Whether two texts differ in nothing but blanks and ends of lines."""
    return plain(one) == plain(other)


def plain(text: str | None) -> str:
    """A text in one line, with one blank between words; "" for none."""
    return " ".join(unicodedata.normalize("NFC", text).split()) if text else ""


def _said(text: str) -> str | None:
    """Typed text, composed, without what no text of a plan holds and blanks at the ends of its lines."""
    text = _CODED.sub(lambda met: chr(int(met[1], 16)), text)
    lines = clean(unicodedata.normalize("NFC", text)).split("\n")
    return "\n".join(line.strip() for line in lines).strip() or None


def _number(value: float) -> str:
    """A number without the noise of binary fractions."""
    return f"{value:.{_DIGITS}g}".replace(".", ",") if abs(value) < 10**_DIGITS else f"{value:.0f}"
