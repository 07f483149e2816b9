"""Tables drawn without rules: found by their column titles, taken apart by what their lines leave open.

Titles that a table of tasks has head it (`heads`, `titles`); the gutters under them part its columns
(`gutters`), the numbers and blocks of lines its rows (`rows`). What is found becomes a `TableDraft` as a
ruled table does; what is not sure stays loose lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.columns import classify_columns
from extractors.text.markers import read_marker
from pipeline.readers.pages.furniture import PageDraft
from pipeline.readers.pages.lattices import GridCell, Lattice
from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.tables import fill
from pipeline.readers.pages.unruled.column_titles import (
    PLAIN,
    is_bare,
    is_key,
    is_number_row,
    look_of,
    opens_row,
)
from pipeline.readers.pages.unruled.gutters import (
    Strip,
    column_of,
    common_strips,
    has_inner_gutter,
    runs_of,
    walls_of,
)
from pipeline.readers.pages.unruled.page_parts import Piece, pieces_of
from pipeline.readers.pages.unruled.rows import (
    BLOCK_STEP,
    Stack,
    Unit,
    Way,
    rows_by_blanks,
    rows_by_keys,
    rows_by_tightest_column,
)
from pipeline.readers.pages.unruled.title_tree import cells_of, levels_of, texts_of
from schemas.layout import ReaderNote


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the body: where it begins, and from which column on one cell runs over the others (None: none
    does)."""

    top: float
    over: int | None = None


def take_open_tables(pages: Sequence[PageDraft]) -> list[ReaderNote]:
    """Move the tables without rules from the pages' lines to their tables; notes on those that could not be
    taken apart."""
    pieces: list[Piece] = []
    notes: list[ReaderNote] = []
    for page in pages:
        last = pieces[-1] if pieces and pieces[-1].page.number == page.number - 1 else None
        pieces += pieces_of(page, last)
    for table in _tables(pieces):
        if not table[0].strips:
            notes.append(_note(table[0]))
        elif any(piece.body for piece in table):
            _make(table, notes)
    return list(dict.fromkeys(notes))


