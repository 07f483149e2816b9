"""How probable each spelling of each syllable of a sentence is, by all the others (forward and backward over
the spellings, Rabiner 1989)."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pipeline.readers.ocr.marks.spelling import BREAK

_Pairs = dict[tuple[str, str], float]


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
    forward: list[_Pairs] = []
    last: _Pairs = {(BREAK, BREAK): 1.0}
    for place in places:
        pairs: _Pairs = {}
        for (before, token), reached in last.items():
            for spelling, odds in place.items():
                step = reached * odds * model.probability(before, token, spelling)
                pairs[token, spelling] = pairs.get((token, spelling), 0.0) + step
        last = _scaled(pairs)
        forward.append(last)
    backward = {pair: model.probability(*pair, BREAK) for pair in last}
    found: list[dict[str, float]] = []
    for index in range(len(places) - 1, -1, -1):
        here = forward[index]
        shares: dict[str, float] = {}
        for (before, spelling), reached in here.items():
            shares[spelling] = shares.get(spelling, 0.0) + reached * backward[before, spelling]
        whole = sum(shares.values())
        found.append({spelling: share / whole for spelling, share in shares.items()})
        if index:
            backward = _scaled(
                {
                    pair: sum(
                        odds * model.probability(*pair, spelling) * backward[pair[1], spelling]
                        for spelling, odds in places[index].items()
                    )
                    for pair in forward[index - 1]
                }
            )
    return found[::-1]


def _scaled(values: _Pairs) -> _Pairs:
    """The values with 1 as their sum: without, those of a long sentence would vanish."""
    whole = sum(values.values())
    return {pair: value / whole for pair, value in values.items()}
