"""Labelled plans as the second opinion sees them: what it is asked about each of their records and whether
the labels say so too, and what else stands in them that a reader could take for a record and is none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz

from extractors.confidence import Kind, OwnNames, Place, SecondOpinion, Where
from extractors.confidence.deadline_features import deadline_features
from extractors.confidence.own_names import own_names
from extractors.confidence.target_features import target_features
from extractors.confidence.task_features import task_features
from extractors.deadlines import read_deadlines, times_in
from extractors.targets import quantities_in
from extractors.tasks import Heading, TaskDraft
from extractors.text.passages import passage_of
from pipeline.document import ingest_file
from pipeline.evaluate.labelled_passages import LabelledPassage, labelled_passages
from pipeline.evaluate.labels import Labels
from pipeline.evaluate.likeness import (
    SAME_TARGET,
    SAME_TASK,
    iso,
    labelled_targets,
    rule,
    squash,
    target_key,
    target_likeness,
)
from pipeline.evaluate.right_rows import deadlines_of, right_rows
from pipeline.evaluate.stored import StoredPlan
from schemas.findings import Deadline, Role, Target
from schemas.layout import Paragraph, Table
from schemas.plan import Node, Plan
from schemas.rows import PlanRecords

DATASET: Final[Mapping[Kind, str]] = {
    "tasks": "tasks",
    "agencies": "assignments",
    "deadlines": "deadlines",
    "targets": "targets",
}
# Cells that hold no time: what is read in them as one is none.
_TIMELESS: Final = ("product", "note", "funding")


@dataclass(frozen=True, slots=True)
class Example:
    """The features of something, and whether it is what a reader could take it for."""

    names: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class AgencyAsked:
    """`text[start:end]` as an agency in a role, and whether the labels say so too."""

    text: str
    place: Place
    start: int
    end: int
    role: Role
    right: bool


class Heard(SecondOpinion):
    """Writes down what an opinion is asked about, in the order of the rows, and is sure of all."""

    def __init__(self, plan: Plan, drafts: Sequence[TaskDraft]) -> None:
        super().__init__(plan, drafts, {})
        self.year: int | None = None
        self.tasks: list[tuple[str, ...]] = []
        self.agencies: list[tuple[str, Place, int, int, Role]] = []
        self.deadlines: list[tuple[str, ...]] = []
        self.times: set[tuple[str, int, int]] = set()
        self.targets: list[tuple[str, ...]] = []
        self.quantities: set[tuple[str, float | None]] = set()

    def of_task(self, draft: TaskDraft) -> float:
        """Write down an item."""
        self.tasks.append(task_features(draft))
        return 1.0

    def of_agency(self, text: str, place: Place, start: int, end: int, role: Role) -> None:
        """Write down an agency."""
        self.agencies.append((text, place, start, end, role))

    def of_deadline(self, text: str, deadline: Deadline, *, column: bool, year: int | None) -> float:
        """Write down a time."""
        self.deadlines.append(deadline_features(text, deadline, column=column, year=year))
        self.times.add((text, deadline.start, deadline.end))
        return 1.0

    def of_target(self, text: str, target: Target, where: Where, year: int | None) -> float:
        """Write down a quantity."""
        self.targets.append(target_features(text, target, where, year))
        self.quantities.add((text, target.value))
        return 1.0


@dataclass(slots=True)
class LabelledPlan:
    """A plan beside its labels: its own names and the passages that name who acts; the agencies, and the
    other records by kind, that the grammar read; and by kind what else could be taken for one."""

    slug: str
    path: Path
    labels: Labels
    own: OwnNames
    passages: Sequence[LabelledPassage]
    agencies: Sequence[AgencyAsked] = ()
    records: dict[Kind, list[Example]] = field(default_factory=dict)
    others: dict[Kind, list[Example]] = field(default_factory=dict)


def read_labelled(slug: str, labels: Labels, path: Path) -> LabelledPlan:
    """A plan's file beside its labels; of several documents in it that with most tasks. Raises `ValueError`
    where the file gives none."""
    heard: list[Heard] = []

    def listen(plan: Plan, drafts: Sequence[TaskDraft]) -> Heard:
        heard.append(Heard(plan, drafts))
        return heard[-1]

    documents = ingest_file(path, str(path), listen)
    if not heard:
        raise ValueError(f"{path} could not be read: {documents[0].document.reason}")
    records, said = max(zip(documents, heard, strict=True), key=lambda pair: len(pair[0].tasks))
    said.year = records.document.period_start_year or records.document.issue_year
    right = right_rows(labels, StoredPlan.of(records))
    found = LabelledPlan(
        slug, path, labels, own_names(said.plan, said.drafts), labelled_passages(labels, said.drafts)
    )
    asked: dict[Kind, list[tuple[str, ...]]] = {
        "tasks": said.tasks,
        "deadlines": said.deadlines,
        "targets": said.targets,
    }
    for kind, names in asked.items():
        found.records[kind] = [*map(Example, names, right[DATASET[kind]])]
    found.agencies = [
        AgencyAsked(*one, ok) for one, ok in zip(said.agencies, right["assignments"], strict=True)
    ]
    found.others["tasks"] = [*_other_items(labels, said, right["tasks"])]
    found.others["deadlines"] = [*_other_times(labels, said, records)]
    found.others["targets"] = [*_other_quantities(labels, said)]
    return found


def _other_items(labels: Labels, said: Heard, right: Sequence[bool]) -> Iterator[Example]:
    """Items, headings and cells that the grammar did not take for tasks."""
    wanted = [squash(task.text) for task in labels.tasks]
    own = {id(part.paragraph) for draft in said.drafts for part in draft.passage.slices}
    for draft in _items(said.plan, said.drafts):
        text = draft.passage.text
        if not text or any(id(part.paragraph) in own for part in draft.passage.slices):
            continue
        is_task = any(fuzz.ratio(squash(text), one, score_cutoff=SAME_TASK) for one in wanted)
        yield Example(task_features(draft), is_task)


def _items(plan: Plan, drafts: Sequence[TaskDraft]) -> Iterator[TaskDraft]:
    for root in plan.outlines():
        yield from _items_among(root, ())


def _items_among(nodes: Sequence[Node | Table], above: tuple[Heading, ...]) -> Iterator[TaskDraft]:
    for node in nodes:
        if isinstance(node, Table):
            for paragraph in _cell_paragraphs(node):
                yield TaskDraft(passage_of(paragraph), "table", above)
            continue
        passage = passage_of(node.paragraph, node.start)
        yield TaskDraft(passage, "prose", above, node=node)
        yield from _items_among(node.children, (*above, Heading(node.paragraph.text, passage, node)))


def _cell_paragraphs(table: Table) -> Iterator[Paragraph]:
    for cell in table.cells:
        yield from cell.paragraphs
        for inner in cell.tables:
            yield from _cell_paragraphs(inner)


def _other_times(labels: Labels, said: Heard, records: PlanRecords) -> Iterator[Example]:
    """Times in the texts of tasks, and in cells that hold none, that the grammar did not take for times of
    doing."""
    wanted = {squash(task.text): deadlines_of(task) for task in labels.tasks}
    for draft in said.drafts:
        text = draft.passage.text
        mine = wanted.get(squash(text))
        if mine is None:
            continue
        if not draft.fields.get("deadline"):
            for time in times_in(text, year=said.year):
                if (text, time.start, time.end) in said.times:
                    continue
                key = (time.kind, iso(time.start_date), iso(time.due_date), rule(time.recurrence))
                yield Example(deadline_features(text, time, column=False, year=said.year), key in mine)
        for passage in (p for name in _TIMELESS for p in draft.fields.get(name, ())):
            for time in read_deadlines(passage.text, year=said.year, column=True).deadlines:
                yield Example(deadline_features(passage.text, time, column=True, year=said.year), False)


def _other_quantities(labels: Labels, said: Heard) -> Iterator[Example]:
    """Quantities anywhere in the plan that the grammar did not take for targets."""
    wanted = [(target_key(one), one["text"]) for one in labelled_targets(labels)]
    for text, where in _texts(said):
        for quantity in quantities_in(text):
            if (text, quantity.value) in said.quantities:
                continue
            key = target_key(
                {
                    "comparator": quantity.comparator,
                    "direction": quantity.direction,
                    "value": quantity.value,
                    "unit": quantity.unit,
                }
            )
            right = any(
                key == other and target_likeness(clause, quantity.text) >= SAME_TARGET
                for other, clause in wanted
            )
            yield Example(target_features(text, quantity, where, said.year), right)


def _texts(said: Heard) -> Iterator[tuple[str, Where]]:
    """Each distinct text of a plan, and where it stands."""
    found: dict[str, Where] = {draft.passage.text: "task" for draft in said.drafts}
    for draft in said.drafts:
        for name, passages in draft.fields.items():
            for passage in passages:
                found.setdefault(passage.text, "column" if name == "target" else "task")
    for node in said.plan.nodes():
        found.setdefault(passage_of(node.paragraph, node.start).text, node.part)
    yield from found.items()
