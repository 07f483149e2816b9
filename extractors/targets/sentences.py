"""The sentence around a quantity, and the ends of sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.targets.brackets import flatten, scope
from extractors.targets.quantity import Quantity

_MARK: Final = re.compile(r"[;\n]|(?:\.{1,3}|…|!|\?)(?= |$)|\./")
_FULL_STOP: Final = re.compile(r"\. (?=[^\W\d_])")


def sentence_ends(flat: str, text: str, start: int, stop: int, close: int) -> Iterator[re.Match[str]]:
    """The marks between `start` and `stop` that end a sentence of a part of `text` that closes at `close`.

    A full stop ends a sentence before a capital, a digit or nothing; the dots of "TTHC..." within one do not.
    `flat` is the folded text with brackets blotted out.
    """
    for mark in _MARK.finditer(flat, start, stop):
        if mark[0] in {";", "\n"}:
            yield mark
            continue
        rest = text[mark.end() : close].lstrip(" ")
        if not rest or rest[0].isupper() or rest[0].isdigit() or rest[0] in "-+\n":
            yield mark


def sentence_bounds(
    folded: str, text: str, quantity: Quantity, brackets: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The sentence (or the bracket) in which the clause of a quantity stands."""
    low, high = scope(folded, quantity, brackets)
    flat = flatten(folded, low, high, brackets, quantity)
    start = max((mark.end() for mark in sentence_ends(flat, text, low, quantity.start, high)), default=low)
    end = next((mark.start() for mark in sentence_ends(flat, text, quantity.end, high, high)), high)
    return start, end


def passage_start(text: str, position: int) -> int:
    """Where the run of clauses parted by semicolons begins in which `position` stands: after a full stop."""
    return max((match.end() for match in _FULL_STOP.finditer(text, 0, position)), default=0)
