"""From how like tasks are to matches: one to one, with parts and candidates (rules of matching, 3 and 4)."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from analysis.matching.likeness import Likeness
from analysis.matching.match import Grade, Match
from analysis.matching.plan_reading import Floats, PlanReading

Pair = tuple[int, int]
"""The places of a task of A and of a task of B in their plans, from 0."""

Decided = Mapping[Pair, Grade | None]
"""The pairs that people have decided on; None: not a match at all."""

# How much each part of the likeness tells. Logistic regression on six pairs of plans, on two and on the other
# four gives 4.7 to 6.3, 4.7 to 6.1, 1.7 to 1.9 and -2.3 to -1.6: rounded, so that nothing is fitted to a pair.
_WHOLE: Final = 6.0
_CORE: Final = 6.0
_ACTION: Final = 2.0
_OTHER_AREA: Final = -2.0
# What these add up to where a pair is as likely the same task as not. From 5.25 to 6.25, F1 is the same within
# 0.02.
_BOUNDARY: Final = 5.8
# A task's partner is the best or nearly the best of both: of two that are nearly as good, one to one decides.
_NEARLY: Final = 0.25
# Two tasks share a part where one's first demand is this like a demand of the other, and the actions agree.
_SHARED: Final = 0.5
_AGREE: Final = 0.5
_CANDIDATES: Final = 3
# Beside this, two tasks have next to nothing in common: no candidate.
_NOTHING: Final = 0.01
# Of two equal texts the one at the like place of its plan is taken; far less than any difference that tells.
_PLACE: Final = 1e-6


def pair(a: PlanReading, b: PlanReading, like: Likeness, decided: Decided) -> list[Match]:
    """The matches of the tasks of A with those of B: in A's order, for each task the best first."""
    sure = _sureness(like, decided)
    if a.task_ids <= b.task_ids:
        same = _partners(sure, decided)
    else:  # of equally good ways the same one is taken, whichever plan is called A
        turned = {(column, row): grade for (row, column), grade in decided.items()}
        same = {row: column for column, row in _partners(sure.T, turned).items()}
    parts = _parts(sure, like, decided)
    scores = _scores(sure)
    return [
        match
        for row, task in enumerate(a.task_ids)
        for match in _of_task(row, task, b.task_ids, scores, same, parts, decided)
    ]


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


def _partners(sure: Floats, decided: Decided) -> dict[int, int]:
    """By task of A, the task of B that is the same: one to one, each nearly the best for the other."""
    chosen = [at for at, grade in decided.items() if grade == "same"]
    open_ = np.isfinite(sure)
    for row, column in chosen:
        open_[row, :] = open_[:, column] = False
    for at in decided:
        open_[at] = False
    finite = np.where(open_, sure, -np.inf)
    best = np.maximum(finite.max(axis=1)[:, None], finite.max(axis=0)[None, :])
    gain = np.where(open_ & (finite > 0) & (finite >= best - _NEARLY), finite, 0.0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    found = {
        int(row): int(column) for row, column in zip(rows, columns, strict=True) if gain[row, column] > 0
    }
    return found | dict(chosen)


def _parts(sure: Floats, like: Likeness, decided: Decided) -> npt.NDArray[np.bool_]:
    """Which pairs share a part: those like enough to be the same, of which others are liker; those of which
    one's first demand is a demand of the other."""
    shared = (like.contained >= _SHARED) & (like.action >= _AGREE) & (like.other_area == 0)
    parts = np.asarray((sure > 0) | shared, dtype=np.bool_)
    for at, grade in decided.items():
        parts[at] = grade == "part"
    return parts


def _scores(sure: Floats) -> Floats:
    """Sureness as a number from 0 to 1: 0.5 where it is as likely as not, 1 where people said so."""
    with np.errstate(over="ignore"):
        return np.asarray(1 / (1 + np.exp(-sure)), dtype=np.float64)


def _of_task(
    row: int,
    task: str,
    others: tuple[str, ...],
    scores: Floats,
    same: Mapping[int, int],
    parts: npt.NDArray[np.bool_],
    decided: Decided,
) -> list[Match]:
    """The matches of one task of A, best first: its partner, then parts and candidates by their score."""
    partner = same.get(row)
    found: list[tuple[int, Grade]] = [] if partner is None else [(partner, "same")]
    candidates = 0
    for column in map(int, np.argsort(-scores[row], kind="stable")):
        if column == partner or decided.get((row, column), "part") is None:
            continue
        if parts[row, column]:
            found.append((column, "part"))
        elif candidates < _CANDIDATES and scores[row, column] > _NOTHING:
            found.append((column, "candidate"))
            candidates += 1
    return [
        Match(task, others[column], grade, rank, float(scores[row, column]))
        for rank, (column, grade) in enumerate(found, start=1)
    ]
