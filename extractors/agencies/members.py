"""Which bodies a set stands for: "Các sở, ngành" of a province, "UBND cấp xã" of a district.

`agency_members.toml` says which nouns of sets stand for departments, which for committees of places, and
from which decree each list of departments comes; the register of units says which places there were.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from extractors import units
from extractors.agencies.body_units import COUNTRY, unit_paths
from extractors.agencies.history import Kind, existence, valid_on
from extractors.agencies.identity import identify
from extractors.agencies.set_kinds import LEVEL_OF_TIER, SET, longest_first, nouns_of
from extractors.agencies.unit_names import unit_of
from extractors.text.loader import WordFile, load
from extractors.units import Level, Unit

Rule = Literal["units", "committees", "departments", "organisations"]
"""Why bodies belong to a set: they are the named body of each unit of a tier; the committees of the places
right below; the departments that a decree founds; the socio-political organisations."""


class MemberNouns(WordFile):
    """The nouns of sets' kinds, by what they stand for."""

    departments: tuple[Kind, ...]
    committees: tuple[Kind, ...]
    open: tuple[Kind, ...]
    organisations: tuple[Kind, ...]


class MemberPrinting(WordFile):
    """How bodies are printed that no list names."""

    committee: str


class Organisations(WordFile):
    """The organisations that every unit has."""

    names: tuple[str, ...]


class MemberWords(WordFile):
    """The form of `agency_members.toml`."""

    nouns: MemberNouns
    printing: MemberPrinting
    departments: Mapping[str, tuple[str, ...]]
    organisations: Organisations


_WORDS: Final = load("agency_members", MemberWords)
_RULE_OF_NOUN: Final[dict[str, Rule | None]] = {
    **dict.fromkeys(_WORDS.nouns.open),
    **dict.fromkeys(_WORDS.nouns.departments, "departments"),
    **dict.fromkeys(_WORDS.nouns.committees, "committees"),
    **dict.fromkeys(_WORDS.nouns.organisations, "organisations"),
}
_NOUNS: Final = longest_first(_RULE_OF_NOUN)
# "set_ubnd_cap_huyen_cap_xa": a body, and the tiers at which each unit has one.
_OF_TIERS: Final = re.compile(r"set_(?P<body>[a-z0-9_]+?)(?P<tiers>(?:_cap_(?:tinh|huyen|xa))+)")
_PRINTED_TIERS: Final = re.compile(r"[\s,]+(?:cấp (?:tỉnh|huyện|xã)[\s,]*(?:và )?)+$")


@dataclass(frozen=True, slots=True)
class Member:
    """A body that a set stands for, by the rule that says so."""

    agency_id: str
    name: str
    rule: Rule


def members_of(agency_id: str, name: str, on: date) -> list[Member]:
    """The known bodies that a set (`set_…@unit`, with its printed name) stands for on a day, in the order of
    the lists and of the units' codes.

    Empty for a single body, a set whose nouns no list knows ("Các doanh nghiệp") and a unit that no register
    knows. A set may have more members than are known: other offices, organisations, firms.
    """
    kind, _, path = agency_id.partition("@")
    if not kind.startswith(SET) or not path:
        return []
    # Two units whose names differ in their marks alone share an id.
    found: dict[tuple[str, str], Member] = {}
    for member in _members(kind, name, path, on):
        found.setdefault((member.agency_id, member.name), member)
    return list(found.values())


def _members(kind: str, name: str, path: str, on: date) -> Iterator[Member]:
    unit = None if path == COUNTRY else unit_of(path, on)
    if unit is None and path != COUNTRY:
        return
    of_tiers = _OF_TIERS.fullmatch(kind)
    if of_tiers is not None:
        head = _PRINTED_TIERS.sub("", name)
        for word in of_tiers["tiers"].split("_cap_")[1:]:
            for below in _units_below(unit, LEVEL_OF_TIER[word], on):
                yield from _bodies([head], below, on, "units")
        return
    for rule in dict.fromkeys(_RULE_OF_NOUN[noun] for noun in nouns_of(kind, _NOUNS)):
        if rule == "departments":
            tier = COUNTRY if unit is None else unit.level
            yield from _bodies(_WORDS.departments.get(tier, ()), unit, on, rule)
        elif rule == "organisations":
            yield from _bodies(_WORDS.organisations.names, unit, on, rule)
        elif rule == "committees":
            for below in _right_below(unit, on):
                yield from _bodies([_WORDS.printing.committee], below, on, rule)


def _right_below(unit: Unit | None, on: date) -> list[Unit]:
    """The units right below: a province's districts until July 2025, its communes since."""
    return units.in_force("province", on) if unit is None else units.children(unit, on)


@lru_cache(maxsize=1024)
def _units_below(unit: Unit | None, tier: Level, on: date) -> list[Unit]:
    """The units of a tier that lay in a unit, or in the country, on a day, by code."""
    if unit is None:
        return units.in_force(tier, on)
    below = [unit]
    while below and below[0].level != tier:
        below = [child for one in below for child in units.children(one, on)]
    return below


def _bodies(heads: Iterable[str], unit: Unit | None, on: date, rule: Rule) -> Iterator[Member]:
    """These bodies of a unit, as a plan of the unit would name them; those whose kind is known to have been
    no more, or not yet, are left out, and so are those of which the history cannot tell."""
    for head in heads:
        found = _body(head, unit, on)
        if found is None:
            continue
        kind = found[0].partition("@")[0]
        if existence(kind) is None or valid_on(kind, on):
            yield Member(*found, rule)


@lru_cache(maxsize=65_536)
def _body(head: str, unit: Unit | None, on: date) -> tuple[str, str] | None:
    """A body's id and name."""
    if unit is None:
        found = identify(head, level="government", on=on)
    else:
        line = units.lineage(unit, on)
        named = {tier: one.name for tier, one in line.items()}
        paths = unit_paths(named.get("province"), named.get("district"), named.get("commune"))
        found = identify(f"{head} {unit.full_name}", level=unit.level, units=paths, on=on)
    if found.agency_id is None or found.agency_name is None or found.is_set:
        return None
    return found.agency_id, found.agency_name
