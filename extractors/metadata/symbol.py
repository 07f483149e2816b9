"""Number, symbol and type of a document: "Số: 146/KH-UBND" (Decree 30/2020/NĐ-CP, Annex I, part II, section
3)."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from extractors.text.folding import fold
from extractors.text.loader import raw

_BLANK: Final = re.compile(r"[.…_\s]{2,}|[…_]")  # what stands where a number is to be written by hand
_LINE: Final = re.compile(r"^\W{0,3}(?:luật\s+)?số\s*[.:]?\s*", re.IGNORECASE)
# "146/KH-UBND", "/KH-UBND", "12/2023/QĐ-UBND", "06-CTr/TU", "KH-UBND"; blanks may stand around the strokes,
# hyphens and "&".
_SYMBOL: Final = re.compile(
    r"(?P<number>\d{1,6}[A-Za-z]?(?![^\W\d_]))?\s*+(?P<stroke>[/\-])?\s*+"
    r"(?P<code>(?:\d{4}\s?/\s?)?[^\W\d_]\w*+(?:(?:\s?[-/&]\s?|\.)\w++)*+)"
)

# The printed part after a number that cannot be read: "/CT-UBND", "/UBND- KSTTHC".
_PRINTED: Final = re.compile(r"/\W{0,2}([A-ZĐ]{2,8}(?:\s?-\s?[A-ZĐ&]{2,12}){1,3})$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The number ("146", None where left blank) and the symbol as printed, blanks taken out ("146/KH-UBND",
    "KH-UBND")."""

    number: str | None = None
    symbol: str | None = None


def read_number(line: str) -> DocumentNumber:
    """Number and symbol of the text after "Số" ("Số: 146 /KH-UBND", "Số:      /KH-UBND", "06-CTr/TU"); what
    follows them is left alone. Both None where there is no symbol."""
    text = _LINE.sub("", line.strip())
    text = re.sub(r"[‐‑‒–—−]", "-", _BLANK.sub(" ", text)).strip(" .:")
    match = _SYMBOL.match(text)
    if not match and (printed := _PRINTED.search(text)):
        # The number was written by hand: what is read for it ("04+ /CT-UBND", "//64/UBND-KSTTHC") is none.
        return DocumentNumber(None, re.sub(r"\s?-\s?", "-", printed[1]))
    if not match:
        digits = re.match(r"\d{1,6}[A-Za-z]?(?=\s|$)", text)
        return DocumentNumber(digits[0], digits[0]) if digits else DocumentNumber()
    code = re.sub(r"\s?([-/&])\s?", r"\1", match["code"])
    if match["number"] is None:
        return DocumentNumber(None, code)
    stroke = match["stroke"]
    if not stroke:
        first = re.split(r"[-/]", code)[0]
        if first == code or fold(first) not in _codes():  # "146 ngày …": words, no symbol
            return DocumentNumber(match["number"], match["number"])
        stroke = "/"  # forgotten: "146 KH-UBND"
    return DocumentNumber(match["number"], f"{match['number']}{stroke}{code}")


def type_of_name(text: str) -> str | None:
    """The code of the type whose name opens `text` ("KẾ HOẠCH hành động …" → KH); None where none does."""
    folded = " ".join(fold(text).split())
    best = max((name for name in _names() if re.match(rf"{name}\b", folded)), key=len, default=None)
    return _names()[best] if best else None


def type_of_symbol(symbol: str | None) -> str | None:
    """The code of the type that a symbol bears ("146/KH-UBND", "KH-UBND", "12/2023/QĐ-UBND", "06-CTr/TU"); a
    numbered symbol that opens with its issuer instead is a letter's ("134/UBND-VP" → CV). None for no
    symbol."""
    if not symbol:
        return None
    parts = [part for part in re.split(r"[/\-]", symbol) if part]
    words = [part for part in parts if not re.fullmatch(r"\d{1,6}[A-Za-z]?", part)]
    if not words:
        return None
    return _codes().get(fold(words[0]), "CV")


@cache
def _types() -> dict[str, dict[str, list[str]]]:
    data = raw("document_types")
    return {
        code: {"names": [entry["name"]], "codes": [code, *entry.get("codes", [])]}
        for part in data.values()
        for code, entry in part.items()
    }


@cache
def _names() -> dict[str, str]:
    return {name: code for code, entry in _types().items() for name in entry["names"]}


@cache
def _codes() -> dict[str, str]:
    return {fold(spelling): code for code, entry in _types().items() for spelling in entry["codes"]}
