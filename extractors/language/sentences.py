"""Sentences of official text: where each begins, by offset.

A line end always ends one (items and paragraphs are lines). A full stop does where a capital or a number
follows, unless it belongs to a list marker ("1.", "II."), to an abbreviation ("TP.") or to a single letter.
"""

import re
from collections.abc import Iterator
from typing import Final

from extractors.text.folding import fold
from extractors.text.loader import raw

_ABBREVIATIONS: Final[frozenset[str]] = frozenset(
    entry for group in raw("abbreviations").values() for entries in group.values() for entry in entries
)

RUN: Final = re.compile(r"\S+")
_LINE_END: Final = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_STOPS: Final = ".!?…"
_CLOSERS: Final = ")]}”’»\"'"
_OPENERS: Final = "([{“‘«\"'"
_BULLETS: Final = "-–—+•*"
_MARKER: Final = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLC]{1,7}|[^\W\d_]{1,2})\.")
# A longer run of characters without a blank is no word of a language: nothing in it is read as an
# abbreviation or a marker.
_LONGEST_WORD: Final = 100


def sentence_starts(text: str) -> Iterator[int]:
    """The offsets at which the sentences of `text` begin, in order; each is that of a character after a blank
    or line end."""
    previous: re.Match[str] | None = None
    opens = True  # whether `previous` opens its sentence
    for run in RUN.finditer(text):
        starts = previous is None or _divides(text, previous, run, opens=opens)
        if starts:
            yield run.start()
        previous, opens = run, starts


def _divides(text: str, before: re.Match[str], after: re.Match[str], *, opens: bool) -> bool:
    if _LINE_END.search(text, before.end(), after.start()):
        return True
    tail = text[max(before.start(), before.end() - _LONGEST_WORD) : before.end()].rstrip(_CLOSERS)
    if not tail or tail[-1] not in _STOPS or not _can_open(text, after.start()):
        return False
    return not (opens and _MARKER.fullmatch(tail)) and not _is_abbreviation(tail)


def _can_open(text: str, start: int) -> bool:
    head = text[start : start + _LONGEST_WORD].lstrip(_OPENERS)[:1]
    return head.isupper() or head.isdigit() or (head != "" and head in _BULLETS)


def _is_abbreviation(tail: str) -> bool:
    word = tail.lstrip(_OPENERS).removesuffix(".")
    return tail.endswith(".") and ((len(word) == 1 and word.isalpha()) or fold(word) in _ABBREVIATIONS)
