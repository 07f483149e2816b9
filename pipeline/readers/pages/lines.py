"""Glyphs become words, words become lines.

A word is a run of glyphs on one baseline without a gap; a line is the words of one region (a cell, the body)
that stand on one baseline, with the small raised or lowered words beside them. Lines are built region by
region: two cells side by side seldom share their baselines.
"""

import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from pipeline.readers.pages.ink import Glyphs, Style
from pipeline.readers.pages.letter_spacing import corrected_word_ends

# The line box about a baseline, in em: pitch 1.15, of which 0.25 lies below.
ABOVE_BASELINE = 0.9
BELOW_BASELINE = 0.25
# A gap this wide (in em) ends a word: letters of a word stand under 0.08 em apart even where the type is
# spaced out a point, blanks are 0.2 em and more.
WORD_GAP = 0.15
# A blank glyph over which the next letter is drawn (less than this gap left, in em) is no blank to the
# reader.
BLANK_GAP = 0.04
# A glyph that begins this far (em) before the one on its left ends is no part of its word; nor is one whose
# type is smaller than this share of its neighbour's.
SETBACK = 0.6
SAME_TYPE = 0.8
# The blank at which no line is broken (U+00A0).
HARD_BLANK = "\u00a0"
# Glyphs whose baselines differ by less than this (points) stand on one baseline: rounding of the producers.
BASELINE_JITTER = 0.6
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


@dataclass(slots=True, eq=False)
class Word:
    """A run of glyphs without a gap, from `x0` to `x1` on the baseline `y` (points).

    `bold`, `italic` and `letters` count its glyphs; `style` is the commonest. `spaced` says that a blank
    glyph follows it, or a gap that is one on a line set tight, `tied` that this blank is a hard one, `raised`
    that it is a superscript (a footnote's call).
    """

    text: str
    x0: float
    x1: float
    y: float
    style: Style
    bold: int
    italic: int
    letters: int
    spaced: bool = False
    tied: bool = False
    raised: bool = False
    size: float = field(init=False)

    def __post_init__(self) -> None:
        """Keep the font size in points at hand."""
        self.size = self.style.size

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


@dataclass(slots=True, eq=False)
class Line:
    """Words on one baseline from left to right, and the column (`left` to `right`) in which they were set."""

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

    def __post_init__(self) -> None:
        """Derive the baseline and size from the commonest type of the line, the ends and the weight from the
        words."""
        words = self.words
        lengths: dict[float, int] = {}
        for word in words:
            lengths[word.size] = lengths.get(word.size, 0) + word.letters
        self.size = (
            words[0].size if len(lengths) == 1 else max(lengths, key=lambda size: (lengths[size], size))
        )
        self.y = next(word.y for word in words if word.size == self.size)
        self.x0 = words[0].x0
        self.x1 = max([word.x1 for word in words])
        letters = max(sum(lengths.values()), 1)
        self.bold = sum([word.bold for word in words]) / letters
        self.italic = sum([word.italic for word in words]) / letters

    @property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(word.text for word in self.words)

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


