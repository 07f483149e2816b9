"""The part of a table without rules that stands on one page: from its titles, or from the page's top, down to
where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.text.folding import fold
from extractors.text.markers import read_marker
from pipeline.readers.pages.footnotes import SMALLER
from pipeline.readers.pages.furniture import MARGIN, PageDraft, is_page_number
from pipeline.readers.pages.lines import Line, Word, lines_of
from pipeline.readers.pages.paragraph_breaks import SIZE_CHANGE
from pipeline.readers.pages.tables import TableDraft
from pipeline.readers.pages.unruled.column_titles import (
    LINES_OVER,
    PLAIN,
    TITLE_BLANK,
    is_number_row,
    likeliest_titles,
    look_of,
    may_head,
    opens_row,
)
from pipeline.readers.pages.unruled.gutters import Strip, column_of, common_strips, narrowed, open_strips
from pipeline.readers.pages.unruled.partly_ruled import loosened, partly_ruled
from pipeline.readers.pages.unruled.title_tree import Title

# A line further below the table than this (em) is not part of it.
FAR = 2.5
# What stands in one column only and this far (em) below the rest, where the table ends before the page does,
# follows it.
SET_OFF = 0.8
# A group row that runs over several columns has no more lines than this.
GROUP_LINES = 3
# A line belongs to a column when it begins or has its middle where another line of it does, within this
# distance (points).
FITS = 3.0
# A page with more lines than this is no office document's: an A3 page holds 150.
MAX_LINES = 400
# Nor one that has more lines which look like titles and are none: the fullest page at hand has 16.
MAX_HEADS = 60

Titles = tuple[int, int, list[Title]]


@dataclass(slots=True, eq=False)
class Piece:
    """The part of a table that stands on one page: its lines from top to bottom, the first `n_titles` of
    which are titles.

    `between` are the stretches between neighbouring titles, `strips` the gutters in them (none: they were not
    found), `across` the lines told by themselves: those that cross gutters, and the row of column numbers.
    `ruled` are the partly ruled tables whose words are among its lines, `heads` the lines of its table's
    titles. `at_top`: nothing stands above it on the page; `is_cut`: nothing below it; `goes_on`: it belongs
    to the table before.
    """

    page: PageDraft
    lines: list[Line]
    n_titles: int
    titles: list[Title]
    between: list[Strip]
    strips: list[Strip]
    across: list[Line]
    ruled: list[TableDraft] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    at_top: bool = False
    goes_on: bool = False
    is_cut: bool = False

    @property
    def body(self) -> list[Line]:
        """The lines under the titles."""
        return self.lines[self.n_titles :]

    def columns(self) -> list[list[Line]]:
        """The lines of each column of the body, without those of group rows."""
        words: list[list[Word]] = [[] for _ in range(len(self.strips) + 1)]
        for line in self.body:
            if line not in self.across:
                for word in line.words:
                    words[column_of(self.strips, word)].append(word)
        return [lines_of(mine, self.page.number) for mine in words]


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is searched: its lines, those of partly ruled tables among them, and its other tables."""

    page: PageDraft
    lines: list[Line]
    tables: list[TableDraft]
    known: dict[tuple[int, int], Titles | None] = field(default_factory=dict)

    def titles(self, floor: int, head: int) -> Titles | None:
        """The likeliest titles that hold the line at `head`, none above the line at `floor`; each is sought
        once."""
        key = max(floor, head - LINES_OVER), head
        if key not in self.known:
            self.known[key] = likeliest_titles(self.lines, *key)
        return self.known[key]


@dataclass(slots=True)
class _Walk:
    end: int
    strips: list[Strip]
    across: list[Line] = field(default_factory=list)


def pieces_of(page: PageDraft, last: Piece | None) -> list[Piece]:
    """The pieces on a page from top to bottom; `last` is the last one of the page before."""
    if last is not None and not last.is_cut:
        last = None
    tables = partly_ruled(page, goes_on=last is not None and bool(last.ruled))
    ruled = [(table, loosened(table, page.number)) for table in tables]
    lines = [line for line in page.lines if line.words[0].style.angle == 0 and not is_page_number(line, page)]
    lines = sorted(
        [*lines, *(line for _, loose in ruled for line in loose)], key=lambda line: (line.y, line.x0)
    )
    view = View(page, lines, [table for table in page.tables if all(table is not other for other in tables)])
    if len(lines) > MAX_LINES:
        return []
    found: list[Piece] = []
    at = 0
    if last is not None and lines and not _begins_with(view, last.heads):
        going_on = _going_on(view, last)
        if going_on is not None:
            found.append(going_on)
            at = len(going_on.lines)
    heads = [index for index, line in enumerate(lines) if may_head(line)]
    for head in heads[:MAX_HEADS]:
        piece = _headed(view, at, head, last) if head >= at else None
        if piece is not None:
            found.append(piece)
            at = lines.index(piece.lines[-1]) + 1
    return [piece for piece in found if _takes_whole(piece, ruled)]


