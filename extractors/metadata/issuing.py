"""The issuer of a document: its composed name, its level and its territory (contract, section 1)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.metadata.bodies import Body, UnitName
from extractors.metadata.territory import Evidence, Territory, locate
from extractors.units import Level
from extractors.units.names import LEVEL_OF_KIND
from schemas.rows import IssuerLevel

_CENTRAL: Final = ("government", "ministry")
_DEPTH: Final[dict[Level, int]] = {"province": 0, "district": 1, "commune": 2}


@dataclass(frozen=True, slots=True)
class Issuer:
    """The composed name ("UBND huyện Tuy Phong", "Sở Nội vụ tỉnh Bình Định", "Bộ Tư pháp"), the level, and
    the territory."""

    name: str | None
    level: IssuerLevel | None
    territory: Territory


def identify_issuer(bodies: Sequence[Body], evidence: Evidence) -> Issuer:
    """The issuer named by the last of `bodies`, with what those before it (the bodies above) and the evidence
    tell of it.

    An office bears the unit of the body above it: "UBND TỈNH BÌNH ĐỊNH / SỞ NỘI VỤ" is "Sở Nội vụ tỉnh Bình
    Định". Central bodies and what stands under a ministry have no territory.
    """
    if not bodies:
        return Issuer(None, None, locate((), evidence))
    *above, body = bodies
    kind = body.kind
    if kind and kind.level in _CENTRAL:
        return Issuer(body.name, "ministry" if kind.level == "ministry" else "government", Territory())
    named = _chain(body, above)
    ministry = next((over for over in reversed(above) if over.kind and over.kind.level in _CENTRAL), None)
    if not named and (ministry or (kind and kind.default_level == "ministry")):
        name = f"{body.name} {ministry.name}" if kind and kind.generic and ministry else body.name
        return Issuer(name, "ministry", Territory())
    territory = _as_far_as(locate(named, evidence), named)
    return Issuer(_compose(body, named, territory), _level(body, territory), territory)


def _chain(body: Body, above: Sequence[Body]) -> list[UnitName]:
    """The units named, the issuer's own first, then those of the bodies above it, the nearest first."""
    own = sorted(body.units, key=_depth, reverse=True)
    over = [unit for other in reversed(above) for unit in sorted(other.units, key=_depth, reverse=True)]
    if own and not own[0].name:  # "THANH TRA TỈNH" under "UBND TỈNH X"
        same = next((unit for unit in over if unit.name and set(unit.kinds) & set(own[0].kinds)), None)
        own = [same or own[0], *own[1:]]
    chain: list[UnitName] = []
    for unit in (*own, *over):
        if unit not in chain:
            chain.append(unit)
    return chain


def _depth(unit: UnitName) -> int:
    return max((_DEPTH[LEVEL_OF_KIND[kind]] for kind in unit.kinds), default=-1)


def _as_far_as(territory: Territory, named: Sequence[UnitName]) -> Territory:
    """An office known only by its province (its place of issue) has no district."""
    if named or territory.level == "province":
        return territory
    return replace(
        territory,
        names={level: name for level, name in territory.names.items() if level == "province"},
        codes={level: code for level, code in territory.codes.items() if level == "province"},
    )


def _level(body: Body, territory: Territory) -> IssuerLevel | None:
    kind = body.kind
    if territory.level is None:
        return kind.default_level if kind else None
    if (kind is None and not body.name) or (kind and kind.level == "unit"):
        return territory.level
    return "department" if territory.level == "province" else territory.level


def _compose(body: Body, named: Sequence[UnitName], territory: Territory) -> str | None:
    kind = body.kind
    if kind is None and body.name and not body.units:  # an unknown body: what is printed
        return body.name
    if kind and kind.own and not body.units:
        return body.name
    bare = territory.names.get(territory.level) if kind and kind.unit and territory.level else None
    unit = bare or territory.unit
    if unit is None and named:
        word = named[0].kinds[0] if named[0].kinds else ""
        unit = " ".join(part for part in (word, named[0].name) if part)
    return " ".join(part for part in (body.name, unit) if part) or None
