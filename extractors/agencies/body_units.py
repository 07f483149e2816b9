"""The unit that a body works for: its tier and its path, as the body's name, its kind and the plan tell them.

A path names a unit and those above it, most specific first ("phuoc-hiep.tuy-phuoc.binh-dinh"), so that
homonyms differ.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from extractors import units
from extractors.agencies.name import Row, source_text
from extractors.agencies.places import is_region, past_place_name, past_place_noun
from extractors.agencies.registry_words import CITIES_WITH_PROVINCE_RANK, CITY, TIER_WORDS, TIERS
from extractors.text.folding import without_diacritics
from extractors.text.words import words

# Bodies of the whole country have one unit.
COUNTRY: Final = "vn"
NATIONAL: Final = frozenset({"government", "ministry"})
# Districts and their bodies ended on this day (Law 72/2025/QH15, Resolution 203/2025/QH15).
DISTRICTS_ENDED: Final = date(2025, 7, 1)
_RANK: Final = {"government": 0, "ministry": 0, "province": 1, "department": 2, "district": 2, "commune": 3}
# Joins the word for a kind to a name in a path, where the name alone would be another unit's.
KIND_JOINT: Final = "_"
# A region's path begins so: "khu-vuc-v".
REGION_SLUG: Final = "khu-vuc-"
_ROMAN: Final = re.compile(r"[ivx]{1,6}")
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")


def slug(text: str, joint: str = "_") -> str:
    """A text in small letters without marks, its words joined: "Sở Nội vụ" → "so_noi_vu"."""
    letters = without_diacritics(text.casefold().replace("&", " va "))
    return _NOT_SLUG.sub(joint, letters).strip(joint)


def is_roman(number: str) -> bool:
    """Whether a region's number is Roman, as those of the country's regions are."""
    return _ROMAN.fullmatch(number.casefold()) is not None


def unit_paths(province: str | None, district: str | None, commune: str | None) -> dict[str, str]:
    """The paths of a plan's own units by tier, as `identify` takes them, from their bare names; a tier
    without a name is left out, and so is every part above it that is not known."""
    paths: dict[str, str] = {}
    above = ""
    for tier, name in zip(TIERS, (province, district, commune), strict=True):
        if name:
            own = slug(name, "-")
            if tier == "commune" and above and not district:
                own = _own_part(name, str(province))
            above = f"{own}.{above}" if above else own
            paths[tier] = above
    return paths


@lru_cache(maxsize=4096)
def _own_part(name: str, province: str) -> str:
    """What a path calls a commune that stands right under its province: where a district of the province bore
    its name too, with the word for its kind: "phuong_hoan-kiem"."""
    own = slug(name, "-")
    if not units.find(name, level="district", province=province):
        return own
    kinds = {
        unit.kind
        for unit in units.find(name, level="commune", province=province)
        if unit.in_force(DISTRICTS_ENDED)
    }
    return f"{slug(kinds.pop())}{KIND_JOINT}{own}" if len(kinds) == 1 else own


@dataclass(frozen=True, slots=True)
class NamingPlan:
    """The plan that names a body: the level of its issuer, the paths of its own units by tier, its day,
    the names of its units by path."""

    level: str | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def own_path(self) -> str | None:
        """The path of the plan's own unit; None for an office of the Government or of a department."""
        if self.level is None:
            return next((self.units[tier] for tier in reversed(TIERS) if tier in self.units), None)
        return COUNTRY if self.level in NATIONAL else self.units.get(self.level)

    def is_above(self, tier: str | None) -> bool:
        """Whether the plan's issuer stands above a tier, so that a body of it is one of many."""
        return tier is not None and self.level is not None and _RANK[tier] > _RANK[self.level]

    @property
    def has_districts(self) -> bool:
        """Whether there were districts on the plan's day; without a day, whether the plan's unit is or lies
        in one."""
        return (
            self.on < DISTRICTS_ENDED if self.on else "commune" not in self.units or "district" in self.units
        )


@dataclass(frozen=True, slots=True)
class PlaceInName:
    """The place in a body's name: its tier, its proper name, or that it is a region ("khu vực V") made of
    several units, and whether the country's regions are numbered through."""

    tier: str | None = None
    name: str | None = None
    is_region: bool = False
    of_country: bool = False


