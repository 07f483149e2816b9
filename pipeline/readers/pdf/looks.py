"""How text objects look before anything is drawn: with which colour they are filled, by how many paths they
are clipped. A page has 60 and more, and on most pages all are black and none is clipped."""

import ctypes
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.readers.pdf.characters import helper
from pipeline.readers.pdf.page_objects import BLACK, addresses_of, direct, rows_of

__all__ = ["Looks", "looks_of"]

_fill_color = direct(pdfium_c.FPDFPageObj_GetFillColor, ctypes.c_int, *[ctypes.c_void_p] * 5)
_clip_path = direct(pdfium_c.FPDFPageObj_GetClipPath, ctypes.c_size_t, ctypes.c_void_p)
_count_paths = direct(pdfium_c.FPDFClipPath_CountPaths, ctypes.c_int, ctypes.c_void_p)
_FUNCTIONS = addresses_of(
    pdfium_c.FPDFPageObj_GetFillColor,
    pdfium_c.FPDFPageObj_GetClipPath,
    pdfium_c.FPDFClipPath_CountPaths,
)


class Looks(NamedTuple):
    """Of each object red, green, blue and opacity of its filling (0 to 255; black where it says nothing) and
    by how many paths it is clipped (0 or less: by none)."""

    fills: NDArray[np.uint32]
    clips: NDArray[np.int32]

    def are_plain(self) -> bool:
        """Whether all are black and none is clipped."""
        return not (self.fills != BLACK).any() and not (self.clips > 0).any()


def looks_of(addresses: Sequence[int], *, use_helper: bool = True) -> Looks:
    """The looks of the objects at these addresses; `use_helper` lets the C helper ask where there is one."""
    count = len(addresses)
    fills = np.full((count, len(BLACK)), BLACK, np.uint32)
    if use_helper and helper is not None:
        clips = np.empty(count, np.int32)
        helper.looks(_FUNCTIONS, np.array(addresses, np.uint64), fills, clips)
        return Looks(fills, clips)
    channels = [rows_of(fills[:, number:]) for number in range(len(BLACK))]
    deque(map(_fill_color, addresses, *channels), maxlen=0)
    return Looks(fills, np.fromiter(map(_count_paths, map(_clip_path, addresses)), np.int32, count))
