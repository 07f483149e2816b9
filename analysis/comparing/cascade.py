"""What a lower plan made of a higher one: taken up, changed, dropped, and what it adds of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, get_args

import pandas as pd

from analysis.comparing.comparison import Pair, match_row, matches_frame, pairs_between, said_of, tasks_frame
from analysis.comparing.demands import left_out, with_repeats
from analysis.comparing.difference import Difference
from analysis.comparing.falling import Issuer, falling_to, issuer_of
from analysis.comparing.parents import find_parent
from analysis.comparing.plan_tasks import Plan, PlanTask, Target, plans_of
from analysis.comparing.targets import aligned, target_differences
from analysis.corpus import Corpus
from analysis.matching import Choices
from analysis.plan_names import PlanName
from extractors.agencies import body_class
from extractors.agencies.counterparts import sorts_of

Status = Literal["taken_up", "changed", "dropped"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

# A task that shares but a part counts where it is at least as likely as not that the two are the same: of
# those below, one in five is right on the labelled pairs.
_LIKELY: Final = 0.5
# Bodies whose work a lower body hands to offices of its own.
_ADMINISTRATION: Final = frozenset({"government", "ministry", "department", "peoples_committee", "office"})


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a task of the parent: its pairs in the child, and what changed."""

    task: PlanTask
    status: Status
    pairs: tuple[Pair, ...]
    changes: tuple[Difference, ...]


@dataclass(frozen=True)
class Cascade:
    """A parent, A, and a child, B. `fates`: one per task of the parent that falls to the child, in order."""

    parent: Plan
    child: Plan
    matched: tuple[Pair, ...]
    fates: tuple[Fate, ...]

    @cached_property
    def new_tasks(self) -> tuple[PlanTask, ...]:
        """The child's tasks that the parent does not have, not even in part."""
        paired = {pair.b.task_id for pair in self.matched if pair.match.grade != "candidate"}
        return tuple(task for task in self.child.tasks if task.task_id not in paired)

    @cached_property
    def target_fates(self) -> tuple[tuple[Target, Status, tuple[Difference, ...]], ...]:
        """What became of the parent's targets outside tasks, beside all targets of the child."""
        others = all_targets(self.child)
        pairs, _only_a, _only_b = aligned(self.parent.own_targets, others)
        partner = dict(pairs)
        found: list[tuple[Target, Status, tuple[Difference, ...]]] = []
        for target in self.parent.own_targets:
            if target not in partner:
                found.append((target, "dropped", ()))
                continue
            moved = tuple(target_differences([target], [partner[target]]))
            found.append((target, "changed" if moved else "taken_up", moved))
        return tuple(found)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row per task of the parent that falls to the child: `task_id`, `status`, `task`, `lead`,
        `deadline`, `target`, `child_tasks` (list of task_id), `child_texts` (list), `changes` (list of
        text)."""
        rows = [
            {
                "task_id": fate.task.task_id,
                "status": fate.status,
                **{name: said_of(fate.task)[name] for name in ("task", "lead", "deadline", "target")},
                "child_tasks": [pair.b.task_id for pair in fate.pairs],
                "child_texts": [pair.b.text for pair in fate.pairs],
                "changes": [change.code for change in fate.changes],
            }
            for fate in self.fates
        ]
        columns = ["task_id", "status", "task", "lead", "deadline", "target"]
        return pd.DataFrame(rows, columns=[*columns, "child_tasks", "child_texts", "changes"])

    @cached_property
    def new(self) -> pd.DataFrame:
        """One row per task that only the child has: the columns of `Comparison.only_b`."""
        return tasks_frame((self.child, task) for task in self.new_tasks)

    @property
    def plan_pairs(self) -> list[tuple[str, str]]:
        """The keys of the plans that were matched, the parent first."""
        return [(self.parent.name.key, self.child.name.key)]

    @cached_property
    def task_matches(self) -> pd.DataFrame:
        """One row per match of any grade, and one without a task of the child (`task_id_b`, `grade`, `rank`
        and `score` null) per task that was dropped: the columns of `Comparison.task_matches`, the `status` of
        the parent's task in each of its rows, null for one that does not fall to the child. What differs is
        what changed."""
        status = {fate.task.task_id: fate.status for fate in self.fates}
        changes = {(p.a.task_id, p.b.task_id): fate for fate in self.fates for p in fate.pairs}
        rows = [
            {
                **match_row(pair),
                "status": status.get(pair.a.task_id),
                **_changes_of(changes.get((pair.a.task_id, pair.b.task_id))),
            }
            for pair in self.matched
        ]
        keys = {"plan_key_a": self.parent.name.key, "plan_key_b": self.child.name.key}
        dropped = [fate.task.task_id for fate in self.fates if fate.status == "dropped"]
        rows += [
            {**keys, "task_id_a": task_id, "differences": [], "status": "dropped"} for task_id in dropped
        ]
        return matches_frame(rows)


def cascade(
    corpus: Corpus, child: PlanName, parent: PlanName | None = None, choices: Choices | None = None
) -> Cascade:
    """What `child` made of `parent`, by default of the plan that it cites (`find_parent`, with its
    PlanNotFoundError)."""
    parent = parent or find_parent(corpus, child)
    if parent.key == child.key:
        raise ValueError("a plan is not its own parent")
    above, below = plans_of(corpus, [parent, child])
    head = corpus.plans[corpus.plans["document_id"] == child.document_ids[0]].iloc[0]
    matched = pairs_between(corpus, above, below, choices)
    return cascade_of(above, below, matched, issuer_of(head))


def cascade_of(parent: Plan, child: Plan, matched: Sequence[Pair], issuer: Issuer) -> Cascade:
    """The cascade by pairs that are matched already."""
    matched = with_repeats(_with_likely_parts(matched), parent)
    by_task: dict[str, list[Pair]] = {}
    for pair in matched:
        if pair.match.grade != "candidate":
            by_task.setdefault(pair.a.task_id, []).append(pair)
    fates = [_fate(task, by_task.get(task.task_id, []), issuer) for task in falling_to(issuer, parent.tasks)]
    return Cascade(parent, child, tuple(matched), tuple(fates))


def _with_likely_parts(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs, those that share a part but hardly anything else as candidates."""
    return [
        replace(pair, match=replace(pair.match, grade="candidate"), differences=())
        if pair.match.grade == "part" and pair.match.score < _LIKELY
        else pair
        for pair in pairs
    ]


