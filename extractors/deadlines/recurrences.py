"""What comes back: "hàng quý, 06 tháng, năm", "định kỳ hàng tháng", "01 lần/năm", "định kỳ".

How many times something is done in a period ("02 lần/năm") is a target, and no recurrence unless "định kỳ"
says so."""

from dataclasses import replace
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.stream import Stream
from extractors.deadlines.units import Setting
from extractors.text.time_words import TIME, Unit
from schemas.layout import value

_MAX_LISTED: Final = 12
_MAX_TIMES: Final = 60  # "định kỳ 02 lần/năm"
_MAX_COUNT: Final = 36  # "06 tháng"
_BRACKET_REACH: Final = 4
_COUNTED_WORDS: Final = 3  # the longest noun that is counted: "02 buổi tập huấn/năm"
_QUARTERS: Final = 4
# Reports by the calendar: so many months are a rhythm, others say how long something takes ("08 tháng").
_MONTHS_OF_REPORTS: Final = (3, 6, 9, 12)
# "9 tháng" beside "6 tháng" and "năm" is the report after nine months of a year.
_NINE: Final = 9
_NINE_MONTHS: Final = "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1"


@value
class Recurrence:
    """How often something is done: the tokens it was read from, its rule (None: no interval is said) and its
    unit (None where it is counted: "06 tháng"); `times` is how often in one interval ("02 lần/năm")."""

    start: int
    end: int
    rule: str | None
    unit: Unit | None = None
    times: int = 1


def read_recurrences(s: Stream, i: int, setting: Setting) -> list[Recurrence]:
    """The recurrences at `i`, in order; an empty list where there is none."""
    k = s.after(i, TIME.rounds.periodic)
    behind_periodic = k
    periodic, bracket = k > i, False
    if periodic and s.is_a(k, TIME.rounds.after_periodic) and not s.at(k + 1).opens_line:
        bracket = s.is_mark(k, "(")
        k += 1
    first = _read_recurrence(s, k, bare=periodic or setting == Setting.COLUMN)
    if first is None:
        return [Recurrence(i, behind_periodic, None)] if periodic else []
    if first.times > 1 and not periodic:
        return []
    found = [replace(first, start=i)]
    while len(found) < _MAX_LISTED and (further := _next_of_list(s, found[-1].end)):
        found.append(further)
    if bracket and s.is_mark(found[-1].end, ")"):
        found[-1] = replace(found[-1], end=found[-1].end + 1)
    said = periodic or s.is_a(i, TIME.rounds.each)
    if setting == Setting.COLUMN and not said and not _stands_alone(s, i, found[-1].end):
        return []
    return found


def _next_of_list(s: Stream, end: int) -> Recurrence | None:
    """The recurrence after the link at `end`."""
    if not s.is_a(end, TIME.links.rounds) or s.at(end).opens_line or s.at(end + 1).opens_line:
        return None
    start = s.after(end + 1, TIME.links.addition) if s.is_mark(end, ",") else end + 1
    found = _read_recurrence(s, s.after(start, TIME.rounds.periodic), bare=True, listed=True)
    return replace(found, start=start) if found else None


def _stands_alone(s: Stream, i: int, end: int) -> bool:
    """Whether unit words without "hàng" are a recurrence: figures ("06 tháng", "02 lần/năm"), or nothing
    beside them ("quý, năm")."""
    if s.is_number(i):  # "(báo cáo 6 tháng)" after a time says what is due then
        return not any(s.is_mark(k, "(") for k in range(i - _BRACKET_REACH, i - 1))
    return s.at(i).opens_line and s.at(end).kind in ("end", "mark") and not s.is_mark(end, "/")


def _read_recurrence(s: Stream, k: int, *, bare: bool, listed: bool = False) -> Recurrence | None:
    """One recurrence at `k`; `bare` allows it without "hàng", `listed` is one of several."""
    if by_times := _times_per_unit(s, k):
        return by_times if bare else None
    start, k = k, s.after(k, TIME.rounds.each)
    each = k > start
    if not each and not bare:
        return None
    if listed and (end := _after_whole_year(s, k)):
        return Recurrence(start, end, calendar.once_in("year"), "year")
    found = _read_interval(s, k, each=each, listed=listed)
    return replace(found, start=start) if found else None


