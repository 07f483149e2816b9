"""Tasks that come, go, are taken apart and put together."""

from collections.abc import Sequence
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.correcting.draft import DisagreesError, PartRow, PlanDraft, UnfitError
from pipeline.correcting.made_tasks import Setting, meanings_of, rows_of_task, text_of
from pipeline.correcting.names import Name, name_of
from pipeline.correcting.parts import confirmed, meaning, meanings, meanings_seen
from pipeline.correcting.task_columns import items_of
from schemas.corrections import AcceptTask, AddTask, JoinTasks, RemoveTask, SplitTask, TaskPlace, TaskValue
from schemas.folding import normal_text
from schemas.layout import Span
from schemas.rows import TargetRow, TaskRow

# Of 100: two texts so much alike are one task read a little differently (as when plans are evaluated).
_SAME_TASK: Final = 85
_BETWEEN_NODES: Final = " | "


def add_task(draft: PlanDraft, correction: AddTask, key: str) -> None:
    """A task more behind another one; `key` is its own. One that is read now, with all that belongs to it, is
    there."""
    value = correction.new
    try:
        at = draft.index(correction.after) + 1 if correction.after else 0
    except (UnfitError, DisagreesError):
        if (there := _read_now(draft, value, None)) is None:
            raise
        _confirm(draft, [there], [value])
        return
    before = draft.tasks[at - 1] if at else None
    if (there := _read_now(draft, value, before)) is not None:
        _confirm(draft, [there], [value])
        return
    beside = before or (draft.tasks[0] if draft.tasks else None)
    task, parts = rows_of_task(draft, value, Setting.beside(beside, value, key), [])
    said = meanings_of(draft, value)
    draft.insert(at, [task])
    draft.add_parts(parts)
    draft.note_made(task.task_id, said)


def remove_task(draft: PlanDraft, correction: RemoveTask) -> None:
    """A task less, with all that belongs to it. One that is read no more, nor another one like it, is
    gone."""
    try:
        task = draft.task(correction.task)
    except DisagreesError:
        if not draft.was_removed(correction.task):
            raise
    except UnfitError:
        words = correction.task.task_text
        if any(fuzz.ratio(words, text) >= _SAME_TASK for text, _above in draft.names()):
            raise
    else:
        draft.take({task.task_id}, removed=True)


def split_task(draft: PlanDraft, correction: SplitTask, key: str) -> None:
    """Several tasks in the place of one, whose key the first of them has; `key` begins those of the others.
    Tasks that are read so now are there."""
    names = [name_of(value) for value in correction.new]
    try:
        at = draft.index(correction.task)
    except (UnfitError, DisagreesError):
        if (found := _run_of(names, draft.names())) is None:
            raise
        at = found
    if draft.names()[at : at + len(names)] == names:
        _confirm(draft, draft.tasks[at : at + len(names)], correction.new)
        return
    whole = draft.tasks[at]
    left = draft.belongings(whole.task_id)
    tasks: list[TaskRow] = []
    parts: list[PartRow] = []
    for number, value in enumerate(correction.new):
        own_key = f"{key}.{number}"
        setting = Setting.of_part(whole, own_key if number else whole.task_id, own_key)
        task, own = rows_of_task(draft, value, setting, left)
        taken = {row.target_id for row in own if isinstance(row, TargetRow)}
        left = [row for row in left if not isinstance(row, TargetRow) or row.target_id not in taken]
        tasks.append(task)
        parts += own
    said = [meanings_of(draft, value) for value in correction.new]
    draft.take({whole.task_id})
    draft.insert(at, tasks)
    draft.add_parts(parts)
    for task, meant in zip(tasks, said, strict=True):
        draft.note_made(task.task_id, meant)


