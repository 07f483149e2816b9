"""Months, quarters, half-years, years and ranges of years, each with the year after it, as tokens of a
text."""

from enum import IntEnum
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.calendar import CalendarSpan
from extractors.deadlines.stream import Stream
from extractors.text.numerals import NUMERALS
from extractors.text.time_words import TIME
from schemas.layout import value

YEARS: Final = (1990, 2199)
_SHORT_YEARS: Final = (20, 49)  # "15/4/23": two digits are a year of this century
_YEAR_DIGITS: Final = 4
_MONTHS: Final = 12
_QUARTERS: Final = 4
_HALF_YEAR: Final = 6  # months
_PHASES: Final = 9  # "giai đoạn 2 (2021-2023)"
_YEAR_SEPARATORS: Final = ("-", ".")


class Setting(IntEnum):
    """Where a time stands; the further down, the barer it may be."""

    PROSE = 0
    """In running text: with the word of its unit ("tháng 5")."""
    AFTER_PREPOSITION = 1
    """After a preposition: figures alone are enough ("trước 15/4")."""
    COLUMN = 2
    """Alone in a time column: a month or year needs no word ("12/2025")."""


@value
class CalendarTime:
    """One time of a list: a span of the calendar or a finished recurrence rule, and the tokens `start` to
    `end` it was read from; `is_range` tells that it was said with both its ends ("từ … đến …")."""

    start: int
    end: int
    span: CalendarSpan | None = None
    rule: str | None = None
    is_range: bool = False

    @property
    def has_year(self) -> bool:
        """Whether a year was said."""
        return self.span is not None and self.span.year is not None


