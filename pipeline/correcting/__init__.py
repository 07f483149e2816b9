"""STAND-IN for the room that another branch builds: enough of it for the store's tests."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from schemas.corrections import CorrectionRow, task_places
from schemas.rows import PlanRecords

State = Literal["applied", "noted", "unfit", "disagrees"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The records as corrected, and what became of each correction."""

    records: PlanRecords
    states: tuple[State, ...]


def corrected(plan: PlanRecords, corrections: Sequence[CorrectionRow]) -> Outcome:
    """The plan's records with these corrections, in the order made."""
    states: list[State] = []
    tasks = list(plan.tasks)
    places = task_places((row.task_text, row.heading_path, row.topics) for row in plan.tasks)
    document: dict[str, Any] = {}
    news: dict[tuple[Any, ...], str | None] = {}
    for row in corrections:
        if row.action != "change":
            states.append("noted")
            continue
        if news.setdefault((row.field, row.task_text, row.above, row.nth, row.old), row.new) != row.new:
            states.append("disagrees")
            continue
        if row.task_text is None:
            assert row.field is not None
            now = document.get(row.field, getattr(plan.document, row.field))
            if (now.isoformat() if isinstance(now, date) else now) != row.old:
                states.append("unfit")
                continue
            new = date.fromisoformat(row.new) if row.field == "issue_date" and row.new else row.new
            document[row.field] = new
            if isinstance(new, date):
                document |= {"issue_year": new.year, "issue_month": new.month}
            states.append("applied")
            continue
        at = next(
            (
                n
                for n, p in enumerate(places)
                if (p.task_text, p.above, p.nth) == (row.task_text, row.above, row.nth)
            ),
            None,
        )
        assert row.field is not None
        if at is None or getattr(tasks[at], row.field) != row.old:
            states.append("unfit")
            continue
        tasks[at] = tasks[at].model_copy(update={row.field: row.new, "corrected": True, "confidence": 1.0})
        states.append("applied")
    changed = plan.document
    if document:
        changed = changed.model_copy(update=document | {"corrected": True})
    return Outcome(replace(plan, document=changed, tasks=tasks), tuple(states))


def rows_of(file: Any) -> list[CorrectionRow]:
    """Not in this stand-in."""
    raise NotImplementedError
