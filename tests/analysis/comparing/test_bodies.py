"""Who acts, in two plans: by kind of body and by role."""

from datetime import date

import pytest

from analysis.comparing.bodies import body_differences
from analysis.comparing.plan_tasks import PlanTask
from tests.analysis.comparing.invented import bare, body

DISTRICT = bare()
PROVINCE = bare(level="province")


def task(lead: str, coordinate: str = "", level: str = "district") -> PlanTask:
    leads, coordinates = (
        tuple(body(name, level) for name in names.split("; ") if name) for names in (lead, coordinate)
    )
    return PlanTask("t", "text", leads, coordinates)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Phòng Nội vụ", "Phòng Nội vụ", None),
        ("Phòng Nội vụ", "Phòng Tư pháp", "lead other"),
        ("Phòng Nội vụ", "Trưởng Phòng Nội vụ", None),
        ("Phòng Nội vụ", "", "lead missing"),
        ("", "Phòng Nội vụ", "lead added"),
        ("Phòng Nội vụ", "Phòng Nội vụ; Phòng Tư pháp", "lead added"),
        ("Phòng Nội vụ; Phòng Tư pháp", "Phòng Nội vụ", "lead missing"),
        # A set is what sorts of bodies it names.
        ("Các phòng, ban", "Các cơ quan, đơn vị", None),
        ("Các cơ quan, đơn vị", "Các cơ quan, đơn vị, địa phương", "lead other"),
        ("UBND các xã, thị trấn", "Các địa phương", None),
        ("Các doanh nghiệp", "Các cơ quan, đơn vị", "lead other"),
        # Plans of one level: the commune's committee instead of the district's.
        ("UBND huyện", "UBND các xã, thị trấn", "lead other_level"),
    ],
)
def test_lead_of_two_districts(a: str, b: str, expected: str | None) -> None:
    found = body_differences(task(a), task(b), DISTRICT, DISTRICT)
    assert [f"{one.aspect} {one.direction}" for one in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("province", "district", "expected"),
    [
        ("Sở Nội vụ", "Phòng Nội vụ", None),
        ("Sở Kế hoạch và Đầu tư", "Phòng Tài chính - Kế hoạch", None),
        ("Sở Tài chính", "Phòng Tài chính - Kế hoạch", None),
        ("Sở Tư pháp", "Phòng Nội vụ", "other"),
        ("Văn phòng UBND tỉnh", "Văn phòng HĐND và UBND huyện", None),
        ("Công an tỉnh", "Công an huyện", None),
        ("UBND các huyện, thị xã, thành phố", "UBND các xã, thị trấn", None),
        ("UBND các huyện, thị xã, thành phố", "UBND huyện", None),
        ("Sở Nội vụ", "UBND huyện", "other"),
    ],
)
def test_lead_of_a_province_and_of_a_district(province: str, district: str, expected: str | None) -> None:
    found = body_differences(task(province, level="province"), task(district), PROVINCE, DISTRICT)
    assert [one.direction for one in found] == ([expected] if expected else [])


def test_lead_and_coordinate_swapped() -> None:
    a = task("Phòng Nội vụ", "Phòng Tư pháp")
    b = task("Phòng Tư pháp", "Phòng Nội vụ")
    (found,) = body_differences(a, b, DISTRICT, DISTRICT)
    assert (found.aspect, found.direction) == ("role", "lead_to_coordinate")
    (found,) = body_differences(task("", "Phòng Tư pháp"), b, DISTRICT, DISTRICT)
    assert (found.aspect, found.direction) == ("role", "coordinate_to_lead")


def test_who_only_coordinates_in_both_is_no_difference() -> None:
    a = task("Phòng Nội vụ", "Phòng Tư pháp")
    assert body_differences(a, task("Phòng Nội vụ", "Thanh tra huyện"), DISTRICT, DISTRICT) == []


def test_after_a_reorganisation_the_successor_is_the_same() -> None:
    old = task("Sở Kế hoạch và Đầu tư", level="province")
    new = task("Sở Tài chính", level="province")
    later = bare(level="province", day=date(2025, 10, 1))
    assert body_differences(old, new, PROVINCE, later) == []
    assert body_differences(new, old, later, PROVINCE) == []
    (found,) = body_differences(old, new, PROVINCE, PROVINCE)
    assert found.direction == "other"
