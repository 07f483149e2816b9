"""The agencies that plans name: one row per body or set, and which known bodies a set stands for."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd

from analysis.occurrences import plan_days
from extractors.agencies import members_of
from extractors.agencies.body_units import COUNTRY
from extractors.agencies.unit_names import unit_of

COLUMNS: Final = (
    "agency_id",
    "agency_name",
    "agency_kind",
    "agency_level",
    "is_set",
    "unit_code",
    "unit_name",
    "unit_level",
    "members",
    "member_names",
    "member_rule",
    "members_on",
)


def agencies(assignments: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """One row per `agency_id` of the assignments, by id.

    - `agency_name`: its one name, the one that most assignments have;
    - `agency_kind`, `agency_level`, `is_set` (boolean): as in the assignments;
    - `unit_code`, `unit_name`, `unit_level`: the unit that it works for, as of `members_on`; `vn`, null and
      "country" for bodies of the whole country, null where no register knows the unit;
    - `members`, `member_names`: of a set, the ids and names of the known bodies that it stands for on
      `members_on`, lists in the same order; empty for a body and for a set that no list knows;
    - `member_rule`: why they belong to it: units (the named body of each unit of a tier), committees (of the
      places right below), departments, organisations; several joined by ", ";
    - `members_on` (datetime64): the last of the days of the plans that name it (`plan_days`).
    """
    named = assignments.dropna(subset=["agency_id"])
    if named.empty:
        return pd.DataFrame({column: pd.Series(dtype=object) for column in COLUMNS})
    named = named.assign(day=named["document_id"].map(plan_days(plans)))
    rows = [_row(str(agency_id), own) for agency_id, own in named.groupby("agency_id", sort=True)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"is_set": "boolean", "members_on": "datetime64[ms]"})


def member_ids(agency_id: str, name: str, on: date) -> list[tuple[str, str]]:
    """The id and name of each known body that a set stands for on a day; of a body, itself."""
    return [(member.agency_id, member.name) for member in members_of(agency_id, name, on)] or [
        (agency_id, name)
    ]


def _row(agency_id: str, own: pd.DataFrame) -> Sequence[object]:
    first = own.iloc[0]
    names = own["agency_name"].dropna().value_counts()
    name = min(names[names == names.max()].index) if len(names) else agency_id
    last = own["day"].max()
    day = date.today() if pd.isna(last) else last.date()
    found = members_of(agency_id, name, day)
    rules = dict.fromkeys(member.rule for member in found)
    return (
        agency_id,
        name,
        first["agency_kind"],
        first["agency_level"],
        bool(own["is_set"].fillna(False).any()),
        *_unit(agency_id, day),
        [member.agency_id for member in found],
        [member.name for member in found],
        ", ".join(rules) or None,
        last,
    )


def _unit(agency_id: str, day: date) -> tuple[str | None, str | None, str | None]:
    path = agency_id.partition("@")[2]
    if path == COUNTRY:
        return COUNTRY, None, "country"
    unit = unit_of(path, day)
    return (unit.code, unit.full_name, unit.level) if unit is not None else (None, None, None)
