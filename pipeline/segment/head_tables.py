"""Heads that are set in tables whole: of a document, of an annex, and over the columns of a table of data.

A typist sets the type's name in a further row of the table with the quốc hiệu, an annex's name beside the
issuing body, or all of it in the first rows of the table below. What is a head is taken out of the table, so
that it is read as any other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Final

from extractors.columns.table import has_column_titles
from extractors.letterhead import LETTERHEAD
from extractors.metadata.bodies import opening_of
from extractors.text.patterns import one_of
from pipeline.segment.annexes import opens_annex
from pipeline.segment.header import is_attached_line, is_motto, is_type_name, opens_type
from schemas.layout import Block, Cell, Paragraph, Table, paragraphs_of

# A head has a row for the columns, one for the number and date, one for the type's name, a few around them.
_MOST_ROWS: Final = 8
_MOST_CELLS: Final = 24
# Above a head stand a stamp or a note on a draft, if anything.
_FIRST_BLOCKS: Final = 4
# The head of an annex in one line: "UBND HUYỆN MẪU   PHỤ LỤC II".
_LONGEST_LINE: Final = 100
_ANNEX_AT_END: Final = re.compile(rf"\s+({one_of(LETTERHEAD.annexes.annex)}(?: [ivx\d]{{1,5}})?)\s*$")
# An annex's head set in columns has no more rows and letters than this.
_ANNEX_ROWS: Final = 3
_ANNEX_LETTERS: Final = 500
# A row of a head has one cell, or two side by side; a table of data has more columns.
_CELLS_OF_HEAD_ROW: Final = 2


def without_head_tables(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the heads that stand in tables as paragraphs and tables without rules."""
    found: list[Block] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            found += _with_annex_name_apart(block)
        elif _is_head(block, first=at < _FIRST_BLOCKS):
            found += _from_type_name_on(replace(block, ruled=False))
        elif block.ruled:
            found += _without_head_rows(block)
        else:
            found += _with_annex_name_first(block)
    return found


def _with_annex_name_apart(line: Paragraph) -> list[Block]:
    """A line of capitals that tabs or blanks part in two as two: the issuing body, and an annex's name behind
    it."""
    if len(line.text) > _LONGEST_LINE or not line.text.isupper():
        return [line]
    match = _ANNEX_AT_END.search(line.folded)
    if match is None or opening_of(line.folded) is None:
        return [line]
    return [line.cut(0, match.start()), line.cut(match.start(1), len(line.text))]


def _is_head(table: Table, *, first: bool) -> bool:
    """Whether a table holds a quốc hiệu, and neither columns of data nor a whole text; with ruling lines it
    is one only among the `first` blocks of a file, for further down they frame a form."""
    if table.n_rows > _MOST_ROWS or len(table.cells) > _MOST_CELLS:
        return False
    if not any(is_motto(line) for line in paragraphs_of(table)):
        return False
    return not table.ruled or (first and not has_column_titles(table))


def _from_type_name_on(table: Table) -> list[Block]:
    """The table up to the type's name that stands under its quốc hiệu, then the blocks of what follows."""
    motto = False
    for at, cell, line in _lines(table):
        motto = motto or is_motto(cell.paragraphs[line])
        if motto and (is_type_name(cell.paragraphs[line]) or opens_type(cell.paragraphs[line])):
            cells = _in_order(table)
            above = [*cells[:at], *([replace(cell, paragraphs=cell.paragraphs[:line])] if line else [])]
            rest = replace(cell, paragraphs=cell.paragraphs[line:])
            return [*_table_of(table, above), *_blocks([rest, *cells[at + 1 :]])]
    return [table]


def _with_annex_name_first(table: Table) -> list[Block]:
    """The name of an annex that stands beside the issuing body, then that body, then what follows the
    name."""
    if table.n_rows > _ANNEX_ROWS or sum(len(p.text) for p in paragraphs_of(table)) > _ANNEX_LETTERS:
        return [table]
    for at, cell, line in _lines(table):
        if opens_annex(cell.paragraphs[line]):
            cells = _in_order(table)
            before = replace(cell, paragraphs=cell.paragraphs[:line], tables=())
            beside = [c for c in (*cells[:at], before, *cells[at + 1 :]) if c.paragraphs or c.tables]
            after = replace(cell, paragraphs=cell.paragraphs[line + 1 :])
            return [cell.paragraphs[line], *_table_of(table, beside), *_blocks([after])]
    return [table]


def _without_head_rows(table: Table) -> list[Block]:
    """A table of data without the rows of a head that stand over its column titles."""
    if table.n_cols <= _CELLS_OF_HEAD_ROW:
        return [table]
    cells = iter(_in_order(table))
    rows = groupby(takewhile(lambda cell: cell.row < _MOST_ROWS, cells), lambda cell: cell.row)
    head = list(takewhile(lambda row: _is_head_row(row, table.n_cols), (list(row) for _, row in rows)))
    lines = [p for row in head for cell in row for p in cell.paragraphs]
    if not any(is_attached_line(p) or is_motto(p) or is_type_name(p) or opens_annex(p) for p in lines):
        return [table]
    taken = len(head)
    if taken == table.n_rows:
        return [table]
    below = tuple(replace(cell, row=cell.row - taken) for cell in table.cells if cell.row >= taken)
    found: list[Block] = []
    for row in head:
        if len(row) == 1:
            found += _blocks(row)
        else:
            sides = tuple(replace(cell, row=0, col=col, col_span=1) for col, cell in enumerate(row))
            found += without_head_tables([Table(1, len(row), sides, ruled=False, places=table.places)])
    header_rows = max(table.header_rows - taken, 0)
    return [*found, replace(table, n_rows=table.n_rows - taken, cells=below, header_rows=header_rows)]


def _is_head_row(row: Sequence[Cell], n_cols: int) -> bool:
    """Whether one or two cells of a row cover all columns, and none of them a row below."""
    covers = sum(cell.col_span for cell in row) == n_cols
    return covers and len(row) <= _CELLS_OF_HEAD_ROW and all(cell.row_span == 1 for cell in row)


def _in_order(table: Table) -> list[Cell]:
    return sorted(table.cells, key=lambda cell: (cell.row, cell.col))


def _lines(table: Table) -> Iterator[tuple[int, Cell, int]]:
    """Each line of a table's cells in order: the cell's place among them, the cell, the line's place in
    it."""
    for at, cell in enumerate(_in_order(table)):
        for line in range(len(cell.paragraphs)):
            yield at, cell, line


def _table_of(table: Table, cells: Sequence[Cell]) -> list[Table]:
    """The table of some of a table's cells, up to their last row; none where there is no cell."""
    if not cells:
        return []
    return [replace(table, n_rows=max(cell.row for cell in cells) + 1, cells=tuple(cells))]


def _blocks(cells: Sequence[Cell]) -> list[Block]:
    found: list[Block] = []
    for cell in cells:
        found += [*cell.paragraphs, *cell.tables]
    return found
