"""Glyphs become words: a word is a run of glyphs on one baseline without a gap.

All glyphs of a page are looked at in one go, in columns: a loop over them, and over the words, took a fifth
of the time of reading a PDF.
"""

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.pages.ink import Glyphs, Style
from pipeline.readers.pages.letter_spacing import corrected_word_ends
from pipeline.readers.pages.lines import ABOVE_BASELINE, BELOW_BASELINE, WORD_GAP, Word
from schemas.layout import Span

__all__ = ["words_of"]

# A blank glyph over which the next letter is drawn (less than this gap left, in em) is no blank to the
# reader.
BLANK_GAP: Final = 0.04
# A glyph that begins this far (em) before the one on its left ends is no part of its word; nor is one whose
# type is smaller than this share of its neighbour's.
SETBACK: Final = 0.6
SAME_TYPE: Final = 0.8
# The blank at which no line is broken (U+00A0).
HARD_BLANK: Final = "\u00a0"
# Glyphs whose baselines differ by less than this (points) stand on one baseline: rounding of the producers.
BASELINE_JITTER: Final = 0.6
# Hundredths nearer than this to a half are rounded one by one, and so are numbers beyond `LARGE`: there
# arithmetic in binary may give another decimal than the one that is nearest.
NEAR_HALF: Final = 1e-6
LARGE: Final = 1e6

_Flags = NDArray[np.bool_]
_Numbers = NDArray[np.int64]
_Widths = NDArray[np.float64]


class _Row(NamedTuple):
    """The glyphs of a page by baseline and then from left to right: their numbers, the columns in that order,
    the number of the baseline, and which are blanks."""

    texts: Sequence[str]
    x0: _Widths
    x1: _Widths
    y: _Widths
    size: _Widths
    style: _Numbers
    baseline: _Numbers
    is_blank: _Flags


class _Ends(NamedTuple):
    """The visible glyphs of a page (their numbers in the row); of each word the first and the last of these,
    and whether a gap follows it that is a blank on a line set tight."""

    ink: _Numbers
    first: _Numbers
    last: _Numbers
    is_tight: _Flags


def words_of(glyphs: Glyphs, page: int) -> list[Word]:
    """The words of a page (its number, from 1), by baseline and then from left to right."""
    if not glyphs.text:
        return []
    row = _row(glyphs)
    ends = _ends(row)
    if not len(ends.ink):
        return []
    a, b = ends.ink[ends.first], ends.ink[ends.last]
    texts = [row.texts[number] for number in ends.ink.tolist()]
    letters = ends.last - ends.first + 1
    is_spaced, is_tied = _blanks_after(row, ends)
    style, bold, italic = _looks(glyphs.styles, row.style[ends.ink], ends)
    x0, x1, y = row.x0[a], row.x1[b], row.y[a]
    styles = glyphs.styles
    places: Iterator[Span | None] = repeat(None)
    if all(one.angle == 0 for one in styles):
        places = _places(page, x0, x1, y, np.array([one.size for one in styles])[style])
    return list(
        map(
            Word,
            _texts(texts, ends),
            x0.tolist(),
            x1.tolist(),
            y.tolist(),
            map(styles.__getitem__, style.tolist()),
            bold.tolist(),
            italic.tolist(),
            letters.tolist(),
            is_spaced.tolist(),
            is_tied.tolist(),
            repeat(False),
            places,
        )
    )


def _row(glyphs: Glyphs) -> _Row:
    """The glyphs of a page by baseline and then from left to right."""
    y, x0 = glyphs.y, glyphs.x0
    angle = np.array([style.angle for style in glyphs.styles])[glyphs.style]
    size = np.array([style.size for style in glyphs.styles])[glyphs.style]
    by_height = np.lexsort((y, angle))
    breaks = (np.diff(y[by_height]) > BASELINE_JITTER) | (np.diff(angle[by_height]) != 0)
    baseline = np.empty(len(y), dtype=np.int64)
    baseline[by_height] = np.concatenate(([0], np.cumsum(breaks)))
    order = np.lexsort((x0, baseline))
    texts = [glyphs.text[number] for number in order.tolist()]
    return _Row(
        texts,
        x0[order],
        glyphs.x1[order],
        y[order],
        size[order],
        glyphs.style[order],
        baseline[order],
        np.array([text.isspace() for text in texts]),
    )


