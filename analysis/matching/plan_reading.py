"""The tasks of a plan as matrices of words: what two plans are compared by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from analysis.matching.actions import Action
from analysis.matching.task_reading import TaskReading
from analysis.matching.weighed_words import Weighed

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_ANY_AREA: Final = -1


class Numbers:
    """A number for each word, kind of actions or area, in the order they are first asked for."""

    def __init__(self) -> None:
        self._number: dict[object, int] = {}

    def __len__(self) -> int:
        return len(self._number)

    def of(self, value: object) -> int:
        """The number of `value`."""
        return self._number.setdefault(value, len(self._number))


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The tasks of a plan, in reading order.

    `whole` and `core` have one row per task, `demands` one per demand, those of task i from `starts[i]` on;
    their columns are the words of the `Numbers` they were read with. `areas` holds -1 where a task has none.
    """

    task_ids: tuple[str, ...]
    whole: sparse.csr_array
    core: sparse.csr_array
    demands: sparse.csr_array
    starts: Ints
    actions: tuple[frozenset[Action], ...]
    areas: Ints


def read_plan(tasks: Sequence[TaskReading], words: Numbers, areas: Numbers) -> PlanReading:
    """The matrices of a plan's tasks, words and areas numbered by `words` and `areas`."""
    counts = [len(task.demands) for task in tasks]
    return PlanReading(
        tuple(task.task_id for task in tasks),
        _matrix([task.whole for task in tasks], words),
        _matrix([task.core for task in tasks], words),
        _matrix([demand for task in tasks for demand in task.demands], words),
        np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
        tuple(task.actions for task in tasks),
        np.array([_ANY_AREA if task.area is None else areas.of(task.area) for task in tasks], dtype=np.int64),
    )


def _matrix(rows: Sequence[Weighed], words: Numbers) -> sparse.csr_array:
    columns = [words.of(word) for row in rows for word in row]
    values = [weight for row in rows for weight in row.values()]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return sparse.csr_array((values, columns, ends), shape=(len(rows), len(words)), dtype=np.float64)
