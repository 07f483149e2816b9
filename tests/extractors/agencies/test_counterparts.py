"""Which kinds of bodies do the same work at different tiers."""

from datetime import date

import pytest

from extractors.agencies.counterparts import (
    is_of_each_tier,
    same_kind,
    sorts_of,
    tiers_of,
    without_tier,
)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("so_noi_vu", "phong_noi_vu", True),
        ("bo_noi_vu", "so_noi_vu", True),
        ("so_noi_vu", "so_tu_phap", False),
        ("so_ke_hoach_va_dau_tu", "phong_tai_chinh_ke_hoach", True),
        ("so_ke_hoach_va_dau_tu", "so_tai_chinh", False),
        ("so_thong_tin_va_truyen_thong", "phong_van_hoa_va_thong_tin", True),
        ("ubnd", "set_ubnd_cap_xa", True),
        ("ubnd", "set_ubnd_cap_huyen_cap_xa", True),
        ("ubnd", "phong_noi_vu", False),
        ("van_phong_ubnd", "van_phong_hdnd_va_ubnd", True),
        ("bo_chi_huy_quan_su", "ban_chi_huy_quan_su", True),
        ("cuc_thue", "chi_cuc_thue", True),
        ("set_so_ban_nganh", "set_co_quan_don_vi", True),
        ("set_so_ban_nganh", "set_so_ban_nganh_dia_phuong", False),
        ("set_ubnd_cap_xa", "set_dia_phuong", True),
        ("set_co_quan_bao_chi", "set_co_quan", False),
        ("set_to_chuc_doan_the", "set_to_chuc_chinh_tri_xa_hoi", True),
    ],
)
def test_same_work_at_whatever_tier(a: str, b: str, expected: bool) -> None:
    assert same_kind(a, b) is expected
    assert same_kind(b, a) is expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (date(2022, 9, 1), date(2023, 6, 1), False),  # both departments were there
        (date(2024, 9, 1), date(2025, 12, 1), True),
        (date(2025, 9, 1), date(2025, 12, 1), False),  # the old one was no more when the first plan was made
    ],
)
def test_a_successor_counts_from_the_reorganisation_on(first: date, second: date, expected: bool) -> None:
    assert same_kind("so_ke_hoach_va_dau_tu", "so_tai_chinh", on_a=first, on_b=second) is expected


def test_sets() -> None:
    assert sorts_of("set_co_quan_don_vi_dia_phuong") == {"administration", "localities"}
    assert sorts_of("set_doanh_nghiep") == frozenset()
    assert sorts_of("so_noi_vu") == frozenset()
    assert tiers_of("set_ubnd_cap_huyen_cap_xa") == {"district", "commune"}
    assert tiers_of("ubnd") == frozenset()
    assert without_tier("set_phong_noi_vu_cap_huyen") == "phong_noi_vu"
    assert without_tier("set_doanh_nghiep") == "set_doanh_nghiep"


def test_bodies_of_each_tier() -> None:
    assert is_of_each_tier("UBND cùng cấp")
    assert is_of_each_tier("chính quyền các cấp")
    assert not is_of_each_tier("UBND cấp huyện")
