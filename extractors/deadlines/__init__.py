"""Deadlines: time expressions of a task, read by a grammar of our own and written down as the contract's
section 4 says."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractors.deadlines import column as column_entries
from extractors.deadlines import prose
from extractors.deadlines.clauses import sentence_numbers
from extractors.deadlines.dates import Value, shared_years, value_of
from extractors.deadlines.grammar import Expression, Part, at_rhythm, read_expressions
from extractors.deadlines.tokens import Stream, tokenize
from extractors.deadlines.units import Permit
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
    s = Stream(tokenize(text))
    sentences = sentence_numbers(s)
    taken = [e for e in read_expressions(s, Permit.UNIT) if prose.counts(s, e, year)]
    taken = _on_the_day_of_its_rhythm(taken, sentences)
    for part, value in _values(taken, sentences, year):
        if value is not None:
            yield _deadline(
                text, s, part, value, _SUGGESTED if part.sort in ("rhythm", "ongoing") else _certainty(part)
            )


def _on_the_day_of_its_rhythm(taken: list[Expression], sentences: list[int]) -> list[Expression]:
    """The expressions; a day without a year in the sentence of a rhythm is the day of each round and says all
    the rhythm says ("Hàng năm … gửi báo cáo trước ngày 15/12"), or that of one more report a year ("…, 6
    tháng (trước ngày 20/6)")."""
    result = list(taken)
    reports = False  # whether the sentence has a rhythm of reports by the quarter, the half-year or the year
    for n in range(len(taken) - 1):
        rhythm, time = taken[n], taken[n + 1]
        if sentences[rhythm.end] != sentences[time.start]:
            reports = False
            continue
        if rhythm.sort == "rhythm":
            reports = reports or any(part.unit in ("năm", "quý", "") for part in rhythm.parts)
        if not reports and rhythm.sort != "rhythm":
            continue
        unit = rhythm.parts[0].unit if rhythm.sort == "rhythm" else ""
        plain = rhythm.sort == "rhythm" and len(rhythm.parts) == 1 and rhythm.parts[0].item is None
        compound = (
            plain and rhythm.parts[0].rule is not None and not unit
        )  # "06 tháng" has no unit that a day fits
        if time.sort == "time" and plain and not compound and (ruled := _ruled(time, unit)):
            result[n] = Expression((), rhythm.start, rhythm.end)
            result[n + 1] = ruled
        elif (
            time.sort == "time"
            and reports
            and time.marker in ("before", "limit")
            and (ruled := _ruled(time, "năm"))
        ):
            result[n + 1] = ruled
    return [e for e in result if e.parts]


def _ruled(time: Expression, unit: str) -> Expression | None:
    parts = tuple(part for part in (at_rhythm(part, unit) for part in time.parts) if part is not None)
    return replace(time, parts=parts) if len(parts) == len(time.parts) else None


def _in_column(text: str, year: int | None) -> Iterator[Deadline]:
    for start, end in column_entries.items(text):
        yield from _in_entry(text, start, end, year)


def _in_entry(text: str, start: int, end: int, year: int | None) -> Iterator[Deadline]:
    s = Stream(tokenize(text[start:end]))
    sentences = sentence_numbers(s)
    taken = [e for e in read_expressions(s, Permit.COLUMN) if column_entries.counts(s, e)]
    whole = text[start:end]
    found: list[Deadline] = []
    for part, value in _values(taken, sentences, year):
        if value is None:  # no day there is (31/02): what is printed stays, no date is made up
            value = Value("event")
        found.append(
            _deadline(whole, s, part, value, _certainty(part) if value.kind != "event" else _CONDITION)
        )
    spots = (
        [(s.at(a).start, s.at(b - 1).end) for a, b in column_entries.conditions(s, taken)] if found else []
    )
    if not found:
        spot = column_entries.condition(whole, 0, len(whole), s)
        spots = [spot] if spot else []
    found.extend(Deadline(whole[a:b], "event", a, b, confidence=_CONDITION) for a, b in spots)
    for deadline in sorted(found, key=lambda d: d.start):
        yield Deadline(
            deadline.text,
            deadline.kind,
            deadline.start + start,
            deadline.end + start,
            deadline.start_date,
            deadline.due_date,
            deadline.recurrence,
            deadline.confidence,
        )


def _values(
    taken: list[Expression], sentences: list[int], year: int | None
) -> Iterator[tuple[Part, Value | None]]:
    parts = shared_years([part for expression in taken for part in expression.parts], sentences)
    latest: int | None = None
    for part in parts:
        if part.item is not None and part.item.stretch is not None and part.rule is None:
            latest = part.item.stretch.last_year or part.item.stretch.year or year
        yield part, value_of(part, year, latest)


def _certainty(part: Part) -> float:
    incomplete = part.sort in ("time", "ongoing") and part.item is not None and not part.item.has_year
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
