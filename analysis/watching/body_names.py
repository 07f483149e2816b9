"""Bodies by names that tell them apart: of two that share one, each has its unit behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from extractors import units
from extractors.agencies.unit_names import unit_of

Body = tuple[str, str]
"""An agency's id and its one name."""


def names_apart(bodies: Mapping[Body, date | None]) -> dict[Body, str]:
    """What each body is called: its name, and where several ids have it, that with its unit ("UBND cấp xã
    (huyện Tuy Phong, Bình Thuận)"). The day is one on which a plan named it."""
    shared = _names_of_several(bodies)
    return {
        (agency_id, name): _with_unit(agency_id, name, day) if name in shared else name
        for (agency_id, name), day in bodies.items()
    }


def _names_of_several(bodies: Iterable[Body]) -> set[str]:
    ids = {(agency_id, name) for agency_id, name in bodies}
    return {name for name, count in Counter(name for _agency_id, name in ids).items() if count > 1}


def _with_unit(agency_id: str, name: str, day: date | None) -> str:
    """The name with its unit behind it; with the path of the unit where no register knows it."""
    path = agency_id.partition("@")[2]
    unit = unit_of(path, day or date.today())
    if unit is None:
        return f"{name} ({path})" if path else name
    above = units.lineage(unit, day).get("province")
    parts = [unit.full_name, *([above.name] if above is not None and above != unit else [])]
    return f"{name} ({', '.join(parts)})"
