"""What a text object of a page says of its glyphs: their font, style and baseline.

A text object is what one showing operator paints. It is asked once for all its glyphs; what depends on its
font, size and matrix alone is worked out once for all objects that share these: a page has 60 such objects
and more, and four or five styles.
"""

import ctypes
import math
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Final, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray

from pipeline.readers.encodings import family
from pipeline.readers.pages.ink import Style
from pipeline.readers.pdf.characters import helper
from pipeline.readers.pdf.font_runs import FontRuns
from pipeline.readers.pdf.page_objects import addresses_of, direct, rows_of
from pipeline.readers.pdf.page_space import PageSpace
from pipeline.readers.pdf.sight import UNPAINTED, Sight

__all__ = ["Asked", "TextObject", "TextObjects", "asked_of"]

_BOLD_NAMES: Final = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES: Final = ("italic", "oblique")
_FORCE_BOLD: Final = 1 << 18  # PDF 32000-1, table 123
_BOLD_WEIGHT: Final = 600  # semi-bold (OpenType, OS/2 usWeightClass)
_FONT_NAME: Final = 256  # bytes: names of fonts are shorter
_FILL_AND_STROKE: Final = 2
# Type smaller than this (points) is not seen.
_LEAST_SIZE: Final = 0.5
# Letters leaning by more than this (share of their height) without the line rising are slanted by the text
# matrix: PDF producers make italics so where the font has none.
_SLANT: Final = 0.1
_LEVEL: Final = 1e-3
_UNKNOWN: Final = -1  # no number of a style

