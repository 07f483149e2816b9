"""The ink of one page, as pdfium reads it."""

from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.limits import check_page_size
from pipeline.readers.pages.ink import Glyphs, PageInk
from pipeline.readers.pdf.glyphs import read_glyphs
from pipeline.readers.pdf.legacy_fonts import decode_old_letters
from pipeline.readers.pdf.page_objects import Drawn, objects_of
from pipeline.readers.pdf.page_space import PageSpace
from pipeline.readers.pdf.sight import Sight, sight_of
from pipeline.readers.pdf.strokes import read_strokes

# Kinds of annotations that are a part of what the page says, or that cover a part of it.
_SHOWN_ON_PAGE = (
    pdfium_c.FPDF_ANNOT_WIDGET,
    pdfium_c.FPDF_ANNOT_FREETEXT,
    pdfium_c.FPDF_ANNOT_STAMP,
    pdfium_c.FPDF_ANNOT_SQUARE,
    pdfium_c.FPDF_ANNOT_REDACT,
)


def read_page_ink(document: pdfium.PdfDocument, index: int, *, has_layers: bool = False) -> PageInk:
    """The glyphs and ruling lines that are seen on the page with this index (from 0) of a file that may have
    layers.

    Stamps and form fields (the number and date that a document server prints into a signed file) are part of
    what is seen. Raises `pypdfium2.PdfiumError` where pdfium cannot load the page or its text, `ReadError`
    for a page that is too large.
    """
    page = document[index]
    try:
        check_page_size(*page.get_size())
        if _has_stamps(page):
            pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        turns = page.get_rotation() // 90 % 4
        objects = list(objects_of(page))
        sight = sight_of(page, objects, has_layers=has_layers)
        ink = _ink(page, turns, objects, sight)
        angle = _commonest_angle(ink.glyphs)
        if angle != 0:
            # The page is set sideways without saying so: see it as its text is read.
            ink = _ink(page, (turns - angle) % 4, objects, sight)
            ink.turned = -angle % 4
        return ink
    finally:
        page.close()


def _ink(page: pdfium.PdfPage, turns: int, objects: Sequence[Drawn], sight: Sight) -> PageInk:
    space = PageSpace(turns, *page.get_bbox())
    ink = PageInk(space.width, space.height)
    read_strokes(objects, space, sight.hidden, ink)
    read_glyphs(page, space, sight, ink)
    decode_old_letters(ink.glyphs)
    return ink


def _commonest_angle(glyphs: Glyphs) -> int:
    """In how many quarter turns most glyphs of a page are set; 0 where at least half of them are upright."""
    if all(style.angle == 0 for style in glyphs.styles):
        return 0
    angles = np.array([style.angle for style in glyphs.styles])[glyphs.style]
    counts = np.bincount(angles, minlength=1)
    return int(counts.argmax()) if counts[0] < len(angles) / 2 else 0


def _has_stamps(page: pdfium.PdfPage) -> bool:
    """Whether the page has stamps, form fields or notes that show text or cover some; those that are never
    shown on a screen are taken off, for pdfium would draw them."""
    found = False
    for index in reversed(range(pdfium_c.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        is_shown = not pdfium_c.FPDFAnnot_GetFlags(annotation) & pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if not is_shown:
            pdfium_c.FPDFPage_RemoveAnnot(page.raw, index)
        found = found or (is_shown and kind in _SHOWN_ON_PAGE)
    return found
