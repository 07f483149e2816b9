"""What reviewers said before of tasks as they stand now: that they are right, or to be looked at again."""

from collections.abc import Iterable
from typing import Final, Literal

from schemas.corrections import CorrectionRow, TaskPlace
from schemas.folding import normal_text

Judgement = Literal["accept", "mark"]

_Judged = tuple[Judgement, str | None]
_JUDGEMENTS: Final[dict[str, Judgement]] = {"accept": "accept", "mark": "mark"}


class Judgements:
    """The judgements in force, the later one of two on the same task."""

    def __init__(self, corrections: Iterable[CorrectionRow] = ()) -> None:
        """`corrections`: rows of the dataset, also those that were taken back."""
        self._of_tasks: dict[tuple[str, TaskPlace], _Judged] = {}
        self._finished: set[str] = set()
        for row in sorted(corrections, key=lambda row: row.made_at):
            if row.undone_at is None:
                self._keep(row)

    def on(self, key: str, place: TaskPlace) -> _Judged | None:
        """What was said of this task of the document with this key; all tasks of a plan that somebody
        reviewed to its end are right."""
        whole: _Judged | None = ("accept", None) if self.is_finished(key) else None
        return self._of_tasks.get((key, place), whole)

    def is_finished(self, key: str) -> bool:
        """Whether somebody reviewed the document with this key to its end."""
        return key in self._finished

    def _keep(self, row: CorrectionRow) -> None:
        judgement = _JUDGEMENTS.get(row.action)
        if row.action == "finish":
            self._finished.add(row.plan_key)
        elif row.task_text is None:
            return
        elif judgement is not None:
            self._of_tasks[(row.plan_key, _place(row, row.task_text))] = judgement, row.why
        elif row.field == "task_text" and row.new:
            self._follow(row, row.task_text, row.new)

    def _follow(self, row: CorrectionRow, old: str, new: str) -> None:
        """A task that got another text after it was judged is called by that."""
        known = self._of_tasks.pop((row.plan_key, _place(row, old)), None)
        if known is not None:
            place = TaskPlace(task_text=normal_text(new), above=row.above or "")
            self._of_tasks[(row.plan_key, place)] = known


def _place(row: CorrectionRow, task_text: str) -> TaskPlace:
    return TaskPlace(task_text=task_text, above=row.above or "", nth=row.nth or 1, alike=row.alike or 1)
