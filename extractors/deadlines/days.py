"""Days and weeks: dates in figures and words, days of a month, a quarter or a week, weeks of a month, as
tokens of a text."""

from dataclasses import replace
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.calendar import END_OF_MONTH
from extractors.deadlines.lexicon import LEXICON
from extractors.deadlines.tokens import Stream
from extractors.deadlines.units import (
    YEARS,
    Item,
    Permit,
    goes_on_as_number,
    month_number,
    read_month,
    read_quarter,
    read_year,
    short_year,
    year_after,
    year_word,
)

_YEAR_DIGITS: Final = 4


def read_day(s: Stream, i: int) -> Item | None:
    """What begins with "ngày": a date, a day of a month, the last day of something."""
    if length := s.phrase(i, LEXICON["last_day"]):
        return _last_day_of(s, i, i + length)
    k = i + 1
    if s.word(i, "ngày") and s.at(k).norm == "mùng":
        k += 1
    figures = read_figures(s, k, Permit.UNIT, True)
    if figures:
        return replace(figures, start=i)
    on = s.number(k, 0, 99)
    k += 1
    if on is None:
        spelled = s.numeral(k - 1)
        if spelled is None:
            return None
        on, k = spelled
    if s.at(k).norm == "/" and s.at(k + 1).kind == "number":
        return None
    return _day_of_named_month(s, i, k, on) or Item(i, k, calendar.monthday(on))


def _day_of_named_month(s: Stream, i: int, k: int, on: int) -> Item | None:
    """The month after a day: "tháng 6 năm 2024", "của tháng cuối quý"."""
    if s.at(k).norm in ("của", "trong") and s.at(k + 1).norm == "tháng":
        k += 1
    if not s.word(k, "tháng"):
        return None
    first = s.phrase(k, LEXICON["first_month"])
    if length := s.phrase(k, LEXICON["last_month"]) or first:
        return _day_of_quarter(s, i, k + length, on, first > 0)
    month = month_number(s, k + 1)
    if month is None:
        return None
    tail = year_after(s, month[1])
    return Item(i, tail[1] if tail else month[1], calendar.day(on, month[0], tail[0] if tail else None))


def _day_of_quarter(s: Stream, i: int, k: int, on: int, first: bool) -> Item | None:
    """Reads "ngày 30 tháng cuối cùng của quý": a day in every quarter."""
    for words in (frozenset({"của", "trong"}), frozenset({"mỗi", "hàng", "các", "từng"})):
        if s.one_of(k, words):
            k += 1
    if not s.word(k, "quý") or s.number(k + 1, 1, 4) or s.roman(k + 1, 4):
        return None
    k += 1
    if s.at(k).norm in ("sau", "tiếp"):
        k += 2 if s.word(k, "tiếp", "theo") else 1
    found = calendar.quarterly_day(on, month="first" if first else "last")
    return Item(i, k, rule=found) if found else None


def _last_day_of(s: Stream, i: int, k: int) -> Item | None:
    """Reads "ngày cuối cùng của tháng 6/2023", "ngày làm việc cuối cùng của quý"."""
    if s.at(k).norm in ("của", "trong"):
        k += 1
    if s.phrase(k, LEXICON["last_month"]):
        return _day_of_quarter(s, i, k + s.phrase(k, LEXICON["last_month"]), END_OF_MONTH, False)
    inner = _read_unit(s, k)
    if inner and inner.stretch and inner.stretch.grain in ("month", "quarter", "year"):
        whole = inner.stretch
        return Item(i, inner.end, replace(whole, grain="day", first=whole.last, open_start=False))
    if s.at(k).norm in ("mỗi", "hàng", "từng"):
        k += 1
    if s.word(k, "tháng"):
        return Item(i, k + 1, rule=calendar.rule(calendar.monthday(END_OF_MONTH), "month"))
    if s.word(k, "quý"):
        return Item(i, k + 1, rule=calendar.quarterly_day(END_OF_MONTH, month="last"))
    if s.word(k, "năm"):
        return Item(i, k + 1, calendar.day(31, 12))
    return None


def read_weekday(s: Stream, i: int) -> Item | None:
    """Reads "thứ sáu hàng tuần", "Chủ nhật"; a date after it is the better reading ("thứ Sáu, ngày
    16/6/2023")."""
    k = i + 1 if s.at(i).norm in ("chiều", "sáng") else i
    if s.word(k, "chủ", "nhật"):
        name = "SU"
    elif s.word(k, "thứ") and s.at(k + 1).norm in LEXICON.weekdays:
        name = LEXICON.weekdays[s.at(k + 1).norm]
    else:
        return None
    k += 2
    j = k + 1 if s.at(k).norm in (",", "(") else k
    if s.word(j, "ngày") and (dated := read_day(s, j)):
        return replace(dated, start=i)
    return Item(i, k, calendar.weekday(name))


