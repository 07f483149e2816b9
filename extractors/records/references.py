"""Rows of the documents that a plan cites."""

from collections.abc import Iterable, Iterator

from extractors.records.collecting import Collector
from extractors.references import find_references, may_hold_symbols
from extractors.text.passages import passage_of
from schemas.layout import Paragraph, Table, paragraphs_of
from schemas.plan import Node, Plan
from schemas.rows import ReferenceRow


def add_references(collector: Collector, plan: Plan) -> None:
    """A row for each citation of another document; the plan's own symbol is none (contract, section 6)."""
    basis = {id(n.paragraph) for n in plan.body if isinstance(n, Node) and n.part == "preamble"}
    for paragraph in _citing_paragraphs(plan):
        if not may_hold_symbols(paragraph.text):
            continue
        passage = passage_of(paragraph, 0)
        for reference in find_references(passage.text, in_basis=id(paragraph) in basis):
            if reference.symbol == collector.document.symbol:
                continue
            collector.add(
                ReferenceRow,
                passage,
                reference.start,
                reference.end,
                reference_text=reference.text,
                symbol=reference.symbol,
                document_type=reference.document_type,
                issue_date=reference.issue_date,
                issuer_text=reference.issuer_text,
                relation=reference.relation,
                confidence=reference.confidence,
            )


def _citing_paragraphs(plan: Plan) -> Iterator[Paragraph]:
    """Every paragraph that may cite a document: title, body, annexes, tables, footnotes; not the line "(Kèm
    theo …)"."""
    yield from plan.header.title
    yield from plan.header.subject
    yield from _paragraphs(plan.body)
    for annex in plan.annexes:
        yield from annex.title
        yield from _paragraphs(annex.content)
    for footnote in plan.footnotes:
        yield from footnote.paragraphs


def _paragraphs(nodes: Iterable[Node | Table]) -> Iterator[Paragraph]:
    for node in nodes:
        if isinstance(node, Table):
            yield from paragraphs_of(node)
        else:
            yield node.paragraph
            yield from _paragraphs(node.children)
