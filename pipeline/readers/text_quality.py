"""How good the text of a page is: sound Vietnamese, nothing at all, or broken.

Of the PDFs that offices publish, many carry `?` for every toned letter, glyph codes taken for letters, or the
output of a recogniser of another language. Two signs tell them apart without a word list: the share of
letters with a Vietnamese mark, and the share of words that are spelt as Vietnamese syllables
(`pipeline.readers.syllables`).
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal, NamedTuple

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
_PARTS = re.compile(r"[\s\-–—/.,;:()\[\]{}\"“”‘’'…!&+*=<>|%°•\x02\xad\ufffe]+")
_ABBREVIATION = 6  # letters: UBND, TTHC, HĐND


class Evidence(NamedTuple):
    """What a text shows: how many words there are to judge by, and the shares the verdict rests on (0 to
    1)."""

    words: int
    marked: float
    syllables: float
    unprintable: float


def judge(text: str) -> Verdict:
    """The verdict on a page's text: `good`, `none` (nothing to read) or `broken`.

    A page of numbers, and a page with too few words to tell, is good. Text between the two shares of marked
    letters is good when its words are spelt as Vietnamese.
    """
    if not any(sign.isalnum() for sign in text):
        return "none" if not _visible(text) or _unprintable(text) <= UNPRINTABLE else "broken"
    found = weigh(text)
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
    words = letters = marked = spelt = 0
    for part, times in Counter(_PARTS.split(unicodedata.normalize("NFC", text))).items():
        word = _word(part)
        if word is not None:
            words += times
            letters += times * word.letters
            marked += times * word.marked
            spelt += times * word.is_spelt
    return Evidence(words, marked / max(letters, 1), spelt / max(words, 1), _unprintable(text))


class _Word(NamedTuple):
    """What a word shows: its letters, those of them with a mark, whether it is spelt as a syllable."""

    letters: int
    marked: int
    is_spelt: bool


@lru_cache(maxsize=2**14)
def _word(part: str) -> _Word | None:
    """The word in a part of a text; what stands for a lost letter (`?`, a control code, a private-use code)
    stays in it."""
    word = (
        part.strip("?")
        if part.strip("?").isalpha() and not part.startswith("?") and part.count("?") == 1
        else part
    )
    letters = [sign for sign in word if sign.isalpha()]
    if not letters or any(sign.isdigit() for sign in word) or len(word) == 1:
        return None
    is_spelt = is_syllable(word)
    if word.isupper() and len(word) <= _ABBREVIATION and not is_spelt:
        return None
    return _Word(len(letters), sum(is_marked(sign) for sign in letters), is_spelt)


def _visible(text: str) -> int:
    return len("".join(text.split()))


def _unprintable(text: str) -> float:
    bad = 0
    for sign, times in Counter(text).items():
        kind = unicodedata.category(sign)
        if sign in _HYPHENS:
            continue
        if (
            sign == "\ufffd"
            or (kind == "Cc" and not sign.isspace())
            or (kind in ("Co", "Cn") and ord(sign) not in _SYMBOL_FONTS)
        ):
            bad += times
    return bad / max(_visible(text), 1)
