"""Composed letters: a text whose Vietnamese letters come in pieces (NFD) in one character each, with the way
back.

Lexicons and models know "ế" as one character; some programs write it as "e" and two combining marks. The text
an analyst hands in is kept as it is: what reads it reads the composed form, and says where in the text itself
it found something.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

# A Vietnamese letter has at most two marks. The limit keeps a hostile run of marks from being sorted in
# quadratic time.
_MOST_MARKS: Final = 8
_IN_PIECES: Final = re.compile(rf"[^\u0300-\u036f][\u0300-\u036f]{{1,{_MOST_MARKS}}}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Composed:
    """The composed form of a source text; it knows where in the source each of its characters stands."""

    text: str
    _offsets: list[int] | None = field(default=None, repr=False)

    @property
    def is_source(self) -> bool:
        """Whether the source was composed already."""
        return self._offsets is None

    def source(self, offset: int) -> int:
        """The offset in the source of the character that `offset` has in the composed text (its length gives
        the end)."""
        return offset if self._offsets is None else self._offsets[offset]


def compose(text: str) -> Composed:
    """The composed form of `text`. Only letters with combining marks change; every other character stays."""
    parts: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _IN_PIECES.finditer(text):
        letter = unicodedata.normalize("NFC", match[0])
        if letter == match[0]:
            continue
        parts += (text[done : match.start()], letter)
        offsets += range(done, match.start())
        offsets += (min(match.start() + n, match.end() - 1) for n in range(len(letter)))
        done = match.end()
    if not parts:
        return Composed(text)
    offsets += range(done, len(text) + 1)
    return Composed("".join((*parts, text[done:])), offsets)
