"""What stood in the tracking sheets of a workbook when it was written: rows of a very hidden sheet, by which
`analysis.corrections` tells what people changed.

A row is its kind, its name, and its content: a text, or JSON cut into as many cells as it needs.

| kind | name | content |
|---|---|---|
| `kehoach` | the form's number | the version of kehoach that wrote the workbook |
| `column` | a column's key | its header |
| `area` | a reform area's code | its name, as it stands in the cells |
| `plan` | its number, as in the header of its sheet's hidden column | `PlanOriginal` |
| `heading` | the id of its bands | `HeadingOriginal` |
| `task` | the id of its row | `TaskOriginal` |
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

import pandas as pd
from pydantic import BaseModel, ConfigDict

from analysis.exports.excerpt import Excerpt
from analysis.exports.labels import Labels
from analysis.frames import as_date
from analysis.judgements import Judgements
from pipeline.version import PIPELINE_VERSION
from schemas.codes import REFORM_AREAS
from schemas.corrections import (
    AgencyValue,
    DeadlineValue,
    TargetValue,
    TaskPlace,
    TaskValue,
    task_places,
)
from schemas.rows import MaybeText, Text

FORM: Final = 1
"""The number of the hidden sheet's form."""

MARK: Final = "kehoach"
"""What its first cell says."""

ROW_ID: Final = "kehoach-id"
"""The header of the column of ids begins so; the number of the sheet's plan may follow."""

FIRST_AREA: Final = 2
"""The row (from 1) of the first reform area: the list from which cells choose."""

