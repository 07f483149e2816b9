"""Superscripts (footnote calls), which the engine takes for quotation marks or leaves out, found by where
they stand.

All letters and digits of a line reach its baseline; what ends well above it, and is higher than a quotation
mark, is raised.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.components import PixelBox, boxes_in
from pipeline.readers.ocr.numbers import is_plus
from pipeline.readers.ocr.typeface import width_of
from pipeline.readers.ocr.words import LONG_LINE, ScannedWord

# A superscript ends at least this far above the baseline, is at least this high and wide, and at most this
# high and wide (em of the line): on two plans raised digits were 0.15 to 0.35 up, 0.36 to 0.45 high and up to
# 0.33 wide, quotation marks 0.25 high.
RISE = 0.12
HEIGHT = (0.3, 0.56)
WIDTH = (0.08, 0.85)
# Room beside a word that is searched for a superscript (em); before a word that opens a line; room kept to
# its neighbours.
BESIDE = 0.8
LABEL_ROOM = 1.5
SLACK = 0.05
# Superscripts are looked for up to this height over the baseline (em); the line above ends there or just
# below.
ABOVE = 1.2
# … and down to this far under it, where descenders end.
UNDER = 0.25
# What counts as ink (of 255): the core of strokes first, since paler fringes join a superscript to its
# letter; thin ones are pale.
CORE = (120, 170)
# A superscript that ends this far (em) into a word stands at its start.
OPENING = 0.3
# A superscript over this share of a word's width is the whole word.
WHOLE = 0.7
# The size of superscripts as a share of the line's.
SIZE = 0.66
# What follows a superscript within its word is as wide as the signs that were read there, give or take this
# (em).
AFTER = 0.3
# A label that opens a line stands in the page's text, no further to its left than this (em): streaks of a
# scanner do.
OUTSIDE = 0.5
# What is read as one word with more confidence than this is measured before a part of it counts as raised.
READ_SURELY = 0.9
# What may be dark between a superscript and the baseline (share): the corner of a neighbour.
BELOW = 0.1
# So many shapes of a word tell where it stands.
ENOUGH = 3
# A page's text begins further left than all but one in so many of its long lines.
FURTHER_LEFT = 10

# What the engine reads for a superscript, after a letter, a digit, or the sign before which it stands.
_MISREAD = re.compile(
    r"(?P<word>.*[^\W_].*?|.*[)\"”])(?P<mark>[\"”'’‘“*?°`´^¹²³\d]{1,3})(?P<rest>[.,;:)]{0,2})$"
)
# A number or a date of more than one figure.
_DATE_OR_NUMBER = re.compile(r"\d[\d/.,]*\d[.,;:)]{0,2}$")


def with_superscripts(words: Sequence[ScannedWord], grey: Gray, dpi: int) -> list[ScannedWord]:
    """The words with superscripts as words of their own, still to be read (`text` "?")."""
    edge = _text_edge(words)
    neighbours = zip([None, *words], words, [*words[1:], None], strict=False)
    windows = [_window(word, grey, dpi, edge, before, after) for before, word, after in neighbours]
    raised = _raised_in(windows)
    return [
        part
        for word, window, shapes in zip(words, windows, raised, strict=True)
        for part in _split(word, window, shapes)
    ]


def _text_edge(words: Sequence[ScannedWord]) -> float:
    """Where the text of a page begins on its left."""
    lines: dict[int, list[float]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.x0)
    starts = sorted(min(places) for places in lines.values() if len(places) >= LONG_LINE)
    return starts[len(starts) // FURTHER_LEFT] if starts else 0.0


def without_unread_superscripts(words: Sequence[ScannedWord]) -> list[ScannedWord]:
    """The words without those superscripts, and those lone signs, in which no number was found."""
    return [word for word in words if word.text != "?"]


@dataclass(frozen=True, slots=True)
class _Window:
    """Where superscripts of a word are looked for: the picture there and its place on the page, the word's
    baseline in it, and the em of its line (pixels)."""

    part: Gray
    left: int
    top: int
    baseline: float
    em: float


def _window(
    word: ScannedWord,
    grey: Gray,
    dpi: int,
    edge: float,
    before: ScannedWord | None,
    after: ScannedWord | None,
) -> _Window:
    """The window of a word between its neighbours; the text of the page begins at `edge` on its left."""
    em = word.size * dpi / 72
    left, right = _searched_columns(word, em, edge, before, after)
    top, bottom = int(max(word.baseline - ABOVE * em, 0)), int(word.baseline + UNDER * em)
    return _Window(grey[top:bottom, left:right], left, top, word.baseline - top, em)


def _raised_in(windows: Sequence[_Window]) -> list[list[PixelBox]]:
    """The raised shapes in each window, in its darkest core that has any."""
    found: list[list[PixelBox]] = [[] for _ in windows]
    for core in CORE:
        left = [at for at, shapes in enumerate(found) if not shapes]
        boxes = boxes_in(windows[at].part < core for at in left)
        for at, in_window in zip(left, boxes, strict=True):
            found[at] = _raised_shapes(windows[at], in_window)
    return found


def _split(word: ScannedWord, window: _Window, shapes: Sequence[PixelBox]) -> list[ScannedWord]:
    """A word parted from the superscript that stands before it, behind it or in it: the raised `shapes` of
    its window."""
    if not shapes:
        return [word]
    em, left, top = window.em, window.left, window.top
    first, last = shapes[0][0] + left, shapes[-1][2] + left
    if last - first > WIDTH[1] * em:
        return [word]
    y0, y1 = min(shape[1] for shape in shapes) + top, max(shape[3] for shape in shapes) + top
    superscript = replace(
        word, text="?", x0=first, y0=y0, x1=last, y1=y1, is_superscript=True, size=round(SIZE * word.size, 1)
    )
    superscript.baseline = y1
    if last - first >= WHOLE * (word.x1 - word.x0) and first < word.x1 and last > word.x0:
        return [superscript]
    if last < word.x0 + OPENING * em:
        return _split_at_start(word, superscript, em)
    if first > word.x1:
        return [word, superscript]
    return _split_inside(word, superscript, em)


def _searched_columns(
    word: ScannedWord, em: float, edge: float, before: ScannedWord | None, after: ScannedWord | None
) -> tuple[int, int]:
    """From where to where superscripts of a word are looked for: up to its neighbours, and outside the text
    where a label may open the line."""
    slack = SLACK * em
    if before is None or before.line != word.line:
        left = max(min(word.x0, edge - OUTSIDE * em), word.x0 - LABEL_ROOM * em, 0.0)
    else:
        left = max(word.x0 - slack, 0.0)
    limit = word.x1 + BESIDE * em
    if after is not None and after.line == word.line:
        limit = min(after.x0 - slack, limit)
    return int(left), int(limit)


def _split_at_start(word: ScannedWord, superscript: ScannedWord, em: float) -> list[ScannedWord]:
    """A word with a superscript at its start, of which the engine may have read something."""
    is_in_word = superscript.x0 >= word.x0 - 2
    rest = word.text.lstrip("\"”'’‘“*°`´^¹²³0123456789") if is_in_word else word.text
    if not rest:
        return [superscript]
    if word.x1 - superscript.x1 < (width_of(rest, bold=word.bold) - AFTER) * em:
        return [word]  # the arm of a pale letter
    return [superscript, replace(word, text=rest, x0=max(word.x0, superscript.x1 + 1))]


def _split_inside(word: ScannedWord, superscript: ScannedWord, em: float) -> list[ScannedWord]:
    """A word with a superscript at its end, or before its last punctuation, read as a sign of its own."""
    match = _MISREAD.match(word.text)
    follows = width_of(match["rest"], bold=word.bold) if match and match["rest"] else 0.0
    if match is None or word.x1 - superscript.x1 > (follows + AFTER) * em:
        return [word]
    if _DATE_OR_NUMBER.match(word.text) and _is_set_in_one_size(word, len(match["mark"]), em):
        return [word]
    parts = [replace(word, text=match["word"], x1=superscript.x0 - 1), superscript]
    if match["rest"]:
        parts.append(replace(word, text=match["rest"], x0=superscript.x1 + 1))
    return parts


def _is_set_in_one_size(word: ScannedWord, digits: int, em: float) -> bool:
    """Whether a word that ends in so many digits is as wide as with digits of its own size: a nine whose tail
    is pale ends above the baseline."""
    width = (word.x1 - word.x0) / em
    raised = width_of(word.text, bold=word.bold) - digits * (1 - SIZE) * width_of("0", bold=word.bold)
    return word.confidence >= READ_SURELY and width > (raised + width_of(word.text, bold=word.bold)) / 2


def _raised_shapes(window: _Window, shapes: Sequence[PixelBox]) -> list[PixelBox]:
    """The raised ones of the shapes in a word's window, from left to right; none that the window cuts, and
    none with ink below it: a pale letter falls apart, and its upper part is no mark."""
    found = []
    part, baseline, em = window.part, window.baseline, window.em
    # Where the paper was bent, a word stands above its line's baseline: its own letters tell.
    ends = [y1 for _, y0, _, y1 in shapes if y1 - y0 >= HEIGHT[0] * em and y0 > 0]
    baseline = min(baseline, median(ends)) if len(ends) >= ENOUGH else baseline
    for x0, y0, x1, y1 in shapes:
        is_whole = x0 > 0 and x1 < part.shape[1] and y0 > 0
        is_raised = baseline - y1 >= RISE * em and HEIGHT[0] * em <= y1 - y0 <= HEIGHT[1] * em
        if is_whole and is_raised and WIDTH[0] * em <= x1 - x0 <= WIDTH[1] * em:
            below = part[y1 + 1 : int(baseline), x0:x1] < INK
            is_sign = is_plus(part[y0:y1, x0:x1])
            if not is_sign and np.count_nonzero(below) <= BELOW * below.size:
                found.append((x0, y0, x1, y1))
    return sorted(found, key=lambda box: (box[0], box[2], box[1], box[3]))