def _begins_with(view: View, heads: Sequence[str]) -> bool:
    """Whether the titles of the table before are repeated at the top of a page."""
    texts = [line.text for line in view.lines[: len(heads) + 2]]
    return any(texts[at : at + len(heads)] == heads for at in range(3))


def _takes_whole(piece: Piece, ruled: Sequence[tuple[TableDraft, Sequence[Line]]]) -> bool:
    """Whether a piece has all lines of each partly ruled table of which it has any; these become its own."""
    for table, lines in ruled:
        taken = sum(line in piece.lines for line in lines)
        if taken and taken < len(lines):
            return False
        if taken:
            piece.ruled.append(table)
    return True


def _headed(view: View, floor: int, head: int, last: Piece | None) -> Piece | None:
    """The piece whose titles hold the line at `head`; no title stands above the line at `floor`. What stands
    under the titles of the table on the page before (`last`) may be the rest of one cell."""
    page, lines = view.page, view.lines
    best = view.titles(floor, head)
    if best is None:
        return None
    start, stop, titles = best
    reaches = [leaf.reach for title in titles for leaf in title.leaves()]
    between = [(a[1], b[0]) for a, b in pairwise(reaches)]
    at_top = all(line.bottom <= MARGIN * page.height for line in lines[:start])
    heads = [line.text for line in lines[start:stop]]
    goes_on = at_top and last is not None and heads == last.heads
    first = stop + (stop < len(lines) and is_number_row(lines[stop], len(between)))
    walk = _walk(view, first, between, needs_row=not goes_on)
    if walk is None and _reaches_foot(page, lines[first:], lines[start].size):
        walk = _Walk(first, list(between))  # titles at the foot of the page, their rows on the next
    if walk is None and lines[first].top - lines[first - 1].bottom <= TITLE_BLANK * lines[first].size:
        walk = _Walk(stop, [])
    if walk is None:
        return None
    piece = Piece(
        page,
        lines[start : walk.end],
        stop - start,
        titles,
        between,
        walk.strips,
        lines[stop:first] + walk.across,
    )
    piece.at_top, piece.goes_on, piece.heads = at_top, goes_on, heads
    piece.is_cut = _reaches_foot(page, lines[walk.end :], piece.lines[0].size)
    return piece


def _reaches_foot(page: PageDraft, rest: Sequence[Line], size: float) -> bool:
    """Whether only running feet and footnotes stand below a piece."""
    return not rest or all(
        line.top >= (1 - MARGIN) * page.height or line.size <= size - SMALLER for line in rest
    )


def _walk(view: View, start: int, between: Sequence[Strip], *, needs_row: bool = True) -> _Walk | None:
    """How far the table goes down from the line `start`, and its gutters; None where there is no row under
    the titles.

    Where it ends tells which lines show its gutters: they are sought once more among these.
    """
    lines = view.lines
    walk = _walk_once(view, start, between, lines[start:], needs_row=needs_row)
    if walk is None or walk.end == len(lines):
        return walk
    return _walk_once(view, start, between, lines[start : walk.end], needs_row=needs_row) or walk


