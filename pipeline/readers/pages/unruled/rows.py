"""Rows without ruling lines: where one row of a table ends and the next begins, told from how the texts of
its cells stand.

A cell's lines stand at the top of its row or in its middle, and the row's number with them. So the rows are
the way of parting the lines, no line being cut, in which each row has one number and the blocks of lines in
its cells agree on a common top or middle. The best way is found by a dynamic programme over the places where
the page can be parted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.paragraph_breaks import ends_text

# Line boxes may overlap by this much (em) where lines are set tight, and the page still be parted between
# them.
OVERLAP = 0.2
# A boundary with less blank than this (em) is a little less likely: rows keep at least 3 points between them
# as a rule.
ROOM = 0.3
# A boundary inside a sentence counts as much as a block that stands this far (em) from where it should.
MID_SENTENCE = 1.5
# Nor does one block count for more than this (em).
FARTHEST = 2.0
# What the page before left over makes a row without a number: that costs as much as half a line.
REST = 0.5
# The rows found are believed when their numbers stand off by no more than this (em) each, and their cells on
# average.
KEY_OFF = 0.45
CELLS_OFF = 0.5
# A number at the top of its row where the others stand in the middle (a group's, over two lines), or the
# reverse, costs this.
OTHERWISE = 0.25
# Blanks are compared when rounded to a tenth of an em: half of that is no difference.
HALF_STEP = 0.05
# Lines of a block follow each other within this (em, of baselines).
BLOCK_STEP = 1.6


@dataclass(frozen=True, slots=True, eq=False)
class ColumnLine:
    """A line in a column; `is_key` says that it holds its row's number."""

    col: int
    line: Line
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class RowSplit:
    """One way to part the lines: the indices of the first line of each row, and how far its blocks stand off
    (em)."""

    starts: tuple[int, ...]
    cost: float


class BodyStretch:
    """The lines of a stretch of table without group rows, from top to bottom."""

    def __init__(self, entries: Sequence[ColumnLine], *, goes_on: bool, is_cut: bool) -> None:
        """`goes_on`: a row may have begun on the page before; `is_cut`: the last row may go on on the
        next."""
        self.entries = sorted(entries, key=lambda entry: (entry.line.y, entry.line.x0))
        self.goes_on, self.is_cut = goes_on, is_cut
        lines = [entry.line for entry in self.entries]
        self.size = median(line.size for line in lines)
        self.bottoms = [0.0]  # the lowest bottom of the lines before each index
        for line in lines:
            self.bottoms.append(max(self.bottoms[-1], line.bottom))
        self.tops = [float("inf")]  # the highest top of the lines from each index on
        for line in reversed(lines):
            self.tops.append(min(self.tops[-1], line.top))
        self.tops.reverse()
        n_cols = max(entry.col for entry in self.entries) + 1
        self.columns: list[list[Line]] = [[] for _ in range(n_cols)]
        self.before = [[0] * n_cols]  # how many lines each column has before each index
        for entry in self.entries:
            self.columns[entry.col].append(entry.line)
            counts = self.before[-1].copy()
            counts[entry.col] += 1
            self.before.append(counts)
        self.boundaries = [i for i in range(1, len(lines)) if self.blank(i) >= -OVERLAP]

    def blank(self, index: int) -> float:
        """The white between the lines before an index and those from it on (em; less than nothing where they
        overlap)."""
        return (self.tops[index] - self.bottoms[index]) / self.size

    def edge(self, index: int) -> float:
        """Where a boundary before the line `index` would be drawn."""
        return (self.tops[index] + self.bottoms[index]) / 2

    def boundary_cost(self, index: int) -> float:
        """How unlikely a boundary before the line `index` is."""
        if index in (0, len(self.entries)):
            return 0.0
        cost = max(ROOM - self.blank(index), 0.0)
        for col, lines in enumerate(self.columns):
            at = self.before[index][col]
            if 0 < at < len(lines):
                first, last = lines[at].words[0].text, lines[at - 1].words[-1].text
                if first[0].islower() or (last[-1] == "," and not ends_text(last)):
                    cost += MID_SENTENCE
        return cost

    def displacement(self, start: int, end: int, skip: int | None = None) -> float:
        """How far the blocks of a row stand from its top or middle, all columns but `skip` together."""
        top, bottom = self.tops[start], self.bottoms[end]
        total = 0.0
        for col, lines in enumerate(self.columns):
            a, b = self.before[start][col], self.before[end][col]
            if a == b or col == skip:
                continue
            from_top = lines[a].top - top
            from_middle = abs(lines[a].top + lines[b - 1].bottom - top - bottom) / 2
            total += min(from_top / self.size, from_middle / self.size, FARTHEST)
        return total

    def is_several(self, start: int, end: int) -> bool:
        """Whether a row looks like several: two of its cells or more have blocks of lines one below the
        other."""
        parted = 0
        for col, lines in enumerate(self.columns):
            mine = lines[self.before[start][col] : self.before[end][col]]
            parted += any(b.y - a.y > BLOCK_STEP * b.size for a, b in pairwise(mine))
        return parted > 1

    def filled(self, start: int, end: int) -> int:
        """How many cells of a row have text."""
        return sum(a != b for a, b in zip(self.before[start], self.before[end], strict=True))


