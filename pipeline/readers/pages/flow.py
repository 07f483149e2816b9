"""The pages of a file become one flow: body lines, tables and side-by-side blocks in reading order, joined
over page breaks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import cast

from pipeline.readers.inner_tables import cell_contents
from pipeline.readers.pages.footnotes import NoteDraft, split_off_notes
from pipeline.readers.pages.furniture import set_aside_furniture
from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.paragraph_breaks import INDENT, Setting, grouped, setting_of
from pipeline.readers.pages.paragraphs import paragraph_of
from pipeline.readers.pages.side_by_side import (
    PADDING,
    SideBySide,
    rows_of_values,
    set_columns,
    take_continuation,
    with_blocks_side_by_side,
)
from pipeline.readers.pages.tables import CellDraft, TableDraft, join
from schemas.layout import Block, Cell, Footnote, Paragraph, Span, Table

# An edge of the text column shows where at least this many lines end (or begin) within a point.
EDGE_LINES = 3
# In justified text at least this share of the lines ends at the edge; in ragged text under a tenth happen to
# end alike.
JUSTIFIED_SHARE = 0.25
# The longest of many ragged lines ends at most this far (points) before the edge of the column.
RAGGED = 25.0
# The left margin is 30 to 35 mm, the others less (Decree 30/2020/NĐ-CP, Annex I, I.2), in points.
WIDEST_MARGIN = 99.0
# The right margin is 15 to 20 mm; no printer prints nearer to the edge than this (points).
LEAST_MARGIN = 28.0
# First lines are set in by 10 or 12.7 mm (Decree 30/2020/NĐ-CP, Annex I, II.5), and by up to 15 (points).
MOST_INDENT = 43.0

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
    _set_text_columns(pages, parts_by_page)

    body = setting_of([[part for part in parts if isinstance(part, Line)] for parts in parts_by_page])
    table_setting = setting_of(
        [cell.lines for page in pages for table in page.tables for cell in table.cells], of_cells=True
    )
    flow = _joined(pages, parts_by_page, table_setting, size)

    labels = frozenset(note.label for page in pages for note in page.notes if note.label)
    notes = _footnotes([note for page in pages for note in page.notes])
    furniture = [paragraph_of([line]) for page in pages for line in page.furniture]
    for part in flow:
        if isinstance(part, TableDraft):
            furniture += [
                paragraph
                for lines in part.repeats
                for paragraph in _paragraphs(lines, table_setting, frozenset())
            ]
    return tuple(_blocks(flow, body, table_setting, labels)), notes, tuple(furniture)


def _body_size(pages: Sequence[PageDraft]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += line.letters
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _set_text_columns(pages: Sequence[PageDraft], parts_by_page: Sequence[Sequence[Part]]) -> None:
    """Give each body line the edges of its page's text column: where lines of the page, or of pages of its
    format, end."""
    by_format: dict[int, list[Line]] = {}
    for page, parts in zip(pages, parts_by_page, strict=True):
        by_format.setdefault(round(page.width), []).extend(part for part in parts if isinstance(part, Line))
    for page, parts in zip(pages, parts_by_page, strict=True):
        lines = [part for part in parts if isinstance(part, Line)]
        alike = by_format[round(page.width)]
        left, right = _edges(lines, alike, page)
        for line in [*lines, *page.furniture, *(line for note in page.notes for line in note.lines)]:
            line.left, line.right = left, right
        for part in parts:
            if isinstance(part, SideBySide):
                set_columns(part, left, right, page.width)


def _edges(lines: Sequence[Line], alike: Sequence[Line], page: PageDraft) -> tuple[float, float]:
    """The edges of a page's text column by its own lines, else by those of pages `alike` it in format."""
    furthest = page.width - LEAST_MARGIN
    left = _left_edge(lines) or _left_edge(alike)
    right = (
        _right_edge(lines, page, left)
        or _right_edge(alike, page, left)
        or _edge_opposite(lines or alike, page, left, furthest)
    )
    if left is None and right is None and lines and not page.tables:
        # Few lines: the one furthest left shows the edge, if others are centred in its column.
        left = min(line.x0 for line in lines)
        right = _edge_opposite(lines, page, left, furthest)
    if left is None or right is None:
        return _edges_of_titles(lines or alike, page)
    return left, right


