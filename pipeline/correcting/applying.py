"""Corrections applied to what was read of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.correcting.document_columns import change_document
from pipeline.correcting.draft import DisagreesError, PlanDraft
from pipeline.correcting.rows import correction_of
from pipeline.correcting.task_columns import change_area, change_indices, change_text
from pipeline.correcting.task_parts import change_agency, change_deadline, change_target
from pipeline.correcting.whole_tasks import accept_task, add_task, join_tasks, remove_task, split_task
from schemas.corrections import (
    AcceptTask,
    AddTask,
    ChangeAgency,
    ChangeArea,
    ChangeDeadline,
    ChangeDocument,
    ChangeIndices,
    ChangeTarget,
    ChangeText,
    Correction,
    CorrectionRow,
    FinishPlan,
    JoinTasks,
    MarkTask,
    RemoveTask,
    SplitTask,
)
from schemas.rows import PlanRecords

State = Literal["applied", "noted", "unfit", "disagrees"]
"""What became of a correction: applied (or read so already); noted, for it changes nothing; unfit, for what
it names is not there; disagrees, for an earlier correction made something else of it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The records with the corrections in them, and what became of each correction, in their order."""

    records: PlanRecords
    states: tuple[State, ...]


def corrected(plan: PlanRecords, corrections: Sequence[CorrectionRow]) -> Outcome:
    """What was read of a plan with the corrections in force, in the order in which they were made.

    Each is applied whole, to what the earlier ones left, or not at all; none raises. The records fit together
    afterwards (`PlanRecords.check`) if they did before; `plan` itself stays as it is. The same correction
    given twice counts once.
    """
    draft = PlanDraft(plan)
    states: dict[str, State] = {}
    for row in corrections:
        if row.correction_id not in states:
            states[row.correction_id] = _state_of(draft, row)
    return Outcome(draft.records(), tuple(states[row.correction_id] for row in corrections))


def _state_of(draft: PlanDraft, row: CorrectionRow) -> State:
    try:
        return _apply(draft, correction_of(row), f"{draft.document.document_id}-a{row.correction_id}")
    except DisagreesError:
        return "disagrees"
    except ValueError:  # what a row of another version says may be no value any more
        return "unfit"


def _apply(draft: PlanDraft, correction: Correction, key: str) -> State:
    """Change the draft as a correction says; `key` is that of what is new. ValueError where it does not
    fit."""
    match correction:
        case ChangeText():
            change_text(draft, correction)
        case ChangeArea():
            change_area(draft, correction)
        case ChangeIndices():
            change_indices(draft, correction)
        case ChangeAgency():
            change_agency(draft, correction)
        case ChangeDeadline():
            change_deadline(draft, correction)
        case ChangeTarget():
            change_target(draft, correction, key)
        case ChangeDocument():
            change_document(draft, correction)
        case AddTask():
            add_task(draft, correction, key)
        case RemoveTask():
            remove_task(draft, correction)
        case SplitTask():
            split_task(draft, correction, key)
        case JoinTasks():
            join_tasks(draft, correction)
        case AcceptTask():
            accept_task(draft, correction)
        case MarkTask():
            draft.index(correction.task)
            return "noted"
        case FinishPlan():
            return "noted"
    return "applied"
