"""How good the text of a page is: sound Vietnamese, nothing at all, or broken.

Of the PDFs that offices publish, many carry `?` for every toned letter, glyph codes taken for letters, or the
output of a recogniser of another language. Two signs tell them apart without a word list: the share of
letters with a Vietnamese mark, and the share of words that are spelt as Vietnamese syllables
(`pipeline.readers.syllables`).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from pipeline.readers.syllables import is_marked, is_syllable

Verdict = Literal["good", "none", "broken"]

# The share of letters with a Vietnamese mark: 0.107 and more in sound text, 0.03 and less in a broken layer
# (71 public PDFs).
MARKED_BROKEN = 0.03
MARKED_GOOD = 0.107
# The share of words spelt as Vietnamese syllables: 0.87 and more on 203 sound pages, 0.57 and less on the
# same pages with `?` for every toned letter, 0.08 with shifted codes. Where the marks leave doubt, no less
# will do than the worst sound page had.
SYLLABLES_GOOD = 0.7
SYLLABLES_SURE = 0.85
# Below this many words the marks and the spelling of a page tell nothing by themselves: a page of numbers, a
# title alone.
ENOUGH_WORDS = 25
# So few words must be wrong nearly all to call a short page broken.
SYLLABLES_SHORT = 0.3
FEW_WORDS = 4
# The share of visible characters that no printed page shows: replacement characters, control codes,
# private-use letters.
UNPRINTABLE = 0.02

# The bullets of the Symbol and Wingdings fonts stand in the private use area; they are printed, and no sign
# of damage.
_SYMBOL_FONTS = range(0xF020, 0xF100)
# pdfium's own marks for a hyphen at a line's end, and the soft hyphen.
_HYPHENS = "\x02\xad\ufffe"
_LOST = "\ufffd"  # the replacement character
_PARTS = re.compile(r"[\s\-–—/.,;:()\[\]{}\"“”‘’'…!&+*=<>|%°•\x02\xad\ufffe]+")
# Marks that stand before and behind words, all of them printed and none a part of a word.
_AROUND = '.,;:!()[]"“”/%-–'
_ABBREVIATION = 6  # letters: UBND, TTHC, HĐND


class Evidence(NamedTuple):
    """What a text shows: how many words there are to judge by, and the shares the verdict rests on (0 to
    1)."""

    words: int
    marked: float
    syllables: float
    unprintable: float


def judge(text: str) -> Verdict:
    """The verdict on a page's text: `good`, `none` (nothing to read) or `broken`."""
    return judge_words(text.split())


def judge_words(words: Iterable[str]) -> Verdict:
    """The verdict on a text that these words make, blanks between them.

    A page of numbers, and a page with too few words to tell, is good. Text between the two shares of marked
    letters is good when its words are spelt as Vietnamese.
    """
    shown = _sum(words)
    found = _evidence(shown)
    if not shown.letters_and_digits:
        return "none" if found.unprintable <= UNPRINTABLE else "broken"
    if found.unprintable > UNPRINTABLE:
        return "broken"
    if found.words < ENOUGH_WORDS:
        return "broken" if found.words >= FEW_WORDS and found.syllables < SYLLABLES_SHORT else "good"
    if found.marked <= MARKED_BROKEN:
        return "broken"
    return (
        "good"
        if found.syllables >= (SYLLABLES_GOOD if found.marked >= MARKED_GOOD else SYLLABLES_SURE)
        else "broken"
    )


def weigh(text: str) -> Evidence:
    """The evidence in a page's text. Numbers, symbols of documents and abbreviations in capitals are no
    words."""
    return _evidence(_sum(text.split()))


def letters_of(words: Iterable[str]) -> int:
    """How many letters the words have, those of numbers and abbreviations too."""
    return sum(sign.isalpha() for word in words for sign in word)


class _Shown(NamedTuple):
    """What a stretch of text without a blank shows, in counts: words (parts that are none left out), their
    letters, those of them with a mark, words that are spelt as syllables; signs, those that no printed page
    shows, and letters and digits among all signs."""

    words: int = 0
    letters: int = 0
    marked: int = 0
    spelt: int = 0
    signs: int = 0
    unprintable: int = 0
    letters_and_digits: int = 0


_COUNT_BITS: Final = 40
_PLACES_OF_COUNTS: Final = tuple(_COUNT_BITS * number for number in range(len(_Shown._fields)))


def _sum(words: Iterable[str]) -> _Shown:
    counts = sum(map(_packed, words))
    return _Shown(*((counts >> at) % (1 << _COUNT_BITS) for at in _PLACES_OF_COUNTS))


def _evidence(shown: _Shown) -> Evidence:
    return Evidence(
        shown.words,
        shown.marked / max(shown.letters, 1),
        shown.spelt / max(shown.words, 1),
        shown.unprintable / max(shown.signs, 1),
    )


@lru_cache(maxsize=2**14)
def _packed(stretch: str) -> int:
    """What a stretch of text shows, its counts side by side in one number: a page's are added up in one go.
    A document says most of its words many times."""
    packed = 0
    for count in reversed(_shown(stretch)):
        packed = packed << _COUNT_BITS | count
    return packed


def _shown(stretch: str) -> _Shown:
    """What a stretch of text shows: mostly one word, maybe with marks around it, all of them printed."""
    core = stretch.strip(_AROUND)
    if not core.isalpha():
        return _shown_in_parts(stretch)
    word = _word(unicodedata.normalize("NFC", core))
    length = len(stretch)
    if word is None:
        return _Shown(signs=length, letters_and_digits=len(core))
    return _Shown(1, *word, length, 0, len(core))


def _shown_in_parts(stretch: str) -> _Shown:
    """The same of any stretch."""
    words = [
        word
        for part in _PARTS.split(unicodedata.normalize("NFC", stretch))
        if (word := _word(part)) is not None
    ]
    return _Shown(
        len(words),
        sum(word.letters for word in words),
        sum(word.marked for word in words),
        sum(word.is_spelt for word in words),
        len("".join(stretch.split())),
        0 if stretch.isprintable() and _LOST not in stretch else sum(map(_is_unprintable, stretch)),
        sum(map(str.isalnum, stretch)),
    )


class _Word(NamedTuple):
    """What a word shows: its letters, those of them with a mark, whether it is spelt as a syllable."""

    letters: int
    marked: int
    is_spelt: bool


def _word(part: str) -> _Word | None:
    """The word in a part of a text; what stands for a lost letter (`?`, a control code, a private-use code)
    stays in it."""
    word = (
        part.strip("?")
        if "?" in part and part.strip("?").isalpha() and not part.startswith("?") and part.count("?") == 1
        else part
    )
    letters = word if word.isalpha() else [sign for sign in word if sign.isalpha()]
    if not letters or any(map(str.isdigit, word)) or len(word) == 1:
        return None
    is_spelt = is_syllable(word)
    if word.isupper() and len(word) <= _ABBREVIATION and not is_spelt:
        return None
    return _Word(len(letters), sum(map(is_marked, letters)), is_spelt)


@lru_cache(maxsize=2**10)
def _is_unprintable(sign: str) -> bool:
    """Whether no printed page shows a sign: a replacement character, a control code, a private-use letter."""
    if sign in _HYPHENS:
        return False
    kind = unicodedata.category(sign)
    is_control_code = kind == "Cc" and not sign.isspace()
    return sign == _LOST or is_control_code or (kind in ("Co", "Cn") and ord(sign) not in _SYMBOL_FONTS)
