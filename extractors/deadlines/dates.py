"""From what was read to what is stored: the dates and rules of a part, with years that the text leaves
out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.calendar import CalendarSpan
from extractors.deadlines.expressions import Part
from extractors.deadlines.units import CalendarTime
from schemas.findings import DeadlineKind
from schemas.layout import value

# How many tokens may lie between a time and one with a year to share it ("trong tháng 4 và bắt đầu thực hiện
# vào tháng 5/2023").
_SHARING_REACH: Final = 8


@value
class Value:
    """What a deadline says, apart from its words."""

    kind: DeadlineKind
    start_date: date | None = None
    due_date: date | None = None
    recurrence: str | None = None


def shared_years(parts: Sequence[Part], sentences: Sequence[int]) -> list[Part]:
    """The parts, those without a year given the year of the next one of the same sentence, else of the one
    before.

    `sentences` numbers the sentence of every token.
    """
    shared = list(parts)
    for n in range(len(shared) - 2, -1, -1):
        shared[n] = _shared(shared[n], shared[n + 1], sentences, backwards=True)
    for n in range(1, len(shared)):
        shared[n] = _shared(shared[n], shared[n - 1], sentences, backwards=False)
    return shared


def _shared(part: Part, other: Part, sentences: Sequence[int], *, backwards: bool) -> Part:
    """The part with the year of `other`, where it has none and they stand close together."""
    if part.sort not in ("time", "ongoing") or part.time is None or part.time.span is None:
        return part
    giver = other.time if other.rule is None else None
    if part.time.has_year or giver is None or giver.span is None or not giver.has_year:
        return part
    left, right = (part, other) if backwards else (other, part)
    near = 0 <= right.start - left.end <= _SHARING_REACH
    if not near or sentences[left.end] != sentences[right.start]:
        return part
    return replace(part, time=replace(part.time, span=part.time.span.with_year(giver.span.year)))


def value_of(part: Part, year: int | None, latest: int | None) -> Value | None:
    """What a part says; None where it names no day there is. `year` stands for one the text leaves out,
    `latest` is the last year named before ("và những năm tiếp theo")."""
    if part.sort == "recurring":
        return Value("recurring", recurrence=part.rule)
    if part.sort == "following":
        base = latest if latest is not None else year
        following = calendar.years(base + 1).dates() if base is not None else None
        return Value("ongoing", following[0]) if following else None
    if part.time is None or part.time.span is None:
        return Value("ongoing") if part.sort == "ongoing" else None
    span = calendar.with_default_year(part.time.span, year)
    dates = span.dates()
    if dates is None:
        return None
    first, last = dates
    if part.sort == "ongoing":
        return _ongoing(part, first, last)
    if part.role == "since" and (part.onward or not part.time.is_range):
        return Value("start", start_date=first)
    if part.role == "after":
        start = calendar.day_after(last)
        return Value("start", start_date=start) if start else None
    return _limit(part, span, first, last) or _period(part.time, span, first, last)


def _ongoing(part: Part, first: date, last: date) -> Value:
    if part.role == "since" and part.time is not None and not part.time.is_range:
        return Value("ongoing", first)
    if part.role in ("until", "limit"):
        return Value("ongoing", None, last)
    return Value("ongoing", first, last)


def _limit(part: Part, span: CalendarSpan, first: date, last: date) -> Value | None:
    """The day by which a part is due; "trước" a day means on that day, "trước" a month before it begins."""
    if part.role in ("until", "limit"):
        return Value("date", due_date=last)
    if part.role != "before":
        return None
    if span.grain == "day" or span.open_start:
        return Value("date", due_date=last)
    due = calendar.day_before(first)
    return Value("date", due_date=due) if due else None


def _period(time: CalendarTime, span: CalendarSpan, first: date, last: date) -> Value:
    if span.grain == "day" and not time.is_range:
        return Value("date", due_date=last)
    return Value("period", None if span.open_start else first, None if span.open_end else last)
