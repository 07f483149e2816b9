"""The visible glyphs of a page, taken from pdfium one by one.

Nothing is believed of the content stream's order or of the blanks and line ends that pdfium makes up; marks
without width are joined to the letter before them.
"""

import ctypes
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.readers.encodings import family
from pipeline.readers.pages.ink import Glyphs, PageInk, Style
from pipeline.readers.pdf.font_runs import FontRuns
from pipeline.readers.pdf.page_objects import direct
from pipeline.readers.pdf.page_space import PageSpace
from pipeline.readers.pdf.sight import UNPAINTED, Sight

__all__ = ["read_glyphs"]

_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_ITALIC_NAMES = ("italic", "oblique")
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123
_BOLD_WEIGHT = 600  # semi-bold (OpenType, OS/2 usWeightClass)
_FONT_NAME = 256  # bytes: names of fonts are shorter
_FILL_AND_STROKE = 2
# Type smaller than this (points) is not seen.
_LEAST_SIZE = 0.5
# A glyph no wider than this (points) is not seen.
_NO_WIDTH = 0.01
# Letters leaning by more than this (share of their height) without the line rising are slanted by the text
# matrix: PDF producers make italics so where the font has none.
_SLANT = 0.1
_LEVEL = 1e-3
_BLANK = 0x20  # codes below are control codes
_FIRST_MARK = 0x300  # combining marks begin here (Unicode, block U+0300)
_HYPHEN, _HYPHEN_AT_END = 0x02, 0xFFFE  # pdfium's marks for a hyphen that ends a line
# Bullets of the Symbol and Wingdings fonts stand in the private use area; a reader sees these.
_SYMBOLS = {
    0xF02B: "+",
    0xF02D: "-",
    0xF0A7: "▪",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF076: "❖",
    _HYPHEN: "-",
    _HYPHEN_AT_END: "-",
    0xAD: "-",  # the soft hyphen, where it is printed
}


def read_glyphs(page: pdfium.PdfPage, space: PageSpace, sight: Sight, ink: PageInk) -> None:
    """Add the glyphs of the page that are seen to `ink`; those that are never painted count over a picture,
    in which a recogniser read them."""
    textpage = page.get_textpage()
    try:
        _add_glyphs(textpage.raw, space, sight, ink)
    finally:
        textpage.close()


def _add_glyphs(textpage: ctypes.c_void_p, space: PageSpace, sight: Sight, ink: PageInk) -> None:
    """The loop over all glyphs of a page, in which most of the time of reading a PDF goes by: what a text
    object says of its glyphs is kept in local names."""
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    rect = pdfium_c.FS_RECTF()
    rect_address = ctypes.addressof(rect)
    glyphs = ink.glyphs
    text_objects = _TextObjects(textpage, space, glyphs.styles, sight)
    fonts = text_objects.fonts
    add_text, add_x0, add_x1 = glyphs.text.append, glyphs.x0.append, glyphs.x1.append
    add_y, add_style = glyphs.y.append, glyphs.style.append
    left, combining = space.left, unicodedata.combining
    last_address, shown, is_shown = 0, None, True
    for index in range(pdfium_c.FPDFText_CountChars(textpage)):
        code = _unicode(handle, index)
        if code <= _BLANK or code == _HYPHEN_AT_END:
            if _is_no_glyph(handle, index, code):
                continue
            if code < _BLANK:
                _note_control_code(handle, index, code, text_objects, len(glyphs.text))
        address = _text_object_address(handle, index)
        if address != last_address:
            last_address = address
            shown = text_objects.of(index, address)
            if shown is not None:
                _note_font(glyphs, shown.old_font)
                fonts.begin(shown.font, len(glyphs.text))
                style, baseline, symbols, doubt = shown.style, shown.baseline, shown.symbols, shown.doubt
                is_level, seen_from, seen_until = shown.is_level, shown.seen_from, shown.seen_until
        if shown is None:
            continue
        _loose_box(handle, index, rect_address)
        if doubt is not None:
            if chr(code).isalnum():  # a full stop may be too small for the picture
                is_shown = sight.shows(doubt, rect.left, rect.bottom, rect.right, rect.top)
            if not is_shown:
                continue
        if is_level:
            x0, x1 = rect.left - left, rect.right - left
        else:
            x0, x1 = shown.along(space.box(rect.left, rect.bottom, rect.right, rect.top))
        text = symbols.get(code) or chr(code)
        if code >= _FIRST_MARK and combining(text):
            _join_mark(glyphs, text, x1, style)
        elif x1 - x0 > _NO_WIDTH and x0 < seen_until and x1 > seen_from:
            add_text(text)
            add_x0(x0)
            add_x1(x1)
            add_y(baseline)
            add_style(style)
    fonts.set_untold_aside(ink)


def _is_no_glyph(handle: int | None, index: int, code: int) -> bool:
    """Whether a blank, a control code or a hyphen at a line's end is none of the page: pdfium makes blanks,
    line ends and hyphens up. Its own mark for a hyphen is shown."""
    return code != _HYPHEN and _is_generated(handle, index) == 1


def _note_control_code(
    handle: int | None, index: int, code: int, text_objects: "_TextObjects", glyph: int
) -> None:
    """Note that a glyph of the page has a control code, so that its font may not tell its letters."""
    fonts = text_objects.fonts
    if code == _HYPHEN:
        fonts.hyphens.append(glyph)
    else:
        fonts.note_untold(text_objects.font_of(index, _text_object_address(handle, index)))


def _note_font(glyphs: Glyphs, old_font: str | None) -> None:
    """Note that the glyphs from here on stand in a font from before Unicode, or no longer do."""
    if old_font != (glyphs.old_fonts[-1][1] if glyphs.old_fonts else None):
        glyphs.old_fonts.append((len(glyphs.text), old_font))


