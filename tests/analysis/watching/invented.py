"""Plans that do not exist, as they are watched: corpora of `tests.analysis.corpora`, with a database."""

from datetime import date
from typing import Any

from analysis.watching.database import DATASETS
from analysis.watching.store_watch import Whole, whole_of
from schemas.layout import Span
from schemas.rows import DiagnosticRow, DocumentRow, Row, TargetRow
from schemas.said import Said
from tests.analysis.corpora import Plan, Task, rows_of

__all__ = ["Plan", "Task", "plan_2024", "plan_2025", "whole"]


def whole(*plans: Plan, targets: list[dict[str, Any]] | None = None, warned: tuple[Plan, ...] = ()) -> Whole:
    """These plans, as all of a store. `targets`: columns of their targets, of the first plan unless they name
    another document; `warned`: plans that were read with a warning on page 2."""
    from schemas.arrow import arrow_table

    rows = rows_of(*plans)
    rows["targets"] = [
        _target(plans[0].document, number, columns) for number, columns in enumerate(targets or [])
    ]
    rows["diagnostics"] = [_warning(plan.document) for plan in warned]
    documents = [row for row in rows["documents"] if isinstance(row, DocumentRow)]
    return whole_of(documents, {name: arrow_table(name, rows[name]) for name in DATASETS})


def plan_2024(*tasks: Task, **columns: Any) -> Plan:
    """A plan of a district of Bình Thuận for 2024."""
    return Plan(
        tasks,
        symbol="24/KH-UBND",
        columns={
            "issue_date": date(2024, 1, 8),
            "issue_year": 2024,
            "period_start_year": 2024,
            "period_end_year": 2024,
            "province_code": "60",
        }
        | columns,
    )


def plan_2025(*tasks: Task, **columns: Any) -> Plan:
    """A plan of Lâm Đồng, which Bình Thuận became a part of, for the end of 2025."""
    return Plan(
        tasks,
        symbol="25/KH-UBND",
        issuer="UBND tỉnh Lâm Đồng",
        columns={
            "issue_date": date(2025, 8, 1),
            "issue_year": 2025,
            "period_start_year": 2025,
            "period_end_year": 2025,
            "issuer_level": "province",
            "province": "Lâm Đồng",
            "province_code": "68",
            "district": None,
        }
        | columns,
    )


def _target(document: DocumentRow, number: int, columns: dict[str, Any]) -> Row:
    own: dict[str, Any] = {
        "document_id": document.document_id,
        "target_id": f"m{number}",
        "target_text": "đạt 90%",
        "value": 90.0,
        "unit": "%",
        "spans": (Span(2, 1, 1, 2, 2),),
    }
    return TargetRow(**(own | columns))


def _warning(document: DocumentRow) -> Row:
    return DiagnosticRow.of(
        Said.verbatim("một dòng không rõ"),
        document_id=document.document_id,
        severity="warning",
        code="residue",
        spans=(Span(2, 1, 1, 2, 2),),
    )
