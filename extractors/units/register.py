"""The register of administrative units: which units exist or existed, under which code, when, and what
followed them.

`register.csv` is compiled by `pipeline/unit_register` (README.md beside it tells the sources); one row is
one unit for as long as its code, kind, name and parent stay the same. Nothing is read before the first
look-up.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, cast

from extractors.text.folding import fold
from extractors.text.loader import WordFile, load
from extractors.units.names import (
    KINDS,
    Kind,
    Level,
    name_key,
    name_keys,
    plain_key,
    printed_kind,
    split_kind,
    without_marks,
)

LEVELS: Final[dict[int, Level]] = {
    2: "province",
    3: "district",
    5: "commune",
}  # by the length of the official code

# Names that were looked up: a plan names the same few units again and again.
_NAMES_KEPT: Final = 4096


class UnitAliases(WordFile):
    """The form of `unit_aliases.toml`: official names, each with the other names in use."""

    aliases: dict[str, tuple[str, ...]]


_ALIASES: Final = load("unit_aliases", UnitAliases)


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit as it was from `valid_from` until the day before `valid_to` (None: not known, or
    still so).

    `code` is the official code (Decision 124/2004/QĐ-TTg, then Decision 19/2025/QĐ-TTg): two digits for a
    province, three for a district, five for a commune; codes were given anew on 1 July 2025, so a code alone
    does not name a unit. `name` is the bare name ("Tuy Phong"), numbered units keep their word ("Quận 1");
    `parent_code` is None for a province.
    """

    code: str
    kind: Kind
    name: str
    parent_code: str | None
    valid_from: date | None
    valid_to: date | None
    successor_codes: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """province, district or commune."""
        return LEVELS[len(self.code)]

    @property
    def full_name(self) -> str:
        """The name with the word for its kind, as in running text: "huyện Tuy Phong", "thành phố Huế", "Quận
        1"."""
        word = printed_kind(self.kind)
        return (
            self.name
            if name_key(self.name).startswith(name_key(word)) and self.name[-1].isdigit()
            else f"{word} {self.name}"
        )

    def in_force(self, first: date, last: date | None = None) -> bool:
        """Whether the unit existed on `first`, or on any day from `first` to `last`."""
        return (self.valid_to is None or first < self.valid_to) and (
            self.valid_from is None or self.valid_from <= (last or first)
        )


@dataclass(frozen=True, slots=True)
class _Register:
    """The lines of the register, and the numbers of those with a code, a name, a parent. Units are made of
    them when they are asked for: a plan asks for some dozens of 15,000."""

    lines: list[list[str]]
    by_code: dict[str, list[int]]
    by_name: dict[str, list[int]]
    names_by_plain_name: dict[str, list[str]]
    children: dict[str, list[int]]
    aliases: dict[str, str]
    made: dict[int, Unit] = field(default_factory=dict)

    def of_code(self, code: str) -> list[Unit]:
        """Every unit that had a code at any time."""
        return self._units(self.by_code.get(code, ()))

    def of_parent(self, code: str) -> list[Unit]:
        """Every unit that stood right below this code at any time."""
        return self._units(self.children.get(code, ()))

    def of_name(self, key: str) -> list[Unit]:
        """The units with a name in matching form (`name_key`)."""
        return sorted(self._units(sorted(self.by_name.get(key, ()))), key=_order)

    def of_plain_name(self, key: str) -> list[Unit]:
        """The units with a name in matching form without diacritics (`plain_key`)."""
        names = self.names_by_plain_name.get(key, ())
        return sorted((unit for name in names for unit in self.of_name(name)), key=_order)

    def all(self) -> Iterator[Unit]:
        """All units, those of one code together."""
        return (unit for code in self.by_code for unit in self.of_code(code))

    def _units(self, numbers: Sequence[int]) -> list[Unit]:
        return [self.made.get(number) or self._make(number) for number in numbers]

    def _make(self, number: int) -> Unit:
        code, kind, name, parent, valid_from, valid_to, successors = self.lines[number]
        self.made[number] = unit = Unit(
            code=code,
            kind=cast(Kind, kind),
            name=name,
            parent_code=parent or None,
            valid_from=date.fromisoformat(valid_from) if valid_from else None,
            valid_to=date.fromisoformat(valid_to) if valid_to else None,
            successor_codes=tuple(successors.split()),
        )
        return unit


