"""Where the noun that a number counts ends: "02 sáng kiến/giải pháp | về cải cách"."""

import re
from typing import Final

from extractors.targets.vocabulary import COUNTED, MEASURES
from extractors.text.function_words import AND, OR
from extractors.text.patterns import one_of, whole

_KNOWN: Final = frozenset(COUNTED.nouns.known)
_KNOWN_WORDS: Final = max(len(noun.split()) for noun in _KNOWN)
_STOPS: Final = frozenset(COUNTED.nouns.stops)
# Two syllables name most countable things ("nhiệm vụ", "doanh nghiệp") where the noun is not known.
_UNKNOWN_WORDS: Final = 2

_SYLLABLE: Final = re.compile(r"[^\s,;:.()\"/]+")
_PAIR: Final = re.compile(rf"(?: ?/ ?|, | {one_of(AND, OR)} )(?=\w)")
_SUFFIX: Final = re.compile(rf" {one_of(COUNTED.nouns.suffixes)}(?!\w)")
_PHYSICAL: Final = re.compile(whole(MEASURES.units.physical))

PER_PERIOD: Final = re.compile(rf" ?/ ?(?:\d+ )?{whole(MEASURES.units.periods)}")
"""What a number is counted per: "/năm", "/ 6 tháng"."""


def noun_end(folded: str, start: int) -> int:
    """Where the counted noun behind the number that ends at `start` ends; `start` where there is none.

    It is a known noun, else up to two words; pairs ("tin, bài") and "/năm" belong to it.
    """
    position = start + (folded[start : start + 1] == " ")
    end = _one_noun(folded, position)
    if end == position:
        return start
    while (pair := _PAIR.match(folded, end)) and (further := known_noun_end(folded, pair.end())) > pair.end():
        end = further
    per = PER_PERIOD.match(folded, end)
    return per.end() if per else end


def is_known_noun(phrase: str) -> bool:
    """Whether this is a thing that is counted, as the file of words lists it."""
    return phrase in _KNOWN


def known_noun_end(folded: str, start: int) -> int:
    """Where the longest known noun that begins at `start` ends; `start` where none does."""
    end = found = start
    for _ in range(_KNOWN_WORDS):
        syllable = _SYLLABLE.match(folded, end)
        if not syllable:
            break
        end = syllable.end()
        if folded[start:end] in _KNOWN:
            found = end
        if folded[end : end + 1] != " ":
            break
        end += 1
    return found


def words_end(folded: str, start: int, most: int) -> int:
    """Where up to `most` words from `start` on end that may name a thing; `start` where there is none."""
    end = start
    for _ in range(most):
        syllable = _SYLLABLE.match(folded, end + (folded[end : end + 1] == " "))
        if not syllable or syllable[0] in _STOPS or not syllable[0][0].isalpha():
            break
        end = syllable.end()
        if folded[end : end + 1] != " ":
            break
    return end


def _one_noun(folded: str, start: int) -> int:
    known = known_noun_end(folded, start)
    if known > start:
        return known
    if measure := _PHYSICAL.match(folded, start):  # "20 km đường hoa"
        return measure.end()
    end = words_end(folded, start, _UNKNOWN_WORDS)
    suffix = _SUFFIX.match(folded, end)
    return suffix.end() if suffix else end
