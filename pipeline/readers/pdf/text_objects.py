"""What a text object of a page says of its glyphs: their font, style and baseline.

A text object is what one showing operator paints. It is asked once for all its glyphs; what depends on its
font, size and matrix alone is worked out once for all objects that share these: a page has 60 such objects
and more, and four or five styles.
"""

import ctypes
import math
from collections.abc import Iterable
from typing import Final, NamedTuple

import pypdfium2.raw as pdfium_c

from pipeline.readers.encodings import family
from pipeline.readers.pages.ink import Style
from pipeline.readers.pdf.font_runs import FontRuns
from pipeline.readers.pdf.page_objects import direct
from pipeline.readers.pdf.page_space import PageSpace
from pipeline.readers.pdf.sight import UNPAINTED, Sight

__all__ = ["TextObject", "TextObjects"]

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

_font_of = direct(pdfium_c.FPDFTextObj_GetFont, ctypes.c_size_t, ctypes.c_void_p)
_render_mode = direct(pdfium_c.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_font_size = direct(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_get_matrix = direct(
    pdfium_c.FPDFText_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_get_origin = direct(
    pdfium_c.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 2
)
_lacks_unicode = direct(pdfium_c.FPDFText_HasUnicodeMapError, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_MATRIX = (ctypes.c_float * 6)()
_MATRIX_AT: Final = ctypes.addressof(_MATRIX)
_ORIGIN = (ctypes.c_double * 2)()
_X: Final = ctypes.addressof(_ORIGIN)
_Y: Final = _X + ctypes.sizeof(ctypes.c_double)


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


class TextObjects:
    """Text objects by address, each asked of pdfium once; None for one that is not seen. `fonts` notes those
    that say of a glyph that they do not tell its letter."""

    def __init__(
        self, textpage: ctypes.c_void_p, space: PageSpace, styles: list[Style], sight: Sight
    ) -> None:
        """Read the objects of a text page of pdfium; styles that are new are added to `styles`."""
        self._textpage = textpage
        self._handle = ctypes.cast(textpage, ctypes.c_void_p).value or 0
        self._space = space
        self._sight = sight
        self._known: dict[int, TextObject | None] = {0: None}
        self._known.update(dict.fromkeys(sight.hidden))
        self._looks: dict[int, _Look] = {}
        self._numbers: dict[tuple[int | bool | float, ...], int | None] = {}
        self._styles = styles
        self.fonts = FontRuns()

    def of(self, index: int, address: int) -> TextObject | None:
        """The text object at this address, to which the glyph `index` belongs."""
        if address not in self._known:
            self._known[address] = self._read(index, address)
        return self._known[address]

    def _read(self, index: int, address: int) -> TextObject | None:
        mode = _render_mode(address)
        if mode in UNPAINTED and not self._is_on_image(index):
            return None
        font = _font_of(address)
        look = self._looks.get(font) or self._look(index, font)
        number = self._style_number(index, font, look, is_stroked=mode == _FILL_AND_STROKE)
        if number is None:
            return None
        angle = self._styles[number].angle
        if look.old_font is None and _lacks_unicode(self._handle, index) == 1:
            self.fonts.note_untold(font)
        doubt = self._sight.doubtful.get(address)
        return TextObject(number, font, self._baseline(index, angle), angle, look.old_font, doubt)

    def _baseline(self, index: int, angle: int) -> float:
        _get_origin(self._handle, index, _X, _Y)
        x, y = self._space.point(*_ORIGIN)
        return (y, -x, -y, x)[angle]

    def _style_number(self, index: int, font: int, look: _Look, *, is_stroked: bool) -> int | None:
        """The number of the glyphs' style; None where they are too small to be seen."""
        is_there = _get_matrix(self._handle, index, _MATRIX_AT)
        a, b, c, d = _MATRIX[:4] if is_there else (0.0, 0.0, 0.0, 0.0)
        size = _font_size(self._handle, index)
        key = (font, is_stroked, size, a, b, c, d)
        if key not in self._numbers:
            style = _style(look, size, (a, b, c, d), self._space.turns, is_stroked=is_stroked)
            self._numbers[key] = None if style is None else _number_of(style, self._styles)
        return self._numbers[key]

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


def _style(
    look: _Look, size: float, matrix: tuple[float, float, float, float], turns: int, *, is_stroked: bool
) -> Style | None:
    """The style of glyphs with this font size under a matrix, on a page turned by `turns`; None where they
    are too small to be seen."""
    a, b, c, d = matrix
    size *= math.hypot(c, d)
    if size <= _LEAST_SIZE:
        return None
    turns += round(-math.degrees(math.atan2(b, a)) / 90)
    is_slanted = abs(b) < _LEVEL and c > _SLANT * abs(d)
    return Style(round(size, 1), look.bold or is_stroked, look.italic or is_slanted, turns % 4)


def _number_of(style: Style, styles: list[Style]) -> int:
    if style not in styles:
        styles.append(style)
    return styles.index(style)


def _says(name: str, words: Iterable[str]) -> bool:
    return any(word in name.lower() for word in words)