def _left_edge(lines: Sequence[Line]) -> float | None:
    """Where lines begin. Of few paragraphs more first lines than others may begin alike, at their indent:
    then the second line of one shows the edge."""
    edge = _edge([line.x0 for line in lines], -1)
    if edge is None:
        return None
    longest = max(line.x1 for line in lines)
    for first, second in pairwise(lines):
        is_wrapped = abs(first.x0 - edge) <= 1.0 and first.x1 >= longest - RAGGED
        if is_wrapped and INDENT < first.x0 - second.x0 <= MOST_INDENT and first.size == second.size:
            return second.x0
    return edge


def _edge(ends: Sequence[float], side: int) -> float | None:
    """The outermost position that several line ends share, on the left (-1) or right (1) side."""
    needed = (
        EDGE_LINES if side > 0 else EDGE_LINES - 1
    )  # two lines beginning alike are no accident, two ending alike may be
    ends = sorted(ends, reverse=side > 0)
    for index in range(len(ends) - needed + 1):
        if abs(ends[index] - ends[index + needed - 1]) <= 1.0:
            return median(ends[index : index + needed])
    return None


def _right_edge(lines: Sequence[Line], page: PageDraft, left: float | None) -> float | None:
    """Where lines end: the edge of justified text; in ragged text as far from the middle of centred lines as
    the left edge."""
    ends = [line.x1 for line in lines]
    edge = _edge(ends, 1)
    if (
        edge is None
        or left is None
        or sum(abs(end - edge) <= 1.0 for end in ends) >= JUSTIFIED_SHARE * len(ends)
    ):
        return edge
    longest = max(ends)
    return _edge_opposite(lines, page, left, longest + RAGGED) or longest


def _edge_opposite(
    lines: Sequence[Line], page: PageDraft, left: float | None, furthest: float
) -> float | None:
    """The right edge that lies as far from the middle of centred lines as the left one does: beyond the
    longest line and no further than `furthest`. Lines are centred where several begin at different depths
    about one middle."""
    if left is None or not lines:
        return None
    longest = max(line.x1 for line in lines)
    inner = [
        line for line in [*lines, *page.furniture] if line.x0 - left > INDENT and line.x1 < longest + 1.0
    ]
    for line in inner:
        right = 2 * line.middle - left
        about = [other.x0 for other in inner if abs(other.middle - line.middle) <= 1.0]
        if len(about) > 1 and max(about) - min(about) > INDENT and longest - 1.0 <= right <= furthest:
            return right
    return None


def _edges_of_titles(lines: Sequence[Line], page: PageDraft) -> tuple[float, float]:
    """The text column of a page with few lines over a table, which hangs out of it by its padding; titles
    stand in its middle."""
    x0s = [line.x0 for line in lines] + [table.xs[0] + PADDING for table in page.tables]
    x1s = [line.x1 for line in lines] + [table.xs[-1] - PADDING for table in page.tables]
    left, right = min(x0s, default=0.0), max(x1s, default=page.width)
    middles = sorted(line.middle for line in lines)
    if len(middles) > 1:
        middle = median(middles)
        starts = [line.x0 for line in lines if abs(line.middle - middle) <= 1.0]
        if len(starts) > len(lines) / 2 and (
            max(starts) - min(starts) > 1.0 or min(starts) > 1.5 * WIDEST_MARGIN
        ):
            half = max(middle - left, right - middle, middle - WIDEST_MARGIN)
            return middle - half, middle + half
    # Nothing shows the right edge: it is no further from the paper's edge than the left one is.
    return left, max(right, page.width - left)


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
