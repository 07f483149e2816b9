"""Which form of a plan counts, where a plan is stored in several (contract, section 1)."""

from collections.abc import Iterable
from typing import Final

from extractors.metadata import is_held
from schemas.rows import DocumentRow

# Markup has no reading errors, a text layer may have wrong line ends, OCR wrong letters.
_RANK: Final = {"markup": 0, "text_layer": 1, "mixed": 2, "ocr": 3}


def preferred_ids(documents: Iterable[DocumentRow]) -> set[str]:
    """The ids of the documents to count: of every `plan_key` one, of those without a key each; none of those
    that failed and of annexes that their plans hold (`attachment`).

    Among equals the first path wins; of two contents that one path held, the later.
    """
    best: dict[str, DocumentRow] = {}
    for document in documents:
        if document.status == "failed" or is_held(document.plan_key):
            continue
        key = document.plan_key or f"\0{document.document_id}"
        if key not in best or _order(document) < _order(best[key]):
            best[key] = document
    return {document.document_id for document in best.values()}


def _order(document: DocumentRow) -> tuple[int, str, float, str]:
    rank = _RANK.get(document.text_source or "", len(_RANK))
    since = document.ingested_at.timestamp() if document.ingested_at else 0.0
    return rank, document.source_uri, -since, document.document_id
