"""What a document says about itself: type, number, issuer, place, date, title, period, signer (contract, section 1)."""

from extractors.metadata.reading import is_lone_annex, read_attached, read_metadata
from extractors.metadata.record import Attached, DocumentMetadata, attached_key, plan_key, split_attached_key

__all__ = [
    "Attached",
    "DocumentMetadata",
    "attached_key",
    "is_lone_annex",
    "plan_key",
    "read_attached",
    "read_metadata",
    "split_attached_key",
]
