"""The rows of a task that a reviewer made: one that was added, or a part of one that was split."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipeline.correcting.draft import PartRow, PlanDraft, UnfitError
from pipeline.correcting.parts import Columns, made, meaning, meanings, row_that_says, said_by
from pipeline.correcting.reading import Context, agency_columns, deadline_columns, target_columns
from pipeline.correcting.task_columns import items_of
from pipeline.correcting.texts import typed, typed_line
from schemas.corrections import TaskValue
from schemas.layout import Span
from schemas.rows import AssignmentRow, DeadlineRow, TargetRow, TaskRow

# The key of a task while rows are only compared.
_NOBODY: Final = "-"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a task that a reviewer made stands, apart from what is said of it; `key` begins the keys of new
    rows."""

    key: str
    columns: Mapping[str, Any]
    spans: tuple[Span, ...] = ()
    node: str | None = None

    @classmethod
    def beside(cls, task: TaskRow | None, value: TaskValue, key: str) -> "Setting":
        """That of a task more: in the table of its neighbour, and in its section where both have the same
        headings."""
        columns: dict[str, Any] = {"task_id": key, "source_kind": "prose"}
        if task is not None:
            columns |= {"source_kind": task.source_kind, "table_id": task.table_id}
            if task.heading_path == value.heading_path:
                columns["section_id"] = task.section_id
        return cls(key, columns)

    @classmethod
    def of_part(cls, whole: TaskRow, task_id: str, key: str) -> "Setting":
        """That of a part: the whole's."""
        names = ("source_kind", "section_id", "table_id")
        columns = {name: getattr(whole, name) for name in names}
        return cls(key, {"task_id": task_id, **columns}, whole.spans, whole.node)


def rows_of_task(
    draft: PlanDraft, value: TaskValue, setting: Setting, left: Sequence[PartRow]
) -> tuple[TaskRow, list[PartRow]]:
    """The rows of a task that a reviewer made. What is among `left`, the rows of the task that it was part
    of, keeps its place."""
    text = text_of(value.task_text)
    own_place = bool(value.spans or value.node)
    task = TaskRow.model_validate(
        {
            "document_id": draft.document.document_id,
            "ordinal": 0,
            "row_number": typed_line(value.row_number),
            "heading_path": _lines(value.heading_path),
            "topics": _lines(value.topics),
            "task_text": text,
            "items": items_of(text),
            "indices": tuple(dict.fromkeys(value.indices)),
            "reform_area": value.reform_area,
            "product": typed(value.product),
            "funding": typed(value.funding),
            "note": typed(value.note),
            "spans": value.spans if own_place else setting.spans,
            "node": value.node if own_place else setting.node,
            "confidence": 1.0,
            "corrected": True,
            **setting.columns,
        }
    )
    parts: dict[tuple[object, ...], PartRow] = {}
    for row in _said_parts(draft, value, task.task_id, setting.key, left):
        parts.setdefault((type(row), *meaning(row)), row)
    return task, list(parts.values())


def meanings_of(draft: PlanDraft, value: TaskValue) -> set[tuple[object, ...]]:
    """What a value says belongs to a task, read by itself."""
    return meanings(_said_parts(draft, value, _NOBODY, _NOBODY, []))


def text_of(text: str) -> str:
    kept = typed(text)
    if kept is None:
        raise UnfitError
    return kept


def _said_parts(
    draft: PlanDraft, value: TaskValue, task_id: str, key: str, left: Sequence[PartRow]
) -> Iterator[PartRow]:
    """The rows of what a value says belongs to a task; `key` begins the keys of new targets."""
    document_id, context = draft.document.document_id, Context.of(draft.document)
    known = list(draft.agencies())
    for role, agencies in (("lead", value.leads), ("coordinate", value.coordinates)):
        for agency in agencies:
            said = {**said_by(agency), "role": role}
            if (kept := _kept(AssignmentRow, left, said, task_id)) is not None:
                yield kept
                continue
            columns = agency_columns(agency, context, known)
            yield made(
                AssignmentRow, document_id, task_id, {**columns, "role": role, "inherited": False}, None
            )
    for deadline in value.deadlines:
        if (time := _kept(DeadlineRow, left, said_by(deadline), task_id)) is not None:
            yield time
            continue
        for columns in deadline_columns(deadline, context):
            yield made(DeadlineRow, document_id, task_id, columns, None)
    number = 0
    for target in value.targets:
        if (goal := _kept(TargetRow, left, said_by(target), task_id)) is not None:
            yield goal
            left = [
                row for row in left if not (isinstance(row, TargetRow) and row.target_id == goal.target_id)
            ]
            continue
        for columns in target_columns(target, context):
            number += 1
            own = {**columns, "target_id": f"{key}.g{number}"}
            yield made(TargetRow, document_id, task_id, own, None)


def _kept(kind: type[Any], left: Sequence[PartRow], said: Columns, task_id: str) -> Any:
    """The row among `left` that says a value, as a row of this task; None where none does."""
    row = row_that_says([row for row in left if isinstance(row, kind)], said)
    if row is None:
        return None
    return row.model_copy(update={"task_id": task_id, "confidence": 1.0, "corrected": True})


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := typed_line(text)))
