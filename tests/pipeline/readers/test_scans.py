"""A PDF of pictures reads as its digital twin does."""

import shutil
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.document import ingest_file
from pipeline.readers import ReadError, read_file
from tests.plans_at_hand import RAW

SAMPLE = RAW / "mau-05-bang-theo-co-quan-2022.pdf"
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="needs tesseract (apt install tesseract-ocr-vie)"
)


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first page of a sample as a picture, 200 dpi."""
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    document = pdfium.PdfDocument(SAMPLE)
    document[0].render(scale=200 / 72).to_pil().convert("L").save(path, "PDF", resolution=200)
    document.close()
    return path


@needs_tesseract
def test_a_scanned_page_is_recognised(scan: Path) -> None:
    [plan] = ingest_file(scan, "scan.pdf")
    assert (plan.document.text_source, plan.document.ocr_pages) == ("ocr", (1,))
    assert plan.document.symbol == "1874/KH-UBND"


@needs_tesseract
def test_a_picture_is_read_by_its_content(tmp_path: Path) -> None:
    document = pdfium.PdfDocument(SAMPLE)
    path = tmp_path / "page.pdf"
    document[0].render(scale=200 / 72).to_pil().convert("L").save(path, "PNG")
    document.close()
    assert read_file(path).source_format == "image"


def test_without_the_program_the_reason_says_what_to_install(
    scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.readers.ocr.unavailable", lambda: "install tesseract-ocr tesseract-ocr-vie")
    with pytest.raises(ReadError, match="install tesseract-ocr") as error:
        read_file(scan)
    assert error.value.reason == "ocr_unavailable"


@needs_tesseract
def test_a_page_whose_letters_are_drawn_as_shapes_is_recognised(tmp_path: Path) -> None:
    """A drawing program may save letters so: no text, no image, and yet a page full of words."""
    dpi = 200
    document = pdfium.PdfDocument(SAMPLE)
    dark = document[0].render(scale=dpi / 72).to_numpy()[:, :, 0] < 128
    document.close()
    path = tmp_path / "shapes.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.scale(72 / dpi, 72 / dpi)
    shape = canvas.beginPath()
    for row, column in zip(*np.nonzero(dark[: dark.shape[0] // 4]), strict=True):
        shape.rect(int(column), dark.shape[0] - int(row), 1, 1)
    canvas.drawPath(shape, stroke=0, fill=1)
    canvas.save()
    [plan] = ingest_file(path, "shapes.pdf")
    assert (plan.document.text_source, plan.document.symbol) == ("ocr", "1874/KH-UBND")


def without_map(path: Path, number: int, folder: Path) -> Path:
    """A copy of a PDF one of whose fonts (by number, from 0) has lost its map to Unicode."""
    before, *parts = SAMPLE.read_bytes().split(b"/ToUnicode")
    names = [b"/ToUnicodX" if index == number else b"/ToUnicode" for index in range(len(parts))]
    copy = folder / path.name
    copy.write_bytes(before + b"".join(name + part for name, part in zip(names, parts, strict=True)))
    return copy


@needs_tesseract
def test_words_in_a_font_that_does_not_tell_its_letters_are_recognised(tmp_path: Path) -> None:
    [sound] = ingest_file(SAMPLE, "plan.pdf")
    [plan] = ingest_file(without_map(SAMPLE, 1, tmp_path), "plan.pdf")
    assert [task.task_text for task in plan.tasks] == [task.task_text for task in sound.tasks]
    assert (plan.document.signer_name, plan.document.title) == (
        sound.document.signer_name,
        sound.document.title,
    )
    assert (plan.document.text_source, plan.document.ocr_pages) == ("mixed", (3,))
    assert [row.code for row in plan.diagnostics if row.code == "broken_text_layer"] == ["broken_text_layer"]


def test_without_an_ocr_program_the_other_words_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.readers.ocr.unavailable", lambda: "install tesseract-ocr")
    layout = read_file(without_map(SAMPLE, 1, tmp_path))
    codes = {(note.code, note.page) for note in layout.notes}
    assert codes == {("broken_text_layer", 3), ("ocr_unavailable", 3)}
    assert layout.text_source == "text_layer"
