"""One page's picture becomes words, ruled grids and ruling lines, in the form in which a page with a text
layer gives them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from pipeline.readers.ocr.cleaning import INK, Gray, cleaned, is_blank
from pipeline.readers.ocr.components import PixelBox
from pipeline.readers.ocr.engine import recognise
from pipeline.readers.ocr.head_fields import head_fields, with_head_fields
from pipeline.readers.ocr.images import DPI, Picture
from pipeline.readers.ocr.missed_text import reread_doubtful_and_missed
from pipeline.readers.ocr.numbers import Doubt, complete_column_numbers, reread_numbers
from pipeline.readers.ocr.regions import text_regions
from pipeline.readers.ocr.ruling_lines import take_off_ruling_lines
from pipeline.readers.ocr.set_phrases import restore_diacritics
from pipeline.readers.ocr.skew import LEAST_TILT, is_sideways, is_upside_down, levelled, tilt_of
from pipeline.readers.ocr.specks import without_margin_specks
from pipeline.readers.ocr.superscripts import with_superscripts, without_unread_superscripts
from pipeline.readers.ocr.words import (
    ScannedWord,
    measure_type,
    scanned_words,
    set_baselines,
    widen_over_ink,
    words_in_points,
)
from pipeline.readers.pages.ink import RulingLine
from pipeline.readers.pages.lattices import Lattice, lattices_of
from pipeline.readers.pages.lines import lines_of
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.placed_words import PlacedWords
from pipeline.readers.pages.tables import filled_table
from pipeline.readers.text_quality import judge
from schemas.layout import Span

# A page read with less confidence than this, or as no Vietnamese, may lie upside down; the other way round is
# tried.
DOUBTFUL = 0.75
# A word read with less confidence than this may be misread.
DOUBTED_WORD = 0.8
# The white border put around the image of a region or cell, and what is cut off at a cell's walls (points).
MARGIN = 5.0
CELL_WALL = 0.8
# A region with less ink than this (pixels) holds nothing: one and a half full stops of 10-point type, 1.2
# points wide.
LEAST_INK = 1.5 * (1.2 * DPI / 72) ** 2

_SCALE = 72 / DPI


@dataclass(slots=True, eq=False)
class ScannedPage:
    """A page as recognised: its size in points, words, tables' grids, other ruling lines, the engine's mean
    confidence (0 to 1), and the numbers that were read in two ways."""

    number: int
    width: float
    height: float
    words: list[ScannedWord] = field(default_factory=list)
    lattices: list[Lattice] = field(default_factory=list)
    free: list[RulingLine] = field(default_factory=list)
    confidence: float = 1.0
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(word.text for word in self.words)

    def unsure(self) -> list[Span]:
        """Where the words stand of which the engine is not sure."""
        return [
            Span(self.number, *(side * _SCALE for side in (word.x0, word.y0, word.x1, word.y1)))
            for word in self.words
            if word.confidence < DOUBTED_WORD
        ]

    def draft(self) -> PageDraft:
        """The page taken apart into tables and lines, each word in the innermost table that holds its
        middle."""
        page = PageDraft(self.number, self.width, self.height, rules=self.free)
        left = PlacedWords.of(words_in_points(self.words, DPI))
        for lattice in sorted(
            self.lattices, key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0])
        ):
            inside, left = left.parted(lattice)
            if inside.words:
                page.tables.append(filled_table(lattice, inside, self.number))
        page.tables.sort(key=lambda table: table.top)
        page.lines = lines_of(left.words, self.number)
        return page


def prepared(picture: Picture) -> Gray | None:
    """The page clean and level, its lines running across or (upside down) back; None for a blank page."""
    grey = cleaned(picture.image, DPI)
    if is_blank(grey, DPI):
        return None
    if not picture.upright and is_sideways(grey, DPI):
        grey = np.ascontiguousarray(np.rot90(grey))
    return levelled(grey, tilt_of(grey, DPI))


def laid(picture: Picture, image: Image.Image) -> Image.Image:
    """`image`, the page in whatever colours, laid as it is read: the places of its words lie on it.

    Which way is up, `read_page` learns by reading; here its ink tells.
    """
    grey = cleaned(picture.image, DPI)
    if is_blank(grey, DPI):
        return image
    if not picture.upright and is_sideways(grey, DPI):
        grey = np.ascontiguousarray(np.rot90(grey))
        image = image.transpose(Image.Transpose.ROTATE_90)
    tilt = tilt_of(grey, DPI)
    if abs(tilt) >= LEAST_TILT:
        image = image.rotate(-tilt, Image.Resampling.BICUBIC, fillcolor="white")
    if not picture.upright and is_upside_down(levelled(grey, tilt), DPI):
        image = image.transpose(Image.Transpose.ROTATE_180)
    return image


def read_page(number: int, grey: Gray) -> ScannedPage:
    """Recognise a prepared page, either way up.

    Raises `ReadError`: `ocr_unavailable`, `timeout`, `parser_crash`.
    """
    page = _read(number, grey)
    if page.confidence < DOUBTFUL or judge(page.text) != "good":
        other = _read(number, np.ascontiguousarray(grey[::-1, ::-1]))
        if (
            other.confidence * len(other.words) > page.confidence * len(page.words)
            and judge(other.text) == "good"
        ):
            return other
    return page


def _read(number: int, grey: Gray) -> ScannedPage:
    grey, rules = take_off_ruling_lines(grey, DPI)
    lattices, free = lattices_of(rules)
    page = ScannedPage(
        number, round(grey.shape[1] * _SCALE, 2), round(grey.shape[0] * _SCALE, 2), [], lattices, free
    )
    body = grey.copy()
    for lattice in lattices:
        x0, y0, x1, y1 = (round(edge / _SCALE) for edge in lattice.box)
        body[y0:y1, x0:x1] = 255
    page.words = _words_at(
        [
            *((body, place) for place in text_regions(body, DPI)),
            *((grey, place) for place in _cells(lattices)),
        ]
    )
    measure_type(page.words, grey, DPI)
    widen_over_ink(page.words, grey, DPI)
    page.words = reread_doubtful_and_missed(page.words, grey, DPI)
    measure_type(page.words, grey, DPI)
    page.words = without_margin_specks(page.words, grey.shape[1], DPI)
    page.words = with_superscripts(page.words, grey, DPI)
    fields = head_fields(page.words, grey, DPI)
    page.doubts = reread_numbers(page.words, grey, DPI, fields)
    complete_column_numbers(page.words, lattices, DPI)
    page.words = with_head_fields(without_unread_superscripts(page.words), fields)
    restore_diacritics(page.words, DPI)
    set_baselines(page.words, grey, DPI)
    letters = sum(word.letters for word in page.words)
    page.confidence = sum(word.confidence * word.letters for word in page.words) / letters if letters else 0.0
    return page


def _cells(lattices: Sequence[Lattice]) -> list[PixelBox]:
    """Where the tables' cells are, within their walls: lines of neighbouring cells do not share their
    baselines."""
    wall = CELL_WALL / _SCALE
    found = []
    for grid in lattices:
        for cell in grid.cells:
            x0, x1 = grid.xs[cell.col] / _SCALE + wall, grid.xs[cell.col + cell.col_span] / _SCALE - wall
            y0, y1 = grid.ys[cell.row] / _SCALE + wall, grid.ys[cell.row + cell.row_span] / _SCALE - wall
            found.append((round(x0), round(y0), round(x1), round(y1)))
    return found


def _words_at(places: Sequence[tuple[Gray, PixelBox]]) -> list[ScannedWord]:
    """The words in each place of a picture, read by itself."""
    parts = [(picture[y0:y1, x0:x1], x0, y0) for picture, (x0, y0, x1, y1) in places]
    parts = [part for part in parts if np.count_nonzero(part[0] < INK) >= LEAST_INK]
    margin = round(MARGIN / _SCALE)
    images = [Image.fromarray(np.pad(pixels, margin, constant_values=255)) for pixels, _, _ in parts]
    found: list[ScannedWord] = []
    line = 0
    for lines, (_, left, top) in zip(recognise(images, "block", DPI), parts, strict=True):
        found += scanned_words(lines, left - margin, top - margin, line)
        line += len(lines)
    return found
