"""Spans of the calendar as plans name them (a day, a month, "cuối quý II"), what dates they stand for, and
the recurrence rules of those that come back.

The readings are those of the contract, section 4: a month's beginning, middle and end are its days to the
10th, the 11th to the 20th and from the 21st; "cuối năm" has an end and no beginning; a rule (RFC 5545) names
the day by which each round is due.
"""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, Literal

from extractors.text.time_words import PartOfUnit, Unit
from schemas.layout import value

Grain = Literal["weekday", "monthday", "day", "decade", "month", "quarter", "half", "year"]
MONTHS: Final = range(1, 13)
END_OF_MONTH: Final = -1
DAYS_OF_PART: Final[dict[PartOfUnit, tuple[int, int]]] = {
    "beginning": (1, 10),
    "middle": (11, 20),
    "end": (21, END_OF_MONTH),
}
"""The days of a month's beginning, middle and end (contract, section 4)."""
_QUARTER_ENDS: Final = "3,6,9,12"
_QUARTER_STARTS: Final = "1,4,7,10"
_WEEK: Final = 7
_WEEKS: Final = 5  # weeks that begin in a month
LONGEST_MONTH: Final = 31
_LEAP_YEAR: Final = 2024  # a rule may name 29 February
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199


@value
class CalendarSpan:
    """From `first` to `last` (month, day) of `year`, or of `year` to `last_year`; a year of None was not
    said.

    Day `END_OF_MONTH` is the month's last, days before it count on downwards. `open_start` and `open_end`
    mark a span of which only the other end is known. A month of 0 was not said ("ngày 20": grain
    monthday); a weekday is held as its RFC 5545 name.
    """

    grain: Grain
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)
    year: int | None = None
    last_year: int | None = None
    open_start: bool = False
    open_end: bool = False
    weekday: str = ""

    def with_year(self, year: int | None) -> "CalendarSpan":
        """The same span of `year`."""
        return replace(self, year=year)

    def dates(self) -> tuple[date, date] | None:
        """First and last day; None where the year is unknown or there is no such day (31/02)."""
        if self.year is None or self.grain in ("weekday", "monthday"):
            return None
        end_year = self.last_year if self.last_year is not None else self.year
        first, last = _day(self.year, self.first), _day(end_year, self.last)
        return (first, last) if first and last and first <= last else None


def is_impossible(span: CalendarSpan) -> bool:
    """Whether a span names a day or month there is none of (31/6, 45/13/2023).

    Without a year two figures may be a fraction ("12/20 điểm"): then only the last days of a month count, in
    a month that is shorter.
    """
    if span.grain in ("weekday", "monthday", "year"):
        return False
    ends = (span.first, span.year), (span.last, span.last_year or span.year)
    return any(_is_no_day(*end) for end in ends)


def _is_no_day(month_day: tuple[int, int], year: int | None) -> bool:
    month, on = month_day
    if year is None and (month not in MONTHS or not 1 <= on <= LONGEST_MONTH):
        return False
    return _day(year or _LEAP_YEAR, month_day) is None


def day(day_of_month: int, month: int, year: int | None = None) -> CalendarSpan:
    """A day of a month; whether it exists is asked of `dates`."""
    return CalendarSpan("day", (month, day_of_month), (month, day_of_month), year)


def monthday(day_of_month: int) -> CalendarSpan:
    """A day of a month that is not said."""
    return CalendarSpan("monthday", (0, day_of_month), (0, day_of_month))


def weekday(name: str) -> CalendarSpan:
    """A day of the week, by its RFC 5545 name."""
    return CalendarSpan("weekday", weekday=name)


def months(first: int, last: int, year: int | None = None, grain: Grain = "month") -> CalendarSpan:
    """Whole months of a year."""
    return CalendarSpan(grain, (first, 1), (last, END_OF_MONTH), year)


def quarter(number: int, year: int | None = None) -> CalendarSpan:
    """A quarter of a year."""
    return months(3 * number - 2, 3 * number, year, "quarter")


def years(first: int | None, last: int | None = None) -> CalendarSpan:
    """A year, or the years from `first` to `last`."""
    return CalendarSpan("year", (1, 1), (12, 31), first, last)


def part_of(whole: CalendarSpan, which: PartOfUnit) -> CalendarSpan:
    """The beginning, middle or end of a month, quarter, half-year or year."""
    if whole.grain == "month" and whole.first[0] == whole.last[0]:
        month = whole.first[0]
        first, last = DAYS_OF_PART[which]
        return replace(whole, grain="decade", first=(month, first), last=(month, last))
    return replace(whole, open_start=which == "end", open_end=which == "beginning")


def week_of(whole: CalendarSpan, number: int) -> CalendarSpan | None:
    """A week of a month, a quarter or a year: the first seven days, the next seven …, or with -1 the last
    seven.

    Calendar weeks are not meant: "tuần đầu của tháng" is a time at the beginning of the month, whatever its
    weekdays.
    """
    if number == -1:
        month, days = whole.last[0], (-_WEEK, END_OF_MONTH)
    elif number == 1 or (1 < number <= _WEEKS and whole.grain == "month"):
        month, days = (
            whole.first[0],
            (_WEEK * (number - 1) + 1, _WEEK * number if number < _WEEKS else END_OF_MONTH),
        )
    else:
        return None
    return replace(whole, grain="decade", first=(month, days[0]), last=(month, days[1]))


