"""Months, quarters, half-years, years and spans of years, each with the year after it, as tokens of a
text."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.calendar import Stretch
from extractors.deadlines.tokens import Stream

YEARS: Final = (1990, 2199)
SPAN_LINKS: Final = frozenset({"-", "đến", "tới"})
_SHORT_YEARS: Final = (20, 49)  # "15/4/23": two digits are a year of this century


class Permit(IntEnum):
    """How bare a time may be: with its unit word, after a marker ("trước 15/4"), or alone in a time column
    ("12/2025")."""

    UNIT = 0
    MARKED = 1
    COLUMN = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One time of a list: a stretch of the calendar or a finished rule, and the tokens `start` to `end` it
    was read from."""

    start: int
    end: int
    stretch: Stretch | None = None
    rule: str | None = None
    spans: bool = False

    @property
    def has_year(self) -> bool:
        """Whether a year was said."""
        return self.stretch is not None and self.stretch.year is not None


def read_month(s: Stream, i: int, permit: Permit) -> Item | None:
    """Reads "tháng 5/2023", "tháng 5 năm 2023", "tháng Mười hai", "T5/2023"."""
    if s.word(i, "t"):
        k = i + 2 if s.word(i + 1, ".") else i + 1
        value = s.number(k, 1, 12)
        tail = year_after(s, k + 1) if value and not s.at(k).gap else None
        if value is None or s.at(k).gap or (tail is None and permit < Permit.COLUMN):
            return None
        return Item(i, tail[1] if tail else k + 1, calendar.months(value, value, tail[0] if tail else None))
    month = month_number(s, i + 1)
    if month is None:
        return None
    value, k = month
    if tail := year_after(s, k):
        return Item(i, tail[1], calendar.months(value, value, tail[0]))
    if s.at(k).norm == "/" and s.at(k + 1).kind == "number":
        return None
    return Item(i, k, calendar.months(value, value))


def month_number(s: Stream, k: int) -> tuple[int, int] | None:
    """The month at `k` and the index after it; numbers no month has are kept, for the calendar to refuse."""
    value = s.number(k, 0, 99)
    if value is not None:
        return value, k + 1
    if roman := s.roman(k, 12):
        return roman, k + 1
    if s.at(k).norm in ("giêng", "chạp"):
        return (1 if s.word(k, "giêng") else 12), k + 1
    # "tháng năm 2023" is a form with the month left open; the month of May is written with a capital.
    if s.word(k, "năm") and (not s.at(k).capital or s.number(k + 1, *YEARS, digits=4)):
        return None
    if s.word(k, "mười", "năm"):  # "tháng Mười năm 2023"
        return 10, k + 1
    spelled = s.numeral(k)
    return spelled if spelled and spelled[0] <= 12 else None


def read_quarter(s: Stream, i: int, permit: Permit) -> Item | None:
    """Reads "quý II/2023", "quý 4 năm 2025", "quý bốn", "Q1/2026"."""
    k = i + 1
    if s.word(i, "q"):
        if s.word(k, "."):
            k += 1
        if permit < Permit.COLUMN or s.at(k).gap:
            return None
    value = s.number(k, 1, 4) or s.roman(k, 4)
    end = k + 1
    if value is None and s.word(i, "quý"):
        spelled = s.numeral(k)
        if spelled and spelled[0] <= 4:
            value, end = spelled
    if value is None:
        return None
    tail = year_after(s, end)
    if tail is None and s.at(end).norm == "/" and s.at(end + 1).kind == "number":
        return None
    return Item(i, tail[1] if tail else end, calendar.quarter(value, tail[0] if tail else None))


def read_year(s: Stream, i: int) -> Item | None:
    """Reads "năm 2023", "cả năm 2023", "năm 2025 - 2030"."""
    k = i + 1 if s.word(i, "cả", "năm") else i
    if not s.word(k, "năm"):
        return None
    k += 1
    year = s.number(k, *YEARS, digits=4)
    if year is None or goes_on_as_number(s, k + 1):
        return None
    if s.at(k + 1).norm == "-" and not s.at(k + 1).line and (last := s.number(k + 2, *YEARS, digits=4)):
        return Item(i, k + 3, calendar.years(year, last), spans=True)
    return Item(i, k + 1, calendar.years(year))


