"""Places on printed pages for rows whose text the reader of the print did not give as a row: their words are
looked for in its layout."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, TypeVar

from pipeline.store.settling.placing import letters
from schemas.layout import Layout, Paragraph, Span
from schemas.rows import PlacedRow, PlanRecords

__all__ = ["located"]

_Row = TypeVar("_Row", bound=PlacedRow)

# A text of fewer letters may stand anywhere.
_LEAST_LETTERS: Final = 6


def located(plan: PlanRecords, layout: Layout) -> PlanRecords:
    """The plan's rows, those without spans with the places of their words in `layout`, the layout of its
    printed pages: where the words stand there once, or once between the rows before and behind."""
    words = _Words(layout)
    return replace(
        plan,
        sections=_found(plan.sections, words, lambda row: "\n".join(filter(None, (row.heading, row.text)))),
        tasks=_found(plan.tasks, words, lambda row: row.task_text),
        assignments=_found(plan.assignments, words, lambda row: row.agency_text),
        deadlines=_found(plan.deadlines, words, lambda row: row.deadline_text),
        targets=_found(plan.targets, words, lambda row: row.target_text),
        references=_found(plan.references, words, lambda row: row.reference_text),
    )


class _Words:
    """The letters of a layout in reading order, each of which has a place."""

    def __init__(self, layout: Layout) -> None:
        self._paragraphs = [paragraph for paragraph in layout.paragraphs() if paragraph.text.strip()]
        said = [letters(paragraph.text) for paragraph in self._paragraphs]
        self._starts = [0, *accumulate(map(len, said))]
        self._text = "".join(said)

    def occurrences(self, text: str) -> list[tuple[Span, ...]]:
        """The places of each occurrence of a text, from first to last."""
        wanted = letters(text)
        found: list[tuple[Span, ...]] = []
        if len(wanted) < _LEAST_LETTERS:
            return found
        at = self._text.find(wanted)
        while at >= 0:
            found.append(self._places(at, at + len(wanted)))
            at = self._text.find(wanted, at + len(wanted))
        return found

    def _places(self, start: int, end: int) -> tuple[Span, ...]:
        """Where the letters from `start` to `end` stand, by printed lines."""
        places: list[Span] = []
        number = bisect_right(self._starts, start) - 1
        while number < len(self._paragraphs) and self._starts[number] < end:
            paragraph, before = self._paragraphs[number], self._starts[number]
            first, last = _offset(paragraph, start - before), _offset(paragraph, end - before - 1)
            places += [place for place in paragraph.places(first, last + 1) if isinstance(place, Span)]
            number += 1
        return tuple(dict.fromkeys(places))


def _offset(paragraph: Paragraph, letter: int) -> int:
    """Where in a paragraph's text its letter with this number (from 0) stands; its ends for one beyond."""
    inked = [at for at, sign in enumerate(paragraph.text) if not sign.isspace()]
    return inked[min(max(letter, 0), len(inked) - 1)]


def _found(rows: list[_Row], words: _Words, text_of: Callable[[_Row], str]) -> list[_Row]:
    return [
        row.model_copy(update={"spans": spans})
        if not row.spans and (spans := _only_place(words.occurrences(text_of(row)), rows, at))
        else row
        for at, row in enumerate(rows)
    ]


def _only_place(
    occurrences: Sequence[tuple[Span, ...]], rows: Sequence[PlacedRow], at: int
) -> tuple[Span, ...]:
    """The one occurrence; of several the one between the placed rows around the row with this number."""
    if len(occurrences) > 1:
        before = next((row.spans[-1] for row in reversed(rows[:at]) if row.spans), None)
        behind = next((row.spans[0] for row in rows[at + 1 :] if row.spans), None)
        occurrences = [
            spans
            for spans in occurrences
            if spans
            and (before is None or _height(before) <= _height(spans[0]))
            and (behind is None or _height(spans[-1]) <= _height(behind))
        ]
    return occurrences[0] if len(occurrences) == 1 else ()


def _height(span: Span) -> tuple[int, float]:
    """How far down in the file a place begins."""
    return span.page, span.y0
