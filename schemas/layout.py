"""The layout model: what a reader of the printed file sees, in reading order, each text with its place.

Every file format is read into this one model; nothing after the readers knows whether a plan came as PDF or
as DOCX.
"""

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final, Literal, Self, TypeVar, dataclass_transform

from schemas.folding import fold
from schemas.said import Said

_START: Final = attrgetter("start")
_END: Final = attrgetter("end")

Align = Literal["left", "center", "right", "justify"]
SourceFormat = Literal["pdf", "docx", "doc", "rtf", "odt", "xlsx", "image", "html"]
TextSource = Literal["text_layer", "ocr", "mixed", "markup"]

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[_T]) -> type[_T]:
    """A dataclass that the type checker sees to be frozen: one that sees to it itself takes seven times as
    long to make (1.0 against 0.15 µs, a paragraph 2.2 against 0.4)."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


@value
class Span:
    """A rectangle on a page: `page` counts from 1, coordinates are points from the page's top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@value
class Piece:
    """`text[start:end]` of a paragraph stands at `place`: a `Span` (PDF, one a word) or an XML node path
    (DOCX)."""

    start: int
    end: int
    place: Span | str


class Pieces(Sequence[Piece]):
    """The pieces of a paragraph in another form, each made when it is asked for: a page has 400 words, and
    few of them are asked for by themselves."""

    __slots__ = ()

    @abstractmethod
    def between(self, start: int, end: int) -> tuple[int, int]:
        """The numbers of the first piece of `text[start:end]` and of the one behind its last."""

    @abstractmethod
    def places(self, first: int, behind: int) -> "list[Span | str]":
        """The places of the pieces from `first` to before `behind`, those on one printed line as one."""

    @abstractmethod
    def cut(self, start: int, end: int) -> Self:
        """The pieces of `text[start:end]`, of that text."""

    @abstractmethod
    def joined(self, following: Self, shift: int) -> Self:
        """These and the `following` ones, whose text begins at `shift`."""

    @abstractmethod
    def things(self) -> Sequence[object]:
        """What the pieces are made from, and those that are cut from these or joined with them."""

    @abstractmethod
    def pages(self) -> Sequence[int]:
        """The pages they stand on, each once or more."""


@dataclass(frozen=True, slots=True)
class FootnoteCall:
    """A footnote mark that stood at `offset` of a paragraph's text (the mark itself is not in the text)."""

    offset: int
    label: str


