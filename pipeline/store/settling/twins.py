"""Pages for a plan without any: a DOCX has the places that its words have in the same plan's PDF.

Which PDF: one with a text layer before one of both kinds before one read by OCR, then by path and id. So it
is the same whatever came first. Where the store holds none, printed pages do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from pipeline.store.stored_document import StoredDocument
from schemas.rows import DATASETS, DocumentRow, PageSource, PlanRecords

# Which of several PDFs of a plan has the pages: a text layer is read without a wrong letter.
_RANK: Final = {"text_layer": 0, "mixed": 1, "ocr": 2}


def has_pages(document: DocumentRow) -> bool:
    """Whether the spans of a document mean pages of its own file."""
    return document.page_source == "own" and document.status != "failed"


def lacks_pages(document: DocumentRow) -> bool:
    """Whether a document's own file has no pages, so that it may have places on those of another."""
    return document.text_source == "markup" and document.status != "failed" and not has_pages(document)


def twin_among(forms: Iterable[StoredDocument]) -> StoredDocument | None:
    """The one of a plan's forms whose pages the others take; None where none has pages."""
    paged = (stored for stored in forms if has_pages(stored.row))
    return min(paged, key=lambda stored: twin_order(stored.row), default=None)


def twin_order(form: DocumentRow) -> tuple[int, str, str]:
    """Of several forms of a plan with pages the least gives the places: a text layer before OCR, then by path
    and id."""
    return _RANK.get(form.text_source or "", len(_RANK)), form.source_uri, form.document_id


def with_places(plan: PlanRecords, paged: PlanRecords | None, source: PageSource | None) -> PlanRecords:
    """The plan's rows with the places of the same texts in `paged`, instead of those they have; with none
    where `paged` is None. `source` says whose pages those are."""
    found = _without_places(plan)
    if paged is None:
        source = None
    else:
        from pipeline.store.settling.placing import placed  # few stores compare texts

        found = placed(found, paged)
    return replace(found, document=found.document.model_copy(update={"page_source": source}))


def _without_places(plan: PlanRecords) -> PlanRecords:
    rows: dict[str, Any] = {name: _bare(plan.dataset(name)) for name in DATASETS if name != "documents"}
    return replace(plan, **rows)


def _bare(rows: Sequence[Any]) -> list[Any]:
    return [row.model_copy(update={"spans": ()}) if row.spans else row for row in rows]
