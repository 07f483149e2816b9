"""Notes typed by hand: calls "[1]" in the text and paragraphs "[1] …" after the signature, as portals publish
them; and paragraphs, anywhere, that open with a raised mark which the text calls."""

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from pipeline.readers.raised_marks import note_labels
from schemas.layout import Block, Cell, Footnote, FootnoteCall, Paragraph, Piece, Table, paragraphs_of

_NOTE = re.compile(r"\[(\d{1,3})\]\s*")
_CALL = re.compile(r"\s?\[(\d{1,3})\]")
# The same typed with Unicode's raised figures: "thủ tục¹", "hồ sơ⁽²⁾".
_RAISED = re.compile(r"[⁽(]?([⁰¹²³⁴-⁹]{1,3})[⁾)]?\s*")
_RAISED_FIGURE = re.compile(r"[⁰¹²³⁴-⁹]")


def take_endnotes(blocks: Sequence[Block]) -> tuple[list[Block], list[Footnote]]:
    """The blocks without the notes at their end, and the notes; a paragraph after a note goes on with it."""
    start = next(
        (i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and _NOTE.match(b.text)), len(blocks)
    )
    notes: list[Footnote] = []
    for block in blocks[start:]:
        if not isinstance(block, Paragraph):
            return list(blocks), []
        if match := _NOTE.match(block.text):
            notes.append(Footnote(match[1], (block.cut(match.end(), len(block.text)),)))
        else:
            notes[-1] = Footnote(notes[-1].label, (*notes[-1].paragraphs, block))
    return list(blocks[:start]), notes


def take_raised_notes(blocks: Sequence[Block], known: Container[str]) -> tuple[list[Block], list[Footnote]]:
    """The blocks without the paragraphs that open with the raised mark of a note that the text calls, and
    these notes. `known` are the labels of the notes that the word processor itself keeps."""
    opened = {label for p in _all(blocks) if (label := _opening_mark(p)) and label not in known}
    called = {call.label for p in _all(blocks) for call in p.calls if call.offset} if opened else set()
    labels = opened & called
    if not labels:
        return list(blocks), []
    notes = [
        Footnote(label, (replace(p, calls=p.calls[1:]),))
        for p in _all(blocks)
        if (label := _opening_mark(p)) in labels and label is not None
    ]
    kept = [
        _without_notes(block, labels) if isinstance(block, Table) else block
        for block in blocks
        if isinstance(block, Table) or _opening_mark(block) not in labels
    ]
    return kept, notes


def _all(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    return (paragraph for block in blocks for paragraph in paragraphs_of(block))


def _opening_mark(paragraph: Paragraph) -> str | None:
    """The label of the raised mark that a paragraph with a text opens with."""
    opens = bool(paragraph.calls) and paragraph.calls[0].offset == 0 and bool(paragraph.text)
    return paragraph.calls[0].label if opens else None


def _without_notes(table: Table, labels: set[str]) -> Table:
    """The table without the notes in its cells."""
    return replace(
        table,
        cells=tuple(
            replace(
                cell,
                paragraphs=tuple(p for p in cell.paragraphs if _opening_mark(p) not in labels),
                tables=tuple(_without_notes(inner, labels) for inner in cell.tables),
            )
            for cell in table.cells
        ),
    )


def without_calls(block: Block, labels: set[str]) -> Block:
    """The block with the calls "[n]" of these notes taken out of its texts and kept as footnote calls."""
    if isinstance(block, Paragraph):
        return _strip(block, labels)
    return replace(block, cells=tuple(_strip_cell(cell, labels) for cell in block.cells))


def _strip_cell(cell: Cell, labels: set[str]) -> Cell:
    tables = tuple(t for table in cell.tables if isinstance(t := without_calls(table, labels), Table))
    return replace(cell, paragraphs=tuple(_strip(p, labels) for p in cell.paragraphs), tables=tables)


def with_raised_figures(block: Block) -> Block:
    """The block with its raised figures taken out of the texts and kept as footnote calls; powers stay."""
    if isinstance(block, Paragraph):
        return _without_figures(block)
    if not any(_RAISED_FIGURE.search(p.text) for p in paragraphs_of(block)):
        return block
    return replace(
        block,
        cells=tuple(
            replace(
                cell,
                paragraphs=tuple(map(_without_figures, cell.paragraphs)),
                tables=tuple(
                    t for inner in cell.tables if isinstance(t := with_raised_figures(inner), Table)
                ),
            )
            for cell in block.cells
        ),
    )


def _without_figures(paragraph: Paragraph) -> Paragraph:
    if not _RAISED_FIGURE.search(paragraph.text):
        return paragraph
    text = paragraph.text
    marks = [
        m
        for m in _RAISED.finditer(text)
        if note_labels(unicodedata.normalize("NFKC", m[1]), text[: m.start()])
    ]
    cuts = [(m.start(), len(m[0].rstrip()) + m.start() if m.start() else m.end()) for m in marks]
    return _cut_out(paragraph, cuts, [unicodedata.normalize("NFKC", m[1]) for m in marks])


def _strip(paragraph: Paragraph, labels: set[str]) -> Paragraph:
    found = [m for m in _CALL.finditer(paragraph.text) if m[1] in labels and m.start() > 0]
    return _cut_out(paragraph, [(m.start(), m.end()) for m in found], [m[1] for m in found])


def _cut_out(paragraph: Paragraph, cuts: Sequence[tuple[int, int]], labels: Sequence[str]) -> Paragraph:
    """The paragraph with these stretches taken out, each a call of the note of that label."""
    if not cuts:
        return paragraph

    def moved(offset: int) -> int:
        return offset - sum(min(end, offset) - start for start, end in cuts if start < offset)

    text = "".join(
        paragraph.text[a:b]
        for a, b in zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), None], strict=True)
    )
    pieces = tuple(
        Piece(start, end, p.place)
        for p in paragraph.pieces
        if (start := moved(p.start)) < (end := moved(p.end))
    )
    calls = tuple(replace(c, offset=moved(c.offset)) for c in paragraph.calls) + tuple(
        FootnoteCall(moved(start), label) for (start, _), label in zip(cuts, labels, strict=True)
    )
    return replace(paragraph, text=text, pieces=pieces, calls=tuple(sorted(calls, key=lambda c: c.offset)))
