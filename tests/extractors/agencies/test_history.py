"""Kinds of bodies through time: classes, validity, successors."""

from datetime import date

import pytest

from extractors.agencies import body_class, predecessors, successors, valid_on
from extractors.agencies.history import existence


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("bo_noi_vu", "ministry"),
        ("so_noi_vu", "department"),
        ("phong_tu_phap", "department"),
        ("thanh_tra", "department"),
        ("ubnd", "peoples_committee"),
        ("hdnd", "peoples_council"),
        ("van_phong_hdnd_va_ubnd", "office"),
        ("bo_phan_tiep_nhan_va_tra_ket_qua", "office"),
        ("cong_an", "police"),
        ("ban_chi_huy_quan_su", "military"),
        ("bo_chi_huy_quan_su", "military"),
        ("toa_an_nhan_dan", "judiciary"),
        ("tinh_uy", "party"),
        ("ban_tuyen_giao_va_dan_van", "party"),
        ("van_phong_tinh_uy", "party"),
        ("uy_ban_mat_tran_to_quoc_viet_nam", "front"),
        ("hoi_lien_hiep_phu_nu", "mass_organisation"),
        ("lien_doan_lao_dong", "mass_organisation"),
        ("hoi_dong_thi_dua_khen_thuong", "steering"),
        ("ban_chi_dao_chuyen_doi_so", "steering"),
        ("viettel", "enterprise"),
        ("cong_ty_dien_luc", "enterprise"),
        ("kho_bac_nha_nuoc_khu_vuc", "line_agency"),
        ("ngan_hang_chinh_sach_xa_hoi", "line_agency"),
        ("ngan_hang_nha_nuoc", "ministry"),
        ("bao", "service_unit"),
        ("bao_hiem_xa_hoi", "line_agency"),
        ("to_dan_pho", "residents"),
        ("truong_thon", "person"),
        ("truong_chinh_tri", "service_unit"),
        ("set_ubnd_cap_xa", "set"),
        ("khoi_thi_dua_so_3", "other"),
    ],
)
def test_a_kind_has_a_class(kind: str, expected: str) -> None:
    assert body_class(kind) == expected


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        ("bo_ke_hoach_va_dau_tu", date(2025, 2, 28), True),
        ("bo_ke_hoach_va_dau_tu", date(2025, 3, 1), False),
        ("bo_nong_nghiep_va_moi_truong", date(2025, 2, 28), False),
        ("bo_nong_nghiep_va_moi_truong", date(2025, 3, 1), True),
        ("so_thong_tin_va_truyen_thong", date(2024, 12, 31), True),
        ("so_thong_tin_va_truyen_thong", date(2025, 2, 25), None),
        ("so_thong_tin_va_truyen_thong", date(2025, 7, 1), False),
        ("so_nong_nghiep_va_moi_truong", date(2023, 1, 1), False),
        ("so_nong_nghiep_va_moi_truong", date(2026, 1, 1), True),
        ("so_noi_vu", date(2026, 1, 1), True),
        ("so_noi_vu", date(1960, 1, 1), None),
        ("phong_noi_vu", date(2025, 6, 30), True),
        ("phong_noi_vu", date(2025, 7, 1), False),
        ("set_phong_noi_vu_cap_huyen", date(2025, 7, 1), False),
        ("phong_van_hoa_xa_hoi", date(2025, 6, 30), False),
        ("set_ubnd_cap_huyen", date(2025, 7, 1), False),
        ("set_cong_an_cap_huyen", date(2025, 3, 1), False),
        ("khoi_thi_dua_so_3", date(2025, 3, 1), None),
    ],
)
def test_a_kind_is_valid_as_far_as_an_act_tells(kind: str, day: date, expected: bool | None) -> None:
    assert valid_on(kind, day) is expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("so_thong_tin_va_truyen_thong", "so_khoa_hoc_va_cong_nghe"),
        ("so_tai_nguyen_va_moi_truong", "so_nong_nghiep_va_moi_truong"),
        ("so_nong_nghiep_va_phat_trien_nong_thon", "so_nong_nghiep_va_moi_truong"),
        ("so_ke_hoach_va_dau_tu", "so_tai_chinh"),
        ("so_giao_thong_van_tai", "so_xay_dung"),
        ("so_lao_dong_thuong_binh_va_xa_hoi", "so_noi_vu"),
        ("ban_dan_toc", "so_dan_toc_va_ton_giao"),
        ("bo_giao_thong_van_tai", "bo_xay_dung"),
        ("phong_noi_vu", "phong_van_hoa_xa_hoi"),
    ],
)
def test_the_main_successor_comes_first_and_knows_where_it_comes_from(old: str, new: str) -> None:
    assert successors(old)[0].kind == new
    assert old in [found.kind for found in predecessors(new)]


def test_tasks_of_one_department_went_to_several() -> None:
    kinds = [found.kind for found in successors("so_lao_dong_thuong_binh_va_xa_hoi")]
    assert {"so_noi_vu", "so_y_te", "so_giao_duc_va_dao_tao"} <= set(kinds)
    assert all(found.note for found in successors("so_lao_dong_thuong_binh_va_xa_hoi"))


def test_a_day_is_given_only_where_an_act_gives_it_for_the_whole_country() -> None:
    assert [found.since for found in successors("bo_ke_hoach_va_dau_tu")] == [date(2025, 3, 1)]
    (department,) = successors("so_ke_hoach_va_dau_tu")
    assert department.since is None
    assert department.note


def test_a_kind_that_goes_on_has_no_successor() -> None:
    assert successors("so_tu_phap") == []


def test_every_successor_begins_before_its_predecessor_is_gone_for_good() -> None:
    for old in (
        "so_giao_thong_van_tai",
        "bo_thong_tin_va_truyen_thong",
        "phong_tu_phap",
        "phong_tai_chinh_ke_hoach",
    ):
        ended = existence(old)
        assert ended is not None
        assert ended.ended_by is not None
        for successor in successors(old):
            assert valid_on(successor.kind, ended.ended_by) is not False
