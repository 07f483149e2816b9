"""Texts set side by side without rules: the head of a document (issuer | quốc hiệu), its signature block (nơi
nhận | chức vụ).

Such a block shows as a gutter: a white strip that several lines in a row leave open, with text on both sides
of it. A justified line has its wide gaps all alike and its neighbours cross them; a list's hanging markers
are no column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from statistics import median
from typing import Final

from pipeline.readers.pages.lines import Line, Word, lines_of
from pipeline.readers.pages.paragraph_breaks import BLANK, MARKER, SIZE_CHANGE
from schemas.layout import Span

# A gutter is at least this wide (em) where a line shows it …
GAP = 0.7
# … and this many times as wide as the line's other gaps.
GAP_TIMES = 2.5
# What all lines of the block leave open together is at least this wide (points).
GUTTER = 5.0
# Lines of one column agree on their middle or on their left edge within this distance (points).
AGREE = 4.0
# A line this far (em) below another is the next one, not one beside it.
LINE_STEP = 0.6
# A line further below the block than this (em) is not part of it; room for a signature and a stamp is 3 to 6
# lines.
SIGNATURE_ROOM = 11.0
# A value of a list of them begins with a number, perhaps behind a sign or up to three words ("tối thiểu
# 85%"), and is no sentence.
_VALUE: Final = re.compile(r"(?:[^\W\d]+ ){0,3}[<>≤≥=~±+-]{0,2} ?\d")
_LONGEST_VALUE: Final = 40
_FEWEST_VALUES: Final = 2
# A page with more lines than this is no office document's: an A3 page holds 150.
MAX_LINES = 400
# The cells' padding, as Word and LibreOffice set it (points): the table hangs out of the text column by as
# much.
PADDING = 5.4


@dataclass(slots=True, eq=False)
class SideBySide:
    """Columns of lines side by side on one page."""

    columns: list[list[Line]]
    place: Span
    slacks: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _PartedLine:
    """The words of one line on either side of the gutter; a side may have none."""

    left: list[Word]
    right: list[Word]


@dataclass(frozen=True, slots=True)
class _Block:
    """The words of a block's two columns, and the index of the first line below it."""

    end: int
    left: list[Word]
    right: list[Word]


def with_blocks_side_by_side(lines: Sequence[Line]) -> list[Line | SideBySide]:
    """The lines of a page's body in order, with the blocks set side by side put together."""
    found: list[Line | SideBySide] = []
    if len(lines) > MAX_LINES:
        return list(lines)
    index = 0
    while index < len(lines):
        block = _block_at(lines, index)
        if block is None:
            found.append(lines[index])
            index += 1
            continue
        found.append(_draft(block, lines[index].page))
        index = block.end
    return found


def _block_at(lines: Sequence[Line], start: int) -> _Block | None:
    best: _Block | None = None
    for gutter in _gutters(lines, start):
        block = _block_below(lines, start, gutter)
        if block is not None and (best is None or block.end > best.end):
            best = block
    return best


def _gutters(lines: Sequence[Line], start: int) -> list[tuple[float, float]]:
    """The gutters that the line at `start` may have: its own wide gaps, or the strip between it and a line
    beside it."""
    line = lines[start]
    found = _wide_gaps(line)
    for other in lines[start + 1 : start + 4]:
        if other.y - line.y > 1.6 * line.size:
            break
        for left, right in ((line, other), (other, line)):
            if right.x0 - left.x1 >= GAP * line.size:
                found.append((left.x1, right.x0))
        if other.y - line.y > LINE_STEP * line.size:
            # A first line on one side only: the next line shows the gutter.
            found += _wide_gaps(other)
    return found


def _wide_gaps(line: Line) -> list[tuple[float, float]]:
    """The gaps of a line that stand out: wide, and much wider than the line's usual gap."""
    least = GAP * line.size
    if line.widest_gap < least:
        return []
    wide = [
        (a.x1, b.x0)
        for a, b in zip(line.words, line.words[1:], strict=False)
        if b.x0 - a.x1 >= least and not b.raised
    ]
    if not wide:
        return []
    widths = sorted(b.x0 - a.x1 for a, b in zip(line.words, line.words[1:], strict=False))
    # The middle of the other gaps, the widest being the one in question.
    usual = median(widths[:-1]) if len(widths) > 1 else BLANK * line.size
    return [(a, b) for a, b in wide if b - a >= GAP_TIMES * usual]


