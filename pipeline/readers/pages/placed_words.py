"""Words with the middle of the box of each: by that it is told in which cell of a grid they stand."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.pages.lattices import Lattice
from pipeline.readers.pages.lines import ABOVE_BASELINE, BELOW_BASELINE, Word

__all__ = ["PlacedWords"]


class PlacedWords(NamedTuple):
    """Words, and the middles of their boxes on the page in columns."""

    words: Sequence[Word]
    x: NDArray[np.float64]
    y: NDArray[np.float64]

    @classmethod
    def of(cls, words: Sequence[Word]) -> Self:
        """The words with their middles: as `Word.middle` tells them, upright ones in one go."""
        if any(word.style.angle for word in words):
            x, y = np.array([word.middle for word in words]).T
            return cls(words, x, y)
        x0, x1 = np.array([word.x0 for word in words]), np.array([word.x1 for word in words])
        y, size = np.array([word.y for word in words]), np.array([word.size for word in words])
        return cls(words, (x0 + x1) / 2, ((y - ABOVE_BASELINE * size) + (y + BELOW_BASELINE * size)) / 2)

    def parted(self, lattice: Lattice) -> tuple[Self, Self]:
        """The words within the outer border of a grid, and the others."""
        x0, y0, x1, y1 = lattice.box
        is_inside = (x0 <= self.x) & (self.x <= x1) & (y0 <= self.y) & (self.y <= y1)
        return self._part(np.flatnonzero(is_inside)), self._part(np.flatnonzero(~is_inside))

    def _part(self, numbers: NDArray[np.int64]) -> Self:
        words = [self.words[number] for number in numbers.tolist()]
        return self.__class__(words, self.x.take(numbers), self.y.take(numbers))
