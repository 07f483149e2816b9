"""The tasks of a plan as what two plans are compared by: who, by when, how much, with which result."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from analysis.corpus import Corpus
from analysis.plan_names import PlanName

_LEAD: Final = "lead"


@dataclass(frozen=True, slots=True)
class Body:
    """An agency, or a set of them, that a task names: its kind and id (`kind@unit`), the tier it works at,
    its one name, and the words of the plan."""

    kind: str | None
    agency_id: str | None
    level: str | None
    name: str
    text: str
    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression of a task, as in the dataset `deadlines`."""

    text: str
    kind: str
    start: date | None = None
    due: date | None = None
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A thing to be reached, as in the dataset `targets`."""

    text: str
    comparator: str | None = None
    direction: str | None = None
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task with what hangs on it."""

    task_id: str
    text: str
    leads: tuple[Body, ...] = ()
    coordinates: tuple[Body, ...] = ()
    times: tuple[Time, ...] = ()
    targets: tuple[Target, ...] = ()
    product: str | None = None
    area: str | None = None
    indices: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its tasks in reading order, annexes behind, and its targets outside tasks.

    `level`: that of its issuer. `first_year`: in which its work begins, by which "the same day of the next
    year" is told. `day`: as of which its agencies are to be understood.
    """

    name: PlanName
    level: str | None
    first_year: int | None
    last_year: int | None
    day: date | None
    tasks: tuple[PlanTask, ...]
    own_targets: tuple[Target, ...] = ()

    @property
    def by_id(self) -> dict[str, PlanTask]:
        """The tasks by their id."""
        return {task.task_id: task for task in self.tasks}

    @property
    def has_products(self) -> bool:
        """Whether the plan has a column for products at all."""
        return any(task.product for task in self.tasks)


def plans_of(corpus: Corpus, names: Sequence[PlanName]) -> list[Plan]:
    """The plans with their tasks, in the order of `names`."""
    wanted = {document for name in names for document in name.document_ids}
    tasks = _rows(corpus.tasks, wanted)
    bodies = _by_task(_rows(corpus.assignments, wanted))
    times = _by_task(_rows(corpus.deadlines, wanted))
    target_rows = _rows(corpus.targets, wanted)
    targets = _by_task(target_rows)
    built: dict[str, list[PlanTask]] = {}
    for row in tasks:
        own = row["task_id"]
        task = _task(row, bodies.get(own, ()), times.get(own, ()), targets.get(own, ()))
        built.setdefault(row["document_id"], []).append(task)
    loose: dict[str, list[Target]] = {}
    for row in target_rows:
        if row["task_id"] is None:
            loose.setdefault(row["document_id"], []).append(_target(row))
    heads = {row["document_id"]: row for row in _rows(corpus.plans, wanted)}
    return [_plan(name, heads, built, loose) for name in names]


def _plan(
    name: PlanName,
    heads: Mapping[str, Mapping[str, Any]],
    tasks: Mapping[str, Sequence[PlanTask]],
    targets: Mapping[str, Sequence[Target]],
) -> Plan:
    head = heads[name.document_ids[0]]
    first, last, issued = head["period_start_year"], head["period_end_year"], head["issue_year"]
    return Plan(
        name,
        head["issuer_level"],
        first or issued or last,
        last or first or issued,
        head["issue_date"].date() if head["issue_date"] is not None else None,
        tuple(task for document in name.document_ids for task in tasks.get(document, ())),
        tuple(target for document in name.document_ids for target in targets.get(document, ())),
    )


def _task(
    row: Mapping[str, Any],
    bodies: Sequence[Mapping[str, Any]],
    times: Sequence[Mapping[str, Any]],
    targets: Sequence[Mapping[str, Any]],
) -> PlanTask:
    return PlanTask(
        task_id=row["task_id"],
        text=row["task_text"] or "",
        leads=tuple(_body(body) for body in bodies if body["role"] == _LEAD),
        coordinates=tuple(_body(body) for body in bodies if body["role"] != _LEAD),
        times=tuple(_time(time) for time in times),
        targets=tuple(_target(target) for target in targets),
        product=row["product"],
        area=row["reform_area"],
        indices=tuple(row["task_indices"] or ()),
        items=tuple(row["items"] or ()),
    )


def _body(row: Mapping[str, Any]) -> Body:
    return Body(
        row["agency_kind"],
        row["agency_id"],
        row["agency_level"],
        row["agency_name"] or row["agency_text"],
        row["agency_text"],
        bool(row["is_set"]),
    )


def _time(row: Mapping[str, Any]) -> Time:
    return Time(
        row["deadline_text"], row["kind"], _day(row["start_date"]), _day(row["due_date"]), row["recurrence"]
    )


def _target(row: Mapping[str, Any]) -> Target:
    return Target(row["target_text"], row["comparator"], row["direction"], row["value"], row["unit"])


def _day(value: pd.Timestamp | None) -> date | None:
    return value.date() if value is not None else None


def _rows(frame: pd.DataFrame, documents: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of these documents, what is missing as None."""
    own = frame[frame["document_id"].isin(list(documents))]
    columns = {name: [_present(value) for value in own[name]] for name in own.columns if name not in _UNUSED}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


_UNUSED: Final = frozenset(
    {"spans", "assignment_spans", "deadline_spans", "target_spans", "ocr_pages", "other_uris"}
)


def _present(value: Any) -> Any:
    return value if isinstance(value, (list, str)) or not pd.isna(value) else None


def _by_task(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["task_id"] is not None:
            found.setdefault(row["task_id"], []).append(row)
    return found
