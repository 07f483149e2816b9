"""The file whose pages spans mean: found again as it was read, or printed; each fault is one sentence."""

import shutil
import zipfile
from collections.abc import Collection
from pathlib import Path

import pytest

from pipeline.document import ingest_file
from pipeline.limits import Limits
from pipeline.page_files import (
    PagesNotThereError,
    drawers,
    page_file,
    pictures_within_limits,
    print_pages,
    printed_pages,
)
from pipeline.readers.convert import find_libreoffice
from pipeline.store import Store
from pipeline.store.errors import StoreError
from schemas.rows import DocumentRow, PlanRecords
from tests.pipeline.readers.pdf_building import drawn
from tests.pipeline.running.hostile_calls import hangs
from tests.places import RAW

PDF = RAW / "mau-01-nhiem-vu-theo-co-quan-2023.pdf"
DOCX = PDF.with_suffix(".docx")
needs_libreoffice = pytest.mark.skipif(
    find_libreoffice() is None, reason="needs LibreOffice (apt install libreoffice-writer)"
)


class PlansStore(Store):
    """A store that reads its plans from their files, and notes what is placed."""

    placed: dict[str, PlanRecords]

    def as_read(self, document_ids: Collection[str]) -> dict[str, PlanRecords]:
        found = [ingest_file(Path(row.source_uri), row.source_uri)[0] for row in self.documents()]
        return {
            plan.document.document_id: plan for plan in found if plan.document.document_id in document_ids
        }

    def place(self, document_id: str, paged: PlanRecords) -> None:
        self.placed = {document_id: paged}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlansStore:
    """An empty store; what lies in the folder `in` is given by its relative path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    made = PlansStore(tmp_path / "store")
    made.open()
    return made


def ingested(store: Store, file: Path, uri: str = "") -> DocumentRow:
    """The row of a file that is read into the store as `in/<name>`, or as `uri`."""
    if not uri:
        uri = f"in/{file.name}"
        shutil.copyfile(file, uri)
    store.put(ingest_file(file, uri))
    [row] = [row for row in store.documents() if row.source_uri == uri]
    return row


def content(row: DocumentRow, store: Store) -> bytes:
    """The bytes of the file with a document's pages."""
    with page_file(row, store.documents(), store) as path:
        return path.read_bytes()


def fault(row: DocumentRow, store: Store) -> str:
    """Why there are no pages."""
    with pytest.raises(PagesNotThereError) as error, page_file(row, store.documents(), store):
        pass
    return str(error.value)


def test_a_pdf_has_its_own_pages_wherever_one_stands(
    store: PlansStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ingested(store, PDF)
    monkeypatch.chdir("/")
    assert content(row, store) == PDF.read_bytes()


def test_a_copy_stands_in_for_a_file_that_is_gone(store: PlansStore) -> None:
    ingested(store, PDF)
    shutil.copyfile(PDF, "in/copy.pdf")
    store.put(ingest_file(PDF, "in/copy.pdf"))
    [row] = store.documents()
    Path(row.source_uri).unlink()
    assert row.other_uris
    assert content(row, store) == PDF.read_bytes()


def test_a_file_in_a_bundle_is_unpacked_and_gone_afterwards(store: PlansStore) -> None:
    with zipfile.ZipFile("in/bundle.zip", "w") as bundle:
        bundle.write(DOCX, "a/other.docx")
        bundle.write(PDF, "a/plan.pdf")
    row = ingested(store, PDF, "in/bundle.zip!/a/plan.pdf")
    with page_file(row, store.documents(), store) as path:
        assert path.read_bytes() == PDF.read_bytes()
    assert not path.exists()


def test_a_file_at_a_url_is_fetched(store: PlansStore) -> None:
    from upath import UPath

    UPath("memory://plans/plan.pdf").write_bytes(PDF.read_bytes())
    row = ingested(store, PDF, "memory://plans/plan.pdf")
    assert content(row, store) == PDF.read_bytes()


def test_a_url_that_no_library_reads_is_one_sentence(store: PlansStore) -> None:
    row = ingested(store, PDF, "noone://plans/plan.pdf")
    assert fault(row, store).startswith("noone://plans/plan.pdf is not there any more; ")


def test_a_twin_s_pages_are_those_of_the_best_pdf(store: PlansStore, tmp_path: Path) -> None:
    pdf, docx = ingested(store, PDF), ingested(store, DOCX)
    assert docx.plan_key == pdf.plan_key
    scan = pdf.model_copy(update={"text_source": "ocr", "source_uri": "a.pdf", "document_id": "0" * 16})
    docx = docx.model_copy(update={"page_source": "twin"})
    for documents in ([scan, pdf, docx], [docx, pdf, scan]):
        with page_file(docx, documents, store) as path:
            assert path.read_bytes() == PDF.read_bytes()
    with pytest.raises(PagesNotThereError, match="not in the store"), page_file(docx, [docx], store):
        pass


def changed(row: DocumentRow) -> None:
    Path(row.source_uri).write_bytes(b"%PDF-1.4 another")


def gone(row: DocumentRow) -> None:
    Path(row.source_uri).unlink()


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (changed, "in/{name} changed since it was read; kehoach ingest reads it again"),
        (gone, "in/{name} is not there any more; put it back, or let kehoach ingest read it where it is"),
    ],
)
def test_a_file_that_is_not_the_one_that_was_read_is_told(
    store: PlansStore, happens: object, said: str
) -> None:
    row = ingested(store, PDF)
    assert callable(happens)
    happens(row)
    assert fault(row, store) == said.format(name=PDF.name)


