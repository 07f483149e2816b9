"""The visible glyphs of a page: the characters of a page's text that a reader sees.

Nothing is believed of the content stream's order or of the blanks and line ends that pdfium makes up; marks
without width are joined to the letter before them.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from pipeline.readers.pages.ink import Glyphs, PageInk
from pipeline.readers.pdf.characters import BLANK, HYPHEN, HYPHEN_AT_END, Characters, characters_of, decoded
from pipeline.readers.pdf.font_runs import FontRuns
from pipeline.readers.pdf.page_space import PageSpace
from pipeline.readers.pdf.sight import Sight
from pipeline.readers.pdf.text_objects import TextObjects

__all__ = ["read_glyphs"]

# A glyph no wider than this (points) is not seen.
_NO_WIDTH: Final = 0.01
# Combining marks begin here (Unicode, block U+0300); Vietnamese letters stand in a block without any.
_FIRST_MARK: Final = 0x0300
_LETTERS: Final = (0x1E00, 0x1EFF)
# Bullets of the Symbol and Wingdings fonts stand in the private use area; a reader sees these.
_SYMBOLS: Final = {
    "\uf02b": "+",
    "\uf02d": "-",
    "\uf0a7": "▪",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    chr(HYPHEN): "-",
    chr(HYPHEN_AT_END): "-",
    "\xad": "-",  # the soft hyphen, where it is printed
}

_Flags = NDArray[np.bool_]


def read_glyphs(page: pdfium.PdfPage, space: PageSpace, sight: Sight, ink: PageInk) -> None:
    """Put the glyphs of the page that are seen into `ink`; those that are never painted count over a picture,
    in which a recogniser read them."""
    textpage = page.get_textpage()
    try:
        characters = characters_of(textpage.raw)
        if len(characters.codes):
            text_objects = TextObjects(textpage.raw, space, ink.glyphs.styles, sight)
            _fill(ink.glyphs, _Runs(characters, text_objects, space), sight, text_objects.fonts)
            text_objects.fonts.set_untold_aside(ink)
    finally:
        textpage.close()


class _Runs:
    """The characters of a page in runs of one text object, and what is told of each character by its run."""

    def __init__(self, characters: Characters, text_objects: TextObjects, space: PageSpace) -> None:
        """Ask for the text object of each run once, at its first character."""
        objects = characters.objects
        starts = np.concatenate(([0], np.flatnonzero(objects[1:] != objects[:-1]) + 1))
        ends = np.append(starts[1:], len(objects))
        self.characters = characters
        self.text = decoded(characters.codes)
        self.starts: list[int] = starts.tolist()
        self.ends: list[int] = ends.tolist()
        self.shown = text_objects.of(characters.indices[starts].tolist(), objects[starts].tolist())
        self._lengths = ends - starts
        self._space = space
        self.is_shown: _Flags = self.of_each([shown is not None for shown in self.shown])
        self.is_turned = any(shown is not None and shown.angle for shown in self.shown)
        self.style = self.of_each([shown.style if shown else 0 for shown in self.shown])
        self.baseline = self.of_each([shown.baseline if shown else 0.0 for shown in self.shown])
        self.x0, self.x1 = self._ends_of_boxes()

    def of_each(self, values: Sequence[float]) -> NDArray[Any]:
        """What runs have, for each of their characters."""
        return np.repeat(np.array(values), self._lengths)

    def _ends_of_boxes(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Where each glyph begins and ends in the direction of writing."""
        edges = self.characters.boxes.astype(np.float64)
        x0, x1 = edges[:, 0] - self._space.left, edges[:, 2] - self._space.left
        if not self._space.turns and not self.is_turned:
            return x0, x1
        for start, end, shown in zip(self.starts, self.ends, self.shown, strict=True):
            if shown is not None and (self._space.turns or shown.angle):
                for number, (left, top, right, bottom) in enumerate(edges[start:end].tolist(), start):
                    x0[number], x1[number] = shown.along(self._space.box(left, bottom, right, top))
        return x0, x1

    def on_page(self) -> _Flags:
        """Which glyphs lie on the page, at least in part; turned ones all count."""
        width, height = self._space.width, self._space.height
        inside: _Flags = (self.baseline > 0) & (self.baseline < height) & (self.x0 < width) & (self.x1 > 0)
        if self.is_turned:
            inside |= self.of_each([shown is not None and shown.angle != 0 for shown in self.shown])
        return inside

    def hide_covered(self, sight: Sight) -> None:
        """Take back, of text objects in doubt, the letters that are not seen in the page's picture. What is
        no letter or figure goes with the one before it: a full stop may be too small for the picture."""
        is_seen = True
        for start, end, shown in zip(self.starts, self.ends, self.shown, strict=True):
            if shown is None or shown.doubt is None:
                continue
            run = slice(start, end)
            letters = zip(self.text[run], self.characters.boxes[run].tolist(), strict=True)
            for number, (letter, (left, top, right, bottom)) in enumerate(letters, start):
                if letter.isalnum():
                    is_seen = sight.shows(shown.doubt, left, bottom, right, top)
                self.is_shown[number] = is_seen


