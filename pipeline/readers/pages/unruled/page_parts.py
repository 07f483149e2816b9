"""The part of a table without ruling lines that stands on one page: from its titles, or from the page's top,
down to where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.text.folding import fold
from extractors.text.markers import read_marker
from pipeline.readers.pages.footnotes import SMALLER
from pipeline.readers.pages.furniture import MARGIN, is_page_number
from pipeline.readers.pages.lines import Line, Word, lines_of
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.paragraph_breaks import SIZE_CHANGE
from pipeline.readers.pages.tables import TableDraft
from pipeline.readers.pages.unruled.column_titles import (
    LINES_OVER,
    PLAIN,
    TITLE_BLANK,
    is_number_row,
    likeliest_titles,
    look_of,
    may_begin_titles,
    opens_with_row_number,
)
from pipeline.readers.pages.unruled.gutters import (
    Interval,
    column_of,
    common_gutters,
    gutters_between,
    narrowed_gutters,
)
from pipeline.readers.pages.unruled.partly_ruled import lines_of_cells, partly_ruled_tables
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
# A line is bold (or italic) when more than this share of its letters is.
WHOLLY = 0.9
# A table that goes on without titles may repeat them within this many lines from the page's top.
TOP_LINES = 4
# A page with more lines than this is no office document's: an A3 page holds 150.
MAX_LINES = 400
# Nor one that has more lines which look like titles and are none; the fullest office page seen had 16.
MAX_TITLE_LIKE = 60

Titles = tuple[int, int, list[Title]]


@dataclass(slots=True, eq=False)
class TablePart:
    """The part of a table that stands on one page: its lines from top to bottom, the first `n_titles` of
    which are titles.

    `title_gaps` are the stretches between neighbouring titles, `gutters` the white strips in them that part
    the columns (none: they were not found). `spanning` are the lines that are rows by themselves: those that
    cross gutters, and the row of column numbers. `ruled` are the partly ruled tables whose words are among
    its lines, `title_lines` the texts of its table's title lines. `at_top`: nothing stands above it on the
    page; `is_cut`: nothing below it; `goes_on`: it belongs to the table before.
    """

    page: PageDraft
    lines: list[Line]
    n_titles: int
    titles: list[Title]
    title_gaps: list[Interval]
    gutters: list[Interval]
    spanning: list[Line]
    ruled: list[TableDraft] = field(default_factory=list)
    title_lines: list[str] = field(default_factory=list)
    at_top: bool = False
    goes_on: bool = False
    is_cut: bool = False

    @property
    def body(self) -> list[Line]:
        """The lines under the titles."""
        return self.lines[self.n_titles :]

    def columns(self) -> list[list[Line]]:
        """The lines of each column of the body, without those of spanning rows."""
        words: list[list[Word]] = [[] for _ in range(len(self.gutters) + 1)]
        for line in self.body:
            if line not in self.spanning:
                for word in line.words:
                    words[column_of(self.gutters, word)].append(word)
        return [lines_of(mine, self.page.number) for mine in words]


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page as it is searched: its lines, those of partly ruled tables among them, and its other tables."""

    page: PageDraft
    lines: list[Line]
    tables: list[TableDraft]
    known: dict[tuple[int, int], Titles | None] = field(default_factory=dict)

    def titles(self, floor: int, index: int) -> Titles | None:
        """The likeliest titles that hold the line at `index`, none above the line at `floor`; each is sought
        once."""
        key = max(floor, index - LINES_OVER), index
        if key not in self.known:
            self.known[key] = likeliest_titles(self.lines, *key)
        return self.known[key]


@dataclass(slots=True)
class _Extent:
    """How far a table goes down a page: the index after its last line, its gutters, its spanning lines."""

    end: int
    gutters: list[Interval]
    spanning: list[Line] = field(default_factory=list)


def table_parts_of(page: PageDraft, last: TablePart | None) -> list[TablePart]:
    """The table parts on a page from top to bottom; `last` is the last one of the page before."""
    if last is not None and not last.is_cut:
        last = None
    tables = partly_ruled_tables(page, goes_on=last is not None and bool(last.ruled))
    ruled = [(table, lines_of_cells(table, page.number)) for table in tables]
    searched = _searched(page, ruled)
    if len(searched.lines) > MAX_LINES:
        return []
    return [part for part in _parts_on(searched, last) if _takes_whole(part, ruled)]


def _searched(page: PageDraft, ruled: Sequence[tuple[TableDraft, Sequence[Line]]]) -> SearchedPage:
    """The page with its upright lines and those of its partly ruled tables, from top to bottom."""
    lines = [line for line in page.lines if line.words[0].style.angle == 0 and not is_page_number(line, page)]
    lines += [line for _, loose in ruled for line in loose]
    lines.sort(key=lambda line: (line.y, line.x0))
    others = [table for table in page.tables if all(table is not other for other, _ in ruled)]
    return SearchedPage(page, lines, others)