def read_place(text: str, row: Row, plan: NamingPlan, *, of_country: bool = False) -> PlaceInName:
    """What the words behind a body's kind say about its place: "tỉnh Bình Thuận", "huyện", "khu vực V", "Nghệ
    An". `of_country`: regions of the kind are numbered for the whole country."""
    if is_region(row, 0):
        name = source_text(text, row[2:]) or None
        return PlaceInName(name=name, is_region=True, of_country=of_country)
    for index in range(len(row)):
        noun = past_place_noun(row, index)
        if noun is None and index > 0:
            continue
        start = noun or index
        end = past_place_name(row, start)
        tier = _tier(row[index:], plan)
        if noun is None and tier in NATIONAL:
            return PlaceInName(tier)  # "Hội Nông dân | Việt Nam"
        if end > start:
            name = source_text(text, row[start:end])
            if noun is None and not _is_registered(name, plan):
                return PlaceInName()  # a name of its own: "Ban Quản lý Khu kinh tế | Đông Nam"
            return PlaceInName(tier or _tier_of_name(name, plan), name)
        if tier is not None:
            return PlaceInName(tier)
    return PlaceInName(next((tier for index in range(len(row)) if (tier := _tier(row[index:], plan))), None))


def path_of(place: PlaceInName, tier: str | None, plan: NamingPlan) -> str | None:
    """The path of the unit that a body of `tier` with `place` in its name works for; None where nothing tells
    it."""
    if place.is_region:
        return _region(place, plan)
    if tier in NATIONAL:
        return COUNTRY
    if place.name is None:
        return plan.own_path if plan.is_above(tier) or tier is None else plan.units.get(tier)
    own = plan.units.get(tier or "")
    if own is not None and _is_named(own, place.name):
        return own
    return _registered(place.name, tier, plan.units.get("province"), plan.units.get("district"), plan.on)


def _region(place: PlaceInName, plan: NamingPlan) -> str | None:
    """A region with a Roman number is one of the country's; others are numbered or named within their
    province."""
    if place.name is None:
        return plan.own_path
    path = f"{REGION_SLUG}{slug(place.name, '-')}"
    if place.of_country or is_roman(place.name):
        return path
    province = plan.units.get("province")
    return f"{path}.{province}" if province else None


def _tier(row: Row, plan: NamingPlan) -> str | None:
    """The tier that the administrative word at the start of a row means."""
    found = TIER_WORDS.longest(row, 0)
    if found is not None:
        return found[0]
    noun = CITY.at(row, 0)
    if noun is None:
        return None
    if CITIES_WITH_PROVINCE_RANK.at(row, noun) is not None:
        return "province"
    named = past_place_name(row, noun) > noun
    return "district" if named or _city_is_district(plan) else "province"


def _city_is_district(plan: NamingPlan) -> bool:
    """Whether "thành phố" without a name is a district: not where there are none, nor in the plans of a city
    that is a province or of a quận in it."""
    province, district = plan.units.get("province"), plan.units.get("district")
    if not plan.has_districts or (province is None and plan.level in {"province", "department"}):
        return False
    if province is None or not _any_city(units.find(province, level="province", on=plan.on)):
        return True
    if district is None:
        return False
    name = district.split(".")[0]
    return _any_city(units.find(name, level="district", province=province, on=plan.on))


def _any_city(found: Iterable[units.Unit]) -> bool:
    return any(CITY.at(words(unit.kind), 0) is not None for unit in found)


def _is_named(path: str, name: str) -> bool:
    """Whether the unit of a path bears a name."""
    return path.split(".")[0].split(KIND_JOINT)[-1] == slug(name, "-")


def _is_registered(name: str, plan: NamingPlan) -> bool:
    """Whether a place that is named without its noun is a unit of the plan's or of the register."""
    if any(_is_named(path, name) for path in plan.units.values()):
        return True
    return any(units.find(name, level=tier) for tier in TIERS)


def _tier_of_name(name: str, plan: NamingPlan) -> str | None:
    """The tier of a place that is named without its noun ("Viettel Nghệ An"): the plan's own unit, or a
    province."""
    for tier, path in plan.units.items():
        if _is_named(path, name):
            return tier
    return "province" if units.find(name, level="province") else None


@lru_cache(maxsize=4096)
def _registered(
    name: str, tier: str | None, province: str | None, district: str | None, on: date | None
) -> str | None:
    """The path of a unit by name: as the register has it on a day, else under the plan's province."""
    level = next((known for known in TIERS if known == tier), None)
    if level is None:
        return None
    found = units.find(name, level=level, province=province if level != "province" else None, on=on)
    if level == "province":
        return slug(found[0].name, "-") if found else None
    paths = list(dict.fromkeys(_registered_path(unit, on) for unit in found))
    if province is None:
        return paths[0] if len(paths) == 1 else None
    return _one_of_homonyms(paths, district) or f"{slug(name, '-')}.{province}"


def _registered_path(unit: units.Unit, on: date | None) -> str:
    above = units.lineage(unit, on)
    names = {tier: above[tier].name if tier in above else None for tier in TIERS}
    return unit_paths(names["province"], names["district"], names["commune"])[unit.level]


def _one_of_homonyms(paths: Sequence[str], district: str | None) -> str | None:
    """Of several units of one name in a province the one in the plan's own district; None where more than one
    is left."""
    within = [path for path in paths if district is not None and path.endswith(f".{district}")]
    chosen = within or paths
    return chosen[0] if len(chosen) == 1 else None
