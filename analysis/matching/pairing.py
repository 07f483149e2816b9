"""From how like tasks are to matches: one to one, with parts and candidates (rules of matching, 3 and 4)."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from analysis.matching.likeness import Likeness
from analysis.matching.match import Grade, Match
from analysis.matching.plan_reading import Floats, PlanReading

Pair = tuple[int, int]
"""The places of a task of A and of a task of B in their plans, from 0."""

Codes = npt.NDArray[np.int8]
Decided = Mapping[Pair, Grade | None]
"""The pairs that people have decided on; None: not a match at all."""

_GRADES: Final[tuple[Grade, ...]] = ("same", "part", "candidate")
_SAME, _PART, _CANDIDATE, _NONE = range(4)

# How much each part of the likeness tells. Logistic regression on six pairs of plans, on two and on the other
# four gives 4.7 to 6.3, 4.7 to 6.1, 1.7 to 1.9, -2.3 to -1.6: rounded, so that nothing is fitted to a pair.
_WHOLE: Final = 6.0
_CORE: Final = 6.0
_ACTION: Final = 2.0
_OTHER_AREA: Final = -2.0
# What these add up to where a pair is as likely the same task as not. From 5.25 to 6.25, F1 is the same
# within 0.02.
_BOUNDARY: Final = 5.8
# A task's partner is the best or nearly the best of both: of two that are nearly as good, one to one decides.
_NEARLY: Final = 0.25
# Two tasks share a part where one's first demand is this like a demand of the other, and the actions agree.
_SHARED: Final = 0.5
_AGREE: Final = 0.5
_CANDIDATES: Final = 3
# What one has of the other makes a pair worth looking at: with it, two more of 76 partners are among the
# first three. It does not make the pair the same: added to what decides, F1 is 0.02 lower.
_SHARING: Final = 1.0
# Pairs less sure than this have next to nothing in common: no candidates.
_NOTHING: Final = -5.0
# Of two equal texts the one at the like place of its plan is taken; far less than any difference that tells.
_PLACE: Final = 1e-6


def pair(a: PlanReading, b: PlanReading, like: Likeness, decided: Decided) -> list[Match]:
    """The matches of the tasks of A with those of B: in A's order, for each task the best first."""
    sure = _sureness(like, decided)
    if a.task_ids <= b.task_ids:
        same = _partners(sure, decided)
    else:  # of equally good ways the same one is taken, whichever plan is called A
        turned = {(column, row): grade for (row, column), grade in decided.items()}
        same = [(row, column) for column, row in _partners(sure.T, turned)]
    promise = sure + _SHARING * like.contained
    grades = _grades(sure, promise, like, same, decided)
    return _matches(a, b, grades, promise, _scores(sure))


def _sureness(like: Likeness, decided: Decided) -> Floats:
    """How sure it is that two tasks are the same: 0 as likely as not; infinite where people said so."""
    sure: Floats = (
        _WHOLE * like.whole
        + _CORE * like.core
        + _ACTION * like.action
        + _OTHER_AREA * like.other_area
        - _BOUNDARY
    )
    rows, columns = (np.linspace(0, 1, count) for count in sure.shape)
    sure -= _PLACE * np.abs(rows[:, None] - columns[None, :])
    for at, grade in decided.items():
        if grade is None:
            sure[at] = -np.inf
        elif grade == "same":
            sure[at] = np.inf
    return sure


def _partners(sure: Floats, decided: Decided) -> list[Pair]:
    """The pairs that are the same task: one to one, each nearly the best for the other."""
    chosen = [at for at, grade in decided.items() if grade == "same"]
    free = np.isfinite(sure)
    for row, column in chosen:
        free[row, :] = free[:, column] = False
    for at in decided:
        free[at] = False
    rest = np.where(free, sure, -np.inf)
    best = np.maximum(rest.max(axis=1)[:, None], rest.max(axis=0)[None, :])
    gain = np.where((rest > 0) & (rest >= best - _NEARLY), rest, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    found = zip(rows.tolist(), columns.tolist(), strict=True)
    return chosen + [at for at in found if gain[at] > 0]


def _grades(sure: Floats, promise: Floats, like: Likeness, same: Sequence[Pair], decided: Decided) -> Codes:
    """The grade of each pair, as its place in `_GRADES`.

    Two tasks share a part where they are like enough to be the same but others are liker, or where the first
    demand of one is a demand of the other. Of the others, each task of A has the three of most promise for
    candidates.
    """
    grades = np.full(sure.shape, _NONE, dtype=np.int8)
    shared = (like.contained >= _SHARED) & (like.action >= _AGREE) & (like.other_area == 0)
    grades[(sure > 0) | shared] = _PART
    for at, grade in decided.items():
        grades[at] = _PART if grade == "part" else _NONE
    for at in same:
        grades[at] = _SAME
    rest = np.where((grades == _NONE) & (sure > _NOTHING), promise, -np.inf)
    columns = np.argsort(-rest, axis=1, kind="stable")[:, :_CANDIDATES]
    rows = np.arange(len(rest))[:, None]
    grades[rows, columns] = np.where(np.isfinite(rest[rows, columns]), _CANDIDATE, grades[rows, columns])
    return grades


def _matches(a: PlanReading, b: PlanReading, grades: Codes, promise: Floats, scores: Floats) -> list[Match]:
    """The pairs with a grade: by task of A, its partner first, the others by their promise."""
    rows, columns = np.nonzero(grades != _NONE)
    found, score = grades[rows, columns], scores[rows, columns]
    order = np.lexsort((columns, -promise[rows, columns], found != _SAME, rows))
    first = np.searchsorted(rows[order], rows[order])
    return [
        Match(a.task_ids[row], b.task_ids[column], _GRADES[grade], rank, points)
        for row, column, grade, rank, points in zip(
            rows[order].tolist(),
            columns[order].tolist(),
            found[order].tolist(),
            (np.arange(len(order)) - first + 1).tolist(),
            score[order].tolist(),
            strict=True,
        )
    ]


def _scores(sure: Floats) -> Floats:
    """Sureness as a number from 0 to 1: 0.5 where it is as likely as not, 1 where people said so."""
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-sure)), dtype=np.float64)