def read_programme_years(s: Stream, i: int) -> Item | None:
    """Reads "giai đoạn 2026-2030", "giai đoạn 2 (năm 2021 - 2023)", "nhiệm kỳ 2026-2031"."""
    if not (s.word(i, "giai", "đoạn") or s.word(i, "nhiệm", "kỳ")):
        return None
    k = i + 2
    if s.number(k, 1, 9, digits=1) or s.roman(k, 9):
        k += 1
    bracket = s.word(k, "(")
    k += bracket
    if s.word(k, "từ"):
        k += 1
    if s.word(k, "năm"):
        k += 1
    first = s.number(k, *YEARS, digits=4)
    if first is None or s.at(k + 1).norm not in SPAN_LINKS:
        return None
    k += 2
    if s.word(k, "năm"):
        k += 1
    last = s.number(k, *YEARS, digits=4)
    if last is None:
        return None
    k += 1
    return Item(i, k + 1 if bracket and s.word(k, ")") else k, calendar.years(first, last), spans=True)


def read_half_year(s: Stream, i: int) -> Item | None:
    """Reads "6 tháng đầu năm 2024", "06 tháng cuối năm", "nửa đầu năm"; the year word may be left out ("6
    tháng đầu")."""
    if s.word(i, "nửa") and s.at(i + 1).norm in ("đầu", "cuối") and s.word(i + 2, "năm"):
        count, k = 6, i + 1
    else:
        spelled = s.numeral(i) if s.number(i, 1, 11) is None else None
        number, k = spelled or (s.number(i, 1, 11), i + 1)
        if (
            number is None
            or not number <= 11
            or not s.word(k, "tháng")
            or s.at(k + 1).norm not in ("đầu", "cuối")
        ):
            return None
        count, k = number, k + 1
    stretch = (
        calendar.months(1, count, grain="half")
        if s.word(k, "đầu")
        else calendar.months(13 - count, 12, grain="half")
    )
    k += 1
    if s.at(k).norm in ("hàng", "mỗi"):
        return Item(i, k, stretch)
    if not s.word(k, "năm"):
        return Item(i, k, stretch)
    tail = year_word(s, k)
    return Item(i, tail[1], stretch.with_year(tail[0])) if tail else Item(i, k + 1, stretch)


def read_bare_year(s: Stream, i: int, permit: Permit) -> Item | None:
    """Reads "2026" in a column; "2025 - 2030" there and after a marker."""
    year = s.number(i, *YEARS, digits=4)
    school = s.word(i - 1, "học") or (
        s.word(i - 1, "-") and s.word(i - 3, "học")
    )  # a school year is no calendar year
    if year is None or permit < Permit.MARKED or school:
        return None
    if s.at(i + 1).norm in SPAN_LINKS and (last := s.number(i + 2, *YEARS, digits=4)):
        return Item(i, i + 3, calendar.years(year, last), spans=True)
    return Item(i, i + 1, calendar.years(year)) if permit == Permit.COLUMN else None


def year_after(s: Stream, k: int) -> tuple[int, int] | None:
    """The year after a month or quarter: "/2023", "-2023", ".2023", "năm 2023"."""
    sep = s.at(k)
    if sep.norm == "/" or (sep.norm in ("-", ".") and not sep.gap and not s.at(k + 1).gap):
        year = s.number(k + 1, *YEARS, digits=4) or (short_year(s, k + 1) if sep.norm == "/" else None)
        if year and not goes_on_as_number(s, k + 2):
            return year, k + 2
    if sep.norm == "/" and s.word(k + 1, "năm"):
        k += 1
    return year_word(s, k)


def year_word(s: Stream, k: int) -> tuple[int, int] | None:
    """Reads "năm 2023", "của năm 2023", "(năm 2023)"; a year and the index after it."""
    if s.word(k, "của"):
        k += 1
    if s.word(k, "năm") and (year := s.number(k + 1, *YEARS, digits=4)):
        return year, k + 2
    return None


def short_year(s: Stream, i: int) -> int | None:
    value = s.number(i, *_SHORT_YEARS)
    return 2000 + value if value and s.at(i).digits == 2 else None


def goes_on_as_number(s: Stream, i: int) -> bool:
    """Whether a figure goes on after what was read: a longer number, a fraction, a document's number."""
    return (
        s.at(i).norm in ("/", "%")
        and (s.at(i).norm == "%" or s.at(i + 1).kind == "number")
        and not s.at(i).gap
    )
