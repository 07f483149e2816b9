"""Bodies by names that tell them apart: of two that share one, each has its unit behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from extractors import units
from extractors.agencies.body_units import unit_paths
from extractors.agencies.unit_names import unit_of

Body = tuple[str, str]
"""An agency's id and its one name."""
Issuer = tuple[str | None, str | None, str | None, str | None, str | None]
"""Of a plan: issuer, issuer_level, province, district, commune."""

_COMMITTEE: Final = "UBND "


def names_apart(bodies: Mapping[Body, date | None], issuers: Iterable[Issuer] = ()) -> dict[Body, str]:
    """What each body is called: its name, and where several ids have it, that with its unit ("UBND cấp xã
    (huyện Tuy Phong, Bình Thuận)"). The day is one on which a plan named it; a unit that no register knows is
    called as the plans of its own committee call it (`issuers`)."""
    shared = _names_of_several(bodies)
    units_by_path = _units_of(issuers)
    return {
        (agency_id, name): _with_unit(agency_id, name, day, units_by_path) if name in shared else name
        for (agency_id, name), day in bodies.items()
    }


def _units_of(issuers: Iterable[Issuer]) -> dict[str, str]:
    """By path, the units whose committees issued plans, as their names call them."""
    found: dict[str, str] = {}
    for issuer, level, *names in issuers:
        path = unit_paths(*names).get(level or "")
        if path and issuer and issuer.startswith(_COMMITTEE):
            found[path] = issuer.removeprefix(_COMMITTEE)
    return found


def _names_of_several(bodies: Iterable[Body]) -> set[str]:
    ids = {(agency_id, name) for agency_id, name in bodies}
    return {name for name, count in Counter(name for _agency_id, name in ids).items() if count > 1}


def _with_unit(agency_id: str, name: str, day: date | None, units_by_path: Mapping[str, str]) -> str:
    """The name with its unit behind it; with the path of the unit where nobody calls it anything."""
    path = agency_id.partition("@")[2]
    unit = unit_of(path, day or date.today())
    if unit is None:
        return f"{name} ({units_by_path.get(path, path)})" if path else name
    above = units.lineage(unit, day).get("province")
    parts = [unit.full_name, *([above.name] if above is not None and above != unit else [])]
    return f"{name} ({', '.join(parts)})"
