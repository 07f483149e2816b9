"""PDF: a file with a text layer becomes the layout model.

pdfium gives the glyphs and strokes of each page (`page`); words and lines (`lines`), ruled grids (`rules`, `tables`), tables
without rules (`open_tables`), texts side by side (`sides`), footnotes and page furniture are found in their geometry; `flow`
joins the pages.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.limits import check_cells, check_page_size, check_pages
from pipeline.readers.errors import ReadError
from pipeline.readers.pdf.fallback import read_page_ink_slowly
from pipeline.readers.pdf.flow import blocks_of
from pipeline.readers.pdf.furniture import PageDraft
from pipeline.readers.pdf.ink import PageInk
from pipeline.readers.pdf.lines import words_of
from pipeline.readers.pdf.open_tables import take_open_tables
from pipeline.readers.pdf.page import page_draft, read_page_ink
from pipeline.readers.pdf.textlayer import notes_on, verdict_on
from pipeline.readers.pdf.xref import is_damaged
from pipeline.readers.triage import Verdict
from schemas.layout import Layout, Page, ReaderNote, TextSource

__all__ = ["PdfPages", "layout_of", "read_drafts", "read_pdf"]


@dataclass(slots=True)
class PdfPages:
    """The pages of a file taken apart, what triage says of the text layer of each that can be read (by page number, from
    1), and notes."""

    drafts: list[PageDraft] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    notes: list[ReaderNote] = field(default_factory=list)


def read_pdf(path: Path) -> Layout:
    """Read a PDF file.

    A page without text but with images gives a note `no_text_layer`, one whose letters are no Vietnamese a note
    `broken_text_layer`; neither is an error. Raises `ReadError` for a file that is empty, encrypted, damaged or not readable.
    """
    pages = read_drafts(path)
    return layout_of(pages.drafts, pages.notes)


def read_drafts(path: Path) -> PdfPages:
    """The pages of a PDF taken apart, with the verdict on the text layer of each. Raises as `read_pdf` does."""
    document = _opened(path)
    try:
        found, cells = PdfPages(), 0
        check_pages(len(document))
        if is_damaged(path):
            message = "the file's table of objects is damaged and was rebuilt; see whether all pages are there"
            found.notes.append(ReaderNote("file_repaired", message))
        for index in range(len(document)):
            number = index + 1
            with suppress(pdfium.PdfiumError):  # a page that cannot be loaded has its note below
                check_page_size(*document.get_page_size(index))
            ink, note = _page_ink(document, path, index)
            if note is not None:
                found.notes.append(note)
            words = words_of(ink.glyphs)
            if ink.width > 0:  # else nobody can read the page, nor draw it for OCR
                found.verdicts[number] = verdict_on(ink, words)
                found.notes += notes_on(found.verdicts[number], ink, number)
            found.drafts.append(page_draft(ink, words, number))
            cells += sum(len(table.cells) for table in found.drafts[-1].tables)
            check_cells(cells)
    finally:
        document.close()
    if not found.verdicts:
        raise ReadError("corrupt", "the file has no page that can be read; ask for it again")
    return found


def layout_of(
    pages: Sequence[PageDraft],
    notes: Sequence[ReaderNote],
    *,
    text_source: TextSource = "text_layer",
    ocr_pages: Sequence[int] = (),
) -> Layout:
    """The pages joined: paragraphs and tables run over page breaks. `ocr_pages` are those whose text was recognised."""
    notes = [*notes, *take_open_tables(pages)]
    blocks, footnotes, furniture = blocks_of(pages)
    return Layout(
        source_format="pdf",
        text_source=text_source,
        ocr_pages=tuple(ocr_pages),
        blocks=blocks,
        footnotes=footnotes,
        furniture=furniture,
        pages=tuple(Page(page.number, round(page.width, 2), round(page.height, 2)) for page in pages),
        page_count=len(pages),
        notes=tuple(notes),
    )


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        size = path.stat().st_size
        if size:
            path.open("rb").close()
    except OSError as error:
        raise ReadError("unreadable", f"the file cannot be opened: {error.strerror or error}") from error
    if size == 0:
        raise ReadError("empty_file", "the file is empty")
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise ReadError("encrypted", "the file needs a password") from error
        raise ReadError("corrupt", "the file is no readable PDF") from error
    if len(document) == 0:
        document.close()
        raise ReadError("corrupt", "the file has no pages")
    return document


def _page_ink(document: pdfium.PdfDocument, path: Path, index: int) -> tuple[PageInk, ReaderNote | None]:
    try:
        return read_page_ink(document, index), None
    except pdfium.PdfiumError:
        pass
    ink = read_page_ink_slowly(path, index)
    if ink is not None:
        return ink, ReaderNote("page_read_by_fallback", "pdfium could not read this page; pdfplumber did", index + 1)
    return PageInk(0.0, 0.0), ReaderNote("page_unreadable", "this page is damaged and could not be read", index + 1)