def _parts_on(searched: SearchedPage, last: TablePart | None) -> list[TablePart]:
    """The rest of the last page's table, and every part that titles head."""
    lines = searched.lines
    found: list[TablePart] = []
    at = 0
    if last is not None and lines and not _begins_with(searched, last.title_lines):
        continuation = _continuation(searched, last)
        if continuation is not None:
            found.append(continuation)
            at = len(continuation.lines)
    title_like = [index for index, line in enumerate(lines) if may_begin_titles(line)]
    for index in title_like[:MAX_TITLE_LIKE]:
        part = _part_under_titles(searched, at, index, last) if index >= at else None
        if part is not None:
            found.append(part)
            at = lines.index(part.lines[-1]) + 1
    return found


def _begins_with(searched: SearchedPage, title_lines: Sequence[str]) -> bool:
    """Whether the titles of the table before are repeated at the top of a page."""
    texts = [line.text for line in searched.lines[: len(title_lines) + 2]]
    return any(texts[at : at + len(title_lines)] == title_lines for at in range(3))


def _takes_whole(part: TablePart, ruled: Sequence[tuple[TableDraft, Sequence[Line]]]) -> bool:
    """Whether a part has all lines of each partly ruled table of which it has any; these become its own."""
    for table, lines in ruled:
        taken = sum(line in part.lines for line in lines)
        if taken and taken < len(lines):
            return False
        if taken:
            part.ruled.append(table)
    return True


def _part_under_titles(
    searched: SearchedPage, floor: int, index: int, last: TablePart | None
) -> TablePart | None:
    """The part whose titles hold the line at `index`; no title stands above the line at `floor`. What stands
    under the titles of the table on the page before (`last`) may be the rest of one cell."""
    page, lines = searched.page, searched.lines
    best = searched.titles(floor, index)
    if best is None:
        return None
    start, stop, titles = best
    reaches = [leaf.reach for title in titles for leaf in title.leaves()]
    title_gaps = [(a[1], b[0]) for a, b in pairwise(reaches)]
    at_top = all(line.bottom <= MARGIN * page.height for line in lines[:start])
    title_lines = [line.text for line in lines[start:stop]]
    goes_on = at_top and last is not None and title_lines == last.title_lines
    first = stop + (stop < len(lines) and is_number_row(lines[stop], len(title_gaps)))
    extent = _extent(searched, first, title_gaps, needs_row=not goes_on)
    if extent is None and _reaches_foot(page, lines[first:], lines[start].size):
        extent = _Extent(first, list(title_gaps))  # titles at the foot of the page, their rows on the next
    if extent is None and lines[first].top - lines[first - 1].bottom <= TITLE_BLANK * lines[first].size:
        extent = _Extent(stop, [])
    if extent is None:
        return None
    return TablePart(
        page,
        lines[start : extent.end],
        stop - start,
        titles,
        title_gaps,
        extent.gutters,
        lines[stop:first] + extent.spanning,
        title_lines=title_lines,
        at_top=at_top,
        goes_on=goes_on,
        is_cut=_reaches_foot(page, lines[extent.end :], lines[start].size),
    )


def _reaches_foot(page: PageDraft, rest: Sequence[Line], size: float) -> bool:
    """Whether only running feet and footnotes stand below a part."""
    return not rest or all(
        line.top >= (1 - MARGIN) * page.height or line.size <= size - SMALLER for line in rest
    )


def _extent(
    searched: SearchedPage, start: int, title_gaps: Sequence[Interval], *, needs_row: bool = True
) -> _Extent | None:
    """How far the table goes down from the line `start`, and its gutters; None where there is no row under
    the titles.

    Where it ends tells which lines show its gutters: they are sought once more among these.
    """
    lines = searched.lines
    extent = _extent_by(searched, start, title_gaps, lines[start:], needs_row=needs_row)
    if extent is None or extent.end == len(lines):
        return extent
    return _extent_by(searched, start, title_gaps, lines[start : extent.end], needs_row=needs_row) or extent


def _extent_by(
    searched: SearchedPage,
    start: int,
    title_gaps: Sequence[Interval],
    sample: Sequence[Line],
    *,
    needs_row: bool,
) -> _Extent | None:
    """As `_extent`, by the gutters that the lines of `sample` leave open."""
    lines = searched.lines
    gutters = gutters_between(title_gaps, sample)
    if gutters is None:
        return None
    descent = _Descent(_Extent(start, gutters), has_row=not needs_row)
    bottom = lines[start].top if start < len(lines) else 0.0
    for index in range(start, len(lines)):
        line = lines[index]
        if line.top - bottom > FAR * line.size or _table_between(searched, bottom, line) or _ends_table(line):
            break
        following = _next_titles(searched, start, index)
        if following is not None:
            descent.extent.end = min(descent.extent.end, following[0])
            break
        if not descent.takes(line, index):
            break
        bottom = max(bottom, line.bottom)
    return _trimmed(descent.extent, lines, start) if descent.has_row else None


