"""The tokens of one text as the deadline grammar reads them: with bounded look-ahead, by classes of words."""

from typing import Final, TypeVar

from extractors.text.numerals import Sense, read_numeral, roman_value
from extractors.text.phrases import Phrases
from extractors.text.time_words import PARTS, TIME, UNITS, PartOfUnit, Unit
from extractors.text.tokens import Lexer, Token

V = TypeVar("V")

END: Final = Token("", "", 0, 0, "end", after_blank=True, opens_line=True)

# Longer runs of digits are never a day, a month or a year: no time is spent on converting them.
_MAX_DIGITS: Final = 4
# The longest number in words: "hai mươi mốt".
_NUMERAL_WORDS: Final = 3

_tokenize: Final = Lexer(fine=True, spellings=TIME.spellings, before_numeral=TIME.units.quarter)


class Stream:
    """The tokens of `text`. Readers take the index of a token and give back the index after what they
    read."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokenize(text)
        self._count = len(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, i: int) -> Token:
        """Token `i`, or the end token."""
        return self.tokens[i] if 0 <= i < self._count else END

    def is_mark(self, i: int, *marks: str) -> bool:
        """Whether token `i` is one of these marks."""
        return self.at(i).key in marks

    def is_a(self, i: int, words: Phrases[V]) -> bool:
        """Whether a phrase of this class begins at `i`."""
        return i >= 0 and words.at(self.tokens, i) is not None

    def after(self, i: int, words: Phrases[V]) -> int:
        """The index after the phrase of this class at `i`; `i` where there is none."""
        found = words.at(self.tokens, i) if i >= 0 else None
        return i if found is None else found

    def phrase(self, i: int, words: Phrases[V]) -> int:
        """How many tokens from `i` on are the longest phrase of this class (0: none)."""
        found = words.at(self.tokens, i) if i >= 0 else None
        return found - i if found is not None else 0

    def phrase_before(self, i: int, words: Phrases[V]) -> int:
        """How many tokens right before `i` are the longest phrase of this class (0: none)."""
        found = words.before(self.tokens, i)
        return i - found if found is not None else 0

    def after_each(self, i: int) -> int:
        """The index after "hàng", "mỗi", "các" … at `i`; `i` where there is none."""
        return (
            self.after(i, TIME.rounds.each)
            if self.is_a(i, TIME.rounds.each)
            else self.after(i, TIME.rounds.plural)
        )

    def unit(self, i: int) -> Unit | None:
        """The unit of the calendar that token `i` names: "tháng", "quý" …"""
        return UNITS.get(self.at(i).key)

    def part(self, i: int) -> PartOfUnit | None:
        """The part of a unit that token `i` names: "đầu", "giữa", "cuối"."""
        return PARTS.get(self.at(i).key)

    def is_number(self, i: int) -> bool:
        """Whether token `i` is a number in figures, of any length."""
        return self.at(i).kind == "number"

    def number(self, i: int, low: int, high: int, digits: int = 2) -> int | None:
        """The number in figures at `i` if it lies between `low` and `high` and has at most `digits`
        digits."""
        token = self.at(i)
        if token.kind != "number" or len(token.text) > min(digits, _MAX_DIGITS):
            return None
        value = int(token.text)
        return value if low <= value <= high else None

    def roman(self, i: int, high: int) -> int | None:
        """The roman numeral at `i`, at most `high`."""
        value = roman_value(self.at(i).key)
        return value if value is not None and value <= high else None

    def figure(self, i: int, high: int) -> int | None:
        """The number from 1 to `high` at `i`, in figures or as a roman numeral."""
        return self.number(i, 1, high) or self.roman(i, high)

    def numeral(self, i: int, *, sense: Sense = "count") -> tuple[int, int] | None:
        """The number in words at `i` ("mười hai") and the index after it; `sense` as in `read_numeral`."""
        if self.at(i).kind != "word":
            return None
        words = [token.key for token in self.tokens[i : i + _NUMERAL_WORDS]]
        found = read_numeral(words, sense=sense)
        return (found[0], i + found[1]) if found else None
