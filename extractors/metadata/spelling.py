"""Names printed in capitals, written as running text (Decree 30/2020/NĐ-CP, Annex II, section IV: names of
bodies)."""

import re
from typing import Final, Literal

from extractors.text.folding import fold

Rest = Literal["phrase", "lower", "title"]

_VOWEL: Final = re.compile(r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
_WORD: Final = re.compile(r"[^\W_]+(?:[&.'][^\W_]+)*")
_NEW_PHRASE: Final = re.compile(r"(?:(?<!\w)và|[,\-–&])\s*$")
# Abbreviations that have vowels; one without vowels is known by that.
_ABBREVIATIONS: Final = frozenset(
    {"ubnd", "ubmttq", "ubmttqvn", "mttqvn", "đbqh", "ubkt", "gdđt", "gd&đt", "cntt", "atgt", "bql", "bcđ"}
)
_PROPER: Final = {
    "chính phủ": "Chính phủ",
    "quốc hội": "Quốc hội",
    "trung ương": "Trung ương",
    "việt nam": "Việt Nam",
    "hồ chí minh": "Hồ Chí Minh",
    "tổ quốc": "Tổ quốc",
    "công thương": "Công Thương",
    "đảng": "Đảng",
}
_PROPER_WORDS: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_PROPER)})(?!\w)", re.IGNORECASE)


def in_title_case(text: str) -> str:
    """Every word with a capital, abbreviations kept ("THPT ĐỐC BINH KIỀU" → "THPT Đốc Binh Kiều")."""
    return _WORD.sub(
        lambda match: match[0] if _is_abbreviation(match[0]) else match[0][0].upper() + match[0][1:].lower(),
        text,
    )


def in_running_text(text: str, rest: Rest = "phrase") -> str:
    """Capitals written as in running text: each coordinated phrase with one capital ("VĂN HÓA, THỂ THAO VÀ DU
    LỊCH" → "Văn hóa, Thể thao và Du lịch"; rest = "lower": none), abbreviations and proper names with theirs.
    Text that is not all in capitals comes back as it is."""
    if not text.isupper():
        return text
    if rest == "title":
        return in_title_case(text)

    def spell(match: re.Match[str]) -> str:
        word = match[0]
        if _is_abbreviation(word):
            return word
        lowered = word.lower()
        opens = match.start() == 0 or _NEW_PHRASE.search(
            text[max(0, match.start() - 12) : match.start()].lower()
        )
        return lowered[0].upper() + lowered[1:] if rest == "phrase" and opens and lowered != "và" else lowered

    spelt = _WORD.sub(spell, text)
    return _PROPER_WORDS.sub(lambda match: _PROPER[match[0].lower()], spelt)


def _is_abbreviation(word: str) -> bool:
    folded = fold(word)
    return word.isupper() and len(word) > 1 and (folded in _ABBREVIATIONS or not _VOWEL.search(folded))
