"""Whether the unit that a document's issuer belongs to is in the register of units."""

import re
from typing import Final

from extractors import units
from extractors.text.folding import fold
from extractors.units import Level
from extractors.units.names import KIND_WORD
from schemas.rows import DocumentRow

_KIND: Final = re.compile(rf"(?<!\w){KIND_WORD}\s+(?=\w)")
_LOWER: Final[tuple[Level, ...]] = ("commune", "district")


def unregistered_unit(document: DocumentRow) -> str | None:
    """The issuer's unit that the register does not know, as printed: a commune or district by its name, a
    province by the issuer's name, for it was left out. None where the register knows the unit, or none is
    named."""
    for level in _LOWER:
        name = getattr(document, level)
        if name and not getattr(document, f"{level}_code") and not units.find(name):
            return str(name)
        if name:
            return None
    named = document.issuer and _KIND.search(fold(document.issuer))
    of_province = document.issuer_level in ("province", "department")
    return document.issuer if named and of_province and document.province is None else None
