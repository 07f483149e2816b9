"""Kinds of bodies through time: which class a kind is of, when bodies of the kind existed, and who took over
from whom.

`agency_history.toml` says where its dates come from. A kind is the first half of an `agency_id`
("so_noi_vu").
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal, NamedTuple, Self, get_args

from pydantic import Field, StringConstraints, model_validator

from extractors.text.loader import WordFile, check_codes, load
from extractors.units import Level as Tier

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
_CLASSES_WITHOUT_KINDS: Final = frozenset({"set", "other"})
_SET: Final = "set_"
_TIER: Final = re.compile(r"_cap_(?:tinh|huyen|xa)$")

Kind = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:_[a-z0-9]+)*$")]
Kinds = Annotated[tuple[Kind, ...], Field(min_length=1)]
Bounds = tuple[date | Literal[""], date]
"""The earliest day ("" where none is known) and the latest."""


class BodyEntry(WordFile):
    """When bodies of some kinds existed: exact days, or the days between which it happened everywhere."""

    kinds: Kinds
    level: Tier | None = None
    valid_from: date | None = None
    began: Bounds | None = None
    valid_to: date | None = None
    ended: Bounds | None = None
    note: str | None = None


class SuccessionEntry(WordFile):
    """Who took over whose tasks."""

    old: Kinds = Field(alias="from")
    new: Kinds = Field(alias="to")
    since: date | None = None
    note: str | None = None


class HistoryWords(WordFile):
    """The form of `agency_history.toml`."""

    classes: dict[BodyClass, Kinds]
    bodies: tuple[BodyEntry, ...] = Field(alias="body")
    successions: tuple[SuccessionEntry, ...] = Field(alias="succession")

    @model_validator(mode="after")
    def _tells_each_kind_once(self) -> Self:
        check_codes(self.classes, set(get_args(BodyClass)) - _CLASSES_WITHOUT_KINDS)
        for kinds in (self.classes.values(), [entry.kinds for entry in self.bodies]):
            counts = Counter(kind for group in kinds for kind in group)
            twice = sorted(kind for kind, count in counts.items() if count > 1)
            if twice:
                raise ValueError(f"stands there twice: {', '.join(twice)}")
        return self


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


class _Succession(NamedTuple):
    old: str
    new: str
    since: date | None
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
        found = _CLASSES.get("_".join(words[:length]))
        if found is not None:
            return found
    return "other"


def existence(kind: str) -> Existence | None:
    """What the history knows about when bodies of a kind existed; None for a kind it does not list.

    The set of a tier's departments ("set_phong_noi_vu_cap_huyen") existed as long as they did.
    """
    body = _EXISTENCES.get(kind)
    if body is None and kind.startswith(_SET):
        one = _TIER.sub("", kind.removeprefix(_SET))
        body = _EXISTENCES.get(one)
        return body if body is not None and body.level is not None else None
    return body


def valid_on(kind: str, day: date) -> bool | None:
    """Whether bodies of a kind existed on a day; None where the history does not tell, as between the first
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
    return [Successor(found.new, found.since, found.note) for found in _SUCCESSIONS if found.old == kind]


def predecessors(kind: str) -> list[Successor]:
    """The kinds whose tasks, or part of them, a kind took over."""
    return [Successor(found.old, found.since, found.note) for found in _SUCCESSIONS if found.new == kind]


def _between(exact: date | None, bounds: Bounds | None) -> tuple[date | None, date | None]:
    if exact is not None or bounds is None:
        return exact, exact
    earliest, latest = bounds
    return earliest or None, latest


def _existence_of(entry: BodyEntry) -> Existence:
    began_after, began_by = _between(entry.valid_from, entry.began)
    ended_after, ended_by = _between(entry.valid_to, entry.ended)
    return Existence(entry.level, began_after, began_by, ended_after, ended_by, entry.note)


_HISTORY: Final = load("agency_history", HistoryWords)
_CLASSES: Final[dict[str, BodyClass]] = {
    kind: name for name, kinds in _HISTORY.classes.items() for kind in kinds
}
_EXISTENCES: Final[dict[str, Existence]] = {
    kind: found for entry in _HISTORY.bodies for found in [_existence_of(entry)] for kind in entry.kinds
}
_SUCCESSIONS: Final = tuple(
    _Succession(old, new, entry.since, entry.note)
    for entry in _HISTORY.successions
    for old in entry.old
    for new in entry.new
)
