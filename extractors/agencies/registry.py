"""Kinds of bodies through time: which class a kind is of, when bodies of the kind existed, and who took over
from whom.

`registry.toml` says where its dates come from. A kind is the first half of an `agency_id` ("so_noi_vu").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, cast, get_args

from extractors.text.loader import raw

BodyClass = Literal[
    "government",
    "ministry",
    "department",
    "peoples_committee",
    "peoples_council",
    "office",
    "police",
    "military",
    "judiciary",
    "party",
    "front",
    "mass_organisation",
    "enterprise",
    "line_agency",
    "steering",
    "service_unit",
    "residents",
    "person",
    "set",
    "other",
]
_SET = "set_"
_TIER = re.compile(r"_cap_(?:tinh|huyen|xa)$")


@dataclass(frozen=True, slots=True)
class Successor:
    """A kind on the other side of a reorganisation. `since` is the first day of the new order, None where it
    was not one day for the whole country; `note` says which tasks went over, or how."""

    kind: str
    since: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Existence:
    """When bodies of a kind existed: they began on a day between `began_after` and `began_by`, and were no
    more on a day between `ended_after` and `ended_by`; a day known exactly is both. None: no bound is known,
    at the end: there is no end."""

    level: str | None
    began_after: date | None
    began_by: date | None
    ended_after: date | None
    ended_by: date | None
    note: str | None


def body_class(kind: str) -> BodyClass:
    """The coarse class of a kind: "so_noi_vu" → "department", "set_ubnd_cap_xa" → "set", a kind of none of
    them → "other".

    `department` is an office of a people's committee's own (sở, phòng, thanh tra), `line_agency` one of the
    Government's in the country (tax, treasury, social insurance, statistics), `judiciary` a court, procuracy
    or civil judgment office, `steering` a body that coordinates others (ban chỉ đạo, hội đồng, tổ công tác),
    `service_unit` a public service unit (centre, school, press, management board), `residents` a body of
    residents (tổ dân phố), `person` an office holder.
    """
    if kind.startswith(_SET):
        return "set"
    words = kind.split("_")
    for length in range(len(words), 0, -1):
        found = _classes().get("_".join(words[:length]))
        if found is not None:
            return found
    return "other"


def existence(kind: str) -> Existence | None:
    """What the registry knows about when bodies of a kind existed; None for a kind it does not list.

    The set of a tier's departments ("set_phong_noi_vu_cap_huyen") existed as long as they did.
    """
    body = _bodies().get(kind)
    if body is None and kind.startswith(_SET):
        one = _TIER.sub("", kind.removeprefix(_SET))
        body = _bodies().get(one)
        return body if body is not None and body.level is not None else None
    return body


def valid_on(kind: str, day: date) -> bool | None:
    """Whether bodies of a kind existed on a day; None where the registry does not tell, as between the first
    and the last province that merged a department."""
    body = existence(kind)
    if body is None or body.began_by is None:
        return None
    if body.began_after is not None and day < body.began_after:
        return False
    if body.ended_by is not None and day >= body.ended_by:
        return False
    sure = day >= body.began_by and (body.ended_after is None or day < body.ended_after)
    return True if sure else None


def successors(kind: str) -> list[Successor]:
    """The kinds that took over tasks of a kind, the main one first; empty where there is none or none is
    known."""
    return [Successor(to, since, note) for old, to, since, note in _successions() if old == kind]


def predecessors(kind: str) -> list[Successor]:
    """The kinds whose tasks, or part of them, a kind took over."""
    return [Successor(old, since, note) for old, to, since, note in _successions() if to == kind]


@cache
def _table() -> dict[str, Any]:
    return raw("bodies")


@cache
def _classes() -> dict[str, BodyClass]:
    known = get_args(BodyClass)
    table = _table()["classes"]
    unknown = [name for name in table if name not in known]
    if unknown:
        raise ValueError(f"registry.toml: no class of body: {', '.join(unknown)}")
    return {kind: cast(BodyClass, name) for name, kinds in table.items() for kind in kinds}


@cache
def _bodies() -> dict[str, Existence]:
    found: dict[str, Existence] = {}
    for entry in _table()["body"]:
        began_after, began_by = _between(entry, "valid_from", "began")
        ended_after, ended_by = _between(entry, "valid_to", "ended")
        body = Existence(entry.get("level"), began_after, began_by, ended_after, ended_by, entry.get("note"))
        found.update(dict.fromkeys(entry["kinds"], body))
    return found


def _between(entry: dict[str, Any], exact: str, bounds: str) -> tuple[date | None, date | None]:
    if exact in entry:
        return entry[exact], entry[exact]
    earliest, latest = entry.get(bounds, ("", ""))
    return earliest or None, latest or None


@cache
def _successions() -> tuple[tuple[str, str, date | None, str | None], ...]:
    return tuple(_pairs())


def _pairs() -> Iterator[tuple[str, str, date | None, str | None]]:
    for entry in _table()["succession"]:
        for old in entry["from"]:
            for new in entry["to"]:
                yield old, new, entry.get("since"), entry.get("note")
