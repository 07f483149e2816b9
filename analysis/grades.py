"""How sure a finding is, in three words: people are never shown a raw score."""

from typing import Final, Literal, get_args

from schemas.rows import CHECK, SURE

Grade = Literal["sure", "likely", "check"]

GRADES: Final[tuple[Grade, ...]] = get_args(Grade)
"""From the surest down (`schemas.rows`: `confidence`)."""


def grade_of(confidence: float) -> Grade:
    """The grade of a confidence."""
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= CHECK else "check"
