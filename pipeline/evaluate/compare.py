"""One plan against its labels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.evaluate.figures import Figures
from pipeline.evaluate.labels import Labels, TaskLabel
from pipeline.evaluate.likeness import (
    SAME_PATH,
    SAME_RECORD,
    SAME_TARGET,
    SAME_TITLE,
    alike,
    iso,
    labelled_targets,
    pair_tasks,
    squash,
    target_key,
    target_likeness,
)
from pipeline.evaluate.right_rows import ROLES, agencies_of, deadlines_of, right_rows, time_key
from pipeline.evaluate.stored import RowDict, StoredPlan

# What is compared; labels and datasets may say more.
METADATA: Final = (
    "document_type",
    "number",
    "symbol",
    "issuer",
    "issuer_level",
    "province",
    "district",
    "commune",
    "issue_place",
    "issue_date",
    "issue_year",
    "issue_month",
    "title",
    "period_start_year",
    "period_end_year",
    "indices",
    "signer_name",
    "signer_title",
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that differs: what is measured, where, what the label says and what was found."""

    measure: str
    where: str
    wanted: Any
    found: Any


@dataclass(slots=True)
class Evaluation:
    """The figures of one plan and every disagreement behind them."""

    figures: Figures = field(default_factory=Figures)
    disagreements: list[Disagreement] = field(default_factory=list)

    def check(self, measure: str, where: str, wanted: Any, found: Any, *, right: bool) -> None:
        """Count a yes or no; a no is told."""
        self.figures[measure].check(right)
        if not right:
            self.disagreements.append(Disagreement(measure, where, wanted, found))


def evaluate_document(labels: Labels, plan: StoredPlan) -> Evaluation:
    """Compare a stored plan with its labels. A field of a task that was not found counts as missed, one of a
    task that no label has as wrong."""
    evaluation = Evaluation()
    pairs = pair_tasks(labels, [task["task_text"] for task in plan.tasks])
    right = [
        _compare_task(evaluation, label, _Found(plan, pairs.get(i))) for i, label in enumerate(labels.tasks)
    ]
    _count_tables(evaluation, labels.tasks, right)
    _count_unlabelled(evaluation, plan, set(pairs.values()))
    evaluation.figures["task"].right = len(pairs)
    evaluation.figures["task"].missed = len(labels.tasks) - len(pairs)
    evaluation.figures["task"].wrong = len(plan.tasks) - len(pairs)
    _compare_targets(evaluation, labels, plan)
    for name, right_of in right_rows(labels, plan).items():
        for row, is_right in zip(getattr(plan, name), right_of, strict=True):
            evaluation.figures.judge(name, row["confidence"], right=is_right)
    _compare_metadata(evaluation, labels, plan.document)
    wanted = sorted({squash(symbol) for symbol in labels.references})
    found = sorted({squash(row["symbol"]) for row in plan.references if row["symbol"]})
    evaluation.figures["reference"].compare(wanted, found)
    if wanted != found:
        evaluation.disagreements.append(Disagreement("reference", "", wanted, found))
    return evaluation


class _Found:
    """A stored task with the keys by which it is compared; empty where no task stands for the label."""

    def __init__(self, plan: StoredPlan, index: int | None) -> None:
        self.row: RowDict | None = None if index is None else plan.tasks[index]
        task_id = self.row["task_id"] if self.row else None
        self.agencies: list[tuple[str, ...]] = sorted(
            (row["role"], squash(row["agency_text"]))
            for row in plan.assignments
            if row["task_id"] == task_id and row["role"] in ROLES
        )
        self.deadlines: list[tuple[str, ...]] = sorted(
            time_key(row) for row in plan.deadlines if row["task_id"] == task_id
        )


