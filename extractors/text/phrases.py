"""Phrases of many words, found among the tokens of a text in one walk: a trie of keys."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import GetPydanticSchema
from pydantic_core import CoreSchema, core_schema

from extractors.text.abbreviations import ABBREVIATIONS
from extractors.text.loader import word_list
from extractors.text.tokens import QUOTE, Lexer, Token, keys

V = TypeVar("V")

# Quotation marks that may stand inside a phrase: one that opens and one that closes.
_QUOTES_IN_PHRASE: Final = 2
_fine: Final = Lexer(fine=True)
_AND: Final = ABBREVIATIONS.signs["&"]
_JOINT: Final = re.compile(rf"\s*,\s*|\s+-\s+|-|\s*&\s*|\s+{_AND}\s+")


@dataclass(slots=True)
class _Branch(Generic[V]):
    value: V | None = None
    next: dict[str, "_Branch[V]"] = field(default_factory=dict)

    def phrases(self) -> Iterator[tuple[tuple[str, ...], V]]:
        if self.value is not None:
            yield (), self.value
        for key, branch in self.next.items():
            for rest, value in branch.phrases():
                yield (key, *rest), value


class Phrases(Generic[V]):
    """Phrases by the keys of their words, each with a value.

    Quotation marks inside a phrase are passed over, unless `over_quotes` is false.
    """

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], V]], *, over_quotes: bool = True) -> None:
        self._root: _Branch[V] = _Branch()
        self._backwards: Phrases[V] | None = None
        self._quotes = _QUOTES_IN_PHRASE if over_quotes else 0
        for entry, value in entries:
            branch = self._root
            for key in entry:
                branch = branch.next.setdefault(key, _Branch())
            if branch.value is None:
                branch.value = value
        self.first_keys = frozenset(self._root.next)
        """The keys that phrases begin with."""
        self.opening_keys = self.first_keys | {QUOTE} if over_quotes else self.first_keys
        """The keys of the tokens at which a phrase may be found."""

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """The keys of every phrase."""
        return (phrase for phrase, _ in self._root.phrases())

    def longest(self, row: Sequence[Token], at: int) -> tuple[V, int] | None:
        """The value of the longest phrase at `row[at]` and the index behind it, or None."""
        branch, found, quotes, index = self._root, None, 0, at
        while index < len(row):
            key = row[index].key
            if key == QUOTE and quotes < self._quotes:
                quotes += 1
                index += 1
                continue
            step = branch.next.get(key)
            if step is None:
                break
            branch = step
            index += 1
            if branch.value is not None:
                closing = quotes % 2 == 1 and index < len(row) and row[index].key == QUOTE
                found = (branch.value, index + closing)
        return found

    def at(self, row: Sequence[Token], at: int) -> int | None:
        """The index behind the longest phrase at `row[at]`, or None."""
        # Most calls end here: few words begin a phrase.
        if at >= len(row) or row[at].key not in self.opening_keys:
            return None
        found = self.longest(row, at)
        return found[1] if found else None

    def places(self, row: Sequence[Token], first: int = 0) -> Iterator[int]:
        """Each index from `first` on at which a phrase begins."""
        opening = self.opening_keys
        for at in [at for at, token in enumerate(row) if token.key in opening]:
            if at >= first and self.longest(row, at) is not None:
                yield at

    def before(self, row: Sequence[Token], end: int) -> int | None:
        """The index at which the longest phrase begins that ends right before `row[end]`, or None."""
        if self._backwards is None:
            self._backwards = Phrases(
                ((phrase[::-1], value) for phrase, value in self._root.phrases()),
                over_quotes=self._quotes > 0,
            )
        branch, found = self._backwards._root, None
        for index in range(end - 1, -1, -1):
            step = branch.next.get(row[index].key)
            if step is None:
                break
            branch = step
            if branch.value is not None:
                found = index
        return found


def phrases_of(values: Mapping[str, V]) -> Phrases[V]:
    """Phrases with a value each, to be found word for word among the tokens of the fine cut."""
    return Phrases(
        ((tuple(token.key for token in _fine(phrase)), value) for phrase, value in values.items()),
        over_quotes=False,
    )


def _phrase_class(*_: Any) -> CoreSchema:
    def compiled(words: tuple[str, ...]) -> Phrases[bool]:
        return phrases_of(dict.fromkeys(words, True))

    return core_schema.no_info_after_validator_function(compiled, word_list())


PhraseClass = Annotated[Phrases[bool], GetPydanticSchema(_phrase_class)]
"""In the form of a file of words: the phrases of one class (a `WordList` in the file), ready to be found."""


def spellings(phrase: str) -> Iterable[tuple[str, ...]]:
    """Every way to write a name whose parts are joined: a hyphen, "và" and nothing stand for each other, a
    comma for them too.

    Parts of an abbreviation ("KH&CN") may also be written as one word.
    """
    parts = _JOINT.split(phrase)
    marks = [mark.strip() for mark in _JOINT.findall(phrase)]
    none: tuple[str, ...] = ()
    choices = [[("-",), (_AND,), none, (",",)] if mark == "," else [("-",), (_AND,), none] for mark in marks]
    for joints in product(*choices):
        flat = list(keys(parts[0]))
        for joint, part in zip(joints, parts[1:], strict=True):
            flat += [*joint, *keys(part)]
        yield tuple(flat)
    if len(parts) > 1 and all(part.isupper() and " " not in part for part in parts):
        yield keys("".join(parts))
        yield (*keys("".join(parts[:-1])), _AND, *keys(parts[-1]))
