"""Glyphs become words: a word is a run of glyphs on one baseline without a gap.

All glyphs of a page are looked at in one go, in columns: a loop over them, and over the words, took a fifth
of the time of reading a PDF.
"""

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.pages.ink import Glyphs, Style
from pipeline.readers.pages.letter_spacing import corrected_word_ends
from pipeline.readers.pages.lines import WORD_GAP, Word

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

# Every blank (Unicode, White_Space) lies below this.
_AFTER_BLANKS: Final = 0x3001
_IS_BLANK: Final = np.array([chr(code).isspace() for code in range(_AFTER_BLANKS)] + [False])

_T = TypeVar("_T")
_Flags = NDArray[np.bool_]
_Numbers = NDArray[np.int64]
_Widths = NDArray[np.float64]
# The texts of glyphs: one text where each is one sign, as nearly always.
_Texts = str | list[str]


class _Row(NamedTuple):
    """The glyphs of a page by baseline and then from left to right.

    In columns: of each glyph its number of the baseline and whether it is a blank; of each visible one its
    place among all, text, ends, baseline, size, style and number of the baseline. `hard` says which of all
    glyphs are hard blanks (None: none is).
    """

    all_baselines: _Numbers
    is_blank: _Flags
    hard: _Flags | None
    at: _Numbers
    texts: _Texts
    x0: _Widths
    x1: _Widths
    y: _Widths
    size: _Widths
    style: _Numbers
    baseline: _Numbers


class _Ends(NamedTuple):
    """The first and the last visible glyph of each word of a page, and whether a gap follows it that is a
    blank on a line set tight."""

    first: _Numbers
    last: _Numbers
    is_tight: _Flags


def words_of(glyphs: Glyphs) -> list[Word]:
    """The words of a page, by baseline and then from left to right."""
    if not glyphs.text:
        return []
    row = _row(glyphs)
    if not len(row.at):
        return []
    ends = _ends(row)
    letters = ends.last - ends.first + 1
    is_spaced, is_tied = _blanks_after(row, ends)
    styles = glyphs.styles
    style, bold, italic = _looks(styles, row.style, ends)
    x0, x1, y = row.x0.take(ends.first), row.x1.take(ends.last), row.y.take(ends.first)
    # Words of one line share their baseline: of 1,000 pages that is 10 MB.
    begins_line = np.concatenate(([True], y[1:] != y[:-1]))
    line = begins_line.cumsum() - 1
    return list(
        map(
            Word,
            _texts_of_words(row.texts, ends),
            x0.tolist(),
            x1.tolist(),
            _shared(y[begins_line].tolist(), line),
            _shared(styles, style),
            bold.tolist(),
            italic.tolist(),
            letters.tolist(),
            is_spaced.tolist(),
            is_tied.tolist(),
        )
    )


def _shared(things: Sequence[_T], numbers: _Numbers) -> list[_T]:
    """The things with these numbers, one for all that have its number."""
    column = np.empty(len(things), object)
    column[:] = things
    found: list[_T] = column.take(numbers).tolist()
    return found


def _row(glyphs: Glyphs) -> _Row:
    """The glyphs of a page by baseline and then from left to right."""
    all_baselines = _baselines(glyphs)
    order = _reading_order(all_baselines, glyphs.x0)
    whole = _joined(glyphs.text)
    texts = _taken(whole, order)
    is_blank = _are_blanks(texts)
    all_baselines = all_baselines.take(order)
    at = np.flatnonzero(~is_blank)
    seen = order.take(at)
    style = glyphs.style.take(seen)
    return _Row(
        all_baselines,
        is_blank,
        np.array([text == HARD_BLANK for text in texts]) if HARD_BLANK in texts else None,
        at,
        _taken(texts, at),
        glyphs.x0.take(seen),
        glyphs.x1.take(seen),
        glyphs.y.take(seen),
        np.array([one.size for one in glyphs.styles]).take(style),
        style,
        all_baselines.take(at),
    )


def _baselines(glyphs: Glyphs) -> _Numbers:
    """The number of the baseline of each glyph, those of upright text first, from top to bottom."""
    # Most pages are written from top to bottom, and a stable sort is quick where much is sorted already.
    if all(style.angle == 0 for style in glyphs.styles):
        by_height = glyphs.y.argsort(kind="stable")
        y = glyphs.y.take(by_height)
        breaks = y[1:] - y[:-1] > BASELINE_JITTER
    else:
        angle = np.array([style.angle for style in glyphs.styles]).take(glyphs.style)
        by_height = np.lexsort((glyphs.y, angle))
        y, angle = glyphs.y.take(by_height), angle.take(by_height)
        breaks = (y[1:] - y[:-1] > BASELINE_JITTER) | (angle[1:] != angle[:-1])
    baseline = np.zeros(len(y), dtype=np.int64)
    baseline[by_height[1:]] = breaks.cumsum()
    return baseline


