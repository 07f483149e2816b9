"""One page: read by pdfium, then taken apart into tables and the lines outside them."""

from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.readers.pdf.furniture import PageDraft
from pipeline.readers.pdf.glyphs import read_glyphs
from pipeline.readers.pdf.ink import PageInk, View
from pipeline.readers.pdf.legacy_fonts import decode_old_letters
from pipeline.readers.pdf.lines import Word, lines_of
from pipeline.readers.pdf.rules import Lattice, lattices_of
from pipeline.readers.pdf.sideways import upright
from pipeline.readers.pdf.strokes import read_strokes
from pipeline.readers.pdf.tables import TableDraft, cell_at, fill


def read_page_ink(document: pdfium.PdfDocument, index: int) -> PageInk:
    """The glyphs and rules of the page with this index (from 0).

    Stamps and form fields (the number and date that a document server prints into a signed file) are part of what is seen.
    Raises `pypdfium2.PdfiumError` where pdfium cannot load the page or its text.
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
    view = View(turns, *page.get_bbox())
    ink = PageInk(view.width, view.height)
    read_strokes(page, view, ink)
    read_glyphs(page, view, ink)
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


def page_draft(ink: PageInk, words: Sequence[Word], number: int) -> PageDraft:
    """The page's ink and words as tables and lines; `number` counts from 1."""
    lattices, free = lattices_of(ink.rules)
    page = PageDraft(number, ink.width, ink.height, rules=free)
    # The innermost table takes a word: a table may stand in a cell of another.
    lattices.sort(key=lambda lattice: (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))
    filled: list[tuple[Lattice, TableDraft]] = []
    for lattice in lattices:
        inside: list[Word] = []
        outside: list[Word] = []
        for word in words:
            x0, y0, x1, y1 = word.box
            (inside if lattice.holds((x0 + x1) / 2, (y0 + y1) / 2) else outside).append(word)
        words = outside
        nested = [(inner, table) for inner, table in filled if lattice.holds(*inner.box[:2]) and lattice.holds(*inner.box[2:])]
        if inside or nested:
            table = fill(lattice, inside, number)
            for inner in nested:
                cell_at(table, lattice, inner[0]).tables.append(inner[1])
                filled.remove(inner)
            filled.append((lattice, table))
    page.tables = [upright(table, lattice) for lattice, table in filled]
    page.tables.sort(key=lambda table: table.top)
    for angle in sorted({word.style.angle for word in words}):
        page.lines += lines_of([word for word in words if word.style.angle == angle], number)
    return page
