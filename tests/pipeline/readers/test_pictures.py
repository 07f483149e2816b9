"""Pictures of pages: what the spans of a file name stands there in the picture, however the page lies."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import ReadError
from pipeline.limits import Limits, within
from pipeline.readers import read_file
from pipeline.readers.pictures import PagePicture, page_pictures
from schemas.layout import Span
from tests.pipeline.readers.pdf_building import Sheet, drawn, written
from tests.pipeline.readers.test_scans import SAMPLE, needs_tesseract

# Letters in Latin-1 that are Vietnamese all the same.
TEXT = "Giao các cô quan tài chính cùng làm báo cáo"
INK = 160


def pixels(picture: PagePicture) -> NDArray[np.uint8]:
    """The grey values of a picture."""
    return np.asarray(Image.open(io.BytesIO(picture.image)).convert("L"))


def ink_in(picture: PagePicture, span: Span) -> float:
    """The share of dark pixels in a place of a picture."""
    page = pixels(picture)
    x, y = page.shape[1] / picture.width, page.shape[0] / picture.height
    part = page[round(span.y0 * y) : round(span.y1 * y) + 1, round(span.x0 * x) : round(span.x1 * x) + 1]
    return float((part < INK).mean()) if part.size else 0.0


def ink_outside(picture: PagePicture, spans: list[Span]) -> int:
    """How many dark pixels a picture has outside of all places, with two points around them."""
    page = pixels(picture).copy()
    x, y = page.shape[1] / picture.width, page.shape[0] / picture.height
    for span in spans:
        top, left = max(round((span.y0 - 2) * y), 0), max(round((span.x0 - 2) * x), 0)
        page[top : round((span.y1 + 2) * y), left : round((span.x1 + 2) * x)] = 255
    return int((page < INK).sum())


def word_spans(path: Path) -> list[Span]:
    """Where the words of a file stand."""
    return [
        piece.place
        for paragraph in read_file(path).paragraphs()
        for piece in paragraph.pieces
        if isinstance(piece.place, Span)
    ]


def three_lines(sheet: Sheet) -> None:
    """A page with three lines of text, none of them in the middle."""
    for y in (100, 150, 320):
        sheet.text(90, y, TEXT)


def shown(degrees: int, *box: float) -> Callable[[Path], Path]:
    """A page of which this box is seen (all, if none), turned by so much."""

    def make(path: Path) -> Path:
        document = pdfium.PdfDocument(drawn(path.with_name("whole.pdf"), three_lines))
        if box:
            document[0].set_cropbox(*box)
        document[0].set_rotation(degrees)
        document.save(path)
        document.close()
        return path

    return make


def in_other_units(path: Path) -> Path:
    """A page whose unit is two points (ISO 32000-1, 14.11.2)."""
    lines = "".join(f"1 0 0 1 90 {y} Tm ({TEXT}) Tj " for y in (740, 690, 520))
    resources = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>>>"
    written(path, f"BT /F 13 Tf {lines}ET", resources=resources, streams={}, page="/UserUnit 2")
    return path


def sideways(path: Path) -> Path:
    """A page set sideways that does not say so."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    canvas.setFont("Times-Roman", 13)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    for y in (500, 450, 300):
        canvas.drawString(60, y, TEXT)
    canvas.showPage()
    canvas.save()
    return path


MAKERS = [
    pytest.param(shown(0), id="upright"),
    pytest.param(shown(90), id="rotated by 90"),
    pytest.param(shown(180), id="rotated by 180"),
    pytest.param(shown(270), id="rotated by 270"),
    pytest.param(shown(0, 40, 300, 500, 800), id="cropped"),
    pytest.param(shown(270, 40, 300, 500, 800), id="cropped and rotated"),
    pytest.param(in_other_units, id="a user unit"),
    pytest.param(sideways, id="set sideways"),
]


