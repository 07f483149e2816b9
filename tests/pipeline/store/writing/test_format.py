"""Stores of other forms are brought up to date or refused, never misread."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.store import Store, StoreError
from pipeline.store.consistency import problems
from pipeline.store.writing.format import FORMAT
from pipeline.store.writing.parquet import write_table
from schemas.arrow import ALL_DATASETS, arrow_schema
from tests.pipeline.invented_plans import failed, plan, warned
from tests.pipeline.store.invented_corrections import contents, read_from, said
from tests.pipeline.store.test_corrections import store_with

# Raise pipeline.store.writing.format.FORMAT when this changes, and see to it that older stores can be brought
# up to date.
COLUMNS_OF_FORMAT = (4, "564ba3c0")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    store = Store(tmp_path / "out")
    for records in (warned("in/a.pdf", "a"), plan("in/b.pdf", "b", part=1), failed("in/c.pdf", "c")):
        store.put([records])
    assert list(problems(store.out)) == []
    return store.out


def test_the_form_has_a_new_number_when_columns_change() -> None:
    columns = [
        (name, field.name, str(field.type), field.nullable)
        for name in ALL_DATASETS
        for field in arrow_schema(name)
    ]
    assert (FORMAT, hashlib.sha256(repr(columns).encode()).hexdigest()[:8]) == COLUMNS_OF_FORMAT


def as_of_old(out: Path, *, without: str | None, number: str | None) -> None:
    """Make the store one of an older form: every tasks file without a column, and another number."""
    for path in (out / "tasks").rglob("*.parquet"):
        table = pq.read_table(path, partitioning=None)
        path.write_bytes(write_table(table.drop_columns([without]) if without else table))
    (out / ".kehoach" / "format").unlink()
    if number is not None:
        (out / ".kehoach" / "format").write_text(number)


@pytest.mark.parametrize("column", ["note", "topics"])
def test_an_older_store_is_brought_up_to_date_with_a_word(out: Path, column: str) -> None:
    as_of_old(out, without=column, number=None)
    with pytest.raises(StoreError, match="older form"):
        Store(out).documents()
    said: list[str] = []
    Store(out, say=said.append).open()
    assert said == [f"{out} was of an older form (0): 3 files brought to form {FORMAT}"]
    assert list(problems(out)) == []
    assert set(Store(out).read("tasks")[column].to_pylist()[0] or ()) == set()
    Store(out, say=said.append).open()
    assert len(said) == 1


def test_what_is_kept_beside_the_data_is_brought_up_to_date_too(tmp_path: Path) -> None:
    """Corrections, rows as read and printed pages of a store that was written before a column came."""
    pdf, docx = read_from("in/plan.pdf"), read_from("in/other.docx", symbol="13/KH-UBND")
    store = store_with(tmp_path, pdf, docx)
    row = said(pdf, "task_text", "Lập danh mục đã sửa.")
    store.correct([row])
    store.place(docx.document.document_id, pdf)
    before = contents(store)
    files = [*(tmp_path / ".kehoach").rglob("tasks.parquet"), *tmp_path.rglob("corrections.parquet")]
    assert len(files) == 4
    for path in files:
        column = "why" if path.stem == "corrections" else "note"
        path.write_bytes(write_table(pq.read_table(path, partitioning=None).drop_columns([column])))
    (tmp_path / ".kehoach" / "format").write_text("3")
    again = Store(tmp_path, sources=store.sources)
    again.open()
    assert problems(tmp_path) == []
    assert contents(again) == before
    again.undo([row.correction_id], "Bình")
    assert again.as_read([pdf.document.document_id])[pdf.document.document_id].tasks == pdf.tasks


def test_the_english_sentence_stands_in_for_the_vietnamese_one(out: Path) -> None:
    for path in (out / "diagnostics").rglob("*.parquet"):
        table = pq.read_table(path, partitioning=None)
        path.write_bytes(write_table(table.drop_columns(["message_vi"])))
    (out / ".kehoach" / "format").write_text("2")
    Store(out).open()
    assert list(problems(out)) == []
    rows = Store(out).read("diagnostics").to_pylist()
    assert rows
    assert all(row["message_vi"] == row["message"] for row in rows)


def test_a_migration_that_was_stopped_goes_on(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_of_old(out, without="note", number="0")
    calls = []

    def stop(path: Path, content: bytes) -> None:
        if len(calls) == 1:
            raise KeyboardInterrupt
        calls.append(path)
        path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.writing.format.write_atomically", stop)
        with pytest.raises(KeyboardInterrupt):
            Store(out).open()
    Store(out).open()
    assert list(problems(out)) == []


def test_an_older_store_without_a_column_that_must_be_there_is_refused(out: Path) -> None:
    as_of_old(out, without="ordinal", number=None)
    with pytest.raises(StoreError, match="has no ordinal, which cannot be missing"):
        Store(out).open()


@pytest.mark.parametrize("use", [Store.open, Store.documents])
def test_a_newer_store_is_refused(out: Path, use: Callable[[Store], object]) -> None:
    (out / ".kehoach" / "format").write_text(f"{FORMAT + 1}\n")
    with pytest.raises(StoreError, match="newer kehoach"):
        use(Store(out))


def test_a_store_of_an_unknown_form_is_refused(out: Path) -> None:
    (out / ".kehoach" / "format").write_text("?")
    with pytest.raises(StoreError, match="is damaged"):
        Store(out).open()
