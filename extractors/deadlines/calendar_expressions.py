"""Calendar expressions without a preposition: days, months, quarters, half-years, years, ranges and lists of
them.

Every reader takes a token index and gives what it read, with the index after it, or None; each looks ahead by
a bounded number of tokens, lists aside, which consume what they read: the grammar is linear in its input.
"""

from dataclasses import replace
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.calendar import DAYS_OF_PART, END_OF_MONTH, CalendarSpan
from extractors.deadlines.days import read_day, read_week, read_weekday, read_wordless_day
from extractors.deadlines.figures import SEPARATORS, read_figures
from extractors.deadlines.stream import Stream
from extractors.deadlines.units import (
    CalendarTime,
    Setting,
    read_bare_year,
    read_half_year,
    read_month,
    read_programme_years,
    read_quarter,
    read_year,
    year_after,
    year_at,
)
from extractors.text.numerals import NUMERALS
from extractors.text.time_words import TIME, WEEKDAYS, PartOfUnit, Unit
from schemas.layout import value

# The longest list of dates that is read as one; longer ones are read in pieces.
_MAX_TIMES: Final = 24
_AFTER_SHARED_UNIT: Final = (TIME.links.after_shared_unit, TIME.links.range, TIME.rounds.each)
_NUMBER_GOES_ON: Final = ("/", ".", "-", "%")
_LAST_MONTH: Final = calendar.months(12, 12)


@value
class TimeList:
    """A list of times and the token after it; `every` tells how often they come back ("… hàng năm")."""

    times: tuple[CalendarTime, ...]
    end: int
    every: Unit | None = None


def read_time_list(s: Stream, i: int, setting: Setting, *, short_dates: bool = False) -> TimeList | None:
    """The times at `i`: "quý I, II/2025", "từ … đến …" without its "từ", "01/6 và 15/11 hàng năm".

    `short_dates` allows "15/4" without a unit word.
    """
    first = read_time(s, i, setting, short_dates=short_dates)
    if first is None:
        return None
    times = [first]
    while len(times) < _MAX_TIMES:
        if longer := _range_on(s, times[-1], setting, short_dates):
            times[-1] = longer
        elif further := _list_on(s, times[-1], setting, short_dates):
            times.append(further)
        else:
            break
    end = times[-1].end
    found = _comes_back(s, end, times[-1])
    if found is None:
        return TimeList(tuple(times), end)
    every, end = found
    times[-1] = replace(times[-1], end=end)
    return TimeList(tuple(times), end, every)


def _range_on(s: Stream, first: CalendarTime, setting: Setting, short_dates: bool) -> CalendarTime | None:
    """`first` made longer by "- …" or "đến …"."""
    if first.span is None or first.is_range:
        return None
    if not s.is_a(first.end, TIME.links.range) or s.at(first.end).opens_line:
        return None
    k = first.end + 1
    if not s.is_a(first.end, TIME.links.signs_of_range):
        k = s.after(k, TIME.dates.full)
    second = _continued(s, k, first.span, setting, short_dates)
    if second is None or second.span is None:
        return None
    whole = calendar.from_to(first.span, second.span)
    return None if whole is None else CalendarTime(first.start, second.end, whole, is_range=True)


def _list_on(s: Stream, last: CalendarTime, setting: Setting, short_dates: bool) -> CalendarTime | None:
    """The next time of the list after `last`."""
    if last.span is None or not s.is_a(last.end, TIME.links.list) or s.at(last.end).opens_line:
        return None
    k = last.end + 1
    if s.is_mark(last.end, ","):
        k = s.after(k, TIME.links.conjunctions)
    return None if s.at(k).opens_line else _continued(s, k, last.span, setting, short_dates)


def _continued(
    s: Stream, i: int, before: CalendarSpan, setting: Setting, short_dates: bool
) -> CalendarTime | None:
    """A time after a link, which may leave its unit to the one before it."""
    shared = _shares_unit(s, i, before)
    if shared is not None and shared.has_year:  # "quý 1-4/2024": the second is no month
        return shared
    short = short_dates or before.grain in ("day", "monthday")
    return read_time(s, i, setting, short_dates=short) or shared


