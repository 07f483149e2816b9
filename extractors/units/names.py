"""Names of administrative units as texts print them: the word for the kind, the bare name, the matching form
of both."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple, Self, get_args

from pydantic import model_validator

from extractors.text.folding import fold
from extractors.text.loader import Phrase, WordFile, check_codes, load
from extractors.text.patterns import one_of, spaced

Level = Literal["province", "district", "commune"]
Kind = Literal[
    "tỉnh",
    "thành phố",
    "quận",
    "huyện",
    "thị xã",
    "thành phố thuộc tỉnh",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
]


class KindClasses(WordFile):
    """Kinds for which a rule of their own holds."""

    under_district: tuple[Kind, ...]


class UnitWords(WordFile):
    """The form of `units.toml`."""

    words: dict[Phrase, tuple[Kind, ...]]
    abbreviations: dict[Phrase, tuple[Kind, ...]]
    letters: dict[Phrase, tuple[Kind, ...]]
    levels: dict[Level, tuple[Kind, ...]]
    printed: dict[Kind, Phrase]
    classes: KindClasses

    @model_validator(mode="after")
    def _each_kind_has_a_level(self) -> Self:
        check_codes(self.levels, get_args(Level))
        check_codes((kind for kinds in self.levels.values() for kind in kinds), get_args(Kind))
        return self


_WORDS: Final = load("units", UnitWords)

KINDS: Final[dict[str, tuple[Kind, ...]]] = {
    **{kind: (kind,) for kind in get_args(Kind)},
    **_WORDS.words,
    **_WORDS.abbreviations,
    **_WORDS.letters,
}
"""Kinds of unit that a word before a name means: a "thành phố" is a province or stands under one."""

LEVEL_OF_KIND: Final[dict[Kind, Level]] = {
    kind: level for level, kinds in _WORDS.levels.items() for kind in kinds
}
KINDS_OF_PROVINCE: Final = _WORDS.levels["province"]
KINDS_UNDER_DISTRICT: Final = _WORDS.classes.under_district

KIND_WORD: Final = spaced(
    rf"(?:{one_of(_WORDS.words)}|{one_of(_WORDS.abbreviations)}(?=[\s.])\.?|{one_of(_WORDS.letters)}\.)"
)
"""A pattern for the word of a kind, for folded text."""

_KIND_AND_NAME: Final = re.compile(rf"({KIND_WORD})\s*(?=\w)")
_NUMBER_ONLY: Final = re.compile(r"0*(\d{1,2})")
_LEADING_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")
# "Mỹ"/"Mĩ", "Lý"/"Lí", "Quy"/"Qui": i and y are one sound where they are the syllable's only vowel.
_LONE_Y: Final = re.compile(
    r"(?<![aăâeêioôơuưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệóòỏõọốồổỗộớờởỡợúùủũụứừửữự])[yýỳỷỹỵ](?!\w)|(?<=qu)[yýỳỷỹỵ](?!\w)"
)
_TO_I: Final = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_NO_LETTER: Final = re.compile(r"[\W_]+")
_NO_LETTER_IN_LINE: Final = re.compile(r"[^\w\n]+|_+")


def printed_kind(kind: Kind) -> str:
    """The word for a kind in running text: a "thành phố thuộc tỉnh" is called "thành phố"."""
    return _WORDS.printed.get(kind, kind)


class PrintedName(NamedTuple):
    """A name as a text prints it: the kinds its first word means (none given: empty) and the rest."""

    kinds: tuple[Kind, ...]
    name: str


def split_kind(text: str) -> PrintedName:
    """The word for the kind of unit and the bare name ("TP. Quy Nhơn" → thành phố, "Quy Nhơn"); a numbered
    unit keeps its word, since the number alone is no name ("quận 01" → quận, "quận 01")."""
    text = unicodedata.normalize("NFC", text).strip(" .,;:")
    match = _KIND_AND_NAME.match(fold(text))
    if not match:
        return PrintedName((), text)
    word = " ".join(match[1].rstrip(".").split())
    kinds = KINDS[word]
    rest = text[match.end() :]
    if _NUMBER_ONLY.fullmatch(rest):
        return PrintedName(kinds, f"{kinds[0]} {rest}")
    return PrintedName(kinds, rest)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The matching form of a bare name: letters and digits only, one case, one place for the tone, i for a
    lone y, no leading zeros ("Bà Rịa – Vũng Tàu" and "BÀ RỊA-VŨNG TÀU", "Quy Nhơn" and "Qui Nhơn", "Phường
    02" and "Phường 2")."""
    return _NO_LETTER.sub("", _spelt_once(name))


def name_keys(names: Sequence[str]) -> list[str]:
    """The matching forms of many names without line ends (`name_key`), made in one go: a name at a time the
    register's took 0.06 s."""
    return _NO_LETTER_IN_LINE.sub("", _spelt_once("\n".join(names))).split("\n")


def plain_key(name: str) -> str:
    """The matching form of a bare name without any diacritics, for texts that lost theirs or have others."""
    return without_marks(name_key(name))


def without_marks(key: str) -> str:
    """The plain letters and digits of a matching form, and its line ends."""
    return unicodedata.normalize("NFD", key.replace("đ", "d")).encode("ascii", "ignore").decode("ascii")


def _spelt_once(names: str) -> str:
    """Names in one case, with one place for the tone, i for a lone y and no leading zeros."""
    folded = fold(unicodedata.normalize("NFC", names))
    folded = _LONE_Y.sub(lambda match: match[0].translate(_TO_I), folded)
    return _LEADING_ZEROS.sub("", folded)
