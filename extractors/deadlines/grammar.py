"""The deadline grammar: prepositions, times and recurrences put together to the expressions of the contract,
section 4."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.calendar_expressions import TimeList, read_time_list
from extractors.deadlines.expressions import Expression, Part, Sort
from extractors.deadlines.prepositions import after_clock, read_prepositions
from extractors.deadlines.recurrences import read_recurrences
from extractors.deadlines.rounds import as_days_of_rounds, takes_a_day
from extractors.deadlines.stream import Stream
from extractors.deadlines.units import CalendarTime, Setting
from extractors.text.numerals import NUMERAL_WORDS, NUMERALS
from extractors.text.time_words import PARTS, PREPOSITIONS, TIME, UNITS, WEEKDAYS, Role

_START_REACH: Final = 6  # words between "bắt đầu" and its time ("bắt đầu thực hiện kiểm tra từ tháng 9")
_WITHOUT_MONTH_OR_YEAR: Final = ("monthday", "weekday")

# What an expression begins with, beside figures: nine of ten words of a text are none of these, and to ask
# every reader about them took a tenth of the time of a whole plan.
_OPENING: Final = frozenset(
    (
        *UNITS,
        *PARTS,
        *NUMERALS.parts.half,
        *NUMERAL_WORDS,
        *(key for phrases in (PREPOSITIONS, WEEKDAYS) for key in phrases.first_keys),
        *(
            key
            for phrases in (
                TIME.ongoing.always,
                TIME.ongoing.steadily,
                TIME.ongoing.begin,
                TIME.rounds.periodic,
                TIME.rounds.each,
                TIME.rounds.plural,
                TIME.dates.numbered_day,
                TIME.dates.time_of_day,
                TIME.dates.month_letter,
                TIME.dates.quarter_letter,
                TIME.dates.programme,
                TIME.dates.whole,
                TIME.dates.throughout_year,
            )
            for key in phrases.first_keys
        ),
    )
)


# What those expressions open with that not every opening word begins: three of four openings are figures and
# units, which only a time of the calendar begins with.
_GOES_ON: Final = TIME.ongoing.always.opening_keys | TIME.ongoing.steadily.opening_keys
_COMES_BACK: Final = TIME.rounds.periodic.opening_keys | TIME.rounds.each.opening_keys
_BEGINS: Final = TIME.ongoing.begin.opening_keys


def read_expressions(s: Stream, setting: Setting) -> list[Expression]:
    """Every time expression among the tokens, in order, none overlapping another."""
    found: list[Expression] = []
    behind = 0
    for i in _openings(s):
        if i < behind:
            continue
        expression = _read_expression(s, i, setting)
        if expression is not None:
            expression = _with_following_years(s, expression)
            found.append(expression)
            behind = expression.end
    return found


def _openings(s: Stream) -> list[int]:
    """Where an expression may begin."""
    return [
        i
        for i, token in enumerate(s.tokens)
        if token.kind == "number" or (token.key in _OPENING and token.kind == "word")
    ]


def _read_expression(s: Stream, i: int, setting: Setting) -> Expression | None:
    key = s.at(i).key
    found = _read_ongoing(s, i, setting) if key in _GOES_ON else None
    # In a column units and figures by themselves come back too: "quý, năm", "06 tháng".
    if found is None and (key in _COMES_BACK or setting == Setting.COLUMN):
        found = _read_recurring(s, i, setting)
    found = found or _read_time(s, i, setting)
    return _read_beginning(s, i, setting) if found is None and key in _BEGINS else found


# --- what goes on


def _read_ongoing(s: Stream, i: int, setting: Setting) -> Expression | None:
    """Reads "Thường xuyên", with the years it goes on for ("thường xuyên trong năm 2022")."""
    end = _after_always(s, i, setting)
    if end is None:
        return None
    bracket = s.is_mark(end, "(")
    k = end + bracket
    time = _read_time(s, k, max(setting, Setting.AFTER_PREPOSITION)) if not s.at(k).opens_line else None
    part = time.parts[0] if time and len(time.parts) == 1 else None
    if part is None or part.rule is not None or not _lasts(part):
        return Expression((Part("ongoing", i, end),), i, end)
    end = part.end + 1 if bracket and s.is_mark(part.end, ")") else part.end
    return Expression((replace(part, sort="ongoing", start=i, end=end),), i, end)


def _after_always(s: Stream, i: int, setting: Setting) -> int | None:
    """The index after "thường xuyên, liên tục" at `i`; in a column the words may stand the other way
    round."""
    always, steadily = TIME.ongoing.always, TIME.ongoing.steadily
    for first, second in ((always, steadily), (steadily, always)):
        if first is steadily and setting < Setting.COLUMN:
            return None
        if s.is_a(i, first):
            end = s.after(i, first)
            joined = s.after(end, TIME.ongoing.joining)
            return s.after(joined, second) if s.is_a(joined, second) else end
    return None


def _lasts(part: Part) -> bool:
    """Whether a time says how long something goes on: a span, a beginning or an end, not a day."""
    if part.time is None or part.time.span is None or part.role == "before":
        return False
    return part.role == "since" or part.time.span.grain not in ("day", *_WITHOUT_MONTH_OR_YEAR)


# --- what comes back


def _read_recurring(s: Stream, i: int, setting: Setting) -> Expression | None:
    """Reads "Hàng quý, 06 tháng, năm"; a day named right after one recurrence is its day ("Hàng năm, trước
    ngày 15/12")."""
    found = read_recurrences(s, i, setting)
    if not found:
        return None
    parts = tuple(
        Part("recurring", recurrence.start, recurrence.end, rule=recurrence.rule, unit=recurrence.unit)
        for recurrence in found
    )
    periodic = s.is_a(i, TIME.rounds.periodic)
    if len(parts) == 1 and (joined := _with_its_day(s, i, parts[0], setting)):
        return replace(joined, periodic=periodic)
    return Expression(parts, i, parts[-1].end, periodic=periodic)


def _with_its_day(s: Stream, i: int, recurring: Part, setting: Setting) -> Expression | None:
    k = recurring.end
    bracket = s.is_mark(k, "(")
    if s.is_mark(k, "(", ",", ":"):
        k += 1
    if s.at(k).opens_line or not (bracket or takes_a_day(recurring)):
        return None
    time = _read_time(s, k, max(setting, Setting.AFTER_PREPOSITION))
    days = as_days_of_rounds(time.parts, recurring.unit) if time else None
    if time is None or days is None:
        return None
    end = time.end + 1 if bracket and s.is_mark(time.end, ")") else time.end
    parts = [*days]
    parts[0] = replace(parts[0], start=i)
    parts[-1] = replace(parts[-1], end=end)
    return Expression(tuple(parts), i, end)


# --- times of the calendar


def _read_time(s: Stream, i: int, setting: Setting) -> Expression | None:
    """A time of the calendar with its preposition."""
    role, k = read_prepositions(s, i)
    if role:
        k = s.after(after_clock(s, k), TIME.phrases.filler)
    if role == "since" and s.is_a(k, TIME.dates.now):
        role, k = read_prepositions(s, s.after(k, TIME.dates.now))
        if role not in ("until", "before", "limit"):
            return None
    short = setting == Setting.COLUMN or role in ("before", "limit")
    times = read_time_list(
        s,
        k,
        max(setting, Setting.AFTER_PREPOSITION) if role else setting,
        short_dates=short or (role == "since" and _opens_range_of_short_dates(s, k)),
    )
    return _this_year(s, i, k, role, setting) if times is None else _expression_of(s, i, role, times)


def _opens_range_of_short_dates(s: Stream, k: int) -> bool:
    """Reads "từ 01/6 đến 15/6": two short dates make a range, one alone may be a fraction ("từ 3/4 đại
    biểu")."""
    if not s.is_mark(k + 1, "/") or not s.is_a(k + 3, TIME.links.range_of_short_dates):
        return False
    return s.is_mark(k + 5, "/") or s.unit(k + 4) == "day"


def _expression_of(s: Stream, i: int, role: Role | None, found: TimeList) -> Expression | None:
    parts: list[Part] = []
    for n, listed in enumerate(found.times):
        time = _with_month_of_next(listed, found.times[n + 1 :])
        rule = _rule_of(time, role, found)
        if rule is None and time.span and time.span.grain in _WITHOUT_MONTH_OR_YEAR:
            if len(found.times) == 1:
                return _unfinished(i, role, time)
            continue
        sort: Sort = "recurring" if rule else "time"
        parts.append(Part(sort, i if n == 0 else time.start, time.end, time, role, rule))
    if not parts:
        return None
    end = s.after(found.end, TIME.phrases.onward)
    onward = end > found.end
    if onward:
        parts[-1] = replace(parts[-1], end=end, role="since", onward=True)
    return Expression(tuple(parts), i, end, role or ("since" if onward else None))


def _rule_of(time: CalendarTime, role: Role | None, found: TimeList) -> str | None:
    if time.rule is None and found.every and time.span and not time.has_year:
        return calendar.rule(time.span, found.every, before=role == "before")
    return time.rule


def _with_month_of_next(time: CalendarTime, following: Sequence[CalendarTime]) -> CalendarTime:
    """The time; a day whose month is said with a later one of its list ("ngày 15 và 30/6/2023") in that
    month."""
    if time.span is None or time.span.grain != "monthday" or time.is_range:
        return time
    for later in following:
        if later.span and later.span.grain == "day":
            return replace(time, span=calendar.day(time.span.last[1], later.span.last[0], later.span.year))
    return time


def _unfinished(i: int, role: Role | None, time: CalendarTime) -> Expression:
    """A day of a month or week that is not said: only a recurrence beside it makes it a time."""
    return Expression((Part("time", i, time.end, time, role),), i, time.end, role)


def _this_year(s: Stream, i: int, k: int, role: Role | None, setting: Setting) -> Expression | None:
    """Reads "trong năm", "cả năm", "quanh năm": the plan's own year."""
    if s.is_a(k, TIME.dates.throughout_year) and (role or setting == Setting.COLUMN):
        end = s.after(k, TIME.dates.throughout_year)
    elif s.unit(k) == "year" and role == "inside" and s.is_a(k - 1, TIME.links.within):
        end = k + 1
    else:
        return None
    if s.is_number(end) or s.is_a(end, TIME.rounds.not_after_own_year):
        return None
    time = CalendarTime(k, end, calendar.years(None))
    return Expression((Part("time", i, end, time, role),), i, end, role)


def _read_beginning(s: Stream, i: int, setting: Setting) -> Expression | None:
    """Reads "bắt đầu thực hiện vào tháng 5/2023": a time some words after "bắt đầu" is a beginning."""
    start = s.after(i, TIME.ongoing.begin)
    if start == i:
        return None
    for k in range(start, start + _START_REACH):
        if s.at(k).kind != "word" or s.at(k).opens_line:
            return None
        role, after = read_prepositions(s, k)
        if after == k:
            continue
        if role not in ("inside", "since"):
            return None
        if time := _read_time(s, k, setting):
            return _as_beginning(time, i)
    return None


def _as_beginning(time: Expression, i: int) -> Expression:
    first = time.parts[0]
    is_range = first.time is not None and first.time.is_range
    parts = (replace(first, start=i, role="inside" if is_range else "since"), *time.parts[1:])
    return replace(time, parts=parts, start=i, role="since")


def _with_following_years(s: Stream, expression: Expression) -> Expression:
    """The expression with "và những năm tiếp theo" as a part of its own."""
    if expression.sort == "recurring":
        return expression
    k = expression.end
    if not s.at(k).opens_line:
        k = s.after(k, TIME.links.before_following_years)
    k = s.after(k, TIME.links.into_following_years)
    length = s.phrase(k, TIME.phrases.following_years)
    if not length or (k == expression.end and s.at(k).opens_line):
        return expression
    following = Part("following", k, k + length)
    return replace(expression, parts=(*expression.parts, following), end=k + length)
