"""The visible glyphs of a page, taken from pdfium one by one.

Nothing is believed of the content stream's order or of the blanks and line ends that pdfium makes up; marks
without width are joined to the letter before them.
"""

import ctypes
import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.readers.encodings import family
from pipeline.readers.pages.ink import PageInk, Style, View

__all__ = ["read_glyphs"]

_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES = ("italic", "oblique")
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123
_INVISIBLE = 3  # text render mode, PDF 32000-1, table 106
_FILL_AND_STROKE = 2
# Bullets of the Symbol and Wingdings fonts stand in the private use area; a reader sees these.
_SYMBOLS = {
    0xF02B: "+",
    0xF02D: "-",
    0xF0A7: "▪",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF076: "❖",
    0x02: "-",  # pdfium's mark for a hyphen that ends a line
    0xFFFE: "-",
    0xAD: "-",
}


def read_glyphs(page: pdfium.PdfPage, view: View, ink: PageInk) -> None:
    """Add the page's visible glyphs to `ink`, whose images must be known: invisible text counts only over a
    scan."""
    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        handle = ctypes.cast(raw, ctypes.c_void_p).value
        rect = pdfium_c.FS_RECTF()
        rect_address = ctypes.addressof(rect)
        glyphs = ink.glyphs
        runs = _Runs(raw, view, glyphs.styles, sees_invisible=ink.image_share > 0)
        texts = glyphs.text
        add_text, add_x0, add_x1 = glyphs.text.append, glyphs.x0.append, glyphs.x1.append
        add_y, add_style = glyphs.y.append, glyphs.style.append
        width, height, left = view.width, view.height, view.left
        last_address, run, number, base, plain = 0, None, 0, 0.0, False
        for index in range(pdfium_c.FPDFText_CountChars(raw)):
            code = _unicode(handle, index)
            if code <= 32 and code != 2:
                if code != 32 or _is_generated(handle, index) == 1:
                    continue
            elif code == 0xFFFE and _is_generated(handle, index) == 1:
                continue
            address = _text_object_address(handle, index)
            if address != last_address:
                last_address = address
                run = runs.of(index, address)
                if run is not None:
                    number, base = run.style, run.baseline
                    if run.old_font != (glyphs.old_fonts[-1][1] if glyphs.old_fonts else None):
                        glyphs.old_fonts.append((len(texts), run.old_font))
                    plain = view.turns == 0 and run.angle == 0
            if run is None:
                continue
            _loose_box(handle, index, rect_address)
            if plain:
                x0, x1 = rect.left - left, rect.right - left
            else:
                x0, x1 = run.along(view.box(rect.left, rect.bottom, rect.right, rect.top))
            text = _SYMBOLS.get(code) if run.old_font is None else None
            text = text or chr(code)
            if x1 - x0 <= 0.01 or (code >= 0x300 and unicodedata.combining(text)):
                if texts and code >= 0x300 and unicodedata.combining(text):
                    texts[-1] += text
                    # A mark may have a width of its own: no gap after its letter.
                    if glyphs.style[-1] == number:
                        glyphs.x1[-1] = max(glyphs.x1[-1], x1)
                continue
            if run.angle == 0 and (x0 >= width or x1 <= 0 or base <= 0 or base >= height):
                continue
            add_text(text)
            add_x0(x0)
            add_x1(x1)
            add_y(base)
            add_style(number)
    finally:
        textpage.close()


def _direct(function: object, result: object, *arguments: object) -> Callable[..., int]:
    """A pdfium function that takes and gives plain numbers: four calls a glyph, each at half the price of the
    full binding."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
    return cast(Callable[..., int], ctypes.PYFUNCTYPE(result, *arguments)(address))  # type: ignore[arg-type]


_unicode = _direct(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_is_generated = _direct(pdfium_c.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_text_object_address = _direct(
    pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int
)
_loose_box = _direct(
    pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)


@dataclass(frozen=True, slots=True)
class _Run:
    """A text object: one showing operator, whose glyphs share their baseline and style."""

    style: int
    baseline: float
    angle: int
    old_font: str | None

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


class _Runs:
    """Text objects by address, each asked of pdfium once; None for one that is not seen."""

    def __init__(
        self, textpage: ctypes.c_void_p, view: View, styles: list[Style], *, sees_invisible: bool
    ) -> None:
        self._textpage = textpage
        self._view = view
        self._sees_invisible = sees_invisible
        self._known: dict[int, _Run | None] = {0: None}
        self._fonts: dict[int, tuple[bool, bool, str | None]] = {}
        self._styles = styles

    def of(self, index: int, address: int) -> _Run | None:
        address = address or 0
        if address not in self._known:
            obj = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
            bold, italic, old_font = self._font(index, obj)
            style = self._style(index, obj, bold=bold, italic=italic)
            if style is None:
                self._known[address] = None
            else:
                if style not in self._styles:
                    self._styles.append(style)
                number, baseline = self._styles.index(style), self._baseline(index, style.angle)
                self._known[address] = _Run(number, baseline, style.angle, old_font)
        return self._known[address]

    def _baseline(self, index: int, angle: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, ctypes.byref(x), ctypes.byref(y))
        seen_x, seen_y = self._view.point(x.value, y.value)
        return (seen_y, -seen_x, -seen_y, seen_x)[angle]

    def _style(self, index: int, obj: ctypes.c_void_p, *, bold: bool, italic: bool) -> Style | None:
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(obj)
        if mode == _INVISIBLE and not self._sees_invisible:
            return None
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._textpage, index, ctypes.byref(matrix))
        size = pdfium_c.FPDFText_GetFontSize(self._textpage, index) * math.hypot(matrix.c, matrix.d)
        if size <= 0.5:
            return None
        turns = round(-math.degrees(math.atan2(matrix.b, matrix.a)) / 90) + self._view.turns
        if mode == _FILL_AND_STROKE:
            bold = True
        if not italic and abs(matrix.b) < 1e-3 and matrix.c > 0.1 * abs(matrix.d):
            italic = True  # a slant made with the text matrix
        return Style(round(size, 1), bold, italic, turns % 4)

    def _font(self, index: int, obj: ctypes.c_void_p) -> tuple[bool, bool, str | None]:
        """Whether the object's font is bold, whether it is italic, and its name when that is of a font from
        before Unicode."""
        font = pdfium_c.FPDFTextObj_GetFont(obj)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._fonts:
            buffer, flags = ctypes.create_string_buffer(256), ctypes.c_int(0)
            pdfium_c.FPDFText_GetFontInfo(self._textpage, index, buffer, 256, ctypes.byref(flags))
            full_name = buffer.value.decode("utf-8", "replace")
            name = full_name.lower()
            weight = pdfium_c.FPDFText_GetFontWeight(self._textpage, index)
            bold = (
                any(word in name for word in _BOLD_NAMES) or weight >= 600 or bool(flags.value & _FORCE_BOLD)
            )
            italic = any(word in name for word in _ITALIC_NAMES)
            self._fonts[key] = (bold, italic, full_name if family(full_name) else None)
        return self._fonts[key]
