"""Ruling lines in the image of a page: long straight runs of ink, found, measured and taken off the text."""

from dataclasses import dataclass

import numpy as np

from pipeline.readers.ocr.cleaning import INK, Gray
from pipeline.readers.ocr.components import Mask, Runs, closed, runs_of, shapes_of
from pipeline.readers.pages.ink import RulingLine
from pipeline.readers.pages.lattices import REACH

# The shortest strokes taken for ruling lines (points): the floor of a narrow cell, the wall of a row of one
# line.
LEAST_WIDTH = 14.0
LEAST_HEIGHT = 11.0
# A stroke shorter than this (points) is a ruling line only where it reaches from one longer one to another:
# the tops of "TTTT" run together, and brackets of a title are as high as a low row.
SURE_LENGTH = 45.0
# A stroke thicker than this (points) is a bar, a picture, the scanner's black margin; offices draw borders up
# to 3 points.
THICKNESS = 3.5
# A gap in a ruling line (points) that a poor print or a scanner's dust leaves; a run over it is one.
GAP = 0.75
# The grey fringe of a ruling line (points), taken off with it.
FRINGE = 0.5


def take_off_ruling_lines(grey: Gray, dpi: int) -> tuple[Gray, list[RulingLine]]:
    """The page without its ruling lines, and these in points from its top left."""
    ink = grey < INK
    strokes = [
        *_strokes(ink, dpi, horizontal=True),
        *_strokes(np.ascontiguousarray(ink.T), dpi, horizontal=False),
    ]
    sure = {
        flat: [s.rule for s in strokes if s.length >= SURE_LENGTH and s.rule.horizontal == flat]
        for flat in (True, False)
    }
    kept = [s for s in strokes if s.length >= SURE_LENGTH or _spans(s.rule, sure[not s.rule.horizontal])]
    if not kept:
        return grey, []
    clear = np.zeros(grey.shape, dtype=np.bool_)
    fringe = max(round(FRINGE * dpi / 72), 1)
    for stroke in kept:
        area = clear if stroke.rule.horizontal else clear.T
        for row, start, end in stroke.runs:
            area[max(row - fringe, 0) : row + fringe + 1, max(start - fringe, 0) : end + fringe] = True
    return np.where(clear, np.uint8(255), grey), [stroke.rule for stroke in kept]


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A ruling line that was found, and its runs of pixels (of the turned image, where it is vertical)."""

    rule: RulingLine
    runs: list[tuple[int, int, int]]

    @property
    def length(self) -> float:
        return self.rule.end - self.rule.start


def _strokes(mask: Mask, dpi: int, *, horizontal: bool) -> list[_Stroke]:
    scale = 72 / dpi
    runs = _long(closed(runs_of(mask), GAP / scale), (LEAST_WIDTH if horizontal else LEAST_HEIGHT) / scale)
    found = []
    for shape in shapes_of(runs):
        if shape.area / shape.width * scale > THICKNESS:
            continue
        mine = [(int(runs[0][run]), int(runs[1][run]), int(runs[2][run])) for run in shape.runs]
        total = sum(end - start for _, start, end in mine)
        level = sum((row + 0.5) * (end - start) for row, start, end in mine) / total
        found.append(_Stroke(RulingLine(horizontal, level * scale, shape.x0 * scale, shape.x1 * scale), mine))
    return found


def _spans(rule: RulingLine, others: list[RulingLine]) -> bool:
    """Whether a stroke reaches from one long ruling line of the other direction to another."""
    across = [other for other in others if other.start - REACH <= rule.at <= other.end + REACH]
    return all(any(abs(other.at - end) <= REACH for other in across) for end in (rule.start, rule.end))


def _long(runs: Runs, least: float) -> Runs:
    rows, starts, ends = runs
    keep = ends - starts >= least
    return rows[keep], starts[keep], ends[keep]
