"""Which tasks of two plans are the same task."""

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

import pandas as pd

from analysis.corpus import Corpus
from analysis.matching.choices import Choices
from analysis.matching.likeness import likeness
from analysis.matching.match import Grade, Match
from analysis.matching.one_wording import own_abbreviations
from analysis.matching.pairing import Pair, pair
from analysis.matching.plan_reading import Numbers, PlanReading, read_plan
from analysis.matching.task_reading import TaskText, read_task
from analysis.plan_names import PlanName
from schemas.folding import normal_text


def match_plans(corpus: Corpus, a: PlanName, b: PlanName, choices: Choices | None = None) -> list[Match]:
    """Which tasks of two plans of `corpus` are the same: for each task of A, in its order, its partner
    (`same`, one to one), tasks that share a part with it, and up to three candidates, the best first.

    Swapping A and B gives the same pairs called `same`. Decisions in `choices` count: `same` has score 1,
    `none` is not offered. What the same task is: object and kind of action agree; deadline, agency, numbers,
    cited documents and level of government do not count.
    """
    readings = _READINGS.get(corpus) or _READINGS.setdefault(corpus, _Readings(corpus))
    read_a, read_b = readings.of(a), readings.of(b)
    if not read_a.task_ids or not read_b.task_ids:
        return []
    decided = _decided(readings, a, b, choices) if choices else {}
    return pair(read_a, read_b, likeness(read_a, read_b), decided)


def match_texts(a: Sequence[TaskText], b: Sequence[TaskText]) -> list[Match]:
    """As `match_plans`, of tasks that are in no store."""
    words, areas = Numbers(), Numbers()
    if not a or not b:
        return []
    read_a, read_b = _read(a, words, areas), _read(b, words, areas)
    return pair(read_a, read_b, likeness(read_a, read_b), {})


class _Readings:
    """The plans of a corpus as they are compared, each read once."""

    def __init__(self, corpus: Corpus) -> None:
        self._texts = _texts_by_document(corpus.tasks, corpus.targets)
        self._words, self._areas = Numbers(), Numbers()
        self._read: dict[PlanName, PlanReading] = {}

    def texts(self, plan: PlanName) -> list[TaskText]:
        """The tasks of a plan, annexes behind it."""
        return [task for document in plan.document_ids for task in self._texts.get(document, ())]

    def of(self, plan: PlanName) -> PlanReading:
        """The reading of a plan."""
        if plan not in self._read:
            self._read[plan] = _read(self.texts(plan), self._words, self._areas)
        return self._read[plan]


_READINGS: WeakKeyDictionary[Corpus, _Readings] = WeakKeyDictionary()


def _read(tasks: Sequence[TaskText], words: Numbers, areas: Numbers) -> PlanReading:
    own = own_abbreviations(text for task in tasks for text in (task.text, *task.topics))
    return read_plan([read_task(task, own) for task in tasks], words, areas)


def _texts_by_document(tasks: pd.DataFrame, targets: pd.DataFrame) -> dict[str, list[TaskText]]:
    targets_of: dict[str, list[str]] = {}
    for task_id, text in zip(targets["task_id"], targets["target_text"], strict=True):
        targets_of.setdefault(task_id, []).append(text)
    found: dict[str, list[TaskText]] = {}
    columns = ["document_id", "task_id", "task_text", "topics", "reform_area"]
    for document, task_id, text, topics, area in tasks[columns].itertuples(index=False, name=None):
        targets_here = tuple(targets_of.get(task_id, ()))
        found.setdefault(document, []).append(
            TaskText(
                task_id, text or "", tuple(topics), targets_here, area if isinstance(area, str) else None
            )
        )
    return found


def _decided(readings: _Readings, a: PlanName, b: PlanName, choices: Choices) -> Mapping[Pair, Grade | None]:
    """The pairs that people have decided on. Of several pairs called the same for one task, which happens
    where a plan repeats a text, the first of the latest decision stays so; the others share a part."""
    places_a, places_b = _places(readings.texts(a)), _places(readings.texts(b))
    decided: dict[Pair, Grade | None] = {}
    rows: set[int] = set()
    columns: set[int] = set()
    for decision in reversed(choices.between(a.key, b.key)):
        for row in places_a.get(decision.task_text_a, ()):
            for column in places_b.get(decision.task_text_b, ()):
                grade: Grade | None = None if decision.grade == "none" else decision.grade
                if grade == "same" and (row in rows or column in columns):
                    grade = "part"
                elif grade == "same":
                    rows.add(row)
                    columns.add(column)
                decided[row, column] = grade
    return decided


def _places(tasks: Sequence[TaskText]) -> dict[str, list[int]]:
    """By normal text, the places of the tasks that have it."""
    found: dict[str, list[int]] = {}
    for place, task in enumerate(tasks):
        found.setdefault(normal_text(task.text), []).append(place)
    return found
