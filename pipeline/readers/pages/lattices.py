"""Ruling lines become lattices: the ruled grid of each table on a page, with merged cells.

Strokes on one line are joined, strokes that touch form one component, and each component with walls in both
directions is one table. Its grid lines are the distinct positions of its strokes; two neighbouring squares
are one cell where no stroke parts them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.readers.pages.ink import RulingLine

# Strokes nearer than this (points) are one grid line: the two lines of a double border, a border and its
# neighbour's.
SNAP = 2.5
# Strokes on one grid line with a gap up to this (points) are one: dashes and dots, and the joints at
# crossings.
JOIN = 3.5
# A stroke reaches another when it ends within this distance (points) of it.
REACH = 2.0
# A wall parts two squares when it covers at least this share of the side between them.
COVER = 0.6
# One that leaves open no more than this share of the first and last of these sides parts all of them.
ENDS = 0.3
# A cell narrower or lower than this (points) holds no text.
CELL_SIDE = 5.0
# A page with more ruling lines than this, or a grid with more squares, is a drawing: real table pages have
# under 300 and 1,000.
MAX_RULES = 2_000
MAX_SQUARES = 20_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a lattice: rows `row` to `row + row_span`, columns `col` to `col + col_span`."""

    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(slots=True)
class Lattice:
    """A ruled grid: the positions of its vertical and horizontal lines and its cells in row order."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell] = field(default_factory=list)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within the grid's outer border."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


def lattices_of(rules: Iterable[RulingLine]) -> tuple[list[Lattice], list[RulingLine]]:
    """The tables' lattices from top to bottom, and the ruling lines that belong to none (ornaments,
    underlines, footnote rules)."""
    rules = list(rules)
    horizontal = join_ruling_lines([r for r in rules if r.horizontal])
    vertical = join_ruling_lines([r for r in rules if not r.horizontal])
    if len(horizontal) + len(vertical) > MAX_RULES:
        return [], []
    lattices, free = [], []
    for component in _components(horizontal + vertical):
        lattice = _lattice([r for r in component if r.horizontal], [r for r in component if not r.horizontal])
        if lattice is None:
            free.extend(component)
        else:
            lattices.append(lattice)
    lattices.sort(key=lambda lattice: (lattice.ys[0], lattice.xs[0]))
    return lattices, free


def join_ruling_lines(rules: list[RulingLine]) -> list[RulingLine]:
    """Ruling lines of one direction, snapped to common positions and joined where they continue each
    other."""
    found: list[RulingLine] = []
    for group in _clusters(sorted(rules, key=lambda r: r.at)):
        at = sum(r.at * (r.end - r.start) for r in group) / sum(r.end - r.start for r in group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda r: r.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start - end <= JOIN:
                end = max(end, rule.end)
            else:
                found.append(RulingLine(rule.horizontal, at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            found.append(RulingLine(group[0].horizontal, at, start, end))
    return found


def _clusters(rules: list[RulingLine]) -> list[list[RulingLine]]:
    groups: list[list[RulingLine]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _components(rules: list[RulingLine]) -> list[list[RulingLine]]:
    """Ruling lines that touch each other, directly or through others."""
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    across = [i for i, r in enumerate(rules) if r.horizontal]
    for j, rule in enumerate(rules):
        if rule.horizontal:
            continue
        for i in across:
            other = rules[i]
            if (
                rule.start - REACH <= other.at <= rule.end + REACH
                and other.start - REACH <= rule.at <= other.end + REACH
                and parent[i] != parent[j]
                and root(i) != root(j)
            ):
                parent[root(j)] = root(i)
    groups: dict[int, list[RulingLine]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    return list(groups.values())


def _lattice(horizontal: list[RulingLine], vertical: list[RulingLine]) -> Lattice | None:
    """The lattice of one component; None for a cross, a single frame or a stroke, which rule no table.

    A side left open (a table whose outer borders are not drawn, a page that ends before the row does) is
    closed where the strokes across it end.
    """
    if not horizontal or not vertical:
        return None
    ys = _closed(_positions(horizontal), vertical)
    xs = _closed(_positions(vertical), horizontal)
    # A ruling line close under a table is not its border (the footnotes' rule, an underline).
    ys = _without_slivers(ys, horizontal)
    xs = _without_slivers(xs, vertical)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2) or len(xs) * len(ys) > MAX_SQUARES:
        return None
    lattice = Lattice(xs, ys)
    lattice.cells = _cells(xs, ys, horizontal, vertical)
    return lattice if len(lattice.cells) > 1 else None


def _positions(rules: list[RulingLine]) -> list[float]:
    found: list[float] = []
    for at in sorted({r.at for r in rules}):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    return found


def _without_slivers(positions: list[float], rules: list[RulingLine]) -> list[float]:
    """The positions without an outermost row or column too thin for text: the shorter of its two ruling lines
    is dropped."""

    def length(at: float) -> float:
        return sum(rule.end - rule.start for rule in rules if abs(rule.at - at) <= SNAP)

    positions = list(positions)
    while len(positions) > 2 and positions[1] - positions[0] < CELL_SIDE:
        del positions[0 if length(positions[0]) < length(positions[1]) else 1]
    while len(positions) > 2 and positions[-1] - positions[-2] < CELL_SIDE:
        del positions[-1 if length(positions[-1]) < length(positions[-2]) else -2]
    return positions


def _closed(positions: list[float], across: list[RulingLine]) -> list[float]:
    first, last = min(r.start for r in across), max(r.end for r in across)
    if positions[0] - first > CELL_SIDE and sum(positions[0] - r.start > CELL_SIDE for r in across) >= 2:
        positions = [first, *positions]
    if last - positions[-1] > CELL_SIDE and sum(r.end - positions[-1] > CELL_SIDE for r in across) >= 2:
        positions = [*positions, last]
    return positions


def _cells(
    xs: list[float], ys: list[float], horizontal: list[RulingLine], vertical: list[RulingLine]
) -> list[GridCell]:
    """Squares joined where no wall parts them; a joined group that is no rectangle falls back to its rows'
    stretches."""
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    walls = _Walls(xs, ys, horizontal, vertical)
    if all(map(all, walls.right)) and all(map(all, walls.below)):
        return [GridCell(i, j, 1, 1) for i in range(n_rows) for j in range(n_cols)]
    taken = [[False] * n_cols for _ in range(n_rows)]
    cells = []
    for i in range(n_rows):
        for j in range(n_cols):
            if taken[i][j]:
                continue
            width = 1
            while j + width < n_cols and not walls.right[i][j + width - 1] and not taken[i][j + width]:
                width += 1
            height = 1
            while (
                i + height < n_rows
                and not walls.below[i + height - 1][j]
                and walls.are_open_above(i + height, j, width, taken)
            ):
                height += 1
            for row in taken[i : i + height]:
                row[j : j + width] = [True] * width
            cells.append(GridCell(i, j, height, width))
    return cells


class _Walls:
    """Where walls part the squares of a grid: `right` and `below` of each, by row and column."""

    def __init__(
        self, xs: list[float], ys: list[float], horizontal: list[RulingLine], vertical: list[RulingLine]
    ) -> None:
        on_x = [[rule for rule in vertical if abs(rule.at - x) <= SNAP] for x in xs[1:-1]]
        on_y = [[rule for rule in horizontal if abs(rule.at - y) <= SNAP] for y in ys[1:-1]]
        columns = [_walls_along(rules, ys) for rules in on_x]
        self.right = [[*row, True] for row in zip(*columns, strict=True)] or [[True] for _ in ys[1:]]
        self.below = [_walls_along(rules, xs) for rules in on_y]
        self.below.append([True] * (len(xs) - 1))

    def are_open_above(self, row: int, col: int, width: int, taken: list[list[bool]]) -> bool:
        """Whether `row` continues the cell that stands above it over `width` columns from `col` on."""
        columns = range(col, col + width)
        if any(self.below[row - 1][c] or taken[row][c] for c in columns):
            return False
        if any(self.right[row][c] for c in columns[:-1]):
            return False
        closed_left = col == 0 or self.right[row][col - 1] or taken[row][col - 1]
        return closed_left and self.right[row][col + width - 1]


def _walls_along(rules: list[RulingLine], edges: list[float]) -> list[bool]:
    """Where ruling lines on one grid line are a wall, for each stretch between two edges of the grid."""
    first, last = edges[0] + ENDS * (edges[1] - edges[0]), edges[-1] - ENDS * (edges[-1] - edges[-2])
    if any(rule.start <= first and rule.end >= last for rule in rules):
        return [True] * (len(edges) - 1)  # one line from end to end, as in most tables
    return [_separates(rules, start, end) for start, end in pairwise(edges)]


def _separates(rules: list[RulingLine], start: float, end: float) -> bool:
    """Whether ruling lines on one grid line part the squares on both sides of its stretch from `start` to
    `end`."""
    covered = 0.0
    for rule in rules:
        if rule.start < end and rule.end > start:
            covered += min(rule.end, end) - max(rule.start, start)
    return covered >= COVER * (end - start)
