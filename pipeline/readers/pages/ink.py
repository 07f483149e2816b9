"""What is seen on one page: glyphs and straight strokes, in the coordinates of the page as it is looked
at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

# A rectangle or a stroke at most this thick (points) is a ruling line; Word draws half-point borders, offices
# up to 3-point ones.
RULE_THICKNESS = 3.0


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a run of glyphs; `angle` is the direction of writing in quarter turns clockwise as seen."""

    size: float
    bold: bool
    italic: bool
    angle: int = 0


@dataclass(slots=True)
class Glyphs:
    """The visible glyphs of a page, one column a property: text (a letter with its marks, or a blank),
    advance box from `x0` to `x1`, baseline `y` (counted downwards), and the number of the style in `styles`.

    Turned text has the coordinates it would have if the page were turned so that the text is upright.
    `old_fonts` says from which glyph on the text stands in a font from before Unicode, by its name, or no
    longer does (None).
    """

    text: list[str] = field(default_factory=list)
    x0: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    x1: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    y: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    style: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    styles: list[Style] = field(default_factory=list)
    old_fonts: list[tuple[int, str | None]] = field(default_factory=list)

    @classmethod
    def of(cls, glyphs: Iterable[tuple[str, float, float, float, Style]]) -> Self:
        """The columns of glyphs given one by one: text, x0, x1, y, style."""
        numbers: dict[Style, int] = {}
        rows = [
            (text, x0, x1, y, numbers.setdefault(style, len(numbers))) for text, x0, x1, y, style in glyphs
        ]
        if not rows:
            return cls()
        texts, x0s, x1s, ys, style = zip(*rows, strict=True)
        return cls(list(texts), np.array(x0s), np.array(x1s), np.array(ys), np.array(style), [*numbers])

    def join_empty(self) -> None:
        """Let each glyph whose text is "" (a mark that its letter took) be a part of the glyph before it."""
        kept: list[int] = []
        for index, text in enumerate(self.text):
            if text or not kept:
                kept.append(index)
            else:
                self.x1[kept[-1]] = max(self.x1[kept[-1]], self.x1[index])
        if len(kept) < len(self.text):
            self.keep(kept)

    def keep(self, kept: Sequence[int]) -> None:
        """Keep the glyphs with these numbers alone."""
        part = self.part(kept)
        self.text, self.x0, self.x1, self.y, self.style = part.text, part.x0, part.x1, part.y, part.style

    def part(self, numbers: Sequence[int]) -> "Glyphs":
        """The glyphs with these numbers, without a word of old fonts."""
        at = np.array(numbers, np.int64)
        texts = [self.text[number] for number in numbers]
        return Glyphs(texts, self.x0[at], self.x1[at], self.y[at], self.style[at], self.styles)


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A line that is drawn, horizontal or vertical (a printer's rule): at `at` (y or x) from `start` to `end`
    (x or y)."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageInk:
    """All that is seen on one page: its size, glyphs, ruling lines, and how much of it the largest image
    covers (0–1). `untold` are glyphs of fonts that do not tell their letters, with their codes for text, and
    `untold_fonts` says of each which font it is. `turned` are the quarter turns clockwise by which the page
    is seen turned beyond what it says itself."""

    width: float
    height: float
    glyphs: Glyphs = field(default_factory=Glyphs)
    ruling_lines: list[RulingLine] = field(default_factory=list)
    image_share: float = 0.0
    untold: Glyphs = field(default_factory=Glyphs)
    untold_fonts: list[int] = field(default_factory=list)
    turned: int = 0
