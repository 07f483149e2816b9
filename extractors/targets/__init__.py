"""Targets: the quantities a plan commits to reach, and the items of its column chỉ tiêu (contract, section 5).

The story in one screen: read every quantity of the text (`quantities`), drop those the plan does not commit to
(`commitments`), find the shortest clause that says the others in full (`clauses`), one target a quantity.
"""

import re
from dataclasses import replace
from typing import Final

from extractors.folding import fold
from extractors.targets.clauses import bracket_spans, clause_bounds, is_bracketed, passage_start, sentence_bounds, trim
from extractors.targets.commitments import Surroundings, is_committed
from extractors.targets.lexicon import any_of, words
from extractors.targets.quantities import Quantity, find_quantities
from schemas.findings import Direction, Target

__all__ = ["find_targets"]

_DIRECTIONS: Final[tuple[Direction, ...]] = ("increase", "decrease", "maintain")
_HEAD: Final = {direction: re.compile(any_of(words("head", direction))) for direction in _DIRECTIONS}
_MEASURE: Final = re.compile(rf" {any_of(words('head', 'measures'))}")
_MEASURED_CHANGE: Final = re.compile(r"(?:tỷ lệ|tỉ lệ|mức|tốc độ|tỷ suất) (?:(tăng|gia tăng)|(giảm|cắt giảm))(?!\w)")
_COORDINATED: Final = re.compile(r"[^;:.\n]*(?:,| và| hoặc| cùng) ?$")

# The longest clause of the gold has 290 characters: what stands further off from a number does not bear on it.
_REACH: Final = 800
# How sure a target is: a percentage or a printed minimum says so itself, a bare number is read from its company.
_SURE: Final = 0.95
_LIKELY: Final = 0.75


def find_targets(text: str, *, column: bool = False, plan_year: int | None = None) -> list[Target]:
    """The targets that `text` names, in reading order; offsets refer to `text` (NFC).

    `column` says that the text is an item of a chỉ tiêu column: it is then a target even without a number, with the
    direction its first verb gives. Otherwise the text is a task, a topic or an objective, and only quantities that the plan
    commits to count. `plan_year`, the first year of the plan's work, tells results of earlier years from aims.
    A clause with two quantities gives two targets of the same text.
    """
    folded = fold(text)
    found: list[Target] = []
    offset, lead_in = 0, ""
    for line in text.split("\n"):
        folded_line = folded[offset : offset + len(line)]
        for quantity, (start, end) in _committed(folded_line, line, lead_in, column, plan_year):
            found.append(_target(folded_line, line, quantity, start, end, offset))
        if line.rstrip().endswith(":"):
            lead_in = folded_line.rstrip()
        offset += len(line) + 1
    return found or (_whole_item(folded, text) if column else [])


def _committed(
    folded: str, text: str, lead_in: str, column: bool, plan_year: int | None
) -> list[tuple[Quantity, tuple[int, int]]]:
    """The quantities of one line that the plan commits to, each with the bounds of its clause."""
    found: list[tuple[Quantity, tuple[int, int]]] = []
    for quantity in find_quantities(folded, text):
        low, high = max(0, quantity.start - _REACH), min(len(text), quantity.end + _REACH)
        around, near = folded[low:high], quantity.shifted(-low)
        brackets = bracket_spans(around)
        taken = _coordinated(folded, found[-1][0], quantity) if found else None
        if taken is None and not quantity.spelt:
            place = Surroundings(
                sentence=sentence_bounds(around, text[low:high], near, brackets),
                passage=passage_start(text[low:high], near.number),
                lead_in=lead_in,
                in_bracket=is_bracketed(near, brackets),
                in_column=column,
                plan_year=plan_year,
            )
            taken = quantity if is_committed(around, near, place) else None
        if taken:
            start, end = clause_bounds(around, text[low:high], taken.shifted(-low), brackets)
            found.append((taken, (start + low, end + low)))
    return _shared_clauses(found, text)


def _coordinated(folded: str, previous: Quantity, quantity: Quantity) -> Quantity | None:
    """ "ít nhất một nhiệm vụ … và một sáng kiến": a number joined to a minimum is one too."""
    joined = previous.explicit and previous.kind == quantity.kind == "count" and not quantity.explicit
    if joined and _COORDINATED.fullmatch(folded, previous.end, min(quantity.start, previous.end + _REACH)):
        return replace(quantity, comparator=previous.comparator, direction=previous.direction, explicit=True)
    return None


def _shared_clauses(found: list[tuple[Quantity, tuple[int, int]]], text: str) -> list[tuple[Quantity, tuple[int, int]]]:
    """A clause ends where the next one begins; one that reaches over the next quantity is one clause with two quantities."""
    groups: list[tuple[list[Quantity], int, int]] = []
    for quantity, (start, end) in found:
        if groups:
            members, begin, close = groups[-1]
            if members[-1].end <= start < close:
                groups[-1] = members, begin, trim(text, begin, start)[1]
            elif close > quantity.number:
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
        direction=quantity.direction or _governing_direction(folded[start : quantity.number]),
        value=quantity.value,
        unit=quantity.unit,
        confidence=_SURE if quantity.kind == "percent" or quantity.explicit else _LIKELY,
    )


def _governing_direction(clause: str) -> Direction | None:
    """The direction that the clause's first verb ("nâng tỷ lệ … lên 90%") or measure ("tỷ lệ giảm chi …") gives the number."""
    if named := _MEASURED_CHANGE.match(clause):
        return "increase" if named[1] else "decrease"
    for direction, head in _HEAD.items():
        verb = head.match(clause)
        if verb and (direction == "maintain" or _MEASURE.match(clause, verb.end())):
            return direction
    return None


def _whole_item(folded: str, text: str) -> list[Target]:
    start = len(text) - len(text.lstrip(" -+–—•*\n\t"))
    end = len(text.rstrip(" ,;.\n\t"))
    if start >= end:
        return []
    direction = next((d for d in _DIRECTIONS if _HEAD[d].match(folded, start)), None)
    return [Target(text[start:end], start, end, direction=direction, confidence=_SURE)]
