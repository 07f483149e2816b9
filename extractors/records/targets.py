"""Rows of what is to be reached: by a task, or by the plan as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from extractors.indices import name_indices
from extractors.records.collecting import Collector
from extractors.records.surroundings import Surroundings
from extractors.targets import find_targets
from extractors.targets.quantities import find_quantities, may_hold_quantities
from extractors.tasks import TaskDraft
from extractors.text.folding import fold
from extractors.text.passages import Passage, joined, passage_of
from schemas.findings import Target
from schemas.layout import Table
from schemas.plan import Node, Part, Plan
from schemas.rows import TargetRow

# Where a plan commits itself: not where it tells how things stand, nor where its money comes from.
_COMMITTING: Final[tuple[Part, ...]] = ("objective", "purpose", "duty")
_LONGEST_VALUE: Final = 40
_SENTENCE_ENDS: Final = (".", ";", "!")
_MARKS: Final = " ,;."


def add_target(
    collector: Collector,
    target: Target,
    passage: Passage,
    task_id: str | None,
    indices: Sequence[str],
    confidence: float,
) -> None:
    """The row of a target found in `passage`; `indices` are those of its task, which count where the target
    names none."""
    named = name_indices(target.text) or list(indices)
    collector.add(
        TargetRow,
        passage,
        target.start,
        target.end,
        target_id=collector.key("g", collector.count(TargetRow) + 1),
        task_id=task_id,
        target_text=" ".join(target.text.split()),
        index=named[0] if len(named) == 1 else None,
        comparator=target.comparator,
        direction=target.direction,
        value=target.value,
        unit=target.unit,
        confidence=confidence,
    )


def add_commitments(
    collector: Collector, plan: Plan, drafts: Sequence[TaskDraft], around: Surroundings
) -> None:
    """What the plan itself commits to: the quantities of its goals, requirements and duties that no task
    holds are targets that stand outside tasks (contract, section 5)."""
    indices = name_indices(collector.document.title or "")
    claimed = {place for draft in drafts for passage in _held_by(draft) for place in passage.places()}
    for line in _lines(plan):
        # What stands in two columns is read as one line, all of which is the target: label, blank, value.
        text = line.passage.text.replace("\n", " ")
        if not may_hold_quantities(fold(text)) or not claimed.isdisjoint(line.passage.places()):
            continue
        whole = text.rstrip(_MARKS)
        for target in find_targets(text, objective=line.part == "objective", plan_year=around.year):
            found = replace(target, text=whole, start=0, end=len(whole)) if line.in_columns else target
            said = around.opinion.of_target(text, target, line.part, around.year)
            add_target(collector, found, line.passage, None, indices, said)


def _held_by(draft: TaskDraft) -> Iterator[Passage]:
    """The passages whose quantities a task's own targets are read from."""
    yield draft.passage
    yield from draft.topics
    for passages in draft.fields.values():
        yield from passages


@dataclass(frozen=True, slots=True)
class _Line:
    """An item or heading, with the value that stands beside it in a column of its own."""

    passage: Passage
    part: Part
    in_columns: bool


def _lines(plan: Plan) -> Iterator[_Line]:
    for root in plan.outlines():
        yield from _lines_among(root)


def _lines_among(items: Sequence[Node | Table]) -> Iterator[_Line]:
    nodes = [item for item in items if isinstance(item, Node)]
    beside = False
    for node, following in zip_longest(nodes, nodes[1:]):
        if beside:
            beside = False
            continue
        passage = passage_of(node.paragraph, node.start)
        inner = node.children[0] if len(node.children) == 1 else None
        value = inner if node.children else following
        if isinstance(value, Node) and _is_value_of(value, node):
            beside = value is following
            passage = joined([passage, passage_of(value.paragraph, value.start)])
        elif node.children:
            if node.part in _COMMITTING:
                yield _Line(passage, node.part, in_columns=False)
            yield from _lines_among(node.children)
            continue
        if node.part in _COMMITTING:
            yield _Line(passage, node.part, len(passage.slices) > 1)


def _is_value_of(value: Node, label: Node) -> bool:
    """Whether a line is how much of what the line before it names: "< 10,6 ‰" beside "Tỷ lệ sinh:"."""
    text = value.text.strip()
    if value.children or value.form != "plain" or len(text) > _LONGEST_VALUE:
        return False
    if label.text.rstrip().endswith(_SENTENCE_ENDS):
        return False
    first = next(find_quantities(fold(text), text), None)
    return first is not None and first.start == 0
