"""Which part of a plan a heading opens: purpose, objectives, situation, duties, funding (words in
`parts.toml`)."""

import re
from typing import Final

from extractors.plan_parts import PARTS
from extractors.text.folding import fold
from extractors.text.patterns import one_of
from schemas.plan import Part

# Purpose, objectives and situation sections are named at the head of their heading; duties may be named
# anywhere in it.
_HEAD_WORDS: Final = 6
# "Các hoạt động chính", "Một số nhiệm vụ": a heading may count its duties, in this many letters, before it
# names them.
_COUNTING: Final = 8
# Letters before the duties of a heading that names other parts too: none but a stray mark.
_AT_ONCE: Final = 2

_PROVIDES_FUNDS: Final = re.compile(
    rf"{one_of(PARTS.duties.providing)} {one_of(PARTS.headings['funding'])}(?: \w+){{0,3}}$"
)


def part_of_heading(heading: str, inherited: Part) -> Part:
    """The part that `heading` (without its marker) opens; `inherited` where it does not say.

    A heading that names duties and something else ("Mục tiêu, nhiệm vụ") opens duties, whose sub-headings may
    say otherwise; inside purpose, situation and funding sections only a heading that names duties at its head
    leaves them.
    """
    folded = fold(heading)
    named = _parts_named(folded)
    if not named:
        return inherited
    if inherited == "duty":
        return _inside_duties(folded, named)
    if inherited in ("purpose", "situation", "funding", "objective", "other"):
        return _inside(inherited, named)
    if "duty" in named and (
        named["duty"] <= _AT_ONCE or not named.keys() & {"situation", "purpose", "funding"}
    ):
        return "duty"
    return _first(named)


def _parts_named(folded: str) -> dict[Part, int]:
    """The parts that a heading names, each with the place of its first word."""
    head = " ".join(folded.split()[:_HEAD_WORDS])
    named: dict[Part, int] = {}
    for part, words in PARTS.headings.items():
        scope = folded if part == "duty" else head
        at = [scope.find(word) for word in words if word in scope]
        if part == "duty":
            at += [place for word in PARTS.duties.at_head if 0 <= (place := folded.find(word)) <= _COUNTING]
        if part == "situation" and folded.startswith(PARTS.looking_back.at_head):
            at.append(0)
        if at:
            named[part] = min(at)
    return named


def _first(named: dict[Part, int]) -> Part:
    return min(named, key=lambda part: named[part])


def _inside(inherited: Part, named: dict[Part, int]) -> Part:
    """What a heading opens in a section that is not about duties; purposes are never left for them."""
    first = _first(named)
    if first != "duty":
        return first
    return "duty" if named["duty"] <= _COUNTING and inherited != "purpose" else inherited


def _inside_duties(folded: str, named: dict[Part, int]) -> Part:
    """What a heading opens among the duties: another part only where its very first words name it."""
    if folded.startswith(PARTS.looking_back.inside_duties):
        return "situation"
    if named.keys() == {"funding"} and _PROVIDES_FUNDS.match(folded):
        return "funding"
    first = min(named, key=lambda part: (named[part], part != "duty"))
    return first if first != "situation" and named[first] == 0 else "duty"
