"""Size and weight of recognised words, measured in the image: the engine tells neither.

The type is known (Decree 30/2020/NĐ-CP: Times New Roman), so a word's width gives its size, whatever the
letters' heights; the length of the ink's runs against the size gives its weight.
"""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from extractors.text.folding import without_diacritics
from pipeline.readers.ocr.cleaning import INK, Gray

# What a word's ink falls short of its advance width, on both sides together (em).
BEARINGS = 0.06
# Adobe Font Metrics give widths in thousandths of an em.
UNITS_PER_EM = 1000
# Bold runs of ink are longer than a page's usual ones by this factor. On six pages of three scans regular
# words had runs of 0.094 to 0.131 em and bold ones of 0.132 to 0.176; 1 of 72 bold words fell below the line,
# none of 1,072 regular ones above it.
BOLDER = 1.22
# The usual run is that which this share of the letters stays under.
REGULAR_SHARE = 0.4
# Bounds of the usual run (em), the yardstick of a page all in bold; the medians of those scans were 0.102 to
# 0.112.
REGULAR_RUN = (0.08, 0.135)
# Sizes within this share of the commonest one are that size: half of it is as far as
# lines of 14 points strayed on a scan (up to 14.6).
SAME_SIZE = 0.06
# Widths that are kept: of the words of some pages.
_WIDTHS_KEPT = 4096


@lru_cache(maxsize=_WIDTHS_KEPT)
def width_of(text: str, *, bold: bool) -> float:
    """The width of a text's ink in em; a page asks some 1,600 times for those of its 400 words."""
    widths = _widths("bold" if bold else "regular")
    return sum(widths.get(sign, widths[""]) for sign in without_diacritics(text)) - BEARINGS


@cache
def _widths(weight: str) -> dict[str, float]:
    table: dict[str, Any] = tomllib.loads(files(__package__).joinpath("typeface.toml").read_text("utf-8"))
    found = {sign: int(width) / UNITS_PER_EM for width, signs in table[weight].items() for sign in signs}
    found[""] = table["default"] / UNITS_PER_EM
    return found


def mean_run_length(ink: Gray) -> float:
    """The mean length in pixels of the ink's horizontal runs in a word's image; 0 where there is none."""
    dark = ink < INK
    begins = np.count_nonzero(dark[:, 1:] & ~dark[:, :-1]) + np.count_nonzero(dark[:, :1])
    return float(np.count_nonzero(dark) / begins) if begins else 0.0


def which_are_bold(measured: Sequence[tuple[float, int]]) -> list[bool]:
    """Which words are bold, from their runs in em (0: not known) and their letters, against the commonest
    weight of all."""
    known = sorted((run, letters) for run, letters in measured if run > 0)
    if not known:
        return [False] * len(measured)
    # A page of headings still has its regular words.
    total, seen, usual = sum(letters for _, letters in known), 0, known[0][0]
    for run, letters in known:
        seen += letters
        usual = run
        if seen >= REGULAR_SHARE * total:
            break
    usual = min(max(usual, REGULAR_RUN[0]), REGULAR_RUN[1])
    return [run > BOLDER * usual for run, _ in measured]


def true_sizes(sizes: Iterable[tuple[float, int]]) -> dict[float, float]:
    """What each measured size is in truth, given how many letters measure so: the commonest sizes draw those
    near them and are rounded to half points, as word processors set them."""
    weights: dict[float, int] = {}
    for size, letters in sizes:
        weights[size] = weights.get(size, 0) + letters
    found: dict[float, float] = {}
    while weights:
        near = {
            size: [other for other in weights if abs(other - size) <= SAME_SIZE / 2 * size]
            for size in weights
        }
        peak = max(weights, key=lambda size: (sum(weights[other] for other in near[size]), -size))
        total = sum(weights[other] for other in near[peak])
        mean = sum(other * weights[other] for other in near[peak]) / total
        for size in [size for size in weights if abs(size - mean) <= SAME_SIZE * mean or size == peak]:
            found[size] = round(mean * 2) / 2
            del weights[size]
    return found
