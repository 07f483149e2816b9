"""The straight strokes of a page: ruling lines of tables, footnotes and headings, from pdfium's path objects.

Producers draw a ruling line as a stroke, as a thin filled rectangle (Word), or as a side of a box; form
objects hold more of them.
"""

import ctypes
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.readers.pages.ink import RULE_THICKNESS, PageInk, RulingLine
from pipeline.readers.pdf.page_space import PageSpace

# A ruling line shorter than this (points) is a dot of a dotted border or part of a glyph drawn as a path.
RULE_LENGTH = 1.0
# Ink at least this light (of 255, all three channels) is not seen on white paper.
WHITE = 250
# Form XObjects nested deeper than this are not opened: real files stay under 4, a hostile one may be endless.
FORM_DEPTH = 12
# A page with more path segments than this is a drawing (a map, a plan), whose strokes are no table.
PATH_SEGMENTS = 20_000

Matrix = tuple[float, float, float, float, float, float]


def read_strokes(page: pdfium.PdfPage, space: PageSpace, ink: PageInk) -> None:
    """Add the page's ruling lines to `ink`, and the share of the page that its largest image covers."""
    budget = PATH_SEGMENTS
    identity: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    stack = [
        (pdfium_c.FPDFPage_GetObject(page.raw, i), identity, 0)
        for i in range(pdfium_c.FPDFPage_CountObjects(page.raw))
    ]
    while stack:
        obj, outer, depth = stack.pop()
        kind = pdfium_c.FPDFPageObj_GetType(obj)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _bounds(obj, outer, space) or (0.0, 0.0, 0.0, 0.0)
            area = max(min(x1, ink.width) - max(x0, 0.0), 0.0) * max(min(y1, ink.height) - max(y0, 0.0), 0.0)
            ink.image_share = max(ink.image_share, 1e-6, area / max(ink.width * ink.height, 1.0))
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
            inner = _multiplied(_matrix(obj), outer)
            count = pdfium_c.FPDFFormObj_CountObjects(obj)
            stack.extend((pdfium_c.FPDFFormObj_GetObject(obj, i), inner, depth + 1) for i in range(count))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and budget > 0:
            budget -= max(pdfium_c.FPDFPath_CountSegments(obj), 1)
            _read_path(obj, outer, space, ink.ruling_lines)


def _read_path(obj: ctypes.c_void_p, outer: Matrix, space: PageSpace, rules: list[RulingLine]) -> None:
    bounds = _bounds(obj, outer, space)
    if bounds is None:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(obj, fill, stroke)
    filled = bool(fill.value) and _is_seen(obj, pdfium_c.FPDFPageObj_GetFillColor)
    stroked = bool(stroke.value) and _is_seen(obj, pdfium_c.FPDFPageObj_GetStrokeColor)
    if not filled and not stroked:
        return
    x0, y0, x1, y1 = bounds
    width, height = x1 - x0, y1 - y0
    if height <= RULE_THICKNESS and width > max(height, RULE_LENGTH):
        rules.append(RulingLine(True, (y0 + y1) / 2, x0, x1))
    elif width <= RULE_THICKNESS and height > max(width, RULE_LENGTH):
        rules.append(RulingLine(False, (x0 + x1) / 2, y0, y1))
    elif stroked and width > RULE_THICKNESS and height > RULE_THICKNESS:
        rules.extend(_strokes(obj, _multiplied(_matrix(obj), outer), space))


def _bounds(
    obj: ctypes.c_void_p, outer: Matrix, space: PageSpace
) -> tuple[float, float, float, float] | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
        return None
    ax, ay = _applied(outer, left.value, bottom.value)
    bx, by = _applied(outer, right.value, top.value)
    return space.box(ax, ay, bx, by)


def _strokes(obj: ctypes.c_void_p, matrix: Matrix, space: PageSpace) -> list[RulingLine]:
    """The horizontal and vertical strokes of a path of several segments (a box, a whole grid)."""
    found: list[RulingLine] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(pdfium_c.FPDFPath_CountSegments(obj)):
        segment = pdfium_c.FPDFPath_GetPathSegment(obj, index)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        here = space.point(*_applied(matrix, x.value, y.value))
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


def _is_seen(obj: ctypes.c_void_p, getter: Callable[..., int]) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not getter(obj, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < WHITE


def _matrix(obj: ctypes.c_void_p) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(obj, ctypes.byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiplied(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first, then `n` (PDF 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _applied(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
