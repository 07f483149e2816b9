"""Scans read end to end. What needs tesseract is skipped where it is missing; the rest shows what happens without it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from pipeline.readers import ocr
from pipeline.readers.errors import ReadError
from pipeline.readers.ocr import engine
from pipeline.readers.ocr.images import DPI, Picture
from pipeline.readers.ocr.page import prepared, read_page
from pipeline.readers.pdf.furniture import PageDraft
from schemas.layout import Layout, Table

RAW = Path(__file__).parents[3] / "data" / "raw"
SAMPLE = RAW / "mau-04-o-gop-qua-trang-2024.pdf"
needs_tesseract = pytest.mark.skipif(engine.unavailable() is not None, reason="tesseract with Vietnamese data is not installed")


def picture_of(page: int, box: tuple[float, float, float, float], dpi: int = 200) -> Image.Image:
    """A part of a sample's page (shares of its width and height) on white paper."""
    document = pdfium.PdfDocument(SAMPLE)
    image = document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    x0, y0, x1, y1 = box
    part = image.crop((round(x0 * image.width), round(y0 * image.height), round(x1 * image.width), round(y1 * image.height)))
    paper = Image.new("RGB", (image.width, part.height + 200), "white")
    paper.paste(part, (round(x0 * image.width), 100))
    return paper


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    """A scan of the head and first rows of an annex's table, 1.5° askew, with a stamp over its text."""
    image = picture_of(2, (0.0, 0.08, 1.0, 0.36))
    ImageDraw.Draw(image).ellipse((1100, 180, 1390, 470), outline=(220, 40, 60), width=5)
    path = tmp_path / "annex.png"
    image.rotate(1.5, Image.Resampling.BICUBIC, fillcolor="white").save(path, dpi=(200, 200))
    return path


def table_of(layout: Layout) -> list[list[str]]:
    table = next(block for block in layout.blocks if isinstance(block, Table) and block.ruled)
    return [[cell.text if cell else "" for cell in row] for row in table.grid()]


@needs_tesseract
def test_a_scanned_annex_gives_the_rows_of_its_digital_twin(annex: Path) -> None:
    layout = ocr.read_image(annex)
    assert (layout.source_format, layout.text_source, layout.page_count) == ("image", "ocr", 1)
    rows = table_of(layout)
    titles = ["STT", "Chỉ số/nội dung", "Chỉ tiêu/kết quả", "Nhiệm vụ/giải pháp", "Thời gian hoàn thành"]
    assert [text.replace("\n", " ") for text in rows[0]] == titles
    assert rows[1][:3] == ["I", "Chỉ số PAPI", ""]
    assert rows[2][0] == "1"


@needs_tesseract
def test_a_page_upside_down_is_read() -> None:
    image = picture_of(1, (0.0, 0.3, 1.0, 0.45)).rotate(180)
    grey = prepared(Picture(1, image.resize((image.width * 3 // 2, image.height * 3 // 2)), 595, 200))
    assert grey is not None
    page = read_page(1, grey)
    assert page.confidence > 0.85
    assert "Ủy" in page.text or "ban" in page.text


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF of two pages: lines of blocks, and nothing."""
    drawn = Image.new("L", (850, 1100), 255)
    draw = ImageDraw.Draw(drawn)
    for y in range(100, 900, 40):
        for x in range(100, 700, 60):
            draw.rectangle((x, y, x + 40, y + 14), fill=0)
    path = tmp_path / "scan.pdf"
    drawn.save(path, save_all=True, append_images=[Image.new("L", (850, 1100), 255)], resolution=100)
    return path


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    engine.unavailable.cache_clear()
    yield
    monkeypatch.undo()
    engine.unavailable.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_a_scan_says_what_to_install(scan: Path) -> None:
    with pytest.raises(ReadError) as caught:
        ocr.read_pages(scan, [1, 2])
    assert caught.value.reason == "ocr_unavailable"
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in caught.value.message


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_a_blank_page_is_no_loss(scan: Path) -> None:
    found = ocr.read_pages(scan, [2])
    assert (found.ocr_pages, found.notes) == ([], [])
    assert found.drafts[2].lines == []


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_a_document_with_readable_pages_goes_on(scan: Path) -> None:
    pages = [PageDraft(1, 612, 792), PageDraft(2, 612, 792)]
    drafts, source, found = ocr.with_ocr(scan, pages, {1: "broken", 2: "good"})
    assert drafts == pages
    assert source == "text_layer"
    assert [(note.code, note.page) for note in found.notes] == [("ocr_unavailable", 1)]
    with pytest.raises(ReadError):
        ocr.with_ocr(scan, pages, {1: "none", 2: "none"})


def test_good_pages_are_left_alone() -> None:
    pages = [PageDraft(1, 612, 792)]
    assert ocr.with_ocr(Path("nowhere.pdf"), pages, {1: "good"})[:2] == (pages, "text_layer")


def test_a_hanging_engine_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(command: list[str], **options: object) -> None:
        raise engine.subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(engine, "unavailable", lambda: None)
    monkeypatch.setattr(engine.subprocess, "run", hang)
    with pytest.raises(ReadError) as caught:
        engine.recognise([Image.fromarray(np.full((40, 40), 255, np.uint8))], "block", DPI)
    assert caught.value.reason == "timeout"
