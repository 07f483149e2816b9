"""Raised marks that are typed by hand: the number of a note, or the power of a unit."""

import re
from typing import Final

# A note's number or sign, with or without brackets; several may stand side by side ("1,2").
_LABEL: Final = r"[(\[]?(\d{1,3}|[*†‡]{1,3})[)\]]?"
_LABELS: Final = re.compile(rf"\s*{_LABEL}(?:\s*[,;]?\s*{_LABEL})*\s*")
_EACH: Final = re.compile(r"\d+|[*†‡]+")
# Lengths (m, km …) and one small letter are raised to the second or third power, ten to any.
_OF_LENGTH: Final = re.compile(r"(?:^|[\W\d_])(?:[kdcmh]?m|[a-z])$")
_OF_TEN: Final = re.compile(r"(?:^|[^\d.,])10$")
_POWERS_OF_LENGTH: Final = frozenset({"2", "3"})


def note_labels(mark: str, before: str) -> list[str]:
    """The labels of the notes that a raised mark calls, without brackets: "1", "(2)", "1,2"; none where it is
    a power of what stands right before it ("m²", "10⁶"), or no mark of a note."""
    if _LABELS.fullmatch(mark) is None:
        return []
    return [] if _is_power(mark.strip(), before) else _EACH.findall(mark)


def _is_power(label: str, before: str) -> bool:
    if _OF_TEN.search(before):
        return label.isdigit()
    return label in _POWERS_OF_LENGTH and _OF_LENGTH.search(before) is not None
