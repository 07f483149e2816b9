"""Tables inside the cells of a table: those that only set the cell's own text, and those that hold data."""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.columns.table import has_column_titles, named_fields
from extractors.text.markers import BULLET_FORMS, read_bare_marker, read_marker
from schemas.layout import Block, Paragraph, Table, paragraphs_of

# A cell of a table that frames a whole text is no cell of data; a table of data has more columns.
_FEWEST_COLUMNS: Final = 2
# The letter or figure behind which a list's next cell is nothing but its text.
_PROBE: Final = " x"


def cell_contents(
    blocks: Sequence[Block], *, ruled: bool, n_cols: int
) -> tuple[tuple[Paragraph, ...], tuple[Table, ...]]:
    """The paragraphs and inner tables of a cell, which stands in a table of `n_cols` columns.

    In a ruled table, an inner one that only sets the cell's text side by side or in lines is its text, row by
    row.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables or not ruled or n_cols < _FEWEST_COLUMNS:
        return tuple(b for b in blocks if isinstance(b, Paragraph)), tuple(tables)
    paragraphs: list[Paragraph] = []
    kept: list[Table] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs.append(block)
        elif _only_sets_text(block):
            paragraphs += _lines(block)
        else:
            kept.append(block)
    return tuple(paragraphs), tuple(kept)


def _only_sets_text(table: Table) -> bool:
    """Whether an inner table is text of its cell: without rules, of one row or column, or a list with a
    column of its own for numbers; never one with column titles."""
    if has_column_titles(table) or named_fields(table)[1]:
        return False
    inner = [inner for cell in table.cells for inner in cell.tables]
    sets_text = not table.ruled or 1 in (table.n_rows, table.n_cols) or _is_list(table)
    return sets_text and all(map(_only_sets_text, inner))


def _is_list(table: Table) -> bool:
    """Whether the first column has nothing but numbers and list markers."""
    first = [cell.text for cell in table.cells if cell.col == 0]
    return all(read_bare_marker(text).form == "number" or _is_marker(text) for text in first)


def _lines(table: Table) -> Iterator[Paragraph]:
    """The table's paragraphs, row by row; a list marker in a cell of its own stands before its item."""
    marker: Paragraph | None = None
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        for paragraph in paragraphs_of(Table(1, 1, (cell,))):
            if marker is not None:
                yield marker.join(paragraph)
                marker = None
            elif _is_marker(paragraph.text):
                marker = paragraph
            else:
                yield paragraph
    if marker is not None:
        yield marker


def _is_marker(text: str) -> bool:
    """Whether a text is a bullet or a number with its sign, and nothing else: "-", "1.", "a)"."""
    found = read_marker(text + _PROBE)
    return found.form != "plain" and found.start > len(text) and (found.form in BULLET_FORMS or len(text) > 1)
