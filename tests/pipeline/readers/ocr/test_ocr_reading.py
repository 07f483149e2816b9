"""Scans read end to end. What needs tesseract is skipped where it is missing; the rest shows what happens
without it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageOps
from rapidfuzz import fuzz

from pipeline.errors import ReadError
from pipeline.readers import ocr
from pipeline.readers.ocr import engine
from pipeline.readers.ocr.images import DPI, Picture
from pipeline.readers.ocr.page import prepared, read_page
from pipeline.readers.pages.page import PageDraft
from schemas.layout import Layout, Table, paragraphs_of
from tests.places import RAW

SAMPLE = RAW / "mau-04-o-gop-qua-trang-2024.pdf"
LINES = (0.0, 0.349, 1.0, 0.413)
needs_tesseract = pytest.mark.skipif(
    engine.unavailable() is not None, reason="tesseract with Vietnamese data is not installed"
)


def picture_of(page: int, box: tuple[float, float, float, float], dpi: int = 200) -> Image.Image:
    """A part of a sample's page (shares of its width and height) on white paper."""
    document = pdfium.PdfDocument(SAMPLE)
    image = document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    x0, y0, x1, y1 = box
    part = image.crop(
        (round(x0 * image.width), round(y0 * image.height), round(x1 * image.width), round(y1 * image.height))
    )
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


# Three lines of the sample, as offices send them.
Form = Callable[[Image.Image, Path], None]


def saved(
    suffix: str, change: Callable[[Image.Image], Image.Image] = lambda image: image, **options: object
) -> Form:
    def save(image: Image.Image, path: Path) -> None:
        change(image).save(path.with_suffix(suffix), **{"dpi": (200, 200), **options})

    return save


def turned(degrees: float) -> Form:
    return saved(
        ".png", lambda image: image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    )


def shaded(image: Image.Image) -> Image.Image:
    """A photo by lamplight."""
    light = np.linspace(0.45, 1.0, image.width)[None, :] * np.linspace(1.0, 0.8, image.height)[:, None]
    return Image.fromarray((np.asarray(image) * light[..., None]).astype(np.uint8))


def rimmed(image: Image.Image) -> Image.Image:
    """Scanned with the lid open."""
    framed = Image.new("RGB", (image.width + 160, image.height + 160), (25, 25, 25))
    framed.paste(image, (80, 80))
    return framed


def ink_alone(image: Image.Image) -> Image.Image:
    """Black, as opaque as the page is dark."""
    found = Image.new("RGBA", image.size, (0, 0, 0, 0))
    found.putalpha(ImageOps.invert(image.convert("L")))
    return found


def held_sideways(image: Image.Image, path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image.rotate(90, expand=True).save(path.with_suffix(".jpg"), exif=exif, dpi=(200, 200), quality=90)


def coarse_fax(image: Image.Image, path: Path) -> None:
    half = image.resize((image.width, image.height // 2)).convert("1")
    half.save(path.with_suffix(".tif"), compression="group4", dpi=(200, 100))


def deep(image: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 200)


FORMS: dict[str, Form] = {
    "turned left": turned(90),
    "upside down": turned(180),
    "turned right": turned(270),
    "8 degrees askew": turned(8),
    "5 degrees askew": turned(-5),
    "turned and askew": turned(94),
    "photo in a shadow": saved(".jpg", shaded, quality=85),
    "dark rim": saved(".png", rimmed),
    "JPEG of quality 40": saved(".jpg", quality=40),
    "JPEG without resolution": saved(".jpg", quality=80, dpi=(72, 72)),
    "camera held sideways": held_sideways,
    "CMYK": saved(".jpg", lambda image: image.convert("CMYK"), quality=85),
    "fax": saved(".tif", lambda image: image.convert("1"), compression="group4"),
    "coarse fax": coarse_fax,
    "transparent": saved(".png", ink_alone),
    "transparent palette": saved(".png", lambda image: ink_alone(image).quantize(8)),
    "palette": saved(".png", lambda image: image.quantize(16)),
    "16-bit grey": saved(".png", deep),
    "16-bit TIFF": saved(".tif", deep),
}


def text_of(layout: Layout) -> str:
    return " ".join(" ".join(p.text for block in layout.blocks for p in paragraphs_of(block)).split())


def warnings_of(layout: Layout) -> list[str]:
    return [note.code for note in layout.notes if note.severity == "warning"]


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is read of the lines as they stand."""
    path = tmp_path_factory.mktemp("straight") / "page.png"
    picture_of(1, LINES).save(path, dpi=(200, 200))
    return text_of(ocr.read_image(path))


@needs_tesseract
@pytest.mark.parametrize("form", FORMS)
def test_a_page_is_read_in_any_form(form: str, straight: str, tmp_path: Path) -> None:
    FORMS[form](picture_of(1, LINES), tmp_path / "page")
    layout = ocr.read_image(next(tmp_path.iterdir()))
    assert "hội viên, đoàn viên và Nhân dân" in text_of(layout)
    assert fuzz.ratio(text_of(layout), straight) >= 99
    assert warnings_of(layout) == []


@needs_tesseract
def test_every_page_of_a_tiff_is_read(straight: str, tmp_path: Path) -> None:
    page = picture_of(1, LINES).convert("1")
    page.save(
        tmp_path / "scan.tif",
        save_all=True,
        append_images=[page.rotate(180)],
        compression="group4",
        dpi=(200, 200),
    )
    layout = ocr.read_image(tmp_path / "scan.tif")
    assert (layout.page_count, layout.ocr_pages) == (2, (1, 2))
    assert fuzz.ratio(text_of(layout), f"{straight} {straight}") >= 99


@needs_tesseract
def test_a_page_too_poor_to_read_is_noted(tmp_path: Path) -> None:
    page = picture_of(1, LINES)
    page.resize((page.width // 5, page.height // 5)).save(tmp_path / "page.png", dpi=(40, 40))
    assert warnings_of(ocr.read_image(tmp_path / "page.png")) == ["low_ocr_confidence"]


@needs_tesseract
def test_a_table_printed_sideways_on_an_upright_page_is_read(tmp_path: Path) -> None:
    table = picture_of(2, (0.0, 0.1, 1.0, 0.36))
    sheet = Image.new("RGB", (table.height + 200, table.width), "white")
    sheet.paste(table.rotate(90, expand=True), (100, 0))
    ImageDraw.Draw(sheet).text((sheet.width // 2, 60), "2", fill=(0, 0, 0), font_size=30)
    sheet.save(tmp_path / "page.png", dpi=(200, 200))
    rows = table_of(ocr.read_image(tmp_path / "page.png"))
    assert rows[1][:3] == ["I", "Chỉ số PAPI", ""]


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
