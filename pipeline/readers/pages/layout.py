"""The pages of a file, taken apart, become one layout."""

from collections.abc import Sequence

from pipeline.readers.pages.flow import blocks_of
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.unruled.tables import take_unruled_tables
from schemas.layout import Layout, Page, ReaderNote, Span, TextSource


def layout_of(
    pages: Sequence[PageDraft],
    notes: Sequence[ReaderNote],
    *,
    text_source: TextSource = "text_layer",
    ocr_pages: Sequence[int] = (),
    unsure: Sequence[Span] = (),
) -> Layout:
    """The pages joined: paragraphs and tables run over page breaks. `ocr_pages` are those whose text was
    recognised, `unsure` the places of words there that may be misread."""
    notes = [*notes, *take_unruled_tables(pages)]
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
        unsure=tuple(unsure),
    )