def _walk_once(
    view: View, start: int, between: Sequence[Strip], sample: Sequence[Line], *, needs_row: bool
) -> _Walk | None:
    lines = view.lines
    strips = open_strips(between, sample)
    if strips is None:
        return None
    walk = _Walk(start, strips)
    waiting: list[tuple[Line, bool]] = []  # lines that may be a group row: the table has to go on after them
    bottom = lines[start].top if start < len(lines) else 0.0
    has_row = not needs_row
    for index in range(start, len(lines)):
        line = lines[index]
        if line.top - bottom > FAR * line.size or _table_between(view, bottom, line) or _ends_table(line):
            break
        if index > start and may_head(line, 2) and not opens_row(line):
            next_titles = view.titles(start + 1, index)
            if next_titles is not None:
                walk.end = min(walk.end, next_titles[0])
                break
        got = narrowed(walk.strips, line)
        if got is None:
            if sum(crosses for _, crosses in waiting) >= GROUP_LINES or not _may_be_group(line, walk.strips):
                break
            waiting.append((line, True))
        else:
            n_columns = len({column_of(got, word) for word in line.words})
            if waiting and n_columns < 2:
                waiting.append((line, False))
            else:
                walk.across += [
                    waited
                    for waited, crosses in waiting
                    if crosses or look_of(waited) == look_of(waiting[0][0]) != PLAIN
                ]
                waiting = []
                walk.strips, walk.end = got, index + 1
                has_row = has_row or n_columns > 1
        bottom = max(bottom, line.bottom)
    if not has_row:
        return None
    while walk.end > start + 1 and _hangs_below(
        lines[start : walk.end], walk, ends_early=walk.end < len(lines)
    ):
        walk.end -= 1
    kept = {id(line) for line in lines[start : walk.end]}
    walk.across = [line for line in walk.across if id(line) in kept]
    return walk


def _hangs_below(lines: Sequence[Line], walk: _Walk, *, ends_early: bool) -> bool:
    """Whether the last line is no part of the table: it stands in one column, and otherwise than the lines of
    it, or it is set off, or it is a heading of what follows."""
    last = lines[-1]
    cols = {column_of(walk.strips, word) for word in last.words}
    if len(cols) > 1:
        return False
    if ends_early and last.top - max(line.bottom for line in lines[:-1]) > SET_OFF * last.size:
        return True
    words = [word for line in lines[:-1] for word in line.words if {column_of(walk.strips, word)} == cols]
    column = lines_of(words, last.page)
    if (
        ends_early
        and max(last.bold, last.italic) > 0.9
        and sum(line.bold > 0.9 for line in column) < len(column) / 2
    ):
        return True
    return not _fits(last, column)


def _table_between(view: View, bottom: float, line: Line) -> bool:
    return any(bottom <= table.top + 1 and table.top <= line.top + 1 for table in view.tables)


def _ends_table(line: Line) -> bool:
    """Whether a line ends any table: an ornament, or what opens the recipients or an annex."""
    ornament = len(line.text) > 1 and not any(sign.isalnum() for sign in line.text)
    return ornament or fold(line.text).startswith(("nơi nhận", "phụ lục"))


def _may_be_group(line: Line, strips: Sequence[Strip]) -> bool:
    """Whether a line that crosses gutters may be a group row: it has a number of its own, or is set otherwise
    than the rows."""
    if opens_row(line) or line.bold > 0.9 or line.italic > 0.9 or line.text.isupper():
        return True
    return read_marker(line.text).form in ("roman", "part") and line.x0 <= strips[0][1] + FITS


def _going_on(view: View, last: Piece) -> Piece | None:
    """The rest of the last page's table at the top of this one, without titles."""
    page, lines = view.page, view.lines
    if abs(page.width - last.page.width) > FITS or any(
        may_head(line, 2) and view.titles(0, index) for index, line in enumerate(lines[:4])
    ):
        return None
    walk = _walk(view, 0, last.between)
    if walk is None or common_strips(walk.strips, last.strips) is None:
        return None
    piece = Piece(
        page, lines[: walk.end], 0, [], last.between, walk.strips, walk.across, heads=last.heads, goes_on=True
    )
    mine, its = piece.columns(), last.columns()
    if last.body and not any(
        _fits(line, its[col]) for col in range(len(mine)) for line in mine[col][:1] if its[col]
    ):
        return None
    misfits = [
        line for col in range(len(mine)) for line in mine[col][:1] if its[col] and not _fits(line, its[col])
    ]
    if len(misfits) > 1:
        return None
    piece.is_cut = _reaches_foot(page, lines[walk.end :], piece.lines[0].size)
    return piece


def _fits(line: Line, column: Sequence[Line]) -> bool:
    """Whether a line is as large as another of its column, and begins or has its middle where that does."""
    return any(
        abs(line.size - other.size) < SIZE_CHANGE
        and (abs(line.x0 - other.x0) <= FITS or abs(line.middle - other.middle) <= FITS)
        for other in column
    )
