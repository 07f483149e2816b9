"""Pairs of plans whose matches people labelled, and how well they are found."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.matching import Match
from analysis.matching.matching import match_texts
from analysis.matching.task_reading import TaskText
from tests.plans_at_hand import CORPUS, GOLD, records_of

FILES = sorted((GOLD / "matches").glob("*--*.json"))
Pair = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """Two plans; by the numbers of their tasks, the pairs that are surely the same task, and those that may
    be called so without being wrong: parts, and what readers doubt."""

    a: list[TaskText]
    b: list[TaskText]
    same: set[Pair]
    free: set[Pair]


@dataclass(frozen=True)
class Found:
    """How many pairs called the same are right and wrong, how many were to be found, for how many of these
    the partner is among the first three, and the share of right ones among the twenty surest."""

    right: int
    wrong: int
    wanted: int
    first_three: int
    surest: float


def read(file: Path) -> Labelled:
    """A file of labels with the tasks of its plans."""
    labels = json.loads(file.read_text(encoding="utf-8"))
    pairs = {(p["a"], p["b"]): p["grade"] == "same" and not p.get("doubt") for p in labels["pairs"]}
    return Labelled(
        _tasks(labels["a"]),
        _tasks(labels["b"]),
        {pair for pair, sure in pairs.items() if sure},
        {pair for pair, sure in pairs.items() if not sure},
    )


def found_in(pair: Labelled) -> Found:
    """How well the matches of a labelled pair of plans are found."""
    place = {task.task_id: number for tasks in (pair.a, pair.b) for number, task in enumerate(tasks, 1)}
    matches: dict[Pair, Match] = {
        (place[m.task_id_a], place[m.task_id_b]): m for m in match_texts(pair.a, pair.b)
    }
    called = [at for at, match in matches.items() if match.grade == "same"]
    surest = sorted(called, key=lambda at: -matches[at].score)[:20]
    return Found(
        right=len(pair.same.intersection(called)),
        wrong=len(set(called) - pair.same - pair.free),
        wanted=len(pair.same),
        first_three=sum(at in matches and matches[at].rank <= 3 for at in pair.same),
        surest=sum(at in pair.same | pair.free for at in surest) / max(1, len(surest)),
    )


def f1(found: Iterable[Found]) -> float:
    """F1 of the pairs called the same, over several pairs of plans."""
    several = list(found)
    right = sum(one.right for one in several)
    return 2 * right / max(1, right + sum(one.wrong + one.wanted for one in several))


def _tasks(slug: str) -> list[TaskText]:
    records = records_of(CORPUS / "seeds" / slug / "plan.docx")
    targets: dict[str, list[str]] = {}
    for target in records.targets:
        targets.setdefault(target.task_id or "", []).append(target.target_text)
    return [
        TaskText(
            task.task_id,
            task.task_text,
            tuple(task.topics),
            tuple(targets.get(task.task_id, ())),
            task.reform_area,
        )
        for task in records.tasks
    ]