@pytest.mark.parametrize("make", MAKERS)
def test_each_word_stands_where_its_span_says(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "page.pdf")
    [picture] = page_pictures(path)
    spans = word_spans(path)
    assert len(spans) == 3 * len(TEXT.split())
    assert min(ink_in(picture, span) for span in spans) > 0.03
    assert ink_outside(picture, spans) == 0


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180, 2.5])
def test_a_scan_is_laid_as_ocr_reads_it(tmp_path: Path, turn: float) -> None:
    """A page that lay askew, on its side or upside down: its words' places are those of the level page."""
    document = pdfium.PdfDocument(SAMPLE)
    image = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    image = image.crop((0, 0, image.width, image.height // 3))
    image.rotate(turn, expand=turn == 90, fillcolor="white").save(tmp_path / "scan.png", dpi=(200, 200))
    [picture] = page_pictures(tmp_path / "scan.png")
    spans = word_spans(tmp_path / "scan.png")
    assert len(spans) > 40
    shares = sorted(ink_in(picture, span) for span in spans)
    assert shares[len(shares) // 10] > 0.05
    assert ink_outside(picture, spans) < 0.1 * float((pixels(picture) < INK).sum())


def test_pages_of_a_scanner_s_file_have_pictures_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "fax.tif"
    frames = [Image.new("L", (850, 1100), shade) for shade in (255, 200, 170)]
    frames[0].save(path, save_all=True, append_images=frames[1:], dpi=(100, 100))
    found = list(page_pictures(path, [1, 3]))
    assert [(picture.page, round(picture.width), round(picture.height)) for picture in found] == [
        (1, 612, 792),
        (3, 612, 792),
    ]
    assert [round(float(pixels(picture).mean()), -1) for picture in found] == [250, 170]


def test_only_the_pages_asked_for_are_drawn_in_order(tmp_path: Path) -> None:
    path = drawn(tmp_path / "four.pdf", *[three_lines] * 4)
    assert [picture.page for picture in page_pictures(path, {4, 2, 9})] == [2, 4]


@pytest.mark.parametrize(("colour", "bands"), [((0, 0, 0), 1), ((200, 0, 0), 3)])
def test_a_page_without_colour_is_grey(tmp_path: Path, colour: tuple[int, int, int], bands: int) -> None:
    path = tmp_path / "page.png"
    image = Image.new("RGB", (850, 1100), "white")
    image.paste(colour, (100, 100, 300, 300))
    image.save(path, dpi=(100, 100))
    [picture] = page_pictures(path)
    seen = np.asarray(Image.open(io.BytesIO(picture.image)).convert("RGB")).astype(int)
    assert (np.abs(seen[..., 0] - seen[..., 1]).max() > 100) == (bands == 3)


@pytest.mark.parametrize("size", [(14_000.0, 14_000.0), (14_400.0, 3.0), (3.0, 14_400.0)])
def test_an_enormous_page_gives_a_picture_of_bounded_size(tmp_path: Path, size: tuple[float, float]) -> None:
    path = drawn(tmp_path / "poster.pdf", lambda sheet: sheet.text(1, 1, "1"), size=size)
    [picture] = page_pictures(path)
    height, width = pixels(picture).shape
    assert width * height <= 8_100_000
    assert max(width, height) <= 16_383


def test_a_page_that_cannot_be_drawn_is_blank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise pdfium.PdfiumError("no picture")

    monkeypatch.setattr(pdfium.PdfPage, "render", refuse)
    path = drawn(tmp_path / "page.pdf", three_lines)
    [picture] = page_pictures(path)
    assert (round(picture.width), round(picture.height)) == (595, 842)
    assert pixels(picture).min() > 250


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"%PDF-1.4 and no more", "corrupt"), (b"", "empty_file"), (b"{\\rtf1 text}", "unsupported_type")],
)
def test_a_file_without_pages_has_its_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ReadError) as error:
        list(page_pictures(path))
    assert error.value.reason == reason


def test_a_file_with_too_many_pages_is_not_drawn(tmp_path: Path) -> None:
    path = drawn(tmp_path / "four.pdf", *[three_lines] * 4)
    with within(Limits(max_pages=3)), pytest.raises(ReadError, match="has 4 pages"):
        list(page_pictures(path))


def test_forty_pages_fit_a_review_file() -> None:
    """12 MB as base64, the page's own script and records among them (issue 14)."""
    sizes = [len(picture.image) for picture in page_pictures(SAMPLE)]
    assert 40 * max(sizes) < 9_000_000
