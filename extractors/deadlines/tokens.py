"""The lexer of the deadline grammar: words, numbers, document symbols and marks, each with its place in the
text."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from extractors.deadlines.lexicon import LEXICON
from extractors.text.folding import fold

Kind = Literal["word", "number", "symbol", "mark", "end"]

# A document symbol ("12/QĐ-UBND", "03/2021/QĐ-UBND", "46-CT/TW") is one token, so that no part of it is read
# as a date.
_TOKEN: Final = re.compile(
    r"(?P<symbol>[0-9]{1,5}[A-Za-z]?(?:/[0-9]{4}/|[/-])[A-ZĐ]{2}[\w/&-]*)"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>(?:[^\W\d_]|[\u0300-\u036f])+)"
    r"|(?P<mark>\S)"
)
# Longer runs of digits are never a day, a month or a year; they keep no value (and no time is spent on
# converting them).
_MAX_DIGITS: Final = 4
_ROMAN: Final = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_UNIT_AND_ROMAN: Final = re.compile(r"(quý|quí)(i{1,3}|iv)")


@dataclass(frozen=True, slots=True)
class Token:
    """`text[start:end]`: its kind, its matching form, its value if it is a number of at most four digits
    (else None).

    `gap` tells that a blank or line end stands before it, `line` that it is the first of its line, `capital`
    that it begins with a capital letter.
    """

    kind: Kind
    norm: str
    start: int
    end: int
    value: int | None = None
    digits: int = 0
    gap: bool = False
    line: bool = False
    capital: bool = False


END: Final = Token("end", "", 0, 0, gap=True, line=True)


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` in order, in one pass; characters no token covers are blanks."""
    folded = fold(text)
    tokens: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        gap = start > last or start == 0
        line = start == 0 or "\n" in text[last:start]
        last = end
        kind, norm = match.lastgroup, folded[start:end]
        if kind == "number":
            value = int(norm) if end - start <= _MAX_DIGITS else None
            tokens.append(Token("number", norm, start, end, value, end - start, gap, line))
        elif kind == "word":
            if glued := _UNIT_AND_ROMAN.fullmatch(norm):  # "QuýIV": the blank is missing
                middle = start + glued.end(1)
                tokens.append(Token("word", "quý", start, middle, gap=gap, line=line, capital=True))
                start, norm, gap, line = middle, glued[2], False, False
            norm = LEXICON.spellings.get(norm, norm)
            tokens.append(Token("word", norm, start, end, gap=gap, line=line, capital=text[start].isupper()))
        elif kind == "symbol":
            tokens.append(Token("symbol", norm, start, end, gap=gap, line=line))
        else:
            tokens.append(Token("mark", norm, start, end, gap=gap, line=line))
    return tokens


class Stream:
    """The tokens of one text with bounded look-ahead: every reader below takes an index and gives back
    one."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, i: int) -> Token:
        """Token `i`, or the end token."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else END

    def word(self, i: int, *words: str) -> bool:
        """Whether tokens from `i` on are these words or marks."""
        return all(self.at(i + k).norm == word for k, word in enumerate(words))

    def one_of(self, i: int, words: frozenset[str]) -> bool:
        """Whether token `i` is one of these words or marks."""
        return self.at(i).norm in words

    def phrase(self, i: int, phrases: frozenset[tuple[str, ...]]) -> int:
        """How many tokens from `i` on are the longest of these phrases (0: none)."""
        return LEXICON.longest(phrases, lambda k: self.at(i + k).norm)

    def phrase_before(self, i: int, phrases: frozenset[tuple[str, ...]]) -> int:
        """How many tokens right before `i` are the longest of these phrases (0: none)."""
        for length in range(min(i, LEXICON.longest_phrase), 0, -1):
            if tuple(self.at(k).norm for k in range(i - length, i)) in phrases:
                return length
        return 0

    def number(self, i: int, low: int, high: int, digits: int = 2) -> int | None:
        """The number at `i` if it lies between `low` and `high` and has at most `digits` digits."""
        token = self.at(i)
        if token.value is None or token.digits > digits or not low <= token.value <= high:
            return None
        return token.value

    def roman(self, i: int, high: int) -> int | None:
        """The roman numeral at `i`, at most `high`."""
        value = _ROMAN.get(self.at(i).norm)
        return value if value is not None and value <= high else None

    def numeral(self, i: int) -> tuple[int, int] | None:
        """A written-out number from 1 to 31 at `i` ("mười hai", "hai mươi mốt"): its value and the index
        after it."""
        first = LEXICON.numbers.get(self.at(i).norm)
        if first is None:
            return None
        second = self.at(i + 1).norm
        if first == 10:
            unit = 5 if second == "lăm" else LEXICON.numbers.get(second, 0)
            return (10 + unit, i + 2) if 0 < unit < 10 else (10, i + 1)
        if second == "mươi" and first in (2, 3):
            third = self.at(i + 2).norm
            unit = {"mốt": 1, "lăm": 5}.get(third, LEXICON.numbers.get(third, 0))
            return (first * 10 + unit, i + 3) if 0 < unit < 10 else (first * 10, i + 2)
        return first, i + 1