def find(
    name: str,
    *,
    level: Level | None = None,
    kind: str | None = None,
    province: str | Unit | None = None,
    district: str | Unit | None = None,
    on: date | None = None,
    until: date | None = None,
    misread: bool = False,
) -> list[Unit]:
    """All units that `name` can mean, widest first (province, district, commune), then by code.

    `name` is bare or with its kind ("Tuy Phong", "huyện Tuy Phong", "TP. Hồ Chí Minh"), in any case, tone
    style and hyphenation; a name without diacritics is looked up so only when no unit bears it as spelt.
    `kind` narrows ("thành phố" means both kinds of city); `province` and `district` name an ancestor by name,
    code or unit; `on` asks for the units of that day, `on` with `until` for those of any day between.
    `misread`: a name that no unit bears as spelt may have any diacritics. Unknown names give an empty list.
    """
    printed = split_kind(name)
    kinds = printed.kinds if kind is None else KINDS.get(fold(kind), ())
    found = _lookup(printed.name, misread=misread)
    if kinds:
        of_kind = [unit for unit in found if unit.kind in kinds]
        # a name may begin with such a word itself
        found = tuple(of_kind) or (() if kind else _lookup(name, misread=misread))
    within = [
        _ancestors(ancestor, wanted)
        for ancestor, wanted in ((province, "province"), (district, "district"))
        if ancestor
    ]
    return [
        unit
        for unit in found
        if (level is None or unit.level == level)
        and (on is None or unit.in_force(on, until))
        and all(not ancestors.isdisjoint(_above(unit)) for ancestors in within)
    ]


def parent(unit: Unit, on: date | None = None) -> Unit | None:
    """The unit above, as it was on the day `on` (default: the unit's last day, or today's register); None
    above a province."""
    if unit.parent_code is None:
        return None
    versions = _register().of_code(unit.parent_code)
    if on is not None:
        exact = [version for version in versions if version.in_force(on)]
        if exact:
            return exact[-1]
    last_day = unit.valid_to - timedelta(days=1) if unit.valid_to else date.max
    exact = [version for version in versions if version.in_force(last_day)]
    return exact[-1] if exact else None


def lineage(unit: Unit, on: date | None = None) -> dict[Level, Unit]:
    """The unit and those above it, by level, as they were on the day `on`."""
    found: dict[Level, Unit] = {}
    current: Unit | None = unit
    while current is not None and current.level not in found:
        found[current.level] = current
        current = parent(current, on)
    return found


def children(unit: Unit, on: date) -> list[Unit]:
    """The units right below a unit on a day, by code: a province's districts until July 2025, its communes
    since."""
    found = [
        child
        for child in _register().of_parent(unit.code)
        if child.in_force(on) and (above := parent(child, on)) is not None and above.name == unit.name
    ]
    return _one_version_each(found)


def in_force(level: Level, on: date) -> list[Unit]:
    """All units of a level on a day, by code."""
    found = [unit for unit in _register().all() if unit.level == level and unit.in_force(on)]
    return _one_version_each(found)


def _one_version_each(found: Iterable[Unit]) -> list[Unit]:
    """The units by code, each once: where it is not known from when on the later of two versions was in
    force, the earlier one counts as long as it was."""
    first: dict[str, Unit] = {}
    for unit in sorted(found, key=lambda unit: unit.valid_to or date.max):
        first.setdefault(unit.code, unit)
    return sorted(first.values(), key=_order)


