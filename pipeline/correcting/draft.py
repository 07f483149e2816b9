"""A plan while corrections are applied to it, one after the other."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from schemas.corrections import TaskPlace, task_places
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
        self._parts: list[PartRow] = [*plan.assignments, *plan.deadlines, *plan.targets]
        self._now: dict[TaskPlace, str] | None = None
        # How tasks were named before earlier corrections: None where one made other tasks of it.
        self._before: dict[TaskPlace, str | None] = {}
        self._removed: set[TaskPlace] = set()
        self._changed: dict[tuple[str, str, str], str | None] = {}
        self._made: dict[str, frozenset[object]] = {}
        self._tasks_moved = False
        self._parts_moved = False

    def records(self) -> PlanRecords:
        """The plan as it is now, its rows in reading order."""
        if self._tasks_moved:
            self.tasks = [
                task if task.ordinal == at else task.model_copy(update={"ordinal": at})
                for at, task in enumerate(self.tasks, 1)
            ]
        parts = self._parts_in_order() if self._tasks_moved or self._parts_moved else self._parts
        return PlanRecords(
            self.document,
            sections=list(self._plan.sections),
            tasks=list(self.tasks),
            assignments=[row for row in parts if isinstance(row, AssignmentRow)],
            deadlines=[row for row in parts if isinstance(row, DeadlineRow)],
            targets=[row for row in parts if isinstance(row, TargetRow)],
            references=list(self._plan.references),
            diagnostics=list(self._plan.diagnostics),
        )

    def index(self, place: TaskPlace) -> int:
        """Where the task that a place names stands among the tasks.

        A task goes by the words that it has now, and by those that it had before earlier corrections: a
        reviewer may not know of these. Where the words are those of one task alone, its headings may be read
        otherwise. UnfitError where there is no such task, DisagreesError where a correction took it away.
        """
        now = self._places()
        task_id = now.get(place)
        if task_id is None and place in self._before:
            task_id = self._before[place]
            if task_id is None:
                raise DisagreesError
        if task_id is None and place.alike == 1:
            same = [found for named, found in now.items() if named.task_text == place.task_text]
            task_id = same[0] if len(same) == 1 else None
        if task_id is None:
            raise UnfitError
        return self._index_of(task_id)

    def task(self, place: TaskPlace) -> TaskRow:
        """The task that a place names; errors as of `index`."""
        return self.tasks[self.index(place)]

    def replace_task(self, row: TaskRow) -> None:
        """The same task with other values."""
        at = self._index_of(row.task_id)
        if row.task_text != self.tasks[at].task_text:
            self._note_names()
        self.tasks[at] = row

    def insert(self, at: int, rows: Sequence[TaskRow]) -> None:
        """Tasks more, before the one that stands at this place."""
        self._note_names()
        self.tasks[at:at] = rows
        self._tasks_moved = True

    def take(self, task_ids: Collection[str], *, removed: bool = False) -> None:
        """Tasks less, with what belongs to them; `removed` says that nothing comes in their place."""
        self._note_names()
        names = [place for place, task_id in self._before.items() if task_id in task_ids]
        self._before |= dict.fromkeys(names)
        if removed:
            self._removed.update(names)
        self.tasks = [task for task in self.tasks if task.task_id not in task_ids]
        self._parts = [row for row in self._parts if row.task_id not in task_ids]
        self._tasks_moved = True

    def was_removed(self, place: TaskPlace) -> bool:
        """Whether an earlier correction removed the task that a place named."""
        return place in self._removed

    def parts(self, kind: type[Part], task_id: str | None) -> list[Part]:
        """The agencies, times or targets of a task; of None the targets outside tasks."""
        return [row for row in self._parts if isinstance(row, kind) and row.task_id == task_id]

    def belongings(self, task_id: str) -> list[PartRow]:
        """All that belongs to a task."""
        return [row for row in self._parts if row.task_id == task_id]

    def all_parts(self, kind: type[Part]) -> list[Part]:
        """The agencies, times or targets of the whole plan."""
        return [row for row in self._parts if isinstance(row, kind)]

    def replace_parts(self, old: Sequence[PartRow], new: Sequence[PartRow]) -> None:
        """Put `new` where the first of `old` stands, behind all where `old` is empty; the rest of `old`
        goes."""
        gone = {id(row) for row in old}
        first = next((at for at, row in enumerate(self._parts) if id(row) in gone), len(self._parts))
        kept = [row for row in self._parts[first:] if id(row) not in gone]
        self._parts[first:] = [*new, *kept]
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

    def _places(self) -> dict[TaskPlace, str]:
        if self._now is None:
            places = task_places((task.task_text, task.heading_path, task.topics) for task in self.tasks)
            self._now = {place: task.task_id for place, task in zip(places, self.tasks, strict=True)}
        return self._now

    def _note_names(self) -> None:
        """Remember how the tasks are named, for they are about to be named otherwise."""
        self._before |= self._places()
        self._now = None

    def _parts_in_order(self) -> list[PartRow]:
        """The rows by the order of their tasks, who leads before who takes part, targets outside tasks at the
        end."""
        order = {task.task_id: at for at, task in enumerate(self.tasks)}

        def place(row: PartRow) -> tuple[int, bool]:
            takes_part = isinstance(row, AssignmentRow) and row.role != "lead"
            return order.get(row.task_id or "", len(order)), takes_part

        return sorted(self._parts, key=place)
