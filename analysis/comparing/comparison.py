"""Two or more plans beside each other: the same work and what differs in it, what only one of them has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from analysis.comparing import deadlines, targets
from analysis.comparing.difference import Difference
from analysis.comparing.differences import differences
from analysis.comparing.plan_tasks import Body, Plan, PlanTask, plans_of
from analysis.corpus import Corpus
from analysis.matching import Choices, Match, match_plans
from analysis.plan_names import PlanName

# Grades of pairs that are sure enough to say what differs.
_SURE: Final = frozenset({"same", "part"})
MOST_CANDIDATES: Final = 3
"""Partners that are offered for a task without a sure one: the true one is among the first three in 83 % even
by similarity alone (RULES.md of the labelled pairs)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A task of A and one of B, how they were matched, and what differs (of candidates nothing is said)."""

    match: Match
    plan_a: Plan
    plan_b: Plan
    a: PlanTask
    b: PlanTask
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A plan, A, beside others, each a B."""

    first: Plan
    others: tuple[Plan, ...]
    matched: tuple[Pair, ...]

    @cached_property
    def sure(self) -> tuple[Pair, ...]:
        """The pairs that are the same work (`same`) or share a part of it (`part`), in A's reading order."""
        return tuple(pair for pair in self.matched if pair.match.grade in _SURE)

    @cached_property
    def offered(self) -> tuple[Pair, ...]:
        """For each task of A without a `same` in a plan the best candidates there, at most three, to choose
        from."""
        settled = {
            (pair.a.task_id, pair.plan_b.name.key) for pair in self.matched if pair.match.grade == "same"
        }
        open_pairs = [
            pair
            for pair in self.matched
            if pair.match.grade == "candidate" and (pair.a.task_id, pair.plan_b.name.key) not in settled
        ]
        taken: dict[tuple[str, str], int] = {}
        best = []
        for pair in open_pairs:
            key = (pair.a.task_id, pair.plan_b.name.key)
            taken[key] = taken.get(key, 0) + 1
            if taken[key] <= MOST_CANDIDATES:
                best.append(pair)
        return tuple(best)

    @cached_property
    def alone_in_a(self) -> tuple[PlanTask, ...]:
        """A's tasks that no other plan has, not even in part."""
        paired = {pair.a.task_id for pair in self.sure}
        return tuple(task for task in self.first.tasks if task.task_id not in paired)

    @cached_property
    def alone_in_b(self) -> tuple[tuple[Plan, PlanTask], ...]:
        """The tasks of the others that A does not have, not even in part."""
        paired = {pair.b.task_id for pair in self.sure}
        return tuple(
            (plan, task) for plan in self.others for task in plan.tasks if task.task_id not in paired
        )

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row per sure pair: both keys and ids, `grade`, `rank`, `score`, `reform_area` and
        `task_indices` (of A's task, else of B's), of both tasks text, lead, coordinate, deadline, target and
        product (`task_a`, `task_b`, `lead_a` …), and `differences` (list of text)."""
        return pairs_frame(self.sure)

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """One row per candidate of a task of A without a `same`, best first: the columns of `pairs`."""
        return pairs_frame(self.offered)

    @cached_property
    def only_a(self) -> pd.DataFrame:
        """One row per task that only A has: `plan_key`, `task_id`, `reform_area`, `task_indices`, `task`,
        `lead`, `coordinate`, `deadline`, `target`, `product`."""
        return tasks_frame((self.first, task) for task in self.alone_in_a)

    @cached_property
    def only_b(self) -> pd.DataFrame:
        """One row per task of the others that A does not have: the columns of `only_a`."""
        return tasks_frame(self.alone_in_b)

    @property
    def plan_pairs(self) -> list[tuple[str, str]]:
        """The keys of the plans that were matched, A first."""
        return [(self.first.name.key, other.name.key) for other in self.others]

    @cached_property
    def task_matches(self) -> pd.DataFrame:
        """One row per match of any grade: `plan_key_a`, `task_id_a`, `plan_key_b`, `task_id_b`, `grade`,
        `rank` (1: the best for that task of A), `score`, `differences` (list), `status` (null)."""
        return matches_frame(match_row(pair) for pair in self.matched)


def compare(corpus: Corpus, names: Sequence[PlanName], choices: Choices | None = None) -> Comparison:
    """The first plan beside each of the others; ValueError for fewer than two plans."""
    if len({name.key for name in names}) < len(names) or len(names) <= 1:
        raise ValueError("a comparison needs two plans or more, each once")
    first, *others = plans_of(corpus, names)
    matched = [pair for other in others for pair in pairs_between(corpus, first, other, choices)]
    return Comparison(first, tuple(others), tuple(matched))


def pairs_between(corpus: Corpus, a: Plan, b: Plan, choices: Choices | None = None) -> list[Pair]:
    """The matches of two plans with what differs, in A's reading order, best first."""
    return pairs_of(match_plans(corpus, a.name, b.name, choices), a, b)


