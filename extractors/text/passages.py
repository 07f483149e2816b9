"""A passage: a text made of parts of paragraphs, which knows where each of its characters stands in the
file."""

from collections.abc import Iterable, Sequence
from dataclasses import field
from itertools import chain
from typing import Final

from extractors.text.markers import read_marker
from schemas.layout import Paragraph, Span, value

_STRIP: Final = " \t"


@value
class Slice:
    """`paragraph.text[start:end]`."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the slice."""
        return self.paragraph.text[self.start : self.end]


@value
class Passage:
    """Slices of paragraphs; its text is theirs joined by newlines. It is put together once: a passage is
    asked for it three times."""

    slices: tuple[Slice, ...]
    text: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        slices = self.slices
        text = slices[0].text if len(slices) == 1 else "\n".join([piece.text for piece in slices])
        object.__setattr__(self, "text", text)

    def places(self, start: int = 0, end: int | None = None) -> list[Span | str]:
        """Where `text[start:end]` stands: spans (one a printed line) or distinct nodes, in reading order."""
        pieces = self._pieces(start, len(self.text) if end is None else end)
        if len(pieces) == 1:
            return pieces[0].paragraph.places(pieces[0].start, pieces[0].end)
        places = [piece.paragraph.places(piece.start, piece.end) for piece in pieces]
        return list(dict.fromkeys(chain.from_iterable(places)))

    def cut(self, start: int, end: int) -> "Passage":
        """The part `text[start:end]` as a passage; blanks at its ends are left out."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return Passage(tuple(self._pieces(start, start + len(text.strip()))))

    def _pieces(self, start: int, end: int) -> list[Slice]:
        """The slices that `text[start:end]` is made of."""
        parts: list[Slice] = []
        offset = 0
        for piece in self.slices:
            length = piece.end - piece.start
            low, high = max(start - offset, 0), min(end - offset, length)
            if low < high:
                whole = low == 0 and high == length
                parts.append(
                    piece if whole else Slice(piece.paragraph, piece.start + low, piece.start + high)
                )
            offset += length + 1
        return parts


def passage_of(paragraph: Paragraph, start: int | None = None, end: int | None = None) -> Passage:
    """A paragraph's text from `start` (default: after its list marker) to `end`, without blanks at the
    ends."""
    start = read_marker(paragraph.text).start if start is None else start
    end = len(paragraph.text) if end is None else end
    text = paragraph.text
    while start < end and text[start] in _STRIP:
        start += 1
    while end > start and text[end - 1] in _STRIP:
        end -= 1
    return Passage((Slice(paragraph, start, end),))


def joined(passages: Iterable[Passage]) -> Passage:
    """Several passages as one, each on lines of its own."""
    return Passage(tuple(piece for passage in passages for piece in passage.slices))


def text_of(passages: Sequence[Passage]) -> str | None:
    """The passages' texts, one a line; None where there is none."""
    return "\n".join(p.text for p in passages if p.text) or None