def _block_below(lines: Sequence[Line], start: int, gutter: tuple[float, float]) -> _Block | None:
    """The block with this gutter from the line at `start` down; None where there are not two columns."""
    parted = _as_far_as_values(_parted_lines(lines, start, gutter))
    left = [word for line in parted for word in line.left]
    right = [word for line in parted for word in line.right]
    if not left or not right:
        return None
    page = lines[start].page
    left_lines, right_lines = lines_of(left, page), lines_of(right, page)
    if len(left_lines) < 2 or len(right_lines) < 2:
        return None
    if not any(line.left and line.right for line in parted) and not _overlap(left_lines, right_lines):
        return None
    if all(len(line.words) == 1 and MARKER.match(line.words[0].text) for line in left_lines):
        return None  # the hanging markers of a list
    return _Block(start + len(parted), left, right)


def _as_far_as_values(parted: list[_PartedLine]) -> list[_PartedLine]:
    """Of a list of values, each beside its label, the lines down to the end of the last label: text at the
    left edge below it is no part of the list, for all that it leaves the gutter open."""
    both = [index for index, line in enumerate(parted) if line.right]
    if len(both) < _FEWEST_VALUES or not all(
        parted[index].left and _is_value(parted[index].right) for index in both
    ):
        return parted
    end = both[-1]
    while end + 1 < len(parted) and not _ends_label(parted[end].left, parted[end + 1].left):
        end += 1
    return parted[: end + 1]


def _ends_label(line: Sequence[Word], below: Sequence[Word]) -> bool:
    return line[-1].text.endswith((":", ".", ";")) or MARKER.match(below[0].text) is not None


def _is_value(words: Sequence[Word]) -> bool:
    text = " ".join(word.text for word in words)
    return len(text) <= _LONGEST_VALUE and _VALUE.match(text) is not None


def _parted_lines(lines: Sequence[Line], start: int, gutter: tuple[float, float]) -> list[_PartedLine]:
    """The lines from `start` down, each parted at the gutter, as far as they leave it open and stand in their
    columns."""
    open_from, open_to = gutter
    found: list[_PartedLine] = []
    for index in range(start, len(lines)):
        line = lines[index]
        parted = _parted(line, (open_from, open_to), found)
        if parted is None:
            break
        open_from = max([open_from, *(word.x1 for word in parted.left)])
        open_to = min([open_to, *(word.x0 for word in parted.right)])
        if open_to - open_from < GUTTER:
            break
        if index > start and not _goes_on_below(lines, index, start, parted, found):
            break
        found.append(parted)
    return found


def _goes_on_below(
    lines: Sequence[Line], index: int, start: int, parted: _PartedLine, above: Sequence[_PartedLine]
) -> bool:
    """Whether the line at `index` belongs to the block above it, which begins at `start`.

    It is not too far below. Where it has text on one side only, the other column runs beside it, or it stands
    as the lines of its column do and is not set larger: the name of what is attached ("QUY CHẾ") may stand
    right below the recipients.
    """
    line = lines[index]
    if line.y - lines[index - 1].y > SIGNATURE_ROOM * line.size:
        return False
    if parted.left and parted.right:
        return True
    if any(_is_beside(line, other) for other in lines[max(index - 2, start) : index + 3]):
        return True
    column = [words for other in above if (words := other.left if parted.left else other.right)]
    if column and line.size - column[-1][0].style.size >= SIZE_CHANGE:
        return False
    return _agrees(parted.left or parted.right, column)


def _middle(word: Word) -> float:
    return (word.x0 + word.x1) / 2


def _parted(line: Line, gutter: tuple[float, float], above: Sequence[_PartedLine]) -> _PartedLine | None:
    """The line parted at the gap that leaves most of the gutter open.

    Without such a gap it is all on one side. It may then reach over the middle of the gutter only where it
    begins as a line above it does, as recipients do; None for another that does.
    """
    open_strips = [(max(gutter[0], x), min(gutter[1], y)) for x, y in _wide_gaps(line)]
    start, end = max(open_strips, key=lambda strip: strip[1] - strip[0], default=gutter)
    if not open_strips or end - start < GUTTER:
        start, end = gutter
    at = (start + end) / 2
    left = [word for word in line.words if _middle(word) < at]
    right = [word for word in line.words if _middle(word) >= at]
    if not left or not right or any(x <= at <= y for x, y in _wide_gaps(line)):
        return _PartedLine(left, right)
    if any(other.left and abs(other.left[0].x0 - line.x0) <= AGREE for other in above):
        return _PartedLine(list(line.words), [])
    return None


def _overlap(left: Sequence[Line], right: Sequence[Line]) -> bool:
    return any(_is_beside(a, b) for a in left for b in right)


