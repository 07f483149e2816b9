"""Which tasks of a higher plan fall to the body that issued a lower one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from analysis.comparing.plan_tasks import Body, PlanTask
from extractors.agencies import identify, members_of, unit_paths
from extractors.agencies.body_units import COUNTRY
from extractors.agencies.counterparts import is_authority, is_of_each_tier, sorts_of, tiers_of
from extractors.units import Level

_TIERS: Final[tuple[Level, ...]] = ("province", "district", "commune")
_LOCALITIES: Final = "localities"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The body that issued a plan: its id, the path of its unit ("tuy-phong.binh-thuan"), the unit's level,
    and whether it is the unit's committee, which the unit's offices and communes work for."""

    agency_id: str | None
    path: str | None
    tier: Level | None
    is_committee: bool
    day: date

    @property
    def tiers_within(self) -> frozenset[Level]:
        """The unit's tier and those below."""
        return frozenset(_TIERS[_TIERS.index(self.tier) :]) if self.tier else frozenset()

    def has(self, body: Body) -> bool:
        """Whether a body is the issuer's own: itself; for a committee any body of its unit or of a unit in
        it, also by a set."""
        if body.agency_id is not None and body.agency_id == self.agency_id:
            return True
        return self.is_committee and self._holds(body)

    def bears(self, body: Body) -> bool:
        """Whether what `body` has to do falls to the issuer: it is the issuer's own, or a set that it belongs
        to."""
        if self.has(body):
            return True
        if not self.is_committee:
            return self._is_member(body)
        kind = body.kind or ""
        if is_authority(kind) and is_of_each_tier(body.text):
            return True
        of_tier = not tiers_of(kind).isdisjoint(self.tiers_within)
        return (of_tier or _LOCALITIES in sorts_of(kind)) and self._lies_in(body)

    def _holds(self, body: Body) -> bool:
        path = _path_of(body)
        return self.path is not None and (path == self.path or path.endswith(f".{self.path}"))

    def _lies_in(self, body: Body) -> bool:
        """Whether the unit of a set contains that of the issuer; one without a unit may be any."""
        path = _path_of(body)
        return path in {"", COUNTRY, self.path} or f"{self.path}".endswith(f".{path}")

    def _is_member(self, body: Body) -> bool:
        if body.agency_id is None or self.agency_id is None:
            return False
        return self.agency_id in {
            member.agency_id for member in members_of(body.agency_id, body.name, self.day)
        }


def falling_to(issuer: Issuer, tasks: Iterable[PlanTask]) -> list[PlanTask]:
    """The tasks with the issuer, or a set that it belongs to, among those who lead or coordinate: for the
    committee of a district also its offices and communes, "UBND cấp huyện", "các địa phương"
    (RULES.md of the labelled pairs, point 9)."""
    return [task for task in tasks if any(issuer.bears(body) for body in (*task.leads, *task.coordinates))]


def issuer_of(row: pd.Series) -> Issuer:
    """The body that issued a plan, from its row of `Corpus.plans`."""
    units = {tier: row[tier] if isinstance(row[tier], str) else None for tier in _TIERS}
    paths = unit_paths(units["province"], units["district"], units["commune"])
    tier = next((tier for tier in reversed(_TIERS) if units[tier]), None)
    day = row["issue_date"].date() if not pd.isna(row["issue_date"]) else _last_day(row)
    level = row["issuer_level"] if isinstance(row["issuer_level"], str) else None
    named = row["issuer"] if isinstance(row["issuer"], str) else ""
    body = identify(named, level=level, units=paths, on=day)
    committee = body.agency_kind is not None and is_authority(body.agency_kind)
    return Issuer(body.agency_id, paths.get(tier or ""), tier, committee or not named, day)


def _last_day(row: pd.Series) -> date:
    """The last day of a plan's years, for a plan without a date."""
    years = [row[name] for name in ("issue_year", "period_end_year") if not pd.isna(row[name])]
    return date(int(years[0]), 12, 31) if years else date.today()


def _path_of(body: Body) -> str:
    return (body.agency_id or "").partition("@")[2]
