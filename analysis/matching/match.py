"""What a match of two tasks is."""

from dataclasses import dataclass
from typing import Literal

Grade = Literal["same", "part", "candidate"]


@dataclass(frozen=True, slots=True)
class Match:
    """Two tasks of two plans that are the same work, share a part of it, or may be the same.

    `rank` counts the partners of the task of A from the best, 1, over all grades. `score` is from 0 to 1,
    higher is surer, 0.5 as likely the same as not; scores compare within a pair of plans.
    """

    task_id_a: str
    task_id_b: str
    grade: Grade
    rank: int
    score: float
