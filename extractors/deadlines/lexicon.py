"""The words of time and of official prose (`words.toml`), as sets of phrases."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from extractors.text.loader import raw

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`markers` maps a phrase to what it makes of the time after it; the other sets are named as in
    `words.toml`."""

    spellings: dict[str, str]
    numbers: dict[str, int]
    weekdays: dict[str, str]
    markers: dict[tuple[str, ...], str]
    sets: dict[str, Phrases]
    longest_phrase: int

    def __getitem__(self, name: str) -> Phrases:
        return self.sets[name]

    def longest(self, phrases: Phrases | frozenset[tuple[str, ...]], word: Callable[[int], str]) -> int:
        """The length of the longest of `phrases` that the words `word(0), word(1) …` begin with; 0 for
        none."""
        words: list[str] = []
        best = 0
        for k in range(self.longest_phrase):
            words.append(word(k))
            if tuple(words) in phrases:
                best = k + 1
        return best


def _phrases(entries: Iterable[str]) -> Phrases:
    return frozenset(tuple(entry.replace(",", " ,").split()) for entry in entries)


def _load() -> Lexicon:
    data: dict[str, Any] = raw("time")
    markers = {phrase: role for role, entries in data["markers"].items() for phrase in _phrases(entries)}
    sets = {
        name: _phrases(entries)
        for section in ("phrases", "prose", "column")
        for name, entries in data[section].items()
    }
    sets["markers"] = frozenset(markers)
    longest = max(len(phrase) for phrases in sets.values() for phrase in phrases)
    return Lexicon(data["spellings"], data["numbers"], data["weekdays"], markers, sets, longest)


LEXICON: Final = _load()