# A cell holds 32,767 units of UTF-16; a letter has at most two.
_PIECE: Final = 16_000
# What a workbook writes in a code of its own (ISO 29500-1, 18.4: "_x000D_"), or cannot hold; JSON has codes
# for it.
_CODED: Final = re.compile("_(?=x)|[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_DIGITS: Final = 12
# The columns that are kept as they are.
_OF_TASK: Final = ("task_text", "row_number", "reform_area", "product", "funding", "note")
_DAYS: Final = ("start_date", "due_date")
_OF_DEADLINE: Final = ("deadline_text", "kind", *_DAYS, "recurrence")
_SHOWN: Final = ["plan", "document_id", "number", "topics", "due", "basis"]
_OF_TARGET: Final = ("target_text", "index", "comparator", "direction", "value", "unit")


class _Original(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlanOriginal(_Original):
    """A plan of the workbook: its key, and what people call it."""

    plan_key: Text
    plan_label: Text


class HeadingOriginal(_Original):
    """A band: the headings down to it, and whose they are: the number of the plan, and the document's key."""

    plan: int
    document: Text
    heading_path: tuple[Text, ...]


class TaskOriginal(_Original):
    """A row: the plan's number, the document's key, and what stood in the row."""

    plan: int
    document: Text
    number: int
    """As it stood in the row; `value.row_number` is the plan's own."""
    value: TaskValue
    topics: MaybeText = None
    due: MaybeText = None
    basis: MaybeText = None
    """These three as the row showed them: they follow from other columns."""
    reviewed: bool = False
    review_remark: MaybeText = None
    """What a reviewer had said of the row before."""


class Originals:
    """The original of each row of the tracking sheets of some plans."""

    def __init__(self, chosen: Excerpt, tracked: pd.DataFrame) -> None:
        """`tracked`: the rows of `tracking` for `chosen`."""
        keys = _keys(chosen)
        self._plans = [PlanOriginal(plan_key=plan.key, plan_label=plan.label) for plan in chosen.plans]
        self.tasks = [
            TaskOriginal(
                plan=row["plan"],
                document=keys[row["document_id"]],
                number=row["number"],
                value=value,
                due=_day(row["due"]),
                **_present(row, "topics", "basis"),
            )
            for row, value in zip(tracked[_SHOWN].to_dict("records"), _values(chosen), strict=True)
        ]
        places = places_of(self.tasks)
        self.tasks = list(map(partial(_as_judged, Judgements(chosen.corpus.corrections)), self.tasks, places))
        self.task_ids = [task_id(key, place) for key, place in places]
        """The ids of the rows, in the order of `tracked`."""

    def rows(self, headers: Mapping[str, str], labels: Labels) -> Iterator[tuple[str, str, list[str]]]:
        """The rows of the hidden sheet; `headers`: by key, those of the tracking sheets."""
        yield MARK, str(FORM), [PIPELINE_VERSION]
        for code in REFORM_AREAS:
            yield "area", code, [str(labels.code("area", code))]
        for key, header in headers.items():
            yield "column", key, [header]
        for number, plan in enumerate(self._plans):
            yield "plan", str(number), _pieces(plan)
        for name, heading in self._headings().items():
            yield "heading", name, _pieces(heading)
        for name, task in zip(self.task_ids, self.tasks, strict=True):
            yield "task", name, _pieces(task)

    def _headings(self) -> dict[str, HeadingOriginal]:
        found: dict[str, HeadingOriginal] = {}
        for task in self.tasks:
            path = task.value.heading_path
            for depth in range(1, len(path) + 1):
                heading = HeadingOriginal(plan=task.plan, document=task.document, heading_path=path[:depth])
                found[heading_id(task.document, path[:depth])] = heading
        return found


def places_of(tasks: Iterable[TaskOriginal]) -> list[tuple[str, TaskPlace]]:
    """For each task the key of its document, and its place there; all tasks of the documents, in reading
    order."""
    of_documents: dict[str, list[int]] = {}
    tasks = list(tasks)
    for at, task in enumerate(tasks):
        of_documents.setdefault(task.document, []).append(at)
    found: dict[int, tuple[str, TaskPlace]] = {}
    for key, own in of_documents.items():
        values = (tasks[at].value for at in own)
        places = task_places((value.task_text, value.heading_path, value.topics) for value in values)
        found.update((at, (key, place)) for at, place in zip(own, places, strict=True))
    return [found[at] for at in range(len(tasks))]


def _as_judged(judgements: Judgements, task: TaskOriginal, place: tuple[str, TaskPlace]) -> TaskOriginal:
    """A row with what a reviewer said of its task."""
    judged, why = judgements.on(*place) or (None, None)
    return task.model_copy(update={"reviewed": judged == "accept", "review_remark": why})


def task_id(document: str, place: TaskPlace) -> str:
    """The id of a task's row, from its document's key and its place there."""
    return _id("k", document, place.task_text, place.above, str(place.nth))


def heading_id(document: str, path: Iterable[str]) -> str:
    """The id of the bands of a heading, from its document's key and the headings down to it."""
    return _id("h", document, *path)


def _id(kind: str, *named: str) -> str:
    content = "\0".join(named).encode("utf-8", "surrogatepass")
    return kind + hashlib.sha256(content).hexdigest()[:_DIGITS]


def _pieces(original: BaseModel) -> list[str]:
    """JSON without what is as it is by default, in pieces that a cell holds."""
    text = _CODED.sub(lambda met: f"\\u{ord(met[0]):04x}", original.model_dump_json(exclude_defaults=True))
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]


def _keys(chosen: Excerpt) -> dict[str, str]:
    """By document, its key in corrections."""
    documents = chosen.documents
    keys = documents["plan_key"].fillna(documents["document_id"])
    return dict(zip(documents["document_id"], keys, strict=True))


def _values(chosen: Excerpt) -> Iterator[TaskValue]:
    """The tasks with all that belongs to them."""
    agencies = {
        role: _of_tasks(rows, AgencyValue, ("agency_text", "agency_id"))
        for role, rows in chosen.assignments.groupby("role")
    }
    deadlines = _of_tasks(chosen.deadlines, DeadlineValue, _OF_DEADLINE)
    targets = _of_tasks(chosen.targets, TargetValue, _OF_TARGET)
    for task in chosen.tasks[["task_id", "heading_path", "topics", *_OF_TASK]].to_dict("records"):
        task_id = task["task_id"]
        yield TaskValue(
            heading_path=tuple(task["heading_path"]),
            topics=tuple(task["topics"]),
            leads=agencies.get("lead", {}).get(task_id, ()),
            coordinates=agencies.get("coordinate", {}).get(task_id, ()),
            deadlines=deadlines.get(task_id, ()),
            targets=targets.get(task_id, ()),
            **_present(task, *_OF_TASK),
        )


def _of_tasks(rows: pd.DataFrame, value: Any, names: Sequence[str]) -> dict[Any, tuple[Any, ...]]:
    """By task, what `value` makes of the columns `names` of its rows."""
    found: dict[Any, list[Any]] = {}
    # Of the rest, spans take long to make rows of.
    for row in rows.loc[rows["task_id"].notna(), ["task_id", *names]].to_dict("records"):
        days = {name: as_date(row[name]) for name in _DAYS if name in names}
        found.setdefault(row["task_id"], []).append(value(**(_present(row, *names) | days)))
    return {name: tuple(values) for name, values in found.items()}


def _present(row: Mapping[Any, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names if not pd.isna(row[name])}


def _day(value: object) -> str | None:
    day = as_date(value)
    return None if day is None else f"{day:%d/%m/%Y}"
