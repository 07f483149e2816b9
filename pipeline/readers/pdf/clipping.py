"""The part of a page to which an object is clipped (PDF 32000-1, 8.5.4)."""

import ctypes

import pypdfium2.raw as pdfium_c

from pipeline.readers.pdf.page_objects import Box, Drawn, applied, direct

# Of a longer path only so many points are looked at; a rectangle has five.
POINTS = 64
# Of nested clips only so many are looked at; real files have one or two.
PATHS = 16

_clip_path = direct(pdfium_c.FPDFPageObj_GetClipPath, ctypes.c_void_p, ctypes.c_void_p)
_count_paths = direct(pdfium_c.FPDFClipPath_CountPaths, ctypes.c_int, ctypes.c_void_p)
_count_segments = direct(pdfium_c.FPDFClipPath_CountPathSegments, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_segment = direct(
    pdfium_c.FPDFClipPath_GetPathSegment, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int
)
_point = direct(
    pdfium_c.FPDFPathSegment_GetPoint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)
_POINT = (ctypes.c_float * 2)()
_X = ctypes.addressof(_POINT)
_Y = _X + ctypes.sizeof(ctypes.c_float)


def clip_of(drawn: Drawn) -> Box | None:
    """The box on the page outside which nothing of the object is seen; None where it is not clipped, or by a
    path too long to look at. What a path that is no rectangle leaves out of its box is not told."""
    clip = _clip_path(drawn.address)
    count = _count_paths(clip) if clip else 0
    if count <= 0:
        return None
    left, bottom, right, top = float("-inf"), float("-inf"), float("inf"), float("inf")
    for path in range(min(count, PATHS)):
        points = _points(clip, path, drawn)
        if points is None:
            continue
        xs, ys = zip(*points, strict=True)
        left, bottom = max(left, min(xs)), max(bottom, min(ys))
        right, top = min(right, max(xs)), min(top, max(ys))
    return left, bottom, right, top


def _points(clip: int, path: int, drawn: Drawn) -> list[tuple[float, float]] | None:
    count = _count_segments(clip, path)
    if not 0 < count <= POINTS:
        return None
    found = []
    for number in range(count):
        _point(_segment(clip, path, number), _X, _Y)
        found.append(applied(drawn.outer, _POINT[0], _POINT[1]))
    return found