def pairs_of(matches: Iterable[Match], a: Plan, b: Plan) -> list[Pair]:
    """The matches with their tasks and what differs, in A's reading order, best first."""
    tasks_a, tasks_b = a.by_id, b.by_id
    order = {task_id: at for at, task_id in enumerate(tasks_a)}
    found = []
    for match in sorted(matches, key=lambda match: (order[match.task_id_a], match.rank)):
        task_a, task_b = tasks_a[match.task_id_a], tasks_b[match.task_id_b]
        told = tuple(differences(task_a, task_b, a, b)) if match.grade in _SURE else ()
        found.append(Pair(match, a, b, task_a, task_b, told))
    return found


def pairs_frame(pairs: Iterable[Pair]) -> pd.DataFrame:
    """The frame `Comparison.pairs` of these pairs."""
    rows = [
        {
            **match_row(pair),
            "reform_area": pair.a.area or pair.b.area,
            "task_indices": list(pair.a.indices or pair.b.indices),
            **{f"{name}_a": value for name, value in said_of(pair.a).items()},
            **{f"{name}_b": value for name, value in said_of(pair.b).items()},
        }
        for pair in pairs
    ]
    told = list(said_of(PlanTask("", "")))
    columns = [
        *MATCH_COLUMNS[:-1],
        "reform_area",
        "task_indices",
        *(f"{name}_{side}" for side in "ab" for name in told),
    ]
    return pd.DataFrame(rows, columns=columns)


def tasks_frame(tasks: Iterable[tuple[Plan, PlanTask]]) -> pd.DataFrame:
    """The frame `Comparison.only_a` of these tasks."""
    rows = [
        {
            "plan_key": plan.name.key,
            "task_id": task.task_id,
            "reform_area": task.area,
            "task_indices": list(task.indices),
            **said_of(task),
        }
        for plan, task in tasks
    ]
    columns = ["plan_key", "task_id", "reform_area", "task_indices", *said_of(PlanTask("", ""))]
    return pd.DataFrame(rows, columns=columns)


MATCH_COLUMNS: Final = (
    "plan_key_a",
    "task_id_a",
    "plan_key_b",
    "task_id_b",
    "grade",
    "rank",
    "score",
    "differences",
    "status",
)
"""The columns of the dataset `task_matches`."""


def match_row(pair: Pair) -> dict[str, object]:
    """A pair as a row of `task_matches`, without a status."""
    return {
        "plan_key_a": pair.plan_a.name.key,
        "task_id_a": pair.a.task_id,
        "plan_key_b": pair.plan_b.name.key,
        "task_id_b": pair.b.task_id,
        "grade": pair.match.grade,
        "rank": pair.match.rank,
        "score": pair.match.score,
        "differences": [difference.code for difference in pair.differences],
    }


def matches_frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Rows of `task_matches` as a frame: rank a nullable integer, score a nullable number."""
    frame = pd.DataFrame(list(rows), columns=list(MATCH_COLUMNS))
    frame["rank"] = frame["rank"].astype("Int64")
    frame["score"] = frame["score"].astype("Float64")
    return frame


def said_of(task: PlanTask) -> dict[str, str | None]:
    """A task in words: task, lead, coordinate, deadline, target, product; None where it has none."""
    return {
        "task": task.text,
        "lead": names_of(task.leads) or None,
        "coordinate": names_of(task.coordinates) or None,
        "deadline": deadlines.said(task.times) or None,
        "target": targets.said(task.targets) or None,
        "product": task.product,
    }


def names_of(bodies: Iterable[Body]) -> str:
    """The names of bodies, each once."""
    return "; ".join(dict.fromkeys(body.name for body in bodies))
