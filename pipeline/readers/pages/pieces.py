"""Where the words of a printed paragraph stand: asked of its lines and words, when somebody asks."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple, Self, overload

from pipeline.readers.pages.lines import ABOVE_BASELINE, BELOW_BASELINE, Line, Word
from schemas.layout import Piece, Pieces, Span, places_by_line

__all__ = ["PieceLine", "PrintedPieces", "part_of_line", "whole_line"]

_OFFSETS: Final = "I"  # so that a file of 1,000 pages needs 8 bytes for both ends of a word, not 64
_FIRST: Final = attrgetter("first")


class PieceLine(NamedTuple):
    """A printed line of a paragraph: the number of its first piece, its page, and where it is level, which
    means that its words are upright, of one `size` and on one baseline `y`, its ends."""

    first: int
    page: int
    is_level: bool
    x0: float
    x1: float
    y: float
    size: float

    def box(self, x0: float, x1: float) -> Span:
        """The place of the part of a level line from `x0` to `x1`."""
        _, page, _, _, _, y, size = self
        top, bottom = y - ABOVE_BASELINE * size, y + BELOW_BASELINE * size
        return Span(page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


def whole_line(first: int, line: Line) -> PieceLine:
    """All of a line, whose first word is the piece `first`."""
    is_level = line.is_level and not line.words[0].style.angle
    return PieceLine(first, line.page, is_level, line.x0, line.x1, line.y, line.size)


def part_of_line(first: int, line: PieceLine, words: Sequence[Word]) -> PieceLine:
    """The part of a line that these of its words make."""
    return line._replace(first=first, x0=words[0].x0, x1=max([word.x1 for word in words]))


class PrintedPieces(Pieces):
    """The pieces of a printed paragraph, one a word: in columns where each word begins and ends in the text,
    and the words; and the lines that they make."""

    __slots__ = ("_ends", "_lines", "_starts", "_words")

    def __init__(
        self, starts: Iterable[int], ends: Iterable[int], words: Sequence[Word], lines: Sequence[PieceLine]
    ) -> None:
        """The columns, all of one length; a line ends where the next begins."""
        self._starts = array(_OFFSETS, starts)
        self._ends = array(_OFFSETS, ends)
        self._words = words
        self._lines = lines

    def __len__(self) -> int:
        return len(self._words)

    @overload
    def __getitem__(self, index: int) -> Piece: ...

    @overload
    def __getitem__(self, index: slice) -> list[Piece]: ...

    def __getitem__(self, index: int | slice) -> Piece | list[Piece]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        page = self._lines[bisect_right(self._lines, at, key=_FIRST) - 1].page
        return Piece(self._starts[at], self._ends[at], _span_of(self._words[at], page))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first piece of `text[start:end]` and of the one behind its last."""
        first = bisect_right(self._ends, start)
        return first, bisect_left(self._starts, end, first)

    def places(self, first: int, behind: int) -> list[Span | str]:
        """The places of the pieces from `first` to before `behind`, those on one printed line as one.

        Most lines are level, and whole lines are asked for: these need not look at their words.
        """
        found: list[Span | str] = []
        for line, begin, end, is_whole in self._parts(first, behind):
            if is_whole and line.is_level:
                found.append(line.box(line.x0, line.x1))
                continue
            words = self._words[begin:end]
            if line.is_level:
                found.append(line.box(words[0].x0, max([word.x1 for word in words])))
            else:
                found += [_span_of(word, line.page) for word in words]
        return places_by_line(found) if len(found) > 1 else found

    def cut(self, start: int, end: int) -> Self:
        """The pieces of `text[start:end]`, of that text."""
        first, behind = self.between(start, end)
        return type(self)(
            [max(at, start) - start for at in self._starts[first:behind]],
            [min(at, end) - start for at in self._ends[first:behind]],
            self._words[first:behind],
            [
                part_of_line(begin - first, line, self._words[begin:end])
                for line, begin, end, _ in self._parts(first, behind)
            ],
        )

    def joined(self, following: Self, shift: int) -> Self:
        """These and the `following` ones, whose text begins at `shift`."""
        behind = len(self)
        return type(self)(
            [*self._starts, *(at + shift for at in following._starts)],
            [*self._ends, *(at + shift for at in following._ends)],
            [*self._words, *following._words],
            [*self._lines, *(line._replace(first=behind + line.first) for line in following._lines)],
        )

    def things(self) -> Sequence[object]:
        """The words."""
        return self._words

    def pages(self) -> Sequence[int]:
        """The page of each line."""
        return [line.page for line in self._lines]

    def _parts(self, first: int, behind: int) -> Iterator[tuple[PieceLine, int, int, bool]]:
        """The lines that the pieces from `first` to before `behind` stand on, with the first of these on
        each, the one behind their last, and whether these are the whole line."""
        lines = self._lines
        if first >= behind:
            return
        at = bisect_right(lines, first, key=_FIRST) - 1 if first else 0
        begin = first
        while begin < behind:
            line = lines[at]
            at += 1
            end = lines[at].first if at < len(lines) else len(self._words)
            yield line, begin, min(end, behind), begin == line.first and end <= behind
            begin = end


def _span_of(word: Word, page: int) -> Span:
    """The place of a word: its line box."""
    x0, y0, x1, y1 = word.box
    return Span(page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
