"""Changes of what belongs to a task: its agencies, its times, its targets."""

from collections.abc import Sequence

from pipeline.correcting.draft import Part, PlanDraft
from pipeline.correcting.parts import (
    TEXTS,
    Columns,
    Value,
    alike,
    confirmed,
    is_exactly,
    made,
    row_that_says,
    said_by,
)
from pipeline.correcting.reading import Context, agency_columns, deadline_columns, target_columns
from schemas.corrections import AgencyValue, ChangeAgency, ChangeDeadline, ChangeTarget
from schemas.folding import normal_text
from schemas.rows import AssignmentRow, DeadlineRow, TargetRow


def change_agency(draft: PlanDraft, correction: ChangeAgency) -> None:
    """Another agency in a role of a task, one more, or one less."""
    task_id = draft.task(correction.task).task_id
    new = []
    if correction.new is not None:
        known = draft.agencies()
        columns = agency_columns(correction.new, Context.of(draft.document), known)
        new = [{**columns, "role": correction.field, "inherited": False}]
    rows = [row for row in draft.parts(AssignmentRow, task_id) if row.role == correction.field]
    old = _as_named(correction.old, rows)
    if correction.new is not None and correction.new.agency_id:
        replaced = row_that_says(rows, said_by(old)) if old else None
        for row in rows:
            # The name is there, as that of another body.
            if row is not replaced and alike(row, new[0]) and row.agency_id != new[0]["agency_id"]:
                raise draft.misfit(task_id, correction.field, old.agency_text if old else None)
    _change(draft, (task_id, correction.field), AssignmentRow, rows, old, new)


def _as_named(old: AgencyValue | None, rows: Sequence[AssignmentRow]) -> AgencyValue | None:
    """What was there. Which body a name means may be read otherwise now; what a reviewer made of it stays."""
    if old is None or any(row.corrected and _is_named(row, old) for row in rows):
        return old
    return AgencyValue(agency_text=old.agency_text)


def _is_named(row: AssignmentRow, value: AgencyValue) -> bool:
    return normal_text(row.agency_text) == normal_text(value.agency_text)


def change_deadline(draft: PlanDraft, correction: ChangeDeadline) -> None:
    """Another time of a task, one more, or one less."""
    task_id = draft.task(correction.task).task_id
    context = Context.of(draft.document)
    new = [] if correction.new is None else deadline_columns(correction.new, context)
    rows = draft.parts(DeadlineRow, task_id)
    _change(draft, (task_id, correction.field), DeadlineRow, rows, correction.old, new)


def change_target(draft: PlanDraft, correction: ChangeTarget, key: str) -> None:
    """Another target of a task or of the plan, one more, or one less; `key` begins the keys of new ones."""
    task_id = draft.task(correction.task).task_id if correction.task else None
    new: list[Columns] = []
    if correction.new is not None:
        columns = target_columns(correction.new, Context.of(draft.document))
        new = [{**one, "target_id": f"{key}.{at}"} for at, one in enumerate(columns, 1)]
    rows = draft.parts(TargetRow, task_id)
    _change(draft, (task_id, correction.field), TargetRow, rows, correction.old, new)


def _change(
    draft: PlanDraft,
    about: tuple[str | None, str],
    kind: type[Part],
    rows: Sequence[Part],
    old: Value | None,
    new: Sequence[Columns],
) -> None:
    """Put `new` in the place of the one of `rows` that says `old`; `about`: the task and the field."""
    task_id, field = about
    subject = task_id or draft.document.document_id
    said = said_by(old) if old is not None else {}
    text = said.get(TEXTS[kind])
    replaced = row_that_says(rows, said) if old is not None else None
    there = _those_alike([row for row in rows if row is not replaced], new)
    if old is not None and replaced is None:
        _check_done(draft, (subject, field, text), rows, there)
    if replaced is not None and len(new) == 1 and is_exactly(replaced, _without_keys(new[0])):
        there, replaced = [replaced], None
    missing = [columns for columns, row in zip(new, there, strict=True) if row is None]
    fresh = [
        made(kind, draft.document.document_id, task_id, _kept_key(columns, replaced, at), replaced)
        for at, columns in enumerate(missing)
    ]
    if replaced is not None:
        draft.replace_part(replaced, fresh)
    else:
        draft.add_parts(fresh)
    if replaced is not None or fresh:
        draft.note_change(subject, field, text, new[0][TEXTS[kind]] if new else None)
    for known in filter(None, there):
        draft.replace_part(known, [confirmed(known)])


def _those_alike(rows: Sequence[Part], new: Sequence[Columns]) -> list[Part | None]:
    """For each of the values the row that says it, None where none does."""
    return [next((row for row in rows if alike(row, columns)), None) for columns in new]


def _check_done(
    draft: PlanDraft, old: tuple[str, str, str | None], rows: Sequence[Part], there: Sequence[Part | None]
) -> None:
    """What is wrong where `old` (whose it was, its field and text) is not among `rows`, unless what was to be
    is `there` already."""
    done = all(there) if there else _is_gone(draft, *old, rows)
    if not done:
        raise draft.misfit(*old)


def _is_gone(draft: PlanDraft, subject: str, field: str, text: str | None, rows: Sequence[Part]) -> bool:
    """Whether what is to be taken away is read no more, nor anything that may be the same in other words."""
    if draft.was_changed(subject, field, text):
        return False
    old = normal_text(text or "")
    now = [normal_text(getattr(row, TEXTS[type(row)])) for row in rows]
    return not any(old in one or one in old for one in now)


def _without_keys(columns: Columns) -> Columns:
    return {name: value for name, value in columns.items() if name not in ("target_id", "inherited")}


def _kept_key(columns: Columns, replaced: Part | None, at: int) -> Columns:
    """The columns of a row; the first in the place of a target has its key."""
    if at or not isinstance(replaced, TargetRow):
        return columns
    return {**columns, "target_id": replaced.target_id}
