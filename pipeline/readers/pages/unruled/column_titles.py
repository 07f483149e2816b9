"""Where column titles stand among the lines of a page: found by what they say, told apart from the first row
by their look."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.columns import are_column_titles, classify_columns
from extractors.text.markers import BULLET_FORMS, read_bare_marker, read_marker
from pipeline.readers.pages.lines import Line, Word
from pipeline.readers.pages.unruled.gutters import word_runs
from pipeline.readers.pages.unruled.rows import OVERLAP
from pipeline.readers.pages.unruled.title_tree import (
    Title,
    WordRun,
    runs_of,
    title_tree,
    titles_by_column,
)

# Column titles take no more lines than this (counted over all columns).
TITLE_LINES = 14
# A title over others stands no further above them than this (em), and takes no more lines than this.
TITLE_BLANK = 0.6
LINES_OVER = 4
# A line that is left out above the title it stands over costs as much as sixty letters, if it is not much
# wider than that title.
LEFT_OUT = 1.0
WIDER = 1.5
# Two neighbouring titles at least stand so far (em) from each other: most lines of text are put aside by
# that.
TITLE_GAP = 0.7
# The look of plain text: neither bold nor all capitals.
PLAIN = (False, False)


def may_begin_titles(line: Line, least: int = 1) -> bool:
    """Whether a line may be the first of column titles: parted by wide gaps, with something that titles
    say."""
    if line.widest_gap < TITLE_GAP * line.size:
        return False
    runs = word_runs(line.words)
    return sum(_is_known(" ".join([word.text for word in run])) for run in runs) >= least


@lru_cache(maxsize=2**12)
def _is_known(title: str) -> bool:
    """Whether a title by itself says something known; the same lines head many pages."""
    return classify_columns([title])[0] is not None


def is_number_row(line: Line, n_gutters: int) -> bool:
    """Whether a line under the titles counts the columns: "(1) (2) (3) …", "A B 1 2 …"."""
    runs = word_runs(line.words)
    return len(runs) >= max(n_gutters, 2) and all(len(run) == 1 and is_bare_marker(run) for run in runs)


def is_row_number(line: Line) -> bool:
    """Whether a line is a row's number ("1", "II", "2.1", "a)") or its bullet, and nothing else."""
    marker = read_bare_marker(line.text)
    return marker.form != "plain" or (len(line.text) == 1 and read_marker(line.text).form in BULLET_FORMS)


def is_bare_marker(run: Sequence[Word]) -> bool:
    """Whether words are a row's number and nothing else."""
    return read_bare_marker(" ".join(word.text for word in run)).form != "plain"


def opens_with_row_number(line: Line) -> bool:
    """Whether a line begins with a row's number, a gap after it."""
    return is_bare_marker(word_runs(line.words)[0])


def _is_item(text: str) -> bool:
    """Whether a text is a row's number or opens with a bullet: no title does."""
    return read_bare_marker(text).form != "plain" or read_marker(text).form in BULLET_FORMS


def look_of(line: Line) -> tuple[bool, bool]:
    """What titles have in common: whether a line is bold, and whether it is all capitals."""
    return line.bold > 0.5, line.text.isupper()


class _Facts(NamedTuple):
    """What is asked of a line for each stretch of lines that may be titles: its runs of words, whether it
    opens with a row's number, its look."""

    runs: list[WordRun]
    opens_row: bool
    look: tuple[bool, bool]


def _facts(line: Line) -> _Facts:
    runs = runs_of(line)
    return _Facts(runs, is_bare_marker(runs[0].words), look_of(line))


