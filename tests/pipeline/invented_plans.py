"""Records of plans that do not exist, built in code, and readers that give them."""

import ctypes
import hashlib
import os
import signal
import time
from datetime import date
from pathlib import Path
from typing import Any

from schemas.layout import Span
from schemas.rows import (
    AssignmentRow,
    DeadlineRow,
    DiagnosticRow,
    DocumentRow,
    PlanRecords,
    ReferenceRow,
    SectionRow,
    TargetRow,
    TaskRow,
)
from schemas.said import Said

VERSION = "0.0.test"


def sha_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def plan(
    uri: str = "in/a.pdf", content: str = "a", *, part: int = 1, tasks: int = 2, **document: Any
) -> PlanRecords:
    """A plan with `tasks` tasks; further words are columns of its documents row."""
    key = sha_of(content)[:16] + (f"-{part}" if part > 1 else "")
    columns: dict[str, Any] = {
        "document_id": key,
        "source_uri": uri,
        "source_sha256": sha_of(content),
        "source_format": "pdf",
        "status": "stored",
        "text_source": "text_layer",
        "page_count": 3,
        "document_type": "KH",
        "symbol": "12/KH-UBND",
        "issuer": "UBND huyện Sông Mẫu",
        "issuer_level": "district",
        "province": "Đồng Mẫu",
        "issue_year": 2024,
        "issue_date": date(2024, 3, 5),
        "indices": ("PAPI",),
        "pipeline_version": VERSION,
    }
    place: dict[str, Any] = {"document_id": key, "spans": (Span(1, 72, 100, 500, 112),)}
    names = [f"{key}-t{n}" for n in range(1, tasks + 1)]
    return PlanRecords(
        DocumentRow(**(columns | document)),
        sections=[
            SectionRow(section_id=f"{key}-s1", ordinal=1, depth=0, marker="I", heading="NHIỆM VỤ", **place)
        ],
        tasks=[
            TaskRow(
                task_id=name,
                ordinal=n,
                source_kind="prose",
                section_id=f"{key}-s1",
                heading_path=("I. NHIỆM VỤ",),
                task_text=f"Lập danh mục hồ sơ mẫu số {n}.",
                **place,
            )
            for n, name in enumerate(names, 1)
        ],
        assignments=[
            AssignmentRow(
                task_id=name,
                role="lead",
                agency_text="Phòng Mẫu biểu",
                inherited=False,
                confidence=0.9,
                **place,
            )
            for name in names
        ],
        deadlines=[
            DeadlineRow(
                task_id=name,
                deadline_text="quý II/2024",
                kind="period",
                start_date=date(2024, 4, 1),
                due_date=date(2024, 6, 30),
                **place,
            )
            for name in names[:1]
        ],
        targets=[
            TargetRow(
                target_id=f"{key}-m1",
                task_id=None,
                target_text="100% biểu mẫu",
                comparator="eq",
                value=100,
                unit="%",
                **place,
            )
        ],
        references=[
            ReferenceRow(reference_text="Công văn số 7/CV-M", symbol="7/CV-M", relation="mentions", **place)
        ],
    )


def failed(uri: str = "in/a.pdf", content: str | None = "a", reason: str = "ocr_unavailable") -> PlanRecords:
    return PlanRecords.failed(
        uri, reason, pipeline_version=VERSION, source_sha256=sha_of(content) if content is not None else None
    )


def warned(uri: str = "in/a.pdf", content: str = "a", *messages: str) -> PlanRecords:
    records = plan(uri, content, status="warnings")
    records.diagnostics.extend(
        DiagnosticRow.of(
            Said.verbatim(message),
            document_id=records.document.document_id,
            severity="warning",
            code="residue",
        )
        for message in messages or ("một dòng không rõ",)
    )
    return records


def form(uri: str, content: str, name: str) -> PlanRecords:
    """One plan in a format: its DOCX says no pages, and of its PDF a task less is read."""
    markup = name == "docx"
    return plan(
        uri,
        content,
        tasks=2 if markup else 1,
        source_format=name,
        text_source="markup" if markup else "text_layer",
        page_count=None if markup else 3,
        plan_key="ubnd huyện sông mẫu|KH|12/kh-ubnd|2024-03-05",
    )


def no_reader() -> None:
    """What `read_by_content` needs to have loaded."""


def read_by_content(path: Path, source_uri: str) -> list[PlanRecords]:
    """A reader for tests: what a file says is what happens to it."""
    content = path.read_text(encoding="utf-8")
    match content.split():
        case ["die", *_]:
            os._exit(9)
        case ["hang", *_]:
            time.sleep(600)
        case ["hog", *_]:
            held = []
            while True:
                held.append(bytes(range(256)) * 40_000)
        case ["segfault", *_]:
            ctypes.string_at(0)
        case ["killed", *_]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["slow", *_]:
            time.sleep(0.2)
        case ["raise", *_]:
            raise ValueError("không đọc được\n  trang 2")
        case ["leave", *_]:
            raise SystemExit(1)
        case ["fill", *_]:
            raise MemoryError
        case ["nothing", *_]:
            return []
        case ["broken-rows", *_]:
            records = plan(source_uri, content)
            del records.tasks[0]
            return [records]
        case ["encrypted", *_]:
            return [failed(source_uri, content, "encrypted")]
        case ["two", *_]:
            return [plan(source_uri, content, part=1), plan(source_uri, content, part=2)]
        case ["form", name]:
            return [form(source_uri, content, name)]
        case ["warned", _, count]:
            return [warned(source_uri, content, *(f"dòng {n} không rõ" for n in range(1, int(count) + 1)))]
        case ["rude", *_]:
            rude = "\x1b]0;owned\x07\x1b[31m[bold red]Ủy ban[/bold red]\u202e [/] \x9b2J :smile:"
            return [plan(source_uri, content, symbol=rude, issuer=rude, title=rude)]
    return [plan(source_uri, content)]
