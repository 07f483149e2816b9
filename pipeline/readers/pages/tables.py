"""Ruled tables: lattices filled with lines, and parts of one table on successive pages joined to one.

A part continues the table before it when nothing stands between them and they share their column edges.
Column titles that the continuation repeats are furniture. Whether its first row is a new row or the rest of
the row that the page break cut is read from the key column and from the texts on both sides of the break.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.pages.lattices import Lattice
from pipeline.readers.pages.lines import Line, Word, lines_by_angle
from pipeline.readers.pages.paragraph_breaks import (
    MARKER,
    Setting,
    begins_paragraph,
    ends_text,
    goes_on_inside_word,
)
from pipeline.readers.pages.placed_words import PlacedWords
from schemas.layout import Span

# Column edges of two parts are the same edge within this distance (points).
SAME_EDGE = 3.5
# The first column is a key (a running number) when at least this share of the rows has something in it.
KEY_SHARE = 0.95
# Cell padding beyond this (points) is no padding but an indent; Word's own is 5.4.
MAX_PADDING = 9.0
# Distances from the wall that differ by no more than this (points) are one padding.
SAME_PADDING = 0.6
# As many lines must keep the same distance from the wall for it to be the padding.
PADDING_LINES = 3
_BY_PLACE = attrgetter("row", "col")


@dataclass(slots=True, eq=False)
class CellDraft:
    """A cell and the lines in it, over all its pages."""

    row: int
    col: int
    row_span: int
    col_span: int
    lines: list[Line] = field(default_factory=list)
    tables: list["TableDraft"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines' texts with a blank between them."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the cell."""
        return not self.lines and not self.tables


@dataclass(slots=True, eq=False)
class TableDraft:
    """A table under construction; `repeats` holds the lines of the cells of repeated column titles."""

    xs: list[float]
    n_rows: int
    cells: list[CellDraft]
    places: list[Span]
    header_rows: int = 0
    repeats: list[list[Line]] = field(default_factory=list)

    @property
    def n_cols(self) -> int:
        """The number of columns."""
        return len(self.xs) - 1

    @property
    def top(self) -> float:
        """Where the table begins on its first page."""
        return self.places[0].y0

    def row_starts(self, row: int) -> list[CellDraft]:
        """The cells whose first row is `row`, from left to right."""
        return sorted((cell for cell in self.cells if cell.row == row), key=lambda cell: cell.col)


def filled_table(lattice: Lattice, placed: PlacedWords, page: int) -> TableDraft:
    """The table of a lattice: each word goes to the cell in which its middle lies."""
    n_rows, n_cols = len(lattice.ys) - 1, len(lattice.xs) - 1
    owner = np.zeros((n_rows, n_cols), np.int64)
    for number, cell in enumerate(lattice.cells):
        owner[cell.row : cell.row + cell.row_span, cell.col : cell.col + cell.col_span] = number
    numbers = owner[_slots(lattice.ys, placed.y), _slots(lattice.xs, placed.x)].tolist()
    held: list[list[Word]] = [[] for _ in lattice.cells]
    for word, number in zip(placed.words, numbers, strict=True):
        held[number].append(word)
    cells = []
    for of_grid, mine in zip(lattice.cells, held, strict=True):
        cell_draft = CellDraft(of_grid.row, of_grid.col, of_grid.row_span, of_grid.col_span)
        if mine:
            cell_draft.lines = lines_by_angle(mine, page)
        cells.append(cell_draft)
    x0, y0, x1, y1 = lattice.box
    table = TableDraft(
        lattice.xs, n_rows, cells, [Span(page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))]
    )
    _set_columns(table, lattice)
    return table


def cell_at(table: TableDraft, lattice: Lattice, inner: Lattice) -> CellDraft:
    """The cell of a filled lattice in which the middle of a smaller one lies."""
    x0, y0, x1, y1 = inner.box
    row = _slots(lattice.ys, np.array([(y0 + y1) / 2]))[0]
    col = _slots(lattice.xs, np.array([(x0 + x1) / 2]))[0]
    return next(
        c for c in table.cells if c.row <= row < c.row + c.row_span and c.col <= col < c.col + c.col_span
    )


def _slots(edges: Sequence[float], at: NDArray[np.float64]) -> NDArray[np.int64]:
    """The numbers of the rows or columns, each between two of the edges, in which places lie."""
    return np.searchsorted(edges[1:-1], at, side="right")


