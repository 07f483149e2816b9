"""The characters of a page as pdfium gives them, in columns.

A page has some 2,000, and each is asked of pdfium for its code, its text object and its box: calls in a loop
took a third of the time of reading a PDF. Mapped over all characters, the codes read as one text, they cost a
fifth of that (0.4 ms a page), and in the optional helper `_characters.c`, which is built where there is a C
compiler, next to nothing (0.02 ms). Both give the same.
"""

import ctypes
from collections import deque
from collections.abc import Sequence
from importlib import import_module
from itertools import repeat
from types import ModuleType
from typing import Final, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.readers.pdf.page_objects import addresses_of, direct

try:
    helper: ModuleType | None = import_module("pipeline.readers.pdf._characters")
except ImportError:  # no compiler was there when the package was installed
    helper = None

__all__ = ["BLANK", "HYPHEN", "HYPHEN_AT_END", "Characters", "characters_of", "decoded", "helper"]

BLANK: Final = 0x20  # codes below are control codes
# pdfium's marks for a hyphen that ends a line. It shows the first, and makes the second up, or not.
HYPHEN: Final = 0x02
HYPHEN_AT_END: Final = 0xFFFE
# A text in UTF-16 has two codes for a character where these stand.
_SURROGATES: Final = (0xD800, 0xDFFF)
# Blocks of letters that are written from right to left (Unicode, Hebrew to Arabic, and their forms).
_RIGHT_TO_LEFT: Final = ((0x0590, 0x08FF), (0xFB1D, 0xFEFF))
# Every so many characters is asked for its text object: those have 30 characters on average.
_STEP: Final = 8

# Without the types of their arguments, for a handle and a whole number: half as dear once more.
_unicode = direct(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint)
_is_generated = direct(pdfium_c.FPDFText_IsGenerated, ctypes.c_int)
_text_object = direct(pdfium_c.FPDFText_GetTextObject, ctypes.c_size_t)
_loose_box = direct(pdfium_c.FPDFText_GetLooseCharBox, None)
# Where pdfium writes boxes, so many at a time: to make these places costs as much as the call.
_PLACES: Final = ((ctypes.c_float * 4) * 4096)()
_EACH_PLACE: Final = list(_PLACES)
_WRITTEN: Final = np.ctypeslib.as_array(_PLACES)
_FUNCTIONS: Final = addresses_of(
    pdfium_c.FPDFText_GetUnicode,
    pdfium_c.FPDFText_IsGenerated,
    pdfium_c.FPDFText_GetTextObject,
    pdfium_c.FPDFText_GetLooseCharBox,
)


class Characters(NamedTuple):
    """Of each character of a page, in the order of its content: the Unicode code point, the address of its
    text object (0: none), its box on the page (left, top, right, bottom in points), and the index by which
    pdfium knows it.

    Blanks, line ends and hyphens that pdfium makes up are left out.
    """

    codes: NDArray[np.uint32]
    objects: NDArray[np.uint64]
    boxes: NDArray[np.float32]
    indices: NDArray[np.int32]


def characters_of(textpage: ctypes.c_void_p, *, use_helper: bool = True) -> Characters:
    """The characters of a text page of pdfium; `use_helper` lets the C helper read them where there is
    one."""
    count = max(pdfium_c.FPDFText_CountChars(textpage), 0)
    if use_helper and helper is not None:
        return _read_by_helper(helper, textpage, count)
    return _read_by_calls(textpage, count)


def _read_by_helper(helper: ModuleType, textpage: ctypes.c_void_p, count: int) -> Characters:
    handle = ctypes.cast(textpage, ctypes.c_void_p).value or 0
    codes, objects = np.empty(count, np.uint32), np.empty(count, np.uint64)
    boxes, indices = np.zeros((count, 4), np.float32), np.empty(count, np.int32)
    found = helper.characters(_FUNCTIONS, handle, count, codes, objects, boxes, indices)
    return Characters(codes[:found], objects[:found], boxes[:found], indices[:found])


def _read_by_calls(textpage: ctypes.c_void_p, count: int) -> Characters:
    codes = _codes_of(textpage, count)
    is_kept = np.ones(count, np.bool_)
    may_be_made_up = ((codes <= BLANK) & (codes != HYPHEN)) | (codes == HYPHEN_AT_END)
    for index in np.flatnonzero(may_be_made_up).tolist():
        is_kept[index] = _is_generated(textpage, index) != 1
    kept = np.flatnonzero(is_kept)
    codes = codes[kept]
    boxes = _boxes_of(textpage, kept.tolist())
    return Characters(codes, _objects_of(textpage, codes, kept), boxes, kept.astype(np.int32))


def _codes_of(textpage: ctypes.c_void_p, count: int) -> NDArray[np.uint32]:
    """The code points of the characters, from the page's text where that has one code for each of them."""
    units = (ctypes.c_ushort * (count + 1))()  # and the zero that ends the text
    written = pdfium_c.FPDFText_GetText(textpage, 0, count, units) - 1 if count else 0
    codes = np.array(units, np.uint32)[:count]
    is_each = (
        written == count and pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage, count - 1) == count - 1
    )
    if not is_each or ((codes >= _SURROGATES[0]) & (codes <= _SURROGATES[1])).any():
        return np.fromiter(map(_unicode, repeat(textpage), range(count)), np.uint32, count)
    for index in np.flatnonzero(codes == HYPHEN_AT_END).tolist():  # the text's mark for either hyphen
        codes[index] = _unicode(textpage, index)
    return codes


def _objects_of(
    textpage: ctypes.c_void_p, codes: NDArray[np.uint32], indices: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """The text objects of the characters with these indices.

    Those of one text object follow one another, unless pdfium turned a line round that is written from right
    to left: so where two have the same, those between them have it too (on all of 1,248 pages).
    """
    last = len(indices) - 1
    if last < _STEP or any(((codes >= first) & (codes <= end)).any() for first, end in _RIGHT_TO_LEFT):
        return _asked_objects(textpage, indices)
    probes = np.append(np.arange(0, last, _STEP), last)
    at_probes = _asked_objects(textpage, indices.take(probes))
    lengths = probes[1:] - probes[:-1]
    objects = np.append(np.repeat(at_probes[:-1], lengths), at_probes[-1])
    is_open = np.repeat(at_probes[1:] != at_probes[:-1], lengths)
    is_open[probes[:-1]] = False
    between = np.flatnonzero(is_open)
    objects[between] = _asked_objects(textpage, indices.take(between))
    return objects


def _asked_objects(textpage: ctypes.c_void_p, indices: NDArray[np.int64]) -> NDArray[np.uint64]:
    return np.fromiter(map(_text_object, repeat(textpage), indices.tolist()), np.uint64, len(indices))


def _boxes_of(textpage: ctypes.c_void_p, indices: Sequence[int]) -> NDArray[np.float32]:
    """The boxes of the characters with these indices; zeros for one that has none."""
    boxes = np.empty((len(indices), 4), np.float32)
    for first in range(0, len(indices), len(_EACH_PLACE)):
        part = indices[first : first + len(_EACH_PLACE)]
        _WRITTEN[: len(part)] = 0
        deque(map(_loose_box, repeat(textpage), part, _EACH_PLACE), maxlen=0)
        boxes[first : first + len(part)] = _WRITTEN[: len(part)]
    return boxes


def decoded(codes: NDArray[np.uint32]) -> str:
    """The text of these code points; surrogates, which a damaged font may give, are left as they are."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
