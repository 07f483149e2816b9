"""From a score to how often readings with such a score are right."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from pydantic import BaseModel, ConfigDict

# Before any reading is counted: one right and one wrong, so that no share is 0 or 1.
_BEFORE: Final = 1.0


class Calibration(BaseModel):
    """A rising line through points: scores, and the share of right readings at each."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scores: tuple[float, ...]
    shares: tuple[float, ...]

    def share(self, score: float) -> float:
        """How often a reading with this score is right, from 0 to 1."""
        scores, shares = self.scores, self.shares
        behind = bisect_right(scores, score)
        if behind in (0, len(scores)):
            return shares[0] if behind == 0 else shares[-1]
        at = behind - 1
        slope = (shares[behind] - shares[at]) / (scores[behind] - scores[at])
        return slope * (score - scores[at]) + shares[at]

    def share_between(self, low: float, high: float) -> float | None:
        """How often a reading is right whose score lies somewhere from `low` to `high`; None where that
        depends on where. The line is made of steps, so that it seldom does."""
        at = bisect_right(self.scores, low)
        if not low <= high or bisect_right(self.scores, high) != at:
            return None
        below, above = self.shares[max(0, at - 1)], self.shares[min(at, len(self.shares) - 1)]
        return below if below == above else None

    def share_of(self, bounds: tuple[float, float] | None, exact: Callable[[], float]) -> float:
        """How often a reading is right whose score lies within `bounds` (None: they are not known); it is
        asked for its score only where these leave that open."""
        share = None if bounds is None else self.share_between(*bounds)
        return self.share(exact()) if share is None else share


def calibrate(
    scores: Sequence[float], right: Sequence[bool], weights: Sequence[float] | None = None
) -> Calibration:
    """Isotonic regression (pool adjacent violators): the rising steps that fit best. `weights` are how much
    each reading counts, 1 unless told otherwise."""
    weights = weights or [1.0] * len(scores)
    blocks: list[_Block] = []
    for score, is_right, weight in sorted(zip(scores, right, weights, strict=True)):
        block = _Block(score, float(is_right), weight)
        if blocks and blocks[-1].high == score:
            block.take_before(blocks.pop())
        while blocks and blocks[-1].mean >= block.mean:
            block.take_before(blocks.pop())
        blocks.append(block)
    ends = [(score, block.smoothed) for block in blocks for score in (block.low, block.high)]
    shares = np.maximum.accumulate([share for _, share in ends])
    return Calibration(
        scores=tuple(round(score, 4) for score, _ in ends), shares=tuple(round(float(s), 4) for s in shares)
    )


class _Block:
    """Readings with neighbouring scores that share one step."""

    def __init__(self, score: float, right: float, weight: float) -> None:
        self.low = self.high = score
        self.right, self.weight = right * weight, weight

    @property
    def mean(self) -> float:
        return self.right / self.weight

    @property
    def smoothed(self) -> float:
        return (self.right + _BEFORE) / (self.weight + 2 * _BEFORE)

    def take_before(self, other: "_Block") -> None:
        """Join the block right below to this one."""
        self.low = other.low
        self.right += other.right
        self.weight += other.weight
