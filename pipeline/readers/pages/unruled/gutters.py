"""Columns without ruling lines: the white strips that a run of lines leaves open between neighbouring texts.

Between two column titles lies exactly one gutter. Most lines of the table leave it open; the few that cross
it are group rows that run over several columns, or no part of the table.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.readers.pages.lines import Line, Word
from pipeline.readers.pages.paragraph_breaks import MARKER

# The narrowest gutter (points): LibreOffice pads a cell by 2.75 on either side, Word by 5.4; a blank of
# 13-point type is 3.2.
GUTTER = 4.0
# A line leaves a gutter open when it leaves so much of it (points): the blanks of a justified line are less …
WIDE = 7.0
# … or all of a narrower one but this: a word may hang over its column.
OVERHANG = 1.0
# The gutters are sought in so many lines under the titles: a page's worth of rows.
SAMPLE = 40
# Words nearer than this (em) are one run: titles stand further apart, a blank is 0.25 em.
RUN_GAP = 0.45
# A strip this wide (em) that a whole column leaves open parts two columns.
INNER = 0.6
# The cells' padding as Word sets it (points), where the texts do not show another.
PADDING = 5.4
# Texts of one column begin, end or have their middle at one place within this distance (points) …
SAME_PLACE = 1.5
# … when at least this share of them, and no fewer than three, do.
ALIKE_SHARE = 0.5
ALIKE = 3

Interval = tuple[float, float]


def word_runs(words: Sequence[Word], gap: float = RUN_GAP) -> list[list[Word]]:
    """The words of a line (from left to right) parted at gaps of `gap` em."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and word.x0 - runs[-1][-1].x1 < gap * word.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def gutters_between(between: Sequence[Interval], lines: Sequence[Line]) -> list[Interval] | None:
    """The gutter in each of the stretches `between` two titles: the widest strip that the fewest lines cover;
    None where a stretch is too narrow for one."""
    found = []
    covers = [line.bold < 0.5 and _covers_all(line, between) for line in lines[:SAMPLE]]
    # Two lines of plain text over the whole width, one below the other: the table has ended.
    end = next((i for i, pair in enumerate(pairwise(covers)) if i >= ALIKE and all(pair)), len(covers))
    votes = [line for line, over in zip(lines[:end], covers, strict=False) if not over]
    for stretch in between:
        gutter = _gutter_in(stretch, votes)
        if gutter is None:
            return None
        found.append(gutter)
    return found


def _covers_all(line: Line, between: Sequence[Interval]) -> bool:
    """Whether a line leaves no stretch open, narrow gaps apart: text over the page's width, which knows of no
    columns."""
    inked = _inked(line, WIDE)
    return all(any(x0 <= a and x1 >= b for x0, x1 in inked) for a, b in between)


def _gutter_in(stretch: Interval, lines: Sequence[Line]) -> Interval | None:
    """The widest strip of a stretch among those that the fewest lines cover."""
    start, end = stretch
    if end - start < GUTTER:
        return None
    events: list[tuple[float, int]] = [(start, 0), (end, 0)]
    for line in lines:
        for run in _inked(line):
            a, b = max(run[0], start), min(run[1], end)
            if b > a:
                events += [(a, 1), (b, -1)]
    events.sort()
    levels: list[tuple[int, float, float]] = []  # how many lines cover a piece of the stretch
    covered = 0
    for (at, step), (after, _) in pairwise(events):
        covered += step
        if after > at:
            levels.append((covered, at, after))
    for most in sorted({level for level, _, _ in levels}):
        strips: list[Interval] = []
        for level, a, b in levels:
            if level <= most:
                if strips and strips[-1][1] == a:
                    strips[-1] = strips[-1][0], b
                else:
                    strips.append((a, b))
        wide = [strip for strip in strips if strip[1] - strip[0] >= GUTTER]
        if wide:
            return max(wide, key=lambda strip: strip[1] - strip[0])
    return None


def _inked(line: Line, gap: float = GUTTER) -> list[Interval]:
    """What a line covers, gaps narrower than `gap` (points) filled."""
    found: list[Interval] = []
    for word in line.words:
        if found and word.x0 - found[-1][1] < gap:
            found[-1] = found[-1][0], max(word.x1, found[-1][1])
        else:
            found.append((word.x0, word.x1))
    return found


def narrowed_gutters(gutters: Sequence[Interval], line: Line) -> list[Interval] | None:
    """The gutters as far as the line leaves them open; None where it crosses one."""
    found = []
    for a, b in gutters:
        at = (a + b) / 2
        needed = min(b - a - OVERHANG, WIDE)
        for word in line.words:
            if word.x1 > a and word.x0 < b:
                if (word.x0 + word.x1) / 2 < at:
                    a = max(a, word.x1)
                else:
                    b = min(b, word.x0)
        if b - a < needed:
            return None
        found.append((a, b))
    return found


