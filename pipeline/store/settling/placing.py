"""Places on pages for the rows of a plan that was read from a file without pages (DOCX), taken from the same
plan read from a PDF: its twin, or a print of it.

Both say the same in the same order. Texts that are equal are paired first, in order; between them those that
are nearly equal, since a scan's letters may be misread; what belongs to a task is looked for in its
counterpart alone.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from schemas.folding import fold
from schemas.layout import Span
from schemas.rows import (
    AssignmentRow,
    DeadlineRow,
    DiagnosticRow,
    PlacedRow,
    PlanRecords,
    ReferenceRow,
    SectionRow,
    TargetRow,
)

__all__ = ["matched", "placed"]

ALIKE: Final = 0.85
"""Texts with this share of their letters in common, between neighbours that are paired, are one text.

Of 204 tasks of six plans and their scans, read by OCR, the worst pair has 0.96; other tasks nearby have up
to 0.81."""

# A text of so many letters or more, all but so few of which stand in another one, is a part of it: what one
# reader takes for one task the other may take for two.
_PART_LETTERS: Final = 30
_PART: Final = 0.95

# So many pairs of texts are compared letter by letter between two neighbours that are paired, and in so many
# pairs one is looked for in the other: half a second at most.
_MOST_PAIRS: Final = 250_000
_MOST_PARTS: Final = 10_000

_Row = TypeVar("_Row", bound=PlacedRow)
_Pairs = dict[int, int]


def placed(plan: PlanRecords, paged: PlanRecords) -> PlanRecords:
    """The plan's rows with the spans that the same texts have in `paged`, the same plan read from a PDF.

    Rows with spans keep them. A row whose own text has no counterpart gets the spans of what holds it, if
    that has some: an agency, deadline or target those of the task that names it, a reference or target
    outside of tasks those of the section with its words. An agency that is inherited stands in a heading and
    gets none so.
    """
    return _with_holders_places(matched(plan, paged))


def matched(plan: PlanRecords, paged: PlanRecords) -> PlanRecords:
    """The plan's rows with the spans that their own texts have in `paged`, and no others."""
    tasks = in_order([row.task_text for row in plan.tasks], [row.task_text for row in paged.tasks])
    ids = {plan.tasks[ours].task_id: paged.tasks[theirs].task_id for ours, theirs in tasks.items()}
    return replace(
        plan,
        tasks=_with_spans(plan.tasks, paged.tasks, tasks),
        sections=_alike(plan.sections, paged.sections, _section_text),
        assignments=_of_tasks(plan.assignments, paged.assignments, ids, _agency_text),
        deadlines=_of_tasks(plan.deadlines, paged.deadlines, ids, _deadline_text),
        targets=_of_tasks(plan.targets, paged.targets, ids, _target_text),
        references=_alike(plan.references, paged.references, _reference_text),
        diagnostics=_alike(plan.diagnostics, paged.diagnostics, _said),
    )


def in_order(ours: Sequence[str], theirs: Sequence[str]) -> _Pairs:
    """Which of `theirs` each of our texts is, by their numbers: the same text in the same order, then between
    those one that is nearly the same, then one that stands only once on either side, wherever."""
    pairs: _Pairs = {}
    _pair_equal(ours, theirs, pairs)
    if len(pairs) < len(ours):
        mine, yours = list(map(letters, ours)), list(map(letters, theirs))
        _pair_equal(mine, yours, pairs)
        _pair_alike(mine, yours, pairs)
        _pair_unique(mine, yours, pairs)
    return pairs


def letters(text: str) -> str:
    """What two readings of one text have in common: its matching form without blanks."""
    return "".join(fold(text).split())


def gaps(pairs: Mapping[int, int], ours: int, theirs: int) -> Iterable[tuple[range, range]]:
    """The numbers between paired neighbours that are not paired, on either side; pairs out of order aside."""
    fixed = [(-1, -1)]
    for mine, yours in sorted(pairs.items()):
        if yours > fixed[-1][1]:
            fixed.append((mine, yours))
    for (mine, yours), (next_mine, next_yours) in pairwise([*fixed, (ours, theirs)]):
        if next_mine > mine + 1 and next_yours > yours + 1:
            yield range(mine + 1, next_mine), range(yours + 1, next_yours)