def likeliest_titles(lines: Sequence[Line], floor: int, head: int) -> tuple[int, int, list[Title]] | None:
    """The likeliest column titles that hold the line at `head`: the first line, the one after the last, and
    the titles."""
    best: tuple[float, int, int, list[Title]] | None = None
    start = head
    floor = max(floor, head - LINES_OVER)
    near = {at: _facts(lines[at]) for at in range(floor, min(head + TITLE_LINES, len(lines)))}
    while start >= floor and (start == head or _stands_over(lines[start], lines[start + 1 : head + 1])):
        for stop in _stops(lines, near, start, head):
            titles = title_tree([run for at in range(start, stop) for run in near[at].runs])
            if titles is None or any(_is_item(own) for own, _ in titles_by_column(titles)):
                continue
            cost = _unlikely(lines, near, start, stop, titles)
            cost += LEFT_OUT * _lines_left_out(lines, start, titles)
            if best is None or cost < best[0]:
                best = cost, start, stop, titles
        start -= 1
    # The likeliest have to be telling: a part of a title may say something else ("Đơn vị" of "Đơn vị tính").
    return best[1:] if best is not None and are_column_titles(_names(best[3])) else None


def _lines_left_out(lines: Sequence[Line], start: int, titles: Sequence[Title]) -> int:
    """How many lines right above the line `start` look like the beginning of a title ("Thời gian" over "hoàn
    thành")."""
    count = 0
    reaches = [title.reach for title in titles]
    for index in range(start - 1, max(start - 1 - LINES_OVER, -1), -1):
        line = lines[index]
        fits = any(x0 <= line.middle <= x1 and line.x1 - line.x0 <= WIDER * (x1 - x0) for x0, x1 in reaches)
        if not fits or not _stands_over(line, lines[index + 1 : start + 1]):
            break
        count += 1
    return count


def _stands_over(line: Line, below: Sequence[Line]) -> bool:
    """Whether a line may be a title over the first of the titles below it."""
    top = min(other.top for other in below)
    return (
        top - line.bottom <= TITLE_BLANK * line.size
        and abs(line.size - below[0].size) < 0.7
        and (line.bold > 0.5) == (below[0].bold > 0.5)
        and (line.italic > 0.5) == (below[0].italic > 0.5)
        and line.text[0] not in "(["
        and read_marker(line.text).form == "plain"
    )


def _stops(lines: Sequence[Line], near: Mapping[int, _Facts], start: int, head: int) -> list[int]:
    """Where titles from the line `start` on may end: where the page can be parted, at the first row's number
    at the latest."""
    found = []
    bottom = 0.0
    for index in range(start, min(start + TITLE_LINES, len(lines))):
        line = lines[index]
        if (
            index > head
            and min(other.top for other in lines[index : index + 4]) - bottom >= -OVERLAP * line.size
        ):
            found.append(index)
        if index > head and near[index].opens_row:
            break
        bottom = max(bottom, line.bottom)
    else:
        if head < len(lines) <= start + TITLE_LINES:
            found.append(len(lines))
    return found


def _names(titles: Sequence[Title]) -> list[str]:
    return [
        own if not above or _is_known(own) else f"{above} {own}" for own, above in titles_by_column(titles)
    ]


def _unlikely(
    lines: Sequence[Line], near: Mapping[int, _Facts], start: int, stop: int, titles: Sequence[Title]
) -> float:
    """How unlikely it is that the titles end before the line `stop`: titles are alike in weight, short, and
    set off, and most say something known on their own."""
    look = near[start].look
    known = sum(field is not None for field in classify_columns([own for own, _ in titles_by_column(titles)]))
    letters = sum(line.letters for line in lines[start:stop])
    cost = letters / 60 - 3.0 * known - (max(title.depth for title in titles) > 1)
    cost += 3.0 * sum(near[at].look != look for at in range(start, stop))
    for at in range(stop, min(start + TITLE_LINES, len(lines))):
        if near[at].opens_row:
            break
        cost += 3.0 * (near[at].look == look != PLAIN)
    under = max(line.bottom for line in lines[start:stop])
    blank = min((other.top for other in lines[stop : stop + 4]), default=under) - under
    return cost - min(blank / lines[start].size, 1.0)
