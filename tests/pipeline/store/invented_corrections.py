"""A plan in two forms with an annex in a file of its own, read in several ways, and what is said of them."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.store import Store
from schemas.corrections import CorrectionRow, task_places
from schemas.rows import DATASETS, PlanRecords
from tests.pipeline.store.invented_store import Clock
from tests.pipeline.store.settling.test_links import ANNEX, PLAN, WORD, stored_as

KEY = "ubnd huyện sông mẫu|KH|12/kh-ubnd|2024-03-05"
ANNEX_NAME = "PHỤ LỤC Danh mục nhiệm vụ"
FIRST = "Lập danh mục hồ sơ mẫu số 1."
SECOND = "Lập danh mục hồ sơ mẫu số 2."
START = datetime(2026, 3, 1, tzinfo=UTC)

# The same plan as its office changes it: the first task says something else, or there are three.
TEXTS: tuple[tuple[str, ...], ...] = (
    (FIRST, SECOND),
    ("Lập danh mục hồ sơ mới.", SECOND),
    (SECOND, FIRST, "Báo cáo kết quả."),
)


def read_from(uri: str, text: int = 0, **columns: Any) -> PlanRecords:
    """The plan, or its annex, as it is read from a file of this name: `text` says which of its texts."""
    name = ANNEX_NAME if "annex" in uri else None
    word = uri.endswith(".docx")
    columns = (WORD if word else {"page_source": "own"}) | {"pipeline_version": "1"} | columns
    records = stored_as(uri, f"{Path(uri).name} {text}", ANNEX if name else PLAN, name, **columns)
    key = records.document.document_id
    (place,) = records.sections
    task = records.tasks[0]
    texts = TEXTS[text] if not name else tuple(f"{name}: {words}" for words in TEXTS[text])
    records.tasks = [
        task.model_copy(update={"task_id": f"{key}-t{n}", "ordinal": n, "task_text": words})
        for n, words in enumerate(texts, 1)
    ]
    records.assignments = [
        records.assignments[0].model_copy(update={"task_id": row.task_id}) for row in records.tasks
    ]
    records.deadlines = []
    records.sections = [place]
    return without_places(records) if word else records


def without_places(records: PlanRecords) -> PlanRecords:
    rows: dict[str, Any] = {
        name: [row.model_copy(update={"spans": ()}) for row in records.dataset(name)]
        for name in DATASETS
        if name != "documents"
    }
    return replace(records, **rows)


def said(
    plan: PlanRecords,
    field: str,
    new: str | None,
    task: int | None = 0,
    *,
    minute: int = 0,
    who: str = "An",
    **columns: Any,
) -> CorrectionRow:
    """A correction of a column of a plan's task (by its place from 0), or of its `documents` row."""
    row: Any = plan.document if task is None else plan.tasks[task]
    old = getattr(row, field)
    values: dict[str, Any] = {
        "plan_key": plan.document.plan_key,
        "who": who,
        "made_at": START + timedelta(minutes=minute),
        "action": "change",
        "field": field,
        "old": str(old) if old is not None else None,
        "new": new,
    }
    if task is not None:
        place = task_places((row.task_text, row.heading_path, row.topics) for row in plan.tasks)[task]
        values |= place.model_dump()
    values |= columns
    key = hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]
    return CorrectionRow(correction_id=key, **values)


@dataclass
class Folder:
    """The files that a store is fed with: what lies under each path now, as it would be read."""

    files: dict[str, PlanRecords] = field(default_factory=dict)

    def note(self, uri: str) -> None:
        pass

    def exists(self, uri: str) -> bool:
        return uri in self.files

    def holds(self, uri: str, sha256: str | None) -> bool:
        return uri in self.files and self.files[uri].document.source_sha256 == sha256

    def bundles(self, uri: str) -> tuple[str, ...]:
        return ()


def store_of(out: Path, folder: Folder) -> Store:
    return Store(out, now=Clock(), sources=folder)


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows of documents, without the time at which they came."""
    tables = store.read_together(DATASETS)
    found: dict[str, list[dict[str, Any]]] = {}
    for name, table in tables.items():
        rows = table.drop_columns(["ingested_at"] if name == "documents" else []).to_pylist()
        found[name] = sorted(rows, key=repr)
    return found
