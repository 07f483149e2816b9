"""Layout → Plan: the parts of an official document, every visible character in exactly one of them."""

from collections.abc import Sequence
from typing import Final

from extractors.text.linebreaks import is_open
from extractors.text.markers import read_marker
from pipeline.segment.annexes import cut_annexes, is_annex_head, opens_annex
from pipeline.segment.documents import cut_documents
from pipeline.segment.ending import find_ending
from pipeline.segment.endnotes import take_endnotes, take_raised_notes, with_raised_figures, without_calls
from pipeline.segment.head_tables import without_head_tables
from pipeline.segment.header import take_header
from pipeline.segment.outline import build_body, build_outline
from pipeline.segment.pages_of_documents import footnotes_of, furniture_of, pages_of
from schemas.layout import Block, Layout, Paragraph, Table
from schemas.plan import Plan

__all__ = ["segment"]

_SHORT_LINE: Final = 80  # letters; a longer line is a sentence


def segment(layout: Layout) -> list[Plan]:
    """The documents in a file's layout, each cut into its parts. A file without any text gives one empty
    plan."""
    documents = cut_documents(without_head_tables([with_raised_figures(block) for block in layout.blocks]))
    pages = pages_of(layout, documents)
    footnotes = footnotes_of(layout.footnotes, documents, pages)
    furniture = furniture_of(layout.furniture, documents, pages)
    plans = []
    for number, blocks in enumerate(documents):
        kept, raised = take_raised_notes(blocks, {note.label for note in footnotes[number]})
        plan = _cut(kept)
        plan.footnotes[:0] = [*footnotes[number], *raised]
        plan.furniture, plan.pages = furniture[number], pages[number]
        plans.append(plan)
    return plans


def _cut(document: Sequence[Block]) -> Plan:
    """One document's blocks cut into its parts."""
    blocks, notes = take_endnotes(document)
    labels = {note.label for note in notes}
    header, rest = take_header([without_calls(block, labels) for block in blocks] if labels else blocks)
    plan = Plan(header, body=[], footnotes=notes)
    ending = find_ending(rest)
    if ending is None:
        cut = (
            0
            if is_annex_head(rest)
            else next((i for i, block in enumerate(rest) if opens_annex(block)), len(rest))
        )
        body, after = rest[:cut], rest[cut:]
    else:
        body, after = _with_last_lines(rest[: ending.start], ending.before), rest[ending.end :]
        plan.recipients, plan.signature_titles, plan.signature_name = (
            ending.recipients,
            ending.titles,
            ending.name,
        )
        plan.residue.extend(ending.residue)
    flat = _flatten(body)
    over_annex = ending is None and _is_letterhead(flat, after)
    plan.body = build_outline(flat, part="preamble") if over_annex else build_body(flat)
    plan.annexes = cut_annexes(after) if after else []
    return plan


def _is_letterhead(body: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether nothing but short lines stands over an annex that is a file of its own: who issues it."""
    if not body or not after or not opens_annex(after[0]):
        return False
    return all(
        isinstance(line, Paragraph)
        and len(line.text) <= _SHORT_LINE
        and read_marker(line.text).form == "plain"
        for line in body
    )


def _with_last_lines(body: Sequence[Block], lines: Sequence[Paragraph]) -> list[Block]:
    """The body with its last lines: they go on with the paragraph before them where that breaks off."""
    whole = list(body)
    for line in lines:
        last = whole[-1] if whole else None
        if isinstance(last, Paragraph) and is_open(last) and read_marker(line.text).form == "plain":
            whole[-1] = last.join(line)
        else:
            whole.append(line)
    return whole


def _flatten(blocks: Sequence[Block]) -> list[Block]:
    """Border-less tables in the body only place texts side by side: their paragraphs in reading order, and
    the ruled tables in their cells."""
    flat: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and not block.ruled:
            for cell in block.cells:
                flat.extend(cell.paragraphs)
                flat.extend(_flatten(cell.tables))
        else:
            flat.append(block)
    return flat
