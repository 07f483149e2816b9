"""What a task asks for, one by one: which demands are left out, and which tasks repeat one word for word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from analysis.comparing.comparison import Pair
from analysis.comparing.differences import differences
from analysis.comparing.plan_tasks import Plan, PlanTask
from extractors.text.folding import fold

# A demand is left out where the other tasks have fewer of its words than this share: that much any two
# demands have in common ("tổ chức thực hiện", "theo quy định"), so that only what plainly is not there is
# told.
_LEFT_OUT: Final = 1 / 4
# Words that a demand must have to be one, and to be known again where it is repeated.
_FEWEST_WORDS: Final = 4
_FEWEST_REPEATED: Final = 8
_WORD: Final = re.compile(r"\w+")
_CLAUSE_END: Final = re.compile(r"[;\n()]|\.\s")


def demands(task: PlanTask) -> list[str]:
    """The demands of a task: its items, else its sentences and clauses."""
    parts: Iterable[str] = task.items or _CLAUSE_END.split(task.text)
    return [part.strip() for part in parts if len(_words(part)) >= _FEWEST_WORDS]


def left_out(task: PlanTask, others: Iterable[PlanTask]) -> list[str]:
    """The demands of a task that none of the others has."""
    there = {word for other in others for word in _words(other.text)}
    return [demand for demand in demands(task) if _share(demand, there) < _LEFT_OUT]


def with_repeats(pairs: Sequence[Pair], plan: Plan) -> list[Pair]:
    """The pairs of `plan`, A, by task; a task without a sure one gets those of a task that says one of its
    demands word for word: of a repeated text, one is the same and the others share a part (RULES.md of the
    labelled pairs, point 3)."""
    by_task = {task_id: list(own) for task_id, own in groupby(pairs, lambda pair: pair.a.task_id)}
    sure = {
        task_id: [pair for pair in own if pair.match.grade != "candidate"] for task_id, own in by_task.items()
    }
    found = []
    for task in plan.tasks:
        own = by_task.get(task.task_id, [])
        repeated = [] if sure.get(task.task_id) else _partners_of_repeated(task, plan, sure)
        found += _ranked(task, repeated, own) if repeated else own
    return found


def _partners_of_repeated(task: PlanTask, plan: Plan, sure: dict[str, list[Pair]]) -> list[Pair]:
    """The sure pairs of the tasks of a plan that have a demand of `task` word for word, each partner once."""
    said = _known_again(task)
    found: dict[str, Pair] = {}
    for other in plan.tasks:
        if sure.get(other.task_id) and not said.isdisjoint(_known_again(other)):
            for pair in sure[other.task_id]:
                found.setdefault(pair.b.task_id, pair)
    return list(found.values())


def _ranked(task: PlanTask, repeated: Sequence[Pair], own: Sequence[Pair]) -> list[Pair]:
    """The partners of what a task repeats as parts of it, then its own candidates."""
    there = {pair.b.task_id for pair in repeated}
    shared = [
        Pair(
            replace(pair.match, task_id_a=task.task_id, grade="part"),
            pair.plan_a,
            pair.plan_b,
            task,
            pair.b,
            tuple(differences(task, pair.b, pair.plan_a, pair.plan_b)),
        )
        for pair in repeated
    ]
    whole = [*shared, *(pair for pair in own if pair.b.task_id not in there)]
    return [replace(pair, match=replace(pair.match, rank=rank)) for rank, pair in enumerate(whole, 1)]


def _known_again(task: PlanTask) -> set[tuple[str, ...]]:
    parts = (tuple(_words(part)) for part in _CLAUSE_END.split(task.text))
    return {words for words in parts if len(words) >= _FEWEST_REPEATED}


def _share(demand: str, there: set[str]) -> float:
    words = _words(demand)
    return sum(word in there for word in words) / len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
