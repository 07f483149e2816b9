"""Column titles without ruling lines: the runs of words in a few lines become a tree of titles, a title over
several columns above those of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final, NamedTuple

from pipeline.readers.pages.lattices import GridCell
from pipeline.readers.pages.lines import Line, Word
from pipeline.readers.pages.unruled.gutters import GUTTER, Interval, word_runs

# Runs whose baselines differ by less than this (em) stand on one line.
SAME_LINE = 0.3
# A title over others covers at most this share of the table's width: what covers more is a line of the text
# above.
WIDEST_TITLE = 0.7
# The lines of one title have one middle within this distance (points).
OFF_MIDDLE = 4.0
# A title stands under another when no further down than this (em).
UNDER = 1.5

_FROM_LEFT: Final = attrgetter("x0")
_BY_PLACE: Final = attrgetter("y", "x0")


class WordRun(NamedTuple):
    """Words of one line without a wide gap: where the run begins and ends, its baseline and text."""

    x0: float
    x1: float
    y: float
    text: str
    words: Sequence[Word]


@dataclass(slots=True, eq=False)
class Title:
    """A title's runs from top to bottom, and the titles of the columns under it (none: it heads one
    column)."""

    runs: list[WordRun]
    below: list["Title"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The runs' words with blanks between them."""
        return " ".join([run.text for run in self.runs])

    @property
    def depth(self) -> int:
        """How many titles stand one above the other."""
        return 1 + max((title.depth for title in self.below), default=0)

    def leaves(self) -> list["Title"]:
        """The titles that head one column each, from left to right."""
        return [leaf for title in self.below for leaf in title.leaves()] if self.below else [self]

    @property
    def reach(self) -> Interval:
        """From where to where the title's own words reach."""
        return _reach(self.runs)


def runs_of(line: Line) -> list[WordRun]:
    """The runs of a line, from left to right."""
    return [
        WordRun(run[0].x0, run[-1].x1, run[0].y, " ".join([word.text for word in run]), run)
        for run in word_runs(line.words)
    ]


def title_tree(runs: Sequence[WordRun]) -> list[Title] | None:
    """The titles that stand in the runs of a few lines, from left to right; None where they are none (a line
    over nearly all columns)."""
    if not runs:
        return None
    x0, x1 = _reach(runs)
    width = x1 - x0
    titles = _with_parents([_title(group) for group in _side_by_side(runs)])
    if len(titles) < 2 and not titles[0].below:
        return None
    over = [title for top in titles for title in _parents(top)]
    if any(title.reach[1] - title.reach[0] > WIDEST_TITLE * width for title in over):
        return None
    return titles


def _parents(title: Title) -> list[Title]:
    return [title, *(parent for below in title.below for parent in _parents(below))] if title.below else []


def titles_by_column(titles: Sequence[Title], above: str = "") -> list[tuple[str, str]]:
    """Each column's own title and what stands over it, from left to right."""
    found: list[tuple[str, str]] = []
    for title in titles:
        over = f"{above} {title.text}".strip()
        found += titles_by_column(title.below, over) if title.below else [(title.text, above)]
    return found


def title_row_edges(titles: Sequence[Title], bottom: float, top: float) -> list[float]:
    """The edges of the title rows, from `top` to `bottom`: between the titles of one level and those under
    them."""
    depth = max(title.depth for title in titles)
    edges = [top]
    level = list(titles)
    for _ in range(depth - 1):
        parents = [title for title in level if title.below]
        upper = max(run.words[0].bottom for title in parents for run in title.runs)
        lower = min(run.words[0].top for title in parents for below in title.below for run in below.runs)
        edges.append((upper + lower) / 2)
        level = [below for title in parents for below in title.below]
    return [*edges, bottom]


def title_cells(titles: Sequence[Title]) -> list[GridCell]:
    """The titles' cells: a title of one column reaches down to the rows of the table."""
    depth = max(title.depth for title in titles)
    cells: list[GridCell] = []

    def place(title: Title, row: int, col: int) -> int:
        if not title.below:
            cells.append(GridCell(row, col, depth - row, 1))
            return col + 1
        end = col
        for below in title.below:
            end = place(below, row + 1, end)
        cells.append(GridCell(row, col, 1, end - col))
        return end

    col = 0
    for title in titles:
        col = place(title, 0, col)
    return sorted(cells, key=lambda cell: (cell.row, cell.col))


def _side_by_side(runs: Sequence[WordRun]) -> list[list[WordRun]]:
    """The runs in groups with a gutter between them."""
    groups: list[list[WordRun]] = []
    end = 0.0
    for run in sorted(runs, key=_FROM_LEFT):
        if groups and run.x0 - end < GUTTER:
            groups[-1].append(run)
            end = max(end, run.x1)
        else:
            groups.append([run])
            end = run.x1
    return groups


def _with_parents(titles: list[Title]) -> list[Title]:
    """The titles, one that stands over the gap between two others, touching neither or only one of them, put
    over these."""
    for title in titles:
        first = min(title.runs, key=lambda run: run.y)
        rest = [run for run in title.runs if run is not first]
        if title.below or (rest and abs(_middle([first]) - _middle(rest)) <= OFF_MIDDLE):
            continue
        others = [other for other in titles if other is not title] + ([Title(rest)] if rest else [])
        middle = _middle([first])
        left = max(
            (other for other in others if _middle(other.runs) < middle),
            key=lambda t: _middle(t.runs),
            default=None,
        )
        right = min(
            (other for other in others if _middle(other.runs) > middle),
            key=lambda t: _middle(t.runs),
            default=None,
        )
        if left and right and all(_stands_under(first, other) for other in (left, right)):
            kept = [other for other in titles if other not in (title, left, right)]
            return _with_parents(
                sorted([*kept, Title([first], [left, right])], key=lambda t: _middle(t.runs))
            )
    return titles


def _reach(runs: Sequence[WordRun]) -> Interval:
    """Where the first of some runs begins and the last ends."""
    return min([run.x0 for run in runs]), max([run.x1 for run in runs])


def _middle(runs: Sequence[WordRun]) -> float:
    x0, x1 = _reach(runs)
    return (x0 + x1) / 2


def _stands_under(run: WordRun, title: Title) -> bool:
    """Whether all of a title stands below a run, and close to it."""
    word = run.words[0]
    top = min(other.words[0].top for other in title.runs)
    return -SAME_LINE * word.size <= top - word.bottom <= UNDER * word.size


def _title(runs: Sequence[WordRun]) -> Title:
    """One title, or the fewest lines at the top that stand over titles side by side, and these."""
    rows: list[list[WordRun]] = []
    for run in sorted(runs, key=_BY_PLACE):
        if rows and run.y - rows[-1][0].y < SAME_LINE * run.words[0].size:
            rows[-1].append(run)
        else:
            rows.append([run])
    for count in range(1, len(rows)):
        upper = [run for row in rows[:count] for run in row]
        parts = _side_by_side([run for row in rows[count:] for run in row])
        if len(parts) > 1:
            left, right = _reach(upper)
            reaches = map(_reach, parts)
            if sum(x0 < right + GUTTER and x1 > left - GUTTER for x0, x1 in reaches) > 1:
                return Title(upper, [_title(part) for part in parts])
    return Title([run for row in rows for run in row])
