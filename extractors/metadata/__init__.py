"""What a document says about itself: type, number, issuer, place, date, title, period, signer (contract, section 1)."""

from extractors.metadata.reading import read_metadata
from extractors.metadata.record import DocumentMetadata, plan_key

__all__ = ["DocumentMetadata", "plan_key", "read_metadata"]
