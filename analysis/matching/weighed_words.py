"""The words of a text with their weights: what two texts are compared by."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from analysis.matching.one_wording import WORDS

Weighed = dict[str, float]
"""Words with their weights, at most about 1."""

COMPOUNDS_FILE: Final = "compounds.txt"
"""Words of several syllables, a line each: those that underthesea finds in official texts
(`analysis.matching.compounds`)."""

# What most duties have weighs this much of another word. 0.1 to 0.4 give the same average precision.
_LITTLE: Final = 0.2
# A word this many words behind the beginning of its demand weighs half as much there. Duties run long: their
# object stands at the beginning. 8 to 20 give the same average precision within 0.01; without it, 0.05 less.
_HALF_WAY: Final = 14
# Further occurrences of a word add this share of their weight.
_AGAIN: Final = 0.3
_RUN: Final = re.compile(r"[^\W\d_]+(?: +[^\W\d_]+)*")
_TEXTS_KEPT: Final = 1 << 14
_TELLING_LITTLE: Final = frozenset(WORDS.telling_little.words)


def weigh(into: Weighed, text: str, weight: float = 1.0, *, from_the_head: bool = False) -> None:
    """Add the words of `text` (in one wording), each with `weight`; `from_the_head`: the less, the further
    behind they stand."""
    for word, plain, at_the_head in _weights(text):
        _add(into, word, weight * (at_the_head if from_the_head else plain))


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, and behind them the syllables of those that have several: "hồ sơ" is like
    "hồ sơ công việc", though both are words. Numbers are none."""
    found = tuple(_words(text))
    return found + tuple(syllable for word in found if " " in word for syllable in word.split(" "))


@lru_cache(maxsize=_TEXTS_KEPT)
def _weights(text: str) -> tuple[tuple[str, float, float], ...]:
    """The words of a text, each once, with what they weigh anywhere and by their distance from the head."""
    plain: Weighed = {}
    from_the_head: Weighed = {}
    for at, word in enumerate(words(text)):
        own = _LITTLE if word in _TELLING_LITTLE else 1.0
        _add(plain, word, own)
        _add(from_the_head, word, own / (1 + (at / _HALF_WAY) ** 2))
    return tuple((word, weight, from_the_head[word]) for word, weight in plain.items())


def _add(into: Weighed, word: str, weight: float) -> None:
    before = into.get(word)
    into[word] = weight if before is None else max(before, weight) + _AGAIN * min(before, weight)


def _words(text: str) -> Iterator[str]:
    """The longest known words from left to right; a syllable that begins none is a word."""
    known, longest = _compounds(), _longest_by_first()
    for run in _RUN.findall(text):
        syllables = run.split()
        at = 0
        while at < len(syllables):
            reach = at + longest.get(syllables[at], 1)
            for end in range(min(reach, len(syllables)), at, -1):
                word = " ".join(syllables[at:end])
                if end == at + 1 or word in known:
                    yield word
                    at = end
                    break


@cache
def _compounds() -> frozenset[str]:
    """The words of several syllables."""
    text = files("analysis.matching").joinpath(COMPOUNDS_FILE).read_text(encoding="utf-8")
    return frozenset(text.splitlines())


@cache
def _longest_by_first() -> dict[str, int]:
    """By the first syllable of such words, how many the longest has."""
    longest: dict[str, int] = {}
    for word in _compounds():
        first, syllables = word.split(" ", 1)[0], word.count(" ") + 1
        longest[first] = max(syllables, longest.get(first, 0))
    return longest