def test_a_file_that_failed_has_no_pages(store: PlansStore, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4")
    row = ingested(store, tmp_path / "bad.pdf")
    assert fault(row, store) == "in/bad.pdf could not be read: it has no pages to show"


def test_an_error_of_the_caller_is_his_own(store: PlansStore) -> None:
    """One that happens while the file is open is no fault of the file."""
    row = ingested(store, PDF)
    with pytest.raises(FileNotFoundError), page_file(row, store.documents(), store):
        raise FileNotFoundError("mine")


@needs_libreoffice
def test_a_docx_is_printed_once_and_its_rows_are_placed(
    store: PlansStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ingested(store, DOCX)
    assert row.page_source is None
    print_pages(row, store)
    paged = store.placed[row.document_id]
    for name in ("tasks", "assignments", "deadlines", "targets", "sections", "references"):
        rows = paged.dataset(name)
        assert rows
        assert all(getattr(found, "spans") for found in rows), name  # noqa: B009
    paged.check()
    kept = content(row, store)
    assert kept.startswith(b"%PDF-")
    monkeypatch.setattr("pipeline.page_files.print_to", None)  # not printed again
    assert content(row, store) == kept
    printed = Path("store/.kehoach/printed")
    assert [file.stem for file in printed.iterdir()] == [row.source_sha256]


@needs_libreoffice
def test_a_store_that_cannot_be_written_to_has_printed_pages_too(store: PlansStore) -> None:
    row = ingested(store, DOCX)
    Path("store/.kehoach/printed").write_bytes(b"")  # no folder can be made there
    plan = store.as_read([row.document_id])[row.document_id]
    with printed_pages(plan, store) as (pdf, found):
        assert found.document.page_source == "printed"
        assert all(task.spans for task in found.tasks)
        assert max(span.page for task in found.tasks for span in task.spans) > 1
        assert pictures_within_limits(pdf, [1])[0].width == pytest.approx(595, abs=1)
    assert not pdf.exists()


@needs_libreoffice
def test_prints_of_plans_that_left_go_too(store: PlansStore) -> None:
    row = ingested(store, DOCX)
    old = Path("store/.kehoach/printed") / f"{'0' * 64}.pdf"
    old.parent.mkdir()
    old.write_bytes(b"%PDF-")
    content(row, store)
    assert not old.exists()


def test_a_store_that_refuses_places_is_told(store: PlansStore, monkeypatch: pytest.MonkeyPatch) -> None:
    row = ingested(store, DOCX)
    kept = Path("store/.kehoach/printed") / f"{row.source_sha256}.pdf"
    kept.parent.mkdir()
    shutil.copyfile(PDF, kept)

    def refuse(document_id: str, paged: PlanRecords) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(store, "place", refuse)
    with pytest.raises(PagesNotThereError, match="the disk is full"):
        print_pages(row, store)


def test_without_libreoffice_the_sentence_says_how_to_get_it(
    store: PlansStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ingested(store, DOCX)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = fault(row, store)
    assert said.startswith(f"the pages of in/{DOCX.name} cannot be shown: LibreOffice is not installed")


def test_pictures_are_drawn_in_another_process() -> None:
    found = pictures_within_limits(PDF, [2, 1], pixels_wide=300)
    assert [picture.page for picture in found] == [1, 2]


def test_one_process_draws_the_pages_of_many_files(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4")
    with drawers() as workers:
        found = pictures_within_limits(PDF, [1], pixels_wide=300, workers=workers)
        with pytest.raises(PagesNotThereError, match="cannot be shown: the file is no readable PDF"):
            pictures_within_limits(tmp_path / "bad.pdf", [1], workers=workers)
        assert pictures_within_limits(PDF, [1, 99], pixels_wide=300, workers=workers) == found


def test_drawing_that_hangs_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.page_files.drawn", hangs)
    monkeypatch.setattr("pipeline.page_files.Limits", lambda timeout: Limits(timeout=2))
    with pytest.raises(PagesNotThereError, match="cannot be shown: reading took longer than the limit"):
        pictures_within_limits(PDF, [1])


def test_a_file_that_cannot_be_drawn_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(PagesNotThereError, match="cannot be shown: the file is no readable PDF"):
        pictures_within_limits(tmp_path / "bad.pdf", [1])


def test_pictures_of_too_many_pages_at_once_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.confined_pages import drawn as draw
    from pipeline.errors import ReadError

    monkeypatch.setattr("pipeline.confined_pages._MOST_BYTES", 1_000)
    path = drawn(tmp_path / "page.pdf", lambda sheet: sheet.text(90, 100, "Tài chính"))
    with pytest.raises(ReadError, match="over 0 MB"):
        draw(path, [1], None, None)
