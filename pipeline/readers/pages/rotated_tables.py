"""A table set sideways on an upright page: its rows and columns as they are read with the head tilted."""

from collections import Counter

from pipeline.readers.pages.lattices import Lattice
from pipeline.readers.pages.tables import TableDraft

# A sideways table has all its text turned one way; a number or two may stand upright. Column titles alone are
# no such table.
TURNED_SHARE = 0.9


def turned_upright(table: TableDraft, lattice: Lattice) -> TableDraft:
    """The table of a filled lattice, its grid turned where nearly all of its text is; else as it is."""
    angle = _angle(table)
    if angle == 0:
        return table
    n_rows, n_cols = table.n_rows, table.n_cols
    for cell in table.cells:
        from_below = n_rows - cell.row - cell.row_span
        from_right = n_cols - cell.col - cell.col_span
        cell.row, cell.col = {
            1: (from_right, cell.row),
            2: (from_below, from_right),
            3: (cell.col, from_below),
        }[angle]
        if angle != 2:
            cell.row_span, cell.col_span = cell.col_span, cell.row_span
    table.cells.sort(key=lambda cell: (cell.row, cell.col))
    if angle != 2:
        table.n_rows = n_cols
        table.xs = list(lattice.ys) if angle == 1 else [-y for y in reversed(lattice.ys)]
    return table


def _angle(table: TableDraft) -> int:
    """The way that the text of a table is turned, in quarter turns clockwise; 0 where it is upright or turned
    in titles only."""
    if not any(line.words[0].style.angle for cell in table.cells for line in cell.lines):
        return 0
    letters: Counter[int] = Counter()
    for cell in table.cells:
        for line in cell.lines:
            letters[line.words[0].style.angle] += sum(word.letters for word in line.words)
    if not letters:
        return 0
    angle, most = letters.most_common(1)[0]
    filled = [cell for cell in table.cells if cell.lines]
    several = len({cell.row for cell in filled}) > 1 and len({cell.col for cell in filled}) > 1
    return angle if several and most >= TURNED_SHARE * sum(letters.values()) else 0
