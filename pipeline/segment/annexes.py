"""Annexes: what follows the signature, or a file that is an annex by itself; its name, title and the line
"(Kèm theo …)"."""

import re
from collections.abc import Sequence

from extractors.text.folding import fold
from pipeline.segment.header import TYPE_NAME, is_attached_line, is_title_line
from pipeline.segment.outline import build_outline
from pipeline.segment.parts import part_of_heading
from schemas.layout import Block, Paragraph, Table, paragraphs_of
from schemas.plan import Annex, Node

_NAME = re.compile(
    r"^(phụ lục|phụ biểu|biểu mẫu|biểu|mẫu|danh "
    r"mục)(\s+(số\s*)?([ivx]{1,5}|\d{1,3}[a-z]?|[a-z]))?(\s*[:.\-].*)?$"
)
_MAX_NAME = 120


def opens_annex(block: Block) -> bool:
    """Whether a paragraph names an annex: "PHỤ LỤC", "Phụ lục II", "BIỂU SỐ 3" standing by itself, centred or
    in bold."""
    if not isinstance(block, Paragraph) or len(block.text) > _MAX_NAME:
        return False
    match = _NAME.match(fold(block.text).strip())
    if not match or not (block.align in ("center", "right") or block.bold > 0.5 or block.text.isupper()):
        return False
    return match[1].startswith("phụ") or bool(match[2]) or block.text.isupper()


def is_annex_head(blocks: Sequence[Block]) -> bool:
    """Whether `blocks` open with titles over a line "(Kèm theo …)": an annex as a file of its own that bears
    no annex's name."""
    title: list[Paragraph] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            return False
        if is_attached_line(block.text):
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
    i = 0
    while i < len(blocks):
        block = blocks[i]
        if isinstance(block, Table) and not block.ruled and not annex.content and _is_head(block):
            annex.name.extend(paragraphs_of(block))
        elif not isinstance(block, Paragraph):
            break
        elif i == 0 and opens_annex(block):
            annex.name.append(block)
        elif (is_attached_line(block.text) and not annex.attached) or (
            annex.attached and not annex.attached[-1].text.rstrip().endswith(")") and block.align == "center"
        ):
            annex.attached.append(block)
        elif not annex.attached and not annex.title and TYPE_NAME.match(fold(block.text).strip()):
            annex.name.append(block)
        elif is_title_line(block, annex.title) and (not annex.attached or block.align == "center"):
            annex.title.append(block)
        else:
            break
        i += 1
    rest = blocks[i:]
    annex.part = part_of_heading(" ".join(p.text for p in annex.title), "preamble")
    annex.content = list[Node | Table](build_outline(rest, part=annex.part))
    return annex


def _is_head(table: Table) -> bool:
    """A border-less table at an annex's head that repeats the issuing body and the quốc hiệu."""
    return table.n_rows <= 3 and sum(len(p.text) for p in paragraphs_of(table)) < 400
