"""A page turned by a few degrees, only where there is something on it: Pillow takes 20 ns for each pixel, and
nine tenths of a clean page are white.

White turned is white, so that the outcome is Pillow's `rotate` to the pixel.
"""

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.readers.ocr.cleaning import Gray

# White is looked for in tiles of this side (pixels): of 12 to 48, 16 took least on seven scanned pages (0.08
# to 0.13 s of 0.17).
TILE: Final = 16
# A smooth turn looks at the four pixels around a place, in each direction.
REACH: Final = 3
WHITE: Final = 255

_Matrix = tuple[float, float, float, float, float, float]
_Tiles = NDArray[np.int64]


def turned(grey: Gray, degrees: float) -> Gray:
    """The page turned against the clock around its middle, in the size that it has, its corners white."""
    height, width = grey.shape
    matrix = _matrix(width, height, degrees)
    a, b, c, d, e, f = matrix
    source = Image.fromarray(grey)
    found = np.full_like(grey, WHITE)
    for x0, y0, x1, y1 in _strips(grey, matrix):
        moved = (a, b, c + a * x0 + b * y0, d, e, f + d * x0 + e * y0)
        strip = source.transform(
            (x1 - x0, y1 - y0),
            Image.Transform.AFFINE,
            moved,
            Image.Resampling.BICUBIC,
            fillcolor=WHITE,
        )
        found[y0:y1, x0:x1] = np.asarray(strip)
    return found


def _matrix(width: int, height: int, degrees: float) -> _Matrix:
    """From where on the page each place of the turned one comes, as Pillow's `rotate` reckons it."""
    angle = -math.radians(degrees % 360.0)
    cosine, sine = round(math.cos(angle), 15), round(math.sin(angle), 15)
    x, y = width / 2, height / 2
    return cosine, sine, cosine * -x + sine * -y + x, -sine, cosine, -sine * -x + cosine * -y + y


def _strips(grey: Gray, matrix: _Matrix) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of the turned page, tiles side by side, into which anything but white may be turned."""
    height, width = grey.shape
    inked = _darkest(_darkest(grey).T).T < WHITE
    wanted = np.zeros((inked.shape[0], inked.shape[1] + 2), dtype=np.int8)
    wanted[:, 1:-1] = _reached(inked, matrix)
    steps = np.diff(wanted, axis=1)
    for (row, first), (_, behind) in zip(np.argwhere(steps > 0), np.argwhere(steps < 0), strict=True):
        x0, y0 = int(first) * TILE, int(row) * TILE
        yield x0, y0, min(int(behind) * TILE, width), min(y0 + TILE, height)


def _darkest(grey: Gray) -> Gray:
    """The darkest pixel of each column in each so many rows, the last ones maybe fewer."""
    whole = len(grey) // TILE
    found = grey[: whole * TILE].reshape(whole, TILE, grey.shape[1]).min(axis=1)
    rest = grey[whole * TILE :]
    return np.vstack((found, rest.min(axis=0, keepdims=True))) if len(rest) else found


def _reached(inked: NDArray[np.bool_], matrix: _Matrix) -> NDArray[np.bool_]:
    """The tiles of the turned page whose place on the page lies in or near inked tiles."""
    rows, columns = inked.shape
    sums = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    sums[1:, 1:] = inked.cumsum(axis=0).cumsum(axis=1)
    a, b, c, d, e, f = matrix
    left, top = np.arange(columns)[None, :] * TILE, np.arange(rows)[:, None] * TILE
    corners = [(x, y) for x in (left, left + TILE) for y in (top, top + TILE)]
    x0, x1 = _tiles_between([a * x + b * y + c for x, y in corners], columns)
    y0, y1 = _tiles_between([d * x + e * y + f for x, y in corners], rows)
    return np.asarray(sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0] > 0)


def _tiles_between(places: list[NDArray[np.float64]], count: int) -> tuple[_Tiles, _Tiles]:
    """The first tile that lies within reach of the corners' places, and the one behind the last."""
    first = (np.minimum.reduce(places) - REACH) // TILE
    last = (np.maximum.reduce(places) + REACH) // TILE
    return np.clip(first, 0, count).astype(np.int64), np.clip(last + 1, 0, count).astype(np.int64)
