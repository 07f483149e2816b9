"""Names printed in capitals, written as running text (Decree 30/2020/NĐ-CP, Annex II, section IV: names of
bodies)."""

import re
from typing import Final, Literal, Self

from pydantic import model_validator

from extractors.text.folding import fold
from extractors.text.function_words import AND
from extractors.text.loader import Phrase, WordFile, WordList, load
from extractors.text.patterns import one_of, whole

Rest = Literal["phrase", "lower", "title"]
"""How the capitals of a name's rest are written: the first letter of each coordinated phrase, none, or of
each word."""


class SpellingWords(WordFile):
    """The form of `spelling.toml`."""

    abbreviations: WordList
    proper: dict[Phrase, str]

    @model_validator(mode="after")
    def _names_are_their_own_spelling(self) -> Self:
        if wrong := [name for name, spelt in self.proper.items() if fold(spelt) != name]:
            raise ValueError(f"spelt as another word: {', '.join(wrong)}")
        return self


_WORDS: Final = load("spelling", SpellingWords)

_VOWEL: Final = re.compile(r"[aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")
_WORD: Final = re.compile(r"[^\W_]+(?:[&.'][^\W_]+)*")
_NEW_PHRASE: Final = re.compile(rf"(?:(?<!\w){one_of(AND)}|[,\-–&])\s*$")
_BEFORE_WINDOW: Final = 12  # letters before a word that can hold what joins it, with its blanks
_PROPER_WORDS: Final = re.compile(whole(_WORDS.proper), re.IGNORECASE)


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
            text[max(0, match.start() - _BEFORE_WINDOW) : match.start()].lower()
        )
        return (
            lowered[0].upper() + lowered[1:] if rest == "phrase" and opens and lowered not in AND else lowered
        )

    spelt = _WORD.sub(spell, text)
    return _PROPER_WORDS.sub(lambda match: _WORDS.proper[match[0].lower()], spelt)


def _is_abbreviation(word: str) -> bool:
    folded = fold(word)
    return word.isupper() and len(word) > 1 and (folded in _WORDS.abbreviations or not _VOWEL.search(folded))
