"""Deadlines: time expressions of a task, read by a grammar of our own and written down as the contract's
section 4 says."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractors.deadlines import column as column_entries
from extractors.deadlines import prose
from extractors.deadlines.clauses import sentence_numbers
from extractors.deadlines.dates import Value, shared_years, value_of
from extractors.deadlines.expressions import Expression, Part
from extractors.deadlines.grammar import read_expressions
from extractors.deadlines.rounds import with_days_of_rounds
from extractors.deadlines.stream import Stream
from extractors.deadlines.units import Setting
from schemas.findings import Deadline

__all__ = ["find_deadlines"]

# Confidence: a time as printed; one whose year the plan's year completes; one that running text only
# suggests; a condition.
_CERTAIN: Final = 1.0
_COMPLETED: Final = 0.9
_SUGGESTED: Final = 0.8
_CONDITION: Final = 0.7


def find_deadlines(text: str, *, year: int | None, column: bool) -> list[Deadline]:
    """The deadlines of a text, in reading order, equal ones once.

    `year` stands for a missing year (the plan's first, else the year of issue). With `column` the text is an
    entry of a time column or of a label line "Thời gian thực hiện: …": every time counts, and what names none
    is a condition (kind event). Without it the text is running text, of which only the time of doing counts.
    Offsets refer to `text`, which is NFC; no text raises, and the time taken grows with its length.
    """
    found = list(_in_column(text, year) if column else _in_prose(text, year))
    once: dict[tuple[object, ...], Deadline] = {}
    for deadline in found:
        said = deadline.text.casefold() if deadline.kind == "event" else ""
        once.setdefault(
            (deadline.kind, deadline.start_date, deadline.due_date, deadline.recurrence, said), deadline
        )
    return list(once.values())


def _in_prose(text: str, year: int | None) -> Iterator[Deadline]:
    s = Stream(text)
    sentences = sentence_numbers(s)
    taken = [
        expression for expression in read_expressions(s, Setting.PROSE) if prose.counts(s, expression, year)
    ]
    for part, value in _values(with_days_of_rounds(taken, sentences), sentences, year):
        if value is not None:
            suggested = part.sort in ("recurring", "ongoing")
            yield _deadline(text, s, part, value, _SUGGESTED if suggested else _certainty(part))


def _in_column(text: str, year: int | None) -> Iterator[Deadline]:
    for start, end in column_entries.items(text):
        for deadline in sorted(_in_entry(text[start:end], year), key=lambda found: found.start):
            yield replace(deadline, start=deadline.start + start, end=deadline.end + start)


def _in_entry(entry: str, year: int | None) -> list[Deadline]:
    s = Stream(entry)
    sentences = sentence_numbers(s)
    taken = [
        expression
        for expression in read_expressions(s, Setting.COLUMN)
        if column_entries.counts(s, expression)
    ]
    found: list[Deadline] = []
    for part, value in _values(taken, sentences, year):
        if value is None:  # no day there is (31/02): what is printed stays, no date is made up
            found.append(_deadline(entry, s, part, Value("event"), _CONDITION))
        else:
            found.append(_deadline(entry, s, part, value, _certainty(part)))
    if found:
        spots = [(s.at(first).start, s.at(end - 1).end) for first, end in column_entries.conditions(s, taken)]
    else:
        spot = column_entries.condition(entry, s)
        spots = [spot] if spot else []
    found.extend(Deadline(entry[a:b], "event", a, b, confidence=_CONDITION) for a, b in spots)
    return found


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
    start, end = s.at(part.start).start, s.at(part.end - 1).end
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
