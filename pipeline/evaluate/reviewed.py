"""Plans that people reviewed to the end, as labels: what is stored of them is right, and is compared with
what was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from extractors.metadata import split_attached_key
from pipeline.evaluate.compare import METADATA
from pipeline.evaluate.labels import DeadlineLabel, Labels, TargetLabel, TaskLabel
from pipeline.evaluate.stored import RowDict, StoredPlan, load_plans
from pipeline.store import Store
from schemas.corrections import CorrectionRow


@dataclass(frozen=True, slots=True)
class ReviewedPlan:
    """A plan that was reviewed to the end: a name that its file's path holds, what is right for it, what was
    read of it, and how many corrections in force do not fit it, so that it may be stored wrong."""

    slug: str
    labels: Labels
    as_read: StoredPlan
    misfits: int


def reviewed_plans(store: Store) -> list[ReviewedPlan]:
    """The plans with a correction in force that finishes them, annexes in files of their own too, by name; of
    several forms the preferred one."""
    in_force = [row for row in store.corrections() if row.undone_at is None]
    finished = {row.plan_key for row in in_force if row.action == "finish"}
    plans = load_plans(store) if finished else []
    chosen = [plan for plan in plans if plan.document["preferred"] and _is_of(plan, finished)]
    read = store.as_read({plan.document["document_id"] for plan in chosen})
    misfits = _misfits(in_force, store)
    reviewed = [
        ReviewedPlan(
            slug,
            labels_of(plan),
            StoredPlan.of(read[plan.document["document_id"]]),
            misfits.get(_key(plan), 0),
        )
        for slug, plan in zip(_slugs(chosen), chosen, strict=True)
        if plan.document["document_id"] in read
    ]
    return sorted(reviewed, key=lambda plan: plan.slug)


def labels_of(plan: StoredPlan) -> Labels:
    """What is stored of a plan, in the form of labels (contract, section 6)."""
    return Labels(
        document={name: plan.document[name] for name in METADATA},
        tasks=[_task_label(task, plan) for task in plan.tasks],
        targets=[_target_label(row) for row in plan.targets if row["task_id"] is None],
        references=[row["symbol"] for row in plan.references if row["symbol"]],
    )


def _task_label(task: RowDict, plan: StoredPlan) -> TaskLabel:
    own = [row for row in plan.assignments if row["task_id"] == task["task_id"]]
    leads = [row for row in own if row["role"] == "lead"]
    return TaskLabel(
        row=task["row_number"],
        heading_path=list(task["heading_path"]),
        topics=list(task["topics"]),
        text=task["task_text"],
        lead=[row["agency_text"] for row in leads],
        coordinate=[row["agency_text"] for row in own if row["role"] == "coordinate"],
        lead_inherited=any(row["inherited"] for row in leads),
        deadlines=[
            DeadlineLabel(
                text=row["deadline_text"],
                kind=row["kind"],
                start=row["start_date"],
                due=row["due_date"],
                recurrence=row["recurrence"],
            )
            for row in plan.deadlines
            if row["task_id"] == task["task_id"]
        ],
        targets=[_target_label(row) for row in plan.targets if row["task_id"] == task["task_id"]],
        indices=list(task["indices"]),
        note=task["note"],
        reform_area=task["reform_area"],
    )


def _target_label(row: RowDict) -> TargetLabel:
    names = ("comparator", "direction", "value", "unit")
    return TargetLabel(text=row["target_text"], **{name: row[name] for name in names})


def _key(plan: StoredPlan) -> str:
    """How corrections name a plan."""
    return str(plan.document["plan_key"] or plan.document["document_id"])


def _is_of(plan: StoredPlan, finished: set[str]) -> bool:
    """Whether a document was reviewed to the end, by itself or with the plan that it is an annex of."""
    attached = split_attached_key(_key(plan))
    return _key(plan) in finished or (attached is not None and attached[0] in finished)


def _misfits(in_force: Sequence[CorrectionRow], store: Store) -> dict[str, int]:
    """How many corrections of each plan do not fit it, or disagree."""
    states = store.correction_states()
    found: dict[str, int] = {}
    for row in in_force:
        if states.get(row.correction_id) in ("unfit", "disagrees"):
            found[row.plan_key] = found.get(row.plan_key, 0) + 1
    return found


def _slugs(plans: Sequence[StoredPlan]) -> list[str]:
    """Names by which `find_plan` finds each plan: its file's without the ending where no other path holds it,
    else with it, else with a number."""
    uris = [plan.document["source_uri"] for plan in plans]
    slugs: list[str] = []
    for uri in uris:
        file = PurePosixPath(uri)
        alone = (name for name in (file.stem, file.name) if sum(name in other for other in uris) == 1)
        slug = next(alone, file.stem)
        number = sum(slug == other or other.startswith(f"{slug}.") for other in slugs)
        slugs.append(f"{slug}.{number + 1}" if number else slug)
    return slugs
