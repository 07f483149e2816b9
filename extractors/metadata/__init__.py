"""What a document says about itself: type, number, issuer, place, date, title, period, signer (contract,
section 1)."""

from extractors.metadata.reading import is_lone_annex, read_attached, read_metadata, spoilt_lines
from extractors.metadata.record import (
    ISSUER_FIELDS,
    Attached,
    DocumentMetadata,
    attached_key,
    is_held,
    key_part,
    plan_key,
    split_attached_key,
)
from extractors.metadata.unregistered import unregistered_unit

__all__ = [
    "ISSUER_FIELDS",
    "Attached",
    "DocumentMetadata",
    "attached_key",
    "is_held",
    "is_lone_annex",
    "key_part",
    "plan_key",
    "read_attached",
    "read_metadata",
    "split_attached_key",
    "spoilt_lines",
    "unregistered_unit",
]
