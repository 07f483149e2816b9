"""The straight strokes of a page: ruling lines of tables, footnotes and headings, from pdfium's path objects.

Producers draw a ruling line as a stroke, as a thin filled rectangle (Word), or as a side of a box; form
objects hold more of them.
"""

import ctypes
from collections.abc import Collection, Iterable

import pypdfium2.raw as pdfium_c

from pipeline.readers.pages.ink import RULE_THICKNESS, PageInk, RulingLine
from pipeline.readers.pdf.page_objects import (
    Box,
    Color,
    Drawn,
    Matrix,
    applied,
    bounds_of,
    fill_of,
    matrix_of,
    multiplied,
    stroke_of,
)
from pipeline.readers.pdf.page_space import PageSpace

# A ruling line shorter than this (points) is a dot of a dotted border or part of a glyph drawn as a path.
RULE_LENGTH = 1.0
# Ink at least this light (of 255, all three channels) is not seen on white paper.
WHITE = 250
# A page with more path segments than this is a drawing (a map, a plan), whose strokes are no table.
PATH_SEGMENTS = 20_000


def read_strokes(objects: Iterable[Drawn], space: PageSpace, hidden: Collection[int], ink: PageInk) -> None:
    """Add the ruling lines among the page's objects to `ink`, without those at the addresses `hidden`, and
    the share of the page that its largest image covers."""
    budget = PATH_SEGMENTS
    for drawn in objects:
        if drawn.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _bounds(drawn, space) or (0.0, 0.0, 0.0, 0.0)
            area = max(min(x1, ink.width) - max(x0, 0.0), 0.0) * max(min(y1, ink.height) - max(y0, 0.0), 0.0)
            ink.image_share = max(ink.image_share, 1e-6, area / max(ink.width * ink.height, 1.0))
        elif drawn.kind == pdfium_c.FPDF_PAGEOBJ_PATH and budget > 0:
            budget -= max(pdfium_c.FPDFPath_CountSegments(drawn.obj), 1)
            if not hidden or drawn.address not in hidden:
                _read_path(drawn, space, ink.ruling_lines)


def _read_path(drawn: Drawn, space: PageSpace, rules: list[RulingLine]) -> None:
    obj = drawn.obj
    bounds = _bounds(drawn, space)
    if bounds is None:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(obj, fill, stroke)
    filled = bool(fill.value) and _is_seen(fill_of(drawn.address))
    stroked = bool(stroke.value) and _is_seen(stroke_of(drawn.address))
    if not filled and not stroked:
        return
    x0, y0, x1, y1 = bounds
    width, height = x1 - x0, y1 - y0
    if height <= RULE_THICKNESS and width > max(height, RULE_LENGTH):
        rules.append(RulingLine(True, (y0 + y1) / 2, x0, x1))
    elif width <= RULE_THICKNESS and height > max(width, RULE_LENGTH):
        rules.append(RulingLine(False, (x0 + x1) / 2, y0, y1))
    elif stroked and width > RULE_THICKNESS and height > RULE_THICKNESS:
        rules.extend(_strokes(obj, multiplied(matrix_of(drawn.address), drawn.outer), space))


def _bounds(drawn: Drawn, space: PageSpace) -> Box | None:
    bounds = bounds_of(drawn)
    return None if bounds is None else space.box(*bounds)


def _strokes(obj: ctypes.c_void_p, matrix: Matrix, space: PageSpace) -> list[RulingLine]:
    """The horizontal and vertical strokes of a path of several segments (a box, a whole grid)."""
    found: list[RulingLine] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(pdfium_c.FPDFPath_CountSegments(obj)):
        segment = pdfium_c.FPDFPath_GetPathSegment(obj, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        here = space.point(*applied(matrix, x.value, y.value))
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            _add_stroke(last, here, found)
        last = here
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            _add_stroke(here, start, found)
            last = start
    return found


def _add_stroke(a: tuple[float, float], b: tuple[float, float], found: list[RulingLine]) -> None:
    if abs(a[1] - b[1]) <= 1.0 and abs(a[0] - b[0]) > RULE_LENGTH:
        found.append(RulingLine(True, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
    elif abs(a[0] - b[0]) <= 1.0 and abs(a[1] - b[1]) > RULE_LENGTH:
        found.append(RulingLine(False, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))


def _is_seen(color: Color) -> bool:
    red, green, blue, opacity = color
    return opacity > 0 and min(red, green, blue) < WHITE
