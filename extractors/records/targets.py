"""Rows of what is to be reached: by a task, or by the plan as a whole."""

from collections.abc import Sequence

from extractors.indices import name_indices
from extractors.records.collecting import Collector
from extractors.targets import find_targets
from extractors.text.passages import Passage, passage_of
from schemas.findings import Target
from schemas.plan import Plan
from schemas.rows import TargetRow


def add_target(
    collector: Collector, target: Target, passage: Passage, task_id: str | None, indices: Sequence[str]
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
        confidence=target.confidence,
    )


def add_objectives(collector: Collector, plan: Plan, year: int | None) -> None:
    """Quantities of the sections "Mục tiêu" and "Chỉ tiêu" are targets that stand outside tasks."""
    indices = name_indices(collector.document.title or "")
    for node in plan.nodes():
        if node.part == "objective" and not node.children:
            passage = passage_of(node.paragraph, node.start)
            for target in find_targets(passage.text, objective=True, plan_year=year):
                add_target(collector, target, passage, None, indices)
