"""Kinds of bodies through time: successors; classes and validity stand in corpus/agencies_history.toml."""

from datetime import date
from typing import Any

import pytest

from extractors.agencies import body_class, predecessors, successors, valid_on
from extractors.agencies.history import existence
from tests.extractors.corpus import cases

VALIDITY = {True: "valid", False: "not valid", None: "unknown"}


@cases("agencies_history")
def test_a_kind_has_a_class_and_is_valid_as_far_as_an_act_tells(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "on", "expected"}
    kind = case["text"]
    told = VALIDITY[valid_on(kind, case["on"])] if "on" in case else body_class(kind)
    assert told == case["expected"]


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
