"""PDFs with pages that are pictures or whose text layer is broken: those pages are recognised, on pages with
a broken font the words in that font, and the others are read as they are."""

from pathlib import Path

from pipeline.readers.pages.layout import layout_of
from pipeline.readers.pdf import read_drafts
from schemas.layout import Layout


def read_pdf_with_scans(path: Path) -> Layout:
    """The layout of a PDF, its scanned pages recognised.

    Raises `ReadError` as `read_pdf` does, and `ocr_unavailable` where no page can be read without an OCR
    program that is not installed; a document with readable pages goes on with a note on each page that is
    missing.
    """
    pages = read_drafts(path)
    if not pages.untold and all(verdict == "good" for verdict in pages.verdicts.values()):
        return layout_of(pages.drafts, pages.notes)
    from pipeline.readers.ocr import with_ocr  # most files need none of it

    drafts, source, found = with_ocr(path, pages.drafts, pages.verdicts, pages.untold)
    whole = found.drafts.keys() - pages.untold.keys()
    notes = [note for note in pages.notes if note.page not in whole]
    return layout_of(
        drafts,
        [*notes, *found.notes],
        text_source=source,
        ocr_pages=found.ocr_pages,
        unsure=found.unsure,
    )
