"""Where words end on lines whose letters or words are set tighter or wider than usual.

Producers that place words without drawing the blanks between them may leave less than the usual gap, and
letters that are spaced out stand further apart than words do elsewhere. What parts words is then a gap that
is clearly wider than the other gaps of the line, whatever its width.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["corrected_word_ends"]

# Letters of a word stand at most this far apart (em): 0.03 in 400,000 gaps of 60 public plans.
LETTERS: Final = 0.04
# Words stand at least this far apart (em), however tightly they are set, beyond the gap between letters.
WORDS: Final = 0.06
# Letters are spaced out by no more than this (em), a typed blank and a little; what is wider parts columns.
SPACED_OUT: Final = 0.6
COLUMN: Final = 1.2
# A stretch with fewer gaps than this does not show how its letters are set.
ENOUGH: Final = 4
# So many letters one by one, with blanks between them, are a word that is spaced out.
SINGLE: Final = 4
# At least this share of the gaps of spaced-out letters are alike, within this distance (em).
ALIKE: Final = 0.6
SAME: Final = 0.04

_Flags = NDArray[np.bool_]
_Widths = NDArray[np.float64]


def corrected_word_ends(
    texts: Sequence[str], gaps: _Widths, same_line: _Flags, skipped: _Flags, wide: _Flags
) -> _Flags:
    """`wide` (whether the gap after a glyph parts two words), mended on lines that are set tight or wide.

    `texts` are the glyphs. Of each but the last: the gap behind it in em, whether the next one stands on its
    line, and whether a blank glyph stands between.
    """
    odd = same_line & ~skipped & (gaps > LETTERS) & (gaps <= SPACED_OUT)
    single = same_line & wide & (gaps <= SPACED_OUT)
    for _ in range(SINGLE - 1):
        single = single[1:] & single[:-1]
    if not odd.any() and not single.any():
        return wide
    mended = wide.copy()
    ends = np.flatnonzero(~same_line | (gaps > COLUMN)).tolist()
    for start, end in pairwise([-1, *ends, len(gaps)]):
        part = slice(start + 1, end)
        if end - start > ENOUGH and (odd[part].any() or single[start + 1 : max(end - SINGLE + 1, 0)].any()):
            letters = sum(text.isalpha() for text in texts[start + 1 : end + 1]) / (end - start)
            mended[part] = _word_ends(gaps[part], skipped[part], wide[part], letters)
    return mended


def _word_ends(gaps: _Widths, skipped: _Flags, wide: _Flags, letters: float) -> _Flags:
    """The word ends of one stretch of a line, of whose glyphs the share `letters` are letters."""
    usual = median(gaps.tolist())
    least = usual + WORDS + SAME
    if usual > LETTERS:
        alike = float((np.abs(gaps - usual) <= SAME).mean())
        is_spaced_out = usual <= SPACED_OUT and min(alike, letters) >= ALIKE
        return _wider(gaps, least) if is_spaced_out else wide
    apart = gaps[gaps > usual + LETTERS]
    # Where blanks are drawn, or letters stand at all distances, nothing but the usual gap can be trusted.
    if skipped.any() or not len(apart) or apart.min() < usual + WORDS:
        return wide
    return _wider(gaps, (usual + LETTERS + float(apart.min())) / 2)


def _wider(gaps: _Widths, least: float) -> _Flags:
    found: _Flags = gaps > least
    return found
