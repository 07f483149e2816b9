"""What a syllable that the engine read may be: the same letters with other marks, and how likely it is to
have misread them, by how sure it was.

Only what scans show is thought possible. On five scans of offices (12,137 syllables, 491 misread):
- a tone lost from ê, â or ô: 391, among them 73 of the 80 read without a tone with less than 0.9;
- one tone for another on them, "đề" for "để": 47; a tone too many on them: 3;
- a tone lost from ă: 6;
- a hook or grave made of the dot of an i, "chỉ" for "chi": 20;
- in lines of capitals, the sign of e, a or o lost, "KÉ HOẠCH": 8.
A tone is never put on, or changed on, another vowel: what looks like that is a typo on the paper, and stays.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from pipeline.readers.ocr.marks.spelling import NO_TONE, bearer_of

# The engine's confidence, in four steps; each of the rows below has one figure a step, the surest last.
STEPS: Final = (0.8, 0.9, 0.95)
# How many times as likely the reading is where the page has the other spelling as where it has this one.
Odds = tuple[float, float, float, float]
LOST: Final[Odds] = (5.0, 5.0, 1.0, 0.06)
LOST_FROM_BREVE: Final[Odds] = (1.0, 1.0, 0.2, 0.012)
SWAPPED: Final[Odds] = (0.1, 0.07, 0.006, 0.0004)
ADDED: Final[Odds] = (0.05, 0.02, 0.003, 0.0001)
DOT: Final[Odds] = (0.1, 0.03, 0.01, 0.001)
CAPITAL: Final[Odds] = (0.1, 0.1, 0.05, 0.02)

_DOT_TONES: Final = "13"  # huyền and hỏi
_SIGNED: Final = {"e": "ê", "a": "â", "o": "ô"}
_OTHER_VOWELS: Final = frozenset("aeouyăâêôơư")
_OWN_VOWELS: Final = frozenset("ơư")


def spellings(
    read: str, confidence: float, known: Mapping[str, tuple[str, ...]], *, in_capitals: bool = False
) -> dict[str, float]:
    """The syllables that one read as `read` may be, itself among them, each with the odds of this reading;
    `known` has the syllables there are, by their letters."""
    step = bisect_right(STEPS, confidence)
    found = {read: 1.0}
    vowel, tone = bearer_of(read), read[-1]
    if vowel is not None:
        lost = LOST_FROM_BREVE if vowel == "ă" else LOST
        for other in known.get(read[:-1], ()):
            if other != read:
                odds = lost if tone == NO_TONE else ADDED if other[-1] == NO_TONE else SWAPPED
                found[other] = odds[step]
    elif tone in _DOT_TONES and "i" in read and not _OTHER_VOWELS & set(read):
        if (other := read[:-1] + NO_TONE) in known.get(read[:-1], ()):
            found[other] = DOT[step]
    elif in_capitals and tone != NO_TONE and not _OWN_VOWELS & set(read):
        for plain, signed in _SIGNED.items():
            other = read.replace(plain, signed)
            if other != read and other in known.get(other[:-1], ()):
                found[other] = CAPITAL[step]
    return found
