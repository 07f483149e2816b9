"""How probable each spelling of each syllable of a sentence is, by all the others (forward and backward over
the spellings, Rabiner 1989)."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pipeline.readers.ocr.marks.spelling import BREAK

_Pairs = dict[tuple[str, str], float]
_Behind = dict[tuple[str, str], list[float]]


class Model(Protocol):
    """What knows which syllables follow each other."""

    def probability(self, before: str, last: str, token: str) -> float:
        """How probable a token is behind two others."""


def probabilities(places: Sequence[Mapping[str, float]], model: Model) -> list[dict[str, float]]:
    """For each place of a sentence, whose spellings come with their odds, how probable each of them is.

    Takes time in proportion to the places.
    """
    if all(len(place) == 1 for place in places):
        return [dict.fromkeys(place, 1.0) for place in places]
    forward, behind = _forward(places, model)
    backward = {pair: model.probability(*pair, BREAK) for pair in forward[-1]}
    found: list[dict[str, float]] = []
    for index in range(len(places) - 1, -1, -1):
        here = forward[index]
        shares: dict[str, float] = {}
        for (before, spelling), reached in here.items():
            shares[spelling] = shares.get(spelling, 0.0) + reached * backward[before, spelling]
        whole = sum(shares.values())
        found.append({spelling: share / whole for spelling, share in shares.items()})
        if index:
            backward = _backward(forward[index - 1], places[index], behind[index], backward)
    return found[::-1]


def _forward(places: Sequence[Mapping[str, float]], model: Model) -> tuple[list[_Pairs], list[_Behind]]:
    """For each place how its spellings, each with the one before it, are reached from the sentence's
    beginning; and how probable each spelling of a place is behind the two before it, where that was asked."""
    forward: list[_Pairs] = []
    behind: list[_Behind] = []
    last: _Pairs = {(BREAK, BREAK): 1.0}
    for place in places:
        if len(last) == len(place) == 1:  # there is one way, which needs no probability
            ((_, token),), (spelling,) = last, place
            last, known = {(token, spelling): 1.0}, {}
        else:
            known = {pair: [model.probability(*pair, spelling) for spelling in place] for pair in last}
            last = _reached(last, place, known)
        forward.append(last)
        behind.append(known)
    return forward, behind


def _reached(last: _Pairs, place: Mapping[str, float], behind: _Behind) -> _Pairs:
    pairs: _Pairs = {}
    for (before, token), reached in last.items():
        for (spelling, odds), probability in zip(place.items(), behind[before, token], strict=True):
            step = reached * odds * probability
            pairs[token, spelling] = pairs.get((token, spelling), 0.0) + step
    return _scaled(pairs)


def _backward(pairs: _Pairs, place: Mapping[str, float], behind: _Behind, after: _Pairs) -> _Pairs:
    """How probable the rest of the sentence is behind each of the pairs, up to a factor: `place` and what
    comes `after` it."""
    if len(pairs) == 1:
        return dict.fromkeys(pairs, 1.0)
    return _scaled(
        {
            pair: sum(
                odds * probability * after[pair[1], spelling]
                for (spelling, odds), probability in zip(place.items(), behind[pair], strict=True)
            )
            for pair in pairs
        }
    )


def _scaled(values: _Pairs) -> _Pairs:
    """The values with 1 as their sum: without, those of a long sentence would vanish."""
    whole = sum(values.values())
    return {pair: value / whole for pair, value in values.items()}
