"""The tasks of a document while corrections are made one after the other: each names a task as the earlier
ones left it."""

from collections.abc import Iterable, Sequence

from schemas.corrections import TaskPlace, task_places


class TaskOrder:
    """The tasks of one document, each by a name that stays."""

    def __init__(self, tasks: Iterable[tuple[str, str, Sequence[str], Sequence[str]]]) -> None:
        """`tasks`: in reading order, each as its name, its text, its headings and its topics."""
        self._said: dict[str, tuple[str, str]] = {}
        self._order: list[str] = []
        for name, text, headings, topics in tasks:
            self._said[name] = _said(text, headings, topics)
            self._order.append(name)
        self._alike: dict[tuple[str, str], list[str]] | None = None

    def place(self, name: str) -> TaskPlace:
        """How a correction that is made now names a task."""
        if self._alike is None:
            self._alike = {}
            for other in self._order:
                self._alike.setdefault(self._said[other], []).append(other)
        alike = self._alike[self._said[name]]
        text, above = self._said[name]
        return TaskPlace(task_text=text, above=above, nth=alike.index(name) + 1, alike=len(alike))

    def reword(self, name: str, text: str) -> None:
        """A task has another text from now on."""
        self._said[name] = (_said(text, (), ())[0], self._said[name][1])
        self._alike = None

    def insert(
        self, name: str, after: str | None, text: str, headings: Sequence[str], topics: Sequence[str]
    ) -> None:
        """A task more from now on, behind another one, or before all."""
        self._said[name] = _said(text, headings, topics)
        self._order.insert(0 if after is None else self._order.index(after) + 1, name)
        self._alike = None

    def remove(self, name: str) -> None:
        """A task less from now on."""
        self._order.remove(name)
        self._alike = None


def _said(text: str, headings: Sequence[str], topics: Sequence[str]) -> tuple[str, str]:
    """A task's words and what stands above it, as places name them."""
    (place,) = task_places([(text, headings, topics)])
    return place.task_text, place.above
