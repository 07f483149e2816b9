"""Several values in one cell: taken apart where they were joined, and compared with what they were."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from analysis.corrections.cell_texts import plain
from analysis.exports.cells import SEPARATOR

# People leave the blank out, and begin a new line where a value is long.
_BETWEEN: Final = re.compile(rf"\s*{re.escape(SEPARATOR.strip())}\s*|\s*\n\s*")

Replaced = tuple[str | None, str | None]
"""A value that was, and what it is now; None for nothing."""


class NoListError(ValueError):
    """A cell that cannot be taken apart: `value`, which was in it, holds itself what separates values."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


def values_of(text: str | None, known: Iterable[str] = ()) -> list[str]:
    """The values of a cell, each once. `known`: what was in it; such a value is found whole, though it holds
    what separates values. NoListError where it does and cannot be found."""
    rest = text or ""
    whole: dict[str, str] = {}
    for value in sorted(filter(_BETWEEN.search, known), key=len, reverse=True):
        if rest and value not in rest:
            raise NoListError(value)
        sign = f"\0{len(whole)}\0"  # no cell can hold this
        whole[sign] = value
        rest = rest.replace(value, sign)
    parts = [part.strip() for part in _BETWEEN.split(rest)]
    for part in parts:
        if "\0" in part and part not in whole:
            raise NoListError(next(value for sign, value in whole.items() if sign in part))
    found = {plain(part): whole.get(part, part) for part in parts if part}
    return list(found.values())


def replaced(old: Sequence[str], new: Sequence[str]) -> list[Replaced]:
    """What became of the values of a cell, each once: one in the place of another, one less, one more. An
    other order is no change."""
    left, come = {plain(text) for text in old}, {plain(text) for text in new}
    found: list[Replaced] = []
    for gone, added in _differences(old, new):
        out = [text for text in gone if plain(text) not in come]
        into = [text for text in added if plain(text) not in left]
        if len(out) == len(into):
            found += zip(out, into, strict=True)
        else:
            found += [(text, None) for text in out]
            found += [(None, text) for text in into]
    return found


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The runs of values that do not stand in both, side by side."""
    matcher = SequenceMatcher(None, [plain(text) for text in old], [plain(text) for text in new], False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield old[first:last], new[start:end]
