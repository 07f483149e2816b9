"""The administrative units of plans and agencies: code, full name, and the province they lie in."""

from datetime import date
from functools import lru_cache
from typing import Final

import pandas as pd

from analysis.frames import as_date
from extractors import units
from extractors.units import Level

_LEVELS: Final[tuple[Level, ...]] = ("commune", "district", "province")
_COUNTRY: Final = "country"
COLUMNS: Final = ("unit_id", "unit_code", "unit_name", "unit_level", "province_name")

UnitRow = tuple[str, str, str, str, str | None]
"""The values of COLUMNS."""


def of_plans(documents: pd.DataFrame) -> list[UnitRow | None]:
    """For each document, the unit that its issuer governs, as of its day of issue; None for none."""
    return [_of_plan(row) for row in documents.to_dict("records")]


def of_agencies(agencies: pd.DataFrame) -> list[UnitRow | None]:
    """For each agency, the unit that it works for; None where no register knows it."""
    return [_of_agency(row) for row in agencies.to_dict("records")]


def _of_plan(row: dict[object, object]) -> UnitRow | None:
    for level in _LEVELS:
        code, name = row[f"{level}_code"], row[level]
        if isinstance(code, str) and isinstance(name, str):
            return _unit_row(code, name, level, as_date(row["issue_date"]) or _first_day(row["issue_year"]))
    return None


def _of_agency(row: dict[object, object]) -> UnitRow | None:
    code, name, level = row["unit_code"], row["unit_name"], row["unit_level"]
    if level == _COUNTRY:
        return str(code), str(code), "Việt Nam", _COUNTRY, None
    if not isinstance(code, str) or not isinstance(name, str):
        return None
    return _unit_row(code, name, str(level), as_date(row["members_on"]))


@lru_cache(maxsize=65_536)
def _unit_row(code: str, name: str, level: str, day: date | None) -> UnitRow:
    """The unit of a name and code on a day; as it is said where no register knows it."""
    found = [unit for unit in units.find(name, on=day) if unit.code == code]
    if not found:
        return f"{code} {name}", code, name, level, name if level == "province" else None
    unit = found[-1]
    province = units.lineage(unit, day).get("province")
    return (
        f"{code} {unit.full_name}",
        code,
        unit.full_name,
        unit.level,
        province.name if province is not None else None,
    )


def _first_day(year: object) -> date | None:
    return None if pd.isna(year) else date(int(year), 1, 1)  # type: ignore[call-overload]