def rows_by_keys(
    stretch: BodyStretch, keys: Sequence[tuple[int, int]], col: int, *, at_top: bool
) -> RowSplit | None:
    """The rows of a stretch with one key each: `keys` are the first and last line of each key, which stand in
    column `col`, as a rule at the top of their rows (`at_top`) or in their middle.

    None where no way is good enough: a key out of its place, or cells that stand neither at the top nor in
    the middle.
    """
    end = len(stretch.entries)

    def key_off(number: int, start: int, stop: int) -> float:
        first, last = (stretch.entries[index].line for index in keys[number])
        from_top = (first.top - stretch.tops[start]) / stretch.size
        from_middle = (
            abs(first.top + last.bottom - stretch.tops[start] - stretch.bottoms[stop]) / 2 / stretch.size
        )
        if stretch.is_cut and stop == end:
            return min(from_top, from_middle)
        usual, other = (from_top, from_middle) if at_top else (from_middle, from_top)
        return usual if usual <= other + OTHERWISE else other + OTHERWISE

    # For each place where row `number` may begin: the cost of the rows above it, and where they begin.
    first_key = keys[0][0]
    begins: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    if stretch.goes_on:
        begins[0] = (
            MID_SENTENCE * any(lines and lines[0].words[0].text[0].islower() for lines in stretch.columns),
            (),
        )
        for place in stretch.boundaries:
            if place <= first_key:
                begins[place] = REST + stretch.displacement(0, place) / 2 + stretch.boundary_cost(place), (0,)
    for number in range(len(keys)):
        after = keys[number][1]
        next_key = keys[number + 1][0] if number + 1 < len(keys) else None
        stops = (
            [end]
            if next_key is None
            else [place for place in stretch.boundaries if after < place <= next_key]
        )
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for stop in stops:
            for start, (cost, starts) in begins.items():
                off = key_off(number, start, stop)
                if off > KEY_OFF:
                    continue
                cost += 2 * off + stretch.displacement(start, stop, col) + stretch.boundary_cost(stop)
                if stop not in following or cost < following[stop][0]:
                    following[stop] = cost, (*starts, start)
        begins = following
        if not begins:
            return None
    total_off, starts = begins[end]
    cells = sum(stretch.filled(a, b) for a, b in pairwise([*starts, end]))
    return RowSplit(starts, total_off) if total_off <= CELLS_OFF * max(cells, 1) else None


def rows_by_blanks(stretch: BodyStretch) -> RowSplit | None:
    """The rows of a stretch without keys: parted wherever the blank is at least so wide that all rows come
    out well.

    Each row has text in two cells at least, and none begins inside a sentence. None where no width does.
    """
    end = len(stretch.entries)
    widths = sorted(
        {round(stretch.blank(place), 1) for place in stretch.boundaries if stretch.blank(place) >= ROOM / 2}
    )
    for width in widths:
        starts = (0, *(place for place in stretch.boundaries if stretch.blank(place) >= width - HALF_STEP))
        rows = list(pairwise([*starts, end]))
        if any(stretch.filled(a, b) < 2 or stretch.boundary_cost(a) >= MID_SENTENCE for a, b in rows):
            continue
        if any(stretch.is_several(a, b) for a, b in rows):
            return None
        cells = sum(stretch.filled(a, b) for a, b in rows)
        cost = sum(stretch.displacement(a, b) + stretch.boundary_cost(a) for a, b in rows)
        if cost <= CELLS_OFF / 2 * cells:
            return RowSplit(starts, cost)
    return None


def blocks_in(stretch: BodyStretch, col: int) -> list[tuple[int, int]]:
    """The blocks of lines in a column that a blank parts: the first and last line of each."""
    found: list[tuple[int, int]] = []
    for index, entry in enumerate(stretch.entries):
        if entry.col != col:
            continue
        above = stretch.entries[found[-1][1]].line if found else None
        if above is not None and entry.line.y - above.y <= BLOCK_STEP * entry.line.size:
            found[-1] = found[-1][0], index
        else:
            found.append((index, index))
    return found


def rows_by_tightest_column(stretch: BodyStretch) -> RowSplit | None:
    """The rows of a stretch without keys and blanks: one to each block of the column that is parted into most
    blocks."""
    best: RowSplit | None = None
    most = 2
    for col in range(len(stretch.columns)):
        blocks = blocks_in(stretch, col)
        if len(blocks) < most:
            continue
        for at_top in (True, False):
            split = rows_by_keys(stretch, blocks, col, at_top=at_top)
            if split is None or any(stretch.boundary_cost(start) >= MID_SENTENCE for start in split.starts):
                continue
            if any(stretch.is_several(a, b) for a, b in pairwise([*split.starts, len(stretch.entries)])):
                continue
            if best is None or len(blocks) > most or split.cost < best.cost:
                best, most = split, len(blocks)
    return best