def _fill(glyphs: Glyphs, runs: _Runs, sight: Sight, fonts: FontRuns) -> None:
    """Fill the columns of glyphs with the characters that are seen, and note which stand in which font."""
    runs.hide_covered(sight)
    is_mark = _combining(runs)
    kept = runs.is_shown & (runs.x1 - runs.x0 > _NO_WIDTH) & runs.on_page()
    if is_mark is not None:
        kept &= ~is_mark
    numbers = np.flatnonzero(kept)
    glyphs.x0, glyphs.x1 = runs.x0.take(numbers), runs.x1.take(numbers)
    glyphs.y, glyphs.style = runs.baseline.take(numbers), runs.style.take(numbers)
    glyphs.text = list(decoded(_printed(runs).take(numbers)))
    before = kept.cumsum() - kept
    _note_fonts(glyphs, runs, before[runs.starts].tolist(), fonts)
    _note_control_codes(runs, before, fonts)
    if is_mark is not None:
        for number in np.flatnonzero(is_mark & runs.is_shown).tolist():
            if before[number]:
                _join_mark(glyphs, int(before[number]) - 1, runs, number)


def _printed(runs: _Runs) -> NDArray[np.uint32]:
    """The code points of the characters as a reader sees them: of symbols, those of signs that look so. Fonts
    from before Unicode have letters there."""
    codes = runs.characters.codes
    symbols = [symbol for symbol in _SYMBOLS if symbol in runs.text]
    if not symbols:
        return codes
    is_symbol_font = runs.of_each([shown is None or shown.old_font is None for shown in runs.shown])
    printed = codes.copy()
    for symbol in symbols:
        printed[is_symbol_font & (codes == ord(symbol))] = ord(_SYMBOLS[symbol])
    return printed


def _combining(runs: _Runs) -> _Flags | None:
    """Which characters are combining marks; None where none is."""
    codes = runs.characters.codes
    may_be_mark = (codes >= _FIRST_MARK) & ((codes < _LETTERS[0]) | (codes > _LETTERS[1]))
    marks = {sign for sign in decoded(codes[may_be_mark]) if unicodedata.combining(sign)}
    return np.array([sign in marks for sign in runs.text]) if marks else None


def _note_fonts(glyphs: Glyphs, runs: _Runs, starts: Sequence[int], fonts: FontRuns) -> None:
    """Note from which glyph on the text stands in which font, and in which one from before Unicode; `starts`
    are the first glyphs of the runs."""
    old_font: str | None = None
    font: int | None = None
    for start, shown in zip(starts, runs.shown, strict=True):
        if shown is None:
            continue
        if shown.font != font:
            font = shown.font
            fonts.begin(font, start)
        if shown.old_font != old_font:
            old_font = shown.old_font
            glyphs.old_fonts.append((start, old_font))


def _note_control_codes(runs: _Runs, before: NDArray[np.int64], fonts: FontRuns) -> None:
    """Note the glyphs that have a control code, so that their font may not tell its letters."""
    numbers = np.flatnonzero(runs.characters.codes < BLANK).tolist()
    for number in numbers:
        if runs.characters.codes[number] == HYPHEN:
            fonts.hyphens.append(int(before[number]))
        else:
            shown = runs.shown[bisect_right(runs.starts, number) - 1]
            fonts.note_untold(shown.font if shown is not None and shown.old_font is None else 0)


def _join_mark(glyphs: Glyphs, letter: int, runs: _Runs, mark: int) -> None:
    """Put a combining mark (the number of its character) to the letter before it (the number of a glyph)."""
    glyphs.text[letter] += runs.text[mark]
    # A mark may have a width of its own: no gap after its letter.
    if glyphs.style[letter] == runs.style[mark]:
        glyphs.x1[letter] = max(glyphs.x1[letter], runs.x1[mark])
