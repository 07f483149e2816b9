"""Pages as pictures to look at, in the coordinates of the spans that the readers give.

A page with a text layer is drawn as it is seen; one that OCR reads is laid level first, as it was read.

from pipeline.readers.pictures import page_pictures
for picture in page_pictures(Path("plan.pdf"), pages=[1, 2]):
    Path(f"{picture.page}.webp").write_bytes(picture.image)
"""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from pipeline.errors import ReadError
from pipeline.limits import check_pages
from pipeline.readers import recognise
from pipeline.readers.ocr.cores import in_parallel
from pipeline.readers.ocr.images import DPI, Picture, file_pictures, pdf_pictures
from pipeline.readers.ocr.page import laid
from pipeline.readers.pages.ink import PageInk
from pipeline.readers.pages.words import words_of
from pipeline.readers.pdf.fallback import read_page_ink_slowly
from pipeline.readers.pdf.layers import has_layers
from pipeline.readers.pdf.page import read_page_ink
from pipeline.readers.pdf.text_layer import verdict_on
from pipeline.readers.pdfium import forget_earlier_files
from schemas.said import Said

__all__ = ["PagePicture", "page_pictures"]

# The width of A4 in points: a page so wide gets `pixels_wide` pixels, a wider one more, so that type of one
# size is equally sharp on all.
_A4_WIDTH: Final = 595.0
# The first pages of four scans of offices have 115 to 170 kB so, 196 kB at most, of three digital plans 103
# to 134 kB: 40 pages stay under 7 MB. Marks over and under letters of 10 points are told apart.
PIXELS_WIDE: Final = 1100
QUALITY: Final = 60
# No picture has more pixels than this (an A2 page at the usual width has 6.8 million), nor a longer side than
# WebP can hold.
_MOST_PIXELS: Final = 8_000_000
_LONGEST_SIDE: Final = 16_383
# What a page is drawn at where its file does not even tell its size (A4).
_UNKNOWN_SIZE: Final = (595.0, 842.0)
# A pixel whose channels differ by more than this (of 255) is coloured, and a page with this share of such
# pixels; a stamp covers some 0.01 of a page.
_COLOURED: Final = 40
_COLOUR_SHARE: Final = 0.0002
# Each so manieth pixel across and down is looked at.
_COLOUR_STEP: Final = 3
# How hard Pillow tries (0 to 6) to make the picture small.
_EFFORT: Final = 4


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of one page.

    `page` counts from 1. Spans of that page lie within `width` and `height` (points), from the top left, and
    the picture shows exactly that. `image` is a WebP file.
    """

    page: int
    width: float
    height: float
    image: bytes


def page_pictures(
    path: Path,
    pages: Collection[int] | None = None,
    *,
    pixels_wide: int = PIXELS_WIDE,
    quality: int = QUALITY,
) -> Iterator[PagePicture]:
    """The pages of a PDF or picture file with these numbers (all unless told), in their order.

    `pixels_wide` are the pixels across a page as wide as A4, `quality` (1 to 100) is WebP's. A page that
    cannot be drawn is blank. Nothing of the file is run: no script, no form. Raises `ReadError` for a file
    that cannot be opened or has no pages (`unsupported_type`), and `OSError`.
    """
    kind = recognise(path)
    if kind == "pdf":
        sheets = _pdf_sheets(path, pages, pixels_wide)
    elif kind == "image":
        sheets = _file_sheets(path, pages)
    else:
        raise ReadError("unsupported_type", Said("the file has no pages that can be shown as they are"))

    def finished(sheet: _Sheet) -> PagePicture:
        picture = _as_read(sheet.picture, pixels_wide) if sheet.scanned else sheet.picture
        return PagePicture(picture.number, picture.width, picture.height, _webp(picture.image, quality))

    yield from in_parallel(
        sheets, finished, lambda sheet: sheet.picture.image.width * sheet.picture.image.height
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page before it is encoded: drawn as it is to be, or (`scanned`) as OCR gets it, not laid level."""

    picture: Picture
    scanned: bool


def _file_sheets(path: Path, pages: Collection[int] | None) -> Iterator[_Sheet]:
    """The frames of a picture file."""
    for picture in file_pictures(path):
        if pages is None or picture.number in pages:
            yield _Sheet(picture, scanned=True)


def _pdf_sheets(path: Path, pages: Collection[int] | None, pixels_wide: int) -> Iterator[_Sheet]:
    forget_earlier_files()
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise ReadError("corrupt", Said("the file is no readable PDF")) from error
    try:
        check_pages(len(document))
        layers = has_layers(path)
        for index in range(len(document)):
            if pages is None or index + 1 in pages:
                yield _pdf_sheet(document, path, index, layers, pixels_wide)
    finally:
        document.close()


def _pdf_sheet(
    document: pdfium.PdfDocument, path: Path, index: int, layers: bool, pixels_wide: int
) -> _Sheet:
    """A page in the coordinates in which it was read: of its text layer, where that was good, else of OCR."""
    try:
        ink = read_page_ink(document, index, has_layers=layers)
    except pdfium.PdfiumError:
        ink = read_page_ink_slowly(path, index, len(document)) or PageInk(*_UNKNOWN_SIZE)
    if verdict_on(ink, words_of(ink.glyphs)) != "good":
        for picture in pdf_pictures(path, [index + 1]):
            return _Sheet(picture, scanned=True)
    return _Sheet(_drawn(document, index, ink, pixels_wide), scanned=False)


def _as_read(picture: Picture, pixels_wide: int) -> Picture:
    """A page as OCR sees it, in fewer pixels."""
    image = laid(picture, _without_false_colour(picture.image))
    width, height = image.width * 72 / DPI, image.height * 72 / DPI
    scale = _scale(width, height, pixels_wide)
    size = max(round(width * scale), 1), max(round(height * scale), 1)
    return Picture(picture.number, image.resize(size, Image.Resampling.LANCZOS), width, height)


def _drawn(document: pdfium.PdfDocument, index: int, ink: PageInk, pixels_wide: int) -> Picture:
    """A page drawn as its ink was read; blank where pdfium cannot."""
    scale = _scale(ink.width, ink.height, pixels_wide)
    try:
        page = document[index]
        try:
            image = page.render(scale=scale, rotation=90 * ink.turned, may_draw_forms=False).to_pil()
        finally:
            page.close()
    except (pdfium.PdfiumError, MemoryError, ValueError):
        size = max(round(ink.width * scale), 1), max(round(ink.height * scale), 1)
        image = Image.new("L", size, "white")
    return Picture(index + 1, image, ink.width, ink.height)


def _scale(width: float, height: float, pixels_wide: int) -> float:
    """How many pixels a point gets."""
    most: float = (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5
    return min(pixels_wide / _A4_WIDTH, most, (_LONGEST_SIDE - 1) / max(width, height, 1.0))


def _webp(image: Image.Image, quality: int) -> bytes:
    """The picture as WebP, grey where it has no colour."""
    file = io.BytesIO()
    _without_false_colour(image).save(file, "WEBP", quality=quality, method=_EFFORT)
    return file.getvalue()


def _without_false_colour(image: Image.Image) -> Image.Image:
    """The picture, grey where what colour it has is the noise of a scanner."""
    colours = np.asarray(image.convert("RGB"))[::_COLOUR_STEP, ::_COLOUR_STEP]
    spread = colours.max(axis=2) - colours.min(axis=2)
    coloured = float((spread > _COLOURED).mean()) > _COLOUR_SHARE
    return image.convert("RGB" if coloured else "L")
