"""One file end to end: the file → its layout → its plans → their records.

A file may hold several documents: each is read by itself, with what the one before it tells.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from extractors.confidence import SecondOpinion
from extractors.metadata import DocumentMetadata, plan_key, read_attached, read_metadata
from extractors.records import OpinionOf, extract
from pipeline.errors import ReadError, read_error
from pipeline.intake.content import content_hash
from pipeline.readers import read_file
from pipeline.segment import segment
from pipeline.version import PIPELINE_VERSION
from schemas.layout import Layout, ReaderNote, Span
from schemas.plan import Plan
from schemas.rows import JUDGED, DiagnosticRow, DocumentRow, ExtractedRow, PlanRecords, Status
from schemas.said import Said

# Of the hex digits of a file's SHA-256 so many make its document's id (contract, section 1).
_ID_DIGITS: Final = 16
_HARD_TO_READ: Final = "low_ocr_confidence"
_SURE_OF_HARD_PAGE: Final = 0.5
# Of the records of five scans of offices, with labels, of which more than this share is in words that the OCR
# program is not sure of, half are wrong (12 of 26), of all one in seven.
_MOST_UNSURE: Final = 0.08


def ingest_file(path: Path, source_uri: str, opinion_of: OpinionOf = SecondOpinion) -> list[PlanRecords]:
    """The records of every document in a file, in the file's order.

    A file that cannot be read gives one failed document with its reason; nothing is raised for bad input.
    `source_uri` is the path as the user gave it, `opinion_of` what says how sure each row is.
    """
    sha256: str | None = None
    try:
        sha256 = content_hash(path)
        layout = read_file(path)
    except ReadError as error:
        return [_failed(source_uri, error.reason, error.message, sha256)]
    except OSError as error:
        failure = read_error(error)
        return [_failed(source_uri, failure.reason, failure.message, sha256)]
    plans = segment(layout)
    found: list[PlanRecords] = []
    # The last document with a letterhead: the next one may be attached to it.
    lettered: DocumentMetadata | None = None
    for number, plan in enumerate(plans, 1):
        metadata = read_metadata(plan, lettered, recognised=layout.text_source == "ocr")
        key = plan_key(metadata, read_attached(plan, lettered))
        if plan.header.number or plan.header.issuer:
            lettered = metadata
        document_id = sha256[:_ID_DIGITS] + (f"-{number}" if number > 1 else "")
        document = DocumentRow(
            document_id=document_id,
            source_uri=source_uri,
            source_sha256=sha256,
            source_format=layout.source_format,
            part=number if len(plans) > 1 else None,
            status="stored",
            **_pages(layout, plan),
            **asdict(metadata),
            plan_key=key,
            pipeline_version=PIPELINE_VERSION,
        )
        records = extract(plan, document, opinion_of)
        doubt_pages(records, {note.page for note in layout.notes if note.code == _HARD_TO_READ})
        doubt_words(records, layout.unsure)
        records.diagnostics.extend(_reader_notes(layout, plans, number, document_id))
        records.document = document.model_copy(update={"status": _status(records.diagnostics)})
        found.append(records)
    return found


def _failed(source_uri: str, reason: str, message: Said, sha256: str | None = None) -> PlanRecords:
    """The records of a file that could not be read."""
    return PlanRecords.failed(
        source_uri,
        reason,
        pipeline_version=PIPELINE_VERSION,
        source_sha256=sha256,
        message=message,
    )


def doubt_pages(records: PlanRecords, pages: Collection[int | None]) -> None:
    """Let nothing that stands on one of these pages (from 1), hard to read as they are, be more than to be
    checked: what is misread is well worded now and then."""
    if not pages:
        return
    for name in JUDGED:
        rows: list[ExtractedRow] = getattr(records, name)
        for at, row in enumerate(rows):
            if row.confidence > _SURE_OF_HARD_PAGE and any(span.page in pages for span in row.spans):
                rows[at] = row.model_copy(update={"confidence": _SURE_OF_HARD_PAGE})


def doubt_words(records: PlanRecords, unsure: Sequence[Span]) -> None:
    """Let nothing be more than to be checked of which too much stands in words that may be misread."""
    on_page: defaultdict[int, list[Span]] = defaultdict(list)
    for word in unsure:
        on_page[word.page].append(word)
    if not on_page:
        return
    for name in JUDGED:
        rows: list[ExtractedRow] = getattr(records, name)
        for at, row in enumerate(rows):
            whole = sum(span.x1 - span.x0 for span in row.spans)
            doubted = sum(
                word.x1 - word.x0 for span in row.spans for word in on_page[span.page] if _holds(span, word)
            )
            if doubted > _MOST_UNSURE * whole and row.confidence > _SURE_OF_HARD_PAGE:
                rows[at] = row.model_copy(update={"confidence": _SURE_OF_HARD_PAGE})


def _holds(span: Span, word: Span) -> bool:
    """Whether the middle of a word stands in a place."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return span.x0 <= x <= span.x1 and span.y0 <= y <= span.y1


def _status(diagnostics: Sequence[DiagnosticRow]) -> Status:
    """How a document was read: with warnings where anything but hints is said of it."""
    return "warnings" if any(row.severity != "info" for row in diagnostics) else "stored"


def _reader_notes(
    layout: Layout, plans: Sequence[Plan], number: int, document_id: str
) -> list[DiagnosticRow]:
    """What the reader said of the pages of document `number` (from 1); what it said of the whole file is the
    first document's. A file without a word (a logo, an empty form) is read too, and says so."""
    notes = list(layout.notes)
    if not any(paragraph.text.strip() for paragraph in layout.paragraphs()):
        notes.append(ReaderNote("no_text", Said("no text was found in the file")))
    told: defaultdict[tuple[object, ...], list[tuple[ReaderNote, Said]]] = defaultdict(list)
    for place, note in enumerate(notes):
        if number != _document_of_page(plans, note.page):
            continue
        message = note.message
        if note.page is not None:
            message = Said("page {page}: {message}", page=note.page, message=message)
        # Hints of one code are one row, in which the pages follow each other.
        key = (note.code,) if note.severity == "info" else (note.code, place)
        told[key].append((note, message))
    return [
        DiagnosticRow.of(
            Said.joined("; ", [message for _, message in notes]),
            document_id=document_id,
            severity=notes[0][0].severity,
            code=notes[0][0].code,
        )
        for notes in told.values()
    ]


def _document_of_page(plans: Sequence[Plan], page: int | None) -> int:
    """Which of a file's documents (from 1) stands on a page; the first where none does."""
    return next((number for number, plan in enumerate(plans, 1) if _has_page(plan, page)), 1)


def _has_page(plan: Plan, page: int | None) -> bool:
    return page is not None and plan.pages is not None and plan.pages[0] <= page <= plan.pages[1]


def _pages(layout: Layout, plan: Plan) -> dict[str, Any]:
    """The columns that say on how many pages a document stands and where their text comes from."""
    own = "own" if layout.text_source != "markup" else None
    if plan.pages is None:
        return {
            "text_source": layout.text_source,
            "page_count": layout.page_count,
            "ocr_pages": layout.ocr_pages,
            "page_source": own,
        }
    first, last = plan.pages
    recognised = tuple(page for page in layout.ocr_pages if first <= page <= last)
    source = layout.text_source
    if source == "mixed" and len(recognised) in (0, last - first + 1):
        source = "ocr" if recognised else "text_layer"
    return {
        "text_source": source,
        "page_count": last - first + 1,
        "ocr_pages": recognised,
        "page_source": own,
    }
