"""How the tasks of a plan are named while corrections change them."""

from collections.abc import Collection, Iterable, Sequence

from schemas.corrections import TaskPlace, TaskValue, task_places
from schemas.rows import TaskRow

Name = tuple[str, str]
"""A task's words and what stands above it, in normal form."""
_Key = tuple[Name, int, int]


class TaskNames:
    """The names of tasks, now and before earlier corrections; tasks alike are told apart by their order.

    Only what changes is named anew: a plan may have thousands of tasks and hundreds of corrections.
    """

    def __init__(self, tasks: Sequence[TaskRow]) -> None:
        self._of: dict[str, Name] = {task.task_id: name_of(task) for task in tasks}
        self._called: dict[Name, list[str]] = {}
        for task_id, name in self._of.items():
            self._called.setdefault(name, []).append(task_id)
        # None where a correction made other tasks of it.
        self._before: dict[_Key, str | None] = {}
        self._removed: set[_Key] = set()
        # How many tasks of a name there were before one of them was called otherwise, or left.
        self._most: dict[Name, int] = {}

    def find(self, place: TaskPlace) -> str | None:
        """The task that has, or had, this name; LookupError where none has. None where it was taken away, or
        where earlier corrections leave open which one is meant."""
        name = place.task_text, place.above
        called = self._called.get(name, [])
        if len(called) == place.alike and place.nth <= place.alike:
            return called[place.nth - 1]
        if (key := _key(place)) in self._before:
            # Who counts fewer alike than there were has seen some go, and not always those that went here.
            return self._before[key] if place.alike >= self._most[name] else None
        # Alone with its words then and now, it may stand under another heading.
        if place.alike == 1 and len(same := self._with_words(place.task_text)) == 1:
            return same[0]
        raise LookupError

    def of(self, task: TaskRow) -> Name:
        """How a task is named now."""
        return self._of[task.task_id]

    def was_removed(self, place: TaskPlace) -> bool:
        """Whether a correction removed the task that had this name."""
        return _key(place) in self._removed

    def rename(self, task: TaskRow, order: Sequence[TaskRow]) -> None:
        """A task has other words; `order`: all tasks."""
        self._forget({task.task_id})
        self._learn([task], order)

    def add(self, tasks: Sequence[TaskRow], order: Sequence[TaskRow]) -> None:
        """Tasks came; `order`: all tasks, they among them."""
        self._learn(tasks, order)

    def take(self, task_ids: Collection[str], *, removed: bool) -> None:
        """Tasks left; `removed`: nothing came in their place."""
        self._forget(task_ids)
        names = [key for key, task_id in self._before.items() if task_id in task_ids]
        self._before |= dict.fromkeys(names)
        if removed:
            self._removed.update(names)

    def _forget(self, task_ids: Collection[str]) -> None:
        names = {self._of.pop(task_id) for task_id in task_ids}
        for name in names:
            self._note(name)
            left = [task_id for task_id in self._called[name] if task_id not in task_ids]
            self._called[name] = left
            if not left:
                del self._called[name]

    def _learn(self, tasks: Iterable[TaskRow], order: Sequence[TaskRow]) -> None:
        for task in tasks:
            name = self._of[task.task_id] = name_of(task)
            self._note(name)
            called = {*self._called.get(name, []), task.task_id}
            self._called[name] = [other.task_id for other in order if other.task_id in called]

    def _note(self, name: Name) -> None:
        """Remember what the tasks of a name are called, for they are about to be called otherwise."""
        called = self._called.get(name, [])
        self._most[name] = max(len(called), self._most.get(name, 0))
        self._before |= {(name, nth, len(called)): task_id for nth, task_id in enumerate(called, 1)}

    def _with_words(self, words: str) -> list[str]:
        return [task_id for (text, _above), ids in self._called.items() if text == words for task_id in ids]


def name_of(task: TaskRow | TaskValue) -> Name:
    """How a task is named."""
    (place,) = task_places([(task.task_text, task.heading_path, task.topics)])
    return place.task_text, place.above


def _key(place: TaskPlace) -> _Key:
    return (place.task_text, place.above), place.nth, place.alike
