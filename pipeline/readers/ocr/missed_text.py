"""What the engine missed on a page: words it is unsure of, and ink it read nothing in, each looked at again
by itself.

Its page analysis drops lone figures (page numbers, a cell's "5"), and short lines between long ones; cut out,
they are read.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from PIL import Image

from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.components import PixelBox, in_squares, runs_of, shapes_of
from pipeline.readers.ocr.engine import OcrLine, recognise
from pipeline.readers.ocr.words import (
    USUAL_SIZE,
    ScannedWord,
    is_dust,
    is_marker,
    is_plausible,
    scanned_words,
)

# Words that the engine is less sure of than this are looked at again; 1 of 2,508 right ones on six pages was.
DOUBTED = 0.5
# Missed ink is text when its height is in this range, as a share of the size of the page's text: from a lone
# figure, or capitals, to letters with two marks and a descender.
HEIGHT = (0.4, 1.7)
# A missed figure is as high as digits are (em), with room for blur and for smaller type, or as the brackets
# around it (0.9).
FIGURE = (0.5, 0.95)
# No letter or digit is as low as this (em): x-height is 0.45 em, and footnotes are set in two thirds of the
# size.
LOW = 0.25
# Shapes no further apart than this (em) are one line of missed text.
GAP = 1.2
# … nor further apart in height than this (em).
STEP_APART = 0.2
# Room around a doubtful word when it is cut out, and around a read one that counts as its ink (em).
AROUND = 0.1
COVERED = 0.12
# What is read in missed ink counts from this confidence on: it may be a drawing or the rest of a stamp.
TRUSTED = 0.6
# A page with more missed places than this is a picture.
MAX_PLACES = 60
# Missed ink is looked for at this fraction of the resolution.
COARSE = 3


def reread_doubtful_and_missed(words: Sequence[ScannedWord], grey: Gray, dpi: int) -> list[ScannedWord]:
    """The words with the doubtful ones read again and the missed ones added, those in which nothing is found
    left out."""
    em = (median(word.size for word in words) if words else USUAL_SIZE) * dpi / 72
    doubtful, missed = _doubtful_runs(words), _missed(words, grey, em)
    around = [_around(run, em) for run in doubtful]
    # What the engine doubts may be two lines taken for one.
    again = recognise(_cut_out(grey, around, em), "block", dpi)
    anew = recognise(_cut_out(grey, missed, em), "line", dpi)
    line = max((word.line for word in words), default=-1) + 1
    found: dict[int, list[ScannedWord]] = {id(word): [] for run in doubtful for word in run}
    for run, place, lines in zip(doubtful, around, again, strict=True):
        seen = _surer_reading(run, lines, place, em, line)
        if seen is not None and len(lines) > 1:
            line += len(lines)
        found[id(run[0])] = _without_guesses(seen or run, em) or _maybe_figures(run, em)
    kept = [part for word in words for part in found.get(id(word), _without_dust(word, em))]
    for place, lines in zip(missed, anew, strict=True):
        kept += _trusted(lines, place, em, line)
        line += 1
    return kept


def _cut_out(grey: Gray, places: Sequence[PixelBox], em: float) -> list[Image.Image]:
    """The images of places on a page, with a white border."""
    margin = round(em / 2)
    return [
        Image.fromarray(np.pad(grey[y0:y1, x0:x1], margin, constant_values=255)) for x0, y0, x1, y1 in places
    ]


def _read_in(lines: Sequence[OcrLine], place: PixelBox, em: float, line: int) -> list[ScannedWord]:
    """The words of an image that was cut out at `place`, numbered from `line` on."""
    margin = round(em / 2)
    return scanned_words(lines, place[0] - margin, place[1] - margin, line)


def _surer_reading(
    run: Sequence[ScannedWord], lines: Sequence[OcrLine], place: PixelBox, em: float, line: int
) -> list[ScannedWord] | None:
    """The words that the second look at doubtful ones saw; None where it is no surer than the first."""
    seen = _read_in(lines, place, em, line)
    # A marker such as "II.", cut out, is easily taken for a lone letter, or for one without its stop.
    if any(is_marker(word.text) for word in run) and not any(is_marker(word.text) for word in seen):
        return None
    if all(_is_guess(word) or _is_low(word, em) for word in seen) or _sureness(seen) <= _sureness(run):
        return None
    if len(lines) == 1:
        return [replace(word, baseline=run[0].baseline, line=run[0].line) for word in seen]
    return seen


def _without_guesses(words: Sequence[ScannedWord], em: float) -> list[ScannedWord]:
    return [word for word in words if not _is_guess(word) and not _is_low(word, em)]


def _maybe_figures(words: Sequence[ScannedWord], em: float) -> list[ScannedWord]:
    """Those of the words that may be figures, to be read as numbers later."""
    return [
        replace(word, text="?", confidence=0.0)
        for word in words
        if _is_figure(word.x1 - word.x0, word.y1 - word.y0, em)
    ]


def _without_dust(word: ScannedWord, em: float) -> list[ScannedWord]:
    """A word that the engine did not doubt, if it is none of dust; what may be a figure is to be read as a
    number."""
    if not is_dust(word.text, word.confidence) and not _is_low(word, em):
        return [word]
    if _is_figure(word.x1 - word.x0, word.y1 - word.y0, em):
        return [replace(word, text="?")]
    return []


def _trusted(lines: Sequence[OcrLine], place: PixelBox, em: float, line: int) -> list[ScannedWord]:
    """The words read in missed ink: those of a sure reading, or a short figure, which is read as a number
    later."""
    seen = _read_in(lines[:1], place, em, line)
    if _sureness(seen) >= TRUSTED and any(is_plausible(word.text) for word in seen):
        return seen
    if _is_figure(place[2] - place[0], place[3] - place[1], em):
        return [ScannedWord("?", line, *place, baseline=place[3], confidence=0.0)]
    return []


def _doubtful_runs(words: Sequence[ScannedWord]) -> list[list[ScannedWord]]:
    """Doubtful words of a line that stand together."""
    runs: list[list[ScannedWord]] = []
    for before, word in pairwise([None, *words]):
        if word is None or word.confidence >= DOUBTED:
            continue
        if runs and before is runs[-1][-1] and before.line == word.line:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _sureness(words: Sequence[ScannedWord]) -> float:
    return sum(word.confidence * word.letters for word in words) / max(sum(word.letters for word in words), 1)


def _is_guess(word: ScannedWord) -> bool:
    return is_dust(word.text, word.confidence) and not is_plausible(word.text)


def _is_low(word: ScannedWord, em: float) -> bool:
    """Whether a word is a speck taken for a letter."""
    return word.y1 - word.y0 < LOW * em and any(sign.isalnum() for sign in word.text)


def _is_figure(width: float, height: float, em: float) -> bool:
    """Whether a shape is as high as figures are and as wide as one or two: worth being read as a number."""
    return width <= 2 * height and FIGURE[0] * em <= height <= FIGURE[1] * em


def _around(run: Sequence[ScannedWord], em: float) -> PixelBox:
    pad = AROUND * em
    top, bottom = min(word.y0 for word in run) - pad, max(word.y1 for word in run) + pad
    return max(int(run[0].x0 - pad), 0), max(int(top), 0), int(run[-1].x1 + pad), int(bottom)


def _missed(words: Sequence[ScannedWord], grey: Gray, em: float) -> list[PixelBox]:
    """Where text-sized ink stands that no word covers, from top to bottom."""
    ink = grey < INK
    for word in words:
        pad = COVERED * em
        ink[
            max(int(word.y0 - pad), 0) : int(word.y1 + pad), max(int(word.x0 - pad), 0) : int(word.x1 + pad)
        ] = False
    shapes = [
        s
        for s in shapes_of(runs_of(in_squares(ink, COARSE)), 2)
        if s.height * COARSE <= HEIGHT[1] * em and s.area > 3
    ]
    places: list[list[int]] = []
    for shape in sorted(shapes, key=lambda s: (s.x0, s.y0)):
        x0, y0, x1, y1 = (edge * COARSE for edge in (shape.x0, shape.y0, shape.x1, shape.y1))
        for place in places:
            overlap = min(place[3], y1) - max(place[1], y0)
            if (
                x0 - place[2] <= GAP * em
                and overlap > -STEP_APART * em
                and max(place[3], y1) - min(place[1], y0) <= HEIGHT[1] * em
            ):
                place[:] = min(place[0], x0), min(place[1], y0), max(place[2], x1), max(place[3], y1)
                break
        else:
            places.append([x0, y0, x1, y1])
    rim = 0.5 * em
    height, width = grey.shape
    found = [
        (p[0], p[1], p[2], p[3])
        for p in places
        if p[3] - p[1] >= HEIGHT[0] * em
        and p[0] > rim
        and p[1] > rim
        and p[2] < width - rim
        and p[3] < height - rim
    ]
    return sorted(found, key=lambda p: (p[1], p[0])) if len(found) <= MAX_PLACES else []
