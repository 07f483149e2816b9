"""Two bodies of one name are told apart by their units."""

from datetime import date

import pytest

from analysis.watching.body_names import Body, Issuer, names_apart

DAY = date(2024, 5, 6)
ISSUERS: list[Issuer] = [("UBND huyện Thí Điểm", "district", None, "Thí Điểm", None)]


@pytest.mark.parametrize(
    ("bodies", "called"),
    [
        ([("so_noi_vu@binh-thuan", "Sở Nội vụ")], ["Sở Nội vụ"]),
        (
            [("ubnd@tuy-phong.binh-thuan", "UBND cấp xã"), ("ubnd@hai-lang.quang-tri", "UBND cấp xã")],
            ["UBND cấp xã (huyện Tuy Phong, Bình Thuận)", "UBND cấp xã (huyện Hải Lăng, Quảng Trị)"],
        ),
        # The register knows neither unit; the committee of the first issued a plan.
        (
            [("ubnd@thi-diem", "UBND cấp xã"), ("ubnd@noi-khac", "UBND cấp xã"), ("ubnd", "UBND cấp xã")],
            ["UBND cấp xã (huyện Thí Điểm)", "UBND cấp xã (noi-khac)", "UBND cấp xã"],
        ),
    ],
)
def test_names_are_told_apart(bodies: list[Body], called: list[str]) -> None:
    assert list(names_apart(dict.fromkeys(bodies, DAY), ISSUERS).values()) == called