def _set_columns(table: TableDraft, lattice: Lattice) -> None:
    """Give every line the column it was set in: its cell less the padding that the fullest lines of the table
    leave."""
    lefts, rights = [], []
    for cell in table.cells:
        x0, x1 = lattice.xs[cell.col], lattice.xs[cell.col + cell.col_span]
        for line in cell.lines:
            if line.words[0].style.angle == 0:
                lefts.append(line.x0 - x0)
                rights.append(x1 - line.x1)
    left = _padding(lefts)
    left = min(lefts, default=0.0) if left is None else left
    right = _padding(rights)
    if any(abs(distance - left) <= SAME_PADDING for distance in rights):
        right = left  # padding is the same on both sides unless no line says so
    elif right is None:
        right = min(left, min(rights, default=0.0))
    left, right = min(max(left, 0.0), MAX_PADDING), min(max(right, 0.0), MAX_PADDING)
    for cell in table.cells:
        x0, x1 = lattice.xs[cell.col], lattice.xs[cell.col + cell.col_span]
        y0, y1 = lattice.ys[cell.row], lattice.ys[cell.row + cell.row_span]
        for line in cell.lines:
            angle = line.words[0].style.angle
            if angle == 0:
                line.left, line.right = x0 + left, x1 - right
            else:
                line.left, line.right = {1: (y0, y1), 3: (-y1, -y0)}.get(angle, (-x1, -x0))


def _padding(distances: list[float]) -> float | None:
    """The least distance from a wall that several lines share (one may hang over its cell); None where none
    do."""
    distances = sorted(distance for distance in distances if distance > -1.0)
    for first, last in zip(distances, distances[PADDING_LINES - 1 :], strict=False):
        if last - first <= SAME_PADDING and first <= MAX_PADDING:
            return first
    return None


def join(table: TableDraft, part: TableDraft, setting: Setting) -> bool:
    """Append a part from the next page to its table; False (and nothing done) where it is a table of its
    own."""
    edges = _common_edges(table.xs, part.xs)
    if edges is None:
        return False
    _remap(table, edges)
    _remap(part, edges)
    repeated = _repeated_rows(table, part)
    if repeated:
        table.header_rows = repeated
        for cell in part.cells:
            if cell.row < repeated and cell.lines:
                table.repeats.append(cell.lines)
        part.cells = [cell for cell in part.cells if cell.row >= repeated]
    table.repeats += part.repeats
    table.places += part.places
    if part.n_rows == repeated:
        return True
    cut = _is_cut(table, part, repeated, setting)
    shift = table.n_rows - repeated - (1 if cut else 0)
    open_cells = {
        (cell.col, cell.col_span): cell for cell in table.cells if cell.row + cell.row_span == table.n_rows
    }
    for cell in part.cells:
        above = open_cells.get((cell.col, cell.col_span)) if cell.row == repeated else None
        if above is not None and (cut or _runs_on(above, cell, setting)):
            above.lines += cell.lines
            above.tables += cell.tables
            above.row_span += cell.row_span - (1 if cut else 0)
        else:
            cell.row += shift
            table.cells.append(cell)
    table.n_rows = part.n_rows + shift
    table.cells.sort(key=_BY_PLACE)
    return True


def _common_edges(a: Sequence[float], b: Sequence[float]) -> list[float] | None:
    """The column edges of two parts of one table: the outer ones agree, and one part has all inner ones of
    the other."""
    if abs(a[0] - b[0]) > SAME_EDGE or abs(a[-1] - b[-1]) > SAME_EDGE:
        return None
    more, fewer = (a, b) if len(a) >= len(b) else (b, a)
    if all(any(abs(x - y) <= SAME_EDGE for y in more) for x in fewer):
        return list(more)
    return None


def _remap(table: TableDraft, edges: list[float]) -> None:
    """Number the columns of a table by these edges, which its own are among."""
    if len(edges) != len(table.xs):
        column_of = [min(range(len(edges)), key=lambda i, x=x: abs(edges[i] - x)) for x in table.xs]  # type: ignore[misc]
        for cell in table.cells:
            end = column_of[cell.col + cell.col_span]
            cell.col = column_of[cell.col]
            cell.col_span = end - cell.col
    table.xs = edges


