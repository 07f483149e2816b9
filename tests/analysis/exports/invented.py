"""A corpus for exports: two plans with everything that an export shows, hostile text among it."""

from datetime import date
from typing import Any

import pyarrow as pa

from analysis.corpus import Corpus
from schemas.arrow import arrow_table
from schemas.rows import DiagnosticRow, ReferenceRow, TargetRow
from schemas.said import Said
from tests.analysis.corpora import Plan, Task, corpus_of

HOSTILE = '=HYPERLINK("http://example.com","bấm vào đây")'
NO_DAY = Said("«{day}» names a day that does not exist: no deadline was stored", day="31/6/2023")

FIRST = Plan(
    [
        Task(
            "Ban hành quy chế theo Nghị định số 61/2018/NĐ-CP",
            ["Phòng Nội vụ"],
            ["Phòng Tư pháp", "Phòng Tài chính - Kế hoạch"],
            "trước ngày 20/6/2023",
            {
                "heading_path": ("II. NHIỆM VỤ", "1. Chung"),
                "product": "Quyết định",
                "reform_area": "procedures",
                "indices": ("PAR_INDEX", "SIPAS"),
            },
        ),
        Task(
            "Báo cáo kết quả",
            ["Phòng Nội vụ"],
            (),
            "Hàng quý",
            {"heading_path": ("II. NHIỆM VỤ", "1. Chung"), "confidence": 0.4},
        ),
        Task(
            HOSTILE,
            ["UBND các xã, thị trấn"],
            (),
            "Thường xuyên",
            {"heading_path": ("II. NHIỆM VỤ", "2. @Riêng"), "topics": ("+ Tiêu chí 1",), "note": "-1+1"},
        ),
    ],
    columns={"title": "Cải cách hành chính năm 2023", "indices": ("PAR_INDEX",), "district_code": "595"},
)
SECOND = Plan(
    [Task("Trả lời kiến nghị", ["Phòng Tư pháp"], (), "trong tháng 5/2024")],
    "=9/KH-UBND",
    "UBND huyện Bắc Bình",
    {
        "issue_date": date(2024, 1, 5),
        "issue_year": 2024,
        "period_start_year": 2024,
        "period_end_year": 2024,
        "district": "Bắc Bình",
        "plan_key": "UBND huyện Bắc Bình|KH|9",
    },
)


def corpus() -> Corpus:
    """The two plans, with targets, citations and warnings of the first."""
    made = corpus_of(FIRST, SECOND)
    document_id = FIRST.document.document_id
    own: dict[str, Any] = {"document_id": document_id}
    rows = {
        "targets": [
            TargetRow(
                **own,
                target_id=f"{document_id}-g0001",
                task_id=f"{document_id}-t0001",
                target_text="đạt từ 98% trở lên",
                index="SIPAS",
                comparator="ge",
                value=98.0,
                unit="%",
            ),
            TargetRow(**own, target_id=f"{document_id}-g0002", target_text="@mục tiêu", confidence=0.5),
        ],
        "references": [
            ReferenceRow(
                **own,
                reference_text="Nghị định số 61/2018/NĐ-CP",
                symbol="61/2018/NĐ-CP",
                document_type="NĐ",
                relation="implements",
            )
        ],
        "diagnostics": [
            DiagnosticRow.of(NO_DAY, **own, severity="warning", code="impossible_date"),
            DiagnosticRow.of(Said.verbatim("x"), **own, severity="info", code="residue"),
        ],
    }
    tables = {name: _as_stored(arrow_table(name, found)) for name, found in rows.items()}
    return Corpus(made._tables | tables)


def _as_stored(table: pa.Table) -> pa.Table:
    for key in ("province_slug", "year"):
        table = table.append_column(key, pa.array(["none"] * len(table), pa.string()))
    return table