def common_gutters(first: Sequence[Interval], second: Sequence[Interval]) -> list[Interval] | None:
    """What both parts of a table leave open; None where these are not the gutters of one table."""
    if len(first) != len(second):
        return None
    found = [(max(a, c), min(b, d)) for (a, b), (c, d) in zip(first, second, strict=True)]
    return found if all(b - a >= GUTTER - OVERHANG for a, b in found) else None


def has_inner_gutter(lines: Sequence[Line]) -> bool:
    """Whether the lines of a column are two columns: all leave one strip open, several have text on both
    sides of it, and what stands before it is more than list markers."""
    reach = 0.0
    for x0, x1 in sorted(run for line in lines for run in _inked(line)):
        if reach and x0 - reach >= INNER * lines[0].size:
            both = [line for line in lines if line.x0 < reach and line.x1 > x0]
            before = [[word.text for word in line.words if word.x0 < reach] for line in both]
            if len(both) >= ALIKE and not all(len(texts) == 1 and MARKER.match(texts[0]) for texts in before):
                return True
        reach = max(reach, x1)
    return False


def column_of(gutters: Sequence[Interval], word: Word) -> int:
    """The column (from 0) in which a word stands."""
    middle = (word.x0 + word.x1) / 2
    return sum(middle > (a + b) / 2 for a, b in gutters)


def column_edges(
    gutters: Sequence[Interval], columns: Sequence[Sequence[Line]], titles: Sequence[Interval]
) -> list[float]:
    """Where the columns' edges would be drawn, from left to right: one more than there are columns.

    An edge stands a padding before the texts that begin at it, or behind those that end at it; else as far
    from the middle of its column, which centred lines and titles (`titles`: from where to where each reaches)
    show, as the other edge.
    """
    begins = [_common([line.x0 for line in lines], 1) for lines in columns]
    ends = [_common([line.x1 for line in lines], -1) for lines in columns]
    padding = _padding(gutters, begins, ends)
    middles = [_middle(lines, title) for lines, title in zip(columns, titles, strict=True)]
    last = len(columns) - 1
    edges: list[float] = []
    for index, (a, b) in enumerate(gutters):
        left = edges[-1] if edges else None
        begin, end = begins[index + 1], ends[index]
        if begin is not None and begin - b <= SAME_PLACE:
            edge = begin - padding
        elif end is not None and a - end <= SAME_PLACE:
            edge = end + padding
        elif left is not None:
            edge = 2 * middles[index] - left
        else:
            edge = (a + b) / 2
        edges.append(min(max(edge, a), b))
    x0 = min([titles[0][0], *(line.x0 for line in columns[0])])
    x1 = max([titles[last][1], *(line.x1 for line in columns[last])])
    first_begin, last_end = begins[0], ends[last]
    left_edge = first_begin - padding if first_begin is not None else 2 * middles[0] - edges[0]
    right_edge = last_end + padding if last_end is not None else 2 * middles[last] - edges[-1]
    return [min(left_edge, x0), *edges, max(right_edge, x1)]


def _common(places: Sequence[float], side: int) -> float | None:
    """The outermost place at which a column's lines begin (`side` 1) or end (-1), where enough of them do."""
    ordered = sorted(places, reverse=side < 0)
    if not ordered:
        return None
    alike = sum(abs(place - ordered[0]) <= SAME_PLACE for place in ordered)
    return ordered[0] if alike >= ALIKE and alike >= ALIKE_SHARE * len(ordered) else None


def _padding(
    gutters: Sequence[Interval], begins: Sequence[float | None], ends: Sequence[float | None]
) -> float:
    """Half the gutter between a column whose lines all end at it and one whose lines all begin at it."""
    halves = [
        (begin - end) / 2
        for end, begin in zip(ends, begins[1:], strict=False)
        if begin is not None and end is not None and begin - end <= 2.5 * PADDING
    ]
    narrowest = min([b - a for a, b in gutters], default=2 * PADDING) / 2
    return min([median(halves) if halves else PADDING, narrowest])


def _middle(lines: Sequence[Line], title: Interval) -> float:
    """The middle of a column: of its title, or of its lines where these have one."""
    middle = (title[0] + title[1]) / 2
    middles = [line.middle for line in lines]
    if len(middles) >= ALIKE and max(middles) - min(middles) <= SAME_PLACE:
        return median(middles)
    return middle
