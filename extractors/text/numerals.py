"""Numbers written as words ("hai mươi mốt") or as roman numerals, the same for every reader.

Words are given in their matching form (`extractors.text.folding`), one by one, and looked up at an index.
"""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

from pydantic import Field

from extractors.text.loader import Phrase, WordFile, WordList, load
from extractors.text.patterns import one_of

_TEN: Final = 10

Sense = Literal["count", "name", "rank"]
"""What a number does: it counts ("bốn hội nghị"), is the name of a thing ("tháng tư") or its place in a row
("thứ nhất"). Some words are a number in one sense only."""

Digits = Annotated[dict[Phrase, Annotated[int, Field(ge=1, le=9)]], Field(min_length=1)]
"""Words of one digit each, and the digit."""


class TensWords(WordFile):
    """The words for ten, and what is no digit after them."""

    ten: WordList
    times_ten: WordList
    not_after_ten: WordList


class PartWords(WordFile):
    """A half, and what stands before an ordinal."""

    half: WordList
    ordinal: WordList


class NumeralWords(WordFile):
    """The form of `numerals.toml`."""

    digits: Digits
    names: Digits
    ranks: Digits
    last_digits: Digits
    tens: TensWords
    parts: PartWords


NUMERALS: Final = load("numerals", NumeralWords)

_LAST_DIGITS: Final = {
    word: value
    for word, value in (NUMERALS.digits | NUMERALS.last_digits).items()
    if word not in NUMERALS.tens.not_after_ten
}
_DIGITS: Final[dict[Sense, dict[str, int]]] = {
    "count": NUMERALS.digits,
    "name": NUMERALS.digits | NUMERALS.names,
    "rank": NUMERALS.digits | NUMERALS.names | NUMERALS.ranks,
}
_ROMAN_DIGITS: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

NUMERAL_WORDS: Final = frozenset({*_DIGITS["rank"], *NUMERALS.tens.ten})
"""The words that a number in words begins with, in any sense."""

ORDINALS: Final[frozenset[str]] = frozenset(
    {
        *_DIGITS["rank"],
        *NUMERALS.tens.ten,
        *(f"{ten} {digit}" for ten in NUMERALS.tens.ten for digit in _LAST_DIGITS),
    }
)
"""The words for the first to the nineteenth of a row: "nhất", "tư", "mười hai"."""

NUMERAL_PATTERN: Final = (
    rf"(?<!\w)(?:(?:{one_of(NUMERALS.tens.ten)}|{one_of(NUMERALS.digits)} {one_of(NUMERALS.tens.times_ten)})"
    rf"(?: {one_of(_LAST_DIGITS)}(?!\w))?|{one_of(NUMERALS.digits)})(?!\w)"
)
"""A regular expression for a number that one counts with ("ba", "mười lăm", "hai mươi mốt"), in folded text
with single blanks; `numeral_value` tells its value."""


def read_numeral(words: Sequence[str], at: int = 0, *, sense: Sense = "count") -> tuple[int, int] | None:
    """The number from 1 to 99 whose words begin at `words[at]`, and the index after it; None where there is
    none.

    The longest reading wins: "mười hai" is 12. `sense` tells what the number is there for.
    """
    first = _word(words, at)
    if first not in NUMERAL_WORDS:
        return None
    if first in NUMERALS.tens.ten:
        return _with_last_digit(words, at + 1, _TEN)
    tens = NUMERALS.digits.get(first)
    if tens is not None and _word(words, at + 1) in NUMERALS.tens.times_ten:
        return _with_last_digit(words, at + 2, tens * _TEN)
    value = _DIGITS[sense].get(first)
    return None if value is None else (value, at + 1)


def _with_last_digit(words: Sequence[str], at: int, tens: int) -> tuple[int, int]:
    digit = _LAST_DIGITS.get(_word(words, at))
    return (tens, at) if digit is None else (tens + digit, at + 1)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def numeral_value(phrase: str, *, sense: Sense = "count") -> int | None:
    """The value of a phrase that is nothing but a number in words; None where it is none."""
    words = phrase.split()
    found = read_numeral(words, sense=sense)
    return found[0] if found and found[1] == len(words) else None


def roman_value(numeral: str) -> int | None:
    """The value of a roman numeral below 400 as it is properly written, in small letters ("iv"); None for
    "iiii", "vx" or any other word."""
    digits = [_ROMAN_DIGITS.get(letter, 0) for letter in numeral]
    if not digits or 0 in digits:
        return None
    value = sum(-digit if digit < max(digits[place:]) else digit for place, digit in enumerate(digits))
    return value if value > 0 and _roman(value) == numeral else None


_ROMAN_STEPS: Final = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def _roman(value: int) -> str:
    written = ""
    for step, letters in _ROMAN_STEPS:
        count, value = divmod(value, step)
        written += letters * count
    return written