def _reading_order(baseline: _Numbers, x0: _Widths) -> _Numbers:
    """The numbers of the glyphs by baseline and then from left to right, of equals the earlier first."""
    order: _Numbers = baseline.argsort(kind="stable")
    by_baseline, from_left = baseline.take(order), x0.take(order)
    is_sorted = (from_left[1:] >= from_left[:-1]) | (by_baseline[1:] > by_baseline[:-1])
    return order if is_sorted.all() else np.lexsort((x0, baseline))


def _joined(texts: list[str]) -> _Texts:
    whole = "".join(texts)
    return whole if len(whole) == len(texts) and all(texts) else texts


def _taken(texts: _Texts, numbers: _Numbers) -> _Texts:
    """The texts of the glyphs with these numbers."""
    if isinstance(texts, str):
        return _codes(texts).take(numbers).tobytes().decode("utf-32-le", "surrogatepass")
    return [texts[number] for number in numbers.tolist()]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _are_blanks(texts: _Texts) -> _Flags:
    if isinstance(texts, str):
        return _IS_BLANK.take(_codes(texts), mode="clip")
    return np.array([text.isspace() for text in texts])


def _ends(row: _Row) -> _Ends:
    """Where words begin and end.

    Breaks are decided between neighbouring visible glyphs; a blank glyph between them counts unless it is
    drawn over.
    """
    before, after = row.size[:-1], row.size[1:]
    em = np.maximum(before, after)
    gap = row.x0[1:] - row.x1[:-1]
    skipped = row.at[1:] - row.at[:-1] > 1
    same_line = row.baseline[:-1] == row.baseline[1:]
    wide = same_line & ((gap > WORD_GAP * em) | (skipped & (gap > BLANK_GAP * em)))
    parted = corrected_word_ends(row.texts, gap / em, same_line, skipped, wide)
    is_smaller = np.minimum(before, after) < SAME_TYPE * em
    broken = ~same_line | parted | (gap < -SETBACK * em) | is_smaller
    last = np.append(np.flatnonzero(broken), len(row.at) - 1)
    first = np.append(0, last[:-1] + 1)
    return _Ends(first, last, np.append(parted & ~wide, False).take(last))


def _blanks_after(row: _Row, ends: _Ends) -> tuple[_Flags, _Flags]:
    """Whether a blank glyph follows each word, or a gap that is one; whether that is a hard one."""
    behind = row.at.take(ends.last) + 1
    following = np.minimum(behind, len(row.is_blank) - 1)
    has_blank = (
        (behind < len(row.is_blank))
        & (row.all_baselines.take(following) == row.baseline.take(ends.last))
        & row.is_blank.take(following)
    )
    is_spaced = has_blank | ends.is_tight
    if row.hard is None:
        return is_spaced, np.zeros(len(behind), np.bool_)
    is_hard = row.hard.take(following)
    is_hard[-1] = False  # behind the last word of the page nothing is tied
    return is_spaced, is_spaced & is_hard


def _looks(styles: Sequence[Style], style: _Numbers, ends: _Ends) -> tuple[_Numbers, _Numbers, _Numbers]:
    """Of each word the number of its commonest style, how many glyphs are bold, and how many italic; `style`
    has the numbers of all visible glyphs."""
    is_bold = np.array([one.bold for one in styles], np.int64).take(style)
    is_italic = np.array([one.italic for one in styles], np.int64).take(style)
    commonest = style.take(ends.first)
    changes = np.concatenate(([0], np.cumsum(style[1:] != style[:-1])))
    for number in np.flatnonzero(changes.take(ends.first) != changes.take(ends.last)).tolist():
        mine = style[ends.first[number] : ends.last[number] + 1].tolist()
        commonest[number] = max(mine, key=mine.count)
    return commonest, np.add.reduceat(is_bold, ends.first), np.add.reduceat(is_italic, ends.first)


def _texts_of_words(glyphs: _Texts, ends: _Ends) -> Iterator[str]:
    """The texts of the words, composed; equal ones are one, for a long file says the same words thousands of
    times."""
    bounds = zip(ends.first.tolist(), (ends.last + 1).tolist(), strict=True)
    if isinstance(glyphs, str):
        whole = glyphs
        texts = [whole[first:end] for first, end in bounds]
    else:
        whole = "".join(glyphs)
        texts = ["".join(glyphs[first:end]) for first, end in bounds]
    if not unicodedata.is_normalized("NFC", whole):
        texts = [unicodedata.normalize("NFC", text) for text in texts]
    return map(sys.intern, texts)