def _is_beside(line: Line, other: Line) -> bool:
    overlap = min(line.bottom, other.bottom) - max(line.top, other.top)
    return overlap > 0.3 * min(line.size, other.size) and (line.x1 < other.x0 or other.x1 < line.x0)


def _agrees(words: Sequence[Word], column: Sequence[Sequence[Word]]) -> bool:
    """Whether a line has the middle or the left edge of a line of its column."""
    x0, x1 = words[0].x0, words[-1].x1
    if any(abs((line[0].x0 + line[-1].x1) / 2 - (x0 + x1) / 2) <= AGREE for line in column):
        return True
    # Two lines that begin alike make a column set to the left; one alone may be a centred line.
    if sum(abs(line[0].x0 - x0) <= AGREE for line in column) >= min(2, len(column)) > 0:
        return True
    # The column has not begun yet: its first line may come lower than the other column's.
    return not column


def _draft(block: _Block, page: int) -> SideBySide:
    columns = [lines_of(block.left, page), lines_of(block.right, page)]
    lines = [line for column in columns for line in column]
    place = Span(
        page,
        round(min(line.x0 for line in lines), 2),
        round(min(line.top for line in lines), 2),
        round(max(line.x1 for line in lines), 2),
        round(max(line.bottom for line in lines), 2),
    )
    return SideBySide(columns, place)


def take_continuation(draft: SideBySide, lines: Sequence[Line], body_size: float) -> int:
    """How many of the next page's first lines go on with a column (the recipients of a signature block cut by
    the page break).

    They are set in the column's own small type, begin at its left edge and stay clear of the other column;
    they are added to it.
    """
    for column, slack in zip(draft.columns, draft.slacks, strict=True):
        x0, x1 = min(line.x0 for line in column), max(line.right for line in column) + slack
        size = column[-1].size
        taken = 0
        for line in lines:
            if abs(line.x0 - x0) > AGREE or line.x1 > x1 or line.size != size or size >= body_size:
                break
            taken += 1
        if taken:
            column.extend(lines[:taken])
            left, right = column[0].left, max(column[0].right, *(line.x1 for line in column))
            for line in column:
                line.left, line.right = left, right
            return taken
    return 0


def rows_of_values(draft: SideBySide) -> list[list[list[Line]]]:
    """The lines of the block by rows and columns: one row, unless the right column is a list of values.

    Then every value ("85%", "< 10,6 ‰") has a row, with the lines of the left column from the one beside it
    down to the next value.
    """
    labels, *others = draft.columns
    values = others[0] if len(others) == 1 else []
    if len(values) < _FEWEST_VALUES or not all(
        _is_value(value.words) and any(_is_level(value, label) for label in labels) for value in values
    ):
        return [draft.columns]
    tops = [value.y - LINE_STEP * value.size for value in values]
    rows = [
        [[label for label in labels if top <= label.y < below], [value]]
        for value, top, below in zip(values, tops, [*tops[1:], inf], strict=True)
    ]
    above = [label for label in labels if label.y < tops[0]]
    return [[above, []], *rows] if above else rows


def _is_level(line: Line, other: Line) -> bool:
    return abs(line.y - other.y) <= LINE_STEP / 2 * line.size


def set_columns(draft: SideBySide, left: float, right: float, page_width: float) -> None:
    """Estimate the columns' edges, which are not drawn, from the page's text column (`left` to `right`).

    Such a block is an unruled table over the width of the text, its cells padded. A centred column reaches as
    far to the outer edge as to the inner one; any column is at least as wide as its widest line, and `slack`
    tells how much wider it may be before it meets the other column's text or the edge of the page.
    """
    texts = [(min(line.x0 for line in column), max(line.x1 for line in column)) for column in draft.columns]
    for index, column in enumerate(draft.columns):
        x0, x1 = texts[index]
        inner_left = texts[index - 1][1] if index else 0.0
        inner_right = texts[index + 1][0] if index + 1 < len(texts) else page_width
        middle = median(line.middle for line in column)
        centred = sum(abs(line.middle - middle) <= AGREE for line in column) > len(column) / 2
        if centred:
            outer = middle - (left - PADDING) if index == 0 else right - PADDING - middle
            half = max(
                outer - PADDING,
                *((line.x1 - line.x0) / 2 for line in column if abs(line.middle - middle) <= AGREE),
            )
            widest = min(middle - inner_left, inner_right - middle)
            edges = middle - half, middle + half
            slack = 2 * max(widest - half, 0.0)
        else:
            edges = x0, x1
            slack = max(inner_right - x1, 0.0)
        draft.slacks.append(slack)
        for line in column:
            line.left, line.right = edges
