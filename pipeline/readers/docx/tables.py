"""The grid of a table: which cell stands where and what it covers, read from `gridSpan`, `vMerge` and
`gridBefore`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml.etree import _Element

from pipeline.errors import ReadError
from pipeline.limits import check_cells
from pipeline.readers.docx.nodes import place_below, placed_children
from pipeline.readers.docx.ooxml import ALTERNATE, child, integer, is_on, shown_branch, values, w
from schemas.said import Said

# Word's tables end at 63 columns; a span beyond is a number nobody saw.
MAX_SPAN: Final = 63
# Positions of a grid that a hostile file can ask for with little text; an annex of 1,000 rows and 20 columns
# has 20,000.
MAX_POSITIONS: Final = 4_000_000

# Elements between a table and its rows, or a row and its cells, that only wrap them.
_WRAPPERS: Final = frozenset(
    w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_TR: Final = w("tr")
_TC: Final = w("tc")
# What is asked of a row's and of a cell's properties.
_OF_ROWS: Final = {w(name): name for name in ("del", "hidden", "tblHeader", "gridBefore", "gridAfter")}
_OF_CELLS: Final = {w(name): name for name in ("gridSpan", "vMerge", "hMerge")}


@dataclass(slots=True)
class GridCell:
    """A cell of the grid. `sources` are its `w:tc` (several where cells are merged), each with its place;
    `begins_merge` says that the first of them begins the merge."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    sources: list[tuple[_Element, str]] = field(default_factory=list)
    begins_merge: bool = False

    @property
    def shown(self) -> list[tuple[_Element, str]]:
        """The sources whose text is printed: Word shows the first cell of a merge, whatever text was left in
        the others; where none begins it, all of them stay."""
        return self.sources[:1] if self.begins_merge else self.sources


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells in row order, its size, its rows' elements, how many of them are titles, and how many
    `w:tc` it has."""

    n_rows: int
    n_cols: int
    cells: tuple[GridCell, ...]
    rows: tuple[_Element, ...]
    header_rows: int
    written: int


def read_grid(tbl: _Element, place: str, before: int = 0) -> Grid:
    """The grid of a `w:tbl` as it is printed: deleted and hidden rows are left out. `before` is how many
    `w:tc` the tables read so far have.

    Raises `ReadError` (`too_large`) for a grid of over `MAX_POSITIONS`, and where there are more cells than
    the limit.
    """
    grid = child(tbl, "tblGrid")
    n_cols = len(grid.findall(w("gridCol"))) if grid is not None else 0
    cells: list[GridCell] = []
    rows: list[_Element] = []
    header_rows = written = 0
    above: dict[int, GridCell] = {}
    for tr, tr_place in _wrapped(tbl, place, _TR):
        said = values(child(tr, "trPr"), _OF_ROWS)
        if "del" in said or _is_on(said, "hidden"):
            continue
        if _is_on(said, "tblHeader") and header_rows == len(rows):
            header_rows += 1
        tcs = list(_wrapped(tr, tr_place, _TC))
        written += len(tcs)
        check_cells(before + written)
        col = _places(said.get("gridBefore"))
        col, above = _read_row(tcs, len(rows), col, above, cells)
        n_cols = max(n_cols, col + _places(said.get("gridAfter")))
        rows.append(tr)
        if len(rows) * n_cols > MAX_POSITIONS:
            raise ReadError("too_large", Said("a table has over {limit:,} positions", limit=MAX_POSITIONS))
    return Grid(len(rows), n_cols, tuple(cells), tuple(rows), header_rows, written)


def _read_row(
    tcs: list[tuple[_Element, str]],
    row: int,
    col: int,
    above: dict[int, GridCell],
    cells: list[GridCell],
) -> tuple[int, dict[int, GridCell]]:
    """Add the row's cells, the first at column `col`; gives where they end and, by first column, the merged
    cells that the next row may continue."""
    merged: dict[int, GridCell] = {}
    last: GridCell | None = None
    for source in tcs:
        said = values(child(source[0], "tcPr"), _OF_CELLS)
        span = min(max(integer(said.get("gridSpan")) or 1, 1), MAX_SPAN)
        vertical, across = _merge(said, "vMerge"), _merge(said, "hMerge")
        over = above.get(col)
        if across == "continue" and last is not None:
            last.col_span += span
            last.sources.append(source)
        elif vertical == "continue" and over is not None and over.col_span == span:
            over.row_span = row - over.row + 1
            over.sources.append(source)
            merged[col], last = over, over
        else:
            begins = "restart" in (vertical, across)
            last = GridCell(row, col, col_span=span, sources=[source], begins_merge=begins)
            cells.append(last)
            if vertical is not None:
                merged[col] = last
        col += span
    return col, merged


def _places(said: str | None) -> int:
    """How many columns are left free at a row's side."""
    return min(max(integer(said) or 0, 0), MAX_SPAN)


def _is_on(said: Mapping[str, str | None], name: str) -> bool:
    """Whether a switch stands and is on, as it is where it stands without a value."""
    return name in said and is_on(said[name] or "1")


def _merge(said: Mapping[str, str | None], name: str) -> str | None:
    """How the cell is merged: "restart" or "continue" (also when the element has no value); None where it is
    not."""
    if name not in said:
        return None
    return "restart" if said[name] == "restart" else "continue"


def _wrapped(parent: _Element, place: str, wanted: str) -> Iterator[tuple[_Element, str]]:
    """The rows of a table or cells of a row, through what wraps them, with their places."""
    for element, where in placed_children(place, parent):
        if element.tag == wanted:
            yield element, where
        elif element.tag in _WRAPPERS:
            yield from _wrapped(element, where, wanted)
        elif element.tag == ALTERNATE and (branch := shown_branch(element)) is not None:
            yield from _wrapped(branch, place_below(where, element, branch), wanted)
