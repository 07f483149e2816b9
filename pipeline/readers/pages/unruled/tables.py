"""Tables drawn without ruling lines: found by their column titles, taken apart by what their lines leave
open.

Column titles that a table of tasks has stand at its top (`column_titles`, `title_tree`), and its part of each
page reaches down from them (`page_parts`). The gutters under the titles part its columns (`gutters`), the
numbers and blocks of lines its rows (`rows`). What is found becomes a `TableDraft` as a ruled table does;
what is not sure stays loose lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.columns import classify_columns
from extractors.text.markers import read_marker
from pipeline.readers.pages.lattices import GridCell, Lattice
from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.placed_words import PlacedWords
from pipeline.readers.pages.tables import filled_table
from pipeline.readers.pages.unruled.column_titles import (
    PLAIN,
    is_bare_marker,
    is_number_row,
    is_row_number,
    look_of,
    opens_with_row_number,
)
from pipeline.readers.pages.unruled.gutters import (
    Interval,
    column_edges,
    column_of,
    common_gutters,
    has_inner_gutter,
    word_runs,
)
from pipeline.readers.pages.unruled.page_parts import TablePart, table_parts_of
from pipeline.readers.pages.unruled.rows import (
    BLOCK_STEP,
    BodyStretch,
    ColumnLine,
    RowSplit,
    rows_by_blanks,
    rows_by_keys,
    rows_by_tightest_column,
)
from pipeline.readers.pages.unruled.title_tree import title_cells, title_row_edges, titles_by_column
from schemas.layout import ReaderNote
from schemas.said import Said

# The first column holds the rows' numbers when at least this share of its lines are numbers: with a title
# that says so ("TT"), and without one.
NUMBERS_UNDER_TITLE = 0.5
NUMBERS_ALONE = 0.8


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the body: where it begins, and from which column on one cell runs over the others (None: none
    does)."""

    top: float
    over: int | None = None


def take_unruled_tables(pages: Sequence[PageDraft]) -> list[ReaderNote]:
    """Move the tables without ruling lines from the pages' lines to their tables; notes on those that could
    not be taken apart."""
    parts: list[TablePart] = []
    notes: list[ReaderNote] = []
    for page in pages:
        last = parts[-1] if parts and parts[-1].page.number == page.number - 1 else None
        parts += table_parts_of(page, last)
    for table in _tables(parts):
        if not table[0].gutters:
            notes.append(_note(table[0]))
        elif any(part.body for part in table):
            _build(table, notes)
    return list(dict.fromkeys(notes))


def _tables(parts: Sequence[TablePart]) -> list[list[TablePart]]:
    """The parts of each table, from its first page on."""
    found: list[list[TablePart]] = []
    for part in parts:
        common = common_gutters(found[-1][-1].gutters, part.gutters) if found and part.goes_on else None
        if common is not None:
            found[-1].append(part)
            for other in found[-1]:
                other.gutters = common
        elif part.titles:
            part.goes_on = False
            found.append([part])
    return found


def _build(table: Sequence[TablePart], notes: list[ReaderNote]) -> None:
    """Put a table's drafts, one a page and with the same column edges, in the place of its lines."""
    first = table[0]
    columns = _columns_over_pages(table)
    reaches = [leaf.reach for title in first.titles for leaf in title.leaves()]
    edges = column_edges(first.gutters, columns, reaches)
    key = _key_column(first, columns)
    if key is None:
        for part in table:
            part.spanning = sorted([*part.spanning, *_lone_headings(part)], key=lambda line: line.y)
    if any(has_inner_gutter(column) for column in columns if column):
        notes += [_note(part) for part in table]
        return
    for part, rows in zip(table, _likeliest_rows(table, key), strict=True):
        if rows is None:
            notes.append(_note(part))
        else:
            _replace_lines(part, _lattice(part, edges, rows))


def _columns_over_pages(table: Sequence[TablePart]) -> list[list[Line]]:
    """The lines of each column, over all pages of the table."""
    columns: list[list[Line]] = [[] for _ in range(len(table[0].gutters) + 1)]
    for part in table:
        for column, lines in zip(columns, part.columns(), strict=True):
            column += lines
    return columns


def _likeliest_rows(table: Sequence[TablePart], key: int | None) -> list[list[BodyRow] | None]:
    """The rows of each part, texts standing at the top of their rows all through the table or in the middle:
    whichever leaves fewer parts unsure and is closer to how the texts stand."""
    found = min(
        ([_rows(part, key, at_top=at_top) for part in table] for at_top in (True, False)),
        key=lambda parts: (parts.count(None), sum(rows[1] for rows in parts if rows is not None)),
    )
    return [None if rows is None else rows[0] for rows in found]


