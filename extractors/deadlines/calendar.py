"""Stretches of the calendar as plans name them, what dates they stand for, and the rules of those that come
back.

The readings are those of the contract, section 4: a month's beginning, middle and end are its days to the
10th, the 11th to the 20th and from the 21st; "cuối năm" has an end and no beginning; a rule (RFC 5545) names
the day by which each round is due.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

Grain = Literal["weekday", "monthday", "day", "decade", "month", "quarter", "half", "year"]
Every = Literal["week", "month", "quarter", "year"]

END_OF_MONTH: Final = -1
_QUARTER_ENDS: Final = "3,6,9,12"
_QUARTER_STARTS: Final = "1,4,7,10"
_WEEK: Final = 7
_WEEKS: Final = 5  # weeks that begin in a month
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `first` to `last` (month, day) of `year`, or of `year` to `last_year`; a year of None was not
    said.

    Day `END_OF_MONTH` is the month's last, days before it count on downwards. `open_start` and `open_end`
    mark a stretch of which only the other end is known. A month of 0 was not said ("ngày 20": grain
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

    def with_year(self, year: int | None) -> "Stretch":
        """The same stretch of `year`."""
        return replace(self, year=year)

    def dates(self) -> tuple[date, date] | None:
        """First and last day; None where the year is unknown or there is no such day (31/02)."""
        if self.year is None or self.grain in ("weekday", "monthday"):
            return None
        end_year = self.last_year if self.last_year is not None else self.year
        first, last = _day(self.year, self.first), _day(end_year, self.last)
        return (first, last) if first and last and first <= last else None


def day(day_of_month: int, month: int, year: int | None = None) -> Stretch:
    """A day of a month; whether it exists is asked of `dates`."""
    return Stretch("day", (month, day_of_month), (month, day_of_month), year)


def monthday(day_of_month: int) -> Stretch:
    """A day of a month that is not said."""
    return Stretch("monthday", (0, day_of_month), (0, day_of_month))


def weekday(name: str) -> Stretch:
    """A day of the week, by its RFC 5545 name."""
    return Stretch("weekday", weekday=name)


def months(first: int, last: int, year: int | None = None, grain: Grain = "month") -> Stretch:
    """Whole months of a year."""
    return Stretch(grain, (first, 1), (last, END_OF_MONTH), year)


def quarter(number: int, year: int | None = None) -> Stretch:
    """A quarter of a year."""
    return months(3 * number - 2, 3 * number, year, "quarter")


def years(first: int | None, last: int | None = None) -> Stretch:
    """A year, or the years from `first` to `last`."""
    return Stretch("year", (1, 1), (12, 31), first, last)


def part_of(whole: Stretch, which: str) -> Stretch:
    """The beginning, middle or end ("đầu", "giữa", "cuối") of a month, quarter, half-year or year."""
    if whole.grain == "month" and whole.first[0] == whole.last[0]:
        month = whole.first[0]
        days = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, END_OF_MONTH)}[which]
        return replace(whole, grain="decade", first=(month, days[0]), last=(month, days[1]))
    return replace(whole, open_start=which == "cuối", open_end=which == "đầu")


def week_of(whole: Stretch, number: int) -> Stretch | None:
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


def spanning(first: Stretch, last: Stretch) -> Stretch | None:
    """From the beginning of one stretch to the end of another; what one of them leaves out it takes from the
    other.

    None where they do not go together. "tháng 11 - tháng 2/2026" begins in the year before.
    """
    if first.grain == "weekday" or last.grain in ("weekday", "monthday"):
        return (
            None
            if first.grain != "monthday" or last.grain != "monthday"
            else replace(last, first=first.first)
        )
    if first.grain == "monthday":
        if last.grain != "day":
            return None
        first = day(first.first[1], last.first[0], last.year)
    end_year = last.last_year if last.last_year is not None else last.year
    begin_year = first.year
    backwards = first.first[0] > last.last[0]
    if begin_year is None and end_year is not None:
        begin_year = end_year - 1 if backwards and first.grain != "year" else end_year
    elif begin_year is not None and end_year is None:
        end_year = begin_year + 1 if backwards else begin_year
    grain: Grain = "day" if "day" in (first.grain, last.grain) else last.grain
    return Stretch(grain, first.first, last.last, begin_year, end_year, first.open_start, last.open_end)


def with_default_year(stretch: Stretch, year: int | None) -> Stretch:
    """The stretch with `year` where it says none; a stretch that then would run backwards ends in the next
    year."""
    if stretch.year is not None or year is None:
        return stretch
    runs_over = stretch.last_year is None and stretch.first[0] > stretch.last[0] > 0
    return replace(stretch, year=year, last_year=year + 1 if runs_over else stretch.last_year)


def rule(stretch: Stretch, every: Every, *, before: bool = False) -> str | None:
    """The RFC 5545 rule of a stretch that comes back every week, month, quarter or year; None where there is
    no such rule.

    `before`: the stretch itself is the limit ("trước tháng 12 hàng năm" is due at the end of November).
    """
    if every == "week":
        return f"FREQ=WEEKLY;BYDAY={stretch.weekday}" if stretch.grain == "weekday" else None
    if stretch.grain == "weekday":
        return None
    last_day = stretch.last[1]
    if stretch.grain == "monthday":
        if not (1 <= last_day <= 31 or last_day == END_OF_MONTH):
            return None
        if every == "month":
            return f"FREQ=MONTHLY;BYMONTHDAY={last_day}"
        return f"FREQ=YEARLY;BYMONTH={_QUARTER_ENDS};BYMONTHDAY={last_day}" if every == "quarter" else None
    if every != "year":
        return None
    if stretch.grain == "year":
        return "FREQ=YEARLY"
    month, on = stretch.last
    if before and stretch.grain not in ("day", "decade") and not stretch.open_start:
        month, on = (stretch.first[0] - 2) % 12 + 1, END_OF_MONTH
    if not 1 <= month <= 12 or not (on == END_OF_MONTH or 1 <= on <= monthrange(2024, month)[1]):
        return None
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={on}"


def quarterly_day(day_of_month: int, *, month: Literal["first", "last"]) -> str | None:
    """The rule of a day in the first or last month of every quarter."""
    if not (1 <= day_of_month <= 31 or day_of_month == END_OF_MONTH):
        return None
    months = _QUARTER_ENDS if month == "last" else _QUARTER_STARTS
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day_of_month}"


_UNITS: Final = {
    "ngày": ("DAILY", 1),
    "tuần": ("WEEKLY", 1),
    "tháng": ("MONTHLY", 1),
    "quý": ("MONTHLY", 3),
    "năm": ("YEARLY", 1),
}
_MONTHS_IN: Final = {"tháng": 1, "quý": 3, "năm": 12}


def rhythm(unit: str, count: int = 1) -> str:
    """The rule of what is done once in `count` days, weeks, months, quarters or years."""
    frequency, step = _UNITS[unit]
    interval = step * count
    if frequency == "MONTHLY" and interval % 12 == 0:
        frequency, interval = "YEARLY", interval // 12
    return f"FREQ={frequency}" if interval == 1 else f"FREQ={frequency};INTERVAL={interval}"


def rhythm_of_times(times: int, unit: str, count: int = 1) -> str | None:
    """The rule of what is done `times` times in `count` units; None where no whole number of months (or days)
    lies between."""
    if times == 1:
        return rhythm(unit, count)
    span = _MONTHS_IN.get(unit, 0) * count
    if times > 1 and span and span % times == 0:
        return rhythm("tháng", span // times)
    return "FREQ=DAILY" if unit == "tuần" and times == 7 * count else None


def day_before(moment: date) -> date | None:
    """The day before; None before the first day there is."""
    return moment - timedelta(days=1) if moment > date.min else None


def day_after(moment: date) -> date | None:
    """The day after; None after the last day there is."""
    return moment + timedelta(days=1) if moment < date.max else None


def _day(year: int, month_day: tuple[int, int]) -> date | None:
    month, on = month_day
    if not (_FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12):
        return None
    length = monthrange(year, month)[1]
    if on < 0:
        on += length + 1
    return date(year, month, on) if 1 <= on <= length else None
