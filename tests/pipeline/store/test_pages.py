"""A plan without pages has places on those of its twin, else on printed ones, whatever came first."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.store import Change, Store, StoreError
from pipeline.store.consistency import problems
from pipeline.store.writing import kept
from schemas.layout import Span
from schemas.rows import PlanRecords
from tests.pipeline.store.invented_corrections import Folder, contents, read_from, said, store_of
from tests.pipeline.store.test_corrections import put, store_with

DOCX = read_from("in/plan.docx")
KEY = DOCX.document.document_id


def paged(uri: str, page: int, **columns: Any) -> PlanRecords:
    """The plan as a PDF whose texts all stand on one page."""
    records = read_from(uri, **columns)
    where = (Span(page, 72, 100, 500, 112),)
    records.tasks = [row.model_copy(update={"spans": where}) for row in records.tasks]
    return records


PDF = paged("in/plan.pdf", 1)
SCAN = paged("in/a-scan.pdf", 2, text_source="ocr")
OTHER = paged("in/b.pdf", 3)
PRINTED = paged("in/printed.pdf", 4)


def pages_of(store: Store, document_id: str = KEY) -> tuple[str | None, set[int]]:
    """Whose pages the places of a document mean, and which pages its tasks stand on."""
    (row,) = [row for row in store.documents() if row.document_id == document_id]
    tasks = store.read("tasks").to_pylist()
    spans = [span for task in tasks if task["document_id"] == document_id for span in task["spans"]]
    return row.page_source, {span["page"] for span in spans}


@pytest.mark.parametrize("order", list(permutations([DOCX, PDF, SCAN, OTHER])))
def test_the_twin_is_the_same_whatever_came_first(tmp_path: Path, order: tuple[PlanRecords, ...]) -> None:
    store = store_with(tmp_path, *order)
    assert pages_of(store) == ("twin", {3})
    assert problems(tmp_path) == []


def test_places_go_with_the_twin_or_to_another(tmp_path: Path) -> None:
    store = store_with(tmp_path, DOCX, PDF, SCAN)
    plain = store_with(tmp_path / "plain", DOCX)
    assert isinstance(store.sources, Folder)
    assert pages_of(store) == ("twin", {1})
    del store.sources.files["in/plan.pdf"]
    store.prune()
    assert pages_of(store) == ("twin", {2})
    del store.sources.files["in/a-scan.pdf"]
    store.prune()
    assert pages_of(store) == (None, set())
    assert contents(store) == contents(plain)
    assert problems(tmp_path) == []


def test_a_twin_read_anew_gives_new_places(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF, DOCX)
    records = paged("in/plan.pdf", 7)
    assert put(store, records) == Change.UPDATED
    assert pages_of(store) == ("twin", {7})
    put(store, read_from("in/plan.pdf", symbol="13/KH-UBND"))
    assert pages_of(store) == (None, set())


def test_a_document_with_a_twin_is_unchanged_when_it_is_read_again(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF, DOCX)
    assert put(store, DOCX) == Change.UNCHANGED
    assert put(store, PDF) == Change.UNCHANGED


def test_printed_pages_stay_and_give_way_to_a_twin(tmp_path: Path) -> None:
    store = store_with(tmp_path, DOCX)
    store.place(KEY, PRINTED)
    assert pages_of(store) == ("printed", {4})
    assert put(store, DOCX) == Change.UNCHANGED
    row = said(DOCX, "note", "Xem lại", 1)
    store.correct([row])
    store.undo([row.correction_id], "Bình")
    assert store.keep_all([(DOCX.document.source_sha256 or "", "in/copy.docx")])[0][1] == [Change.COPY]
    assert pages_of(store) == ("printed", {4})
    put(store, PDF)
    assert pages_of(store) == ("twin", {1})
    assert isinstance(store.sources, Folder)
    del store.sources.files["in/plan.pdf"]
    store.prune()
    assert pages_of(store) == ("printed", {4})
    assert problems(tmp_path) == []
    put(store, read_from("in/plan.docx", pipeline_version="2"))
    assert pages_of(store) == (None, set())
    assert not list((tmp_path / ".kehoach" / "printed").iterdir())
    assert problems(tmp_path) == []


def test_printed_pages_leave_with_their_document(tmp_path: Path) -> None:
    store = store_with(tmp_path, DOCX)
    store.place(KEY, PRINTED)
    assert isinstance(store.sources, Folder)
    store.sources.files.clear()
    store.prune()
    assert not list((tmp_path / ".kehoach" / "printed").iterdir())
    put(store, DOCX)
    assert pages_of(store) == (None, set())


def test_only_a_stored_document_without_pages_is_placed(tmp_path: Path) -> None:
    store = store_with(tmp_path, PDF)
    with pytest.raises(StoreError, match="has no document 0000"):
        store.place("0" * 16, PRINTED)
    with pytest.raises(StoreError, match=r"in/plan\.pdf has pages of its own"):
        store.place(PDF.document.document_id, PRINTED)


def test_the_pages_are_those_of_the_twin_as_read(tmp_path: Path) -> None:
    """A corrected text of the twin is no text of the plan: places are found by what was read."""
    store = store_with(tmp_path, PDF)
    row = said(PDF, "task_text", "Một câu khác.")
    store.correct([row])
    put(store, DOCX)
    assert pages_of(store) == ("twin", {1})
    tasks = [task for task in store.read("tasks").to_pylist() if task["document_id"] == KEY]
    assert [len(task["spans"]) for task in tasks] == [1, 1]
    assert tasks[0]["task_text"] == "Một câu khác."
    assert store.as_read([KEY])[KEY].document.page_source == "twin"
    assert problems(tmp_path) == []


def test_an_annex_has_the_pages_of_its_own_twin(tmp_path: Path) -> None:
    annex = read_from("in/annex.docx")
    store = store_with(tmp_path, annex, paged("in/annex.pdf", 5), DOCX, PDF)
    assert pages_of(store, annex.document.document_id) == ("twin", {5})
    assert pages_of(store) == ("twin", {1})


def test_an_annex_that_stays_as_it_is_follows_its_twin(tmp_path: Path) -> None:
    """Whatever touches an annex looks at all of its number: one that was looked at in vain had no places."""
    annex = read_from("in/annex.docx")
    store = store_with(tmp_path, annex, paged("in/annex.pdf", 5))
    assert pages_of(store, annex.document.document_id) == ("twin", {5})


def test_the_files_of_others_are_read_only_where_there_is_a_twin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(tmp_path, Folder())
    store.open()

    def decode(*args: object) -> object:
        raise AssertionError(args)

    monkeypatch.setattr(kept.EncodedPlan, "decoded", decode)
    put(store, DOCX)
    put(store, read_from("in/other.pdf", symbol="13/KH-UBND"))
    with pytest.raises(AssertionError):
        put(store, PDF)


@pytest.mark.parametrize("name", ["tasks", "documents"])
def test_damaged_printed_pages_are_dropped_by_repair(tmp_path: Path, name: str) -> None:
    store = store_with(tmp_path, DOCX)
    store.place(KEY, PRINTED)
    (tmp_path / ".kehoach" / "printed" / KEY / f"{name}.parquet").write_bytes(b"PAR1")
    assert len(problems(tmp_path)) == 1
    assert CliRunner().invoke(app, ["check", "--repair", "--out", str(tmp_path)]).exit_code == 0
    assert problems(tmp_path) == []
    assert pages_of(store) == (None, set())