def _pair_equal(ours: Sequence[str], theirs: Sequence[str], pairs: _Pairs) -> None:
    """Pair equal texts in order."""
    for mine, yours in list(gaps(pairs, len(ours), len(theirs))):
        a, b = [ours[i] for i in mine], [theirs[j] for j in yours]
        for step in LCSseq.opcodes(a, b):
            if step.tag == "equal":
                for at in range(step.src_end - step.src_start):
                    pairs[mine[step.src_start + at]] = yours[step.dest_start + at]


def _pair_alike(ours: Sequence[str], theirs: Sequence[str], pairs: _Pairs) -> None:
    """Pair nearly equal texts in order, so that together they are as like as can be; then those of which one
    is a part of the other."""
    for likeness_of, most in ((_likeness, _MOST_PAIRS), (_share_held, _MOST_PARTS)):
        for mine, yours in list(gaps(pairs, len(ours), len(theirs))):
            if len(mine) * len(yours) <= most:
                likeness = likeness_of([ours[i] for i in mine], [theirs[j] for j in yours])
                pairs |= {mine[i]: yours[j] for i, j in _best_path(likeness)}


def _likeness(ours: Sequence[str], theirs: Sequence[str]) -> list[list[float]]:
    """How like each of ours (rows) is to each of theirs (columns); 0 for different texts."""
    found: list[list[float]] = process.cdist(
        ours, theirs, scorer=fuzz.ratio, score_cutoff=100 * ALIKE
    ).tolist()
    return found


def _share_held(ours: Sequence[str], theirs: Sequence[str]) -> list[list[float]]:
    """How much of the shorter of two texts stands in the longer one; 0 for less than nearly all."""
    return [[_held(mine, yours) for yours in theirs] for mine in ours]


def _held(mine: str, yours: str) -> float:
    if min(len(mine), len(yours)) < _PART_LETTERS:
        return 0.0
    return fuzz.partial_ratio(mine, yours, score_cutoff=100 * _PART)


