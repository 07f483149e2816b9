"""Between which bounds a model's probabilities of a name lie, by the words around the name alone.

What stands further away can only speak through the word at the edge of what is looked at. Whatever that word
is, the probabilities lie between those for the labels that it may have: mostly that is all one needs to know,
and a passage has four times as many words.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from struct import Struct
from typing import Final

import numpy as np
import numpy.typing as npt

from extractors.confidence.agency_features import OwnNames, Parts, Place
from extractors.confidence.models import ROUNDING, Trained
from extractors.confidence.weights import Weights
from extractors.text.tokens import Token

# So many words before a name and behind the word that follows it are looked at: they tell enough of 97.6 % of
# 1,106 readings. With 2 and 8 it is 95.0 %, with 8 and 10 98.6 %; what is left costs five times as much.
_BEFORE, _BEHIND = 3, 10
# Over more words the factors could leave what a number holds.
_WIDEST: Final = 40


class _Weighed(Parts[bytes]):
    """The weights of parts, ready to be laid side by side. What a model knows of words and pairs of words is
    looked up: most it does not know."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights.features
        self._pack = Struct(f"{len(weights.labels)}d").pack
        self._unknown = self._pack(*[0.0] * len(weights.labels))
        super().__init__(self._packed)
        values = {name.partition("=")[2] for name in weights.features if name.startswith("w")}
        words = {key: self.of_word(key) for key in values}
        # Names of features of other kinds among these do no harm: no pair is called so.
        ends = {name[1:] for name in weights.features if name.startswith(("n", "p"))}
        pairs = {end: [self._packed(["n" + end]), self._packed(["p" + end])] for end in ends}
        unknown = [self._unknown] * len(self.of_word(""))
        self.word = lambda key: words.get(key, unknown)
        self.pair = lambda before, behind: pairs.get(f"{before}|{behind}", unknown)

    def _packed(self, names: Sequence[str]) -> bytes:
        """The weights of features together."""
        known = [self._weights[name] for name in names if name in self._weights]
        return self._pack(*map(sum, zip(*known, strict=True))) if known else self._unknown


class Nearby:
    """A model of the words of passages as factors, one for each label that a word may have."""

    def __init__(self, model: Trained) -> None:
        weights = model.weights
        self._labels = weights.labels
        self._following = np.exp(np.array(weights.following))
        self._nothing_behind = np.ones((len(weights.labels), 1))
        self._parts = _Weighed(weights)

    def bounds(
        self, row: Sequence[Token], inside: range, labels: tuple[str, str], place: Place, own: OwnNames
    ) -> tuple[float, float] | None:
        """Between what lies the least probable of: the first word of `inside` has the first label, each of
        the others has the second, the one behind them has not. None where there are too many words to say."""
        first, behind = max(0, inside.start - _BEFORE), min(len(row), inside.stop + 1 + _BEHIND)
        if behind - first > _WIDEST:
            return None
        fits = self._fits(self._parts.of(row, place, own, first, behind))
        links = self._following * fits[:, np.newaxis]
        # How well all up to a word fits, by its label and that of the word before all that is looked at.
        before = [links[0] if first else fits[:1]]
        asked = range(inside.start - first, min(inside.stop + 1, len(row)) - first)
        for link in links[1 : asked.stop]:
            before.append(before[-1].dot(link))
        # How well all behind a word fits, by its label and that of the word behind all that is looked at.
        after = [self._following if behind < len(row) else self._nothing_behind]
        for link in links[: asked.start : -1]:
            after.append(link.dot(after[-1]))
        every = before[-1].dot(after[-len(asked)])
        begins, goes_on = map(self._labels.index, labels)
        wanted = [begins, *[goes_on] * (len(asked) - 1)]
        up_to = np.array([before[at][:, label] for at, label in zip(asked, wanted, strict=True)])
        from_it = np.array([after[-1 - at][label] for at, label in enumerate(wanted)])
        shares = up_to[:, :, np.newaxis] * from_it[:, np.newaxis] / every
        if len(asked) > len(inside):
            shares[-1] = 1 - shares[-1]
        shares = shares.reshape(len(asked), -1)
        return float(shares.min()) - ROUNDING, float(shares.max(axis=1).min()) + ROUNDING

    def _fits(self, parts: Sequence[Sequence[bytes]]) -> npt.NDArray[np.float64]:
        """For each word how well it fits each label, 1 for that it fits best."""
        weights = np.frombuffer(b"".join(chain.from_iterable(parts)))
        of_words = weights.reshape(len(parts), -1, len(self._labels)).sum(axis=0)
        fits: npt.NDArray[np.float64] = np.exp(of_words - of_words.max(axis=1, keepdims=True))
        return fits


@lru_cache(maxsize=1)
def nearby(model: Trained) -> Nearby:
    """A model as factors, put together once."""
    return Nearby(model)
