"""Symbols of official documents: number, perhaps the year, and letters for the kind and the issuer.

"146/KH-UBND", "30/2020/NĐ-CP", "80/2015/QH13", "4503/UBND-NCKSTTHC" are the state's
(Decree 30/2020/NĐ-CP, Annex I), "11-CT/TU" is the Party's.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from extractors.document_types import CODE, is_assembly_code, type_of_code
from extractors.document_types import WORDS as TYPES
from extractors.letterhead import LETTERHEAD
from extractors.references.words import NUMBER, WORDS
from extractors.text.patterns import one_of
from schemas.layout import value

_CAPITAL: Final = "A-ZĐÂÊÔƠƯĂ"
# "CTr", "TTg", "QyĐ", "QH14": capitals with at most a few small letters among them
_PART: Final = rf"[{_CAPITAL}][{_CAPITAL}0-9]*(?:(?:Tr|r|Tg|tg|g|y|i)[{_CAPITAL}0-9]*)?"
# "QH 13": the Assembly's letters and its legislature, typed apart
_ASSEMBLY: Final = rf"(?:{one_of(TYPES.assembly.codes)}) \d{{1,2}}"
# "NĐ-Chính phủ": an abbreviation replaced by what it stands for, all over a text
_WRITTEN_OUT: Final = rf"-(?:{one_of(WORDS.announcing.written_out)})"
# "71/NQ -CP", "12/QĐ - UBND": blanks typed around the hyphen after the kind
_KIND_AND_ISSUER: Final = rf" ?- ?(?=[{_CAPITAL}]{{2}}){_PART}"
_LETTERS: Final = (
    rf"{_ASSEMBLY}|{_PART}(?:{_WRITTEN_OUT}|(?:{_KIND_AND_ISSUER})?(?:(?: ?[/&]|-) ?{_PART}){{0,4}})"
)
_SYMBOL: Final = re.compile(
    rf"(?<![\w/.,-])(?P<number>\d{{1,5}}[a-zđA-ZĐ]?)"
    rf"(?P<year> ?/ ?(?:19|20)\d\d)?"
    rf" ?(?P<mark>[/-]) ?(?P<letters>{_LETTERS})(?!\w)"
)
_SMALL: Final = re.compile(
    rf"(?<={NUMBER} )(?P<number>\d{{1,5}}[a-zđ]?)(?P<year>/(?:19|20)\d\d)?(?P<mark>/)"
    rf"(?P<letters>{CODE}-[a-zđ]{{2,8}}(?:-[a-zđ]{{2,8}})?)(?!\w)"
)
# A figure, perhaps with a letter, before a slash or one of the many dashes: so every symbol begins.
_FIGURE_AND_MARK: Final = re.compile(r"\d\w?\s?[^\w\s.,;:%()]")
_TOKEN: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"://|www\.|@|\.vn|\.doc|\.pdf|\\", re.IGNORECASE)
# "ký hiệu: " is the longest announcement.
_BEFORE_WINDOW: Final = 12
_FORM: Final = re.compile(rf"(?<!\w){one_of(LETTERHEAD.annexes.form)} {NUMBER} ?:? ?$", re.IGNORECASE)
_ANNOUNCED: Final = re.compile(
    rf"{one_of(WORDS.announcing.number, WORDS.announcing.symbol)} ?:? ?$", re.IGNORECASE
)


@value
class Symbol:
    """Where a symbol was read, and its first letters."""

    start: int
    end: int
    code: str


def may_hold_symbols(text: str) -> bool:
    """Whether a symbol may stand in a text, dashes and blanks as printed: most texts have no figure before a
    slash or a dash."""
    return _FIGURE_AND_MARK.search(text) is not None


def find_symbols(unified: str) -> Iterator[Symbol]:
    """Every symbol of a text with unified dashes, blanks and letters, in order.

    A number and letters are a symbol when they are announced ("số …"), name a kind of document first
    ("12/QĐ-…"), or have the two parts of kind and issuer. Addresses and file names hold none.
    """
    found = [*_SYMBOL.finditer(unified), *_SMALL.finditer(unified)]
    if not found:
        return
    addresses: list[tuple[int, int]] = []
    if _ADDRESS.search(unified):
        addresses = [token.span() for token in _TOKEN.finditer(unified) if _ADDRESS.search(token[0])]
    for match in sorted(found, key=lambda match: match.start()):
        before = unified[max(0, match.start() - _BEFORE_WINDOW) : match.start()]
        place = bisect_right(addresses, (match.start(), len(unified))) - 1
        if (place >= 0 and match.start() < addresses[place][1]) or not _is_symbol(match, before):
            continue
        code = re.split(r"[/&-]| ", match["letters"].strip(), maxsplit=1)[0]
        yield Symbol(match.start(), match.end(), code)


def _is_symbol(match: re.Match[str], before: str) -> bool:
    letters = re.sub(r"\s", "", match["letters"])
    # "09-MT": only Party symbols begin with a hyphen, and they have a slash.
    if match["mark"] == "-" and "/" not in letters:
        return False
    if _FORM.search(before):  # "Mẫu số 01/PLI" is a form, no document
        return False
    code = re.split(r"[/&-]", letters, maxsplit=1)[0]
    return bool(
        _ANNOUNCED.search(before)
        or type_of_code(code)
        or (match["year"] and is_assembly_code(code))
        or ("-" in letters and len(letters) > len("A-B"))
    )
