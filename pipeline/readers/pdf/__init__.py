"""PDF: a file with a text layer becomes the layout model.

pdfium gives the glyphs and strokes of each page (`page`). What they make, words, tables, paragraphs, is
geometry that any page has: `pipeline.readers.pages`.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.errors import ReadError, read_error
from pipeline.intake.content import content_hash
from pipeline.limits import check_cells, check_pages
from pipeline.readers.pages.ink import PageInk
from pipeline.readers.pages.layout import layout_of
from pipeline.readers.pages.page import PageDraft, page_draft
from pipeline.readers.pages.untold import UntoldPage
from pipeline.readers.pages.words import words_of
from pipeline.readers.pdf.fallback import read_page_ink_slowly
from pipeline.readers.pdf.layers import has_layers
from pipeline.readers.pdf.page import read_page_ink
from pipeline.readers.pdf.text_layer import notes_on, verdict_on
from pipeline.readers.pdf.xref import is_damaged
from pipeline.readers.pdfium import forget_earlier_files
from pipeline.readers.text_quality import Verdict
from schemas.layout import Layout, ReaderNote
from schemas.said import Said

__all__ = ["PdfPages", "read_drafts", "read_pdf"]


# pdfium keeps what it has read of a file until that is closed: 90 MB for 1,000 pages.
_PAGES_AT_A_TIME: Final = 100
_DAMAGED_PAGE: Final = frozenset({"page_read_by_fallback", "page_unreadable"})


@dataclass(slots=True)
class PdfPages:
    """The pages of a file taken apart, what triage says of the text layer of each that can be read (by page
    number, from 1), the pages some of whose fonts do not tell their letters, and notes."""

    drafts: list[PageDraft] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    untold: dict[int, UntoldPage] = field(default_factory=dict)
    notes: list[ReaderNote] = field(default_factory=list)


def read_pdf(path: Path) -> Layout:
    """Read a PDF file.

    A page without text but with images gives a note `no_text_layer`, one whose letters are no Vietnamese a
    note `broken_text_layer`; neither is an error. Raises `ReadError` for a file that is empty, encrypted,
    damaged or not readable.
    """
    pages = read_drafts(path)
    return layout_of(pages.drafts, pages.notes)


def read_drafts(path: Path) -> PdfPages:
    """The pages of a PDF taken apart, with the verdict on the text layer of each. Raises as `read_pdf`
    does."""
    forget_earlier_files()
    document = _opened(path)
    try:
        found, cells = PdfPages(), 0
        check_pages(len(document))
        if is_damaged(path):
            message = Said(
                "the file's table of objects is damaged and was rebuilt; see whether all pages are there"
            )
            found.notes.append(ReaderNote("file_repaired", message))
        layers = has_layers(path)
        for index in range(len(document)):
            number = index + 1
            if number % _PAGES_AT_A_TIME == 0:
                document.close()
                document = _opened(path)
            ink, note = _page_ink(document, path, index, layers=layers)
            if note is not None:
                found.notes.append(note)
            words = words_of(ink.glyphs)
            if ink.width > 0:  # else nobody can read the page, nor draw it for OCR
                found.verdicts[number] = verdict_on(ink, words)
                found.notes += notes_on(found.verdicts[number], ink, number)
                if ink.untold.text and found.verdicts[number] == "good":
                    found.untold[number] = UntoldPage(ink, words, number)
            found.drafts.append(page_draft(ink, words, number))
            cells += sum(len(table.cells) for table in found.drafts[-1].tables)
            check_cells(cells)
    finally:
        document.close()
    if any(note.code in _DAMAGED_PAGE for note in found.notes):
        _see_that_disk_reads(path)
    if not found.verdicts:
        raise ReadError("corrupt", Said("the file has no page that can be read; ask for it again"))
    return found


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        size = path.stat().st_size
        if size:
            path.open("rb").close()
    except OSError as error:
        raise read_error(error) from error
    if size == 0:
        raise ReadError("empty_file", Said("the file is empty"))
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise ReadError("encrypted", Said("the file needs a password")) from error
        _see_that_disk_reads(path)
        raise ReadError("corrupt", Said("the file is no readable PDF")) from error
    if len(document) == 0:
        document.close()
        raise ReadError("corrupt", Said("the file has no pages"))
    return document


def _see_that_disk_reads(path: Path) -> None:
    """pdfium says nothing of a disk that fails: what it cannot read is damaged to it. Raises `ReadError`
    (`machine`, `unreadable`) where it is the disk."""
    try:
        content_hash(path)
    except OSError as error:
        raise read_error(error) from error


def _page_ink(
    document: pdfium.PdfDocument, path: Path, index: int, *, layers: bool
) -> tuple[PageInk, ReaderNote | None]:
    try:
        return read_page_ink(document, index, has_layers=layers), None
    except pdfium.PdfiumError:
        pass
    ink = read_page_ink_slowly(path, index, len(document))
    if ink is not None:
        return ink, ReaderNote(
            "page_read_by_fallback", Said("pdfium could not read this page; pdfplumber did"), index + 1
        )
    return PageInk(0.0, 0.0), ReaderNote(
        "page_unreadable", Said("this page is damaged and could not be read"), index + 1
    )
