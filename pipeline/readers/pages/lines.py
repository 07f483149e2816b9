"""Words become lines.

A line is the words of one region (a cell, the body) that stand on one baseline, with the small raised or
lowered words beside them. Lines are built region by region: two cells side by side seldom share their
baselines.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from operator import attrgetter

from pipeline.readers.pages.ink import Style

# The line box about a baseline, in em: pitch 1.15, of which 0.25 lies below.
ABOVE_BASELINE = 0.9
BELOW_BASELINE = 0.25
# A gap this wide (in em) ends a word: letters of a word stand under 0.08 em apart even where the type is
# spaced out a point, blanks are 0.2 em and more.
WORD_GAP = 0.15
# Words of one size belong to one line while their baselines differ by less than this share of the size.
LINE_DRIFT = 0.2
# What is written into a line's gap may be off its baseline by this share of the size.
FILLING_DRIFT = 0.45
# Small type (a raised or lowered mark) is at most this share of the line's size …
SMALL = 0.85
# … and its baseline at most this far (in em of the line) from the line's.
SCRIPT_SHIFT = 0.65
# … and it has at most this many signs ("1", "(12)", "th").
SCRIPT_SIGNS = 4
# … and it stands no further beside a word of the line than this (em).
SCRIPT_GAP = 0.6
# It is a superscript when its baseline is this far above the line's (in em of the line); Word raises by 0.35,
# LibreOffice by 0.33.
SUPERSCRIPT_RISE = 0.15

_BY_PLACE = attrgetter("y", "x0")
_FROM_LEFT = attrgetter("x0")


@dataclass(slots=True, eq=False, init=False)
class Word:
    """A run of glyphs without a gap, from `x0` to `x1` on the baseline `y` (points).

    `bold`, `italic` and `letters` count its glyphs; `style` is the commonest. `spaced` says that a blank
    glyph follows it, or a gap that is one on a line set tight, `tied` that this blank is a hard one, `raised`
    that it is a superscript (a footnote's call), and `size` is the font size in points.
    """

    text: str
    x0: float
    x1: float
    y: float
    style: Style
    bold: int
    italic: int
    letters: int
    spaced: bool
    tied: bool
    raised: bool
    size: float = field(init=False)

    def __init__(
        self,
        text: str,
        x0: float,
        x1: float,
        y: float,
        style: Style,
        bold: int,
        italic: int,
        letters: int,
        spaced: bool = False,
        tied: bool = False,
        raised: bool = False,
    ) -> None:
        """Written out, since a page has 400 words: with a second call for the size it takes a third longer
        (0.9 against 0.65 µs)."""
        self.text = text
        self.x0 = x0
        self.x1 = x1
        self.y = y
        self.style = style
        self.bold = bold
        self.italic = italic
        self.letters = letters
        self.spaced = spaced
        self.tied = tied
        self.raised = raised
        self.size = style.size

    @property
    def top(self) -> float:
        """The top of the line box."""
        return self.y - ABOVE_BASELINE * self.size

    @property
    def bottom(self) -> float:
        """The bottom of the line box."""
        return self.y + BELOW_BASELINE * self.size

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom on the page, for turned words too."""
        angle = self.style.angle
        if angle == 0:
            return self.x0, self.top, self.x1, self.bottom
        if angle == 1:
            return -self.bottom, self.x0, -self.top, self.x1
        if angle == 3:
            return self.top, -self.x1, self.bottom, -self.x0
        return -self.x1, -self.bottom, -self.x0, -self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the box."""
        if self.style.angle == 0:
            top, bottom = self.y - ABOVE_BASELINE * self.size, self.y + BELOW_BASELINE * self.size
            return (self.x0 + self.x1) / 2, (top + bottom) / 2
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2


@dataclass(slots=True, eq=False)
class Line:
    """Words on one baseline from left to right, and the column (`left` to `right`) in which they were set.

    `bold` and `italic` are the shares (0 to 1) of its `letters` that are so. `is_even` says that all words
    have one size, `is_level` that they stand on one baseline too, `is_spaced` that a blank follows each but
    the last.
    """

    words: list[Word]
    page: int
    left: float = 0.0
    right: float = 0.0
    y: float = field(init=False)
    size: float = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)
    bold: float = field(init=False)
    italic: float = field(init=False)
    letters: int = field(init=False)
    bold_letters: int = field(init=False)
    italic_letters: int = field(init=False)
    is_even: bool = field(init=False)
    is_level: bool = field(init=False)
    is_spaced: bool = field(init=False)
    _text: str | None = field(default=None, init=False)
    _widest_gap: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Derive the baseline and size from the commonest type of the line, the ends and the weight from the
        words: none is added later."""
        first = self.words[0]
        size, y = first.size, first.y
        x1 = first.x1
        letters = bold = italic = joined = 0
        is_even = is_level = True
        for word in self.words:  # in one loop: a comprehension for each took four times as long
            letters += word.letters
            bold += word.bold
            italic += word.italic
            if word.x1 > x1:
                x1 = word.x1
            if not word.spaced:
                joined += 1
            is_even = is_even and word.size == size
            is_level = is_level and word.y == y
        if not is_even:
            lengths = letters_by_size(self.words)
            size = max(lengths, key=lambda size: (lengths[size], size))
            y = next(word.y for word in self.words if word.size == size)
        self.size, self.y, self.x0, self.x1 = size, y, first.x0, x1
        self.letters, self.bold_letters, self.italic_letters = letters, bold, italic
        self.bold = bold / max(letters, 1)
        self.italic = italic / max(letters, 1)
        self.is_even, self.is_level = is_even, is_even and is_level
        self.is_spaced = joined == (not self.words[-1].spaced)

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        if self._text is None:
            self._text = " ".join([word.text for word in self.words])
        return self._text

    @property
    def widest_gap(self) -> float:
        """The widest gap between two neighbouring words (points); of one word less than any."""
        if self._widest_gap is None:
            widest, end = -inf, inf
            for word in self.words:
                if word.x0 - end > widest:
                    widest = word.x0 - end
                end = word.x1
            self._widest_gap = widest
        return self._widest_gap

    def let_go(self) -> None:
        """Forget the words and the text: the line is part of a block now."""
        self.words.clear()
        self._text = None

    @property
    def top(self) -> float:
        """The top of the line box."""
        return self.y - ABOVE_BASELINE * self.size

    @property
    def bottom(self) -> float:
        """The bottom of the line box."""
        return self.y + BELOW_BASELINE * self.size

    @property
    def middle(self) -> float:
        """The middle between the ends of the text."""
        return (self.x0 + self.x1) / 2


def letters_by_size(words: Iterable[Word]) -> dict[float, int]:
    """How many letters are set in each size."""
    found: dict[float, int] = {}
    for word in words:
        found[word.size] = found.get(word.size, 0) + word.letters
    return found


def lines_by_angle(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of one region's words, those of upright ones first, then those of words that are turned."""
    angles = {word.style.angle for word in words}
    if len(angles) <= 1:
        return lines_of(words, page)
    return [
        line
        for angle in sorted(angles)
        for line in lines_of([word for word in words if word.style.angle == angle], page)
    ]


def lines_of(words: Iterable[Word], page: int, left: float = 0.0, right: float = 0.0) -> list[Line]:
    """The lines of one region's words, from top to bottom; superscripts are marked as `raised`."""
    rows: list[list[Word]] = []
    row: list[Word] = []
    row_y = 0.0
    for word in _by_place(words):
        drift = word.y - row_y
        if row and (drift == 0 or drift <= LINE_DRIFT * min(word.size, row[0].size)):
            row.append(word)
        else:
            row = [word]
            rows.append(row)
            row_y = word.y
    lines = []
    if len(rows) > 1:
        rows = _with_fillings(_with_scripts(rows))
    for row in rows:
        line = Line(sorted(row, key=_FROM_LEFT), page, left, right)
        _mark_raised(line)
        lines.append(line)
    lines.sort(key=_BY_PLACE)
    return lines


def _by_place(words: Iterable[Word]) -> Sequence[Word]:
    """Words from top to bottom and then from left to right. Mostly they are so already, and to see that takes
    a third of the time of sorting them."""
    given = [*words]
    x0, y = -inf, -inf
    for word in given:
        if word.y < y or (word.y == y and word.x0 < x0):
            return sorted(given, key=_BY_PLACE)
        x0, y = word.x0, word.y
    return given


def _mark_raised(line: Line) -> None:
    """Tell the raised words of a line from the others: one of another line may have been so there."""
    if line.is_even:
        for word in line.words:
            word.raised = False
        return
    small, highest = SMALL * line.size, SUPERSCRIPT_RISE * line.size
    for word in line.words:
        word.raised = word.size <= small and line.y - word.y >= highest


def _with_scripts(rows: list[list[Word]]) -> list[list[Word]]:
    """The rows with small words moved to the line of larger type that they touch (footnote calls,
    exponents)."""
    least, most = _range_of_sizes(rows)
    small = SMALL * most
    if least > small:
        return rows
    sizes = [[word.size for word in row] for row in rows]
    largest = [row[of_row.index(max(of_row))] for row, of_row in zip(rows, sizes, strict=True)]
    for index, row in enumerate(rows):
        if len(row) == len(sizes[index]) and min(sizes[index]) > small:
            continue  # nothing small in it, and nothing came to it from the rows above
        near = [other for other in (index - 1, index + 1, index - 2, index + 2) if 0 <= other < len(rows)]
        nearby = SMALL * max([largest[other].size for other in near], default=0.0)
        for word in [word for word in row if word.size <= nearby and len(word.text) <= SCRIPT_SIGNS]:
            for other in near:
                if _is_script(word, largest[other], rows[other]):
                    row.remove(word)
                    rows[other].append(word)
                    break
    return [row for row in rows if row]


def _range_of_sizes(rows: Iterable[Iterable[Word]]) -> tuple[float, float]:
    """The smallest and the largest size of words."""
    sizes = {word.size for row in rows for word in row}
    return min(sizes), max(sizes)


def _with_fillings(rows: list[list[Word]]) -> list[list[Word]]:
    """The rows with what was written into their gaps a little off the baseline (the number and date stamped
    into a form)."""
    for index, row in enumerate(rows):
        if len(row) > 2:
            continue
        for other in (index - 1, index + 1):
            if not 0 <= other < len(rows) or len(rows[other]) <= len(row):
                continue
            em = max(row[0].size, rows[other][0].size)
            if abs(row[0].y - rows[other][0].y) <= FILLING_DRIFT * em and all(
                _fills_gap(word, rows[other]) for word in row
            ):
                rows[other] += row
                row.clear()
                break
    return [row for row in rows if row]


def _fills_gap(word: Word, row: list[Word]) -> bool:
    before, after = any(w.x1 <= word.x0 + 2 for w in row), any(w.x0 >= word.x1 - 2 for w in row)
    return before and after and not any(w.x0 < word.x1 - 2 and w.x1 > word.x0 + 2 for w in row)


def _is_script(word: Word, largest: Word, row: list[Word]) -> bool:
    em = largest.size
    if word.size > SMALL * em or len(word.text) > SCRIPT_SIGNS or abs(word.y - largest.y) > SCRIPT_SHIFT * em:
        return False
    return any(word.x0 - w.x1 < SCRIPT_GAP * em and w.x0 - word.x1 < SCRIPT_GAP * em for w in row)
