"""Which glyphs of a page stand in which font, and which fonts do not tell their letters.

A font without a map to Unicode gives codes of its own: in a page whose other fonts are sound, a column of
times reads as "Th\\x04ng". Such a font betrays itself by control codes, which no printed page shows: none
were found in the sound layers of 90 public PDFs.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from pipeline.readers.pages.ink import PageInk

__all__ = ["FontRuns"]

# At least this share of a font's glyphs have no letter where it does not tell them: 1 in 5 where only letters
# with Vietnamese marks are lost.
UNTOLD_SHARE: Final = 0.02
_BLANK: Final = " "
_HYPHEN: Final = "\x02"


@dataclass(slots=True)
class FontRuns:
    """From which glyph on which font is used, how many glyphs of each were seen that have no letter, and
    which glyphs pdfium gives as its mark for a hyphen, be they one or not."""

    starts: list[tuple[int, int]] = field(default_factory=list)
    untold: Counter[int] = field(default_factory=Counter)
    hyphens: list[int] = field(default_factory=list)

    def begin(self, font: int, glyph: int) -> None:
        """From this glyph on the text stands in this font."""
        if not self.starts or self.starts[-1][1] != font:
            self.starts.append((glyph, font))

    def note_untold(self, font: int) -> None:
        """A glyph of this font (0: of none that is seen) has no letter."""
        self.untold[font] += 1

    def set_untold_aside(self, ink: PageInk) -> None:
        """Move the glyphs of fonts that do not tell their letters from the page to `ink.untold`, and take
        control codes out of other fonts."""
        if not self.untold:
            return
        glyphs = ink.glyphs
        fonts = [0] * len(glyphs.text)
        ends = [start for start, _ in self.starts[1:]] + [len(glyphs.text)]
        for (start, font), end in zip(self.starts, ends, strict=True):
            fonts[start:end] = [font] * (end - start)
        counts = Counter(fonts)
        mute = {font for font, times in self.untold.items() if font and times >= UNTOLD_SHARE * counts[font]}
        for number in self.hyphens:
            if number < len(fonts) and fonts[number] in mute and glyphs.text[number] == "-":
                glyphs.text[number] = _HYPHEN
        moved = [number for number, font in enumerate(fonts) if font in mute]
        ink.untold = glyphs.part(moved)
        ink.untold_fonts += [fonts[number] for number in moved]
        kept = [
            number for number, font in enumerate(fonts) if font not in mute and glyphs.text[number] >= _BLANK
        ]
        glyphs.old_fonts = [(bisect_left(kept, start), font) for start, font in glyphs.old_fonts]
        glyphs.keep(kept)