def successors(unit: Unit) -> list[Unit]:
    """The units that took over from `unit` when it ended, several where it was divided; a district that ended
    without one of its own (1 July 2025) is followed by what followed its communes. Empty for a unit in force
    or of unknown fate."""
    if unit.valid_to is None:
        return []
    codes: Iterable[str] = unit.successor_codes
    if not codes and unit.level == "district":
        codes = (
            code
            for child in _register().of_parent(unit.code)
            if child.valid_to == unit.valid_to
            for code in child.successor_codes
        )
    found = [
        version
        for code in dict.fromkeys(codes)
        for version in _register().of_code(code)
        if version.in_force(unit.valid_to)
    ]
    return sorted(found, key=_order)


def predecessors(unit: Unit) -> list[Unit]:
    """The units of the same level, or the communes, that `unit` took over from, wholly or in part."""
    if unit.valid_from is None:
        return []
    return sorted(_predecessors().get((unit.code, unit.valid_from), []), key=_order)


@lru_cache(maxsize=_NAMES_KEPT)
def _lookup(name: str, *, misread: bool) -> tuple[Unit, ...]:
    register = _register()
    key = name_key(name)
    key = register.aliases.get(key, key)
    return tuple(register.of_name(key) or register.of_plain_name(plain_key(name) if misread else key))


def _ancestors(ancestor: str | Unit, level: str) -> frozenset[Unit]:
    if isinstance(ancestor, Unit):
        return frozenset({ancestor})
    found = _register().of_code(ancestor) if ancestor.isdigit() else find(ancestor)
    return frozenset(unit for unit in found if unit.level == level)


@cache
def _above(unit: Unit) -> frozenset[Unit]:
    """The unit and every version of the units above it that existed at any time together with it."""
    above = {unit}
    for version in _register().of_code(unit.parent_code or ""):
        starts_before = (
            version.valid_from is None or unit.valid_to is None or version.valid_from < unit.valid_to
        )
        ends_after = version.valid_to is None or unit.valid_from is None or version.valid_to > unit.valid_from
        if starts_before and ends_after:
            above |= _above(version)
    return frozenset(above)


def _order(unit: Unit) -> tuple[int, str, date]:
    return len(unit.code), unit.code, unit.valid_from or date.min


@cache
def _predecessors() -> dict[tuple[str, date], list[Unit]]:
    found: dict[tuple[str, date], list[Unit]] = defaultdict(list)
    for unit in _register().all():
        if unit.successor_codes:
            for successor in successors(unit):
                if successor.valid_from == unit.valid_to and successor.valid_from:
                    found[successor.code, successor.valid_from].append(unit)
    return found


@cache
def _register() -> _Register:
    by_code: dict[str, list[int]] = defaultdict(list)
    by_spelling: dict[str, list[int]] = defaultdict(list)
    by_parent: dict[str, list[int]] = defaultdict(list)
    with (files("extractors.units") / "register.csv").open(encoding="utf-8") as file:
        _titles, *lines = csv.reader(file)
    for number, (code, _kind, name, parent_code, *_rest) in enumerate(lines):
        by_code[code].append(number)
        by_spelling[name].append(number)
        if parent_code:
            by_parent[parent_code].append(number)
    by_name: dict[str, list[int]] = defaultdict(list)
    for key, numbers in zip(name_keys(list(by_spelling)), by_spelling.values(), strict=True):
        by_name[key] += numbers
    names_by_plain: dict[str, list[str]] = defaultdict(list)
    for key, plain in zip(by_name, without_marks("\n".join(by_name)).split("\n"), strict=True):
        names_by_plain[plain].append(key)
    aliases = {
        name_key(alias): name_key(name) for name, spellings in _ALIASES.aliases.items() for alias in spellings
    }
    return _Register(lines, dict(by_code), dict(by_name), dict(names_by_plain), dict(by_parent), aliases)
