"""The text column of each page: where its lines begin and end."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.paragraph_breaks import INDENT
from pipeline.readers.pages.side_by_side import PADDING

# An edge of the text column shows where at least this many lines end (or begin) within a point.
EDGE_LINES: Final = 3
# In justified text at least this share of the lines ends at the edge; in ragged text under a tenth happen to
# end alike.
JUSTIFIED_SHARE: Final = 0.25
# The longest of many ragged lines ends at most this far (points) before the edge of the column.
RAGGED: Final = 25.0
# The left margin is 30 to 35 mm, the others less (Decree 30/2020/NĐ-CP, Annex I, I.2), in points.
WIDEST_MARGIN: Final = 99.0
# The right margin is 15 to 20 mm; no printer prints nearer to the edge than this (points).
LEAST_MARGIN: Final = 28.0
# First lines are set in by 10 or 12.7 mm (Decree 30/2020/NĐ-CP, Annex I, II.5), and by up to 15 (points).
MOST_INDENT: Final = 43.0


def text_columns(
    pages: Sequence[PageDraft], lines_by_page: Sequence[Sequence[Line]]
) -> list[tuple[float, float]]:
    """The edges of each page's text column: where body lines of the page, or of pages of its format, end."""
    by_format: dict[int, list[Line]] = {}
    for page, lines in zip(pages, lines_by_page, strict=True):
        by_format.setdefault(round(page.width), []).extend(lines)
    alike = {width: ColumnLines(lines) for width, lines in by_format.items()}
    return [
        _edges(ColumnLines(lines), alike[round(page.width)], page)
        for page, lines in zip(pages, lines_by_page, strict=True)
    ]


def _edges(lines: "ColumnLines", alike: "ColumnLines", page: PageDraft) -> tuple[float, float]:
    """The edges of a page's text column by its own lines, else by those of pages `alike` it in format."""
    furthest = page.width - LEAST_MARGIN
    furniture = page.furniture
    left = lines.left_edge or alike.left_edge
    right = (
        lines.right_edge(furniture, left)
        or alike.right_edge(furniture, left)
        or (lines if lines.lines else alike).edge_opposite(furniture, left, furthest)
    )
    if left is None and right is None and lines.lines and not page.tables:
        # Few lines: the one furthest left shows the edge, if others are centred in its column.
        left = min(line.x0 for line in lines.lines)
        right = lines.edge_opposite(furniture, left, furthest)
    if left is None or right is None:
        return _edges_of_titles(lines.lines or alike.lines, page)
    return left, right


class ColumnLines:
    """The lines of one page, or of all pages of a format: what they show of their text column.

    What does not depend on the page is found once: each of 1,000 pages may ask about the lines of all.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._centred: dict[float, _CentredLines] = {}

    @cached_property
    def left_edge(self) -> float | None:
        """Where lines begin. Of few paragraphs more first lines than others may begin alike, at their indent:
        then the second line of one shows the edge."""
        edge = _edge([line.x0 for line in self.lines], -1)
        if edge is None:
            return None
        for first, second in pairwise(self.lines):
            is_wrapped = abs(first.x0 - edge) <= 1.0 and first.x1 >= self._longest - RAGGED
            if is_wrapped and INDENT < first.x0 - second.x0 <= MOST_INDENT and first.size == second.size:
                return second.x0
        return edge

    def right_edge(self, furniture: Sequence[Line], left: float | None) -> float | None:
        """Where lines end: the edge of justified text; in ragged text as far from the middle of centred lines
        as the left edge."""
        if self._shared_end is None or left is None or self._is_justified:
            return self._shared_end
        return self.edge_opposite(furniture, left, self._longest + RAGGED) or self._longest

    def edge_opposite(self, furniture: Sequence[Line], left: float | None, furthest: float) -> float | None:
        """The right edge that lies as far from the middle of centred lines or furniture as the left one does:
        beyond the longest line and no further than `furthest`. Lines are centred where several begin at
        different depths about one middle."""
        if left is None or not self.lines:
            return None
        if left not in self._centred:
            self._centred[left] = _CentredLines(self._inside(self.lines, left))
        centred = self._centred[left]
        others = self._inside(furniture, left)
        for middle in (*centred.distinct, *(line.middle for line in others)):
            right = 2 * middle - left
            if self._longest - 1.0 <= right <= furthest and centred.are_about(middle, others):
                return right
        return None

    def _inside(self, lines: Iterable[Line], left: float) -> list[Line]:
        """Those that begin deeper than an indent and end before the longest."""
        return [line for line in lines if line.x0 - left > INDENT and line.x1 < self._longest + 1.0]

    @cached_property
    def _longest(self) -> float:
        return max(line.x1 for line in self.lines)

    @cached_property
    def _shared_end(self) -> float | None:
        return _edge([line.x1 for line in self.lines], 1)

    @cached_property
    def _is_justified(self) -> bool:
        edge = self._shared_end
        at_edge = sum(edge is not None and abs(line.x1 - edge) <= 1.0 for line in self.lines)
        return at_edge >= JUSTIFIED_SHARE * len(self.lines)


class _CentredLines:
    """Lines that may be centred, by their middles."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.distinct = list(dict.fromkeys(line.middle for line in lines))
        in_order = sorted(lines, key=lambda line: line.middle)
        self._middles = [line.middle for line in in_order]
        self._starts = [line.x0 for line in in_order]

    def are_about(self, middle: float, others: Sequence[Line]) -> bool:
        """Whether several of these and the `others` begin at different depths about one middle."""
        first = bisect_left(self._middles, middle - 1.0)
        last = bisect_right(self._middles, middle + 1.0)
        starts = self._starts[first:last]
        starts += [line.x0 for line in others if abs(line.middle - middle) <= 1.0]
        return len(starts) > 1 and max(starts) - min(starts) > INDENT


def _edge(ends: Sequence[float], side: int) -> float | None:
    """The outermost position that several line ends share, on the left (-1) or right (1) side."""
    # Two lines beginning alike are no accident, two ending alike may be.
    needed = EDGE_LINES if side > 0 else EDGE_LINES - 1
    ends = sorted(ends, reverse=side > 0)
    for index in range(len(ends) - needed + 1):
        if abs(ends[index] - ends[index + needed - 1]) <= 1.0:
            return median(ends[index : index + needed])
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
