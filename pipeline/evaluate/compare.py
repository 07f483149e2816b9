"""One plan against its labels."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.evaluate.figures import Figures
from pipeline.evaluate.labels import Labels, TaskLabel
from pipeline.evaluate.stored import RowDict, StoredPlan

# How alike two texts must be (Indel similarity, per cent of letters and digits); set by the contract's
# measures.
SAME_TASK: Final = 85
SAME_PATH: Final = 90
SAME_RECORD: Final = 98
SAME_TITLE: Final = 95
SAME_TARGET: Final = 50
_PART_OF_TARGET: Final = 25  # a clause that lies within the other loses this much

# What is compared; labels and datasets may say more.
ROLES: Final = frozenset({"lead", "coordinate"})
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
        self.agencies: list[tuple[str, ...]] = []
        self.deadlines: list[tuple[str, ...]] = []
        self.confidences: dict[str, list[tuple[tuple[str, ...], float]]] = {"agency": [], "deadline": []}
        for row in plan.assignments:
            if row["task_id"] == task_id and row["role"] in ROLES:
                self.agencies.append((row["role"], squash(row["agency_text"])))
                self.confidences["agency"].append((self.agencies[-1], row["confidence"]))
        for row in plan.deadlines:
            if row["task_id"] == task_id:
                self.deadlines.append(
                    (
                        str(row["kind"]),
                        _iso(row["start_date"]),
                        _iso(row["due_date"]),
                        _rule(row["recurrence"]),
                    )
                )
                self.confidences["deadline"].append((self.deadlines[-1], row["confidence"]))
        self.agencies.sort()
        self.deadlines.sort()

    def judge(
        self, figures: Figures, agencies: Sequence[tuple[str, ...]], deadlines: Sequence[tuple[str, ...]]
    ) -> None:
        """Count the task, its agencies and deadlines in the bands of their confidence."""
        if self.row is None:
            return
        for name, wanted in (("agency", list(agencies)), ("deadline", list(deadlines))):
            for key, confidence in self.confidences[name]:
                right = key in wanted
                figures.judge(confidence, right=right)
                if right:
                    wanted.remove(key)


def _compare_task(evaluation: Evaluation, label: TaskLabel, found: _Found) -> bool:
    """Count one label; returns whether the whole record is right."""
    _compare_context(evaluation, label, found.row)
    where = label.text[:80]
    agencies = sorted(
        [("lead", squash(a)) for a in label.lead] + [("coordinate", squash(a)) for a in label.coordinate]
    )
    deadlines = sorted(
        (str(d.kind), _iso(d.start), _iso(d.due), _rule(d.recurrence)) for d in label.deadlines
    )
    found.judge(evaluation.figures, agencies, deadlines)
    if found.row is not None:
        evaluation.figures.judge(found.row["confidence"], right=True)
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
    text = row is not None and _alike(label.text, row["task_text"], SAME_RECORD)
    right = text and agencies == found.agencies and deadlines == found.deadlines
    evaluation.figures["record"].check(right)
    if row is not None and not text:
        evaluation.disagreements.append(Disagreement("record", where, label.text, row["task_text"]))
    return right


def _compare_context(evaluation: Evaluation, label: TaskLabel, row: RowDict | None) -> None:
    """Count what stands around one label: headings and topics, indices, reform area."""
    where = label.text[:80]
    path = row is not None and _alike("".join(label.heading_path), "".join(row["heading_path"]), SAME_PATH)
    topics = row is not None and _alike("".join(label.topics), "".join(row["topics"]), SAME_PATH)
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
        found.judge(evaluation.figures, [], [])
        evaluation.figures.judge(task["confidence"], right=False)
        evaluation.figures["agency"].wrong += len(found.agencies)
        evaluation.figures["deadline"].wrong += len(found.deadlines)
        evaluation.disagreements.append(
            Disagreement("task", f"task {task['ordinal']}", None, task["task_text"][:80])
        )


def pair_tasks(labels: Labels, texts: Sequence[str]) -> dict[int, int]:
    """Labels to found tasks by their texts, one to one: the most alike first, among equals those at near
    places."""
    wanted = [squash(task.text) for task in labels.tasks]
    found = [squash(text) for text in texts]
    scored: list[tuple[float, float, int, int]] = []
    for i, label in enumerate(wanted):
        for j, text in enumerate(found):
            score = fuzz.ratio(label, text, score_cutoff=SAME_TASK)
            if score >= SAME_TASK:
                scored.append((-score, abs(i / max(1, len(wanted)) - j / max(1, len(found))), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _compare_targets(evaluation: Evaluation, labels: Labels, plan: StoredPlan) -> None:
    tally = evaluation.figures["target"]
    left = [(_target_key(row), row["target_text"], row["confidence"]) for row in plan.targets]
    for label in _targets(labels):
        key = _target_key(label)
        # The most alike as a whole; a clause that lies within the other is no more than let through.
        best = max(
            (n for n, (found, _, _) in enumerate(left) if found == key),
            key=lambda n: fuzz.ratio(squash(label["text"]), squash(left[n][1])),
            default=None,
        )
        if best is not None and _target_likeness(label["text"], left[best][1]) >= SAME_TARGET:
            evaluation.figures.judge(left[best][2], right=True)
            del left[best]
            tally.right += 1
        else:
            tally.missed += 1
            evaluation.disagreements.append(Disagreement("target", label["text"][:80], key, None))
    tally.wrong += len(left)
    for key, text, confidence in left:
        evaluation.figures.judge(confidence, right=False)
        evaluation.disagreements.append(Disagreement("target", text[:80], None, key))


def _targets(labels: Labels) -> Iterator[dict[str, Any]]:
    for target in [*(t for task in labels.tasks for t in task.targets), *labels.targets]:
        yield target.model_dump()


def _target_key(target: dict[str, Any]) -> tuple[str | None, str | None, float | None, str]:
    """What must agree of a target; of the unit only whether it is a percentage, since a counted noun has no
    sharp end."""
    value = None if target["value"] is None else round(float(target["value"]), 4)
    percent = (target["unit"] or "").strip() in ("%", "percent", "phần trăm")
    unit = "" if value is None else ("%" if percent else "#")
    return target["comparator"], target["direction"], value, unit


def _target_likeness(label: str, text: str) -> float:
    a, b = squash(label), squash(text)
    return max(fuzz.ratio(a, b), fuzz.partial_ratio(a, b) - _PART_OF_TARGET)


def _compare_metadata(evaluation: Evaluation, labels: Labels, document: RowDict) -> None:
    for name in METADATA:
        if name not in labels.document:
            continue
        wanted, found = labels.document[name], document.get(name)
        if name == "indices":
            right = set(wanted or []) == set(found or [])
        elif name == "issue_date":
            right = _iso(wanted) == _iso(found)
        elif name == "title":
            right = _alike(wanted, found, SAME_TITLE)
        else:
            right = squash(wanted) == squash(found)
        evaluation.check("metadata", name, wanted, found, right=right)


def squash(text: Any) -> str:
    """Letters and digits only, NFC, case folded, "&" read as "và": what must agree for two texts to be the
    same."""
    plain = unicodedata.normalize("NFC", "" if text is None else str(text)).replace("&", " và ")
    return re.sub(r"[\W_]+", "", plain).casefold()


def _alike(a: Any, b: Any, floor: int) -> bool:
    return fuzz.ratio(squash(a), squash(b)) >= floor


def _iso(day: date | str | None) -> str:
    return "" if day is None else str(day)[:10]


def _rule(rule: str | None) -> str:
    """A recurrence rule's parts in a fixed order, the last day of one month by its number."""
    if not rule:
        return ""
    parts = dict(part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";"))
    month = parts.get("BYMONTH", "")
    if parts.get("BYMONTHDAY") == "-1" and month.isdigit():
        parts["BYMONTHDAY"] = "28" if month == "2" else ("30" if month in ("4", "6", "9", "11") else "31")
    return ";".join(f"{name}={parts[name]}" for name in sorted(parts))
