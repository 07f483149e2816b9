"""Which units there were on a day, in the country and below a unit."""

from datetime import date

import pytest

from extractors import units
from extractors.units.names import name_key, name_keys, plain_key, without_marks
from extractors.units.register import _register


@pytest.mark.parametrize(
    ("province", "districts", "communes"),
    # As of August 2023, by the General Statistics Office's list.
    [
        ("Lào Cai", 9, 152),
        ("Bình Thuận", 10, 124),
        ("Bắc Ninh", 8, 126),
        ("Đà Nẵng", 8, 56),
        ("Hà Nội", 30, 579),
    ],
)
def test_a_province_has_each_of_its_units_once(province: str, districts: int, communes: int) -> None:
    on = date(2023, 8, 1)
    (unit,) = units.find(province, level="province", on=on)
    below = units.children(unit, on)
    found = [commune.full_name for district in below for commune in units.children(district, on)]
    assert (len(below), len(found)) == (districts, communes)


def test_a_province_s_communes_stand_right_under_it_since_july_2025() -> None:
    (unit,) = units.find("Lào Cai", level="province", on=date(2025, 8, 1))
    assert {child.level for child in units.children(unit, date(2025, 8, 1))} == {"commune"}


@pytest.mark.parametrize(
    ("level", "day", "count"),
    [
        ("province", date(2023, 8, 1), 63),
        ("province", date(2025, 8, 1), 34),
        ("district", date(2025, 8, 1), 0),
        ("commune", date(2025, 8, 1), 3321),
    ],
)
def test_units_in_force(level: units.Level, day: date, count: int) -> None:
    assert len(units.in_force(level, day)) == count


def test_the_matching_forms_of_many_names_are_those_of_each() -> None:
    names = sorted({unit.name for unit in _register().all()})
    keys = name_keys(names)
    assert keys == [name_key(name) for name in names]
    assert without_marks("\n".join(keys)).split("\n") == [plain_key(name) for name in names]
