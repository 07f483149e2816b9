"""Connected components of a mask, by its runs: the shapes that a few strokes or blots on a page make."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]  # rows and columns
PixelBox = tuple[int, int, int, int]  # left, top, right and bottom on the page's image
Runs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]

# More runs than this are no strokes but noise: a whole page of text at 300 dpi has 45,000 to 133,000.
MAX_RUNS = 200_000


@dataclass(slots=True)
class Shape:
    """Runs that touch: their box (`x1`, `y1` exclusive) and how many pixels they hold."""

    x0: int
    y0: int
    x1: int
    y1: int
    area: int
    runs: list[int]

    @property
    def width(self) -> int:
        """The box's width."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """The box's height."""
        return self.y1 - self.y0


def runs_of(mask: Mask) -> Runs:
    """Row, start and end (exclusive) of every horizontal run of set pixels, in reading order."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.bool_)
    padded[:, 1:-1] = mask
    width = mask.shape[1] + 1
    # Each row begins and ends without ink, so that where it begins and where it ends take turns.
    edges = np.flatnonzero(padded[:, 1:] != padded[:, :-1])
    starts, ends = edges[::2], edges[1::2]
    rows = starts // width
    return rows, starts - rows * width, ends - rows * width


def closed(runs: Runs, gap: float) -> Runs:
    """The runs of a row joined over gaps up to `gap`."""
    rows, starts, ends = runs
    if not len(rows):
        return runs
    begins = np.concatenate(([True], (rows[1:] != rows[:-1]) | (starts[1:] - ends[:-1] > gap)))
    first = np.flatnonzero(begins)
    last = np.concatenate((first[1:] - 1, [len(rows) - 1]))
    return rows[first], starts[first], ends[last]


def inked_columns(mask: Mask) -> Mask:
    """For each column, whether any of its pixels is set."""
    return np.asarray(mask.any(axis=0), dtype=np.bool_)


def in_squares(mask: Mask, side: int) -> Mask:
    """The mask at a lower resolution: a square of `side` pixels is set when any of them is; a rest at the rim
    is left out."""
    rows, columns = mask.shape[0] // side, mask.shape[1] // side
    strips = np.asarray(mask[: rows * side, : columns * side].reshape(rows, side, columns * side).any(axis=1))
    # Across, each so manieth column at a time: to look at each square by itself took ten times as long.
    squares = strips[:, ::side].copy()
    for first in range(1, side):
        squares |= strips[:, first::side]
    return squares


def counts_in_squares(mask: Mask, side: int) -> NDArray[np.int32]:
    """How many pixels of each square of `side` pixels are set; a rest at the rim is left out."""
    rows, columns = mask.shape[0] // side, mask.shape[1] // side
    strips = mask[: rows * side, : columns * side].reshape(rows, side, columns * side)
    down = strips.sum(axis=1, dtype=np.int16)
    counts = np.zeros((rows, columns), dtype=np.int32)
    for first in range(side):  # as `in_squares` does
        counts += down[:, first::side]
    return counts


def shapes_of(runs: Runs, reach: int = 1) -> list[Shape]:
    """The runs joined where they touch (also diagonally) or stand up to `reach` rows apart; none where there
    are too many."""
    rows, starts, ends = (values.tolist() for values in runs)
    if len(rows) > MAX_RUNS:
        return []
    shapes: list[Shape | None] = []
    owner: list[int] = []
    window = 0
    for index, (row, start, end) in enumerate(zip(rows, starts, ends, strict=True)):
        while rows[window] < row - reach:
            window += 1
        mine = -1
        for other in range(window, index):
            if rows[other] == row:
                break
            if starts[other] <= end and ends[other] >= start:
                mine = _merged(shapes, owner, mine, owner[other])
        if mine < 0:
            mine = len(shapes)
            shapes.append(Shape(start, row, end, row + 1, 0, []))
        shape = shapes[mine]
        assert shape is not None
        shape.x0, shape.x1, shape.y1 = min(shape.x0, start), max(shape.x1, end), row + 1
        shape.area += end - start
        shape.runs.append(index)
        owner.append(mine)
    return [shape for shape in shapes if shape is not None]


def boxes_in(masks: Iterable[Mask]) -> Iterator[list[PixelBox]]:
    """The boxes of the shapes of each mask, as `shapes_of` finds them, in no order.

    Many small masks are looked at together, which takes a third of the time of one after the other.
    """
    waiting: list[Runs] = []
    count = 0
    for rows, starts, ends in map(runs_of, masks):
        most = len(rows) if len(rows) <= MAX_RUNS else 0
        waiting.append((rows[:most], starts[:most], ends[:most]))
        count += most
        if count > MAX_RUNS:
            yield from _boxes_of(waiting)
            waiting, count = [], 0
    if waiting:
        yield from _boxes_of(waiting)


def _boxes_of(masks: Sequence[Runs]) -> Iterator[list[PixelBox]]:
    """The boxes of the shapes that the runs of each mask make."""
    counts = [len(rows) for rows, _, _ in masks]
    heights = [int(rows[-1]) + 2 if len(rows) else 0 for rows, _, _ in masks]
    shifts = np.repeat(np.cumsum([0, *heights[:-1]]), counts)  # one under the other, a blank row between them
    rows, starts, ends = (np.concatenate(values) for values in zip(*masks, strict=True))
    root = _roots(rows + shifts, starts, ends)
    order = np.argsort(root, kind="stable")
    firsts = np.flatnonzero(np.diff(root[order], prepend=-1))
    boxes: list[list[PixelBox]] = [[] for _ in masks]
    if len(order):
        sides = (
            np.minimum.reduceat(starts[order], firsts),
            rows[order][firsts],  # runs stand in reading order
            np.maximum.reduceat(ends[order], firsts),
            np.maximum.reduceat(rows[order], firsts) + 1,
        )
        owners = np.repeat(np.arange(len(masks)), counts)[order][firsts]
        for owner, *box in zip(owners.tolist(), *(side.tolist() for side in sides), strict=True):
            boxes[owner].append((box[0], box[1], box[2], box[3]))
    yield from boxes


def _roots(rows: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each run the number of the first run of its shape."""
    count = len(rows)
    width = int(ends.max(initial=0)) + 1
    first = np.searchsorted(rows * width + ends, (rows - 1) * width + starts)
    behind = np.searchsorted(rows * width + starts, (rows - 1) * width + ends, side="right")
    touching = np.maximum(behind - first, 0)
    one = np.repeat(np.arange(count), touching)
    other = np.arange(len(one)) - np.repeat(np.cumsum(touching) - touching - first, touching)
    root = np.arange(count)
    while len(one):
        low, high = np.minimum(root[one], root[other]), np.maximum(root[one], root[other])
        apart = low != high
        one, other = one[apart], other[apart]
        root[high[apart]] = low[apart]
        while not np.array_equal(above := root[root], root):
            root = above
    return root


def _merged(shapes: list[Shape | None], owner: list[int], a: int, b: int) -> int:
    if a in (-1, b):
        return b
    keep, drop = shapes[a], shapes[b]
    assert keep is not None
    assert drop is not None
    if len(keep.runs) < len(drop.runs):
        a, b, keep, drop = b, a, drop, keep
    for run in drop.runs:
        owner[run] = a
    keep.x0, keep.y0 = min(keep.x0, drop.x0), min(keep.y0, drop.y0)
    keep.x1, keep.y1 = max(keep.x1, drop.x1), max(keep.y1, drop.y1)
    keep.area += drop.area
    keep.runs += drop.runs
    shapes[b] = None
    return a