def all_targets(plan: Plan) -> list[Target]:
    """The targets of a plan, those outside tasks first."""
    return [*plan.own_targets, *(target for task in plan.tasks for target in task.targets)]


def _fate(task: PlanTask, pairs: list[Pair], issuer: Issuer) -> Fate:
    """Taken up where nothing moved, changed where deadline, target, agency or scope did, dropped without a
    pair. The task that is the same tells, where there is one; else those that share a part, together, and so
    for a task of several items, each of which may have been taken up elsewhere."""
    if not pairs:
        return Fate(task, "dropped", (), ())
    same = [] if len(task.items) > 1 else [pair for pair in pairs if pair.match.grade == "same"]
    telling = same or pairs
    changes = [change for pair in telling for change in _moved(pair)]
    agency = _agency(task, telling, issuer)
    changes = [*changes, *_missing_targets(task, telling), *([agency] if agency else [])]
    changes += [Difference("scope", "missing", demand, "") for demand in left_out(task, _partners(pairs))]
    told = tuple(dict.fromkeys(changes))
    return Fate(task, "changed" if told else "taken_up", tuple(pairs), told)


def _moved(pair: Pair) -> list[Difference]:
    """The deadline and the targets that moved; of a task that shares but a part, targets of its own are no
    change."""
    return [
        found
        for found in pair.differences
        if found.aspect == "deadline"
        or (found.aspect == "target" and found.direction != "missing" and _is_of_pair(found, pair))
    ]


def _is_of_pair(found: Difference, pair: Pair) -> bool:
    return found.direction != "added" or pair.match.grade == "same"


def _missing_targets(task: PlanTask, pairs: Sequence[Pair]) -> list[Difference]:
    """The parent's targets that none of the child's tasks has."""
    others = [target for pair in pairs for target in pair.b.targets]
    _pairs, only_a, _only_b = aligned(task.targets, others)
    return [Difference("target", "missing", target.text, "") for target in only_a]


def _agency(task: PlanTask, pairs: Sequence[Pair], issuer: Issuer) -> Difference | None:
    """Whether another kind of body has it now, or lead and coordinate are swapped. What falls to a committee
    may be handed to its offices and communes: that is delegation."""
    led = [pair for pair in pairs if pair.b.leads]
    if not led or not task.leads or any(_is_handed_down(task, pair, issuer) for pair in led):
        return None
    first = led[0]
    found = [d for d in first.differences if d.aspect in {"lead", "role"} and d.direction != "other_level"]
    return found[0] if found else None


def _is_handed_down(task: PlanTask, pair: Pair, issuer: Issuer) -> bool:
    """Whether the child's task is led by a body of its own where the parent's is the administration's."""
    if not any(issuer.has(body) for body in pair.b.leads):
        return False
    return any(issuer.bears(body) or _is_administration(body.kind or "") for body in task.leads)


def _is_administration(kind: str) -> bool:
    return body_class(kind) in _ADMINISTRATION or bool(sorts_of(kind) & {"administration", "localities"})


def _partners(pairs: Iterable[Pair]) -> list[PlanTask]:
    return [pair.b for pair in pairs]


def _changes_of(fate: Fate | None) -> dict[str, object]:
    return {"differences": [change.code for change in fate.changes]} if fate is not None else {}
