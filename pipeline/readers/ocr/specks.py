"""Specks of a scan's margin that the engine takes for letters."""

from collections.abc import Sequence
from typing import Final

from pipeline.readers.ocr.words import LONG_LINE, ScannedWord

# Print keeps 15 mm (42.5 points) from the sides of a page (Decree 30/2020/NĐ-CP, Annex I: 30 mm left, 15 mm
# right); what ends this near to them (points) and this far from the text (em) is none of it.
RIM: Final = 50.0
APART: Final = 2.0
# A speck is read as a line of at most this many letters; on 13 scans of offices they were 1 to 3.
MOST_LETTERS: Final = 3
# Further left or right than all but one in so many long lines the text does not go.
OUTERMOST: Final = 10


def without_margin_specks(words: Sequence[ScannedWord], width: int, dpi: int) -> list[ScannedWord]:
    """The words without the short lines that stand in the left or right margin of a page `width` pixels
    wide."""
    lines: dict[int, list[ScannedWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    long = [line for line in lines.values() if len(line) >= LONG_LINE]
    if not long:
        return list(words)
    starts, ends = sorted(line[0].x0 for line in long), sorted((line[-1].x1 for line in long), reverse=True)
    left, right = starts[len(starts) // OUTERMOST], ends[len(ends) // OUTERMOST]
    scale = dpi / 72
    left_rim, right_rim = RIM * scale, width - RIM * scale
    specks = {
        number
        for number, line in lines.items()
        if sum(word.letters for word in line) <= MOST_LETTERS
        and (
            line[-1].x1 < min(left_rim, left - APART * line[0].size * scale)
            or line[0].x0 > max(right_rim, right + APART * line[0].size * scale)
        )
    }
    return [word for word in words if word.line not in specks]
