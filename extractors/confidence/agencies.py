"""The second opinion on agencies: how probable a reading is to a model that learned from labels alone.

The model is a linear-chain conditional random field over the words of a passage. As a reader it is no better
than the grammar; but where it holds the grammar's reading for improbable, the grammar is mostly wrong.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

import pycrfsuite

from extractors.confidence.agency_features import OwnNames, Place, features
from extractors.text.tokens import Token, words
from schemas.findings import Role

# How the labels of the model begin: the first word of a name, a further one.
FIRST, INSIDE, OUTSIDE = "B-", "I-", "O"
# Names stand near the beginning of a text; words beyond this are not read (words and marks).
LONGEST: Final = 160
_START, _END = attrgetter("start"), attrgetter("end")


class Scores:
    """What a model thinks of readings: each distinct passage is looked at once."""

    def __init__(self, tagger: pycrfsuite.Tagger, own: OwnNames) -> None:
        self._tagger = tagger
        self._own = own
        self._rows: dict[tuple[str, Place], tuple[list[Token], pycrfsuite.ItemSequence]] = {}
        self._found: dict[tuple[str, Place, int, int, Role], float | None] = {}
        self._at: tuple[str, Place] | None = None

    def of(self, text: str, place: Place, start: int, end: int, role: Role) -> float | None:
        """The score of `text[start:end]` as an agency in `role`, from 0 to 1, not calibrated."""
        key = (text, place, start, end, role)
        if key not in self._found:
            self._found[key] = self._read(*key)
        return self._found[key]

    def _read(self, text: str, place: Place, start: int, end: int, role: Role) -> float | None:
        passage = (text, place)
        if passage not in self._rows:
            row = words(text)[:LONGEST]
            self._rows[passage] = (row, pycrfsuite.ItemSequence(features(row, place, self._own)))
        row, seen = self._rows[passage]
        inside = range(bisect_left(row, start, key=_START), bisect_right(row, end, key=_END))
        if not inside or row[-1].end < end:
            return None
        if self._at != passage:
            self._tagger.set(seen)
            self._at = passage
        return self._least(row, inside, role)

    def _least(self, row: Sequence[Token], inside: Sequence[int], role: Role) -> float:
        """The least probable of: it begins here, goes on through each word, and ends here."""
        probability = self._tagger.marginal
        least = float(probability(FIRST + role, inside[0]))
        for at in inside[1:]:
            least = min(least, probability(INSIDE + role, at))
        behind = inside[-1] + 1
        if behind < len(row):
            least = min(least, 1 - probability(INSIDE + role, behind))
        return max(0.0, least)
