"""Which encoding a text is in when the font's name lies: what its words spell decides.

Offices convert a text to Unicode and keep the font ".VnTime", or paste old text and set it in Times New
Roman. Read in the wrong encoding, Vietnamese stops being Vietnamese: hardly a word with a marked letter is a
syllable any more.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from pipeline.readers.encodings.decoding import ENCODINGS, Encoding, Family, decode, family
from pipeline.readers.syllables import is_syllable

# A font that does not say so is of an old encoding when at least so many words with marked letters are there
# to judge by …
_ENOUGH_WORDS: Final = 4
# … nearly all of them are syllables in that encoding and at most half as they stand. Of the marked words of
# 17 sound plans 0.98 and more are syllables as they stand; of five of them put into an old encoding, 0.14 and
# less (TCVN3, VNI), 0.35 (VPS).
_SURE: Final = 0.8
_DOUBTFUL: Final = 0.5
# Two fifths of the marked words of a Vietnamese text have a letter that no old encoding has: a text in which
# they are more than this share of the others is no old one.
_MANY_BEYOND: Final = 0.2
# The letters of Vietnamese beyond the bytes: a text with one of them is Unicode, whatever its font is called.
_UNICODE_LETTER: Final = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
_SEPARATORS: Final = re.compile(r"[\x00-\x40\[-`{-~\xa0]+")
_EDGES: Final = "“”‘’«»…–—•·°"
# Words of a font that are kept to judge by: more tell nothing new.
_KEPT_WORDS: Final = 400


@dataclass(slots=True)
class _Words:
    """The distinct words with other than ASCII letters that stand in one font."""

    seen: set[str] = field(default_factory=set)


class FontEvidence:
    """What a document's texts tell of its fonts. Add every text with its font first, then ask for the
    encoding of each."""

    def __init__(self) -> None:
        """Begin with no evidence: names decide."""
        self._words: dict[str | None, _Words] = defaultdict(_Words)
        self._verdicts: dict[str | None, Family | None] = {}

    def add(self, font: str | None, text: str) -> None:
        """Take in a text that stands in `font`."""
        words = self._words[font].seen
        if not text.isascii() and len(words) < _KEPT_WORDS:
            words.update(_marked_words(text))
            self._verdicts.pop(font, None)

    def of_font(self, font: str | None) -> Family | None:
        """The encoding that a font's texts are in by all that was added; None for Unicode."""
        if font not in self._verdicts:
            self._verdicts[font] = _judge(self._words[font].seen, family(font))
        return self._verdicts[font]

    def of_text(self, font: str | None, text: str) -> Family | None:
        """The encoding of one text of that font (a paragraph's, or all that stands in the font there); None
        for Unicode."""
        usual = self.of_font(font)
        if text.isascii():
            return usual
        if is_unicode(text):
            return None
        words = _marked_words(text)
        if usual is None:
            return _judge(words, family(font))
        as_it_stands, as_usual = _syllables(words, None), _syllables(words, usual.encoding)
        return None if as_it_stands > as_usual else usual


def is_unicode(text: str) -> bool:
    """Whether the text has a letter that no byte of an old encoding gives."""
    return _UNICODE_LETTER.search(text) is not None


def _judge(words: Iterable[str], named: Family | None) -> Family | None:
    """The encoding by the words' spelling; where they do not tell, what the font's name says."""
    clear = [word for word in words if not is_unicode(word)]
    beyond = sum(1 for word in words if is_unicode(word))
    if named is not None:
        as_it_stands = beyond + _syllables(clear, None)
        return None if as_it_stands > _syllables(clear, named.encoding) else named
    if (
        len(clear) < _ENOUGH_WORDS
        or beyond > _MANY_BEYOND * len(clear)
        or _syllables(clear, None) > _DOUBTFUL * len(clear)
    ):
        return None
    found = max(ENCODINGS, key=lambda encoding: _syllables(clear, encoding))
    return Family(found, False) if _syllables(clear, found) >= _SURE * len(clear) else None


def _syllables(words: Iterable[str], encoding: Encoding | None) -> int:
    return sum(_is_syllable(word, encoding) for word in words)


@lru_cache(maxsize=65536)
def _is_syllable(word: str, encoding: Encoding | None) -> bool:
    shown = unicodedata.normalize("NFC", word) if encoding is None else decode(word, encoding)
    return is_syllable(shown.strip(_EDGES))


def _marked_words(text: str) -> set[str]:
    return {word for word in _SEPARATORS.split(text) if not word.isascii() and word.strip(_EDGES)}