def _read_interval(s: Stream, k: int, *, each: bool, listed: bool) -> Recurrence | None:
    """The interval at `k`: "quý", "06 tháng", "năm/02 lần"; `each` tells that "hàng" stands before it."""
    counted = _counted_unit(s, k)
    if counted is None:
        return None
    count, unit, end = counted
    if unit == "day" and not (each or count):
        return None
    times = _times_after_unit(s, end)
    if count and not (each or times or listed) and _says_how_long(s, k, count, unit):
        return None
    often, end = times or (1, end)
    if count == _NINE and unit == "month" and listed:
        return Recurrence(k, end, _NINE_MONTHS)
    rule = calendar.times_in(often, unit, count or 1)
    return Recurrence(k, end, rule, unit if not count and often == 1 else None, often)


def _counted_unit(s: Stream, k: int) -> tuple[int | None, Unit, int] | None:
    """Reads "06 tháng", "quý": how many (None: no number is said) of which unit, and the index after it."""
    count = s.number(k, 1, _MAX_COUNT)
    if count is not None:
        k += 1
    unit = s.unit(k)
    return None if unit is None or _is_one_unit(s, k, unit) else (count, unit, k + 1)


def _after_whole_year(s: Stream, k: int) -> int | None:
    """The index after "cả năm" at `k`, where no year follows that it names."""
    year = s.after(k, TIME.dates.whole)
    return year + 1 if year > k and s.unit(year) == "year" and not s.is_number(year + 1) else None


def _is_one_unit(s: Stream, k: int, unit: Unit) -> bool:
    """Whether what follows the unit word at `k` makes it a time of the calendar or another thing ("quý IV",
    "năm 2025", "năm học"), none that comes back."""
    if s.is_a(k + 1, TIME.rounds.not_after_unit):
        return True
    if s.is_number(k + 1):
        return not s.is_a(k + 2, TIME.rounds.times)
    return unit == "quarter" and s.roman(k + 1, _QUARTERS) is not None


def _says_how_long(s: Stream, start: int, count: int, unit: Unit) -> bool:
    """Whether a counted unit is a duration ("15 ngày", "08 tháng", "5 năm"), not how often something is
    done."""
    if unit == "month":
        return count not in _MONTHS_OF_REPORTS
    if unit == "year":
        return count > 1 and not s.is_a(start - 1, TIME.rounds.span_of_plan)
    return True


def _times_after_unit(s: Stream, k: int) -> tuple[int, int] | None:
    """Reads "/lần", "một lần", "02 lần" after a unit: how many times, and the index after it."""
    slash = s.is_mark(k, "/")
    if slash and (length := s.phrase(k + 1, TIME.rounds.times)):
        return 1, k + 1 + length
    return _so_many_times(s, k + slash)


def _so_many_times(s: Stream, k: int) -> tuple[int, int] | None:
    """Reads "02 lần", "một lần": how many times, and the index after it."""
    figure = s.number(k, 1, _MAX_TIMES)
    count = (figure, k + 1) if figure else s.numeral(k)
    if count is None or not s.is_a(count[1], TIME.rounds.times):
        return None
    return count[0], s.after(count[1], TIME.rounds.times)


def _times_per_unit(s: Stream, k: int) -> Recurrence | None:
    """Reads "02 lần/năm", "một lần mỗi quý", "1 lần trong 6 tháng"."""
    times = _so_many_times(s, k)
    if times is None:
        return None
    often, j = times
    if not (s.is_a(j, TIME.rounds.per) or s.is_a(j, TIME.rounds.each)):
        return None
    j += 1
    if s.is_a(j, TIME.rounds.each) or s.is_a(j, TIME.rounds.one_of_unit):
        j += 1
    count = s.number(j, 1, _MAX_COUNT)
    if count is not None:
        j += 1
    unit = s.unit(j)
    rule = calendar.times_in(often, unit, count or 1) if unit else None
    return Recurrence(k, j + 1, rule, times=often) if unit else None


def after_count_per_unit(s: Stream, i: int) -> int:
    """The index after a count per period at `i` ("02 lần/ngày", "03 cuộc mỗi năm", "mỗi năm hai lần"); `i`
    where there is none."""
    found = _read_recurrence(s, i, bare=True)
    if found is not None and found.times > 1:
        return found.end
    if not s.is_number(i):
        return i
    for k in range(i + 1, i + 1 + _COUNTED_WORDS):
        if s.at(k).kind != "word" or s.unit(k):
            return i
        slash = s.is_mark(k + 1, "/")
        if (slash or s.is_a(k + 1, TIME.rounds.each)) and s.unit(k + 2):
            return k + 3
    return i