@dataclass(slots=True)
class _Descent:
    """The way down a table, line by line. `waiting` are lines that may be group rows, each with whether it
    crosses gutters: the table has to go on after them."""

    extent: _Extent
    has_row: bool
    waiting: list[tuple[Line, bool]] = field(default_factory=list)

    def takes(self, line: Line, index: int) -> bool:
        """Take the line at `index` into the table or among the waiting ones; False where the table ends
        before it."""
        gutters = narrowed_gutters(self.extent.gutters, line)
        if gutters is None:
            n_crossing = sum(crosses for _, crosses in self.waiting)
            if n_crossing >= GROUP_LINES or not _may_be_group(line, self.extent.gutters):
                return False
            self.waiting.append((line, True))
            return True
        n_columns = len({column_of(gutters, word) for word in line.words})
        if self.waiting and n_columns < 2:
            self.waiting.append((line, False))
            return True
        self._settle_waiting()
        self.extent.gutters, self.extent.end = gutters, index + 1
        self.has_row = self.has_row or n_columns > 1
        return True

    def _settle_waiting(self) -> None:
        """The table goes on: the waiting lines that cross gutters, or look as their first one does, are
        rows by themselves."""
        self.extent.spanning += [
            line
            for line, crosses in self.waiting
            if crosses or look_of(line) == look_of(self.waiting[0][0]) != PLAIN
        ]
        self.waiting = []


def _next_titles(searched: SearchedPage, start: int, index: int) -> Titles | None:
    """The titles of the next table, where the line at `index` is one of them."""
    line = searched.lines[index]
    if index > start and may_begin_titles(line, 2) and not opens_with_row_number(line):
        return searched.titles(start + 1, index)
    return None


def _trimmed(extent: _Extent, lines: Sequence[Line], start: int) -> _Extent:
    """The extent without last lines that are no part of the table."""
    while extent.end > start + 1 and _hangs_below(
        lines[start : extent.end], extent, ends_early=extent.end < len(lines)
    ):
        extent.end -= 1
    kept = {id(line) for line in lines[start : extent.end]}
    extent.spanning = [line for line in extent.spanning if id(line) in kept]
    return extent


def _hangs_below(lines: Sequence[Line], extent: _Extent, *, ends_early: bool) -> bool:
    """Whether the last line is no part of the table: it stands in one column, and otherwise than the lines of
    it, or it is set off, or it is a heading of what follows."""
    last = lines[-1]
    cols = {column_of(extent.gutters, word) for word in last.words}
    if len(cols) > 1:
        return False
    if ends_early and last.top - max(line.bottom for line in lines[:-1]) > SET_OFF * last.size:
        return True
    words = [word for line in lines[:-1] for word in line.words if {column_of(extent.gutters, word)} == cols]
    column = lines_of(words, last.page)
    if (
        ends_early
        and max(last.bold, last.italic) > WHOLLY
        and sum(line.bold > WHOLLY for line in column) < len(column) / 2
    ):
        return True
    return not _fits(last, column)


def _table_between(searched: SearchedPage, bottom: float, line: Line) -> bool:
    return any(bottom <= table.top + 1 and table.top <= line.top + 1 for table in searched.tables)


def _ends_table(line: Line) -> bool:
    """Whether a line ends any table: an ornament, or what opens the recipients or an annex."""
    ornament = len(line.text) > 1 and not any(sign.isalnum() for sign in line.text)
    return ornament or fold(line.text).startswith(("nơi nhận", "phụ lục"))


def _may_be_group(line: Line, gutters: Sequence[Interval]) -> bool:
    """Whether a line that crosses gutters may be a group row: it has a number of its own, or is set otherwise
    than the rows."""
    if opens_with_row_number(line) or line.bold > WHOLLY or line.italic > WHOLLY or line.text.isupper():
        return True
    return read_marker(line.text).form in ("roman", "part") and line.x0 <= gutters[0][1] + FITS


def _continuation(searched: SearchedPage, last: TablePart) -> TablePart | None:
    """The rest of the last page's table at the top of this one, without titles."""
    page, lines = searched.page, searched.lines
    if abs(page.width - last.page.width) > FITS or any(
        may_begin_titles(line, 2) and searched.titles(0, index)
        for index, line in enumerate(lines[:TOP_LINES])
    ):
        return None
    extent = _extent(searched, 0, last.title_gaps)
    if extent is None or common_gutters(extent.gutters, last.gutters) is None:
        return None
    part = TablePart(
        page,
        lines[: extent.end],
        0,
        [],
        last.title_gaps,
        extent.gutters,
        extent.spanning,
        title_lines=last.title_lines,
        goes_on=True,
        is_cut=_reaches_foot(page, lines[extent.end :], lines[0].size),
    )
    return part if _continues(part, last) else None


def _continues(part: TablePart, last: TablePart) -> bool:
    """Whether the first lines of the columns, all but one at most, stand as those of the part before do."""
    fits = [
        _fits(column[0], above)
        for column, above in zip(part.columns(), last.columns(), strict=True)
        if column and above
    ]
    return fits.count(False) <= 1 and (any(fits) or not last.body)


def _fits(line: Line, column: Sequence[Line]) -> bool:
    """Whether a line is as large as another of its column, and begins or has its middle where that does."""
    return any(
        abs(line.size - other.size) < SIZE_CHANGE
        and (abs(line.x0 - other.x0) <= FITS or abs(line.middle - other.middle) <= FITS)
        for other in column
    )
