"""Changes of a task's own columns."""

from typing import Any

from pipeline.correcting.draft import PlanDraft, UnfitError
from pipeline.correcting.texts import typed, typed_line
from schemas.corrections import ChangeArea, ChangeIndices, ChangeText
from schemas.folding import normal_text
from schemas.rows import TaskRow


def change_text(draft: PlanDraft, correction: ChangeText) -> None:
    """Another text in a column of a task."""
    task = draft.task(correction.task)
    field = correction.field
    new = typed_line(correction.new) if field == "row_number" else typed(correction.new)
    if field == "task_text" and new is None:
        raise UnfitError
    now = getattr(task, field)
    is_there = normal_text(now or "") == normal_text(correction.old or "")
    columns: dict[str, Any] = {field: new}
    if field == "task_text":
        columns["items"] = items_of(new or "")
    _change(draft, task, correction.field, now, new, columns, is_there=is_there, old=correction.old)


def change_area(draft: PlanDraft, correction: ChangeArea) -> None:
    """Another reform area."""
    task = draft.task(correction.task)
    now, new = task.reform_area, correction.new
    columns = {"reform_area": new}
    _change(draft, task, "reform_area", now, new, columns, is_there=now == correction.old, old=correction.old)


def change_indices(draft: PlanDraft, correction: ChangeIndices) -> None:
    """Other indices."""
    task = draft.task(correction.task)
    new = tuple(dict.fromkeys(correction.new))
    is_there = set(task.indices) == set(correction.old)
    old = " ".join(sorted(set(correction.old)))
    _change(draft, task, "indices", task.indices, new, {"indices": new}, is_there=is_there, old=old)


def items_of(text: str) -> tuple[str, ...]:
    """The bullets of a task's text: the lines under a lead-in (contract, section 2.2)."""
    lead_in, *bullets = text.split("\n")
    return tuple(bullets) if lead_in.endswith(":") else ()


def _change(
    draft: PlanDraft,
    task: TaskRow,
    field: str,
    now: object,
    new: object,
    columns: dict[str, Any],
    *,
    is_there: bool,
    old: str | None,
) -> None:
    """Put other columns into a task, if what was there is there now; what is there already is right."""
    if now == new:
        draft.replace_task(task.model_copy(update={"confidence": 1.0}))
        return
    if not is_there:
        raise draft.misfit(task.task_id, field, old)
    draft.replace_task(task.model_copy(update={**columns, "corrected": True, "confidence": 1.0}))
    draft.note_change(task.task_id, field, old, str(new))
