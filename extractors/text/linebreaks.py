"""Forced line breaks in mid-sentence: paragraphs that a typist cut by hand to make a line end where it
should, made one again."""

from collections.abc import Iterable

from extractors.text.function_words import GOING_ON
from extractors.text.markers import read_marker
from schemas.layout import Paragraph

_TERMINAL = (".", ";", ":", "!", "?", "…")
_BOLD = 0.9  # share of bold letters in a line that is set as a heading
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
    """Whether `second` is the rest of `first`: it has no marker and opens with a small letter, or both are
    lines of one bold heading that a marker opens, and `first` does not end a sentence; or it is a bare "Trong
    đó:", which only goes on."""
    if second.folded.strip().removesuffix(":") in GOING_ON and second.text.rstrip().endswith(":"):
        return True
    if read_marker(second.text).form != "plain" or not is_open(first):
        return False
    if second.text[:1].islower():
        return True
    heading = read_marker(first.text).form in ("number", "letter") and min(first.bold, second.bold) > _BOLD
    return heading and not second.text.rstrip().endswith(_TERMINAL)


def is_open(paragraph: Paragraph) -> bool:
    """Whether a paragraph does not end a sentence or an item."""
    return not paragraph.text.rstrip(_CLOSERS).endswith(_TERMINAL)
