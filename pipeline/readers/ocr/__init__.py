"""OCR: pages that are pictures become the same layout model as pages with a text layer.

A page is rendered, cleaned (`cleaning`), laid level (`skew`) and freed of its ruling lines (`ruling_lines`),
which give the tables' grids; tesseract (`engine`) reads every region of the body (`regions`) and every cell,
what it missed (`missed_text`) and the numbers (`numbers`) once more; set phrases get their diacritics back
(`set_phrases`), and other syllables theirs where those around them leave hardly a doubt (`marks`). Its words,
with the size and weight measured in the picture (`typeface`), then go the way of the words of any page
(`pipeline.readers.pages`): lines, cells, paragraphs, tables joined over pages where their titles agree
(`repeated_titles`). Pages are read side by side, one a core (`cores`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.readers.ocr.cores import in_parallel
from pipeline.readers.ocr.engine import unavailable
from pipeline.readers.ocr.images import DPI, Picture, file_pictures, pdf_pictures, shown_pictures
from pipeline.readers.ocr.kept import kept_running
from pipeline.readers.ocr.marks import notes_of, restore_marks
from pipeline.readers.ocr.page import ScannedPage, prepared, read_page
from pipeline.readers.ocr.repeated_titles import unify_repeated_titles
from pipeline.readers.ocr.words import settle_sizes, words_in_points
from pipeline.readers.pages.layout import layout_of
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.untold import UntoldPage
from pipeline.readers.text_quality import Verdict
from schemas.layout import Layout, ReaderNote, Span, TextSource
from schemas.said import Said

__all__ = ["Recognition", "read_image", "read_pages", "read_shown_picture", "with_ocr"]

# A page that the engine is less sure of than this on average is worth a look: an estimate: pages read
# well had 0.94 to 0.95, and no bad one was measured.
UNSURE = 0.8


@dataclass(slots=True)
class Recognition:
    """What OCR made of some pages of a file: their drafts by page number, the numbers of those that were read
    so (a blank page needs no reading), notes, and the places of words that are not sure."""

    drafts: dict[int, PageDraft] = field(default_factory=dict)
    ocr_pages: list[int] = field(default_factory=list)
    notes: list[ReaderNote] = field(default_factory=list)
    unsure: list[Span] = field(default_factory=list)


def read_pages(path: Path, page_numbers: Iterable[int]) -> Recognition:
    """Read pages (from 1) of a PDF by OCR.

    Raises `ReadError`: `corrupt` where the file cannot be rendered, `ocr_unavailable` (the message says what
    to install) where a page has something on it and tesseract or its Vietnamese data is missing, `timeout`,
    `parser_crash`.
    """
    return _recognition(pdf_pictures(path, sorted(set(page_numbers))))


def with_ocr(
    path: Path,
    pages: Sequence[PageDraft],
    verdicts: Mapping[int, Verdict],
    untold: Mapping[int, UntoldPage] | None = None,
) -> tuple[list[PageDraft], TextSource, Recognition]:
    """The pages of a PDF, those whose verdict is not `good` read anew by OCR, and of `untold` pages the words
    that are not told; where the text of all pages comes from; what OCR has to say.

    Without tesseract a document with a readable page goes on with a note on each page that is missing; one
    without raises `ReadError` (`ocr_unavailable`). Raises as `read_pages` does besides.
    """
    untold = untold or {}
    wanted = [number for number, verdict in sorted(verdicts.items()) if verdict != "good"]
    whole = len(wanted)
    wanted = sorted({*wanted, *untold})
    if not wanted:
        return list(pages), "text_layer", Recognition()
    try:
        found = _recognition(pdf_pictures(path, wanted), untold)
    except ReadError as error:
        if error.reason != "ocr_unavailable" or whole == len(pages):
            raise
        found = Recognition(
            notes=[
                ReaderNote("ocr_unavailable", Said.joined("; ", (_REASONS[verdicts[n]], error.message)), n)
                for n in wanted
            ]
        )
    drafts = [found.drafts.get(page.number, page) for page in pages]
    others = any(
        page.number in untold or (page.number not in found.drafts and (page.lines or page.tables))
        for page in pages
    )
    source: TextSource = "text_layer" if not found.ocr_pages else "mixed" if others else "ocr"
    return drafts, source, found


_REASONS: dict[Verdict, Said] = {
    "none": Said("the page is an image without text"),
    "broken": Said("the page's text layer is broken"),
    "good": Said("a font of the page does not tell its letters"),
}


def read_image(path: Path) -> Layout:
    """Read a photo or scan (JPEG, PNG, TIFF with any number of pages).

    Raises `ReadError`: `corrupt`, `unreadable` or `too_large` for the file, `ocr_unavailable` where tesseract
    or its Vietnamese data is missing, `timeout`, `parser_crash`.
    """
    found = _recognition(file_pictures(path))
    pages = [found.drafts[number] for number in sorted(found.drafts)]
    layout = layout_of(pages, found.notes, text_source="ocr", ocr_pages=found.ocr_pages, unsure=found.unsure)
    return replace(layout, source_format="image")


def read_shown_picture(data: bytes, width: float) -> Layout:
    """Read a picture that a document shows `width` points wide. Raises as `read_image` does."""
    found = _recognition(shown_pictures(data, width))
    pages = [found.drafts[number] for number in sorted(found.drafts)]
    return layout_of(pages, found.notes, text_source="ocr", ocr_pages=found.ocr_pages)


def _recognition(pictures: Iterable[Picture], untold: Mapping[int, UntoldPage] | None = None) -> Recognition:
    found = Recognition()
    scanned: list[ScannedPage] = []
    for blank, page in _pages(pictures):
        if page is None:
            found.drafts[blank.number] = blank
            continue
        scanned.append(page)
        found.ocr_pages.append(page.number)
        if page.confidence < UNSURE:
            message = Said(
                "the page is hard to read: the OCR program is {percent:.0f} % sure of it",
                percent=100 * page.confidence,
            )
            found.notes.append(ReaderNote("low_ocr_confidence", message, page.number))
        for doubt in page.doubts:
            message = Said(
                "a number was read in two ways: «{text}» is stored, «{other}» was read too",
                text=doubt.text,
                other=doubt.other,
            )
            found.notes.append(ReaderNote("doubtful_number", message, page.number))
    found.notes += notes_of(restore_marks({page.number: page.words for page in scanned}))
    settle_sizes([page.words for page in scanned])
    for page in scanned:
        part = (untold or {}).get(page.number)
        found.drafts[page.number] = _draft(page, part)
        if part is None:
            found.unsure += page.unsure()
    unify_repeated_titles(found.drafts[page.number] for page in scanned)
    return found


def _pages(pictures: Iterable[Picture]) -> Iterator[tuple[PageDraft, ScannedPage | None]]:
    """The pages of a document as `_read` reads them, side by side."""
    with kept_running():
        yield from in_parallel(pictures, _read, lambda picture: picture.image.width * picture.image.height)


def _draft(page: ScannedPage, told: UntoldPage | None) -> PageDraft:
    draft = None if told is None else told.completed(words_in_points(page.words, DPI))
    return page.draft() if draft is None else draft


def _read(picture: Picture) -> tuple[PageDraft, ScannedPage | None]:
    """A page as one without text, and as it is recognised; None for a blank one, which needs no reading."""
    blank = PageDraft(picture.number, picture.width, picture.height)
    grey = prepared(picture)
    if grey is None:
        return blank, None
    if reason := unavailable():
        raise ReadError("ocr_unavailable", reason)
    return blank, read_page(picture.number, grey)
