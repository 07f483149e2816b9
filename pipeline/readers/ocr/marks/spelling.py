"""Syllables as they are counted: small letters, the tone as a figure behind them ("thẩm" is "thâm3").

Where the tone stands on its vowels ("hoà", "hòa") is thus no difference, and stays as the document has it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

# The tones as figures: none, huyền, sắc, hỏi, ngã, nặng.
TONES: Final = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
NO_TONE: Final = "0"
# What stands for anything but a syllable: a number or symbol, a comma, where a sentence begins or ends.
NUMBER: Final = "#"
COMMA: Final = ","
BREAK: Final = "|"

# A word's letters and digits, or a sign that parts sentences or their clauses.
_TOKENS: Final = re.compile(r"[^\W_]+|[^\w\s]")
_TONE_FIGURES: Final = {mark: str(figure) for figure, mark in enumerate(TONES) if mark}
# Vowels with a sign of their own, which bear the tone of a syllable that has one of them.
_BEARERS: Final = "êâôă"
# Signs that stand within a clause and part no syllables: quotation marks.
_WITHIN: Final = frozenset("\"“”'’‘")


@lru_cache(maxsize=2**14)
def syllable_of(word: str) -> str:
    """A word of letters as it is counted."""
    tone, letters = NO_TONE, []
    for sign in unicodedata.normalize("NFD", word.lower()):
        if sign in _TONE_FIGURES:
            tone = _TONE_FIGURES[sign]
        else:
            letters.append(sign)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


def bearer_of(syllable: str) -> str | None:
    """The vowel of a syllable that has a sign of its own and bears the tone: ê, â, ô or ă; None without."""
    return next((letter for letter in syllable if letter in _BEARERS), None)


def respelled(word: str, syllable: str) -> str:
    """A word (NFC) with the marks of another syllable of the same letters, in the word's own capitals."""
    mark = TONES[int(syllable[-1])]
    found = ""
    for old, new in zip(word, syllable[:-1], strict=True):
        letter = new.upper() if old.isupper() else new
        found += unicodedata.normalize("NFC", letter + mark) if new in _BEARERS else letter
    return found


def sentences(text: str) -> Iterator[list[str]]:
    """The sentences of a text as they are counted: between two `BREAK`s, syllables, numbers and commas."""
    found = [BREAK]
    for match in _TOKENS.finditer(text):
        token = token_of(match.group())
        if token == BREAK:
            if len(found) > 1:
                yield [*found, BREAK]
            found = [BREAK]
        elif token:
            found.append(token)
    if len(found) > 1:
        yield [*found, BREAK]


def tokens_in(text: str) -> Iterator[tuple[int, str, str]]:
    """The tokens of a text: where each begins, as it is written and as it is counted."""
    for match in _TOKENS.finditer(text):
        if token := token_of(match.group()):
            yield match.start(), match.group(), token


def token_of(written: str) -> str:
    """How a word or sign is counted; empty for a sign that is not."""
    if written.isalpha():
        return syllable_of(written)
    if written[0].isalnum():
        return NUMBER
    if written == COMMA:
        return COMMA
    return "" if written in _WITHIN else BREAK


def by_letters(syllables: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The syllables that differ in their tone only, by what they share."""
    found: dict[str, list[str]] = {}
    for syllable in sorted(syllables):
        found.setdefault(syllable[:-1], []).append(syllable)
    return {letters: tuple(group) for letters, group in found.items()}