def words_of(glyphs: Glyphs) -> list[Word]:
    """The words of a page, by baseline and then from left to right."""
    count = len(glyphs.text)
    if not count:
        return []
    y, x0, x1 = np.array(glyphs.y), np.array(glyphs.x0), np.array(glyphs.x1)
    number = np.array(glyphs.style)
    angle = np.array([s.angle for s in glyphs.styles])[number]
    size = np.array([s.size for s in glyphs.styles])[number]
    order = np.lexsort((y, angle))
    breaks = (np.diff(y[order]) > BASELINE_JITTER) | (np.diff(angle[order]) != 0)
    baseline = np.empty(count, dtype=np.int64)
    baseline[order] = np.concatenate(([0], np.cumsum(breaks)))
    order = np.lexsort((np.arange(count), x0, baseline))
    y, x0, x1, size, number, baseline = (
        y[order],
        x0[order],
        x1[order],
        size[order],
        number[order],
        baseline[order],
    )
    blank = np.array([text.isspace() for text in glyphs.text])[order]

    # Breaks are decided between neighbouring visible glyphs; a blank glyph between them counts unless it is
    # drawn over.
    ink = np.flatnonzero(~blank)
    if not len(ink):
        return []
    before, after = ink[:-1], ink[1:]
    em = np.maximum(size[before], size[after])
    gap = x0[after] - x1[before]
    skipped = after - before > 1
    same_line = baseline[before] == baseline[after]
    styles, texts = glyphs.styles, [glyphs.text[i] for i in order[ink].tolist()]
    wide = same_line & ((gap > WORD_GAP * em) | (skipped & (gap > BLANK_GAP * em)))
    parted = corrected_word_ends(texts, gap / em, same_line, skipped, wide)
    broken = (
        ~same_line | parted | (gap < -SETBACK * em) | (np.minimum(size[before], size[after]) < SAME_TYPE * em)
    )
    tight = set(np.flatnonzero(parted & ~wide).tolist())
    ends = [*np.flatnonzero(broken).tolist(), len(ink) - 1]
    numbers, places = number[ink].tolist(), ink.tolist()
    lefts, rights, bases, lines = x0.tolist(), x1.tolist(), y.tolist(), baseline.tolist()
    found, first = [], 0
    for last in ends:
        a, b = places[first], places[last]
        spaced = (
            b + 1 < count and lines[b + 1] == lines[b] and (last + 1 == len(ink) or places[last + 1] > b + 1)
        ) or last in tight
        text = "".join(texts[first : last + 1])
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        text = sys.intern(text)  # a long file says the same words thousands of times
        mine = numbers[first : last + 1]
        letters = last + 1 - first
        style = styles[mine[0]]
        if mine.count(mine[0]) == letters:
            bold, italic = letters * style.bold, letters * style.italic
        else:
            style = styles[max(mine, key=mine.count)]
            bold, italic = sum(styles[n].bold for n in mine), sum(styles[n].italic for n in mine)
        tied = spaced and last + 1 < len(ink) and glyphs.text[order[b + 1]] == HARD_BLANK
        found.append(Word(text, lefts[a], rights[b], bases[a], style, bold, italic, letters, spaced, tied))
        first = last + 1
    return found


def lines_of(words: Iterable[Word], page: int, left: float = 0.0, right: float = 0.0) -> list[Line]:
    """The lines of one region's words, from top to bottom; superscripts are marked as `raised`."""
    rows: list[list[Word]] = []
    row_y = 0.0
    for word in sorted(words, key=lambda w: (w.y, w.x0)):
        if rows and word.y - row_y <= LINE_DRIFT * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
            row_y = word.y
    lines = []
    for row in _with_fillings(_with_scripts(rows)):
        line = Line(sorted(row, key=lambda w: w.x0), page, left, right)
        for word in line.words:
            word.raised = word.size <= SMALL * line.size and line.y - word.y >= SUPERSCRIPT_RISE * line.size
        lines.append(line)
    lines.sort(key=lambda line: (line.y, line.x0))
    return lines


def _with_scripts(rows: list[list[Word]]) -> list[list[Word]]:
    """The rows with small words moved to the line of larger type that they touch (footnote calls,
    exponents)."""
    sizes = {word.size for row in rows for word in row}
    if len(sizes) < 2 or min(sizes) > SMALL * max(sizes):
        return rows
    largest = [max(row, key=lambda w: w.size) for row in rows]
    for index, row in enumerate(rows):
        for word in tuple(row):
            for other in (index - 1, index + 1, index - 2, index + 2):
                if 0 <= other < len(rows) and _is_script(word, largest[other], rows[other]):
                    row.remove(word)
                    rows[other].append(word)
                    break
    return [row for row in rows if row]


def _with_fillings(rows: list[list[Word]]) -> list[list[Word]]:
    """The rows with what was written into their gaps a little off the baseline (the number and date stamped
    into a form)."""
    for index, row in enumerate(rows):
        for other in (index - 1, index + 1):
            if not 0 <= other < len(rows) or len(row) > 2 or len(rows[other]) <= len(row):
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
