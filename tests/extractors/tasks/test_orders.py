"""What tells somebody to do something, and what only describes or names: the examples stand in
corpus/orders.toml."""

from typing import Any

import pytest

from extractors.tasks.item_kinds import (
    only_says_who_acts,
    opens_a_programme,
    says_who_takes_part,
    who_takes_part,
)
from extractors.tasks.orders import is_noun_title, read_order, states_a_level
from tests.extractors.corpus import cases


@cases("orders")
def test_an_item_is_an_order(case: dict[str, Any]) -> None:
    assert set(case) <= {"text", "expected", "level"}
    assert (read_order(case["text"]), states_a_level(case["text"])) == (
        case["expected"],
        case.get("level", False),
    )


WHO_ACTS = [
    ("Sở Xây dựng:", True),
    ("Giao Sở Xây dựng:", True),
    ("UBND các xã thực hiện các nội dung sau:", True),
    ("Công an tỉnh có trách nhiệm:", True),
    ("Chủ trì, phối hợp với:", True),
    ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ, UBND các xã:", True),
    ("Chủ trì, phối hợp với các sở, ngành có liên quan:", True),
    ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ thực hiện các chương trình có liên quan như:", True),
    ("Sở Y tế phối hợp với Sở Nội vụ rà soát các nội dung sau:", False),
    ("Sở Y tế chỉ đạo Chi cục Dân số thực hiện các nội dung sau:", True),
    ("Căn cứ tình hình thực tế, các phòng, ban phối hợp thực hiện các hoạt động sau:", True),
    ("Rà soát hồ sơ, báo cáo để các phòng thực hiện các nội dung sau:", False),
    ("Sở Xây dựng rà soát các nội dung sau:", False),
    ("Tập trung các việc:", False),
    ("Thực hiện các nội dung sau:", False),
    ("Chỉ đạo UBND cấp xã thực hiện các nội dung:", False),
]


@pytest.mark.parametrize(("text", "expected"), WHO_ACTS)
def test_a_lead_in_only_says_who_acts(text: str, expected: bool) -> None:
    assert only_says_who_acts(text) is expected


PARTS = [
    ("Chủ trì, phối hợp với các sở, ngành, UBND các xã", ["các sở, ngành", "UBND các xã"]),
    ("Sở Y tế chủ trì, phối hợp chặt chẽ với Sở Nội vụ:", ["Sở Nội vụ"]),
    ("Phối hợp với Sở Nội vụ tổ chức tập huấn:", []),
    ("Sở Y tế:", []),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_who_takes_part_in_all_under_a_lead_in(text: str, expected: list[str]) -> None:
    assert [mention.text for mention in who_takes_part(text)] == expected


def test_a_lead_in_of_roles_ends_with_who_takes_part() -> None:
    assert says_who_takes_part("Chủ trì, phối hợp với:")
    assert not says_who_takes_part("Chủ trì:")


TITLES = [
    ("Đào tạo và bồi dưỡng:", True),
    ("Nội dung theo dõi", True),
    ("Rà soát thủ tục:", False),
    ("Bố trí:", False),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_a_noun_phrase_is_a_title(text: str, expected: bool) -> None:
    assert is_noun_title(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("Sáng:", True), ("Buổi chiều:", True), ("Sở A:", False)])
def test_a_part_of_the_day_opens_a_programme(text: str, expected: bool) -> None:
    assert opens_a_programme(text) is expected
