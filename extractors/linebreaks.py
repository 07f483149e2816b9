"""Forced line breaks in mid-sentence: paragraphs that a typist cut by hand to make a line end where it should, made one again."""

from collections.abc import Iterable

from extractors.markers import read_marker
from schemas.layout import Paragraph

_TERMINAL = (".", ";", ":", "!", "?", "…")
_BOLD = 0.9  # share of bold letters in a line that is set as a heading
_CLOSERS = " )”\"'"


def rejoin(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs, those cut in mid-sentence made one; empty ones left out."""
    joined: list[Paragraph] = []
    for paragraph in paragraphs:
        if not paragraph.text:
            continue
        if joined and goes_on(joined[-1], paragraph):
            joined[-1] = joined[-1].join(paragraph)
        else:
            joined.append(paragraph)
    return joined


def goes_on(first: Paragraph, second: Paragraph) -> bool:
    """Whether `second` is the rest of `first`: it has no marker and opens with a small letter, or both are lines of one bold
    heading that a marker opens; and `first` does not end a sentence."""
    if read_marker(second.text).form != "plain" or first.text.rstrip(_CLOSERS).endswith(_TERMINAL):
        return False
    if second.text[:1].islower():
        return True
    heading = read_marker(first.text).form in ("number", "letter") and min(first.bold, second.bold) > _BOLD
    return heading and not second.text.rstrip().endswith(_TERMINAL)
