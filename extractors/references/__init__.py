"""References: the documents a text cites, each found by its symbol (contract, sections 1 and 6).

A citation is read outward from the symbol ("178/KH-UBND"): to the left the kind of document and the verb that
says what it is to the plan, to the right date and issuer. Documents cited one after another share what only
the first or the last one says.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from extractors.document_types import is_assembly_code
from extractors.references.citations import (
    document_type,
    issue_date_after,
    issuer_after,
    kind_before,
    law_before,
    relation_before,
)
from extractors.references.symbols import Symbol, find_symbols, may_hold_symbols
from extractors.references.words import JOINING, NUMBER, POINTING
from extractors.text.folding import fold, latin, unify
from schemas.findings import Reference, Relation
from schemas.layout import value

__all__ = ["find_references", "may_hold_symbols"]

# A citation that begins after one of these, with no more than that in between, belongs to the list before it.
_JOINED: Final = re.compile(rf"(?:[;,] ?(?:{JOINING} )?| {JOINING} )(?:{POINTING} )?$")
_ADJACENT: Final = re.compile(rf" ?(?:[;,]|{JOINING}|, {JOINING})? ?(?:{POINTING} )?")
_OWN_NUMBER: Final = re.compile(rf"{NUMBER} ?:")
# Blanks in a symbol are slips of typing, but for those between words ("NĐ-Chính phủ").
_BLANKS: Final = re.compile(r"\s+(?![^\W\d_A-ZĐ])")
_SENTENCE_END: Final = re.compile(r"\n|\. (?=[^\W\d_])")

# A citation with its kind named is certain; a bare number with letters may be another thing's code.
_SURE: Final = 0.98
_LIKELY: Final = 0.8


@value
class _Citation:
    """A symbol with what was read around it; `sentence` is where its sentence begins."""

    symbol: Symbol
    start: int
    end: int
    kind: str | None
    issued: date | None
    issuer: str | None
    sentence: int


def find_references(text: str, *, in_basis: bool = False) -> list[Reference]:
    """The documents that `text` cites with a symbol, in reading order; offsets refer to `text` (NFC).

    `in_basis` says that the text stands in the preamble that names what the plan rests on. The text of a
    reference runs from the kind of document to its issuer; in a list, the kind ("Quyết định số 12/QĐ-UBND, số
    13/QĐ-UBND") and the issuer ("… và … của Chính phủ") named once hold for all. Numbers without letters, and
    the plan's own line "Số: …", are no references.
    """
    if not may_hold_symbols(text):
        return []
    printed, folded = unify(text), fold(text)
    unified = latin(printed)
    citations: list[_Citation] = []
    for symbol in find_symbols(unified):
        citation = _read(unified, folded, text, symbol, citations[-1] if citations else None)
        own = unified[citation.start].isupper() and _OWN_NUMBER.match(folded, citation.start)
        if citation.kind or not own:
            citations.append(citation)
    citations = _with_shared_issuers(folded, citations)
    relations = _relations(folded, citations, in_basis)
    return [
        Reference(
            text=text[c.start : c.end],
            symbol=_BLANKS.sub("", printed[c.symbol.start : c.symbol.end]),
            start=c.start,
            end=c.end,
            document_type=document_type(c.kind, c.symbol.code),
            issue_date=c.issued,
            issuer_text=c.issuer,
            relation=relation,
            confidence=_SURE if c.kind else _LIKELY,
        )
        for c, relation in zip(citations, relations, strict=True)
    ]


def _read(unified: str, folded: str, text: str, symbol: Symbol, previous: _Citation | None) -> _Citation:
    kind, start = kind_before(folded, symbol.start)
    if is_assembly_code(symbol.code):
        kind, start = law_before(unified, folded, symbol.start) or (kind, start)
    if kind is None and previous and _ADJACENT.fullmatch(folded[previous.end : start]):
        kind = previous.kind if previous.symbol.code == symbol.code else None
    issued, end = issue_date_after(folded, symbol.end)
    issuer = issuer_after(folded, end)
    if issuer:
        end = issuer[1]
    sentence = previous.sentence if previous else 0
    for match in _SENTENCE_END.finditer(folded, previous.end if previous else 0, start):
        sentence = match.end()
    return _Citation(
        symbol, start, end, kind, issued, text[issuer[0] : issuer[1]] if issuer else None, sentence
    )


def _with_shared_issuers(folded: str, citations: list[_Citation]) -> list[_Citation]:
    """An issuer named after the last of adjacent citations issued them all."""
    shared = citations.copy()
    for i in range(len(shared) - 2, -1, -1):
        one, other = shared[i], shared[i + 1]
        between = folded[one.end : other.start]
        same_kind = document_type(one.kind, one.symbol.code) == document_type(other.kind, other.symbol.code)
        if (
            one.issuer is None
            and other.issuer
            and same_kind
            and between.strip()
            and _ADJACENT.fullmatch(between)
        ):
            shared[i] = replace(one, issuer=other.issuer)
    return shared


def _relations(folded: str, citations: list[_Citation], in_basis: bool) -> list[Relation]:
    """What each document is to the plan; one cited within the title of another ("… thực hiện Nghị quyết số
    …") is mentioned."""
    found: list[Relation] = []
    for i, citation in enumerate(citations):
        first = i == 0 or citations[i - 1].sentence != citation.sentence
        if first:
            read = relation_before(folded, citation.sentence, citation.start)
            found.append(read or ("basis" if in_basis else "mentions"))
        elif _JOINED.search(folded[citations[i - 1].end : citation.start]):
            found.append(found[-1])
        else:
            found.append("mentions")
    return found
