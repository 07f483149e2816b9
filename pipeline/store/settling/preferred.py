"""Which form of a plan counts, where a plan is stored in several: as PDF, as Word, as a scan (contract,
section 1)."""

from collections.abc import Iterable
from typing import Final

from extractors.metadata import is_held
from pipeline.store.catalog import Catalog
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from schemas.rows import DocumentRow

# Markup has no reading errors, a text layer may have wrong line ends, OCR wrong letters.
_RANK: Final = {"markup": 0, "text_layer": 1, "mixed": 2, "ocr": 3}


def preferred_ids(documents: Iterable[DocumentRow]) -> set[str]:
    """The ids of the documents to count: of every `plan_key` one, of those without a key each; none of those
    that failed and of annexes that their plans' own files hold (`annexes`).

    Among equals the first path wins; of two contents that one path held, the later.
    """
    best: dict[str, DocumentRow] = {}
    for document in documents:
        if document.status == "failed" or is_held(document.plan_key):
            continue
        # No plan's key begins so: a document without a key competes with none.
        key = document.plan_key or f"\0{document.document_id}"
        if key not in best or _order(document) < _order(best[key]):
            best[key] = document
    return {document.document_id for document in best.values()}


def with_preferred(changes: DocumentChanges, catalog: Catalog) -> DocumentChanges:
    """The changes with `preferred` set in every row, and with those other documents of the same plans for
    which it turns.

    `catalog` is what the store holds before the changes.
    """
    settled = dict(changes)
    for plan_key in {stored.row.plan_key for stored in catalog.touched(changes)}:
        forms = _forms(plan_key, changes, catalog)
        preferred = preferred_ids(stored.row for stored in forms.values())
        for key, stored in forms.items():
            if stored.row.preferred != (key in preferred):
                settled[key] = stored.with_columns(preferred=key in preferred)
    return settled


def _forms(plan_key: str | None, changes: DocumentChanges, catalog: Catalog) -> dict[str, StoredDocument]:
    """The forms of a plan among which the choice falls after the changes, by id.

    Those that stay as they are were compared before, so that the preferred one among them stands for all: a
    plan may have thousands. Only when that one changes is each of them looked at again.
    """
    changed = {key: stored for key, stored in changes.items() if stored and stored.row.plan_key == plan_key}
    best = catalog.preferred(plan_key) if plan_key else None
    if best is not None and best.document_id not in changes:
        return changed | {best.document_id: best}
    unchanged = {key: held for key, held in catalog.of_plan(plan_key).items() if key not in changes}
    return changed | unchanged


def _order(document: DocumentRow) -> tuple[int, str, float, str]:
    rank = _RANK.get(document.text_source or "", len(_RANK))
    since = document.ingested_at.timestamp() if document.ingested_at else 0.0
    return rank, document.source_uri, -since, document.document_id
