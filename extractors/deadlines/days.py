"""Days and weeks: dates in words, days of a month, a quarter or a week, weeks of a month, as tokens of a
text."""

from dataclasses import replace
from typing import Final, Literal

from extractors.deadlines import calendar
from extractors.deadlines.calendar import END_OF_MONTH
from extractors.deadlines.figures import read_figures
from extractors.deadlines.stream import Stream
from extractors.deadlines.units import (
    CalendarTime,
    Setting,
    month_number,
    read_month,
    read_quarter,
    read_year,
    year_after,
)
from extractors.text.numerals import NUMERALS
from extractors.text.phrases import Phrases
from extractors.text.time_words import TIME, WEEKDAYS

_WEEKS: Final = 5  # weeks that begin in a month
_QUARTERS: Final = 4
_LAST_WEEK: Final = -1
_MAX_LISTED_DAYS: Final = 10  # the longest list of days without their month


def read_day(s: Stream, i: int) -> CalendarTime | None:
    """What begins with "ngày": a date, a day of a month, the last day of something."""
    if length := s.phrase(i, TIME.phrases.last_day):
        return _last_day_of(s, i, i + length)
    k = i + 1
    if s.unit(i) == "day":
        k = s.after(k, TIME.dates.numbered_day)
    if figures := read_figures(s, k, Setting.PROSE, short_dates=True):
        return replace(figures, start=i)
    number = _day_number(s, k)
    if number is None:
        return None
    on, k = number
    if s.is_mark(k, "/") and s.is_number(k + 1):
        return None
    return _day_of_named_month(s, i, k, on) or CalendarTime(i, k, calendar.monthday(on))


def _day_number(s: Stream, k: int) -> tuple[int, int] | None:
    on = s.number(k, 0, 99)
    return (on, k + 1) if on is not None else s.numeral(k, sense="name")


def _day_of_named_month(s: Stream, i: int, k: int, on: int) -> CalendarTime | None:
    """The month after a day: "tháng 6 năm 2024", "của tháng cuối quý"."""
    if s.is_a(k, TIME.links.of) and s.unit(k + 1) == "month":
        k += 1
    if s.unit(k) != "month":
        return None
    if length := s.phrase(k, TIME.phrases.first_month):
        return _day_of_quarter(s, i, k + length, on, "first")
    if length := s.phrase(k, TIME.phrases.last_month):
        return _day_of_quarter(s, i, k + length, on, "last")
    month = month_number(s, k + 1)
    if month is None:
        return None
    tail = year_after(s, month[1])
    return CalendarTime(
        i, tail[1] if tail else month[1], calendar.day(on, month[0], tail[0] if tail else None)
    )


def _day_of_quarter(
    s: Stream, i: int, k: int, on: int, month: Literal["first", "last"]
) -> CalendarTime | None:
    """Reads "ngày 30 tháng cuối cùng của quý": a day in every quarter."""
    k = s.after(k, TIME.links.of)
    k = s.after_each(k)
    if s.unit(k) != "quarter" or s.figure(k + 1, _QUARTERS):
        return None
    found = calendar.quarterly_day(on, month=month)
    return CalendarTime(i, s.after(k + 1, TIME.rounds.next_quarter), rule=found) if found else None


def _last_day_of(s: Stream, i: int, k: int) -> CalendarTime | None:
    """Reads "ngày cuối cùng của tháng 6/2023", "ngày làm việc cuối cùng của quý"."""
    k = s.after(k, TIME.links.of)
    if length := s.phrase(k, TIME.phrases.last_month):
        return _day_of_quarter(s, i, k + length, END_OF_MONTH, "last")
    whole = _read_unit(s, k)
    if whole and whole.span and whole.span.grain in ("month", "quarter", "year"):
        last_day = replace(whole.span, grain="day", first=whole.span.last, open_start=False)
        return CalendarTime(i, whole.end, last_day)
    k = s.after(k, TIME.rounds.each)
    unit = s.unit(k)
    if unit == "month":
        return CalendarTime(i, k + 1, rule=calendar.rule(calendar.monthday(END_OF_MONTH), "month"))
    if unit == "quarter":
        return CalendarTime(i, k + 1, rule=calendar.quarterly_day(END_OF_MONTH, month="last"))
    if unit == "year":
        return CalendarTime(i, k + 1, calendar.day(31, 12))
    return None


