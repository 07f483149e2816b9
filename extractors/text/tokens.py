"""The lexer: a text cut into words, numbers and marks, each with its place and the key it is looked up by.

There are two cuts. `words` keeps letters and digits that stand together in one token and gives every line end
as a token: so names are read. A `Lexer` with `fine=True` parts numbers from letters, keeps the symbol of a
document ("12/QĐ-UBND") in one token and tells of each token whether it opens a line: so times are read.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final, Literal, NamedTuple

from extractors.text.abbreviations import ABBREVIATIONS
from extractors.text.folding import fold
from extractors.text.patterns import one_of

Kind = Literal["word", "number", "symbol", "mark", "line", "end", "name"]
# A token of a piece of a line, by its place in the piece: text, key, start, end, kind, after_blank.
_Cut = tuple[str, str, int, int, str | None, bool]
# A piece: its key and kind where it is one token, as most are; else its tokens; and those before a word, if
# they differ there: the stop of an abbreviation belongs to it then.
_Piece = tuple[str | None, str | None, tuple[_Cut, ...], tuple[_Cut, ...] | None]

QUOTE: Final = '"'
_READ_AS: Final = ABBREVIATIONS.signs | {"'": QUOTE}
_KEYS_KEPT: Final = 1 << 15
# What stands between two blanks: a plan writes most of its two thousand pieces many times.
_PIECES_KEPT: Final = 1 << 13
_LONGEST_KEPT: Final = 40
# A text is cut for agencies, headings and confidence, some when all items are found and again when each is
# written down: of 256 texts a tenth is cut anew by then, and four times as many take 6 MB.
_TEXTS_KEPT: Final = 1024
_START: Final = attrgetter("start")

# Blanks are in no token. Combining marks of an undecomposed text belong to their letter.
_WORD_CUT: Final = (
    rf"(?P<word>{one_of(ABBREVIATIONS.tokens.with_stop)}\.(?=[^\S\n]*\w)"
    rf"|\b{one_of(ABBREVIATIONS.tokens.with_slash)}\b|[\w\u0300-\u036f]+)"
    r"|(?P<line>\n)|(?P<mark>[^\w\s])"
)
_WORD_FOLLOWS: Final = re.compile(r"[^\S\n]*\w")
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
        self.pattern = re.compile(parted + (_FINE_CUT if fine else _WORD_CUT), re.IGNORECASE)

        self._line_key = None if fine else self._key("\n")
        self._pieces: dict[str, _Piece] = {}
        self.kept = lru_cache(maxsize=_TEXTS_KEPT)(self._cut)
        """The same tokens as one gets by a call, for those who only look at them."""

    def __call__(self, source: str) -> list[Token]:
        """The tokens of `source` in order; characters that none covers are blanks."""
        return list(self.kept(source))

    def beginning(self, source: str, end: int) -> Sequence[Token]:
        """The tokens of `source[:end]`: those of the whole text, which others ask for too, but for the last
        piece, which `end` may cut through or part from what stands behind it."""
        whole = self.kept(source)
        if end >= len(source):
            return whole
        text = source[:end]
        said = text.rstrip()
        line = said.rfind("\n") + 1
        last = max(line, said.rfind(" ") + 1)
        opens_line = not said[line:last].strip()
        return (*whole[: bisect_left(whole, last, key=_START)], *self._cut(text, last, opens_line))

    def _cut(self, source: str, first: int = 0, opens_line: bool = True) -> tuple[Token, ...]:
        """The tokens of a text from `first` on, where a piece begins, put together from those of its pieces:
        what stands between two blanks is cut the same wherever it stands, and a plan is written with few such
        pieces."""
        tokens: list[Token] = []
        # A named tuple's own constructor takes twice as long.
        new, add, kept = tuple.__new__, tokens.append, self._pieces.get
        at = first
        for line in source[first:].split("\n"):
            if at > first:
                if self._line_key is not None:
                    after_blank = opens_line or tokens[-1].end < at - 1
                    add(new(Token, ("\n", self._line_key, at - 1, at, "line", after_blank, opens_line)))
                opens_line = True
            for piece in line.split(" "):
                behind = at + len(piece)
                if piece:
                    key, kind, cut, before_word = kept(piece) or self._piece(piece)
                    if key is not None:
                        add(new(Token, (piece, key, at, behind, kind, True, opens_line)))
                        opens_line = False
                    elif before_word and _WORD_FOLLOWS.match(source, behind):
                        cut = before_word
                    for text, key, start, end, kind, after_blank in cut:
                        add(new(Token, (text, key, at + start, at + end, kind, after_blank, opens_line)))
                        opens_line = False
                at = behind + 1
        return tuple(tokens)

    def _piece(self, piece: str) -> _Piece:
        """The tokens of what stands between two blanks of a line, kept if it is short."""
        found = self._cut_piece(piece)
        if len(piece) <= _LONGEST_KEPT:
            if len(self._pieces) >= _PIECES_KEPT:
                self._pieces.clear()
            self._pieces[piece] = found
        return found

    def _cut_piece(self, piece: str) -> _Piece:
        alone = tuple(self._tokens_of(piece))
        before_word = tuple(self._tokens_of(f"{piece} a"))[:-1] if piece.rstrip().endswith(".") else alone
        if before_word != alone:
            return None, None, alone, before_word
        if len(alone) == 1 and alone[0][0] == piece:
            _, key, _, _, kind, _ = alone[0]
            return key, kind, (), None
        return None, None, alone, None

    def _tokens_of(self, piece: str) -> Iterator[_Cut]:
        last = -1
        for match in self.pattern.finditer(piece):
            start, end = match.span()
            key = self._key(match[0])
            kind = "word" if match.lastgroup == "glued" else match.lastgroup
            yield match[0], self._spellings.get(key, key), start, end, kind, start > last
            last = end


words: Final = Lexer()
"""The tokens of a text as names are read: words, marks and line ends."""


def keys(phrase: str) -> tuple[str, ...]:
    """The keys of the words of a phrase."""
    return tuple([word.key for word in words.kept(phrase)])
