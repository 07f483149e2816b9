"""The ink of one page, as pdfium reads it."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.readers.pages.ink import PageInk
from pipeline.readers.pdf.glyphs import read_glyphs
from pipeline.readers.pdf.legacy_fonts import decode_old_letters
from pipeline.readers.pdf.page_space import PageSpace
from pipeline.readers.pdf.strokes import read_strokes


def read_page_ink(document: pdfium.PdfDocument, index: int) -> PageInk:
    """The glyphs and ruling lines of the page with this index (from 0).

    Stamps and form fields (the number and date that a document server prints into a signed file) are part of
    what is seen. Raises `pypdfium2.PdfiumError` where pdfium cannot load the page or its text.
    """
    page = document[index]
    try:
        if _has_stamps(page):
            pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        turns = page.get_rotation() // 90 % 4
        ink = _ink(page, turns)
        angles = [ink.glyphs.styles[number].angle for number in ink.glyphs.style]
        if angles and angles.count(0) < len(angles) / 2:
            # The page is set sideways without saying so: see it as its text is read.
            ink = _ink(page, (turns - max(set(angles), key=angles.count)) % 4)
        return ink
    finally:
        page.close()


def _ink(page: pdfium.PdfPage, turns: int) -> PageInk:
    space = PageSpace(turns, *page.get_bbox())
    ink = PageInk(space.width, space.height)
    read_strokes(page, space, ink)
    read_glyphs(page, space, ink)
    decode_old_letters(ink.glyphs)
    return ink


def _has_stamps(page: pdfium.PdfPage) -> bool:
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind in (pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP):
            return True
    return False