@value
class Paragraph:
    """One paragraph: what the author ended with a paragraph mark or a forced line break.

    `text` is NFC, line wraps and runs of blanks are one space, footnote calls are taken out, and a list
    number that the word processor generates is in it as printed ("1. Rà soát …"; `auto_label` is then the
    label's length with its blank). `bold` and `italic` are shares (0–1) of the letters, `size` the commonest
    font size in points, `indent` the first line's distance in points from the left edge of the text column
    (None where the format does not tell).
    """

    text: str
    pieces: tuple[Piece, ...] | Pieces = ()
    calls: tuple[FootnoteCall, ...] = ()
    bold: float = 0.0
    italic: float = 0.0
    size: float | None = None
    align: Align | None = None
    indent: float | None = None
    auto_label: int = 0
    _folded: str | None = field(default=None, init=False, repr=False, compare=False)
    _places: dict[int, tuple[Span | str, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def folded(self) -> str:
        """The text in its matching form (`schemas.folding`): lower case, one dash, one blank, offsets kept.

        It is made once: whatever cuts a plan into its parts asks for it some fifteen times a paragraph.
        """
        folded = self._folded
        if folded is None:
            folded = fold(self.text)
            object.__setattr__(self, "_folded", folded)
        return folded

    def places(self, start: int = 0, end: int | None = None) -> list[Span | str]:
        """Where `text[start:end]` stands: spans joined to one per printed line, or the distinct nodes.

        Those up to the end are found once: a paragraph's section, task and targets ask for them, the task
        from behind the list marker on.
        """
        pieces = self.pieces
        first, behind = _between(pieces, start, len(self.text) if end is None else end)
        if behind < len(pieces):
            return _places_of(pieces, first, behind)
        if first not in self._places:
            self._places[first] = tuple(_places_of(pieces, first, behind))
        return list(self._places[first])

    @property
    def held(self) -> Iterator[int]:
        """Numbers that no other place in the file has; a paragraph that is cut from this one or joined with
        it has those of what they share."""
        pieces = self.pieces
        return map(id, pieces.things() if isinstance(pieces, Pieces) else [piece.place for piece in pieces])

    @property
    def pages(self) -> Sequence[int]:
        """The pages it stands on, each once or more; none where the format has none (DOCX)."""
        pieces = self.pieces
        if isinstance(pieces, Pieces):
            return pieces.pages()
        return [piece.place.page for piece in pieces if isinstance(piece.place, Span)]

    def join(self, following: "Paragraph") -> "Paragraph":
        """This paragraph and the `following` one as one, a blank between them."""
        shift = len(self.text) + 1
        return replace(
            self,
            text=f"{self.text} {following.text}",
            pieces=_joined(self.pieces, following.pieces, shift),
            calls=self.calls + tuple(FootnoteCall(c.offset + shift, c.label) for c in following.calls),
        )

    def cut(self, start: int, end: int) -> "Paragraph":
        """The part `text[start:end]` as a paragraph of its own, with its places and footnote calls."""
        to_the_end = end >= len(self.text)
        calls = tuple(
            FootnoteCall(c.offset - start, c.label)
            for c in self.calls
            if start <= c.offset < end or (to_the_end and c.offset >= end)
        )
        return replace(
            self,
            text=self.text[start:end],
            pieces=_cut(self.pieces, start, end),
            calls=calls,
            auto_label=0 if start else self.auto_label,
        )


@value
class Cell:
    """A table cell with its place in the grid (from 0), how many rows and columns it covers, and what it
    holds."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    paragraphs: tuple[Paragraph, ...] = ()
    tables: tuple["Table", ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs' texts, one a line."""
        return "\n".join(p.text for p in self.paragraphs if p.text)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells in row order; a merged cell is listed once, at its top left.

    A table that runs over pages is one table and a row that a page break cuts is one row; column titles
    repeated on the next page stand once (their repeats are page furniture). `ruled` says that the grid holds
    rows and columns of data, by its rules or, where none are drawn, by its column titles; it is False for one
    that only sets texts side by side (a document's header, its signature block). `header_rows` counts the
    rows declared or seen to repeat as titles (0: unknown).
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    ruled: bool = True
    header_rows: int = 0
    places: tuple[Span | str, ...] = ()

    def grid(self) -> list[list[Cell | None]]:
        """Rows of columns; every position that a merged cell covers holds that same cell, None where there is
        none."""
        rows: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            columns = range(cell.col, min(cell.col + cell.col_span, self.n_cols))
            for row in rows[cell.row : cell.row + cell.row_span]:
                for column in columns:
                    row[column] = cell
        return rows


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: the label that calls it and its paragraphs (without the label)."""

    label: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page's number (from 1) and its size in points as it is seen (rotation applied)."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """Something the reader of the datasets should know about how the file was read: a code and a sentence.

    Those that are good to know (`info`) and share a code become one for each document.
    """

    code: str
    message: Said
    page: int | None = None
    severity: Literal["warning", "info"] = "warning"


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole file. `furniture` holds page numbers, running heads and repeated column titles; `page_count` is
    None where the format does not say (DOCX), `ocr_pages` are the pages (from 1) whose text was recognised
    from their picture, `unsure` the places of words there that may be misread."""

    source_format: SourceFormat
    text_source: TextSource
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    furniture: tuple[Paragraph, ...] = ()
    pages: tuple[Page, ...] = ()
    page_count: int | None = None
    notes: tuple[ReaderNote, ...] = field(default_factory=tuple)
    ocr_pages: tuple[int, ...] = ()
    unsure: tuple[Span, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the file, each once: blocks, table cells, footnotes, furniture."""
        for block in self.blocks:
            yield from paragraphs_of(block)
        for note in self.footnotes:
            yield from note.paragraphs
        yield from self.furniture


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block: itself, or those of a table's cells and of the tables nested in them."""
    if isinstance(block, Paragraph):
        yield block
        return
    for cell in block.cells:
        yield from cell.paragraphs
        for table in cell.tables:
            yield from paragraphs_of(table)


def _between(pieces: Sequence[Piece], start: int, end: int) -> tuple[int, int]:
    """The numbers of the first piece of `text[start:end]` and of the one behind its last."""
    if isinstance(pieces, Pieces):
        return pieces.between(start, end)
    first = bisect_right(pieces, start, key=_END)
    return first, bisect_left(pieces, end, first, key=_START)


def _cut(pieces: tuple[Piece, ...] | Pieces, start: int, end: int) -> tuple[Piece, ...] | Pieces:
    """The pieces of `text[start:end]`, of that text."""
    if isinstance(pieces, Pieces):
        return pieces.cut(start, end)
    return tuple(
        Piece(max(p.start, start) - start, min(p.end, end) - start, p.place)
        for p in pieces
        if p.start < end and p.end > start
    )


def _joined(
    pieces: tuple[Piece, ...] | Pieces, following: tuple[Piece, ...] | Pieces, shift: int
) -> tuple[Piece, ...] | Pieces:
    """The pieces of a text, and the `following` ones, whose text begins at `shift`."""
    if isinstance(pieces, Pieces) and isinstance(following, Pieces):
        return pieces.joined(following, shift)
    return (*pieces, *(Piece(p.start + shift, p.end + shift, p.place) for p in following))


def _places_of(pieces: tuple[Piece, ...] | Pieces, first: int, behind: int) -> list[Span | str]:
    """The places of the pieces from `first` to before `behind`, as `places_by_line` has them."""
    if isinstance(pieces, Pieces):
        return pieces.places(first, behind)
    return places_by_line(piece.place for piece in pieces[first:behind])


def places_by_line(places: Iterable[Span | str]) -> list[Span | str]:
    """Places in reading order, spans on one printed line as one, each node once."""
    found: list[Span | str] = []
    for place in places:
        if isinstance(place, str):
            if place not in found:
                found.append(place)
            continue
        line = found[-1] if found else None
        if isinstance(line, Span) and _is_on(line, place):
            y0, y1 = min(line.y0, place.y0), max(line.y1, place.y1)
            found[-1] = Span(line.page, line.x0, y0, max(line.x1, place.x1), y1)
        else:
            found.append(place)
    return found


def _is_on(line: Span, place: Span) -> bool:
    """Whether a place stands on a line that has been begun: not to the left of it, and over half as high."""
    if place.page != line.page or place.x0 < line.x0:
        return False
    overlap = min(line.y1, place.y1) - max(line.y0, place.y0)
    return overlap >= 0.5 * min(line.y1 - line.y0, place.y1 - place.y0)
