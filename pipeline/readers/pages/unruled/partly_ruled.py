"""Tables that are ruled in part: lines drawn about the titles alone, between rows and no columns, or between
columns and no rows.

Such ruling lines make a grid whose cells hold several of the cells that a reader sees. It is loosened: its
words become lines again, among which the table is found as one without rules is.
"""

from collections.abc import Sequence

from extractors.columns import are_column_titles
from extractors.text.markers import read_bare_marker
from pipeline.readers.pages.lines import Line, lines_of
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.tables import CellDraft, TableDraft
from pipeline.readers.pages.unruled.column_titles import is_row_number

# A table of titles alone has fewer rows than this, and what goes on under it stands no further down (em).
TITLE_ROWS = 3
NEXT_ROW = 2.5


def partly_ruled_tables(page: PageDraft, *, goes_on: bool) -> list[TableDraft]:
    """The tables of a page whose ruling lines show only some of their rows or columns; `goes_on`: the page
    before ended in such one."""
    return [
        table
        for number, table in enumerate(page.tables)
        if (
            table.n_cols == 1
            or _has_titles_alone(table, page)
            or _has_rows_in_a_cell(table)
            or (goes_on and not number)
        )
        and all(_is_plain(cell) for cell in table.cells)
    ]


def lines_of_cells(table: TableDraft, page: int) -> list[Line]:
    """The words of all cells as lines over the table's width."""
    words = [word for cell in table.cells for line in cell.lines for word in line.words]
    return lines_of(words, page)


def _is_plain(cell: CellDraft) -> bool:
    """Whether a cell holds neither tables nor turned text."""
    return not cell.tables and all(line.words[0].style.angle == 0 for line in cell.lines)


def _has_titles_alone(table: TableDraft, page: PageDraft) -> bool:
    """Whether a table is only column titles, with lines under it: in one row, or with one that is as high as
    all of them."""
    if table.n_rows > TITLE_ROWS:
        return False
    numbers = all(read_bare_marker(cell.text).form != "plain" for cell in table.row_starts(table.n_rows - 1))
    depth = table.n_rows - numbers  # a row that counts the columns belongs to the titles
    if not 0 < depth < TITLE_ROWS or not any(
        cell.row == 0 and cell.row_span == depth for cell in table.cells
    ):
        return False
    titles = [cell for cell in table.cells if cell.row < depth and cell.lines]
    columns = [
        [cell for cell in titles if cell.col <= col < cell.col + cell.col_span] for col in range(table.n_cols)
    ]
    if not are_column_titles([cells[-1].text if cells else "" for cells in columns]):
        return False
    bottom = table.places[-1].y1
    return any(0 <= line.top - bottom + line.size / 2 <= NEXT_ROW * line.size for line in page.lines)


def _has_rows_in_a_cell(table: TableDraft) -> bool:
    """Whether a cell of the first column holds the numbers of several rows, one a line."""
    return table.n_cols > 2 and any(
        _is_stack_of_keys(cell.lines) for cell in table.cells if cell.col == 0 and cell.col_span == 1
    )


def _is_stack_of_keys(lines: Sequence[Line]) -> bool:
    return len(lines) > 1 and all(is_row_number(line) for line in lines)
