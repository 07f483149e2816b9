"""The objects of a page in the order in which they are painted, those in form objects among them."""

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, cast

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Color = tuple[int, int, int, int]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
OPAQUE = 255
BLACK: Color = (0, 0, 0, OPAQUE)
# Form XObjects nested deeper than this are not opened: real files stay under 4, a hostile one may be endless.
FORM_DEPTH = 12


@dataclass(slots=True, eq=False)
class Drawn:
    """One object of a page: its address, by which pdfium names it when asked for a glyph's, its kind
    (FPDF_PAGEOBJ_…), the matrix from its coordinates to those of the page, how opaque the forms are in which
    it stands (0 to 1), the address of the innermost of these, and its box once it has been asked for
    (`bounds_of`)."""

    address: int
    kind: int
    outer: Matrix = IDENTITY
    opacity: float = 1.0
    form: int | None = None
    box: Box | None = None

    @property
    def obj(self) -> ctypes.c_void_p:
        """The handle that pdfium's full binding asks for."""
        return handle_of(self.address)


def handle_of(address: int) -> ctypes.c_void_p:
    """The handle of the object at this address."""
    return cast(ctypes.c_void_p, ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT))


def direct(function: object, result: object, *arguments: object) -> Callable[..., Any]:
    """A pdfium function that takes and gives plain numbers, at half the price of the full binding: for calls
    made once a glyph or a text object."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
    return cast(Callable[..., Any], ctypes.PYFUNCTYPE(result, *arguments)(address))  # type: ignore[arg-type]


_object = direct(pdfium_c.FPDFPage_GetObject, ctypes.c_size_t)
_count_in_form = direct(pdfium_c.FPDFFormObj_CountObjects, ctypes.c_int, ctypes.c_void_p)
_object_in_form = direct(pdfium_c.FPDFFormObj_GetObject, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_ulong)
_kind = direct(pdfium_c.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)


def objects_of(page: pdfium.PdfPage) -> Iterable[Drawn]:
    """All text, paths, images and shadings of a page, the undermost first."""
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    addresses = list(map(_object, repeat(page.raw), range(count)))
    kinds = list(map(_kind, addresses))
    if pdfium_c.FPDF_PAGEOBJ_FORM not in kinds:
        return map(Drawn, addresses, kinds)
    return _with_those_in_forms(addresses)


def _with_those_in_forms(addresses: Sequence[int]) -> Iterator[Drawn]:
    stack: list[tuple[int, Matrix, float, int | None, int]] = [
        (address, IDENTITY, 1.0, None, 0) for address in reversed(addresses)
    ]
    while stack:
        address, outer, opacity, form, depth = stack.pop()
        kind = _kind(address)
        if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield Drawn(address, kind, outer, opacity, form)
        elif depth < FORM_DEPTH:
            inner = multiplied(matrix_of(address), outer)
            opacity = min(opacity, fill_of(address)[3] / OPAQUE)
            numbers = reversed(range(_count_in_form(address)))
            stack.extend(
                (_object_in_form(address, number), inner, opacity, address, depth + 1) for number in numbers
            )


def addresses_of(*functions: object) -> tuple[int, ...]:
    """Where functions of pdfium stand in memory, for the C helper."""
    return tuple(ctypes.cast(one, ctypes.c_void_p).value or 0 for one in functions)  # type: ignore[arg-type]


def rows_of(numbers: NDArray[Any]) -> range:
    """The addresses of the rows of a table, for pdfium to write there."""
    step = numbers.strides[0] or 1  # of an empty table
    return range(numbers.ctypes.data, numbers.ctypes.data + step * len(numbers), step)


_fill_color = direct(pdfium_c.FPDFPageObj_GetFillColor, ctypes.c_int, *[ctypes.c_void_p] * 5)
_stroke_color = direct(pdfium_c.FPDFPageObj_GetStrokeColor, ctypes.c_int, *[ctypes.c_void_p] * 5)
_COLOR = (ctypes.c_uint * 4)()
_CHANNELS = [ctypes.addressof(_COLOR) + i * ctypes.sizeof(ctypes.c_uint) for i in range(4)]


def fill_of(address: int) -> Color:
    """Red, green, blue and opacity (0 to 255) with which an object is filled; black where it says nothing."""
    return _color(address, _fill_color)


def stroke_of(address: int) -> Color:
    """Red, green, blue and opacity (0 to 255) of the object's strokes; black where it says nothing."""
    return _color(address, _stroke_color)


def _color(address: int, getter: Callable[..., int]) -> Color:
    if not getter(address, *_CHANNELS):
        return BLACK
    red, green, blue, opacity = _COLOR
    return red, green, blue, opacity


_get_bounds = direct(pdfium_c.FPDFPageObj_GetBounds, ctypes.c_int, *[ctypes.c_void_p] * 5)
_BOUNDS = (ctypes.c_float * 4)()
_EDGES = [ctypes.addressof(_BOUNDS) + i * ctypes.sizeof(ctypes.c_float) for i in range(4)]


def bounds_of(drawn: Drawn) -> Box | None:
    """The object's box on the page: left, bottom, right, top; None where it has none."""
    if drawn.box is None and _get_bounds(drawn.address, *_EDGES):
        left, bottom, right, top = _BOUNDS
        if drawn.outer is not IDENTITY:
            ax, ay = applied(drawn.outer, left, bottom)
            bx, by = applied(drawn.outer, right, top)
            left, bottom, right, top = min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
        drawn.box = left, bottom, right, top
    return drawn.box


def matrix_of(address: int) -> Matrix:
    """The matrix of an object's own coordinates."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(handle_of(address), ctypes.byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def multiplied(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first, then `n` (PDF 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def applied(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where the matrix puts a point."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