def join_tasks(draft: PlanDraft, correction: JoinTasks) -> None:
    """One task in the place of several, with the agencies, times and targets of all; its columns are those of
    the first. One that is read so now, and none of the others, is there."""
    text = text_of(correction.new)
    if (there := _joined_now(draft, correction, text)) is not None:
        draft.replace_task(confirmed(there))
        return
    tasks = [draft.task(place) for place in (correction.task, *correction.others)]
    if len({task.task_id for task in tasks}) < len(tasks):
        raise UnfitError
    first = tasks[0]
    spans: dict[Span, None] = dict.fromkeys(span for task in tasks for span in task.spans)
    nodes = dict.fromkeys(task.node for task in tasks if task.node)
    columns: dict[str, Any] = {
        "task_text": text,
        "items": items_of(text),
        "spans": tuple(spans),
        "node": _BETWEEN_NODES.join(nodes) or None,
        "corrected": True,
        "confidence": 1.0,
    }
    joined = first.model_copy(update=columns)
    parts = _each_once(draft, tasks, first.task_id)
    at = draft.index(correction.task)
    before = {task.task_id for task in draft.tasks[:at]}
    draft.take({task.task_id for task in tasks})
    draft.insert(sum(task.task_id in before for task in draft.tasks), [joined])
    draft.add_parts(parts)


def accept_task(draft: PlanDraft, correction: AcceptTask) -> None:
    """A task that is right, with what was seen of all that belongs to it."""
    task = draft.task(correction.task)
    if correction.seen is None:
        confirm(draft, task)
        return
    seen = meanings_seen(correction.seen)
    draft.replace_task(confirmed(task))
    for row in draft.belongings(task.task_id):
        if (type(row), *meaning(row)) in seen:
            draft.replace_part(row, [confirmed(row)])


def confirm(draft: PlanDraft, task: TaskRow) -> None:
    """Somebody found a task right, with all that belongs to it."""
    draft.replace_task(confirmed(task))
    for row in draft.belongings(task.task_id):
        draft.replace_part(row, [confirmed(row)])


def _each_once(draft: PlanDraft, tasks: Sequence[TaskRow], task_id: str) -> list[PartRow]:
    """What belongs to any of several tasks, as that of one."""
    once: dict[tuple[object, ...], PartRow] = {}
    for task in tasks:
        for row in draft.belongings(task.task_id):
            once.setdefault((type(row), *meaning(row)), row)
    changed = {"task_id": task_id, "confidence": 1.0, "corrected": True}
    return [row.model_copy(update=changed) for row in once.values()]


def _read_now(draft: PlanDraft, value: TaskValue, before: TaskRow | None) -> TaskRow | None:
    """The task with the words and headings of one that is to be added; not the one before it, nor one that
    stands elsewhere."""
    wanted = name_of(value)
    for task, name in zip(draft.tasks, draft.names(), strict=True):
        if task is before or name != wanted:
            continue
        if value.spans and task.spans and not _meet(value.spans, task.spans):
            continue
        if value.node and task.node and value.node != task.node:
            continue
        return task
    return None


def _run_of(names: Sequence[Name], among: Sequence[Name]) -> int | None:
    """Where tasks of these names stand in a row; None where they do not."""
    wanted = list(names)
    starts = range(len(among) - len(wanted) + 1)
    return next((at for at in starts if among[at : at + len(wanted)] == wanted), None)


def _joined_now(draft: PlanDraft, correction: JoinTasks, text: str) -> TaskRow | None:
    """The task with the words of several, where none of the others is there."""
    words = normal_text(text)
    same = [t for t, name in zip(draft.tasks, draft.names(), strict=True) if name[0] == words]
    if len(same) != 1:
        return None
    first, *others = (_found(draft, place) for place in (correction.task, *correction.others))
    return same[0] if first in (None, same[0]) and not any(others) else None


def _found(draft: PlanDraft, place: TaskPlace) -> TaskRow | None:
    """The task that a place names; None where there is none."""
    try:
        return draft.task(place)
    except (UnfitError, DisagreesError):
        return None


def _confirm(draft: PlanDraft, tasks: Sequence[TaskRow], values: Sequence[TaskValue]) -> None:
    """Tasks that are there as a reviewer would have made them. UnfitError where something else belongs to
    them, DisagreesError where an earlier correction made them so; what others changed since then stays."""
    for task, value in zip(tasks, values, strict=True):
        said = meanings_of(draft, value)
        made_with = draft.made_with(task.task_id)
        if made_with is not None and said != made_with:
            raise DisagreesError
        if made_with is None and said != meanings(draft.belongings(task.task_id)):
            raise UnfitError
    for task in tasks:
        if draft.made_with(task.task_id) is None:
            confirm(draft, task)


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether rectangles of both lie over one another."""
    return any(
        a.page == b.page and a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1
        for a in one
        for b in other
    )
