"""Which part of a plan a heading opens: purpose, objectives, situation, duties, funding (lexicon in
`parts.toml`)."""

import re
from functools import cache

from extractors.text.folding import fold
from extractors.text.loader import raw
from schemas.plan import Part

# Purpose, objectives and situation sections are named at the head of their heading; duties may be named
# anywhere in it.
_HEAD_WORDS = 6
# "Các hoạt động chính", "Một số nhiệm vụ": a heading may count its duties before it names them.
_AT_HEAD = 8


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    data = raw("parts")
    return {part: tuple(entry["words"]) for part, entry in data.items()}


def part_of_heading(heading: str, inherited: Part) -> Part:
    """The part that `heading` (without its marker) opens; `inherited` where it does not say.

    A heading that names duties and something else ("Mục tiêu, nhiệm vụ") opens duties, whose sub-headings may
    say otherwise; inside purpose, situation and funding sections only a heading that names duties at its head
    leaves them.
    """
    folded = fold(heading)
    head = " ".join(re.split(r"\s+", folded)[:_HEAD_WORDS])
    lexicon = _lexicon()
    named: dict[Part, int] = {}
    for part in ("purpose", "objective", "funding", "situation", "other", "duty"):
        scope = folded if part == "duty" else head
        at = [scope.find(word) for word in lexicon[part] if word in scope]
        if part == "situation" and folded.startswith(lexicon["review"]):
            at.append(0)
        if at:
            named[part] = min(at)
    if not named:
        return inherited
    if inherited in ("purpose", "situation", "funding", "objective", "other"):
        first = min(named, key=lambda part: named[part])
        if first == "duty" and named["duty"] <= _AT_HEAD and inherited != "purpose":
            return "duty"
        return first if first != "duty" else inherited
    if inherited == "duty":
        if folded.startswith(lexicon["state"]):
            return "situation"
        first = min(named, key=lambda part: (named[part], part != "duty"))
        return first if first != "situation" and named[first] == 0 else "duty"
    if "duty" in named and (named["duty"] <= 2 or not set(named) & {"situation", "purpose", "funding"}):
        return "duty"
    return min(named, key=lambda part: named[part])
