"""Annexes: what follows the signature, or a file that is an annex by itself; its name, title and the line
"(Kèm theo …)"."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.letterhead import LETTERHEAD
from extractors.references.words import NUMBER
from extractors.text.patterns import one_of
from extractors.text.spacing import closed_up
from pipeline.segment.header import (
    MOSTLY_BOLD,
    goes_on_attached,
    is_attached_line,
    is_title_line,
    is_type_name,
)
from pipeline.segment.outline import build_outline
from pipeline.segment.parts import part_of_heading
from schemas.layout import Block, Paragraph, Table, paragraphs_of
from schemas.plan import Annex, Node

_WORDS: Final = LETTERHEAD.annexes
_NAME: Final = re.compile(
    rf"^(?:(?P<annex>{one_of(_WORDS.annex)})|{one_of(_WORDS.form, _WORDS.blank_form, _WORDS.lists)})"
    rf"(?P<number>\s+(?:{NUMBER}\s*)?(?:[ivx]{{1,5}}|\d{{1,3}}[a-z]?|[a-z]))?(?:\s*[:.\-].*)?$"
)
# The same where it is spread over the line: "P H Ụ L Ụ C I".
_SPREAD: Final = re.compile(
    rf"(?P<annex>{one_of([''.join(name.split()) for name in _WORDS.annex])})(?P<number>[ivx\d]{{0,5}})$"
)
_MAX_NAME: Final = 120  # letters; a longer paragraph is a sentence that speaks of an annex
# A border-less table that repeats the letterhead over an annex has no more rows and letters than this.
_LETTERHEAD_ROWS: Final = 3
_LETTERHEAD_LETTERS: Final = 400


def opens_annex(block: Block) -> bool:
    """Whether a paragraph names an annex: "PHỤ LỤC", "Phụ lục II", "BIỂU SỐ 3" standing by itself, centred or
    in bold."""
    if not isinstance(block, Paragraph) or len(block.text) > _MAX_NAME:
        return False
    capitals = block.text.isupper()
    if not (block.align in ("center", "right") or block.bold > MOSTLY_BOLD or capitals):
        return False
    match = _NAME.match(block.folded.strip()) or _SPREAD.match(closed_up(block.folded) or "")
    return match is not None and (bool(match["annex"] or match["number"]) or capitals)


def is_annex_head(blocks: Sequence[Block]) -> bool:
    """Whether `blocks` open with titles over a line "(Kèm theo …)": an annex as a file of its own that bears
    no annex's name."""
    title: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            return False
        if title and opens_annex(block):  # what stands over an annex's name is a letterhead
            return False
        if is_attached_line(block):
            return bool(title) and (block.align == "center" or block.text.startswith("("))
        if not is_title_line(block, title):
            return False
        title.append(block)
    return False


def cut_annexes(blocks: Sequence[Block]) -> list[Annex]:
    """The annexes in `blocks` (everything after a signature): a new one opens at each annex name; text before
    the first name is an annex without a name."""
    starts = [i for i, block in enumerate(blocks) if opens_annex(block)]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    return [
        _read_annex(blocks[start:end])
        for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)
        if start < end
    ]


def _read_annex(blocks: Sequence[Block]) -> Annex:
    annex = Annex()
    end = next(
        (i for i, block in enumerate(blocks) if not _take_head(block, annex, first=i == 0)), len(blocks)
    )
    annex.part = part_of_heading(" ".join(line.text for line in annex.title), "preamble")
    annex.content = list[Node | Table](build_outline(blocks[end:], part=annex.part))
    return annex


def _take_head(block: Block, annex: Annex, *, first: bool) -> bool:
    """Files a block of an annex's head; False for the first block that is none of it."""
    if isinstance(block, Table):
        if block.ruled or not _repeats_letterhead(block):
            return False
        annex.name.extend(paragraphs_of(block))
    elif first and opens_annex(block):
        annex.name.append(block)
    elif _is_attached(block, annex.attached):
        annex.attached.append(block)
    elif not annex.attached and not annex.title and is_type_name(block):
        annex.name.append(block)
    elif is_title_line(block, annex.title) and (not annex.attached or block.align == "center"):
        annex.title.append(block)
    else:
        return False
    return True


def _is_attached(line: Paragraph, before: Sequence[Paragraph]) -> bool:
    """The line "(Kèm theo …)", or its second line."""
    return goes_on_attached(line, before) if before else is_attached_line(line)


def _repeats_letterhead(table: Table) -> bool:
    """Whether a border-less table holds the issuing body and the quốc hiệu once more."""
    letters = sum(len(line.text) for line in paragraphs_of(table))
    return table.n_rows <= _LETTERHEAD_ROWS and letters < _LETTERHEAD_LETTERS
