"""The layout model: what a reader of the printed file sees, in reading order, each text with its place.

Every file format is read into this one model; nothing after the readers knows whether a plan came as PDF or
as DOCX.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final, Literal, TypeVar, dataclass_transform

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
    long to make (1.0 against 0.15 µs, a paragraph 2.2 against 0.4), and a page has 400 words, each with a
    piece and a span."""
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
    pieces: tuple[Piece, ...] = ()
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
        end = len(self.text) if end is None else end
        first = bisect_right(pieces, start, key=_END)
        if pieces and pieces[-1].start >= end:
            return _places_of(pieces[first : bisect_left(pieces, end, first, key=_START)])
        if first not in self._places:
            self._places[first] = tuple(_places_of(pieces[first:]))
        return list(self._places[first])

    def join(self, following: "Paragraph") -> "Paragraph":
        """This paragraph and the `following` one as one, a blank between them."""
        shift = len(self.text) + 1
        return replace(
            self,
            text=f"{self.text} {following.text}",
            pieces=self.pieces
            + tuple(Piece(p.start + shift, p.end + shift, p.place) for p in following.pieces),
            calls=self.calls + tuple(FootnoteCall(c.offset + shift, c.label) for c in following.calls),
        )

    def cut(self, start: int, end: int) -> "Paragraph":
        """The part `text[start:end]` as a paragraph of its own, with its places and footnote calls."""
        pieces = tuple(
            Piece(max(p.start, start) - start, min(p.end, end) - start, p.place)
            for p in self.pieces
            if p.start < end and p.end > start
        )
        to_the_end = end >= len(self.text)
        calls = tuple(
            FootnoteCall(c.offset - start, c.label)
            for c in self.calls
            if start <= c.offset < end or (to_the_end and c.offset >= end)
        )
        return replace(
            self,
            text=self.text[start:end],
            pieces=pieces,
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
            for r in range(cell.row, min(cell.row + cell.row_span, self.n_rows)):
                for c in range(cell.col, min(cell.col + cell.col_span, self.n_cols)):
                    rows[r][c] = cell
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


def _places_of(pieces: Sequence[Piece]) -> list[Span | str]:
    """The places of pieces in reading order, spans on one printed line as one, each node once.

    A line grows in five numbers: a new span for each of its words took six times as long. Most words are as
    high as their line so far and only make it longer: to compare their heights at length for each of them
    took three times as long.
    """
    found: list[Span | str] = []
    line: Span | None = None
    x0 = y0 = x1 = y1 = 0.0
    for piece in pieces:
        place = piece.place
        if isinstance(place, str):
            if line is not None:
                found.append(Span(line.page, x0, y0, x1, y1))
                line = None
            if place not in found:
                found.append(place)
            continue
        top, bottom = place.y0, place.y1
        if line is not None and place.page == line.page and place.x0 >= x0:
            if top == y0 < bottom == y1:
                if place.x1 > x1:
                    x1 = place.x1
                continue
            overlap = min(y1, bottom) - max(y0, top)
            if overlap >= 0.5 * min(y1 - y0, bottom - top):
                y0, x1, y1 = min(y0, top), max(x1, place.x1), max(y1, bottom)
                continue
        if line is not None:
            found.append(Span(line.page, x0, y0, x1, y1))
        line, x0, y0, x1, y1 = place, place.x0, top, place.x1, bottom
    if line is not None:
        found.append(Span(line.page, x0, y0, x1, y1))
    return found
