"""Dates with a letter typed for a digit ("30/06/2O25"): the letters are read as the digits they look like, so
that the date is seen as a whole, and the place is told."""

import re
from typing import Final

_LOOKS_LIKE: Final = str.maketrans("OoIl", "0011")
_DIGITS: Final = r"[\dOoIl]"
_DATE: Final = re.compile(
    rf"(?<![\w/.-]){_DIGITS}{{1,2}}([/.-]){_DIGITS}{{1,2}}\1{_DIGITS}{{4}}(?![\w/]|[.-]\d)"
)
# A date has at most one such slip or two: more letters than that are a word.
_MOST_SLIPS: Final = 2


def mended(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with the digits that were meant, of the same length, and where the misprinted dates stand."""
    found = [
        match.span()
        for match in _DATE.finditer(text)
        if 0 < sum(c.isalpha() for c in match[0]) <= _MOST_SLIPS
    ]
    for start, end in found:
        text = text[:start] + text[start:end].translate(_LOOKS_LIKE) + text[end:]
    return text, found