def _shares_unit(s: Stream, i: int, before: CalendarSpan) -> CalendarTime | None:
    """A number that has the unit of the time before it ("tháng 3, 6 và 9", "quý I, II/2024", "năm 2025,
    2026")."""
    if before.grain == "year":
        year = year_at(s, i)
        return CalendarTime(i, i + 1, calendar.years(year)) if year else None
    span = _span_like(s, i, before)
    if span is None:
        return None
    if before.grain != "monthday" and (tail := year_after(s, i + 1)):
        return CalendarTime(i, tail[1], span.with_year(tail[0]))
    return CalendarTime(i, i + 1, span) if _number_ends(s, i + 1) else None


def _span_like(s: Stream, i: int, before: CalendarSpan) -> CalendarSpan | None:
    """The number at `i` as a month, quarter or day, whichever `before` is."""
    if before.grain == "month" and (value := s.figure(i, 12)):
        return calendar.months(value, value)
    if before.grain == "quarter" and (value := s.figure(i, 4)):
        return calendar.quarter(value)
    if before.grain == "monthday" and (value := s.number(i, 1, 31)):
        return calendar.monthday(value)
    return None


def _number_ends(s: Stream, k: int) -> bool:
    """Whether what stands at `k`, after a number, lets it share the unit before it."""
    if s.is_mark(k, *_NUMBER_GOES_ON) and not s.at(k + 1).after_blank:
        return False
    if s.at(k).kind in ("mark", "end") or s.at(k).opens_line or s.unit(k) == "year":
        return True
    return any(s.is_a(k, words) for words in _AFTER_SHARED_UNIT)


def read_time(s: Stream, i: int, setting: Setting, *, short_dates: bool = False) -> CalendarTime | None:
    """One time at `i`."""
    kind = s.at(i).kind
    if kind == "number":
        if setting == Setting.PROSE and not _may_go_on(s, i + 1):
            return None
        return (
            read_half_year(s, i)
            or read_figures(s, i, setting, short_dates=short_dates)
            or read_bare_year(s, i, setting)
            or read_wordless_day(s, i, setting)
        )
    if kind != "word":
        return None
    if part := s.part(i):
        return _part_of_unit(s, i, part, setting)
    if s.at(i).key in NUMERALS.parts.half or _counts_months(s, i):
        return read_half_year(s, i)
    if s.unit(i):
        return _read_by_unit(s, i, setting)
    return _read_by_other_word(s, i, setting)


def _may_go_on(s: Stream, k: int) -> bool:
    """Whether a number in running text may be a time by what follows it: a sign inside a date, or a unit."""
    return s.at(k).key in SEPARATORS or s.unit(k) is not None


def _counts_months(s: Stream, i: int) -> bool:
    number = s.numeral(i)
    return number is not None and s.unit(number[1]) == "month"


