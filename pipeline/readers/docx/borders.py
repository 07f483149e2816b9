"""What a table's style and borders make of its cells: the look of their runs, and whether the table is ruled.

ISO 29500-1, 17.4.66 (borders) and 17.7.6 (table styles and their conditional formats).
"""

from collections.abc import Iterator
from typing import Final

from lxml.etree import _Element

from pipeline.readers.docx.formats import Formats
from pipeline.readers.docx.ooxml import child, val, w
from pipeline.readers.docx.styles import NOTHING, Styles, run_properties
from pipeline.readers.docx.tables import Grid, GridCell

_NO_LINE: Final = frozenset({"nil", "none"})
_PAPER: Final = frozenset({"ffffff", "white"})
_EDGES: Final = ("top", "bottom", "left", "right", "insideH", "insideV")
_ALIASES: Final = {"start": "left", "end": "right"}
# Conditional formats from the weakest to the strongest (17.7.6), each with its `tblLook` attribute and bit;
# bands are on unless the look says no.
_CONDITIONS: Final = (
    *(
        ("band1Vert", "noVBand", 0x400),
        ("band2Vert", "noVBand", 0x400),
        ("band1Horz", "noHBand", 0x200),
        ("band2Horz", "noHBand", 0x200),
    ),
    *(
        ("firstCol", "firstColumn", 0x80),
        ("lastCol", "lastColumn", 0x100),
        ("firstRow", "firstRow", 0x20),
        ("lastRow", "lastRow", 0x40),
    ),
)


class TableFormat:
    """What a table's style and its own properties say of each cell."""

    def __init__(self, tbl: _Element, grid: Grid, styles: Styles, formats: Formats) -> None:
        """Read the table's properties, its style's chain and which conditional formats are switched on;
        `formats` are those outside of tables."""
        self._grid = grid
        self._properties = child(tbl, "tblPr")
        self._chain = styles.chain(styles.of_table(self._properties))
        self._conditions = [
            name for name, attribute, bit in _CONDITIONS if self._switched_on(name, attribute, bit)
        ]
        self._outside = formats
        self._formats: dict[tuple[_Element, ...], Formats] = {}
        self._conditional: dict[str, list[_Element]] = {}
        self._of_all_cells = NOTHING
        for style in self._chain:
            self._of_all_cells = run_properties(child(style, "rPr")).over(self._of_all_cells)
            for part in style.iterchildren(w("tblStylePr")):
                self._conditional.setdefault(part.get(w("type"), ""), []).append(part)

    def of(self, cell: GridCell) -> Formats:
        """The formats in that cell by what the table's style says of its runs (bold titles, for example)."""
        parts = tuple(self._parts(cell))
        if parts not in self._formats:
            said = self._of_all_cells
            for part in parts:
                said = run_properties(child(part, "rPr")).over(said)
            self._formats[parts] = self._outside.within(said)
        return self._formats[parts]

    def ruled(self) -> bool:
        """Some cell has a line at a side, or lines above and below it.

        One line under a cell that has no other is an underline (of a motto, an office's name), and rules no
        table.
        """
        return any(
            edges.get("left") or edges.get("right") or (edges.get("top") and edges.get("bottom"))
            for edges in map(self._edges, self._grid.cells)
        )

    def _edges(self, cell: GridCell) -> dict[str, bool]:
        """Which of the cell's four sides show a line; absent where nothing is said."""
        last_row, last_col = self._grid.n_rows - 1, self._grid.n_cols - 1
        bottom, right = cell.row + cell.row_span - 1, cell.col + cell.col_span - 1
        whole = (cell.row == 0, bottom >= last_row, cell.col == 0, right >= last_col)
        edges: dict[str, bool] = {}
        for source in [
            *(child(style, "tblPr") for style in self._chain),
            *self._conditional.get("wholeTable", ()),
        ]:
            edges |= _sides(child(source, "tblBorders"), whole)
            edges |= _sides(child(source, "tcPr", "tcBorders"), whole)
        for part in self._parts(cell):
            across = part.get(w("type"), "").endswith(("Row", "Horz"))
            region = (True, True, whole[2], whole[3]) if across else (whole[0], whole[1], True, True)
            edges |= _sides(child(part, "tblPr", "tblBorders"), region)
            edges |= _sides(child(part, "tcPr", "tcBorders"), region)
        edges |= _sides(child(self._properties, "tblBorders"), whole)
        exception = child(self._grid.rows[cell.row], "tblPrEx", "tblBorders")
        edges |= _sides(exception, whole)
        for tc, _ in cell.sources:
            edges |= _sides(child(tc, "tcPr", "tcBorders"), (True, True, True, True))
        return edges

    def _parts(self, cell: GridCell) -> Iterator[_Element]:
        """The conditional formats that apply to a cell, from the weakest on."""
        if not self._conditional:
            return
        last_row, last_col = self._grid.n_rows - 1, self._grid.n_cols - 1
        first_row, first_col = "firstRow" in self._conditions, "firstCol" in self._conditions
        holds = {
            "firstRow": cell.row == 0,
            "lastRow": cell.row == last_row,
            "firstCol": cell.col == 0,
            "lastCol": cell.col + cell.col_span - 1 >= last_col,
            "band1Horz": (cell.row - first_row) % 2 == 0,
            "band2Horz": (cell.row - first_row) % 2 == 1,
            "band1Vert": (cell.col - first_col) % 2 == 0,
            "band2Vert": (cell.col - first_col) % 2 == 1,
        }
        for name in self._conditions:
            if holds[name]:
                yield from self._conditional.get(name, ())

    def _switched_on(self, condition: str, attribute: str, bit: int) -> bool:
        look = child(self._properties, "tblLook")
        if look is None:
            return False
        said = look.get(w(attribute))
        if said is None:
            bits = val(self._properties, "tblLook") or "0"
            said = "1" if _hexadecimal(bits) & bit else "0"
        on = said.lower() in {"1", "true", "on"}
        return not on if condition.startswith("band") else on


def _hexadecimal(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        return 0


def _sides(borders: _Element | None, at_edge: tuple[bool, bool, bool, bool]) -> dict[str, bool]:
    """What a set of borders says of a cell's sides; inside the set's region a side takes `insideH` or
    `insideV`."""
    if borders is None:
        return {}
    lines = {
        _ALIASES.get(name, name): shown
        for name in (*_EDGES, *_ALIASES)
        if (shown := _shown(borders, name)) is not None
    }
    top, bottom, left, right = at_edge
    wanted = {
        "top": "top" if top else "insideH",
        "bottom": "bottom" if bottom else "insideH",
        "left": "left" if left else "insideV",
        "right": "right" if right else "insideV",
    }
    return {side: lines[name] for side, name in wanted.items() if name in lines}


def _shown(borders: _Element, name: str) -> bool | None:
    """Whether that border is a line that shows on white paper; None where it is not named."""
    border = child(borders, name)
    if border is None:
        return None
    return (border.get(w("val"), "nil") not in _NO_LINE) and border.get(
        w("color"), "auto"
    ).lower() not in _PAPER