def _compare_task(evaluation: Evaluation, label: TaskLabel, found: _Found) -> bool:
    """Count one label; returns whether the whole record is right."""
    _compare_context(evaluation, label, found.row)
    where = label.text[:80]
    agencies, deadlines = sorted(agencies_of(label)), sorted(deadlines_of(label))
    evaluation.figures["agency"].compare(agencies, found.agencies)
    evaluation.figures["deadline"].compare(deadlines, found.deadlines)
    row = found.row
    if row is None:
        evaluation.disagreements.append(Disagreement("task", where, label.text, None))
    else:
        for measure, wanted, got in (
            ("agency", agencies, found.agencies),
            ("deadline", deadlines, found.deadlines),
        ):
            if wanted != got:
                evaluation.disagreements.append(Disagreement(measure, where, wanted, got))
    text = row is not None and alike(label.text, row["task_text"], SAME_RECORD)
    right = text and agencies == found.agencies and deadlines == found.deadlines
    evaluation.figures["record"].check(right)
    if row is not None and not text:
        evaluation.disagreements.append(Disagreement("record", where, label.text, row["task_text"]))
    return right


def _compare_context(evaluation: Evaluation, label: TaskLabel, row: RowDict | None) -> None:
    """Count what stands around one label: headings and topics, indices, reform area."""
    where = label.text[:80]
    path = row is not None and alike("".join(label.heading_path), "".join(row["heading_path"]), SAME_PATH)
    topics = row is not None and alike("".join(label.topics), "".join(row["topics"]), SAME_PATH)
    context = (row["heading_path"], row["topics"]) if row else None
    evaluation.check("context", where, (label.heading_path, label.topics), context, right=path and topics)
    codes = sorted(row["indices"]) if row else None
    same = codes is not None and set(codes) == set(label.indices)
    evaluation.check("index", where, sorted(label.indices), codes, right=same)
    if label.says_area:
        area = row["reform_area"] if row else None
        same = row is not None and area == label.reform_area
        evaluation.check("area", where, label.reform_area, area, right=same)


def _count_tables(evaluation: Evaluation, labels: Sequence[TaskLabel], right: Sequence[bool]) -> None:
    """Whole rows and whole tables: a row is the run of tasks with one number and topics, a table the run of
    such tasks."""
    tables: list[list[bool]] = []
    last: tuple[str | None, tuple[str, ...]] | None = None
    for label, ok in zip(labels, right, strict=True):
        row = (label.row, tuple(label.topics))
        if row == (None, ()):
            last = None
            continue
        if last is None:
            tables.append([])
        if row == last:
            tables[-1][-1] = tables[-1][-1] and ok
        else:
            tables[-1].append(ok)
        last = row
    for rows in tables:
        for ok in rows:
            evaluation.figures["rows"].check(ok)
        evaluation.figures["tables"].check(all(rows))


def _count_unlabelled(evaluation: Evaluation, plan: StoredPlan, paired: set[int]) -> None:
    for index, task in enumerate(plan.tasks):
        if index in paired:
            continue
        found = _Found(plan, index)
        evaluation.figures["agency"].wrong += len(found.agencies)
        evaluation.figures["deadline"].wrong += len(found.deadlines)
        evaluation.disagreements.append(
            Disagreement("task", f"task {task['ordinal']}", None, task["task_text"][:80])
        )


def _compare_targets(evaluation: Evaluation, labels: Labels, plan: StoredPlan) -> None:
    tally = evaluation.figures["target"]
    left = [(target_key(row), row["target_text"]) for row in plan.targets]
    for label in labelled_targets(labels):
        key = target_key(label)
        # The most alike as a whole; a clause that lies within the other is no more than let through.
        best = max(
            (n for n, (found, _) in enumerate(left) if found == key),
            key=lambda n: fuzz.ratio(squash(label["text"]), squash(left[n][1])),
            default=None,
        )
        if best is not None and target_likeness(label["text"], left[best][1]) >= SAME_TARGET:
            del left[best]
            tally.right += 1
        else:
            tally.missed += 1
            evaluation.disagreements.append(Disagreement("target", label["text"][:80], key, None))
    tally.wrong += len(left)
    for key, text in left:
        evaluation.disagreements.append(Disagreement("target", text[:80], None, key))


def _compare_metadata(evaluation: Evaluation, labels: Labels, document: RowDict) -> None:
    for name in METADATA:
        if name not in labels.document:
            continue
        wanted, found = labels.document[name], document.get(name)
        if name == "indices":
            right = set(wanted or []) == set(found or [])
        elif name == "issue_date":
            right = iso(wanted) == iso(found)
        elif name == "title":
            right = alike(wanted, found, SAME_TITLE)
        else:
            right = squash(wanted) == squash(found)
        evaluation.check("metadata", name, wanted, found, right=right)
