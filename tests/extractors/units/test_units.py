"""The register of administrative units: names however printed, homonyms, and both sides of the reform of 1
July 2025."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import units
from extractors.units.register import _register

BEFORE = date(2023, 6, 1)
AFTER = date(2025, 7, 1)

ALL_UNITS = list(_register().all())


@pytest.mark.parametrize(
    ("day", "provinces", "districts"),
    [(date(2025, 6, 30), 63, 696), (AFTER, 34, 0)],
)
def test_the_reform_left_34_provinces_and_no_districts(day: date, provinces: int, districts: int) -> None:
    levels = Counter(unit.level for unit in ALL_UNITS if unit.in_force(day))
    assert (levels["province"], levels["district"]) == (provinces, districts)


def test_communes_of_the_reform_are_3321_of_three_kinds() -> None:
    kinds = Counter(unit.kind for unit in ALL_UNITS if unit.level == "commune" and unit.in_force(AFTER))
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}


@pytest.mark.parametrize(
    ("printed", "full_name"),
    [
        ("huyện Hải Hậu", "huyện Hải Hậu"),
        ("HUYỆN HẢI HẬU", "huyện Hải Hậu"),
        ("Tp. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("TP.HCM", "thành phố Hồ Chí Minh"),
        ("BÀ RỊA-VŨNG TÀU", "tỉnh Bà Rịa - Vũng Tàu"),
        ("tỉnh Bà Rịa – Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
        ("TX. Sơn Tây", "thị xã Sơn Tây"),
        ("tỉnh Thanh Hoá", "tỉnh Thanh Hóa"),
        ("thành phố Qui Nhơn", "thành phố Quy Nhơn"),
        ("tỉnh Đắc Lắc", "tỉnh Đắk Lắk"),
        ("Thua Thien Hue", "tỉnh Thừa Thiên Huế"),
        ("quận 01", "Quận 1"),
        ("Q.10", "Quận 10"),
        ("huyện Ia H’Drai", "huyện Ia H'Drai"),
    ],
)
def test_a_name_is_found_however_it_is_printed(printed: str, full_name: str) -> None:
    assert {unit.full_name for unit in units.find(printed)} == {full_name}


def test_a_homonym_gives_all_candidates_and_an_ancestor_narrows_them() -> None:
    assert len(units.find("huyện Châu Thành", on=BEFORE)) == 10
    assert [unit.code for unit in units.find("huyện Châu Thành", province="Sóc Trăng")] == ["942"]
    assert [unit.level for unit in units.find("Tam Nông", province="Phú Thọ", on=BEFORE)] == ["district"]


def test_a_code_given_anew_is_not_mixed_up() -> None:
    """24 was Bắc Giang's code and is Bắc Ninh's since the reform."""
    assert units.find("huyện Lục Ngạn", province="Bắc Ninh") == []
    assert [unit.code for unit in units.find("huyện Lục Ngạn", province="Bắc Giang")] == ["219"]


@pytest.mark.parametrize(
    ("name", "day", "level"),
    [
        ("thành phố Huế", BEFORE, "district"),
        ("thành phố Huế", date(2025, 1, 1), "province"),
        ("tỉnh Thừa Thiên Huế", date(2024, 12, 31), "province"),
    ],
)
def test_what_a_name_means_depends_on_the_day(name: str, day: date, level: str) -> None:
    assert [unit.level for unit in units.find(name, on=day)] == [level]


def test_units_that_ended_before_the_reform_are_known_until_their_day() -> None:
    assert [unit.valid_to for unit in units.find("huyện Mỹ Lộc")] == [date(2024, 9, 1)]
    assert units.find("huyện Mỹ Lộc", on=date(2024, 9, 1)) == []
    assert units.find("tỉnh Thừa Thiên Huế", on=date(2025, 1, 1)) == []


def test_the_unit_above_is_the_one_of_the_day() -> None:
    district = units.find("huyện Phú Vang")[0]
    assert [above.full_name for day in (BEFORE, None) if (above := units.parent(district, day))] == [
        "tỉnh Thừa Thiên Huế",
        "thành phố Huế",
    ]


def test_a_divided_commune_has_several_successors() -> None:
    divided = units.find("thị trấn Tây Đằng")[0]
    assert {unit.full_name for unit in units.successors(divided)} == {"xã Minh Châu", "xã Quảng Oai"}


def test_a_district_is_followed_by_what_followed_its_communes() -> None:
    followers = units.successors(units.find("huyện Cồn Cỏ")[0])
    assert [(unit.full_name, unit.level) for unit in followers] == [("đặc khu Cồn Cỏ", "commune")]
    assert all(unit.level == "commune" for unit in units.successors(units.find("huyện Hải Hậu")[0]))


def test_provinces_that_merged_are_predecessors_of_the_new_one() -> None:
    merged = units.find("tỉnh Lâm Đồng", on=AFTER)[0]
    assert [unit.name for unit in units.predecessors(merged)] == ["Bình Thuận", "Đắk Nông", "Lâm Đồng"]


def test_every_commune_of_june_2025_has_a_successor_in_force() -> None:
    ended = [unit for unit in ALL_UNITS if unit.level == "commune" and unit.valid_to == AFTER]
    assert len(ended) == 10035
    assert all(any(s.in_force(AFTER) for s in units.successors(unit)) for unit in ended)


def test_every_unit_stands_under_units_of_the_levels_above() -> None:
    for unit in ALL_UNITS:
        levels = set(units.lineage(unit))
        assert "province" in levels, unit
        if unit.level == "commune" and unit.valid_to is not None:
            assert "district" in levels, unit


def test_an_unknown_name_gives_nothing() -> None:
    assert units.find("huyện Không Có Ở Đâu") == []
    assert units.find("") == []


@given(st.sampled_from(ALL_UNITS))
def test_every_unit_is_found_by_its_own_full_name(unit: units.Unit) -> None:
    for printed in (unit.full_name, unit.full_name.upper(), unit.full_name.replace(" - ", "-")):
        assert unit in units.find(printed, level=unit.level)


@given(st.text(max_size=60))
def test_no_text_breaks_a_look_up(text: str) -> None:
    assert all(isinstance(unit, units.Unit) for unit in units.find(text))