def _ends(row: _Row) -> _Ends:
    """Where words begin and end.

    Breaks are decided between neighbouring visible glyphs; a blank glyph between them counts unless it is
    drawn over.
    """
    ink = np.flatnonzero(~row.is_blank)
    before, after = ink[:-1], ink[1:]
    em = np.maximum(row.size[before], row.size[after])
    gap = row.x0[after] - row.x1[before]
    skipped = after - before > 1
    same_line = row.baseline[before] == row.baseline[after]
    wide = same_line & ((gap > WORD_GAP * em) | (skipped & (gap > BLANK_GAP * em)))
    parted = corrected_word_ends(
        lambda: [row.texts[number] for number in ink.tolist()], gap / em, same_line, skipped, wide
    )
    is_smaller = np.minimum(row.size[before], row.size[after]) < SAME_TYPE * em
    broken = ~same_line | parted | (gap < -SETBACK * em) | is_smaller
    last = np.append(np.flatnonzero(broken), len(ink) - 1)
    first = np.append(0, last[:-1] + 1)
    return _Ends(ink, first, last, np.append(parted & ~wide, False)[last])


def _blanks_after(row: _Row, ends: _Ends) -> tuple[_Flags, _Flags]:
    """Whether a blank glyph follows each word, or a gap that is one; whether that is a hard one."""
    behind = ends.ink[ends.last] + 1
    following = np.minimum(behind, len(row.texts) - 1)
    has_blank = (
        (behind < len(row.texts))
        & (row.baseline[following] == row.baseline[behind - 1])
        & row.is_blank[following]
    )
    is_spaced = has_blank | ends.is_tight
    is_hard = np.zeros(len(behind), np.bool_)
    if HARD_BLANK in row.texts:
        is_hard[:-1] = [row.texts[number] == HARD_BLANK for number in following[:-1].tolist()]
    return is_spaced, is_spaced & is_hard


def _looks(styles: Sequence[Style], style: _Numbers, ends: _Ends) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Of each word the number of its commonest style, how many glyphs are bold, and how many italic; `style`
    has the numbers of all visible glyphs."""
    is_bold = np.array([one.bold for one in styles], np.int64)[style]
    is_italic = np.array([one.italic for one in styles], np.int64)[style]
    commonest = style[ends.first]
    changes = np.concatenate(([0], np.cumsum(style[1:] != style[:-1])))
    for number in np.flatnonzero(changes[ends.first] != changes[ends.last]).tolist():
        mine = style[ends.first[number] : ends.last[number] + 1].tolist()
        commonest[number] = max(mine, key=mine.count)
    return commonest, np.add.reduceat(is_bold, ends.first), np.add.reduceat(is_italic, ends.first)


def _texts(glyphs: Sequence[str], ends: _Ends) -> list[str]:
    """The texts of the words, composed; equal ones are one, for a long file says the same words thousands of
    times."""
    whole = "".join(glyphs)
    bounds = zip(ends.first.tolist(), (ends.last + 1).tolist(), strict=True)
    if len(whole) == len(glyphs):
        texts = [whole[first:end] for first, end in bounds]
    else:
        texts = ["".join(glyphs[first:end]) for first, end in bounds]
    if not unicodedata.is_normalized("NFC", whole):
        texts = [unicodedata.normalize("NFC", text) for text in texts]
    return list(map(sys.intern, texts))


def _places(page: int, x0: _Widths, x1: _Widths, y: _Widths, size: _Widths) -> Iterator[Span]:
    """The places of upright words: their line boxes."""
    edges = (x0, y - ABOVE_BASELINE * size, x1, y + BELOW_BASELINE * size)
    return map(Span, repeat(page), *(_rounded(edge).tolist() for edge in edges))


def _rounded(numbers: _Widths) -> NDArray[Any]:
    """Numbers rounded to hundredths, as `round` does it."""
    hundredths = numbers * 100
    rounded: NDArray[Any] = np.rint(hundredths) / 100
    is_safe = (np.abs(np.abs(hundredths - np.rint(hundredths)) - 0.5) > NEAR_HALF) & (np.abs(numbers) < LARGE)
    for number in np.flatnonzero(~is_safe).tolist():
        rounded[number] = round(float(numbers[number]), 2)
    return rounded
