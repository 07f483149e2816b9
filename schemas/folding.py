"""The matching form of a text: what two spellings of the same words have in common, character for character.

Vietnamese official texts write one word in several ways: "Uỷ ban" and "Ủy ban" (the tone mark on the second
or on the first vowel), "giai đoạn 2021–2025" with any of six dashes, in capitals or not. Lexicons and
patterns are matched against the folded text; since folding keeps every character in its place, offsets found
in it are offsets of the text itself.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import filterfalse
from typing import Final

_BLANKS: Final = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u00ad"
_DOUBLE_QUOTES: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"
_SINGLE_QUOTES: Final = "\u2018\u2019\u201a\u201b\u00b4`"

_PUNCTUATION: Final = (
    dict.fromkeys(_BLANKS, " ")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_DOUBLE_QUOTES, '"')
    | dict.fromkeys(_SINGLE_QUOTES, "'")
)

# Letters that look like others, each beside the one that is meant. Ð (eth) and Ɖ stand for Đ in texts
# converted from the legacy encodings; capitals of Cyrillic and Greek come in with a keyboard of another
# language, or from OCR.
_CYRILLIC: Final = ("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS")
_GREEK: Final = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
_CAPITALS: Final = {"\u00d0": "Đ", "\u0189": "Đ"} | {
    seen: meant for script in (_CYRILLIC, _GREEK) for seen, meant in zip(*script, strict=True)
}
_LATIN: Final = _CAPITALS | {"\u00f0": "đ", "\u0256": "đ"}
_FOLDED: Final = _PUNCTUATION | {seen.lower(): meant.lower() for seen, meant in _CAPITALS.items()}


def _any_of(signs: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(signs))}]")


_TO_UNIFY: Final = _any_of(_PUNCTUATION)
_TO_LATIN: Final = _any_of(_LATIN)
_TO_FOLD: Final = _any_of(_FOLDED)

_TONED: Final = {"o": "òóỏõọ", "a": "àáảãạ", "e": "èéẻẽẹ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}

# An open syllable in -oa, -oe, -uy bears its tone on the first vowel in one school, on the second in the
# other.
# Both patterns begin with a letter: it is looked for several times as fast as what stands before one.
_SECOND_VOWEL: Final = re.compile(r"(?:o[àáảãạèéẻẽẹ]|u(?<!qu)[ỳýỷỹỵ])(?!\w)")
# After q, u is part of the consonant: "qúy" is a slip of the hand for "quý".
_AFTER_Q: Final = re.compile(r"q[ùúủũụ][aey]")

_TO_FIRST: Final = {
    first + _TONED[second][tone]: _TONED[first][tone] + second
    for first, second in ("oa", "oe", "uy")
    for tone in range(5)
}
_TO_SECOND: Final = {
    "q" + _TONED["u"][tone] + vowel: "qu" + _TONED[vowel][tone] for vowel in "aey" for tone in range(5)
}


def unify(text: str) -> str:
    """`text` with one dash, one blank and one kind of quotes, letters and case untouched; the result has the
    same length."""
    return _put_right(text, _TO_UNIFY, _PUNCTUATION)


def latin(text: str) -> str:
    """`text` with Vietnamese letters for those that only look like them ("QÐ", a Cyrillic "КН"), case
    untouched; the result has the same length."""
    return _put_right(text, _TO_LATIN, _LATIN)


def _put_right(text: str, wrong: re.Pattern[str], meant: Mapping[str, str]) -> str:
    """`text` with the signs that are meant for those that stand there. Most texts have none of these, others
    a few: to look for them takes a tenth of the time of translating every character."""
    for seen in set(wrong.findall(text)):
        text = text.replace(seen, meant[seen])
    return text


def without_diacritics(text: str) -> str:
    """`text` with plain letters for those of Vietnamese, case untouched: "Đồng Nai" → "Dong Nai".

    The result is as long as `text` where that is NFC and has no combining marks.
    """
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(filterfalse(unicodedata.combining, plain))


# A text is folded by all that read it, one after the other.
_TEXTS_KEPT: Final = 2048


@lru_cache(maxsize=_TEXTS_KEPT)
def fold(text: str) -> str:
    """The matching form of `text`: lower case, one dash, one blank, one kind of quotes, "hoà" and "Uỷ" as
    "hòa" and "ủy", "Ð" as "đ".

    The result has the same length as `text`, character for character, so that an offset in one is an offset
    in the other; line ends stay. `text` must be NFC, as all texts of the layout model are: combining marks
    are kept as they are. Patterns and lexicon entries must be in folded form too ("ủy ban", "hòa giải", "văn
    hóa", "quý").
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters (İ) have a longer lower case: those stay
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    lowered = _put_right(lowered, _TO_FOLD, _FOLDED)
    lowered = _SECOND_VOWEL.sub(lambda match: _TO_FIRST[match[0]], lowered)
    return _AFTER_Q.sub(lambda match: _TO_SECOND[match[0]], lowered)


def normal_text(text: str) -> str:
    """`text` as people's decisions on it are kept: in matching form, one blank between words. So they outlive
    another reading of case, dashes and line ends."""
    return " ".join(fold(text).split())
