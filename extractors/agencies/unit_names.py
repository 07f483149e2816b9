"""What the unit of a path is called: "tuy-phong.binh-thuan" → "huyện Tuy Phong".

The register tells, so that a body has one name in the plans of all issuers and years.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from extractors import units
from extractors.agencies.body_units import KIND_JOINT, slug
from extractors.units import Level as Tier
from extractors.units import split_kind

_TIERS_BY_PARTS: Final[dict[int, tuple[Tier, ...]]] = {
    1: ("province",),
    2: ("district", "commune"),
    3: ("commune",),
}
"""The tiers of a path by how many units it names; a commune stands right under its province since July
2025."""


def unit_name(path: str, spelt: str | None = None, *, bare: bool = False) -> str | None:
    """The name of the unit that a path begins with, as the register has it last, with the word for its kind
    unless `bare`. `spelt` is its name as printed, which tells apart what a path does not ("Mỹ Tho" and "Mỹ
    Thọ", "huyện Kỳ Anh" and "thị xã Kỳ Anh"), and stands where no register knows the unit. None where
    neither tells."""
    unit = _unit(path, spelt)
    if unit is not None:
        return unit.name if bare else unit.full_name
    printed = split_kind(spelt) if spelt else None
    if printed is None or not printed.kinds:
        return None
    return printed.name if bare else spelt


@lru_cache(maxsize=4096)
def unit_of(path: str, on: date) -> units.Unit | None:
    """The unit that a path begins with, as it was on a day; None where the register has none or several of
    the name there."""
    own, *above = path.split(".")
    for tier, kind, name in _meanings(own, above):
        named = units.find(_words(name), level=tier, on=on, misread=True)
        found = [unit for unit in _within(named, above) if slug(unit.name, "-") == name]
        found = [unit for unit in found if not kind or slug(unit.kind) == kind]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _meanings(own: str, above: Sequence[str]) -> list[tuple[Tier, str, str]]:
    """The tiers that a path's own part may be of, with the word for its kind where it has one, and its
    name."""
    kind, _, name = own.rpartition(KIND_JOINT)
    tiers: Sequence[Tier] = ("commune",) if kind else _TIERS_BY_PARTS.get(1 + len(above), ())
    return [(tier, kind, name) for tier in tiers]


@lru_cache(maxsize=4096)
def _unit(path: str, spelt: str | None) -> units.Unit | None:
    own, *above = path.split(".")
    for tier, kind, name in _meanings(own, above):
        found = _within(units.find(spelt or _words(name), level=tier), above)
        found = [unit for unit in found if not kind or slug(unit.kind) == kind]
        if found:
            last = max(found, key=_end)
            one = len({unit.full_name for unit in found}) == 1 or len({unit.code for unit in found}) == 1
            return last if one else None
    return None


def _within(found: Sequence[units.Unit], above: Sequence[str]) -> list[units.Unit]:
    """The units that lay in every unit of `above` at some time."""
    if not above:
        return list(found)
    province = _words(above[-1])
    district = _words(above[0]) if len(above) > 1 else None
    return [
        unit
        for unit in found
        if unit in units.find(unit.name, level=unit.level, province=province, district=district)
    ]


def _end(unit: units.Unit) -> date:
    return unit.valid_to or date.max


def _words(part: str) -> str:
    return part.replace("-", " ")
