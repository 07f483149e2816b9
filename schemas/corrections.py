"""What reviewers say of plans that were read: the form of a review file, and of the dataset `corrections`.

A correction names what it is about by content, never by an ordinal: the plan by its key, the task by its
words and where they stand, the value by what it was. So it outlives another reading of the plan, and is never
applied to a row that says something else.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.findings import Comparator, DeadlineKind, Direction
from schemas.folding import normal_text
from schemas.layout import Span
from schemas.rows import IndexCode, MaybeText, ReformArea, Text, Year

FORM: Final = 1
"""The number of the review file's form."""

Action = Literal["change", "add", "remove", "split", "join", "accept", "mark", "finish"]
TextField = Literal["task_text", "row_number", "product", "funding", "note"]
DocumentField = Literal[
    "title",
    "symbol",
    "issue_date",
    "issue_place",
    "signer_name",
    "signer_title",
    "period_start_year",
    "period_end_year",
    "province",
    "district",
    "commune",
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class TaskPlace(_Part):
    """Which task of a plan: by its words, by what stands above it, and, where several are alike in both, by
    its place among them."""

    task_text: Text = Field(description="The task's text in normal form (`schemas.folding.normal_text`).")
    above: str = Field(
        default="",
        description="Its headings, then its topics, in normal form, joined by ' › '; empty where none.",
    )
    nth: int = Field(default=1, ge=1, description="Which of the tasks alike it is, in reading order, from 1.")
    alike: int = Field(
        default=1, ge=1, description="How many tasks of the plan have these words and headings."
    )


class AgencyValue(_Part):
    """An agency of a task; `agency_id` where the reviewer chose one from the registry."""

    agency_text: Text
    agency_id: MaybeText = None


class DeadlineValue(_Part):
    """A time of a task. Without a kind, kehoach reads the text; what it cannot read is refused."""

    deadline_text: Text
    kind: DeadlineKind | None = None
    start_date: date | None = None
    due_date: date | None = None
    recurrence: MaybeText = None


class TargetValue(_Part):
    """A thing to be reached. Where nothing but the text is given, kehoach reads the text."""

    target_text: Text
    index: IndexCode | None = None
    comparator: Comparator | None = None
    direction: Direction | None = None
    value: float | None = None
    unit: MaybeText = None


class TaskValue(_Part):
    """A task with all that belongs to it, as it is added, or as one part of a task that is split."""

    task_text: Text
    row_number: MaybeText = None
    heading_path: tuple[Text, ...] = ()
    topics: tuple[Text, ...] = ()
    indices: tuple[IndexCode, ...] = ()
    reform_area: ReformArea | None = None
    product: MaybeText = None
    funding: MaybeText = None
    note: MaybeText = None
    leads: tuple[AgencyValue, ...] = ()
    coordinates: tuple[AgencyValue, ...] = ()
    deadlines: tuple[DeadlineValue, ...] = ()
    targets: tuple[TargetValue, ...] = ()
    spans: tuple[Span, ...] = ()
    node: MaybeText = None


class _Correction(_Part):
    plan_key: MaybeText = Field(
        default=None,
        description="The key of the document it is about where that is an annex in a file of its own; else "
        "the review file's.",
    )
    why: MaybeText = Field(default=None, description="The reviewer's reason, or note.")


class ChangeText(_Correction):
    """Another text in a column of a task; `new` null empties it (never of `task_text`)."""

    action: Literal["change"] = "change"
    field: TextField
    task: TaskPlace
    old: MaybeText
    new: MaybeText


class ChangeArea(_Correction):
    """Another reform area of a task."""

    action: Literal["change"] = "change"
    field: Literal["reform_area"] = "reform_area"
    task: TaskPlace
    old: ReformArea | None
    new: ReformArea | None


class ChangeIndices(_Correction):
    """Other indices of a task."""

    action: Literal["change"] = "change"
    field: Literal["indices"] = "indices"
    task: TaskPlace
    old: tuple[IndexCode, ...]
    new: tuple[IndexCode, ...]


class ChangeAgency(_Correction):
    """An agency of a task: another one, one more (`old` null), or one less (`new` null)."""

    action: Literal["change"] = "change"
    field: Literal["lead", "coordinate"]
    task: TaskPlace
    old: AgencyValue | None
    new: AgencyValue | None


class ChangeDeadline(_Correction):
    """A time of a task: another one, one more (`old` null), or one less (`new` null)."""

    action: Literal["change"] = "change"
    field: Literal["deadline"] = "deadline"
    task: TaskPlace
    old: DeadlineValue | None
    new: DeadlineValue | None


class ChangeTarget(_Correction):
    """A target: another one, one more (`old` null), or one less (`new` null); without a task it stands
    outside tasks."""

    action: Literal["change"] = "change"
    field: Literal["target"] = "target"
    task: TaskPlace | None
    old: TargetValue | None
    new: TargetValue | None


class ChangeDocument(_Correction):
    """Another value in a column of the plan's `documents` row."""

    action: Literal["change"] = "change"
    field: DocumentField
    old: Year | MaybeText = Field(description="A day as ISO text.")
    new: Year | MaybeText


class AddTask(_Correction):
    """A task that was not read; `after`: the task that it follows, null for the first."""

    action: Literal["add"] = "add"
    after: TaskPlace | None
    new: TaskValue


class RemoveTask(_Correction):
    """No task: it leaves with all that belongs to it."""

    action: Literal["remove"] = "remove"
    task: TaskPlace


class SplitTask(_Correction):
    """Several tasks that were read as one, in order; each part says all that belongs to it."""

    action: Literal["split"] = "split"
    task: TaskPlace
    new: tuple[TaskValue, ...] = Field(min_length=2)


class JoinTasks(_Correction):
    """One task that was read as several: `task` and the `others` behind it. `new` is its text; it has the
    agencies, times and targets of all, each once."""

    action: Literal["join"] = "join"
    task: TaskPlace
    others: tuple[TaskPlace, ...] = Field(min_length=1)
    new: Text


class SeenTask(_Part):
    """The agencies, times and targets of a task as a reviewer saw them, with all that is read of them."""

    leads: tuple[Text, ...] = ()
    coordinates: tuple[Text, ...] = ()
    deadlines: tuple[DeadlineValue, ...] = ()
    targets: tuple[TargetValue, ...] = ()


class AcceptTask(_Correction):
    """A task that was looked at and is right. What another reading finds in it later was not looked at:
    only what was `seen` is accepted with it; without `seen`, all that belongs to the task."""

    action: Literal["accept"] = "accept"
    task: TaskPlace
    seen: SeenTask | None = None


class MarkTask(_Correction):
    """A task that somebody is to look at again; `why` says what puzzles."""

    action: Literal["mark"] = "mark"
    task: TaskPlace


class FinishPlan(_Correction):
    """The whole plan was reviewed: what is stored of it now is right, and nothing is missing."""

    action: Literal["finish"] = "finish"


Change = (
    ChangeText | ChangeArea | ChangeIndices | ChangeAgency | ChangeDeadline | ChangeTarget | ChangeDocument
)
Correction = Annotated[
    Annotated[Change, Field(discriminator="field")]
    | AddTask
    | RemoveTask
    | SplitTask
    | JoinTasks
    | AcceptTask
    | MarkTask
    | FinishPlan,
    Field(discriminator="action"),
]


class ReviewFile(_Part):
    """What a reviewer saved of one plan: the file that the review page downloads and `kehoach correct`
    takes."""

    form: Literal[1] = FORM
    plan_key: Text
    plan_label: MaybeText = Field(
        default=None, description="What people call the plan; for who reads the file."
    )
    who: Text
    saved_at: datetime
    corrections: tuple[Correction, ...] = Field(description="In the order in which they were made.")


class CorrectionRow(BaseModel):
    """One row per correction that somebody made, and per task that somebody found right or marked."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    correction_id: Text = Field(description="The correction's key, from its content, who made it and when.")
    plan_key: Text = Field(description="The plan, as `documents.plan_key` names it.")
    who: Text = Field(description="Who made it.")
    made_at: datetime = Field(description="When (UTC).")
    action: Action = Field(
        description="change, add, remove, split, join: what is done; accept: a task that is right; mark: one "
        "to look at again; finish: the whole plan was reviewed."
    )
    field: MaybeText = Field(
        default=None,
        description="What is changed: a column of tasks or documents, or lead, coordinate, deadline, target.",
    )
    task_text: MaybeText = Field(
        default=None,
        description="The task in normal form; null where it is about none. Of add: the one before.",
    )
    above: MaybeText = Field(
        default=None, description="The task's headings and topics in normal form, joined by ' › '."
    )
    nth: int | None = Field(default=None, ge=1, description="Which of the tasks alike it is, from 1.")
    alike: int | None = Field(default=None, ge=1, description="How many tasks of the plan were alike.")
    old: MaybeText = Field(
        default=None,
        description="What was there: the text, or the value as JSON; null for nothing. Of accept: what was "
        "seen.",
    )
    new: MaybeText = Field(
        default=None, description="What is there now: the text, or the value as JSON; null for nothing."
    )
    why: MaybeText = Field(default=None, description="The reviewer's reason, or note.")
    undone_at: datetime | None = Field(
        default=None, description="When it was taken back (UTC); null while it counts."
    )
    undone_by: MaybeText = Field(default=None, description="Who took it back.")


_ABOVE: Final = " › "


def task_places(tasks: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> list[TaskPlace]:
    """How corrections name the tasks of one document: `tasks` are all of them in reading order, each as its
    text, its `heading_path` and its `topics`."""
    named = [
        (normal_text(text), _ABOVE.join(map(normal_text, (*headings, *topics))))
        for text, headings, topics in tasks
    ]
    alike = Counter(named)
    met: Counter[tuple[str, str]] = Counter()
    places = []
    for name in named:
        met[name] += 1
        text, above = name
        places.append(TaskPlace(task_text=text, above=above, nth=met[name], alike=alike[name]))
    return places
