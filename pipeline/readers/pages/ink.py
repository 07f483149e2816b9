"""What is seen on one page: glyphs and straight strokes, in the coordinates of the page as it is looked
at."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    x0: list[float] = field(default_factory=list)
    x1: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    style: list[int] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    old_fonts: list[tuple[int, str | None]] = field(default_factory=list)

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
        self.text, self.style = [self.text[i] for i in kept], [self.style[i] for i in kept]
        self.x0, self.x1, self.y = ([column[i] for i in kept] for column in (self.x0, self.x1, self.y))

    def add(self, text: str, x0: float, x1: float, y: float, style: Style) -> None:
        """Append one glyph."""
        if style not in self.styles:
            self.styles.append(style)
        self.text.append(text)
        self.x0.append(x0)
        self.x1.append(x1)
        self.y.append(y)
        self.style.append(self.styles.index(style))


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
