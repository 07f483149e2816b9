"""The text regions of a page outside its tables: the engine reads two columns of different size and leading
as one line.

The head of a document and its signature block stand side by side (Decree 30/2020/NĐ-CP, Annex I); they are
cut at the white strip between them. No cut goes through a word: strips are blank over the whole height of
what they part.
"""

from dataclasses import dataclass, field

import numpy as np

from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.components import Mask, PixelBox, in_squares, inked_columns

# A strip this wide in one line (points) may part columns: the widest blank of a justified line seen was 15.1.
GAP = 24.0
# What all lines of the columns leave open together is at least this wide (points).
STRIP = 10.0
# The page is looked at in squares of this side (points); a row with fewer dark ones than this is dust.
SQUARE = 0.75
DUST = 2
# Room left around a region (points), so that no mark at its edge is cut.
MARGIN = 3.0


@dataclass(slots=True)
class _Block:
    """Bands of lines (`top` to `bottom`), and the columns of squares in which any of them has ink; `parted`
    by strips or not."""

    top: int
    bottom: int
    ink: Mask
    strips: list[tuple[int, int]] = field(default_factory=list)


def text_regions(grey: Gray, dpi: int) -> list[PixelBox]:
    """Left, top, right and bottom in pixels of each region with ink, from top to bottom and left to right."""
    side = max(round(SQUARE * dpi / 72), 1)
    squares = in_squares(grey < INK, side)
    margin = round(MARGIN * dpi / 72)
    places = []
    for block in _blocks(squares):
        top, bottom = max(block.top * side - margin, 0), min(block.bottom * side + margin, grey.shape[0])
        for left, right in _columns(block):
            places.append(
                (max(left * side - margin, 0), top, min(right * side + margin, grey.shape[1]), bottom)
            )
    return places


def _blocks(squares: Mask) -> list[_Block]:
    """Bands with a common strip, and between them the runs of bands without one."""
    found: list[_Block] = []
    for top, bottom in _stretches(squares.sum(axis=1) >= DUST):
        ink = inked_columns(squares[top:bottom])
        last = found[-1] if found else None
        if last is not None and last.strips:
            strips = [
                strip
                for strip in _strips(last.ink | ink)
                if any(_overlap(strip, other) for other in last.strips)
            ]
            if strips:
                last.bottom, last.ink, last.strips = bottom, last.ink | ink, strips
                continue
        wide = [strip for strip in _strips(ink) if (strip[1] - strip[0]) * SQUARE >= GAP]
        if last is not None and not last.strips and not wide:
            last.bottom, last.ink = bottom, last.ink | ink
        else:
            found.append(_Block(top, bottom, ink, wide))
    return found


def _columns(block: _Block) -> list[tuple[int, int]]:
    ink = np.flatnonzero(block.ink)
    edges = [int(ink[0])]
    for start, end in block.strips:
        edges += [start, end]
    edges.append(int(ink[-1]) + 1)
    return list(zip(edges[::2], edges[1::2], strict=True))


def _strips(ink: Mask) -> list[tuple[int, int]]:
    """The blank stretches between ink that are wide enough to part columns."""
    inked = np.flatnonzero(ink)
    if not len(inked):
        return []
    first, last = int(inked[0]), int(inked[-1])
    return [s for s in _stretches(~ink) if s[0] > first and s[1] <= last and (s[1] - s[0]) * SQUARE >= STRIP]


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return min(a[1], b[1]) > max(a[0], b[0])


def _stretches(flags: Mask) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
