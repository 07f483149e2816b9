"""How a scanned page lies: turned by a quarter, and tilted by a few degrees.

Lines of print make the profile of a page steep: summed along the right direction, ink and blank rows
alternate sharply. Ruling lines and columns that begin at one edge do so the other way; there the letters
tell, which stand nearer to one another than their lines do.
"""

import numpy as np
from numpy.typing import NDArray

from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.components import Mask, closed, runs_of, shapes_of
from pipeline.readers.ocr.turning import turned

# A page is fed at most this askew (degrees); photographs by hand are within it too.
MAX_TILT = 10.0
# Steps of the search (degrees): half a degree off its tilt a page has 0.07 to 0.25 of its steepness (six
# pages); the last step moves the end of an A4 line by 0.1 mm.
STEPS = (0.25, 0.04)
# A tilt under this (degrees) is not worth a resampling.
LEAST_TILT = 0.04
# Profiles are taken at this resolution (dots per inch).
PROFILE_DPI = 100
# A profile of fewer pixels of ink than this tells nothing.
LEAST_INK = 50
# Most pages are upright within this tilt (degrees): their lines' direction is then the steeper one by this
# factor at least.
NEAR_TILT = 3.0
CLEAR_FACTOR = 2.0
# A letter is at most so large (inches); what is larger is a rule, a table's grid, a stamp.
LETTER = 0.3
# Letters no further apart than this (inches) run together: on 54 pages these runs were 2.6 to 3.7 times as
# long along the lines as across them, on one that lay on its side 0.3 times.
LETTER_GAP = 0.06
# The profile along the lines must beat the one across them by this factor for a page to be turned by a
# quarter.
QUARTER_FACTOR = 1.3
# A line of print ends more abruptly at its foot, the baseline, than at its head, where ascenders and marks
# are: on 71 pages of scans steps down were 1.09 to 2.29 times as strong as steps up. Upside down it is the
# other way round.
UPSIDE_DOWN = 0.95


def is_sideways(grey: Gray, dpi: int) -> bool:
    """Whether the page's lines run upwards or downwards."""
    along, across = _ink_places(grey, dpi), _ink_places(np.rot90(grey), dpi)
    if along is None or across is None:
        return False
    if _steepest(along, NEAR_TILT) > CLEAR_FACTOR * _steepest(across, NEAR_TILT):
        return False
    letters = _letters(grey, dpi)
    if letters.any():
        return _run_length(np.ascontiguousarray(letters.T)) > _run_length(letters)
    return _steepest(across, MAX_TILT) > QUARTER_FACTOR * _steepest(along, MAX_TILT)


def is_upside_down(grey: Gray, dpi: int) -> bool:
    """Whether the level lines of a page stand on their heads; False where too little is on it to tell."""
    return foot_to_head(grey, dpi) < UPSIDE_DOWN


def foot_to_head(grey: Gray, dpi: int) -> float:
    """How much more abruptly lines of print end at their lower side than at their upper one; 1 for a page
    without letters."""
    profile = _letters(grey, dpi).sum(axis=1).astype(np.float64)
    steps = np.diff((profile[:-1] + profile[1:]) / 2)
    down, up = (float((np.maximum(side, 0) ** 3).sum()) for side in (-steps, steps))
    return down / up if down and up else 1.0


def _letters(grey: Gray, dpi: int) -> Mask:
    """The ink of the page at the profile's resolution, without its rim and all shapes larger than letters."""
    small = _inner_ink(grey, dpi)
    runs = runs_of(small)
    letters = np.zeros_like(small)
    for shape in shapes_of(runs):
        if max(shape.width, shape.height) <= LETTER * PROFILE_DPI:
            for run in shape.runs:
                letters[runs[0][run], runs[1][run] : runs[2][run]] = True
    return letters


def _run_length(letters: Mask) -> float:
    """How long the runs of letters are along the rows, gaps between letters closed: the mean over their
    pixels."""
    _, starts, ends = closed(runs_of(letters), LETTER_GAP * PROFILE_DPI)
    lengths = (ends - starts).astype(np.float64)
    return float(np.square(lengths).sum() / lengths.sum()) if len(lengths) else 0.0


def _steepest(places: "_InkPlaces", reach: float) -> float:
    return max(places.steepness(tilt) for tilt in np.arange(-reach, reach + STEPS[0] / 2, STEPS[0]))


def tilt_of(grey: Gray, dpi: int) -> float:
    """The angle in degrees by which the page must be turned clockwise for its lines to lie level."""
    places = _ink_places(grey, dpi)
    if places is None:
        return 0.0
    best, reach = 0.0, MAX_TILT
    for step in STEPS:
        tilts = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(tilts, key=lambda tilt: (places.steepness(tilt), -abs(tilt))))
        reach = step
    return best


def levelled(grey: Gray, tilt: float) -> Gray:
    """The page turned so that its lines lie level, the corners filled with white."""
    if abs(tilt) < LEAST_TILT:
        return grey
    return turned(grey, -tilt)


def _ink_places(grey: Gray, dpi: int) -> "_InkPlaces | None":
    """The places of ink at the profile's resolution, without the page's rim, where shadows and punch holes
    are."""
    ys, xs = np.nonzero(_inner_ink(grey, dpi))
    if len(ys) < LEAST_INK:
        return None
    return _InkPlaces(ys.astype(np.float64), xs.astype(np.float64))


def _inner_ink(grey: Gray, dpi: int) -> Mask:
    step = max(dpi // PROFILE_DPI, 1)
    rim = dpi // 4
    return np.asarray(grey[rim:-rim:step, rim:-rim:step] < INK, dtype=np.bool_)


class _InkPlaces:
    """Where ink stands, and room to reckon with: new room for each of a page's 144 profiles took four times
    as long as the profiles themselves."""

    def __init__(self, ys: NDArray[np.float64], xs: NDArray[np.float64]) -> None:
        self._ys = ys
        self._xs = xs
        self._levels = np.empty_like(ys)
        self._rows = np.empty(ys.shape, dtype=np.int64)

    def steepness(self, tilt: float) -> float:
        """How sharply rows of ink and blank ones alternate along a direction."""
        levels = self._levels
        # A tilt of the page by +t clockwise-to-be-undone lets y fall along x.
        np.multiply(self._xs, np.tan(np.radians(tilt)), out=levels)
        levels += self._ys
        levels -= levels.min()
        self._rows[:] = levels
        profile = np.bincount(self._rows)
        return float(np.square(np.diff(profile.astype(np.float64))).sum())
