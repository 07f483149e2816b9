"""The pages of a file become one flow: body lines, tables and side-by-side blocks in reading order, joined
over page breaks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import cast

from pipeline.readers.inner_tables import cell_contents
from pipeline.readers.pages.footnotes import NoteDraft, split_off_notes
from pipeline.readers.pages.furniture import set_aside_furniture
from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.paragraph_breaks import Setting, grouped, setting_of
from pipeline.readers.pages.paragraphs import paragraph_of
from pipeline.readers.pages.side_by_side import (
    SideBySide,
    rows_of_values,
    set_columns,
    take_continuation,
    with_blocks_side_by_side,
)
from pipeline.readers.pages.tables import CellDraft, TableDraft, join
from pipeline.readers.pages.text_columns import text_columns
from schemas.layout import Block, Cell, Footnote, Paragraph, Span, Table

Part = Line | TableDraft | SideBySide


def blocks_of(
    pages: Sequence[PageDraft],
) -> tuple[tuple[Block, ...], tuple[Footnote, ...], tuple[Paragraph, ...]]:
    """Blocks, footnotes and furniture of a whole file."""
    set_aside_furniture(pages)
    size = _body_size(pages)
    for page in pages:
        page.lines, page.notes = split_off_notes(page.lines, page.rules, size, page.width)
    parts_by_page = [with_blocks_side_by_side(page.lines) for page in pages]
    lines_by_page = [[part for part in parts if isinstance(part, Line)] for parts in parts_by_page]
    for at, (left, right) in enumerate(text_columns(pages, lines_by_page)):
        _set_text_column(pages[at], parts_by_page[at], left, right)

    body = setting_of(lines_by_page)
    table_setting = setting_of(
        [cell.lines for page in pages for table in page.tables for cell in table.cells], of_cells=True
    )
    flow = _joined(pages, parts_by_page, table_setting, size)

    labels = frozenset(note.label for page in pages for note in page.notes if note.label)
    notes = _footnotes([note for page in pages for note in page.notes])
    furniture = tuple(_furniture(pages, flow, table_setting))
    return tuple(_blocks(flow, body, table_setting, labels)), notes, furniture


def _furniture(pages: Sequence[PageDraft], flow: Iterable[Part], cells: Setting) -> Iterator[Paragraph]:
    """What every page repeats: its head and foot lines, and the heads of tables that go on."""
    for page in pages:
        yield from (paragraph_of([line]) for line in page.furniture)
    for part in flow:
        if isinstance(part, TableDraft):
            for lines in part.repeats:
                yield from _paragraphs(lines, cells, frozenset())


def _body_size(pages: Sequence[PageDraft]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += line.letters
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _set_text_column(page: PageDraft, parts: Sequence[Part], left: float, right: float) -> None:
    """Give each line of a page the edges of its text column."""
    for part in parts:
        if isinstance(part, Line):
            part.left, part.right = left, right
        elif isinstance(part, SideBySide):
            set_columns(part, left, right, page.width)
    for line in [*page.furniture, *(line for note in page.notes for line in note.lines)]:
        line.left, line.right = left, right


def _joined(
    pages: Sequence[PageDraft], parts_by_page: Sequence[Sequence[Part]], setting: Setting, size: float
) -> list[Part]:
    """All parts in reading order; what goes on at the top of the next page is appended to its beginning."""
    flow: list[Part] = []
    for page, parts in zip(pages, parts_by_page, strict=True):
        ordered = sorted([*parts, *page.tables], key=_top)
        last = flow[-1] if flow else None
        if ordered and isinstance(last, TableDraft) and last.places[-1].page == page.number - 1:
            first = ordered[0]
            if isinstance(first, TableDraft) and join(last, first, setting):
                del ordered[0]
        elif isinstance(last, SideBySide) and last.place.page == page.number - 1:
            lines = list(takewhile(lambda part: isinstance(part, Line), ordered))
            del ordered[: take_continuation(last, cast(list[Line], lines), size)]
        flow += ordered
    return flow


def _top(part: Part) -> float:
    if isinstance(part, Line):
        return part.top
    return part.top if isinstance(part, TableDraft) else part.place.y0


def _blocks(flow: Iterable[Part], body: Setting, cells: Setting, labels: frozenset[str]) -> list[Block]:
    found: list[Block] = []
    run: list[Line] = []
    for part in flow:
        if isinstance(part, Line):
            run.append(part)
            continue
        found += _paragraphs(run, body, labels)
        for line in run:
            line.let_go()
        run = []
        if isinstance(part, SideBySide):
            found.append(_table_side_by_side(part, labels))
        else:
            found.append(_table(part, cells, labels))
            for cell in part.cells:
                for line in cell.lines:
                    line.let_go()
    return found + _paragraphs(run, body, labels)


def _paragraphs(lines: Sequence[Line], setting: Setting, labels: frozenset[str]) -> list[Paragraph]:
    return [paragraph_of(group, labels, setting.text_indent) for group in grouped(lines, setting)]


def _table(draft: TableDraft, setting: Setting, labels: frozenset[str]) -> Table:
    cells = tuple(
        Cell(
            cell.row,
            cell.col,
            cell.row_span,
            cell.col_span,
            *_contents(cell, setting, labels, draft.n_cols),
        )
        for cell in draft.cells
    )
    places: tuple[Span | str, ...] = tuple(draft.places)
    return Table(draft.n_rows, draft.n_cols, cells, True, draft.header_rows, places)


def _contents(
    cell: CellDraft, setting: Setting, labels: frozenset[str], n_cols: int
) -> tuple[tuple[Paragraph, ...], tuple[Table, ...]]:
    """The paragraphs and tables of a cell; `n_cols` are the columns of the table in which it stands."""
    paragraphs = _paragraphs(cell.lines, setting, labels)
    if not cell.tables:
        return tuple(paragraphs), ()
    tables = [_table(table, setting, labels) for table in cell.tables]
    return cell_contents([*paragraphs, *tables], ruled=True, n_cols=n_cols)


def _table_side_by_side(draft: SideBySide, labels: frozenset[str]) -> Table:
    """One row for the whole of the block, or one for each value beside its label."""
    rows = rows_of_values(draft)
    cells = tuple(
        Cell(row, col, 1, 1, tuple(_paragraphs(lines, Setting(slack=slack), labels)))
        for row, columns in enumerate(rows)
        for col, (lines, slack) in enumerate(zip(columns, draft.slacks, strict=True))
    )
    return Table(len(rows), len(draft.columns), cells, False, 0, (draft.place,))


def _footnotes(notes: Sequence[NoteDraft]) -> tuple[Footnote, ...]:
    """The footnotes in order; one that runs over to the next page is one."""
    joined: list[NoteDraft] = []
    for note in notes:
        if note.label or not joined:
            joined.append(note)
        else:
            joined[-1].lines.extend(note.lines)
    setting = setting_of([note.lines for note in joined])
    return tuple(
        Footnote(note.label, tuple(_paragraphs(note.lines, setting, frozenset()))) for note in joined
    )
