"""How high a row must be for its text: reckoned here, since not every program that opens a workbook does it
(LibreOffice leaves rows as high as one line)."""

import math
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

HIGHEST: Final = 409.0
"""Points that a row can have, by Excel's limits."""

SIZE: Final = 11
"""Points of the type in which a workbook's cells are set."""

_POINTS_A_LINE: Final = 14.5
_PADDING: Final = 3.0
# A column's width is counted in digits of 7 pixels, 5.25 points.
_POINTS_A_DIGIT: Final = 5.25
# The widths of Times New Roman in thousandths of its size, by the letters that have them (Liberation Serif
# has the same); a letter with marks is as wide as without.
_WIDTHS: Final = {
    180: "'|",
    250: ",. ·",
    280: "ijlt/:;\\",
    330: "frI!()-[]`’",
    390: 'sJ"',
    440: "acez?“”",
    500: "0123456789bdghknopquvxy#$*_đ–^{}~",
    560: "FPS+<=>",
    610: "ELTZ",
    670: "BCR",
    720: "wADGHKNOQUVXYĐ",
    790: "m&%",
    920: "MW@",
    1000: "…—",
}
_WIDTH_OF: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN: Final = 720
_BLANK: Final = 250
# Bold type is wider (Times New Roman Bold against Regular, on Vietnamese headings).
_BOLD: Final = 1.08


def lines_of(text: str, width: float, *, size: float = SIZE, bold: bool = False) -> int:
    """How many lines a text takes in a column of this width (in digits), broken between words."""
    points = _BOLD * size if bold else size
    room = int(width * _POINTS_A_DIGIT * 1000 / points)
    return sum(_lines_of_paragraph(line, room) for line in text.split("\n"))


def height_of(lines: int, size: float = SIZE) -> float:
    """The points that a row of so many lines needs, as far as a row can be high."""
    return min(lines * _POINTS_A_LINE * size / SIZE + _PADDING, HIGHEST)


def most_lines() -> int:
    """The lines for which the highest row has room."""
    return int((HIGHEST - _PADDING) / _POINTS_A_LINE)


def _lines_of_paragraph(text: str, room: int) -> int:
    # No letter but a few is wider than 720: what is so short needs no counting.
    if len(text) * _UNKNOWN <= room:
        return 1
    return _wrapped(map(_width_of_word, text.split(" ")), room)


def _wrapped(words: Iterable[int], room: int) -> int:
    lines, used = 1, 0
    for word in words:
        if used and used + _BLANK + word > room:
            lines, used = lines + 1, 0
        used += word + (_BLANK if used else 0)
        if used > room:  # a word that is longer than a line is broken within
            lines += math.ceil(used / room) - 1
            used %= room
    return lines


@lru_cache(maxsize=65_536)
def _width_of_word(word: str) -> int:
    bare = (letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
    return sum(_WIDTH_OF.get(letter, _UNKNOWN) for letter in bare)
