"""Targets that stand outside tasks: in goals, in requirements, in duties that tell nobody to do anything."""

import pytest

from extractors.records import extract
from pipeline.segment import segment
from tests.building import centred, layout, para
from tests.plans_at_hand import document_row


def targets_of(*lines: str) -> list[tuple[str, bool]]:
    """The texts of the targets of a plan of these lines, and whether each stands outside tasks."""
    head = centred("KẾ HOẠCH", "Phát triển chợ năm 2031")
    body = [para(line, node=f"body/p[{n}]") for n, line in enumerate(lines, 3)]
    [plan] = segment(layout(*head, *body))
    return [(row.target_text, row.task_id is None) for row in extract(plan, document_row(plan)).targets]


@pytest.mark.parametrize("value", ["124.500 lượt người", "< 10,6 ‰", "≥ 55 %", "85%"])
def test_a_value_in_a_column_of_its_own_joins_its_label(value: str) -> None:
    found = targets_of(
        "I. MỤC TIÊU", "- Số đo thứ nhất:", value, "- Khách mua:", "15.850 người", "II. NHIỆM VỤ"
    )
    assert found == [(f"Số đo thứ nhất: {value}", True), ("Khách mua: 15.850 người", True)]


def test_a_sentence_under_an_item_is_no_value_of_it() -> None:
    assert targets_of("I. MỤC TIÊU", "- Mở rộng chợ.", "100% chợ có nhà xe", "II. NHIỆM VỤ") == [
        ("100% chợ có nhà xe", True)
    ]


def test_requirements_commit_too_and_how_things_stand_does_not() -> None:
    found = targets_of(
        "I. TÌNH HÌNH",
        "- Có 60% số chợ đạt chuẩn.",
        "II. MỤC ĐÍCH, YÊU CẦU",
        "- Bảo đảm 100% số chợ có bảng giá.",
        "III. NHIỆM VỤ",
        "1. Sở A kiểm tra 90% số chợ.",
    )
    assert found == [("Sở A kiểm tra 90% số chợ", False), ("100% số chợ có bảng giá", True)]


def test_what_a_heading_commits_to_stands_outside_its_tasks() -> None:
    found = targets_of(
        "I. NHIỆM VỤ",
        "1. Phấn đấu doanh thu chợ đạt trên 8%, cụ thể như sau:",
        "a) Sở A kiểm tra 90% số chợ.",
    )
    assert found == [("Sở A kiểm tra 90% số chợ", False), ("doanh thu chợ đạt trên 8%", True)]