def _join_mark(glyphs: Glyphs, mark: str, x1: float, style: int) -> None:
    """Put a combining mark to the letter before it."""
    if glyphs.text:
        glyphs.text[-1] += mark
        # A mark may have a width of its own: no gap after its letter.
        if glyphs.style[-1] == style:
            glyphs.x1[-1] = max(glyphs.x1[-1], x1)


_unicode = direct(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_is_generated = direct(pdfium_c.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_text_object_address = direct(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_loose_box = direct(
    pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)


@dataclass(frozen=True, slots=True)
class _TextObject:
    """One showing operator, whose glyphs share their baseline, style and font (the address of it).

    `is_level`: neither the text nor the page is turned. `symbols` are codes of symbol fonts with what is
    shown for them. Glyphs are on the page from `seen_from` to `seen_until` in the direction of writing; where
    `doubt` is a number, each must be looked for in the page's picture.
    """

    style: int
    font: int
    baseline: float
    angle: int
    old_font: str | None
    is_level: bool
    symbols: Mapping[int, str]
    seen_from: float
    seen_until: float
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


class _TextObjects:
    """Text objects by address, each asked of pdfium once; None for one that is not seen."""

    def __init__(
        self, textpage: ctypes.c_void_p, space: PageSpace, styles: list[Style], sight: Sight
    ) -> None:
        self._textpage = textpage
        self._space = space
        self._sight = sight
        self._known: dict[int, _TextObject | None] = {0: None}
        self._known.update(dict.fromkeys(sight.hidden))
        self._looks: dict[int, tuple[bool, bool, str | None]] = {}
        self.fonts = FontRuns()
        self._styles = styles

    def of(self, index: int, address: int) -> _TextObject | None:
        """The text object at this address, to which the glyph `index` belongs."""
        address = address or 0
        if address not in self._known:
            obj = ctypes.cast(address, pdfium_c.FPDF_PAGEOBJECT)
            self._known[address] = self._read(index, obj, self._sight.doubtful.get(address))
        return self._known[address]

    def font_of(self, index: int, address: int) -> int:
        """The font of the text object at this address; 0 for one that is not seen."""
        shown = self.of(index, address)
        return shown.font if shown is not None and shown.old_font is None else 0

    def _read(self, index: int, obj: ctypes.c_void_p, doubt: int | None) -> _TextObject | None:
        font, (bold, italic, old_font) = self._font(index, obj)
        style = self._style(index, obj, bold=bold, italic=italic)
        if style is None:
            return None
        if style not in self._styles:
            self._styles.append(style)
        baseline = self._baseline(index, style.angle)
        if old_font is None and pdfium_c.FPDFText_HasUnicodeMapError(self._textpage, index) == 1:
            self.fonts.note_untold(font)
        seen_from, seen_until = -math.inf, math.inf
        if style.angle == 0:
            on_page = 0 < baseline < self._space.height
            seen_from, seen_until = (0.0, self._space.width) if on_page else (math.inf, -math.inf)
        return _TextObject(
            self._styles.index(style),
            font,
            baseline,
            style.angle,
            old_font,
            is_level=self._space.turns == 0 and style.angle == 0,
            symbols=_SYMBOLS if old_font is None else {},
            seen_from=seen_from,
            seen_until=seen_until,
            doubt=doubt,
        )

    def _baseline(self, index: int, angle: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, ctypes.byref(x), ctypes.byref(y))
        seen_x, seen_y = self._space.point(x.value, y.value)
        return (seen_y, -seen_x, -seen_y, seen_x)[angle]

    def _style(self, index: int, obj: ctypes.c_void_p, *, bold: bool, italic: bool) -> Style | None:
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(obj)
        if mode in UNPAINTED and not self._is_on_image(index):
            return None
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._textpage, index, ctypes.byref(matrix))
        size = pdfium_c.FPDFText_GetFontSize(self._textpage, index) * math.hypot(matrix.c, matrix.d)
        if size <= _LEAST_SIZE:
            return None
        turns = round(-math.degrees(math.atan2(matrix.b, matrix.a)) / 90) + self._space.turns
        if mode == _FILL_AND_STROKE:
            bold = True
        if not italic and abs(matrix.b) < _LEVEL and matrix.c > _SLANT * abs(matrix.d):
            italic = True  # a slant made with the text matrix
        return Style(round(size, 1), bold, italic, turns % 4)

    def _is_on_image(self, index: int) -> bool:
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, ctypes.byref(box))
        return self._sight.is_on_image(box.left, box.bottom, box.right, box.top)

    def _font(self, index: int, obj: ctypes.c_void_p) -> tuple[int, tuple[bool, bool, str | None]]:
        """The object's font; whether it is bold, whether it is italic, and its name when that is of a font
        from before Unicode."""
        font = pdfium_c.FPDFTextObj_GetFont(obj)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._looks:
            buffer, flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int(0)
            pdfium_c.FPDFText_GetFontInfo(self._textpage, index, buffer, _FONT_NAME, ctypes.byref(flags))
            full_name = buffer.value.decode("utf-8", "replace")
            name = full_name.lower()
            weight = pdfium_c.FPDFText_GetFontWeight(self._textpage, index)
            bold = (
                any(word in name for word in _BOLD_NAMES)
                or weight >= _BOLD_WEIGHT
                or bool(flags.value & _FORCE_BOLD)
            )
            italic = any(word in name for word in _ITALIC_NAMES)
            self._looks[key] = (bold, italic, full_name if family(full_name) else None)
        return key, self._looks[key]
