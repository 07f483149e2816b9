"""Layout → Plan: the parts of an official document, every visible character in exactly one of them."""

from collections.abc import Sequence

from extractors.text.linebreaks import is_open
from extractors.text.markers import read_marker
from pipeline.segment.annexes import cut_annexes, is_annex_head, opens_annex
from pipeline.segment.documents import cut_documents
from pipeline.segment.ending import find_ending
from pipeline.segment.endnotes import take_endnotes, without_calls
from pipeline.segment.header import take_header
from pipeline.segment.outline import build_body
from pipeline.segment.pages_of_documents import footnotes_of, furniture_of, pages_of
from schemas.layout import Block, Layout, Paragraph, Table
from schemas.plan import Plan

__all__ = ["segment"]


def segment(layout: Layout) -> list[Plan]:
    """The documents in a file's layout, each cut into its parts. A file without any text gives one empty
    plan."""
    documents = cut_documents(layout.blocks)
    pages = pages_of(layout, documents)
    footnotes = footnotes_of(layout.footnotes, documents, pages)
    furniture = furniture_of(layout.furniture, documents, pages)
    plans = []
    for number, blocks in enumerate(documents):
        plan = _cut(blocks)
        plan.footnotes[:0] = footnotes[number]
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
    plan.body = build_body(_flatten(body))
    plan.annexes = cut_annexes(after) if after else []
    return plan


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