def from_to(first: CalendarSpan, last: CalendarSpan) -> CalendarSpan | None:
    """From the beginning of one span to the end of another; what one of them leaves out it takes from the
    other.

    None where they do not go together. "tháng 11 - tháng 2/2026" begins in the year before.
    """
    if "weekday" in (first.grain, last.grain):
        return None
    if last.grain == "monthday":
        return replace(last, first=first.first) if first.grain == "monthday" else None
    if first.grain == "monthday":
        if last.grain != "day":
            return None
        first = day(first.first[1], last.first[0], last.year)
    begin_year, end_year = _years_of_range(first, last)
    grain: Grain = "day" if "day" in (first.grain, last.grain) else last.grain
    return CalendarSpan(grain, first.first, last.last, begin_year, end_year, first.open_start, last.open_end)


def _years_of_range(first: CalendarSpan, last: CalendarSpan) -> tuple[int | None, int | None]:
    begin_year = first.year
    end_year = last.last_year if last.last_year is not None else last.year
    backwards = first.first[0] > last.last[0]
    if begin_year is None and end_year is not None:
        begin_year = end_year - 1 if backwards and first.grain != "year" else end_year
    elif begin_year is not None and end_year is None:
        end_year = begin_year + 1 if backwards else begin_year
    return begin_year, end_year


def with_default_year(span: CalendarSpan, year: int | None) -> CalendarSpan:
    """The span with `year` where it says none; a span that then would run backwards ends in the next
    year."""
    if span.year is not None or year is None:
        return span
    runs_over = span.last_year is None and span.first[0] > span.last[0] > 0
    return replace(span, year=year, last_year=year + 1 if runs_over else span.last_year)


def rule(span: CalendarSpan, every: Unit, *, before: bool = False) -> str | None:
    """The RFC 5545 rule of a span that comes back every week, month, quarter or year; None where there is no
    such rule.

    `before`: the span itself is the limit ("trước tháng 12 hàng năm" is due at the end of November).
    """
    if span.grain == "weekday":
        return f"FREQ=WEEKLY;BYDAY={span.weekday}" if every == "week" else None
    if span.grain == "monthday":
        return _rule_of_monthday(span.last[1], every)
    if every != "year":
        return None
    return "FREQ=YEARLY" if span.grain == "year" else _yearly_rule(span, before)


def _rule_of_monthday(on: int, every: Unit) -> str | None:
    if not _is_monthday(on):
        return None
    if every == "month":
        return f"FREQ=MONTHLY;BYMONTHDAY={on}"
    return quarterly_day(on, month="last") if every == "quarter" else None


def _yearly_rule(span: CalendarSpan, before: bool) -> str | None:
    month, on = span.last
    if before and span.grain not in ("day", "decade") and not span.open_start:
        month, on = (span.first[0] - 2) % 12 + 1, END_OF_MONTH
    if month not in MONTHS or not (on == END_OF_MONTH or 1 <= on <= monthrange(_LEAP_YEAR, month)[1]):
        return None
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={on}"


def _is_monthday(on: int) -> bool:
    return on == END_OF_MONTH or 1 <= on <= LONGEST_MONTH


def quarterly_day(day_of_month: int, *, month: Literal["first", "last"]) -> str | None:
    """The rule of a day in the first or last month of every quarter."""
    if not _is_monthday(day_of_month):
        return None
    months = _QUARTER_ENDS if month == "last" else _QUARTER_STARTS
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day_of_month}"


_FREQUENCIES: Final[dict[Unit, tuple[str, int]]] = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}
_MONTHS_IN: Final[dict[Unit, int]] = {"month": 1, "quarter": 3, "year": 12}


def once_in(unit: Unit, count: int = 1) -> str:
    """The rule of what is done once in `count` days, weeks, months, quarters or years."""
    frequency, step = _FREQUENCIES[unit]
    interval = step * count
    if frequency == "MONTHLY" and interval % 12 == 0:
        frequency, interval = "YEARLY", interval // 12
    return f"FREQ={frequency}" if interval == 1 else f"FREQ={frequency};INTERVAL={interval}"


def times_in(times: int, unit: Unit, count: int = 1) -> str | None:
    """The rule of what is done `times` times in `count` units; None where no whole number of months (or days)
    lies between."""
    if times == 1:
        return once_in(unit, count)
    months_in_all = _MONTHS_IN.get(unit, 0) * count
    if times > 1 and months_in_all and months_in_all % times == 0:
        return once_in("month", months_in_all // times)
    return "FREQ=DAILY" if unit == "week" and times == _WEEK * count else None


def day_before(moment: date) -> date | None:
    """The day before; None before the first day there is."""
    return moment - timedelta(days=1) if moment > date.min else None


def day_after(moment: date) -> date | None:
    """The day after; None after the last day there is."""
    return moment + timedelta(days=1) if moment < date.max else None


def _day(year: int, month_day: tuple[int, int]) -> date | None:
    month, on = month_day
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and month in MONTHS):
        return None
    length = monthrange(year, month)[1]
    if on < 0:
        on += length + 1
    return date(year, month, on) if 1 <= on <= length else None
