"""Words of a text with their places, and phrases to be found among them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from extractors.text import folding

V = TypeVar("V")

# "TP." and "VP." before a name are one word each, and no end of a sentence; so is "Đ/c" (đồng chí).
_TOKEN = re.compile(r"(?:tp|vp|tx)\.(?=[^\S\n]*\w)|\bđ/c\b|[\w\u0300-\u036f]+|\n|[^\w\s]", re.IGNORECASE)
_MARKS = {"&": "và", "'": '"'}
_QUOTES_IN_PHRASE = 2
_JOINT = re.compile(r"\s*,\s*|\s+-\s+|-|\s*&\s*|\s+và\s+")


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """The key under which a word or mark is looked up: its matching form; "&" is "và", every quotation mark
    is one."""
    folded = folding.fold(unicodedata.normalize("NFC", word))
    folded = folded if len(folded) == 1 else folded.removesuffix(".")
    return _MARKS.get(folded, folded)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: `key` is its folded form, `text` equals `source[start:end]`."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def words(source: str) -> list[Word]:
    """Split a text into words, marks and line ends; blanks are left out."""
    return [Word(m[0], fold(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(source)]


def keys(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase."""
    return tuple(word.key for word in words(phrase))


def spellings(phrase: str) -> Iterable[tuple[str, ...]]:
    """Every way to write a name whose parts are joined: a hyphen, "và" and nothing stand for each other, a
    comma for them too.

    Parts of an abbreviation ("KH&CN") may also be written as one word.
    """
    parts = _JOINT.split(phrase)
    marks = [mark.strip() for mark in _JOINT.findall(phrase)]
    none: tuple[str, ...] = ()
    choices = [
        [("-",), keys("và"), none, (",",)] if mark == "," else [("-",), keys("và"), none] for mark in marks
    ]
    for joints in product(*choices):
        flat = list(keys(parts[0]))
        for joint, part in zip(joints, parts[1:], strict=True):
            flat += [*joint, *keys(part)]
        yield tuple(flat)
    if len(parts) > 1 and all(part.isupper() and " " not in part for part in parts):
        yield keys("".join(parts))
        yield (*keys("".join(parts[:-1])), *keys("và"), *keys(parts[-1]))


@dataclass(slots=True)
class _Branch(Generic[V]):
    value: V | None = None
    next: dict[str, "_Branch[V]"] = field(default_factory=dict)


class Phrases(Generic[V]):
    """Phrases by their words; `longest` finds the longest one that begins at a place. Quotation marks inside
    are passed over."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], V]]) -> None:
        self._root: _Branch[V] = _Branch()
        for entry, value in entries:
            branch = self._root
            for key in entry:
                branch = branch.next.setdefault(key, _Branch())
            if branch.value is None:
                branch.value = value

    def longest(self, row: Sequence[Word], at: int) -> tuple[V, int] | None:
        """The value of the longest phrase at `row[at]` and the index behind it, or None."""
        branch, found, quotes, index = self._root, None, 0, at
        while index < len(row):
            key = row[index].key
            if key == '"' and quotes < _QUOTES_IN_PHRASE:
                quotes += 1
                index += 1
                continue
            step = branch.next.get(key)
            if step is None:
                break
            branch = step
            index += 1
            if branch.value is not None:
                closing = quotes % 2 == 1 and index < len(row) and row[index].key == '"'
                found = (branch.value, index + closing)
        return found

    def at(self, row: Sequence[Word], at: int) -> int | None:
        """The index behind the longest phrase at `row[at]`, or None."""
        found = self.longest(row, at)
        return found[1] if found else None
