"""A counter as Word prints it (ST_NumberFormat, ISO 29500-1, 17.18.59)."""

import re
from collections.abc import Callable
from typing import Final

# Word prints letters and Roman numerals up to these values; a counter past them is printed as a plain number.
_MAX_LETTERS: Final = 780
_MAX_ROMAN: Final = 3999
_HUNDRED: Final = 100
# Behind tens five is "lăm".
_FIVE: Final = 5
# A picture with more zeros before its number is not meant.
_MOST_ZEROS: Final = 9
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_CHICAGO: Final = "*†‡§"
_UNITS: Final = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# "01, 02, 03, …", the picture of a custom format: its first number's width is the width of all.
_PICTURE: Final = re.compile(r"\s*(0*)1\b")


def _roman(n: int) -> str:
    if not 0 < n <= _MAX_ROMAN:
        return str(n)
    digits = []
    for value, letters in _ROMAN:
        count, n = divmod(n, value)
        digits.append(letters * count)
    return "".join(digits)


def _letters(n: int) -> str:
    """A … Z, AA, BB … ZZ, AAA: the letter is repeated."""
    if not 0 < n <= _MAX_LETTERS:
        return str(n)
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _chicago(n: int) -> str:
    return _CHICAGO[(n - 1) % 4] * ((n - 1) // 4 + 1) if 0 < n <= _MAX_LETTERS else str(n)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    """Numbers that stand as one sign from code point `first` on, up to `last` of them."""
    return lambda n: chr(first + n - 1) if 0 < n <= last else str(n)


def _vietnamese(n: int) -> str:
    """một … chín mươi chín in words."""
    if not 0 < n < _HUNDRED:
        return str(n)
    tens, unit = divmod(n, 10)
    if tens == 0:
        return _UNITS[unit]
    word = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    if unit == 0:
        return word
    if unit == _FIVE:
        return f"{word} lăm"
    return f"{word} mốt" if unit == 1 and tens > 1 else f"{word} {_UNITS[unit]}"


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "none": lambda _: "",
    "bullet": lambda _: "",
    "numberInDash": lambda n: f"- {n} -",
    "chicago": _chicago,
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "vietnameseCounting": _vietnamese,
}


def formatted(n: int, number_format: str, picture: str | None = None) -> str:
    """`n` in Word's format of that name; `picture` is a custom format's example ("001, 002, 003, ...").
    Unknown: decimal."""
    if number_format == "custom" and picture is not None:
        match = _PICTURE.match(picture)
        return str(n).zfill(len(match[1]) + 1) if match and len(match[1]) <= _MOST_ZEROS else str(n)
    return _FORMATS.get(number_format, str)(n)