def read_month(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    """Reads "tháng 5/2023", "tháng 5 năm 2023", "tháng Mười hai", "T5/2023"."""
    if s.is_a(i, TIME.dates.month_letter):
        return _read_lettered_month(s, i, setting)
    month = month_number(s, i + 1)
    if month is None:
        return None
    value, k = month
    if tail := year_after(s, k):
        return CalendarTime(i, tail[1], calendar.months(value, value, tail[0]))
    if s.is_mark(k, "/") and s.is_number(k + 1):
        return None
    return CalendarTime(i, k, calendar.months(value, value))


def _read_lettered_month(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    """Reads "T5/2023", "T.5/2023"; in a column "T5"."""
    k = _after_letter(s, i)
    value = s.number(k, 1, _MONTHS)
    if value is None or s.at(k).after_blank:
        return None
    if tail := year_after(s, k + 1):
        return CalendarTime(i, tail[1], calendar.months(value, value, tail[0]))
    return CalendarTime(i, k + 1, calendar.months(value, value)) if setting == Setting.COLUMN else None


def _after_letter(s: Stream, i: int) -> int:
    return i + 2 if s.is_mark(i + 1, ".") else i + 1


def month_number(s: Stream, k: int) -> tuple[int, int] | None:
    """The month at `k` and the index after it; numbers no month has are kept, for the calendar to refuse."""
    value = s.number(k, 0, 99)
    if value is not None:
        return value, k + 1
    if roman := s.roman(k, _MONTHS):
        return roman, k + 1
    if named := TIME.months.get(s.at(k).key):
        return named, k + 1
    # "tháng năm 2023" is a form with the month left open; the month of May is written with a capital.
    if s.unit(k) == "year" and (not s.at(k).is_capital or year_at(s, k + 1)):
        return None
    spelled = s.numeral(k, sense="name")
    return spelled if spelled and spelled[0] <= _MONTHS else None


def read_quarter(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    """Reads "quý II/2023", "quý 4 năm 2025", "quý bốn", "Q1/2026", "quý đầu năm 2024"."""
    if edge := _edge_quarter(s, i):
        return edge
    k = i + 1
    by_letter = s.is_a(i, TIME.dates.quarter_letter)
    if by_letter:
        k = _after_letter(s, i)
        if setting < Setting.COLUMN or s.at(k).after_blank:
            return None
    number = _quarter_number(s, k, in_words=not by_letter)
    if number is None:
        return None
    value, end = number
    tail = year_after(s, end)
    if tail is None and s.is_mark(end, "/") and s.is_number(end + 1):
        return None
    return CalendarTime(i, tail[1] if tail else end, calendar.quarter(value, tail[0] if tail else None))


def _edge_quarter(s: Stream, i: int) -> CalendarTime | None:
    """Reads "quý đầu năm 2024", "quý cuối cùng của năm": the first or last quarter of a year."""
    for words, number in ((TIME.dates.first, 1), (TIME.dates.last, _QUARTERS)):
        k = s.after(i + 1, words)
        if k == i + 1 or s.unit(i) != "quarter":
            continue
        year = s.after(k, TIME.links.of_year)
        if s.unit(year) != "year" or s.is_a(year + 1, TIME.rounds.not_after_part_of_year):
            return None
        tail = year_word(s, k)
        return CalendarTime(
            i, tail[1] if tail else year + 1, calendar.quarter(number, tail[0] if tail else None)
        )
    return None


def _quarter_number(s: Stream, k: int, *, in_words: bool) -> tuple[int, int] | None:
    if value := s.figure(k, _QUARTERS):
        return value, k + 1
    spelled = s.numeral(k, sense="name") if in_words else None
    return spelled if spelled and spelled[0] <= _QUARTERS else None


def read_year(s: Stream, i: int) -> CalendarTime | None:
    """Reads "năm 2023", "cả năm 2023", "năm 2025 - 2030"."""
    k = s.after(i, TIME.dates.whole)
    if s.unit(k) != "year":
        return None
    k += 1
    year = year_at(s, k)
    if year is None or goes_on_as_number(s, k + 1):
        return None
    if s.is_mark(k + 1, "-") and not s.at(k + 1).opens_line and (last := year_at(s, k + 2)):
        return CalendarTime(i, k + 3, calendar.years(year, last), is_range=True)
    return CalendarTime(i, k + 1, calendar.years(year))


def read_programme_years(s: Stream, i: int) -> CalendarTime | None:
    """Reads "giai đoạn 2026-2030", "giai đoạn 2 (năm 2021 - 2023)", "nhiệm kỳ 2026-2031"."""
    k = s.after(i, TIME.dates.programme)
    if k == i:
        return None
    if s.number(k, 1, _PHASES, digits=1) or s.roman(k, _PHASES):
        k += 1
    bracket = s.is_mark(k, "(")
    k = s.after(k + bracket, TIME.links.starting)
    k = _after_year_word(s, k)
    first = year_at(s, k)
    if first is None or not s.is_a(k + 1, TIME.links.range):
        return None
    k = _after_year_word(s, k + 2)
    last = year_at(s, k)
    if last is None:
        return None
    k += 1
    end = k + 1 if bracket and s.is_mark(k, ")") else k
    return CalendarTime(i, end, calendar.years(first, last), is_range=True)


def _after_year_word(s: Stream, k: int) -> int:
    return k + 1 if s.unit(k) == "year" else k


def read_half_year(s: Stream, i: int) -> CalendarTime | None:
    """Reads "6 tháng đầu năm 2024", "06 tháng cuối năm", "nửa đầu năm"; the year word may be left out ("6
    tháng đầu")."""
    count = _months_counted(s, i)
    if count is None:
        return None
    months, k = count
    if s.part(k) == "beginning":
        span = calendar.months(1, months, grain="half")
    elif s.part(k) == "end":
        span = calendar.months(_MONTHS + 1 - months, _MONTHS, grain="half")
    else:
        return None
    k += 1
    if s.unit(k) != "year":
        return CalendarTime(i, k, span)
    tail = year_word(s, k)
    return CalendarTime(i, tail[1], span.with_year(tail[0])) if tail else CalendarTime(i, k + 1, span)


def _months_counted(s: Stream, i: int) -> tuple[int, int] | None:
    """How many months are meant by "6 tháng", "sáu tháng" or "nửa" (of a year), and the index after it."""
    if s.at(i).key in NUMERALS.parts.half:
        return (_HALF_YEAR, i + 1) if s.unit(i + 2) == "year" else None
    value = s.number(i, 1, _MONTHS - 1)
    number = (value, i + 1) if value else s.numeral(i)
    if number is None or number[0] >= _MONTHS or s.unit(number[1]) != "month":
        return None
    return number[0], number[1] + 1


def read_bare_year(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    """Reads "2026" in a column; "2025 - 2030" there and after a preposition."""
    year = year_at(s, i)
    # A school year ("năm học 2025-2026") is no year of the calendar.
    school = s.is_a(i - 1, TIME.dates.school) or (s.is_mark(i - 1, "-") and s.is_a(i - 3, TIME.dates.school))
    if year is None or setting < Setting.AFTER_PREPOSITION or school:
        return None
    if s.is_a(i + 1, TIME.links.range) and (last := year_at(s, i + 2)):
        return CalendarTime(i, i + 3, calendar.years(year, last), is_range=True)
    return CalendarTime(i, i + 1, calendar.years(year)) if setting == Setting.COLUMN else None


def year_at(s: Stream, i: int) -> int | None:
    """The year in four digits at `i`."""
    return s.number(i, *YEARS, digits=_YEAR_DIGITS)


def year_after(s: Stream, k: int) -> tuple[int, int] | None:
    """The year after a month or quarter: "/2023", "-2023", ".2023", "năm 2023"."""
    slash = s.is_mark(k, "/")
    tight = not s.at(k).after_blank and not s.at(k + 1).after_blank
    if slash or (tight and s.is_mark(k, *_YEAR_SEPARATORS)):
        year = year_at(s, k + 1) or (short_year(s, k + 1) if slash else None)
        if year and not goes_on_as_number(s, k + 2):
            return year, k + 2
    if slash and s.unit(k + 1) == "year":
        k += 1
    return year_word(s, k)


def year_word(s: Stream, k: int) -> tuple[int, int] | None:
    """Reads "năm 2023", "của năm 2023"; a year and the index after it."""
    k = s.after(k, TIME.links.of_year)
    if s.unit(k) == "year" and (year := year_at(s, k + 1)):
        return year, k + 2
    return None


def short_year(s: Stream, i: int) -> int | None:
    """The year that two digits at `i` mean."""
    value = s.number(i, *_SHORT_YEARS)
    return 2000 + value if value else None


def goes_on_as_number(s: Stream, i: int) -> bool:
    """Whether a figure goes on after what was read: a longer number, a fraction, a document's number."""
    if s.at(i).after_blank:
        return False
    return s.is_mark(i, "%") or (s.is_mark(i, "/") and s.is_number(i + 1))
