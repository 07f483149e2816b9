"""Review files of invented plans, built in a line or two."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pipeline.correcting import Outcome, corrected, rows_of
from schemas.corrections import CorrectionRow, ReviewFile, TaskPlace, task_places
from schemas.rows import PlanRecords

SAVED = datetime(2025, 3, 4, 9, 30, tzinfo=UTC)


def review(*corrections: dict[str, Any], who: str = "Lan", saved_at: datetime = SAVED) -> ReviewFile:
    return ReviewFile.model_validate(
        {"plan_key": "k", "who": who, "saved_at": saved_at, "corrections": corrections}
    )


def rows(*corrections: dict[str, Any], who: str = "Lan") -> list[CorrectionRow]:
    return rows_of(review(*corrections, who=who))


def places(plan: PlanRecords) -> list[TaskPlace]:
    return task_places((task.task_text, task.heading_path, task.topics) for task in plan.tasks)


def place(plan: PlanRecords, at: int = 0) -> dict[str, Any]:
    """How a correction names a task of a plan as it is."""
    return places(plan)[at].model_dump()


def change(plan: PlanRecords, field: str, old: Any, new: Any, at: int = 0) -> dict[str, Any]:
    """A change of a task's value."""
    return {"action": "change", "field": field, "task": place(plan, at), "old": old, "new": new}


def of_document(field: str, old: Any, new: Any) -> dict[str, Any]:
    return {"action": "change", "field": field, "old": old, "new": new}


def apply(plan: PlanRecords, *corrections: dict[str, Any]) -> Outcome:
    """What one reviewer's corrections make of a plan."""
    return applied(plan, rows(*corrections))


def applied(plan: PlanRecords, corrections: Sequence[CorrectionRow]) -> Outcome:
    outcome = corrected(plan, corrections)
    outcome.records.check()
    ordinals = [task.ordinal for task in outcome.records.tasks]
    assert ordinals == sorted(set(ordinals))
    return outcome
