"""Which administrative unit a document belongs to: the units its header names, told from homonyms by what
else the text says.

Ten districts are named Châu Thành and thirty communes Tân Lập. Evidence is taken in the order of its weight:
the header's own words, the place of issue, then texts; each narrows the candidates, none adds one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, TypeVar

from extractors import units
from extractors.metadata.bodies import UnitName
from extractors.metadata.spelling import in_title_case
from extractors.text.folding import fold
from extractors.units import Level, Unit
from extractors.units.names import KIND_WORD, KINDS_UNDER_DISTRICT, LEVEL_OF_KIND

_MENTION: Final = re.compile(rf"(?<!\w){KIND_WORD}\s+(?=\w)")
_WORD: Final = re.compile(r"[^\s,;:()]+")
_MAX_WORDS: Final = 5  # no unit's name has more, the word for its kind left aside
# A rival named more than half as often is no mere mention in passing ("học tập kinh nghiệm của tỉnh …"): the
# answer stays open.
_CLEAR_LEAD: Final = 2
_LEVELS: Final[tuple[Level, ...]] = ("province", "district", "commune")

T = TypeVar("T")
Lineage = tuple[Unit, ...]
"""A unit and those above it, the unit first, as they were when the document was issued."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What besides the header's units tells where a document comes from: the place of issue, texts in groups
    by falling weight, the days between which it was issued (None: unknown), and whether its pages were
    recognised, so that diacritics may be misread."""

    place: str | None = None
    texts: tuple[tuple[str, ...], ...] = ()
    days: tuple[date, date] | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Territory:
    """Bare names and official codes by level; a level that is not known, or that the unit does not reach, is
    missing. `unit` is the own unit's full name ("huyện Tuy Phong"), `level` its level; None where not
    known."""

    names: dict[Level, str] = field(default_factory=dict)
    codes: dict[Level, str] = field(default_factory=dict)
    unit: str | None = None
    level: Level | None = None


def locate(named: Sequence[UnitName], evidence: Evidence) -> Territory:
    """The territory of a body whose units are `named`, its own first, then those above it; of none, the
    province that the evidence tells.

    A unit named by its kind alone ("UBND huyện") is the one of that kind that the evidence names. A district
    or commune that the register does not know as of the day keeps its printed name, and the levels above it
    come from the evidence. A province that it does not know is none: there are few, all of them known, and
    what is called one is a slip or misread.
    """
    if not named:
        return _common(_most_named(evidence, lambda unit: unit.level == "province", place_within=True))
    own, *above = named
    if own.name:
        candidates = _named(own, evidence)
    else:
        candidates = _most_named(
            evidence, lambda unit: unit.kind in own.kinds and _is_under(unit, above, evidence)
        )
    return (
        _common(_narrow(candidates, above, evidence)) if candidates else _unregistered(own, above, evidence)
    )


def _named(name: UnitName, evidence: Evidence) -> list[Lineage]:
    called = units.find(name.name, misread=evidence.recognised)
    found = _in_force((unit for unit in called if not name.kinds or unit.kind in name.kinds), evidence)
    if not name.kinds:  # "UBND QUẢNG NAM": the widest unit of that name
        found = [unit for unit in found if unit.level == found[0].level]
    return [_lineage(unit, evidence) for unit in found]


def _narrow(candidates: list[Lineage], above: Sequence[UnitName], evidence: Evidence) -> list[Lineage]:
    """The candidates that each piece of evidence leaves; one that would leave none is not heard."""
    candidates = _under_units(candidates, above, evidence)
    if _is_open(candidates):
        candidates = _near_place(candidates, evidence)
    for texts in evidence.texts:
        if not _is_open(candidates):
            break
        candidates = _most_told_of(candidates, texts, evidence)
    return candidates


def _under_units(candidates: list[Lineage], above: Sequence[UnitName], evidence: Evidence) -> list[Lineage]:
    """The candidates that lie in each of the units that the header names above them."""
    for name in above:
        if name.name:
            over = {lineage[0] for lineage in _named(name, evidence)}
            candidates = [c for c in candidates if over.intersection(c[1:])] or candidates
    return candidates


def _near_place(candidates: list[Lineage], evidence: Evidence) -> list[Lineage]:
    """The candidates in the place of issue, else those in the same province as it: a district's plan is
    issued in its town."""
    if not evidence.place:
        return candidates
    places = [_lineage(unit, evidence) for unit in _in_force(units.find(evidence.place), evidence)]
    under = [c for c in candidates if any(place[0] in c[1:] for place in places)]
    beside = [
        c for c in candidates if any(place[-1] == c[-1] and place[0].name != c[0].name for place in places)
    ]
    return under or beside or candidates


def _most_told_of(candidates: list[Lineage], texts: Iterable[str], evidence: Evidence) -> list[Lineage]:
    """The candidate whose units above it the texts name clearly most often."""
    scores = Counter[Lineage]()
    for found in _mentions(texts, evidence):
        for candidate in candidates:
            scores[candidate] += not found.isdisjoint(candidate[1:])
    return _leader(+scores) or candidates


def _most_named(
    evidence: Evidence, wanted: Callable[[Unit], bool], *, place_within: bool = False
) -> list[Lineage]:
    """The wanted unit that the evidence names: the place of issue (`place_within`: or the unit it lies in),
    else the one that the weightiest text to name any names clearly most often."""
    if evidence.place:
        places = [_lineage(unit, evidence) for unit in _in_force(units.find(evidence.place), evidence)]
        named = [place for place in places if wanted(place[0])]
        around = (
            {place[i:] for place in places for i in range(1, len(place)) if wanted(place[i])}
            if place_within
            else set()
        )
        if named or len(around) == 1:
            return named or list(around)
    for texts in evidence.texts:
        counts = Counter[frozenset[Unit]]()
        for found in _mentions(texts, evidence):
            if kept := frozenset(unit for unit in found if wanted(unit)):
                counts[kept] += 1
        if counts:
            return [_lineage(unit, evidence) for kept in _leader(counts) for unit in kept]
    return []


def _is_under(unit: Unit, above: Sequence[UnitName], evidence: Evidence) -> bool:
    return all(
        not over.name or unit in {c[0] for c in _narrow([_lineage(unit, evidence)], [over], evidence)}
        for over in above
    )


def _mentions(texts: Iterable[str], evidence: Evidence) -> Iterator[frozenset[Unit]]:
    """For each unit that the texts name with its kind, in order, the units it can be (the longest name
    first)."""
    for text in texts:
        folded = fold(text)
        for match in _MENTION.finditer(folded):
            first = text[match.end()]
            if not (first.isupper() or first.isdigit()):
                continue
            for end in reversed(_word_ends(folded, match.end())):
                if found := _in_force(units.find(text[match.start() : end]), evidence):
                    yield frozenset(found)
                    break


def _word_ends(folded: str, start: int) -> list[int]:
    """Where the next few words end; a comma, bracket or colon ends a name."""
    ends: list[int] = []
    for word in _WORD.finditer(folded, start):
        if len(ends) == _MAX_WORDS or folded[ends[-1] if ends else start : word.start()].strip():
            break
        ends.append(word.end())
    return ends


def _in_force(found: Iterable[Unit], evidence: Evidence) -> list[Unit]:
    return [unit for unit in found if evidence.days is None or unit.in_force(*evidence.days)]


def _lineage(unit: Unit, evidence: Evidence) -> Lineage:
    day = evidence.days[0] if evidence.days else None
    if day and unit.valid_from and day < unit.valid_from:
        day = unit.valid_from
    if day and unit.valid_to and day >= unit.valid_to:
        day = unit.valid_to - timedelta(days=1)
    found = units.lineage(unit, day)
    return tuple(found[level] for level in reversed(_LEVELS) if level in found)


def _is_open(candidates: Sequence[Lineage]) -> bool:
    return len({tuple(unit.name for unit in candidate) for candidate in candidates}) > 1


def _leader(counts: Counter[T]) -> list[T]:
    """What is counted clearly most often, none where nothing is."""
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEAR_LEAD * ranked[1][1]):
        return []
    return [ranked[0][0]]


def _common(candidates: Sequence[Lineage]) -> Territory:
    """What the candidates have in common: one answer is an answer, two are none (contract, section 1)."""
    names: dict[Level, str] = {}
    codes: dict[Level, str] = {}
    for level in _LEVELS:
        at_level = [
            next((unit for unit in candidate if unit.level == level), None) for candidate in candidates
        ]
        if len(found := {unit.name if unit else None for unit in at_level}) == 1 and (name := found.pop()):
            names[level] = name
        if level in names and len(numbers := {unit.code for unit in at_level if unit}) == 1:
            codes[level] = numbers.pop()
    full_names = {candidate[0].full_name for candidate in candidates}
    levels = {candidate[0].level for candidate in candidates}
    return Territory(
        names,
        codes,
        full_names.pop() if len(full_names) == 1 else None,
        levels.pop() if len(levels) == 1 else None,
    )


def _unregistered(own: UnitName, above: Sequence[UnitName], evidence: Evidence) -> Territory:
    over = locate([name for name in above if name.name], evidence)
    if not over.names.get("district") and own.kinds and own.kinds[-1] in KINDS_UNDER_DISTRICT:
        district = _common(_most_named(evidence, lambda unit: unit.level == "district", place_within=True))
        over = district if district.names else over
    level = LEVEL_OF_KIND.get(own.kinds[-1]) if own.kinds else None
    higher = _LEVELS[: _LEVELS.index(level)] if level else ()
    names = {at: name for at, name in over.names.items() if at in higher}
    codes = {at: code for at, code in over.codes.items() if at in higher}
    if not own.name:
        return Territory(names, codes, None, level)
    name = in_title_case(own.name) if own.name.isupper() else own.name
    if level is None:
        return Territory(over.names, over.codes, name, None)
    word = own.kinds[0] if not name[-1].isdigit() else ""
    if level != "province":
        names[level] = name
    return Territory(names, codes, f"{word} {name}".strip(), level)