def read_week(s: Stream, i: int, permit: Permit) -> Item | None:
    """Reads "tuần đầu của tháng 6/2023", "tuần thứ hai tháng 6", "tuần cuối quý II"; "tuần đầu hàng tháng"
    comes back."""
    k = i + 2
    if s.at(i + 1).norm in ("đầu", "cuối"):
        number = 1 if s.word(i + 1, "đầu") else -1
        k += s.at(k).norm in ("tiên", "cùng")
    elif s.word(i + 1, "thứ"):
        value = 1 if s.word(k, "nhất") else s.number(k, 1, 5) or (s.numeral(k) or (0, 0))[0]
        if not 1 <= value <= 5:
            return None
        number, k = value, k + 1
    elif figure := s.number(i + 1, 1, 5):
        number = figure
    else:
        return None
    if s.at(k).norm in ("của", "trong"):
        k += 1
    inner = _read_unit(s, k)
    if inner and inner.stretch and not inner.spans:
        found = calendar.week_of(inner.stretch, number)
        return Item(i, inner.end, found) if found else None
    each = s.at(k).norm in ("hàng", "mỗi", "từng")
    month = calendar.week_of(calendar.months(1, 1), number)
    if s.word(k + each, "tháng") and month and (each or permit == Permit.COLUMN):
        return Item(i, k + each + 1, rule=calendar.rule(calendar.monthday(month.last[1]), "month"))
    return None


def _read_unit(s: Stream, k: int) -> Item | None:
    """A month, a quarter or a year, by its word."""
    if s.word(k, "tháng"):
        return read_month(s, k, Permit.UNIT)
    return read_quarter(s, k, Permit.UNIT) if s.word(k, "quý") else read_year(s, k)


def read_wordless_day(s: Stream, i: int, permit: Permit) -> Item | None:
    """Reads "30 tháng 6 năm 2024", "20 hàng tháng", "25 tháng cuối quý": the word "ngày" is left out."""
    on = s.number(i, 1, 31)
    if on is None or permit < Permit.MARKED:
        return None
    if s.at(i + 1).norm in ("hàng", "mỗi") and s.at(i + 2).norm in ("tháng", "quý"):
        return Item(i, i + 1, calendar.monthday(on))
    return _day_of_named_month(s, i, i + 1, on)


def _broken_year(s: Stream, k: int) -> int | None:
    """A year that the edge of a narrow column broke in two ("30/11/202 4")."""
    first, rest = s.at(k), s.at(k + 1)
    digits = first.norm + rest.norm
    whole = first.kind == rest.kind == "number" and len(digits) == _YEAR_DIGITS and digits.isdigit()
    alone = (
        whole and not rest.line and not goes_on_as_number(s, k + 2) and s.at(k + 2).kind in ("mark", "end")
    )
    return int(digits) if alone and YEARS[0] <= int(digits) <= YEARS[1] else None


def read_figures(s: Stream, i: int, permit: Permit, short_dates: bool) -> Item | None:
    """15/4/2023, 15.4.2023, 15-4-2023; 15/4 where `short_dates`; 12/2025 and 15-20/6/2023 after a marker or
    in a column."""
    on = s.number(i, 0, 99)
    sep = s.at(i + 1).norm
    if on is None or sep not in ("/", ".", "-"):
        return None
    tight = not s.at(i + 1).gap and not s.at(i + 2).gap
    if sep != "/" and not tight:
        return None
    month = s.number(i + 2, 0, 99)
    if month is not None and s.word(i + 3, sep) and not (sep != "/" and (s.at(i + 3).gap or s.at(i + 4).gap)):
        if permit == Permit.COLUMN and (broken := _broken_year(s, i + 4)):
            return Item(i, i + 6, calendar.day(on, month, broken))
        year = s.number(i + 4, *YEARS, digits=4) or short_year(s, i + 4)
        if year and not goes_on_as_number(s, i + 5):
            return Item(i, i + 5, calendar.day(on, month, year))
        if s.at(i + 4).kind in ("number", "symbol"):
            return None
    if month is not None and sep == "/" and short_dates and not goes_on_as_number(s, i + 3):
        tail = year_word(s, i + 3)
        return Item(i, tail[1] if tail else i + 3, calendar.day(on, month, tail[0] if tail else None))
    year = s.number(i + 2, *YEARS, digits=4)
    if year and permit >= Permit.MARKED and not goes_on_as_number(s, i + 3):
        return Item(i, i + 3, calendar.months(on, on, year))
    if sep == "-" and month is not None and permit >= Permit.MARKED and s.word(i + 3, "/"):
        last = read_figures(s, i + 2, permit, short_dates)
        if last and last.stretch and last.stretch.grain == "day":
            whole = calendar.spanning(calendar.monthday(on), last.stretch)
            return Item(i, last.end, whole, spans=True) if whole else None
    return None
