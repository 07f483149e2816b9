"""Which stored rows of a plan its labels say too."""

from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz

from pipeline.evaluate.labels import Labels, TaskLabel
from pipeline.evaluate.likeness import (
    SAME_TARGET,
    iso,
    labelled_targets,
    pair_tasks,
    rule,
    squash,
    target_key,
    target_likeness,
)
from pipeline.evaluate.stored import RowDict, StoredPlan

# What is compared; labels and datasets may say more.
ROLES: Final = frozenset({"lead", "coordinate"})

Key = tuple[str, ...]


def right_rows(labels: Labels, plan: StoredPlan) -> Mapping[str, list[bool]]:
    """For each judged dataset whether each of its rows is right: a task that stands for a label, an agency or
    a time that the label of its task names, a target that stands for a label; each label counts once."""
    pairs = pair_tasks(labels, [task["task_text"] for task in plan.tasks])
    label_of = {plan.tasks[found]["task_id"]: labels.tasks[label] for label, found in pairs.items()}
    agencies = {task: agencies_of(label) for task, label in label_of.items()}
    deadlines = {task: deadlines_of(label) for task, label in label_of.items()}
    return {
        "tasks": [task["task_id"] in label_of for task in plan.tasks],
        "assignments": [
            _take(agencies.get(row["task_id"]), (row["role"], squash(row["agency_text"])))
            for row in plan.assignments
        ],
        "deadlines": [_take(deadlines.get(row["task_id"]), time_key(row)) for row in plan.deadlines],
        "targets": _right_targets(labels, plan),
    }


def agencies_of(label: TaskLabel) -> list[Key]:
    """The agencies that a label names, each with its role."""
    leads = [("lead", squash(name)) for name in label.lead]
    return [*leads, *(("coordinate", squash(name)) for name in label.coordinate)]


def deadlines_of(label: TaskLabel) -> list[Key]:
    """The times that a label names."""
    return [(str(d.kind), iso(d.start), iso(d.due), rule(d.recurrence)) for d in label.deadlines]


def time_key(row: RowDict) -> Key:
    """What must agree of a stored time."""
    return (str(row["kind"]), iso(row["start_date"]), iso(row["due_date"]), rule(row["recurrence"]))


def _take(wanted: list[Key] | None, found: Key) -> bool:
    """Whether a finding is among those wanted, which then want it no more."""
    if not wanted or found not in wanted:
        return False
    wanted.remove(found)
    return True


def _right_targets(labels: Labels, plan: StoredPlan) -> list[bool]:
    right = [False] * len(plan.targets)
    left = {at: (target_key(row), row["target_text"]) for at, row in enumerate(plan.targets)}
    for label in labelled_targets(labels):
        best = best_target(label, left)
        if best is not None:
            right[best] = True
            del left[best]
    return right


def best_target(label: RowDict, found: Mapping[int, tuple[object, str]]) -> int | None:
    """Which target stands for a label: of those with its quantity the most alike as a whole; a clause that
    lies within the other is no more than let through."""
    key = target_key(label)
    best = max(
        (at for at, (quantity, _) in found.items() if quantity == key),
        key=lambda at: fuzz.ratio(squash(label["text"]), squash(found[at][1])),
        default=None,
    )
    if best is None or target_likeness(label["text"], found[best][1]) < SAME_TARGET:
        return None
    return best
