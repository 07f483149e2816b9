"""What a review page holds of a plan: the form of the data that its script reads.

Pages are counted from 1 as in spans; coordinates are points from the page's top left. Grades stand for
confidence: a reader is never shown a raw score.
"""

from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from analysis.grades import Grade
from analysis.judgements import Judgement
from schemas.corrections import TaskPlace
from schemas.findings import Comparator, DeadlineKind, Direction
from schemas.rows import PageSource, Severity

Rectangle = tuple[int, float, float, float, float]
"""A page, then x0, y0, x1, y1."""

WITHOUT_RECORD: Final = frozenset(
    {"text_without_task", "row_without_task", "table_without_tasks", "part_without_tasks", "residue"}
)
"""The diagnostics about text that became no record."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Placed(_Part):
    """Something with a place: on pages, in the document's XML, or at neither."""

    spans: tuple[Rectangle, ...] = ()
    node: str | None = None


class Found(Placed):
    """Something that was found; `corrected`: a reviewer has been here before."""

    grade: Grade = "sure"
    corrected: bool = False


class Agency(Found):
    """An agency of a task."""

    agency_text: str
    agency_id: str | None = None
    inherited: bool = False


class Deadline(Found):
    """A time of a task."""

    deadline_text: str
    kind: DeadlineKind
    start_date: date | None = None
    due_date: date | None = None
    recurrence: str | None = None


class Target(Found):
    """A thing to be reached."""

    target_text: str
    index: str | None = None
    comparator: Comparator | None = None
    direction: Direction | None = None
    value: float | None = None
    unit: str | None = None


class Task(Found):
    """A task with all that belongs to it. `place` is how corrections name it; `worst` the lowest grade of it
    and its parts; `doubts` the numbers of the warnings that stand where it stands; `judged` what a reviewer
    said of it before, and `why`."""

    document: int
    place: TaskPlace
    row_number: str | None
    heading_path: tuple[str, ...]
    topics: tuple[str, ...]
    task_text: str
    indices: tuple[str, ...]
    reform_area: str | None
    product: str | None
    funding: str | None
    note: str | None
    worst: Grade
    doubts: tuple[int, ...] = ()
    judged: Judgement | None = None
    why: str | None = None
    leads: tuple[Agency, ...] = ()
    coordinates: tuple[Agency, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()


class LooseTarget(Target):
    """A target outside tasks; `judged` right where its plan was reviewed to the end."""

    document: int
    judged: Judgement | None = None


class Note(Placed):
    """A warning or remark about how a document was read."""

    document: int
    severity: Severity
    code: str
    message: str


class LooseText(Placed):
    """Text without a record. `kind`: the diagnostic that tells of it, or "section" for other text of the
    body; `after`: the number of the task that it follows in reading order, null for the first."""

    document: int
    kind: str
    text: str
    message: str | None = None
    after: int | None = None


class Document(_Part):
    """A document of the plan: itself, or an annex in a file of its own. `fields`: what of its `documents` row
    a reviewer may change."""

    document_id: str
    key: str
    label: str
    file: str
    page_source: PageSource | None
    corrected: bool
    fields: dict[str, str | int | None]


class PlanData(_Part):
    """All that a page shows of a plan but its pictures. `agencies`: the names known in the store, each with
    its id."""

    key: str
    label: str
    documents: tuple[Document, ...]
    tasks: tuple[Task, ...]
    targets: tuple[LooseTarget, ...]
    texts: tuple[LooseText, ...]
    notes: tuple[Note, ...]
    agencies: tuple[tuple[str, str], ...]

    def doubtful(self) -> int:
        """How many tasks are to be checked: those that nobody found right, marked or corrected yet."""
        return sum(
            (task.worst == "check" or bool(task.doubts)) and not (task.judged or task.corrected)
            for task in self.tasks
        )
