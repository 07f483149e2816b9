"""PDFs with pages that are pictures or whose text layer is broken: those pages are recognised, the others read as they are."""

from pathlib import Path
from typing import Final

from pipeline.readers.ocr import with_ocr
from pipeline.readers.pdf import layout_of, read_drafts
from pipeline.readers.triage import Verdict
from schemas.layout import Layout

# The notes by which the PDF reader says that a page's text is not what the page shows.
_VERDICTS: Final[dict[str, Verdict]] = {"no_text_layer": "none", "broken_text_layer": "broken"}


def read_pdf_with_scans(path: Path) -> Layout:
    """The layout of a PDF, its scanned pages recognised.

    Raises `ReadError` as `read_pdf` does, and `ocr_unavailable` where no page can be read without an OCR program that is not
    installed; a document with readable pages goes on with a note on each page that is missing.
    """
    pages, notes = read_drafts(path)
    verdicts = {note.page: _VERDICTS[note.code] for note in notes if note.page is not None and note.code in _VERDICTS}
    if not verdicts:
        return layout_of(pages, notes)
    drafts, source, found = with_ocr(path, pages, verdicts)
    kept = [note for note in notes if note.page not in found.ocr_pages]
    return layout_of(drafts, [*kept, *found.notes], text_source=source, ocr_pages=found.ocr_pages)
