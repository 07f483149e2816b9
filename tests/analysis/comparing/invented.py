"""Plans that do not exist, as records in a store, with tasks whose words say which are the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis.comparing.plan_tasks import Body, Plan, PlanTask, Target, Time
from analysis.corpus import Corpus, read
from analysis.frames import DATASET_OF
from analysis.matching import Match
from analysis.plan_names import PlanName
from extractors.agencies import identify, unit_paths
from pipeline.store import Store
from pipeline.store.encoded import EncodedPlan
from schemas.arrow import PARTITION_KEYS, arrow_table
from schemas.rows import (
    AssignmentRow,
    DeadlineRow,
    DocumentRow,
    PlanRecords,
    ReferenceRow,
    Row,
    TargetRow,
    TaskRow,
)
from tests.analysis.corpora import assignment
from tests.pipeline.invented_plans import VERSION, sha_of

UNITS = ("Bình Thuận", "Tuy Phong")


@dataclass(frozen=True)
class Said:
    """A task as a plan says it: "work: words", where tasks of one work are the same."""

    text: str
    lead: str = ""
    coordinate: str = ""
    times: tuple[Time, ...] = ()
    targets: tuple[Target, ...] = ()
    product: str | None = None
    area: str | None = None
    indices: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


def records(
    name: str,
    tasks: Sequence[Said],
    *,
    cites: Sequence[ReferenceRow] = (),
    targets: Sequence[Target] = (),
    **document: Any,
) -> PlanRecords:
    """A plan of UBND huyện Tuy Phong with these tasks; further words are columns of its documents row."""
    key = sha_of(name)[:16]
    columns: dict[str, Any] = {
        "document_id": key,
        "source_uri": f"{name}.docx",
        "source_sha256": sha_of(name),
        "source_format": "docx",
        "status": "stored",
        "text_source": "markup",
        "document_type": "KH",
        "symbol": "12/KH-UBND",
        "issuer": "UBND huyện Tuy Phong",
        "issuer_level": "district",
        "province": UNITS[0],
        "district": UNITS[1],
        "issue_year": 2023,
        "issue_date": date(2023, 3, 5),
        "period_start_year": 2023,
        "period_end_year": 2023,
        "title": "Cải cách hành chính năm 2023",
        "plan_key": name,
        "pipeline_version": VERSION,
    }
    row = DocumentRow(**(columns | document))
    ids = [f"{key}-t{number}" for number in range(1, len(tasks) + 1)]
    named = list(zip(ids, tasks, strict=True))
    return PlanRecords(
        row,
        tasks=[_task(key, task_id, number, said) for number, (task_id, said) in enumerate(named, 1)],
        assignments=[body for task_id, said in named for body in _bodies(row, task_id, said)],
        deadlines=[
            DeadlineRow(
                document_id=key,
                task_id=task_id,
                deadline_text=time.text,
                kind=time.kind,
                start_date=time.start,
                due_date=time.due,
                recurrence=time.recurrence,
                node="body/p[1]",
            )
            for task_id, said in named
            for time in said.times
        ],
        targets=[
            *(_target(key, task_id, at, t) for task_id, said in named for at, t in enumerate(said.targets)),
            *(_target(key, None, at, target) for at, target in enumerate(targets)),
        ],
        references=[cited.model_copy(update={"document_id": key}) for cited in cites],
    )


def cited(symbol: str, day: date | None = None, relation: Any = "implements") -> ReferenceRow:
    """A citation of a document with this symbol."""
    return ReferenceRow(
        document_id="0" * 16,
        reference_text=f"Kế hoạch số {symbol}",
        symbol=symbol,
        issue_date=day,
        relation=relation,
        node="body/p[1]",
    )


def stored(folder: Path, *plans: PlanRecords) -> Corpus:
    """A store with these plans, opened."""
    Store(folder).put_all([[EncodedPlan.of(plan)] for plan in plans])
    return read(folder)


def corpus_with(*plans: PlanRecords) -> Corpus:
    """These plans as a corpus without a store."""
    tables = {}
    for dataset in DATASET_OF.values():
        rows = [row for plan in plans for row in _rows(plan, dataset)]
        table = arrow_table(dataset, rows)
        for key in PARTITION_KEYS:
            table = table.append_column(key, pa.array(["none"] * len(table), pa.string()))
        tables[dataset] = table
    return Corpus(tables)


def by_work(corpus: Corpus, a: PlanName, b: PlanName, choices: object = None) -> list[Match]:
    """Tasks of one work ("work: …") are the same, "part of work: …" shares a part with it, and tasks with
    the same first letter are candidates, for tests that are not about matching."""
    return matched(_texts(corpus, a), _texts(corpus, b))


def matched(a: Sequence[tuple[str, str]], b: Sequence[tuple[str, str]]) -> list[Match]:
    """The matches of tasks, each with its id and words, by their works."""
    found = []
    for task_a, text_a in a:
        graded = [(grade_of(text_a, text_b), task_b) for task_b, text_b in b]
        sure_first = sorted((order, task_b) for order, task_b in graded if order)
        for rank, (order, task_b) in enumerate(sure_first, 1):
            found.append(Match(task_a, task_b, order[1], rank, 1 / order[0]))
    return found


def grade_of(a: str, b: str) -> Any:
    """The place and the grade of two tasks by their works; None where they have nothing in common."""
    work_a, work_b = a.partition(":")[0], b.partition(":")[0]
    if work_a == work_b:
        return 1, "same"
    if work_b.removeprefix("part of ") == work_a:
        return 2, "part"
    return (3, "candidate") if work_a[0] == work_b[0] else None


def bare(tasks: Iterable[PlanTask] = (), **columns: Any) -> Plan:
    """A plan of a district for 2023 without a store; further words are columns of it."""
    plan: dict[str, Any] = {
        "name": PlanName("key", "label", ("document",)),
        "level": "district",
        "first_year": 2023,
        "last_year": 2023,
        "day": date(2023, 3, 5),
        "tasks": tuple(tasks),
    }
    return Plan(**(plan | columns))


def plan_of(said: Sequence[Said], level: str = "district", **columns: Any) -> Plan:
    """A plan with these tasks without a store."""
    return bare(
        [task_of(f"{level}-t{n}", one, level) for n, one in enumerate(said, 1)], level=level, **columns
    )


def task_of(task_id: str, said: Said, level: str = "district") -> PlanTask:
    """A task as a plan of that level says it."""
    leads, coordinates = (
        tuple(body(name, level) for name in names.split("; ") if name)
        for names in (said.lead, said.coordinate)
    )
    return PlanTask(
        task_id, said.text, leads, coordinates, said.times, said.targets, said.product, items=said.items
    )


def body(name: str, level: str = "district") -> Body:
    """An agency as a plan of that level names it."""
    units = unit_paths(UNITS[0], UNITS[1] if level == "district" else None, None)
    found = identify(name, level=level, units=units, on=date(2023, 3, 5))
    return Body(
        found.agency_kind,
        found.agency_id,
        found.agency_level,
        found.agency_name or name,
        name,
        found.is_set,
    )


def _rows(plan: PlanRecords, dataset: str) -> Sequence[Row]:
    return [plan.document] if dataset == "documents" else getattr(plan, dataset)


def _task(key: str, task_id: str, number: int, said: Said) -> TaskRow:
    return TaskRow(
        document_id=key,
        task_id=task_id,
        ordinal=number,
        source_kind="prose",
        task_text=said.text,
        product=said.product,
        reform_area=said.area,
        indices=said.indices,
        node="body/p[1]",
    )


def _bodies(plan: DocumentRow, task_id: str, said: Said) -> list[AssignmentRow]:
    units = unit_paths(plan.province, plan.district, plan.commune)
    rows = []
    for role, names in (("lead", said.lead), ("coordinate", said.coordinate)):
        for name in filter(None, names.split("; ")):
            found = identify(name, level=plan.issuer_level, units=units, on=plan.issue_date)
            place = {"document_id": plan.document_id, "task_id": task_id, "node": "body/p[1]"}
            rows.append(assignment(name, found, role=role, **place))
    return rows


def _target(key: str, task_id: str | None, at: int, target: Target) -> TargetRow:
    return TargetRow(
        document_id=key,
        target_id=f"{task_id or key}-m{at}",
        task_id=task_id,
        target_text=target.text,
        comparator=target.comparator,
        direction=target.direction,
        value=target.value,
        unit=target.unit,
        node="body/p[1]",
    )


def _texts(corpus: Corpus, plan: PlanName) -> list[tuple[str, str]]:
    own = corpus.tasks[corpus.tasks["document_id"].isin(plan.document_ids)]
    return list(zip(own["task_id"], own["task_text"], strict=True))