def read_weekday(s: Stream, i: int) -> CalendarTime | None:
    """Reads "thứ sáu hàng tuần", "Chủ nhật"; a date after it is the better reading ("thứ Sáu, ngày
    16/6/2023")."""
    k = s.after(i, TIME.dates.time_of_day)
    found = WEEKDAYS.longest(s.tokens, k)
    if found is None:
        return None
    name, k = found
    j = k + 1 if s.is_mark(k, ",", "(") else k
    if s.unit(j) == "day" and (dated := read_day(s, j)):
        return replace(dated, start=i)
    return CalendarTime(i, k, calendar.weekday(name))


def read_week(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    """Reads "tuần đầu của tháng 6/2023", "tuần thứ hai tháng 6", "tuần cuối quý II"; "tuần đầu hàng tháng"
    comes back."""
    number = _week_number(s, i + 1)
    if number is None:
        return None
    week, k = number
    k = s.after(k, TIME.links.of)
    inner = _read_unit(s, k)
    if inner and inner.span and not inner.is_range:
        found = calendar.week_of(inner.span, week)
        return CalendarTime(i, inner.end, found) if found else None
    each = s.is_a(k, TIME.rounds.each)
    of_any_month = calendar.week_of(calendar.months(1, 1), week)
    if s.unit(k + each) == "month" and of_any_month and (each or setting == Setting.COLUMN):
        due = calendar.monthday(of_any_month.last[1])
        return CalendarTime(i, k + each + 1, rule=calendar.rule(due, "month"))
    return None


def _week_number(s: Stream, k: int) -> tuple[int, int] | None:
    """Which week of a month is meant by "đầu tiên", "cuối", "thứ hai", "2", and the index after it."""
    edges: tuple[tuple[Phrases[bool], int], ...] = ((TIME.dates.first, 1), (TIME.dates.last, _LAST_WEEK))
    for words, week in edges:
        if length := s.phrase(k, words):
            return week, k + length
    ordinal = s.at(k).key in NUMERALS.parts.ordinal
    figure = s.number(k + ordinal, 1, _WEEKS)
    if figure:
        return figure, k + ordinal + 1
    spelled = s.numeral(k + 1, sense="rank") if ordinal else None
    return spelled if spelled and spelled[0] <= _WEEKS else None


def _read_unit(s: Stream, k: int) -> CalendarTime | None:
    """A month, a quarter or a year, by its word."""
    if s.unit(k) == "month":
        return read_month(s, k, Setting.PROSE)
    return read_quarter(s, k, Setting.PROSE) if s.unit(k) == "quarter" else read_year(s, k)


def read_wordless_day(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    """Reads "30 tháng 6 năm 2024", "20 hàng tháng", "25 tháng cuối quý", the 20 of "20, 21/6/2025": the word
    "ngày" is left out."""
    on = s.number(i, 1, 31)
    if on is None or setting < Setting.AFTER_PREPOSITION:
        return None
    if s.is_a(i + 1, TIME.rounds.each) and s.unit(i + 2) in ("month", "quarter"):
        return CalendarTime(i, i + 1, calendar.monthday(on))
    if _in_list_of_days(s, i):
        return CalendarTime(i, i + 1, calendar.monthday(on))
    return _day_of_named_month(s, i, i + 1, on)


def _in_list_of_days(s: Stream, i: int) -> bool:
    """Whether a list of bare numbers begins at `i` that ends in a full date: "20, 21 và 22/6/2025"."""
    k = i
    for _ in range(_MAX_LISTED_DAYS):
        if not (s.is_mark(k + 1, ",") or s.is_a(k + 1, TIME.links.conjunctions)) or s.at(k + 2).opens_line:
            return False
        k += 2
        if s.number(k, 1, calendar.LONGEST_MONTH) is None:
            return False
        dated = read_figures(s, k, Setting.PROSE, short_dates=False)
        if dated is not None and dated.has_year:
            return True
    return False
