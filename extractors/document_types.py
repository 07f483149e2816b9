"""Types of document: which one a printed name or a symbol tells (Decree 30/2020/NĐ-CP, Annex III, part I).

One list holds every type that is known, with its names and codes (`document_types.toml`); whatever reads a
header, a citation, an annex or a trích yếu asks here.
"""

import re
from collections import Counter
from typing import Final, Self

from pydantic import model_validator

from extractors.text.folding import fold
from extractors.text.loader import WordFile, WordList, load
from extractors.text.patterns import one_of
from extractors.text.spacing import closed_up


class DocumentType(WordFile):
    """The names of a type, its own first, and the other spellings of its code in symbols."""

    names: WordList
    codes: tuple[str, ...] = ()


class TypeClasses(WordFile):
    """Types, by their codes (laws: by their names), that a header or a citation is read differently for."""

    unprinted: tuple[str, ...]
    deciding: tuple[str, ...]
    promulgated: tuple[str, ...]
    forms: tuple[str, ...]
    laws: WordList


class Assembly(WordFile):
    """The National Assembly's symbols ("80/2015/QH13")."""

    codes: tuple[str, ...]


class DocumentTypeWords(WordFile):
    """The form of `document_types.toml`."""

    types: dict[str, DocumentType]
    classes: TypeClasses
    assembly: Assembly

    @model_validator(mode="after")
    def _each_tells_one_type(self) -> Self:
        names = Counter(name for entry in self.types.values() for name in entry.names)
        codes = Counter(fold(code) for key, entry in self.types.items() for code in (key, *entry.codes))
        twice = sorted(word for words in (names, codes) for word, count in words.items() if count > 1)
        if twice:
            raise ValueError(f"stands for two types, or twice for one: {', '.join(twice)}")
        classed = {
            *self.classes.unprinted,
            *self.classes.deciding,
            *self.classes.promulgated,
            *self.classes.forms,
        }
        if unknown := (classed - self.types.keys()) | (set(self.classes.laws) - names.keys()):
            raise ValueError(f"classes name what is no type: {', '.join(sorted(unknown))}")
        return self


WORDS: Final = load("document_types", DocumentTypeWords)
CLASSES: Final = WORDS.classes

LETTER: Final = "CV"
"""The type of a letter (công văn), which prints no name."""

TYPE_OF_NAME: Final = {name: code for code, entry in WORDS.types.items() for name in entry.names}
_TYPE_OF_CODE: Final = {
    fold(spelling): code for code, entry in WORDS.types.items() for spelling in (code, *entry.codes)
}
_PRINTED: Final = tuple(
    name for code, entry in WORDS.types.items() if code not in CLASSES.unprinted for name in entry.names
)

NAME: Final = one_of(TYPE_OF_NAME)
"""A pattern for the name of any type, for folded text."""
PRINTED_NAME: Final = one_of(_PRINTED)
"""A pattern for the name of any type that documents print at their head, for folded text."""
CODE: Final = one_of(_TYPE_OF_CODE)
"""A pattern for the code of any type, for folded text."""

_CLOSED_UP: Final = {"".join(name.split()): name for name in _PRINTED}
_OPENING: Final = re.compile(rf"{NAME}\b")
_LEGISLATURE: Final = re.compile(r"\d{1,2}$")  # "QH13": the Assembly of the thirteenth legislature
_ASSEMBLY: Final = frozenset(fold(code) for code in WORDS.assembly.codes)
_NUMBER: Final = re.compile(r"\d{1,6}[A-Za-z]?")
_OPENING_WORDS: Final = 8  # of a title, in which it says what it is


def printed_name(folded: str) -> str:
    """A folded line, the name of a type that is spread over it ("k ế h o ạ c h") written as ever."""
    return _CLOSED_UP.get(closed_up(folded) or "", folded)


def type_of_name(text: str) -> str | None:
    """The code of the type whose name opens `text`, the longest name first ("KẾ HOẠCH hành động …" → KH);
    None where none does."""
    match = _OPENING.match(printed_name(" ".join(fold(text).split())))
    return TYPE_OF_NAME[match[0]] if match else None


def promulgated_type(title: str) -> str | None:
    """The type of plan that the first words of an annex's title name ("CHI TIẾT NỘI DUNG KẾ HOẠCH …" → KH),
    for one that a decision puts into force; None where they name none, or cite another document by its
    number."""
    words = fold(title).split()[:_OPENING_WORDS]
    for match in re.finditer(rf"(?<!\w){PRINTED_NAME}\b(?! số)", " ".join(words)):
        if TYPE_OF_NAME[match[0]] in CLASSES.promulgated:
            return TYPE_OF_NAME[match[0]]
    return None


def type_of_code(code: str) -> str | None:
    """The type for which the first letters of a symbol stand, in any case ("KH" → KH, "QH13" → L, "CTHĐ" →
    CTr); None for letters that name no type."""
    return _TYPE_OF_CODE.get(_LEGISLATURE.sub("", fold(code)) if is_assembly_code(code) else fold(code))


def type_of_symbol(symbol: str | None) -> str | None:
    """The type that a symbol bears ("146/KH-UBND", "KH-UBND", "12/2023/QĐ-UBND", "06-CTr/TU"); a symbol that
    opens with its issuer instead is a letter's ("134/UBND-VP" → CV). None for no symbol, one without
    letters, and one of the Standing Committee of the National Assembly, whose ordinances and resolutions bear
    the same letters."""
    parts = re.split(r"[/\-]", symbol) if symbol else []
    letters = next((part for part in parts if part and not _NUMBER.fullmatch(part)), None)
    if letters is None:
        return None
    return type_of_code(letters) or (None if is_assembly_code(letters) else LETTER)


def is_assembly_code(code: str) -> bool:
    """Whether the first letters of a symbol are the National Assembly's or its Standing Committee's ("QH13",
    "UBTVQH14")."""
    return _LEGISLATURE.sub("", fold(code)) in _ASSEMBLY
