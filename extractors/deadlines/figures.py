"""Dates in figures: "15/4/2023", "15.4.2023", "15/4", "12/2025", "15-20/6/2023", "2025-06-30"."""

from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.stream import Stream
from extractors.deadlines.units import (
    YEARS,
    CalendarTime,
    Setting,
    goes_on_as_number,
    short_year,
    year_at,
    year_word,
)

SEPARATORS: Final = ("/", ".", "-")
"""The signs that part the figures of a date."""
_YEAR_DIGITS: Final = 4


def read_figures(s: Stream, i: int, setting: Setting, *, short_dates: bool) -> CalendarTime | None:
    """15/4/2023, 15.4.2023, 15-4-2023; 15/4 where `short_dates`; 12/2025 and 15-20/6/2023 after a preposition
    or in a column."""
    if iso := _year_first(s, i):
        return iso
    first = _two_digits(s, i)
    if first is None or not _separates(s, i + 1):
        return None
    second = _two_digits(s, i + 2)
    if second is not None and s.at(i + 3).key == s.at(i + 1).key and _separates(s, i + 3):
        if dated := _full_date(s, i, first, second, setting):
            return dated
        if s.at(i + 4).kind in ("number", "symbol"):  # "15/4/2023/QĐ", a number of three figures or more
            return None
    if second is not None and short_dates and s.is_mark(i + 1, "/") and not goes_on_as_number(s, i + 3):
        tail = year_word(s, i + 3)
        return CalendarTime(
            i, tail[1] if tail else i + 3, calendar.day(first, second, tail[0] if tail else None)
        )
    if setting < Setting.AFTER_PREPOSITION:
        return None
    return _month_and_year(s, i, first) or _days_of_month(s, i, first, setting, short_dates)


def _two_digits(s: Stream, i: int) -> int | None:
    return s.number(i, 0, 99)


def _separates(s: Stream, i: int) -> bool:
    """Whether the mark at `i` may part figures of a date: a slash, or a full stop or hyphen with no blank
    beside it."""
    if s.is_mark(i, "/"):
        return True
    return s.is_mark(i, *SEPARATORS) and not s.at(i).after_blank and not s.at(i + 1).after_blank


def _year_first(s: Stream, i: int) -> CalendarTime | None:
    """Reads "2025-06-30", "2025/06/30" (ISO 8601 and what is written like it)."""
    year = year_at(s, i)
    if year is None or not _separates(s, i + 1) or s.at(i + 3).key != s.at(i + 1).key:
        return None
    month, on = _two_digits(s, i + 2), _two_digits(s, i + 4)
    if month is None or on is None or not _separates(s, i + 3) or goes_on_as_number(s, i + 5):
        return None
    return CalendarTime(i, i + 5, calendar.day(on, month, year))


def _full_date(s: Stream, i: int, on: int, month: int, setting: Setting) -> CalendarTime | None:
    if setting == Setting.COLUMN and (broken := _broken_year(s, i + 4)):
        return CalendarTime(i, i + 6, calendar.day(on, month, broken))
    year = year_at(s, i + 4) or short_year(s, i + 4)
    if year and not goes_on_as_number(s, i + 5):
        return CalendarTime(i, i + 5, calendar.day(on, month, year))
    return None


def _broken_year(s: Stream, k: int) -> int | None:
    """A year that the edge of a narrow column broke in two ("30/11/202 4")."""
    first, rest = s.at(k), s.at(k + 1)
    digits = first.key + rest.key
    if not (first.kind == rest.kind == "number" and len(digits) == _YEAR_DIGITS) or rest.opens_line:
        return None
    if goes_on_as_number(s, k + 2) or s.at(k + 2).kind not in ("mark", "end"):
        return None
    return int(digits) if YEARS[0] <= int(digits) <= YEARS[1] else None


def _month_and_year(s: Stream, i: int, month: int) -> CalendarTime | None:
    """Reads "12/2025"."""
    year = year_at(s, i + 2)
    if year is None or goes_on_as_number(s, i + 3):
        return None
    return CalendarTime(i, i + 3, calendar.months(month, month, year))


def _days_of_month(s: Stream, i: int, on: int, setting: Setting, short_dates: bool) -> CalendarTime | None:
    """Reads "15-20/6/2023"."""
    if not (s.is_mark(i + 1, "-") and s.is_mark(i + 3, "/")):
        return None
    last = read_figures(s, i + 2, setting, short_dates=short_dates)
    if last is None or last.span is None or last.span.grain != "day":
        return None
    days = calendar.from_to(calendar.monthday(on), last.span)
    return CalendarTime(i, last.end, days, is_range=True) if days else None
