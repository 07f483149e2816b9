"""The second opinion on agencies: how probable a reading is to a model that learned from labels alone.

The model is a linear-chain conditional random field over the words of a passage. As a reader it is no better
than the grammar; but where it holds the grammar's reading for improbable, the grammar is mostly wrong.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Final

import pycrfsuite
from pydantic import BaseModel, ConfigDict

from extractors.confidence.calibration import Calibration
from extractors.confidence.features import OwnNames, Place, features, features_id
from extractors.text.tokens import Token, words
from schemas.findings import Role

_ROOM: Final = files("extractors").joinpath("confidence")
MODEL_FILE: Final = "agencies.crfsuite"
ABOUT_FILE: Final = "agencies.json"
# How the labels of the model begin: the first word of a name, a further one.
FIRST, INSIDE, OUTSIDE = "B-", "I-", "O"
# Names stand near the beginning of a text; words beyond this are not read (words and marks).
LONGEST: Final = 160


class Figures(BaseModel):
    """How well a model does on plans that it was not trained on, each left out in turn: how many readings
    and how many wrong ones among them there were; of those called sure and to check the shares of all and of
    the right ones; the share of the wrong ones that are to check; how often a wrong reading has a lower score
    than a right one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    readings: int
    wrong: int
    sure: float
    right_of_sure: float
    check: float
    right_of_check: float
    wrong_in_check: float
    auc: float


class About(BaseModel):
    """What is said of a model: which features it was trained on, on how many plans and passages, how its
    scores are read, and its figures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    features: str
    plans: int
    passages: int
    calibration: Calibration
    figures: Figures


class StaleModelError(Exception):
    """The model was trained on other features than those of today."""


@lru_cache(maxsize=1)
def about() -> About:
    """What is said of the model. Raises `StaleModelError` where it has to be trained anew."""
    said = About.model_validate_json(_ROOM.joinpath(ABOUT_FILE).read_bytes())
    if said.features != features_id():
        raise StaleModelError("the features changed: train the model of agencies anew")
    return said


@lru_cache(maxsize=1)
def _tagger() -> pycrfsuite.Tagger:
    # From the file: `open_inmemory` does not keep the bytes that it reads from.
    tagger = pycrfsuite.Tagger()
    with as_file(_ROOM.joinpath(MODEL_FILE)) as path:
        tagger.open(os.fspath(path))
    return tagger


class SecondOpinion:
    """A model's opinion on the agencies of one plan, whose own names it knows."""

    def __init__(self, own: OwnNames) -> None:
        self._scores = Scores(_tagger(), own)
        self._calibration = about().calibration

    def of_agency(self, text: str, place: Place, start: int, end: int, role: Role) -> float | None:
        """How often a reading is right that is as probable as `text[start:end]` as an agency in `role`, from
        0 to 1; None where it stands too late in the text to be judged."""
        score = self._scores.of(text, place, start, end, role)
        return None if score is None else self._calibration.share(score)


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
        inside = [at for at, token in enumerate(row) if token.start >= start and token.end <= end]
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
