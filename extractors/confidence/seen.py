"""What the second opinion sees of a text: its words with their classes, and what stands around a part."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

from extractors.confidence.agency_features import INSIDE, LEXICON, NONE, marked
from extractors.text.tokens import Token, words

# So many words before and behind a part of a text are looked at one by one.
_NEAR: Final = 3
# How far the beginning or the end of a sentence is looked for, in words.
_REACH: Final = 40
_ENDS: Final = frozenset({".", ";", "\n"})
_OPEN, _CLOSED = frozenset('(“"«['), frozenset(')”"»]')
_TEXTS_KEPT: Final = 256
_START: Final = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Seen:
    """The words of a text, the key of each (a number by its length), and the class that our lexicon knows it
    by."""

    row: Sequence[Token]
    keys: Sequence[str]
    classes: Sequence[str]

    def key(self, at: int) -> str:
        """The key of a word; outside the text a sign for its end."""
        if at < 0:
            return "^"
        return self.keys[at] if at < len(self.keys) else "$"

    def lexical(self, at: int) -> str:
        """The class of a word."""
        return self.classes[at] if 0 <= at < len(self.row) else NONE

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The first word of `text[start:end]`, and the one behind it."""
        first = bisect_left(self.row, start, key=_START)
        return first, max(first + 1, bisect_left(self.row, end, key=_START))

    def sentence(self, first: int) -> int:
        """The first word of the sentence that a word stands in, or one far before it."""
        at = first
        while at > 0 and first - at < _REACH and self.row[at - 1].key not in _ENDS:
            at -= 1
        return at


def see(text: str, end: int | None = None) -> Seen:
    """The words of a text, or of `text[:end]`."""
    return _see(text, len(text) if end is None else min(end, len(text)))


@lru_cache(maxsize=_TEXTS_KEPT)
def _see(text: str, end: int) -> Seen:
    row = words.beginning(text, end)
    keys = [f"#{len(key)}" if (key := token.key).isdigit() else key for token in row]
    return Seen(row, keys, marked(row, LEXICON))


def opening_class(text: str, end: int) -> str:
    """The class of the phrase that `text[:end]` begins with."""
    found = LEXICON.longest(words.beginning(text, end), 0)
    return found[0] if found else NONE


def around(seen: Seen, first: int, behind: int) -> Iterator[str]:
    """The features of a part of a text: what stands before it, behind it and at the head of its sentence."""
    for step in range(1, _NEAR + 1):
        yield f"w-{step}={seen.key(first - step)}"
        yield f"w+{step}={seen.key(behind + step - 1)}"
        yield f"x-{step}={seen.lexical(first - step)}"
        yield f"x+{step}={seen.lexical(behind + step - 1)}"
    yield f"before={seen.key(first - 2)}|{seen.key(first - 1)}"
    yield f"behind={seen.key(behind)}|{seen.key(behind + 1)}"
    yield f"first={seen.key(first)}"
    yield f"last={seen.key(behind - 1)}"
    head = seen.sentence(first)
    yield f"head={seen.key(head)}|{seen.key(head + 1)}" if head < first else "head"
    yield f"class of head={seen.lexical(head)}"
    yield f"sentence={'first' if head == 0 else 'further'}"
    before = {seen.row[at].key for at in range(head, min(first, len(seen.row)))}
    if before & _OPEN and not before & _CLOSED:
        yield "in brackets"
    classes = {seen.lexical(at).removesuffix(INSIDE) for at in range(head, first)}
    for name in sorted(classes - {NONE}):
        yield f"in clause={name}"


def rounded(number: float, steps: Sequence[float]) -> str:
    """Between which of the rising steps a number lies."""
    return str(bisect_right(steps, number))
