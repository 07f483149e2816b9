"""List markers as Vietnamese official documents print them (Decree 30/2020/NĐ-CP, Annex I: phần, chương, mục,
điều, khoản, điểm).

A marker opens a paragraph: "Phần thứ nhất", "A.", "II.", "Điều 3.", "1.", "2.1.", "(1)", "a)", "-", "+", "•".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.text.loader import WordFile, WordList, load
from extractors.text.numerals import NUMERALS, ORDINALS
from extractors.text.patterns import one_of
from schemas.plan import Form

_TEXTS_KEPT: Final = 1024
BULLET_FORMS: Final = frozenset({"dash", "plus", "bullet"})


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker at the head of a text: its form, the bare label ("II", "2.1", "a", "-") and where the text
    after it starts.

    `level` orders markers of one form: the count of numbers in "2.1.3"; "(1)" and "1)" count 10 deeper than
    "1.".
    """

    form: Form
    label: str
    start: int
    level: int = 1


NONE: Final = Marker("plain", "", 0, 0)


class MarkerWords(WordFile):
    """The form of `markers.toml`: words that open a part or an article, before its number."""

    parts: WordList
    articles: WordList


_WORDS: Final = load("markers", MarkerWords)


def _printed(words: Iterable[str]) -> str:
    """A group that matches these words as a heading prints them: "Phần", "PHẦN"."""
    return one_of({form for word in words for form in (word.capitalize(), word.upper())})


def _number_printed(words: Iterable[str]) -> str:
    """As `_printed`; a number may be printed in small letters too: "nhất", "Nhất", "NHẤT"."""
    return one_of({form for word in words for form in (word, word.capitalize(), word.upper())})


_PART = re.compile(
    rf"{_printed(_WORDS.parts)}\s+(?:{_number_printed(NUMERALS.parts.ordinal)}\s+)?"
    rf"([IVXLC]{{1,7}}|\d{{1,2}}|[A-Z]|{_number_printed(ORDINALS)})\s*(?:[.:\-–/]|$)\s*"
)
_ARTICLE = re.compile(rf"{_printed(_WORDS.articles)}\s+(\d{{1,3}})\s*[.:]?\s+")
_ROMAN = re.compile(r"([IVX]{1,6})(\.\d{1,2}(?:\.\d{1,2})?)?\s*(?:[.):]|/(?=\s)|[-–](?=\s))\s*")
_CAPITAL = re.compile(r"([A-HĐ])\s*[./]\s+|([A-H])\s*\)\s*")
# A number alone needs a dot, bracket, slash or hyphen after it ("6 tháng đầu năm" is none); "2.1" of short
# parts needs none.
_NUMBER = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,4})(?:\s*[.)/:]\s*|\s+|(?=[^\W\d_]))(?=\D)|(\d{1,3})\s*(\.(?!\d)|\)|/(?=\s?[^\W\d])|[-–](?=\s))\s*"
)
_BRACKETED = re.compile(r"\((\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*")
_LETTER = re.compile(r"([a-zđ](?:\.?\d{1,2})?)\s*(?:\)|\.(?=\s)|/(?=\s))\s*")
_DASH = re.compile(r"([-–—−])\s*")
_PLUS = re.compile(r"(\+)\s*")
_BULLET = re.compile(r"([•●○◦▪■□▫❖➢➤►✓✔*·⁃∙])\s*")


# A paragraph is asked for its marker again for each passage that is made of it.
@lru_cache(maxsize=_TEXTS_KEPT)
def read_marker(text: str) -> Marker:
    """The marker that opens `text`, or `NONE` (form "plain", start 0) where there is none."""
    if not text:
        return NONE
    first = text[0]
    if match := _DASH.match(text):
        # "-5 %" and "- 2,5" as amounts do not occur at the head of an item; a hyphen glued to a digit is
        # still a marker
        return Marker("dash", "-", match.end())
    if match := _PLUS.match(text):
        return Marker("plus", "+", match.end())
    if match := _BULLET.match(text):
        return Marker("bullet", "•", match.end())
    if first == "(":
        if match := _BRACKETED.match(text):
            label = match[1]
            form: Form = "number" if label.isdigit() else "letter"
            return Marker(form, label, match.end(), level=11)
        return NONE
    if match := _ROMAN.match(text):
        return Marker(
            "roman", match[1] + (match[2] or ""), match.end(), level=1 + (match[2] or "").count(".")
        )
    if first.isdigit():
        return _read_number(text)
    if match := _ARTICLE.match(text):
        return Marker("article", match[1], match.end())
    if match := _PART.match(text):
        return Marker("part", match[1], match.end())
    if match := _CAPITAL.match(text):
        return Marker("part", match[1] or match[2], match.end(), level=2)
    if match := _LETTER.match(text):
        return Marker("letter", match[1], match.end())
    return NONE


def _read_number(text: str) -> Marker:
    match = _NUMBER.match(text)
    if not match:
        return NONE
    if match[1]:
        return Marker("number", match[1], match.end(), level=match[1].count(".") + 1)
    return Marker("number", match[2], match.end(), level=11 if match[3] == ")" else 1)


_BARE = re.compile(r"\(?([IVX]{1,6}|\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđA-HĐ](?:\.?\d{1,2})?)\s*[.):/]?")


def read_bare_marker(text: str) -> Marker:
    """The marker that is the whole of `text`, as a cell of the column STT prints it ("I", "1", "2.1", "a)"),
    or `NONE`."""
    match = _BARE.fullmatch(text.strip())
    if not match:
        return NONE
    label = match[1]
    if label[0].isdigit():
        return Marker("number", label, len(text), level=label.count(".") + 1)
    if all(c in "IVX" for c in label):
        return Marker("roman", label, len(text))
    return Marker(
        "part" if label[0].isupper() else "letter", label, len(text), level=2 if label[0].isupper() else 1
    )
