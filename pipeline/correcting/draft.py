"""A plan while corrections are applied to it, one after the other."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.correcting.names import Name, TaskNames
from schemas.corrections import TaskPlace
from schemas.folding import normal_text
from schemas.rows import AssignmentRow, DeadlineRow, PlanRecords, TargetRow, TaskRow

PartRow = AssignmentRow | DeadlineRow | TargetRow
"""A row that belongs to a task, or a target that stands outside tasks."""
Part = TypeVar("Part", AssignmentRow, DeadlineRow, TargetRow)


class UnfitError(ValueError):
    """A correction names what is not there."""


class DisagreesError(ValueError):
    """An earlier correction in force made something else of what a correction is about."""


class PlanDraft:
    """The rows of a plan as the corrections so far leave them.

    Who changes them builds all new rows first, so that a correction is applied whole or not at all.
    """

    def __init__(self, plan: PlanRecords) -> None:
        self._plan = plan
        self.document = plan.document
        self.tasks = list(plan.tasks)
        self._names = TaskNames(plan.tasks)
        self._parts: dict[str | None, list[PartRow]] = {}
        parts: list[PartRow] = [*plan.assignments, *plan.deadlines, *plan.targets]
        for row in parts:
            self._parts.setdefault(row.task_id, []).append(row)
        self._changed: dict[tuple[str, str, str], str | None] = {}
        self._made: dict[str, frozenset[object]] = {}
        self._tasks_moved = False
        self._parts_moved = False

    def records(self) -> PlanRecords:
        """The plan as it is now, its rows in reading order."""
        records = replace(self._plan, document=self.document, tasks=list(self.tasks))
        if self._tasks_moved:
            records.tasks = [
                task if task.ordinal == at else task.model_copy(update={"ordinal": at})
                for at, task in enumerate(self.tasks, 1)
            ]
        if self._tasks_moved or self._parts_moved:
            parts = self._parts_in_order()
            records.assignments = [row for row in parts if isinstance(row, AssignmentRow)]
            records.deadlines = [row for row in parts if isinstance(row, DeadlineRow)]
            records.targets = [row for row in parts if isinstance(row, TargetRow)]
        return records

    def index(self, place: TaskPlace) -> int:
        """Where the task that a place names stands among the tasks.

        A task goes by the words that it has now, and by those that it had before earlier corrections: a
        reviewer may not know of these. Where the words are those of one task alone, its headings may be read
        otherwise. UnfitError where there is no such task, DisagreesError where a correction took it away.
        """
        try:
            task_id = self._names.find(place)
        except LookupError:
            raise UnfitError from None
        if task_id is None:
            raise DisagreesError
        return self._index_of(task_id)

    def names(self) -> list[Name]:
        """How the tasks are named, in their order."""
        return [self._names.of(task) for task in self.tasks]

    def task(self, place: TaskPlace) -> TaskRow:
        """The task that a place names; errors as of `index`."""
        return self.tasks[self.index(place)]

    def replace_task(self, row: TaskRow) -> None:
        """The same task with other values."""
        at = self._index_of(row.task_id)
        before, self.tasks[at] = self.tasks[at], row
        if row.task_text != before.task_text:
            self._names.rename(row, self.tasks)

    def insert(self, at: int, rows: Sequence[TaskRow]) -> None:
        """Tasks more, before the one that stands at this place."""
        self.tasks[at:at] = rows
        self._names.add(rows, self.tasks)
        self._tasks_moved = True

    def take(self, task_ids: Collection[str], *, removed: bool = False) -> None:
        """Tasks less, with what belongs to them; `removed` says that nothing comes in their place."""
        self._names.take(task_ids, removed=removed)
        self.tasks = [task for task in self.tasks if task.task_id not in task_ids]
        for task_id in task_ids:
            self._parts.pop(task_id, None)
        self._tasks_moved = True

    def was_removed(self, place: TaskPlace) -> bool:
        """Whether an earlier correction removed the task that a place named."""
        return self._names.was_removed(place)

    def parts(self, kind: type[Part], task_id: str | None) -> list[Part]:
        """The agencies, times or targets of a task; of None the targets outside tasks."""
        return [row for row in self._parts.get(task_id, ()) if isinstance(row, kind)]

    def belongings(self, task_id: str) -> list[PartRow]:
        """All that belongs to a task."""
        return list(self._parts.get(task_id, ()))

    def agencies(self) -> Iterator[AssignmentRow]:
        """The agencies of the whole plan."""
        return (row for rows in self._parts.values() for row in rows if isinstance(row, AssignmentRow))

    def replace_part(self, old: PartRow, new: Sequence[PartRow]) -> None:
        """Put rows of the same task where one stands."""
        rows = self._parts[old.task_id]
        at = next(at for at, row in enumerate(rows) if row is old)
        rows[at : at + 1] = new
        self._parts_moved = True

    def add_parts(self, new: Iterable[PartRow]) -> None:
        """Rows more, behind those of their tasks."""
        for row in new:
            self._parts.setdefault(row.task_id, []).append(row)
            self._parts_moved = True

    def note_change(self, subject: str, field: str, old: str | None, new: str | None) -> None:
        """Remember what a correction made of a value of the task or document with this key."""
        self._changed[subject, field, normal_text(old or "")] = new

    def was_changed(self, subject: str, field: str, old: str | None) -> bool:
        """Whether an earlier correction made another value of this one."""
        return self._changed.get((subject, field, normal_text(old or ""))) is not None

    def misfit(self, subject: str, field: str, old: str | None) -> ValueError:
        """What is wrong where `old` is not there: an earlier correction changed it, or it never was."""
        changed = (subject, field, normal_text(old or "")) in self._changed
        return DisagreesError() if changed else UnfitError()

    def note_made(self, task_id: str, meaning: Iterable[object]) -> None:
        """Remember that a correction made this task, and what it said belongs to it."""
        self._made[task_id] = frozenset(meaning)

    def made_with(self, task_id: str) -> frozenset[object] | None:
        """What the correction that made a task said belongs to it; None where none made it."""
        return self._made.get(task_id)

    def _index_of(self, task_id: str) -> int:
        return next(at for at, task in enumerate(self.tasks) if task.task_id == task_id)

    def _parts_in_order(self) -> list[PartRow]:
        """The rows by the order of their tasks, who leads before who takes part, targets outside tasks at the
        end."""
        rows = [row for task in self.tasks for row in self._parts.get(task.task_id, ())]
        rows += self._parts.get(None, ())
        order = {task.task_id: at for at, task in enumerate(self.tasks)}

        def place(row: PartRow) -> tuple[int, bool]:
            takes_part = isinstance(row, AssignmentRow) and row.role != "lead"
            return order.get(row.task_id or "", len(order)), takes_part

        return sorted(rows, key=place)
