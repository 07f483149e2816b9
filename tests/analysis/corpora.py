"""Plans that do not exist as a corpus, without a store: what the questions to a store are tested on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from analysis.corpus import Corpus
from extractors.agencies import identify, unit_paths
from extractors.deadlines import read_deadlines
from schemas.arrow import PARTITION_KEYS, arrow_table
from schemas.findings import AgencyIdentity
from schemas.layout import Span
from schemas.rows import AssignmentRow, DeadlineRow, DocumentRow, Row, TaskRow

DATASETS = (
    "documents",
    "tasks",
    "assignments",
    "deadlines",
    "targets",
    "references",
    "sections",
    "diagnostics",
)


@dataclass(frozen=True)
class Task:
    """A task as a plan's table has it: its text, who leads and takes part, its time column; further words
    are columns of its row."""

    text: str
    leads: Sequence[str] = ()
    others: Sequence[str] = ()
    time: str = ""
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A plan of a district of Bình Thuận: its tasks; further words are columns of its documents row."""

    tasks: Sequence[Task]
    symbol: str = "12/KH-UBND"
    issuer: str = "UBND huyện Tuy Phong"
    columns: dict[str, Any] = field(default_factory=dict)

    @property
    def document(self) -> DocumentRow:
        key = hashlib.sha256(f"{self.symbol} {self.issuer} {self.columns}".encode()).hexdigest()
        columns: dict[str, Any] = {
            "document_id": key[:16],
            "source_uri": f"in/{key[:8]}.pdf",
            "source_format": "pdf",
            "status": "stored",
            "document_type": "KH",
            "symbol": self.symbol,
            "issuer": self.issuer,
            "issuer_level": "district",
            "province": "Bình Thuận",
            "district": "Tuy Phong",
            "issue_date": date(2023, 1, 10),
            "issue_year": 2023,
            "period_start_year": 2023,
            "period_end_year": 2023,
            "plan_key": f"{self.issuer}|KH|{self.symbol}",
            "pipeline_version": "test",
        }
        return DocumentRow(**(columns | self.columns))


def corpus_of(*plans: Plan) -> Corpus:
    """The plans as a corpus; times and agencies are read as in a plan."""
    rows = rows_of(*plans)
    tables = {name: _partitioned(arrow_table(name, found)) for name, found in rows.items()}
    return Corpus(tables)


def rows_of(*plans: Plan) -> dict[str, list[Row]]:
    """The rows of the plans, by dataset."""
    rows: dict[str, list[Row]] = {name: [] for name in DATASETS}
    for plan in plans:
        rows["documents"].append(plan.document)
        for number, task in enumerate(plan.tasks, 1):
            _add(rows, plan.document, task, number)
    return rows


def _add(rows: dict[str, list[Row]], document: DocumentRow, task: Task, number: int) -> None:
    task_id = f"{document.document_id}-t{number:04}"
    place: dict[str, Any] = {"document_id": document.document_id, "task_id": task_id}
    columns: dict[str, Any] = {
        "ordinal": number,
        "source_kind": "table",
        "task_text": task.text,
        "spans": (Span(number, 72, 100, 500, 112),),
    }
    rows["tasks"].append(TaskRow(**place, **(columns | task.columns)))
    units = unit_paths(document.province, document.district, document.commune)
    for role, names in (("lead", task.leads), ("coordinate", task.others)):
        for name in names:
            body = identify(name, level=document.issuer_level, units=units, on=document.issue_date)
            rows["assignments"].append(assignment(name, body, role=role, **place))
    for time in read_deadlines(task.time, year=document.period_start_year, column=True).deadlines:
        rows["deadlines"].append(
            DeadlineRow(
                **place,
                deadline_text=time.text,
                kind=time.kind,
                start_date=time.start_date,
                due_date=time.due_date,
                recurrence=time.recurrence,
            )
        )


def assignment(name: str, body: AgencyIdentity, **columns: Any) -> AssignmentRow:
    """The row of an agency with this name that is this body; `columns` are the others of the row."""
    return AssignmentRow(
        agency_text=name,
        agency_id=body.agency_id,
        agency_kind=body.agency_kind,
        agency_name=body.agency_name,
        agency_level=body.agency_level,
        is_set=body.is_set,
        inherited=False,
        **columns,
    )


def _partitioned(table: pa.Table) -> pa.Table:
    for key in PARTITION_KEYS:
        table = table.append_column(key, pa.array(["none"] * len(table), pa.string()))
    return table