def _repeated_rows(table: TableDraft, part: TableDraft) -> int:
    """How many of the table's first rows the part repeats, cell by cell."""
    limit = table.header_rows or min(table.n_rows, part.n_rows)
    repeated = 0
    for row in range(min(limit, part.n_rows)):
        mine, its = table.row_starts(row), part.row_starts(row)
        if [_signature(cell) for cell in mine] != [_signature(cell) for cell in its]:
            break
        if not any(cell.lines for cell in mine) and not any(
            c.row < row < c.row + c.row_span for c in table.cells
        ):
            break
        if all(cell.row >= row + 1 or cell.row + cell.row_span <= row + 1 for cell in part.cells):
            repeated = row + 1
    return repeated


def _signature(cell: CellDraft) -> tuple[int, int, int, str]:
    return cell.col, cell.col_span, cell.row_span, cell.text


def _is_cut(table: TableDraft, part: TableDraft, first: int, setting: Setting) -> bool:
    """Whether the part's row `first` is the rest of the table's last row."""
    above = {cell.col: cell for cell in table.cells if cell.row + cell.row_span == table.n_rows}
    row = [cell for cell in part.cells if cell.row == first]
    if {c.col: c.col_span for c in row} != {c.col: c.col_span for c in above.values()}:
        return False
    if all(cell.is_empty for cell in row):
        return True
    key, key_above = row[0], above[row[0].col]
    pairs = [(above[cell.col], cell) for cell in row if cell.lines and above[cell.col].lines]
    flows = any(_flows_on(upper, lower, setting) for upper, lower in pairs)
    if not key.is_empty:
        return flows and _is_one_key(key_above, key, setting)
    if flows:
        return True
    if key_above.is_empty:
        return _is_remainder(row, above, setting)
    # The row above has a key and this one none: its rest, if every row has a key or no text on either side of
    # the break ends.
    return _key_share(table) >= KEY_SHARE or _may_all_flow_on(pairs, setting)


def _is_one_key(above: CellDraft, key: CellDraft, setting: Setting) -> bool:
    """Whether the key below the page break is the rest of the one above it, or the only one of its row."""
    return above.is_empty or (_flows_on(above, key, setting) and key.text[0].islower())


def _is_remainder(row: Sequence[CellDraft], above: dict[int, CellDraft], setting: Setting) -> bool:
    """Whether a row without a key can only be the rest of the one above: it has less than that, and all of it
    may go on there."""
    filled = [cell for cell in row if not cell.is_empty]
    had = sum(not cell.is_empty for cell in above.values())
    return len(filled) < had and all(_may_flow_on(above[cell.col], cell, setting) for cell in filled)


def _key_share(table: TableDraft) -> float:
    """The share of the rows that have something in the first column."""
    keys = [cell for cell in table.cells if cell.col == 0 and cell.row >= table.header_rows]
    return sum(not cell.is_empty for cell in keys) / max(len(keys), 1)


def _flows_on(above: CellDraft, cell: CellDraft, setting: Setting) -> bool:
    """Whether a cell's text goes on in mid-sentence in the cell below the page break."""
    if not _may_flow_on(above, cell, setting):
        return False
    last, line = above.lines[-1], cell.lines[0]
    if goes_on_inside_word(last, line):
        return True
    return line.words[0].text[0].islower() or last.words[-1].text[-1] in ",-–(/"


def _may_flow_on(above: CellDraft, cell: CellDraft, setting: Setting) -> bool:
    """Whether nothing speaks against a text going on in the cell below the page break: no end, no marker, no
    room left."""
    if not above.lines or not cell.lines:
        return False
    last, line = above.lines[-1], cell.lines[0]
    return not (
        MARKER.match(line.words[0].text)
        or ends_text(last.words[-1].text)
        or begins_paragraph([last], line, None, setting)
    )


def _may_all_flow_on(pairs: Sequence[tuple[CellDraft, CellDraft]], setting: Setting) -> bool:
    """Whether there are texts on both sides of the page break, and each of them may go on below it."""
    return bool(pairs) and all(_may_flow_on(upper, lower, setting) for upper, lower in pairs)


def _runs_on(above: CellDraft, cell: CellDraft, setting: Setting) -> bool:
    """Whether a cell of a new row is the rest of a merged cell that covers rows on both pages."""
    if above.row_span == 1 and cell.row_span == 1:
        return False
    return cell.is_empty or _flows_on(above, cell, setting)
