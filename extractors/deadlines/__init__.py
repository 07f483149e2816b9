"""Deadlines: time expressions of a task, read by a grammar of our own and written down as the contract's
section 4 says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from extractors.deadlines import calendar, prose
from extractors.deadlines import column as column_entries
from extractors.deadlines.clauses import sentence_numbers
from extractors.deadlines.column import is_open_time
from extractors.deadlines.dates import Value, shared_years, value_of
from extractors.deadlines.expressions import Expression, Part
from extractors.deadlines.grammar import read_expressions
from extractors.deadlines.misprints import mended
from extractors.deadlines.rounds import is_of_year_after, with_days_of_rounds
from extractors.deadlines.stream import Stream
from extractors.deadlines.time_signs import may_name_a_time
from extractors.deadlines.units import Setting
from schemas.findings import Deadline
from schemas.layout import value

# A line of a time column that ends with one of these goes on in the next.
_GOING_ON: Final = (",", "-", "–")

__all__ = [
    "DeadlineReading",
    "find_deadlines",
    "is_cut_time",
    "is_of_year_after",
    "is_open_time",
    "read_cell",
    "read_deadlines",
    "times_in",
]

_ENTRIES_KEPT: Final = 512

# Confidence: a time as printed; one whose year the plan's year completes; one that running text only
# suggests; a condition.
_CERTAIN: Final = 1.0
_COMPLETED: Final = 0.9
_SUGGESTED: Final = 0.8
_CONDITION: Final = 0.7


@value
class DeadlineReading:
    """What a text says of times: its deadlines, and the expressions that name a day there is none of, as
    printed."""

    deadlines: list[Deadline]
    impossible: list[str]


def find_deadlines(text: str, *, year: int | None, column: bool) -> list[Deadline]:
    """The deadlines of a text, in reading order, equal ones once; arguments as in `read_deadlines`."""
    return read_deadlines(text, year=year, column=column).deadlines


def read_deadlines(text: str, *, year: int | None, column: bool) -> DeadlineReading:
    """The deadlines of a text, in reading order, equal ones once, and the days in it that do not exist.

    `year` stands for a missing year (the plan's first, else the year of issue). With `column` the text is an
    entry of a time column or of a label line "Thời gian thực hiện: …": every time counts, and what names none
    is a condition (kind event). Without it the text is running text, of which only the time of doing counts.
    Offsets refer to `text`, which is NFC; no text raises, and the time taken grows with its length.
    """
    found = _in_column(text, year) if column else _in_prose(text, year)
    if not (found.deadlines or found.impossible):
        return DeadlineReading([], [])
    once: dict[tuple[object, ...], Deadline] = {}
    for deadline in found.deadlines:
        said = deadline.text.casefold() if deadline.kind == "event" else ""
        once.setdefault(
            (deadline.kind, deadline.start_date, deadline.due_date, deadline.recurrence, said), deadline
        )
    return DeadlineReading(list(once.values()), list(dict.fromkeys(found.impossible)))


def read_cell(entries: Sequence[str], *, year: int | None) -> list[DeadlineReading]:
    """The times of each entry of a time cell. An entry that only says how long something takes gives none
    where another one has a date (contract, section 4)."""
    readings = [read_deadlines(entry, year=year, column=True) for entry in entries]
    if not any(d.start_date or d.due_date for reading in readings for d in reading.deadlines):
        return readings
    return [
        replace(reading, deadlines=[]) if column_entries.is_duration(entry) else reading
        for entry, reading in zip(entries, readings, strict=True)
    ]


def times_in(text: str, *, year: int | None) -> list[Deadline]:
    """Every time expression of a running text, of doing or not: what a reader has to choose from."""
    return _in_prose(text, year, every=True).deadlines


def is_cut_time(entry: str, following: str) -> bool:
    """Whether two lines of a time column are one time that the edge of a narrow cell cut: read together they
    have a time that goes over the line end ("30/9/" over "2025", "Quý II" over "Năm 2025"), or the first
    breaks off in a list."""
    if is_open_time(entry, following) or entry.rstrip().endswith(_GOING_ON):
        return True
    found = find_deadlines(f"{entry} {following}", year=None, column=True)
    return any(d.kind != "event" and d.start < len(entry) < d.end - 1 for d in found)


def _in_prose(text: str, year: int | None, *, every: bool = False) -> DeadlineReading:
    found = DeadlineReading([], [])
    if not may_name_a_time(text):
        return found
    readable, misprints = mended(text)
    s = Stream(readable)
    taken = [
        expression
        for expression in read_expressions(s, Setting.PROSE)
        if every or prose.counts(s, expression, year)
    ]
    if not taken:
        return found
    sentences = sentence_numbers(s)
    for part, said in _values(with_days_of_rounds(taken, sentences), sentences, year):
        if _is_impossible(s, part, misprints):
            found.impossible.append(text[slice(*_place(s, part))])
        elif said is not None:
            suggested = part.sort in ("recurring", "ongoing")
            confidence = _SUGGESTED if suggested else _certainty(part)
            found.deadlines.append(_deadline(text, s, part, said, confidence))
    return found


# Three of four entries of a time column say what another one says; `read_deadlines` hands out lists of its
# own.
@lru_cache(maxsize=_ENTRIES_KEPT)
def _in_column(text: str, year: int | None) -> DeadlineReading:
    found = DeadlineReading([], [])
    for start, end in column_entries.items(text):
        entry = _in_entry(text[start:end], year)
        for deadline in sorted(entry.deadlines, key=lambda one: one.start):
            found.deadlines.append(replace(deadline, start=deadline.start + start, end=deadline.end + start))
        found.impossible.extend(entry.impossible)
    if any(deadline.start_date or deadline.due_date for deadline in found.deadlines):
        kept = [d for d in found.deadlines if d.kind != "event" or not column_entries.is_duration(d.text)]
        return replace(found, deadlines=kept)
    return found


def _in_entry(entry: str, year: int | None) -> DeadlineReading:
    readable, misprints = mended(entry)
    s = Stream(readable)
    sentences = sentence_numbers(s)
    taken = [
        expression
        for expression in read_expressions(s, Setting.COLUMN)
        if column_entries.counts(s, expression)
    ]
    found = DeadlineReading([], [])
    for part, said in _values(taken, sentences, year):
        if _is_impossible(s, part, misprints):
            found.impossible.append(entry[slice(*_place(s, part))])
        elif said is None:  # no year there is: what is printed stays, no date is made up
            found.deadlines.append(_deadline(entry, s, part, Value("event"), _CONDITION))
        else:
            found.deadlines.append(_deadline(entry, s, part, said, _certainty(part)))
    if found.deadlines or found.impossible:
        spots = [(s.at(first).start, s.at(end - 1).end) for first, end in column_entries.conditions(s, taken)]
    else:
        spot = column_entries.condition(entry, s)
        spots = [spot] if spot else []
    events = [Deadline(entry[a:b], "event", a, b, confidence=_CONDITION) for a, b in spots]
    found.deadlines.extend(events)
    return found


def _is_impossible(s: Stream, part: Part, misprints: list[tuple[int, int]]) -> bool:
    """Whether a part names a day there is none of, or one that is misprinted."""
    if part.time is None or part.time.span is None:
        return False
    start, end = _place(s, part)
    return calendar.is_impossible(part.time.span) or any(a < end and start < b for a, b in misprints)


def _place(s: Stream, part: Part) -> tuple[int, int]:
    return s.at(part.start).start, s.at(part.end - 1).end


def _values(
    taken: list[Expression], sentences: list[int], year: int | None
) -> Iterator[tuple[Part, Value | None]]:
    parts = shared_years([part for expression in taken for part in expression.parts], sentences)
    latest: int | None = None
    for part in parts:
        if part.time is not None and part.time.span is not None and part.rule is None:
            latest = part.time.span.last_year or part.time.span.year or year
        yield part, value_of(part, year, latest)


def _certainty(part: Part) -> float:
    incomplete = part.sort in ("time", "ongoing") and part.time is not None and not part.time.has_year
    return _COMPLETED if incomplete else _CERTAIN


def _deadline(text: str, s: Stream, part: Part, value: Value, confidence: float) -> Deadline:
    start, end = _place(s, part)
    return Deadline(
        text[start:end],
        value.kind,
        start,
        end,
        value.start_date,
        value.due_date,
        value.recurrence,
        confidence,
    )
