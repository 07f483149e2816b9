"""From the coordinates of a PDF page to the page as it is looked at (ISO 32000-1, 8.3.2.3: user space)."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Number = TypeVar("_Number", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class PageSpace:
    """The mapping of page space to the seen page: quarter turns clockwise and the visible box."""

    turns: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """The width as seen."""
        return self.right - self.left if self.turns % 2 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """The height as seen."""
        return self.top - self.bottom if self.turns % 2 == 0 else self.right - self.left

    def point(self, x: _Number, y: _Number) -> tuple[_Number, _Number]:
        """Where a point of page space (or each of a column of them) is seen, from the top left."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """The box of page space as seen: left, top, right, bottom."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
