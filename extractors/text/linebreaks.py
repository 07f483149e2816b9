"""Forced line breaks in mid-sentence: paragraphs that a typist cut by hand to make a line end where it
should, made one again."""

import re
from collections.abc import Iterable
from typing import Final

from extractors.text.function_words import AND, BEFORE_FIGURES, BY, GOING_ON, OF, OR, WITH
from extractors.text.markers import read_marker
from schemas.layout import Paragraph

_TERMINAL = (".", ";", ":", "!", "?", "…")
_BOLD = 0.9  # share of bold letters in a line that is set as a heading
_BINDING: Final = AND | OR | OF | WITH | BY | {"-"}
_ROMAN: Final = re.compile(r"[IVX]{1,4}\b")
# A word by itself that binds is no line that breaks off.
_FEWEST_WORDS: Final = 2
_CLOSERS = " )”\"'"


def rejoin(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a cell, those cut in mid-sentence made one; empty ones left out. In a cell a bracket
    on a line of its own goes on too (under a heading it may point to an annex)."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if not paragraph.text:
            continue
        if joined and (
            goes_on(joined[-1], paragraph) or (paragraph.text.startswith("(") and is_open(joined[-1]))
        ):
            joined[-1] = joined[-1].join(paragraph)
        else:
            joined.append(paragraph)
    return joined


def goes_on(first: Paragraph, second: Paragraph) -> bool:
    """Whether `second` is the rest of `first`: it has no marker and opens with a small letter, or `first`
    breaks off behind a word that binds, or both are lines of one bold heading that a marker opens, and
    `first` does not end a sentence; or it is a bare "Trong đó:", which only goes on."""
    if second.folded.strip().removesuffix(":") in GOING_ON and second.text.rstrip().endswith(":"):
        return True
    if read_marker(second.text).form != "plain" or not is_open(first):
        return False
    if second.text[:1].islower() or _breaks_off(first, second):
        return True
    heading = read_marker(first.text).form in ("number", "letter") and min(first.bold, second.bold) > _BOLD
    return heading and not second.text.rstrip().endswith(_TERMINAL)


def _breaks_off(first: Paragraph, second: Paragraph) -> bool:
    """Whether a line ends with what binds the next word ("và", "của", a dash), or what a figure follows."""
    words = first.folded.split()
    if len(words) < _FEWEST_WORDS:
        return False
    if words[-1] in BEFORE_FIGURES:
        return second.text[:1].isdigit() or _ROMAN.match(second.text) is not None
    return words[-1] in _BINDING


def is_open(paragraph: Paragraph) -> bool:
    """Whether a paragraph does not end a sentence or an item."""
    return not paragraph.text.rstrip(_CLOSERS).endswith(_TERMINAL)
