"""The lexer: a text cut into words, numbers and marks, each with its place and the key it is looked up by.

There are two cuts. `words` keeps letters and digits that stand together in one token and gives every line end
as a token: so names are read. A `Lexer` with `fine=True` parts numbers from letters, keeps the symbol of a
document ("12/QĐ-UBND") in one token and tells of each token whether it opens a line: so times are read.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from extractors.text.abbreviations import ABBREVIATIONS
from extractors.text.folding import fold
from extractors.text.patterns import one_of

Kind = Literal["word", "number", "symbol", "mark", "line", "end", "name"]

QUOTE: Final = '"'
_READ_AS: Final = ABBREVIATIONS.signs | {"'": QUOTE}
_KEYS_KEPT: Final = 1 << 15
# A text is cut for agencies, headings and confidence one after the other.
_TEXTS_KEPT: Final = 256

# Blanks are in no token. Combining marks of an undecomposed text belong to their letter.
_WORD_CUT: Final = (
    rf"(?P<word>{one_of(ABBREVIATIONS.tokens.with_stop)}\.(?=[^\S\n]*\w)"
    rf"|\b{one_of(ABBREVIATIONS.tokens.with_slash)}\b|[\w\u0300-\u036f]+)"
    r"|(?P<line>\n)|(?P<mark>[^\w\s])"
)
# One token for a document's symbol ("03/2021/QĐ-UBND", "46-CT/TW"), so that no part of it is read as a date.
_FINE_CUT: Final = (
    r"(?P<symbol>[0-9]{1,5}[A-Za-z]?(?:/[0-9]{4}/|[/-])(?-i:[A-ZĐ]{2})[\w/&-]*)"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>(?:[^\W\d_]|[\u0300-\u036f])+)"
    r"|(?P<mark>\S)"
)


class Token(NamedTuple):
    """A word, number or mark: `text` equals `source[start:end]`, `key` is what it is looked up by.

    A token of the kind `name` is a whole name that is known to be one. `after_blank` tells that a blank or
    line end stands before it, `opens_line` that it is the first of its line.
    """

    text: str
    key: str
    start: int
    end: int
    kind: Kind
    after_blank: bool
    opens_line: bool

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, no mark or line end."""
        return self.text[:1].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@lru_cache(maxsize=_KEYS_KEPT)
def word_key(word: str) -> str:
    """The key of one word or mark: its matching form; "&" is "và", every quotation mark is one, the stop of
    "TP." is left out."""
    folded = _fine_key(word)
    folded = folded if len(folded) == 1 else folded.removesuffix(".")
    return _READ_AS.get(folded, folded)


@lru_cache(maxsize=_KEYS_KEPT)
def _fine_key(word: str) -> str:
    """The key in the fine cut: there a sign is no word ("QLVB&ĐH") and "'" no quotation mark ("19h00'")."""
    return fold(unicodedata.normalize("NFC", word))


class Lexer:
    """A way to cut texts. `spellings` gives the key of a word for each other way to write it; a word of
    `before_numeral` is parted from a roman numeral glued to it ("QuýIV")."""

    def __init__(
        self,
        *,
        fine: bool = False,
        spellings: Mapping[str, str] | None = None,
        before_numeral: Iterable[str] = (),
    ) -> None:
        self._spellings = spellings or {}
        glued = tuple(before_numeral)
        parted = rf"(?P<glued>{one_of(glued)}(?=(?:i{{1,3}}|iv)(?![^\W\d])))|" if glued else ""
        self._key = _fine_key if fine else word_key
        self._token = re.compile(parted + (_FINE_CUT if fine else _WORD_CUT), re.IGNORECASE)

        self._kept = lru_cache(maxsize=_TEXTS_KEPT)(self._cut)

    def __call__(self, source: str) -> list[Token]:
        """The tokens of `source` in order; characters that none covers are blanks."""
        return list(self._kept(source))

    def _cut(self, source: str) -> tuple[Token, ...]:
        tokens: list[Token] = []
        key_of, spellings = self._key, self._spellings
        # A named tuple's own constructor takes twice as long.
        new, add = tuple.__new__, tokens.append
        has_lines = "\n" in source
        last, opens_line = 0, True
        for match in self._token.finditer(source):
            start, end = match.span()
            after_blank = opens_line or start > last
            if has_lines and start > last and "\n" in source[last:start]:
                opens_line = True
            text, kind = match[0], match.lastgroup
            key = key_of(text)
            if spellings and key in spellings:
                key = spellings[key]
            if kind == "glued":
                kind = "word"
            add(new(Token, (text, key, start, end, kind, after_blank, opens_line)))
            last, opens_line = end, kind == "line"
        return tuple(tokens)


words: Final = Lexer()
"""The tokens of a text as names are read: words, marks and line ends."""


def keys(phrase: str) -> tuple[str, ...]:
    """The keys of the words of a phrase."""
    return tuple(word.key for word in words(phrase))
