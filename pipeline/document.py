"""One document end to end: a file → its layout → its plans → their records."""

import hashlib
from dataclasses import asdict, fields
from pathlib import Path

from extractors.metadata import DocumentMetadata, plan_key, read_metadata
from extractors.records import Records, extract
from pipeline.readers import read_file
from pipeline.readers.errors import ReadError
from pipeline.segment import segment
from pipeline.version import PIPELINE_VERSION
from schemas.layout import Layout, ReaderNote
from schemas.rows import DiagnosticRow, DocumentRow, PlanRecords

_ID_DIGITS = 16


def ingest_file(path: Path, source_uri: str) -> list[PlanRecords]:
    """The records of every document in a file. A file that cannot be read gives one failed document with its reason; nothing
    is raised for bad input. `source_uri` is the path as the user gave it."""
    sha256: str | None = None
    try:
        sha256 = _hash(path)
        layout = read_file(path)
    except ReadError as error:
        return [_failed(source_uri, error, sha256)]
    except OSError as error:
        return [
            PlanRecords.failed(source_uri, "unreadable", pipeline_version=PIPELINE_VERSION, message=f"{error.strerror or error}")
        ]
    plans = segment(layout)
    found: list[PlanRecords] = []
    for number, plan in enumerate(plans, 1):
        document_id = sha256[:_ID_DIGITS] + (f"-{number}" if number > 1 else "")
        metadata = read_metadata(plan)
        records = extract(plan, metadata, document_id)
        if number == 1:
            records.diagnostics.extend(_reader_notes(layout, document_id))
        part = number if len(plans) > 1 else None
        document = _document_row(layout, metadata, records, document_id, source_uri, sha256, part)
        found.append(PlanRecords(document, **{f.name: getattr(records, f.name) for f in fields(records)}))
    return found


def _failed(source_uri: str, error: ReadError, sha256: str | None = None) -> PlanRecords:
    return PlanRecords.failed(
        source_uri, error.reason, pipeline_version=PIPELINE_VERSION, source_sha256=sha256, message=error.message
    )


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reader_notes(layout: Layout, document_id: str) -> list[DiagnosticRow]:
    """What the reader has to say; a file without a word (a logo, an empty form) is read too, and says so."""
    notes = list(layout.notes)
    if not any(paragraph.text.strip() for paragraph in layout.paragraphs()):
        notes.append(ReaderNote("no_text", "no text was found in the file"))
    return [
        DiagnosticRow(
            document_id=document_id,
            severity="warning",
            code=note.code,
            message=note.message if note.page is None else f"page {note.page}: {note.message}",
        )
        for note in notes
    ]


def _document_row(
    layout: Layout, metadata: DocumentMetadata, records: Records, document_id: str, source_uri: str, sha256: str, part: int | None
) -> DocumentRow:
    doubted = any(d.severity != "info" for d in records.diagnostics)
    return DocumentRow(
        document_id=document_id,
        source_uri=source_uri,
        source_sha256=sha256,
        source_format=layout.source_format,
        part=part,
        status="warnings" if doubted else "stored",
        text_source=layout.text_source,
        page_count=layout.page_count,
        ocr_pages=layout.ocr_pages,
        **asdict(metadata),
        plan_key=plan_key(metadata),
        pipeline_version=PIPELINE_VERSION,
    )
