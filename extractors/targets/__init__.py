"""Targets: the quantities a plan commits to reach, and the items of its column chỉ tiêu (contract, section
5).

The story in one screen: read every quantity of the text (`quantities`), drop those the plan does not commit
to (`commitments`), find the shortest clause that says the others in full (`clauses`), one target a quantity.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.targets.brackets import bracket_spans, is_bracketed
from extractors.targets.clauses import clause_bounds, trim
from extractors.targets.commitments import is_committed, lists_numbers
from extractors.targets.directions import governing_direction, head_direction
from extractors.targets.mention import Surroundings
from extractors.targets.names import is_in_a_name
from extractors.targets.quantities import find_quantities, may_hold_quantities
from extractors.targets.quantity import Quantity
from extractors.targets.sentences import passage_start, sentence_bounds
from extractors.text.folding import fold
from extractors.text.function_words import JOINTS
from extractors.text.patterns import one_of
from schemas.findings import Target
from schemas.layout import value

__all__ = ["find_targets", "quantities_in"]

# "ít nhất một nhiệm vụ … và" one more.
_COORDINATED: Final = re.compile(rf"[^;:.\n]*(?:,| {one_of(JOINTS)}) ?$")

# The longest clause of the gold has 290 characters: what stands further off from a number does not bear on
# it.
_REACH: Final = 800
# Nor does what stands beyond this many quantities on either side: rows of figures are looked at in pieces, so
# that the work grows with the length of the text. The densest report of figures read so far has 16 within
# the reach.
_NEIGHBOURS: Final = 16
# How sure a target is: a percentage, a rate or a printed minimum says so itself, a bare number is read from
# its company.
_SURE: Final = 0.95
_LIKELY: Final = 0.75


@value
class _Scene:
    """What is known of a line from outside it."""

    lead_in: str
    column: bool
    objective: bool
    plan_year: int | None


def find_targets(
    text: str, *, column: bool = False, objective: bool = False, plan_year: int | None = None
) -> list[Target]:
    """The targets that `text` names, in reading order; offsets refer to `text` (NFC).

    `column` says that the text is an item of a chỉ tiêu column: it is then a target even without a number,
    with the direction its first verb gives. Otherwise the text is a task, a topic or an objective, and only
    quantities that the plan commits to count; with `objective`, an item of a section of objectives, a bare
    number of things that the plan is to have, reach or hold is one of them. `plan_year`, the first year of
    the plan's work, tells results of earlier years from aims. A clause with two quantities gives two targets
    of the same text.
    """
    folded = fold(text)
    found: list[Target] = []
    offset, lead_in = 0, ""
    for line in text.split("\n") if may_hold_quantities(folded) else ():
        folded_line = folded[offset : offset + len(line)]
        scene = _Scene(lead_in, column, objective, plan_year)
        for quantity, (start, end) in _committed(folded_line, line, scene):
            found.append(_target(folded_line, line, quantity, start, end, offset))
        if line.rstrip().endswith(":"):
            lead_in = folded_line.rstrip()
        offset += len(line) + 1
    return found or (_whole_item(folded, text) if column else [])


def quantities_in(text: str) -> list[Target]:
    """Every quantity of a text with its clause, whether the plan commits to it or not: what a reader has to
    choose from."""
    folded = fold(text)
    scene = _Scene("", column=False, objective=False, plan_year=None)
    committed = _committed(folded, text, scene, every=True)
    return [_target(folded, text, quantity, start, end, 0) for quantity, (start, end) in committed]


def _committed(
    folded: str, text: str, scene: _Scene, *, every: bool = False
) -> list[tuple[Quantity, tuple[int, int]]]:
    """The quantities of one line that the plan commits to, each with the bounds of its clause."""
    found: list[tuple[Quantity, tuple[int, int]]] = []
    quantities = list(find_quantities(folded, text))
    for n, quantity in enumerate(quantities):
        low, high = _window(quantities, n, len(text))
        around, near = folded[low:high], quantity.shifted(-low)
        brackets = bracket_spans(around)
        taken = _coordinated(folded, found[-1][0], quantity) if found else None
        if taken is None:
            place = Surroundings(
                sentence=sentence_bounds(around, text[low:high], near, brackets),
                passage=passage_start(text[low:high], near.number),
                lead_in=scene.lead_in,
                in_bracket=is_bracketed(near, brackets),
                in_column=scene.column,
                in_objective=scene.objective or lists_numbers(scene.lead_in),
                in_name=is_in_a_name(around, text[low:high], near),
                plan_year=scene.plan_year,
            )
            taken = quantity if every or is_committed(around, near, place) else None
        if taken:
            start, end = clause_bounds(around, text[low:high], taken.shifted(-low), brackets)
            found.append((taken, (start + low, end + low)))
    return _shared_clauses(found, text)


def _window(quantities: Sequence[Quantity], n: int, length: int) -> tuple[int, int]:
    """What stands near enough to the quantity `n` of a line to bear on it."""
    quantity = quantities[n]
    low, high = quantity.start - _REACH, quantity.end + _REACH
    if n >= _NEIGHBOURS:
        low = max(low, min(quantities[n - _NEIGHBOURS].end, quantity.start))
    if n + _NEIGHBOURS < len(quantities):
        high = min(high, max(quantities[n + _NEIGHBOURS].start, quantity.end))
    return max(0, low), min(length, high)


def _coordinated(folded: str, previous: Quantity, quantity: Quantity) -> Quantity | None:
    """ "ít nhất một nhiệm vụ … và một sáng kiến": a number joined to a minimum is one too; so is a range's
    upper end."""
    if quantity.start == previous.start:
        return quantity
    joined = (
        (previous.explicit or (previous.spelt and quantity.spelt))
        and previous.kind == quantity.kind == "count"
        and not quantity.explicit
    )
    if joined and _COORDINATED.fullmatch(folded, previous.end, min(quantity.start, previous.end + _REACH)):
        return replace(
            quantity,
            comparator=previous.comparator,
            direction=previous.direction,
            explicit=previous.explicit,
        )
    return None


def _shared_clauses(
    found: list[tuple[Quantity, tuple[int, int]]], text: str
) -> list[tuple[Quantity, tuple[int, int]]]:
    """A clause ends where the next one begins; one that reaches over the next quantity is one clause with two
    quantities."""
    groups: list[tuple[list[Quantity], int, int]] = []
    for quantity, (start, end) in found:
        if groups:
            members, begin, close = groups[-1]
            if members[-1].end <= start < close:
                groups[-1] = members, begin, trim(text, begin, start)[1]
            elif close > quantity.number and len(members) < _NEIGHBOURS:
                members.append(quantity)
                groups[-1] = members, min(begin, start), max(close, end)
                continue
        groups.append(([quantity], start, end))
    return [(quantity, (start, end)) for members, start, end in groups for quantity in members]


def _target(folded: str, text: str, quantity: Quantity, start: int, end: int, offset: int) -> Target:
    return Target(
        text[start:end],
        start + offset,
        end + offset,
        comparator=quantity.comparator,
        direction=quantity.direction or governing_direction(folded[start : quantity.number]),
        value=quantity.value,
        unit=quantity.unit,
        confidence=_SURE if quantity.kind in {"percent", "ratio"} or quantity.explicit else _LIKELY,
    )


def _whole_item(folded: str, text: str) -> list[Target]:
    start = len(text) - len(text.lstrip(" -+–—•*\n\t"))
    end = len(text.rstrip(" ,;.\n\t"))
    if start >= end:
        return []
    return [Target(text[start:end], start, end, direction=head_direction(folded, start), confidence=_SURE)]
