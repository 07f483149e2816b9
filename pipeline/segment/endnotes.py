"""Notes typed by hand: calls "[1]" in the text and paragraphs "[1] …" after the signature, as portals publish
them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.layout import Block, Cell, Footnote, FootnoteCall, Paragraph, Piece, Table

_NOTE = re.compile(r"\[(\d{1,3})\]\s*")
_CALL = re.compile(r"\s?\[(\d{1,3})\]")


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


def without_calls(block: Block, labels: set[str]) -> Block:
    """The block with the calls "[n]" of these notes taken out of its texts and kept as footnote calls."""
    if isinstance(block, Paragraph):
        return _strip(block, labels)
    return replace(block, cells=tuple(_strip_cell(cell, labels) for cell in block.cells))


def _strip_cell(cell: Cell, labels: set[str]) -> Cell:
    tables = tuple(t for table in cell.tables if isinstance(t := without_calls(table, labels), Table))
    return replace(cell, paragraphs=tuple(_strip(p, labels) for p in cell.paragraphs), tables=tables)


def _strip(paragraph: Paragraph, labels: set[str]) -> Paragraph:
    found = [m for m in _CALL.finditer(paragraph.text) if m[1] in labels and m.start() > 0]
    if not found:
        return paragraph
    cuts = [(m.start(), m.end()) for m in found]

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
        FootnoteCall(moved(m.start()), m[1]) for m in found
    )
    return replace(paragraph, text=text, pieces=pieces, calls=tuple(sorted(calls, key=lambda c: c.offset)))
