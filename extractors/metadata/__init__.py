"""What a document says about itself: type, number, issuer, place, date, title, period, signer (contract,
section 1).

What reads it is imported when somebody asks for it: a store needs the keys alone, and the grammars of
agencies and times take 0.3 s to load.
"""

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from extractors.metadata.reading import is_lone_annex, read_attached, read_metadata, spoilt_lines
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


def __getattr__(name: str) -> Any:
    """The readers, imported at their first use."""
    if name == "unregistered_unit":
        from extractors.metadata import unregistered as module
    elif name in __all__:
        from extractors.metadata import reading as module  # type: ignore[no-redef]
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(module, name)