def _best_path(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs of rows and columns, both rising, whose likeness adds up to the most; none of likeness 0."""
    rows, columns = len(likeness), len(likeness[0])
    # best[i][j]: the most that rows from i and columns from j on can have.
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            here = likeness[i][j]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], here and here + best[i + 1][j + 1])
    path = []
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            path.append((i, j))
            i, j = i + 1, j + 1
    return path


def _pair_unique(ours: Sequence[str], theirs: Sequence[str], pairs: _Pairs) -> None:
    """Pair equal texts of which each side has one left: columns set side by side may be read in another
    order."""
    taken = set(pairs.values())
    left = Counter(text for at, text in enumerate(theirs) if at not in taken)
    where = {text: at for at, text in enumerate(theirs) if at not in taken}
    mine = Counter(text for at, text in enumerate(ours) if at not in pairs)
    for at, text in enumerate(ours):
        if at not in pairs and text and mine[text] == left[text] == 1:
            pairs[at] = where[text]


def _alike(ours: list[_Row], theirs: Sequence[_Row], text_of: Callable[[_Row], str]) -> list[_Row]:
    """Rows that belong to no task, with the spans of their counterparts."""
    pairs = in_order([text_of(row) for row in ours], [text_of(row) for row in theirs])
    return _with_spans(ours, theirs, pairs)


def _of_tasks(
    ours: list[_Row],
    theirs: Sequence[_Row],
    tasks: Mapping[str, str],
    text_of: Callable[[_Row], tuple[str, str]],
) -> list[_Row]:
    """Rows that belong to tasks, with the spans of their counterparts in the counterparts of their tasks (by
    id); those outside of tasks are paired in order. `text_of` gives a text and what else tells it apart."""
    mine, yours = _by_task(ours), _by_task(theirs)
    pairs: _Pairs = {}
    for task_id, numbers in mine.items():
        others = yours.get(tasks.get(task_id) if task_id is not None else None, [])
        if task_id is not None and task_id not in tasks:
            continue
        a, b = [text_of(ours[i]) for i in numbers], [text_of(theirs[j]) for j in others]
        found = _in_task(a, b) if task_id is not None else in_order([t for t, _ in a], [t for t, _ in b])
        pairs |= {numbers[i]: others[j] for i, j in found.items()}
    return _with_spans(ours, theirs, pairs)


def _by_task(rows: Sequence[PlacedRow]) -> dict[str | None, list[int]]:
    numbers: defaultdict[str | None, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        numbers[getattr(row, "task_id", None)].append(number)
    return numbers


def _in_task(ours: Sequence[tuple[str, str]], theirs: Sequence[tuple[str, str]]) -> _Pairs:
    """Which of `theirs` each of ours is within one task: by text and kind, by text, then the likest text."""
    pairs: _Pairs = {}
    forms: Sequence[Callable[[tuple[str, str]], Hashable]] = (
        lambda said: said,
        lambda said: (letters(said[0]), said[1]),
        lambda said: letters(said[0]),
    )
    for form in forms:
        if len(pairs) < len(ours):
            _pair_by(form, ours, theirs, pairs)
    for at, (text, _) in enumerate(ours):
        if at not in pairs:
            free = {j: letters(said[0]) for j, said in enumerate(theirs) if j not in pairs.values()}
            likest = process.extractOne(letters(text), free, scorer=fuzz.ratio, score_cutoff=100 * ALIKE)
            if likest is not None:
                pairs[at] = likest[2]
    return pairs


def _pair_by(
    form: Callable[[tuple[str, str]], Hashable],
    ours: Sequence[tuple[str, str]],
    theirs: Sequence[tuple[str, str]],
    pairs: _Pairs,
) -> None:
    """Pair what has the same form, the first with the first."""
    free: defaultdict[Hashable, list[int]] = defaultdict(list)
    taken = set(pairs.values())
    for at, said in enumerate(theirs):
        if at not in taken:
            free[form(said)].append(at)
    for at, said in enumerate(ours):
        if at not in pairs and (found := free.get(form(said))):
            pairs[at] = found.pop(0)


def _with_spans(ours: list[_Row], theirs: Sequence[_Row], pairs: Mapping[int, int]) -> list[_Row]:
    """Our rows, those without spans with those of their counterparts."""
    return [
        row
        if row.spans or at not in pairs or not theirs[pairs[at]].spans
        else row.model_copy(update={"spans": theirs[pairs[at]].spans})
        for at, row in enumerate(ours)
    ]


def _with_holders_places(plan: PlanRecords) -> PlanRecords:
    """Rows without spans with those of the task that names them, or of the section that their words stand
    in."""
    tasks = {task.task_id: task.spans for task in plan.tasks}
    sections = [row for row in plan.sections if row.spans]

    def of_task(row: PlacedRow) -> tuple[Span, ...]:
        task_id = None if getattr(row, "inherited", False) else getattr(row, "task_id", None)
        return tasks.get(task_id or "", ())

    def of_section(text: str) -> tuple[Span, ...]:
        wanted = letters(text)
        found = [row.spans for row in sections if wanted in letters(_section_text(row))]
        return found[0] if len(found) == 1 else ()

    return replace(
        plan,
        assignments=_filled(plan.assignments, of_task),
        deadlines=_filled(plan.deadlines, of_task),
        targets=_filled(
            plan.targets, lambda row: of_task(row) if row.task_id else of_section(row.target_text)
        ),
        references=_filled(plan.references, lambda row: of_section(row.reference_text)),
    )


def _filled(rows: list[_Row], spans_of: Callable[[_Row], tuple[Span, ...]]) -> list[_Row]:
    """The rows, those without spans with what `spans_of` says of them."""
    return [
        row if row.spans or not (spans := spans_of(row)) else row.model_copy(update={"spans": spans})
        for row in rows
    ]


def _section_text(row: SectionRow) -> str:
    return "\n".join(filter(None, (row.marker, row.heading, row.text)))


def _agency_text(row: AssignmentRow) -> tuple[str, str]:
    return row.agency_text, row.role


def _deadline_text(row: DeadlineRow) -> tuple[str, str]:
    return row.deadline_text, row.kind


def _target_text(row: TargetRow) -> tuple[str, str]:
    return row.target_text, str(row.value)


def _reference_text(row: ReferenceRow) -> str:
    return row.reference_text


def _said(row: DiagnosticRow) -> str:
    return f"{row.code}: {row.message}"