def _read_by_unit(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    unit = s.unit(i)
    if unit == "day":
        return read_day(s, i)
    if unit == "week":
        return read_week(s, i, setting)
    if unit == "quarter":
        return read_quarter(s, i, setting)
    if unit == "year":
        return read_year(s, i)
    # "tháng 01/9/2022" is a slip for a day.
    slip = read_figures(s, i + 1, Setting.PROSE, short_dates=False)
    return replace(slip, start=i) if slip else read_month(s, i, setting)


def _read_by_other_word(s: Stream, i: int, setting: Setting) -> CalendarTime | None:
    if s.is_a(i, TIME.dates.numbered_day):
        return read_day(s, i)
    if s.is_a(i, WEEKDAYS) or s.is_a(i, TIME.dates.time_of_day):
        return read_weekday(s, i)
    if s.is_a(i, TIME.dates.month_letter):
        return read_month(s, i, setting)
    if s.is_a(i, TIME.dates.quarter_letter):
        return read_quarter(s, i, setting)
    if s.is_a(i, TIME.dates.programme):
        return read_programme_years(s, i)
    if s.is_a(i, TIME.dates.whole):
        return read_year(s, i)
    if s.is_a(i, TIME.rounds.plural) and s.unit(i + 1) not in (None, "week"):
        inner = read_time(s, i + 1, setting)
        return replace(inner, start=i) if inner else None
    return None


def _part_of_unit(s: Stream, i: int, part: PartOfUnit, setting: Setting) -> CalendarTime | None:
    """Reads "đầu tháng 5/2023", "cuối quý II", "cuối năm"; "cuối mỗi quý" and, in a column, "cuối tháng" come
    back."""
    each = s.is_a(i + 1, TIME.rounds.each)
    if not each:
        inner = _read_whole(s, i + 1, setting)
        if inner and inner.span and not inner.is_range:
            return CalendarTime(i, inner.end, calendar.part_of(inner.span, part))
        if setting < Setting.COLUMN or s.is_a(i + 2, TIME.dates.programme):
            return None
    k = s.after(i + 1, TIME.rounds.each)
    rule = _rule_of_part(part, s.unit(k), each=each)
    return CalendarTime(i, k + 1, rule=rule) if rule else None


def _read_whole(s: Stream, k: int, setting: Setting) -> CalendarTime | None:
    """The month, quarter or year at `k`, of which a part is meant; "năm" alone is the plan's own."""
    unit = s.unit(k)
    if unit == "month":
        return read_month(s, k, setting)
    if unit == "quarter":
        return read_quarter(s, k, setting)
    if unit != "year":
        return None
    year = read_year(s, k)
    if year is None and not s.is_a(k + 1, TIME.rounds.not_after_part_of_year):
        return CalendarTime(k, k + 1, calendar.years(None))
    return year


def _rule_of_part(part: PartOfUnit, unit: Unit | None, *, each: bool) -> str | None:
    """The rule of what is due at the beginning, middle or end of every `unit`; `each` tells that "mỗi" was
    said."""
    if unit == "month":
        return calendar.rule(calendar.monthday(DAYS_OF_PART[part][1]), "month")
    if unit == "quarter":
        return calendar.quarterly_day(END_OF_MONTH, month="last") if part == "end" else calendar.once_in(unit)
    if unit == "year" and each:
        return calendar.rule(_LAST_MONTH, "year") if part == "end" else calendar.once_in(unit)
    return None


def _comes_back(s: Stream, k: int, last: CalendarTime) -> tuple[Unit, int] | None:
    """Reads "hàng năm", "mỗi tháng", "của năm sau", "(hàng quý)" after a time without a year: how often, the
    index after it."""
    if last.has_year or last.span is None:
        return None
    bracket = s.is_mark(k, "(") and s.after_each(k + 1) > k + 1
    j = k + 1 if bracket else s.after(k, TIME.links.back_to_unit)
    if last.span.grain == "monthday":
        found = _every_month_or_quarter(s, j)
    elif last.span.grain == "weekday":
        found = _every(s, j, "week")
    else:
        found = _every_year(s, j)
    if found and bracket:
        return (found[0], found[1] + 1) if s.is_mark(found[1], ")") else None
    return found


def _every(s: Stream, k: int, unit: Unit) -> tuple[Unit, int] | None:
    """Reads "hàng" and the word of a unit."""
    at = s.after_each(k)
    return (unit, at + 1) if at > k and s.unit(at) == unit else None


def _every_month_or_quarter(s: Stream, k: int) -> tuple[Unit, int] | None:
    if found := _every(s, k, "month") or _every(s, k, "quarter"):
        return found
    length = s.phrase(k, TIME.phrases.next_month)
    return ("month", k + length) if length else None


def _every_year(s: Stream, k: int) -> tuple[Unit, int] | None:
    found = _every(s, k, "year")
    if found and not (s.is_number(found[1]) or s.is_a(found[1], TIME.rounds.later_years)):
        return found
    length = s.phrase(k, TIME.phrases.next_year)
    return ("year", k + length) if length else None
