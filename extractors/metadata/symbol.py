"""Number and symbol of a document: "Số: 146/KH-UBND" (Decree 30/2020/NĐ-CP, Annex I, part II, section
3)."""

import re
from dataclasses import dataclass
from typing import Final

from extractors.document_types import CLASSES, type_of_code
from extractors.references.words import NUMBER
from extractors.text.patterns import one_of

_BLANK: Final = re.compile(r"[.…_\s]{2,}|[…_]")  # what stands where a number is to be written by hand
_LINE: Final = re.compile(rf"^\W{{0,3}}(?:{one_of(CLASSES.laws)}\s+)?{NUMBER}\s*[.:]?\s*", re.IGNORECASE)
# "146/KH-UBND", "/KH-UBND", "12/2023/QĐ-UBND", "06-CTr/TU", "KH-UBND"; blanks may stand around the strokes,
# hyphens and "&".
_SYMBOL: Final = re.compile(
    r"(?P<number>\d{1,6}[A-Za-z]?(?![^\W\d_]))?\s*+(?P<stroke>[/\-])?\s*+"
    r"(?P<code>(?:\d{4}\s?/\s?)?[^\W\d_]\w*+(?:(?:\s?[-/&]\s?|\.)\w++)*+)"
)

# The printed part after a number that cannot be read: "/CT-UBND", "/UBND- KSTTHC".
_PRINTED: Final = re.compile(r"/\W{0,2}([A-ZĐ]{2,8}(?:\s?-\s?[A-ZĐƯ&][A-Za-zĐđƯư&]{1,11}){1,3})$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The number ("146", None where left blank) and the symbol as printed, blanks taken out ("146/KH-UBND",
    "KH-UBND"); `spoilt` where something stands for the number that cannot be read."""

    number: str | None = None
    symbol: str | None = None
    spoilt: bool = False


def read_number(line: str) -> DocumentNumber:
    """Number and symbol of the text after "Số" ("Số: 146 /KH-UBND", "Số:      /KH-UBND", "06-CTr/TU"); what
    follows them is left alone. Both None where there is no symbol."""
    text = _LINE.sub("", line.strip())
    text = re.sub(r"[‐‑‒–—−]", "-", _BLANK.sub(" ", text)).strip(" .:")
    match = _SYMBOL.match(text)
    printed = _PRINTED.search(text) if not match or match["number"] is None else None
    if printed and (not match or match.end("code") < printed.start(1)):
        # The number was written by hand: what is read for it ("04+ /CT-UBND", "//64/UBND-KSTTHC") is none.
        return DocumentNumber(None, re.sub(r"\s?-\s?", "-", printed[1]), spoilt=True)
    if not match:
        digits = re.match(r"\d{1,6}[A-Za-z]?(?=\s|$)", text)
        return DocumentNumber(digits[0], digits[0]) if digits else DocumentNumber()
    code = re.sub(r"\s?([-/&])\s?", r"\1", match["code"])
    if match["number"] is None:
        return DocumentNumber(None, code)
    stroke = match["stroke"]
    if not stroke:
        first = re.split(r"[-/]", code)[0]
        if first == code or type_of_code(first) is None:  # "146 ngày …": words, no symbol
            return DocumentNumber(match["number"], match["number"])
        stroke = "/"  # forgotten: "146 KH-UBND"
    return DocumentNumber(match["number"], f"{match['number']}{stroke}{code}")
