"""What a value of a frame is in the cell of a file for people: plain, in one line of words where it is a
list."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from numbers import Integral, Real
from typing import Final

import numpy as np
import pandas as pd

Plain = str | int | float | bool | date | None
"""What a cell can hold; a datetime is a date too."""

SEPARATOR: Final = "; "
"""What stands between the values of a list in one cell."""

# What XML 1.0 has no room for (section 2.2), and no reader of a table wants: control codes but tab and the
# ends of lines, halves of surrogate pairs, and the two that are no characters.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_END: Final = re.compile("\r\n?")


def plain(value: object) -> Plain:
    """The value without what is pandas' or numpy's own: None for a missing one, a list as its values joined
    by "; ", a time at midnight as its date, text as `clean` leaves it."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return _joined(value)
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return _number(float(value))
    if isinstance(value, datetime):
        return _day_or_time(value)
    return value if isinstance(value, date) else clean(str(value))


def clean(text: str) -> str:
    """The text without characters that a workbook or a calendar cannot hold; ends of lines as "\\n"."""
    if text.isprintable():  # nearly every text, and found out far faster
        return text
    return _UNWANTED.sub("", _LINE_END.sub("\n", text))


def _joined(values: Iterable[object]) -> str | None:
    parts = (plain(value) for value in values)
    return SEPARATOR.join(_as_text(part) for part in parts if part is not None) or None


def _as_text(value: Plain) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: float) -> Plain:
    """Of an infinity the word: no cell has room for it."""
    return value if np.isfinite(value) else str(value)


def _day_or_time(value: datetime) -> date:
    """The date of a midnight; any other time without its zone, in UTC."""
    value = pd.Timestamp(value).to_pydatetime(warn=False)
    if value.tzinfo is not None:
        value = pd.Timestamp(value).tz_convert("UTC").tz_localize(None).to_pydatetime(warn=False)
    return value if value.time() != datetime.min.time() else value.date()