_font_of = direct(pdfium_c.FPDFTextObj_GetFont, ctypes.c_size_t, ctypes.c_void_p)
_render_mode = direct(pdfium_c.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_font_size = direct(pdfium_c.FPDFText_GetFontSize, ctypes.c_double)
_get_matrix = direct(
    pdfium_c.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_get_origin = direct(
    pdfium_c.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 2
)
_lacks_unicode = direct(pdfium_c.FPDFText_HasUnicodeMapError, ctypes.c_int)
_FUNCTIONS: Final = addresses_of(
    pdfium_c.FPDFTextObj_GetFont,
    pdfium_c.FPDFTextObj_GetTextRenderMode,
    pdfium_c.FPDFText_GetFontSize,
    pdfium_c.FPDFText_GetMatrix,
    pdfium_c.FPDFText_GetCharOrigin,
    pdfium_c.FPDFText_HasUnicodeMapError,
)


class TextObject(NamedTuple):
    """One showing operator, whose glyphs share their baseline, style (its number), font (the address of it)
    and direction of writing (quarter turns).

    `old_font` is the name of a font from before Unicode. Where `doubt` is a number, each glyph must be looked
    for in the page's picture.
    """

    style: int
    font: int
    baseline: float
    angle: int
    old_font: str | None
    doubt: int | None

    def along(self, box: tuple[float, float, float, float]) -> tuple[float, float]:
        """Where a glyph with this box begins and ends in the direction of writing."""
        x0, y0, x1, y1 = box
        if self.angle == 0:
            return x0, x1
        if self.angle == 1:  # written downwards
            return y0, y1
        if self.angle == 3:  # written upwards
            return -y1, -y0
        return -x1, -x0


class _Look(NamedTuple):
    """What a font says of its glyphs: whether they are bold, whether italic, and the font's name when it is
    one from before Unicode."""

    bold: bool
    italic: bool
    old_font: str | None


class Asked(NamedTuple):
    """What pdfium says of text objects, in columns: the font (its address), render mode, font size, text
    matrix (6 numbers), origin of a glyph of each (x, y), and whether the font has no letter for it (1)."""

    fonts: NDArray[np.uint64]
    modes: NDArray[np.int32]
    sizes: NDArray[np.float64]
    matrices: NDArray[np.float32]
    origins: NDArray[np.float64]
    lacking: NDArray[np.int32]


class TextObjects:
    """The text objects of a text page of pdfium. `fonts` notes the fonts that say of a glyph that they do not
    tell its letter."""

    def __init__(
        self, textpage: ctypes.c_void_p, space: PageSpace, styles: list[Style], sight: Sight
    ) -> None:
        """Styles that are new are added to `styles`."""
        self._textpage = textpage
        self._space = space
        self._sight = sight
        self._looks: dict[int, _Look] = {}
        self._numbers: dict[tuple[int, bool, float, tuple[float, ...]], int | None] = {}
        self._styles = styles
        self.fonts = FontRuns()

    def of(self, indices: Sequence[int], addresses: Sequence[int]) -> list[TextObject | None]:
        """The text objects at these addresses, to which these glyphs belong; None for one that is not
        seen."""
        first: dict[int, int] = {}
        for index, address in zip(indices, addresses, strict=True):
            first.setdefault(address, index)
        seen = [address for address in first if address and address not in self._sight.hidden]
        glyphs = [first[address] for address in seen]
        asked = asked_of(self._textpage, seen, glyphs)
        places = [axis.tolist() for axis in self._space.point(asked.origins[:, 0], asked.origins[:, 1])]
        columns = (
            seen,
            glyphs,
            asked.fonts.tolist(),
            asked.modes.tolist(),
            asked.sizes.tolist(),
            map(tuple, asked.matrices[:, :4].tolist()),
            asked.lacking.tolist(),
            *places,
        )
        found = dict(zip(seen, map(self._read, *columns), strict=True))
        return [found.get(address) for address in addresses]

    def _read(
        self,
        address: int,
        glyph: int,
        font: int,
        mode: int,
        size: float,
        matrix: tuple[float, ...],
        lacks_letter: int,
        x: float,
        y: float,
    ) -> TextObject | None:
        if mode in UNPAINTED and not self._is_on_image(glyph):
            return None
        look = self._looks.get(font) or self._look(glyph, font)
        is_stroked = mode == _FILL_AND_STROKE
        key = (font, is_stroked, size, matrix)
        number = self._numbers.get(key, _UNKNOWN)
        if number == _UNKNOWN:
            style = _style(look, size, matrix, self._space.turns, is_stroked)
            number = self._numbers[key] = self._number_of(style)
        if number is None:
            return None
        angle = self._styles[number].angle
        if lacks_letter == 1 and look.old_font is None:
            self.fonts.note_untold(font)
        baseline = y if angle == 0 else (y, -x, -y, x)[angle]
        return TextObject(number, font, baseline, angle, look.old_font, self._sight.doubtful.get(address))

    def _number_of(self, style: Style | None) -> int | None:
        """The number of a style; None for none."""
        if style is None:
            return None
        if style not in self._styles:
            self._styles.append(style)
        return self._styles.index(style)

    def _is_on_image(self, index: int) -> bool:
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, ctypes.byref(box))
        return self._sight.is_on_image(box.left, box.bottom, box.right, box.top)

    def _look(self, index: int, font: int) -> _Look:
        buffer, flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int(0)
        pdfium_c.FPDFText_GetFontInfo(self._textpage, index, buffer, _FONT_NAME, ctypes.byref(flags))
        full_name = buffer.value.decode("utf-8", "replace")
        weight = pdfium_c.FPDFText_GetFontWeight(self._textpage, index)
        bold = weight >= _BOLD_WEIGHT or bool(flags.value & _FORCE_BOLD)
        self._looks[font] = _Look(
            bold or _says(full_name, _BOLD_NAMES),
            _says(full_name, _ITALIC_NAMES),
            full_name if family(full_name) else None,
        )
        return self._looks[font]


def asked_of(
    textpage: ctypes.c_void_p, addresses: Sequence[int], glyphs: Sequence[int], *, use_helper: bool = True
) -> Asked:
    """What a text page of pdfium says of the text objects at these addresses, to each of which one of these
    glyphs belongs; `use_helper` lets the C helper ask where there is one."""
    handle, count = ctypes.cast(textpage, ctypes.c_void_p).value or 0, len(addresses)
    matrices, origins = np.zeros((count, 6), np.float32), np.zeros((count, 2))
    if use_helper and helper is not None:
        found = Asked(
            np.empty(count, np.uint64),
            np.empty(count, np.int32),
            np.empty(count),
            matrices,
            origins,
            np.empty(count, np.int32),
        )
        of, at = np.array(addresses, np.uint64), np.array(glyphs, np.int32)
        helper.text_objects(_FUNCTIONS, handle, of, at, *found)
        return found
    page = repeat(handle)
    deque(map(_get_matrix, page, glyphs, rows_of(matrices)), maxlen=0)
    deque(map(_get_origin, page, glyphs, rows_of(origins), rows_of(origins[:, 1:])), maxlen=0)
    return Asked(
        np.fromiter(map(_font_of, addresses), np.uint64, count),
        np.fromiter(map(_render_mode, addresses), np.int32, count),
        np.fromiter(map(_font_size, repeat(textpage), glyphs), np.float64, count),
        matrices,
        origins,
        np.fromiter(map(_lacks_unicode, repeat(textpage), glyphs), np.int32, count),
    )


def _style(look: _Look, size: float, matrix: tuple[float, ...], turns: int, is_stroked: bool) -> Style | None:
    """The style of glyphs with this font size under a matrix, on a page turned by `turns`; None where they
    are too small to be seen."""
    a, b, c, d = matrix
    size *= math.hypot(c, d)
    if size <= _LEAST_SIZE:
        return None
    turns += round(-math.degrees(math.atan2(b, a)) / 90)
    is_slanted = abs(b) < _LEVEL and c > _SLANT * abs(d)
    return Style(round(size, 1), look.bold or is_stroked, look.italic or is_slanted, turns % 4)


def _says(name: str, words: Iterable[str]) -> bool:
    return any(word in name.lower() for word in words)