def _replace_lines(part: TablePart, lattice: Lattice) -> None:
    """Put the table of a lattice on the part's page, in place of its lines and of the grids ruled in part."""
    page = part.page
    words = [word for line in part.lines for word in line.words]
    draft = filled_table(lattice, PlacedWords.of(words), page.number)
    taken = {id(line) for line in part.lines}
    page.lines = [line for line in page.lines if id(line) not in taken]
    page.tables = [table for table in page.tables if all(table is not other for other in part.ruled)]
    page.tables.append(draft)
    page.tables.sort(key=lambda table: table.top)


def _note(part: TablePart) -> ReaderNote:
    return ReaderNote(
        "table_without_rules", Said("a table without rules could not be taken apart"), part.page.number
    )


def _key_column(first: TablePart, columns: Sequence[Sequence[Line]]) -> int | None:
    """The column of row numbers: the first, where its title or its texts say so."""
    if not columns[0]:
        return None
    numbers = sum(is_row_number(line) for line in columns[0])
    title = titles_by_column(first.titles)[0][0]
    needed = NUMBERS_UNDER_TITLE if classify_columns([title])[0] == "number" else NUMBERS_ALONE
    return 0 if numbers >= needed * len(columns[0]) else None


def _lone_headings(part: TablePart) -> list[Line]:
    """The lines of a table without numbers that are group rows: alone in the first column, and set otherwise
    than its others."""
    first = [line for line in part.body if all(column_of(part.gutters, word) == 0 for word in line.words)]
    plain = [line for line in part.columns()[0] if look_of(line) == PLAIN]
    marked = [line for line in first if look_of(line) != PLAIN and line not in part.spanning]
    return marked if len(marked) < len(plain) else []


def _rows(part: TablePart, key: int | None, *, at_top: bool) -> tuple[list[BodyRow], float] | None:
    """The rows of a part from top to bottom, and how far their blocks stand off; None where they are not
    sure."""
    rows: list[BodyRow] = []
    cost, goes_on = 0.0, part.goes_on
    entries = [
        ColumnLine(col, line, col == key and is_row_number(line))
        for col, lines in enumerate(part.columns())
        for line in lines
    ]
    entries.sort(key=lambda entry: entry.line.y)
    at = 0
    for group in [*_groups(part), None]:
        mine = []
        while at < len(entries) and (group is None or entries[at].line.y < group[0].y):
            mine.append(entries[at])
            at += 1
        if mine:
            stretch = BodyStretch(mine, goes_on=goes_on, is_cut=part.is_cut and group is None)
            goes_on = False
            split = _split(stretch, key, at_top=at_top)
            if split is None:
                return None
            rows += [BodyRow(stretch.edge(start) if start else stretch.tops[0]) for start in split.starts]
            cost += split.cost
        if group is not None:
            over = _first_column(group[0], part.gutters)
            goes_on = goes_on and over is None
            rows.append(BodyRow(min(line.top for line in group), over))
    return rows, cost


def _groups(part: TablePart) -> list[list[Line]]:
    """The rows that are told by themselves: those that run over columns, the row of column numbers."""
    groups: list[list[Line]] = []
    for line in part.spanning:
        begins = opens_with_row_number(line) or read_marker(line.text).form != "plain"
        if groups and not begins and line.y - groups[-1][-1].y <= BLOCK_STEP * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _first_column(line: Line, gutters: Sequence[Interval]) -> int | None:
    """The column from which on a group's text runs over the others; None for a row of column numbers."""
    if is_number_row(line, len(gutters)):
        return None
    runs = word_runs(line.words)
    return column_of(gutters, runs[1][0] if len(runs) > 1 and is_bare_marker(runs[0]) else line.words[0])


def _split(stretch: BodyStretch, key: int | None, *, at_top: bool) -> RowSplit | None:
    """How a stretch is parted into rows."""
    if key is None:
        return rows_by_blanks(stretch) or rows_by_tightest_column(stretch)
    keys = [(index, index) for index, entry in enumerate(stretch.entries) if entry.is_key]
    return rows_by_keys(stretch, keys, key, at_top=at_top) if keys else RowSplit((0,), 0.0)


def _lattice(part: TablePart, edges: list[float], rows: Sequence[BodyRow]) -> Lattice:
    """The grid that would be drawn around a part: its title rows, its body's rows, columns between
    `edges`."""
    n_cols = len(edges) - 1
    bottom = max(line.bottom for line in part.lines)
    tops = [row.top for row in rows]
    cells: list[GridCell] = []
    ys: list[float] = []
    if part.titles:
        top = min(line.top for line in part.lines[: part.n_titles])
        under = max(line.bottom for line in part.lines[: part.n_titles])
        tops[:1] = [(under + at) / 2 for at in tops[:1]]
        ys = title_row_edges(part.titles, under, top)[:-1]
        cells = title_cells(part.titles)
    first = len(ys)
    for number, row in enumerate(rows, first):
        if row.over is None:
            cells += [GridCell(number, col, 1, 1) for col in range(n_cols)]
        else:
            cells += [GridCell(number, col, 1, 1) for col in range(row.over)]
            cells.append(GridCell(number, row.over, 1, n_cols - row.over))
    return Lattice(edges, [*ys, *tops, bottom], cells)
