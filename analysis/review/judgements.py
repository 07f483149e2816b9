"""What reviewers said before of tasks as they stand now: that they are right, or to be looked at again."""

from collections.abc import Iterable
from typing import Final

from analysis.review.records import Judgement
from schemas.corrections import CorrectionRow, TaskPlace

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
        whole: _Judged | None = ("accept", None) if key in self._finished else None
        return self._of_tasks.get((key, place), whole)

    def _keep(self, row: CorrectionRow) -> None:
        judgement = _JUDGEMENTS.get(row.action)
        if row.action == "finish":
            self._finished.add(row.plan_key)
        elif judgement is not None and row.task_text is not None:
            place = TaskPlace(
                task_text=row.task_text, above=row.above or "", nth=row.nth or 1, alike=row.alike or 1
            )
            self._of_tasks[(row.plan_key, place)] = judgement, row.why
