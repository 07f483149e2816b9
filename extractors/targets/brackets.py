"""Brackets around and behind a quantity: a comma inside one parts no clause outside, and a bracket may be a
sentence of its own."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.targets.quantity import Quantity
from extractors.targets.vocabulary import CLAUSES

BLOT: Final = "\u2591"
"""What stands for a character that is not to be read."""

_BRACKET: Final = re.compile(r"[()\[\]]")
_PAIRS: Final = {")": "(", "]": "["}
_NAMING_NOTHING: Final = frozenset(
    word for phrase in CLAUSES.brackets.naming_nothing for word in phrase.split()
)


def bracket_spans(folded: str) -> list[tuple[int, int]]:
    """The matched brackets of a text as (opening, closing) offsets; one without a partner is no bracket."""
    found: list[tuple[int, int]] = []
    open_at: list[tuple[str, int]] = []
    for mark in _BRACKET.finditer(folded):
        if mark[0] in "([":
            open_at.append((mark[0], mark.start()))
        elif open_at and open_at[-1][0] == _PAIRS[mark[0]]:
            found.append((open_at.pop()[1], mark.start()))
    return sorted(found)


def is_bracketed(quantity: Quantity, brackets: Sequence[tuple[int, int]]) -> bool:
    """Whether the quantity stands within brackets."""
    return any(left < quantity.start and quantity.end <= right for left, right in brackets)


def scope(folded: str, quantity: Quantity, brackets: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the sentence of a quantity may lie: its innermost bracket, unless that names nothing the quantity
    is of.

    "(02 cuộc/năm)" and "(năm 2030 phấn đấu đạt 90%)" belong to the clause before them.
    """
    low, high = 0, len(folded)
    for left, right in brackets:
        if left >= quantity.start:
            break
        if right < quantity.end:
            continue
        if _names_something(folded[left + 1 : quantity.start] + " " + folded[quantity.end : right]):
            low, high = left + 1, right
    return low, high


def _names_something(rest: str) -> bool:
    return any(word not in _NAMING_NOTHING and not word.isdigit() for word in re.findall(r"\w+", rest))


def flatten(folded: str, low: int, high: int, brackets: Sequence[tuple[int, int]], quantity: Quantity) -> str:
    """`folded` with everything outside [low, high) and inside brackets blotted out, but for the quantity and
    what follows it."""
    chars = list(BLOT * low + folded[low:high] + BLOT * (len(folded) - high))
    for left, right in brackets:
        if low <= left and right <= high:
            end = quantity.start if left < quantity.start and quantity.end <= right else right
            chars[left + 1 : end] = BLOT * (end - left - 1)
    return "".join(chars)
