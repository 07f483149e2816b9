"""The trained models of the second opinion: their files, what is said of them, and how one is asked."""

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from hashlib import sha256
from importlib.resources import as_file, files
from itertools import repeat
from math import exp
from pathlib import Path
from typing import Final, Literal, NamedTuple, get_args

import pycrfsuite
from pydantic import BaseModel, ConfigDict

from extractors.confidence.calibration import Calibration
from extractors.confidence.weights import Weights, read_weights

Kind = Literal["agencies", "tasks", "deadlines", "targets"]
"""What a model judges; its files are called so."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
RIGHT, WRONG = "right", "wrong"
RECORDS_FILE: Final = "records.json"

# More than what adding up weights in another order changes in a probability.
ROUNDING: Final = 1e-9
_ROOM: Final = files("extractors").joinpath("confidence")
_DIGITS: Final = 16


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
    """What is said of a model: which features it was trained on, on how many plans and examples, how its
    scores are read, and its figures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    features: str
    plans: int
    examples: int
    calibration: Calibration
    figures: Figures


class StaleModelError(Exception):
    """The model was trained on other features than those of today."""


def id_of_features(version: int, kinds: Iterable[str]) -> str:
    """What a model's file says of the features that it was trained on: their kinds and version."""
    said = "\n".join((str(version), *kinds))
    return sha256(said.encode()).hexdigest()[:_DIGITS]


def model_file(kind: Kind) -> str:
    """The name of a model's file."""
    return f"{kind}.crfsuite"


def about_file(kind: Kind) -> str:
    """The name of the file that says what is said of a model."""
    return f"{kind}.json"


class Trained:
    """A model: `tagger` answers for a whole passage, `weights` are what it adds up."""

    def __init__(self, tagger: pycrfsuite.Tagger, weights: Weights) -> None:
        self.tagger = tagger
        self.weights = weights

    @cached_property
    def for_right(self) -> dict[str, float]:
        """Of a model of single things, how much each feature speaks for one being right."""
        right, wrong = map(self.weights.labels.index, (RIGHT, WRONG))
        return {name: found[right] - found[wrong] for name, found in self.weights.features.items()}


class Model(NamedTuple):
    """A model that can be asked, and how its scores are read."""

    trained: Trained
    calibration: Calibration


def about(kind: Kind, features: str) -> About:
    """What is said of the model that is shipped. Raises `StaleModelError` where it was trained on other
    features."""
    said = About.model_validate_json(_ROOM.joinpath(about_file(kind)).read_bytes())
    if said.features != features:
        raise StaleModelError(f"the features changed: train the model of {kind} anew")
    return said


def all_records() -> Figures:
    """How well the models do together, on the records of all four datasets."""
    return Figures.model_validate_json(_ROOM.joinpath(RECORDS_FILE).read_bytes())


def shipped(kind: Kind, features: str) -> Model:
    """The model that is shipped. Raises `StaleModelError` as `about` does."""
    with as_file(_ROOM.joinpath(model_file(kind))) as path:
        return Model(opened(path), about(kind, features).calibration)


def opened(path: Path) -> Trained:
    """The model in a file."""
    # From the file: `open_inmemory` does not keep the bytes that it reads from.
    tagger = pycrfsuite.Tagger()
    tagger.open(os.fspath(path))
    return Trained(tagger, read_weights(path.read_bytes()))


def probability(model: Trained, names: Sequence[str]) -> float:
    """How probable it is to a model of single things that one with these features is right, from 0 to 1."""
    model.tagger.set([names])
    return float(model.tagger.marginal(RIGHT, 0))


def about_probability(model: Trained, names: Sequence[str]) -> float:
    """The same but for the last digits, at a fifth of the cost: a chain with one link is a sum of weights."""
    if WRONG not in model.weights.labels:
        return 1.0
    return 1 / (1 + exp(-sum(map(model.for_right.get, names, repeat(0.0)))))
