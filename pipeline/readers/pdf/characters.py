"""The characters of a page as pdfium gives them, in columns.

A page has some 2,000, and each is asked of pdfium for its code, its text object and its box: calls in a loop
took a third of the time of reading a PDF. Mapped over all characters they cost half of that (1.5 ms a page),
and in the optional helper `_characters.c`, which is built where there is a C compiler, next to nothing
(0.1 ms). Both give the same.
"""

import ctypes
from collections import deque
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
_BOX_BYTES: Final = ctypes.sizeof(pdfium_c.FS_RECTF)

_unicode = direct(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_is_generated = direct(pdfium_c.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_text_object = direct(pdfium_c.FPDFText_GetTextObject, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_int)
_loose_box = direct(
    pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
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
    handle = ctypes.cast(textpage, ctypes.c_void_p).value or 0
    count = max(pdfium_c.FPDFText_CountChars(textpage), 0)
    if use_helper and helper is not None:
        return _read_by_helper(helper, handle, count)
    return _read_by_calls(handle, count)


def _read_by_helper(helper: ModuleType, handle: int, count: int) -> Characters:
    codes, objects = np.empty(count, np.uint32), np.empty(count, np.uint64)
    boxes, indices = np.zeros((count, 4), np.float32), np.empty(count, np.int32)
    found = helper.characters(_FUNCTIONS, handle, count, codes, objects, boxes, indices)
    return Characters(codes[:found], objects[:found], boxes[:found], indices[:found])


def _read_by_calls(handle: int, count: int) -> Characters:
    codes = np.fromiter(map(_unicode, repeat(handle), range(count)), np.uint32, count)
    is_kept = np.ones(count, np.bool_)
    may_be_made_up = ((codes <= BLANK) & (codes != HYPHEN)) | (codes == HYPHEN_AT_END)
    for index in np.flatnonzero(may_be_made_up).tolist():
        is_kept[index] = _is_generated(handle, index) != 1
    kept = np.flatnonzero(is_kept)
    indices, found = kept.tolist(), len(kept)
    objects = np.fromiter(map(_text_object, repeat(handle), indices), np.uint64, found)
    boxes = np.zeros((found, 4), np.float32)
    at = boxes.ctypes.data
    deque(map(_loose_box, repeat(handle), indices, range(at, at + _BOX_BYTES * found, _BOX_BYTES)), maxlen=0)
    return Characters(codes[kept], objects, boxes, kept.astype(np.int32))


def decoded(codes: NDArray[np.uint32]) -> str:
    """The text of these code points; surrogates, which a damaged font may give, are left as they are."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
