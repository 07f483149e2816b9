"""Names of administrative units as texts print them: the word for the kind, the bare name, the matching form
of both."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from extractors.text.folding import fold

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

KINDS: Final[dict[str, tuple[Kind, ...]]] = {
    "tỉnh": ("tỉnh",),
    "thành phố": ("thành phố", "thành phố thuộc tỉnh"),
    "tp": ("thành phố", "thành phố thuộc tỉnh"),
    "t.p": ("thành phố", "thành phố thuộc tỉnh"),
    "thành phố thuộc tỉnh": ("thành phố thuộc tỉnh",),
    "quận": ("quận",),
    "q": ("quận",),
    "huyện": ("huyện",),
    "h": ("huyện",),
    "thị xã": ("thị xã",),
    "tx": ("thị xã",),
    "t.x": ("thị xã",),
    "xã": ("xã",),
    "x": ("xã",),
    "phường": ("phường",),
    "p": ("phường",),
    "thị trấn": ("thị trấn",),
    "tt": ("thị trấn",),
    "t.t": ("thị trấn",),
    "đặc khu": ("đặc khu",),
}
"""Kinds of unit that a word before a name means: a "thành phố" is a province or stands under one."""

LEVEL_OF_KIND: Final[dict[Kind, Level]] = {
    "tỉnh": "province",
    "thành phố": "province",
    "quận": "district",
    "huyện": "district",
    "thị xã": "district",
    "thành phố thuộc tỉnh": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}

# A one-letter abbreviation needs its full stop ("P. Bến Thành"), else any capital before a name would be a
# kind.
KIND_WORD: Final = (
    r"(?:tỉnh|thành\s+phố|thị\s+xã|thị\s+trấn|đặc\s+khu|quận|huyện|phường|xã|"
    r"(?:tp|t\.p|tx|t\.x|tt|t\.t)(?=[\s.])\.?|(?:q|h|p|x)\.)"
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
    folded = fold(unicodedata.normalize("NFC", name))
    folded = _LONE_Y.sub(lambda match: match[0].translate(_TO_I), folded)
    return _NO_LETTER.sub("", _LEADING_ZEROS.sub("", folded))


def plain_key(name: str) -> str:
    """The matching form of a bare name without any diacritics, for texts that lost theirs."""
    decomposed = unicodedata.normalize("NFD", name_key(name)).replace("đ", "d")
    return "".join(char for char in decomposed if not unicodedata.combining(char))
