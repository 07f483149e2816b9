"""The second opinion on agencies: how probable a reading is to a model that learned from labels alone.

The model is a linear-chain conditional random field over the words of a passage. As a reader it is no better
than the grammar; but where it holds the grammar's reading for improbable, the grammar is mostly wrong.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from extractors.confidence.agency_features import OwnNames, Place, features
from extractors.confidence.calibration import Calibration
from extractors.confidence.models import Trained
from extractors.confidence.nearby import nearby
from extractors.text.tokens import Token, words
from schemas.findings import Role

# How the labels of the model begin: the first word of a name, a further one.
FIRST, INSIDE, OUTSIDE = "B-", "I-", "O"
# Names stand near the beginning of a text; words beyond this are not read (words and marks).
LONGEST: Final = 160
_START, _END = attrgetter("start"), attrgetter("end")


class Scores:
    """What a model thinks of readings."""

    def __init__(self, model: Trained, own: OwnNames) -> None:
        self._tagger = model.tagger
        self._nearby = nearby(model)
        self._own = own

    def of(self, text: str, place: Place, start: int, end: int, role: Role) -> float | None:
        """The score of `text[start:end]` as an agency in `role`, from 0 to 1, not calibrated; None where it
        stands too late to be judged."""
        row, inside = _read(text, start, end)
        return self._exact(row, inside, place, role) if inside else None

    def share(
        self, text: str, place: Place, start: int, end: int, role: Role, calibration: Calibration
    ) -> float | None:
        """How often readings with the score of this one are right. The whole passage is looked at only where
        the words near the name leave that open."""
        row, inside = _read(text, start, end)
        if not inside:
            return None
        bounds = self._nearby.bounds(row, inside, (FIRST + role, INSIDE + role), place, self._own)
        return calibration.share_of(bounds, lambda: self._exact(row, inside, place, role))

    def _exact(self, row: Sequence[Token], inside: range, place: Place, role: Role) -> float:
        self._tagger.set(features(row, place, self._own))
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


def _read(text: str, start: int, end: int) -> tuple[Sequence[Token], range]:
    """The words of a passage that are looked at, and which of them `text[start:end]` is: none where it stands
    too late."""
    row = words.kept(text)[:LONGEST]
    if not row or row[-1].end < end:
        return row, range(0)
    return row, range(bisect_left(row, start, key=_START), bisect_right(row, end, key=_END))