def _tables(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each table, from its first page on."""
    found: list[list[Piece]] = []
    for piece in pieces:
        common = common_strips(found[-1][-1].strips, piece.strips) if found and piece.goes_on else None
        if common is not None:
            found[-1].append(piece)
            for other in found[-1]:
                other.strips = common
        elif piece.titles:
            piece.goes_on = False
            found.append([piece])
    return found


def _make(table: Sequence[Piece], notes: list[ReaderNote]) -> None:
    """Build a table's drafts, one a page, with the same column edges."""
    first = table[0]
    all_columns = [piece.columns() for piece in table]
    columns = [
        [line for columns in all_columns for line in columns[col]] for col in range(len(first.strips) + 1)
    ]
    reaches = [leaf.reach for title in first.titles for leaf in title.leaves()]
    walls = walls_of(first.strips, columns, reaches)
    key = _key_column(first, columns)
    if key is None:
        for piece in table:
            piece.across = sorted([*piece.across, *_lone_headings(piece)], key=lambda line: line.y)
    if any(has_inner_gutter(column) for column in columns if column):
        notes += [_note(piece) for piece in table]
        return
    rows = min(
        ([_rows(piece, key, at_top=at_top) for piece in table] for at_top in (True, False)),
        key=lambda rows: (rows.count(None), sum(found[1] for found in rows if found is not None)),
    )
    for piece, found in zip(table, rows, strict=True):
        if found is None:
            notes.append(_note(piece))
            continue
        draft = fill(
            _lattice(piece, walls, found[0]),
            [word for line in piece.lines for word in line.words],
            piece.page.number,
        )
        taken = {id(line) for line in piece.lines}
        piece.page.lines = [line for line in piece.page.lines if id(line) not in taken]
        piece.page.tables = [
            table for table in piece.page.tables if all(table is not other for other in piece.ruled)
        ]
        piece.page.tables.append(draft)
        piece.page.tables.sort(key=lambda table: table.top)


def _note(piece: Piece) -> ReaderNote:
    return ReaderNote(
        "table_without_rules", "a table without rules could not be taken apart", piece.page.number
    )


def _key_column(first: Piece, columns: Sequence[Sequence[Line]]) -> int | None:
    """The column of row numbers: the first, where its title or its texts say so."""
    if not columns[0]:
        return None
    numbers = sum(is_key(line) for line in columns[0])
    title = texts_of(first.titles)[0][0]
    return (
        0 if numbers >= (0.5 if classify_columns([title])[0] == "number" else 0.8) * len(columns[0]) else None
    )


def _lone_headings(piece: Piece) -> list[Line]:
    """The lines of a table without numbers that are group rows: alone in the first column, and set otherwise
    than its others."""
    first = [line for line in piece.body if all(column_of(piece.strips, word) == 0 for word in line.words)]
    plain = [line for line in piece.columns()[0] if look_of(line) == PLAIN]
    marked = [line for line in first if look_of(line) != PLAIN and line not in piece.across]
    return marked if len(marked) < len(plain) else []


def _rows(piece: Piece, key: int | None, *, at_top: bool) -> tuple[list[Band], float] | None:
    """The rows of a piece from top to bottom, and how far their blocks stand off; None where they are not
    sure."""
    bands: list[Band] = []
    cost, goes_on = 0.0, piece.goes_on
    units = [
        Unit(col, line, col == key and is_key(line))
        for col, lines in enumerate(piece.columns())
        for line in lines
    ]
    units.sort(key=lambda unit: unit.line.y)
    at = 0
    for group in [*_groups(piece), None]:
        mine = []
        while at < len(units) and (group is None or units[at].line.y < group[0].y):
            mine.append(units[at])
            at += 1
        if mine:
            stack = Stack(mine, goes_on=goes_on, is_cut=piece.is_cut and group is None)
            goes_on = False
            way = _way(stack, key, at_top=at_top)
            if way is None:
                return None
            bands += [Band(stack.edge(start) if start else stack.tops[0]) for start in way.starts]
            cost += way.cost
        if group is not None:
            over = _first_column(group[0], piece.strips)
            goes_on = goes_on and over is None
            bands.append(Band(min(line.top for line in group), over))
    return bands, cost


def _groups(piece: Piece) -> list[list[Line]]:
    """The rows that are told by themselves: those that run over columns, the row of column numbers."""
    groups: list[list[Line]] = []
    for line in piece.across:
        begins = opens_row(line) or read_marker(line.text).form != "plain"
        if groups and not begins and line.y - groups[-1][-1].y <= BLOCK_STEP * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _first_column(line: Line, strips: Sequence[Strip]) -> int | None:
    """The column from which on a group's text runs over the others; None for a row of column numbers."""
    if is_number_row(line, len(strips)):
        return None
    runs = runs_of(line.words)
    return column_of(strips, runs[1][0] if len(runs) > 1 and is_bare(runs[0]) else line.words[0])


def _way(stack: Stack, key: int | None, *, at_top: bool) -> Way | None:
    """How a stack is parted into rows."""
    if key is None:
        return rows_by_blanks(stack) or rows_by_tightest_column(stack)
    keys = [(index, index) for index, unit in enumerate(stack.units) if unit.is_key]
    return rows_by_keys(stack, keys, key, at_top=at_top) if keys else Way((0,), 0.0)


def _lattice(piece: Piece, walls: list[float], bands: Sequence[Band]) -> Lattice:
    n_cols = len(walls) - 1
    bottom = max(line.bottom for line in piece.lines)
    tops = [band.top for band in bands]
    cells: list[GridCell] = []
    ys: list[float] = []
    if piece.titles:
        top = min(line.top for line in piece.lines[: piece.n_titles])
        under = max(line.bottom for line in piece.lines[: piece.n_titles])
        tops[:1] = [(under + at) / 2 for at in tops[:1]]
        ys = levels_of(piece.titles, under, top)[:-1]
        cells = cells_of(piece.titles)
    first = len(ys)
    for row, band in enumerate(bands, first):
        if band.over is None:
            cells += [GridCell(row, col, 1, 1) for col in range(n_cols)]
        else:
            cells += [GridCell(row, col, 1, 1) for col in range(band.over)]
            cells.append(GridCell(row, band.over, 1, n_cols - band.over))
    return Lattice(walls, [*ys, *tops, bottom], cells)
