"""How much, in two plans: 98 % against 99 %, at least against exactly."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import fuzz

from analysis.comparing.difference import Difference, Direction
from analysis.comparing.plan_tasks import Target
from extractors.text.folding import fold

# Of 100, by rapidfuzz' token_set_ratio without figures: what is counted is the same from here on. Two
# quantities of one unit within tasks that are the same already: little is enough to tell them apart.
_SAME_THING: Final = 50
# Two sentences without a figure are one and the same from here on (token_sort_ratio).
_SAME_WORDS: Final = 90
_FIGURE: Final = re.compile(r"\d[\d.,/]*")
_WORD: Final = re.compile(r"\w+")


def target_differences(targets_a: Sequence[Target], targets_b: Sequence[Target]) -> list[Difference]:
    """What differs in what two tasks, or two plans, are to reach: each target of A beside the one of B that
    counts the same thing in the same unit."""
    pairs, only_a, only_b = aligned(targets_a, targets_b)
    found = [moved for a, b in pairs if (moved := _moved(a, b)) is not None]
    found += [Difference("target", "missing", target.text, "") for target in only_a]
    return found + [Difference("target", "added", "", target.text) for target in only_b]


def aligned(
    targets_a: Sequence[Target], targets_b: Sequence[Target]
) -> tuple[list[tuple[Target, Target]], list[Target], list[Target]]:
    """The targets that are of one thing, most alike first, and those of A and of B without a partner."""
    likeness = sorted(
        (
            (_likeness(a, b), -i, -j)
            for i, a in enumerate(targets_a)
            for j, b in enumerate(targets_b)
            if _one_unit(a, b)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for score, i, j in likeness:
        if score >= _SAME_THING and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    pairs = [(targets_a[i], targets_b[j]) for i, j in sorted(partner.items())]
    only_a = [target for i, target in enumerate(targets_a) if i not in partner]
    only_b = [target for j, target in enumerate(targets_b) if j not in partner.values()]
    return pairs, only_a, only_b


def said(targets: Iterable[Target]) -> str:
    """The targets in the plan's words."""
    return "; ".join(dict.fromkeys(target.text for target in targets))


def _moved(a: Target, b: Target) -> Difference | None:
    direction = _direction(a, b)
    return Difference("target", direction, a.text, b.text) if direction is not None else None


def _direction(a: Target, b: Target) -> Direction | None:
    if a.value is None or b.value is None:
        if a.value is None and b.value is None:
            alike = a.direction == b.direction
            return (
                None
                if alike and fuzz.token_sort_ratio(fold(a.text), fold(b.text)) >= _SAME_WORDS
                else "other"
            )
        return "added" if a.value is None else "missing"
    if a.direction != b.direction:
        return "other"
    if a.value != b.value:
        return "higher" if b.value > a.value else "lower"
    if a.comparator == b.comparator:
        return None
    return _stricter(a.comparator or "eq", b.comparator or "eq")


def _stricter(a: str, b: str) -> Direction:
    """Over 98 asks for more than at least 98, below 5 for more than at most 5."""
    if (a, b) in {("ge", "gt"), ("le", "lt")}:
        return "stricter"
    return "looser" if (a, b) in {("gt", "ge"), ("lt", "le")} else "other"


def _likeness(a: Target, b: Target) -> float:
    if a.value is None and b.value is None:
        return fuzz.token_set_ratio(fold(a.text), fold(b.text))
    return fuzz.token_set_ratio(_thing(a), _thing(b))


def _thing(target: Target) -> str:
    """What is counted: the words without their figures."""
    return _FIGURE.sub("", fold(target.text))


def _one_unit(a: Target, b: Target) -> bool:
    """Whether two targets are in one unit: "%" and "%", or counted nouns with a word in common."""
    of_a, of_b = fold(a.unit or ""), fold(b.unit or "")
    return of_a == of_b or not set(_WORD.findall(of_a)).isdisjoint(_WORD.findall(of_b))
