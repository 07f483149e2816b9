"""What the reading of a file's pages means for its records."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import document
from pipeline.document import doubt_pages, doubt_words
from schemas.layout import ReaderNote, Span
from schemas.rows import CHECK, JUDGED
from schemas.said import Said
from tests.building import layout, para
from tests.pipeline.invented_plans import plan


@pytest.mark.parametrize(("pages", "doubted"), [({1}, True), ({2}, False), (set(), False)])
def test_what_stands_on_a_page_hard_to_read_is_to_be_checked(pages: set[int], doubted: bool) -> None:
    records = plan()
    doubt_pages(records, pages)
    judged = [row for name in JUDGED for row in records.dataset(name)]
    assert judged
    assert all((row.confidence < CHECK) == doubted for row in judged)
    assert records.references == plan().references


def test_hints_of_one_code_are_one_row_and_warnings_one_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notes = (
        ReaderNote("marks_restored", Said("«tô» → «tổ» 0.99"), 1, severity="info"),
        ReaderNote("low_ocr_confidence", Said("hard to read"), 1),
        ReaderNote("low_ocr_confidence", Said("hard to read"), 2),
        ReaderNote("marks_restored", Said("«kê» → «kế» 0.97"), 2, severity="info"),
    )
    read = replace(layout(para("Kế hoạch")), notes=notes)
    monkeypatch.setattr(document, "read_file", lambda path: read)
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-")
    [records] = document.ingest_file(path, "scan.pdf")
    told = [(row.severity, row.code, row.message) for row in records.diagnostics]
    assert [row for row in told if row[1] in ("marks_restored", "low_ocr_confidence")] == [
        ("info", "marks_restored", "page 1: «tô» → «tổ» 0.99; page 2: «kê» → «kế» 0.97"),
        ("warning", "low_ocr_confidence", "page 1: hard to read"),
        ("warning", "low_ocr_confidence", "page 2: hard to read"),
    ]


@pytest.mark.parametrize(
    ("width", "page", "doubted"),
    [(60, 1, True), (10, 1, False), (60, 2, False)],  # the rows of the plan are 428 points wide
)
def test_what_stands_in_words_that_may_be_misread_is_to_be_checked(
    width: float, page: int, doubted: bool
) -> None:
    records = plan()
    doubt_words(records, [Span(page, 80, 101, 80 + width, 111)])
    judged = [row for name in JUDGED for row in records.dataset(name)]
    assert all((row.confidence < CHECK) == doubted for row in judged)
