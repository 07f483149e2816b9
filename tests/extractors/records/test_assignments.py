"""Whom a task's agencies are taken from: its own text, the headings above it, what leads in the whole plan
(contract, sections 3.2 and 3.3)."""

import pytest

from extractors.records import extract
from pipeline.segment import segment
from schemas.layout import Block
from tests.building import centred, layout, para
from tests.plans_at_hand import document_row

TITLE = centred("KẾ HOẠCH", "Bảo vệ môi trường năm 2031")


def assignments(*lines: str) -> list[tuple[str, str, bool]]:
    """Role, text and whether inherited, of the last task of a plan with these paragraphs."""
    blocks: list[Block] = [*TITLE]
    blocks += [para(line, node=f"body/p[{number}]") for number, line in enumerate(lines, start=3)]
    [plan] = segment(layout(*blocks))
    found = extract(plan, document_row(plan))
    last = found.tasks[-1].task_id
    return [(row.role, row.agency_text, row.inherited) for row in found.assignments if row.task_id == last]


UNDER_A_HEADING = [
    ("Kiểm tra trạm quan trắc.", [("lead", "Sở Y tế", True)]),
    ("Phòng Tổng hợp kiểm tra trạm quan trắc.", [("lead", "Phòng Tổng hợp", False)]),
    (
        "Công bố dữ liệu mở. UBND cấp xã chú trọng công bố dữ liệu đất đai.",
        [("lead", "Sở Y tế", True), ("lead", "UBND cấp xã", False)],
    ),
    ("Bước 2. Sau khi thẩm định, UBND cấp xã công bố.", [("lead", "UBND cấp xã", False)]),
    ("Yêu cầu các đơn vị lắp đặt trạm cân.", [("lead", "Sở Y tế", True)]),
    ("Yêu cầu các đơn vị, UBND các xã lắp đặt trạm cân.", [("lead", "Sở Y tế", True)]),
    ("Kiểm tra đột xuất; yêu cầu các đơn vị lắp đặt trạm cân.", [("lead", "Sở Y tế", True)]),
    ("Giao Phòng Tổng hợp lắp đặt trạm cân.", [("lead", "Phòng Tổng hợp", False)]),
]


@pytest.mark.parametrize(("text", "expected"), UNDER_A_HEADING)
def test_an_item_under_an_agencys_heading(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert assignments("I. TỔ CHỨC THỰC HIỆN", "1. Sở Y tế", f"- {text}") == expected


def test_the_closing_sentence_is_the_plans_own_and_not_of_the_agency_before_it() -> None:
    assert assignments(
        "I. TỔ CHỨC THỰC HIỆN",
        "1. Sở Y tế rà soát hồ sơ.",
        "Trên đây là Kế hoạch; yêu cầu các đơn vị, UBND các xã báo cáo trước ngày 15/11/2031./.",
    ) == [("lead", "các đơn vị", False), ("lead", "UBND các xã", False)]


def test_where_the_plan_itself_speaks_whom_it_asks_leads() -> None:
    found = assignments("I. NHIỆM VỤ", "1. Yêu cầu các đơn vị lắp đặt trạm cân.")
    assert found == [("lead", "các đơn vị", False)]


PREAMBLE = (
    "Thực hiện Chỉ thị số 16/CT-TTg, UBND tỉnh yêu cầu các sở, ngành, UBND các xã thực hiện các nội dung sau:"
)


def test_an_ordering_preamble_gives_its_agencies_to_the_items_below() -> None:
    assert assignments(PREAMBLE, "I. NHIỆM VỤ", "1. Rà soát quy hoạch.") == [
        ("lead", "các sở, ngành", True),
        ("lead", "UBND các xã", True),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        (PREAMBLE, "I. NHIỆM VỤ", "1. Sở Y tế rà soát quy hoạch."),
        (PREAMBLE, "I. NHIỆM VỤ", "1. Số thu phải nộp ngân sách. Sở Y tế rà soát quy hoạch."),
    ],
)
def test_a_subject_anywhere_in_the_item_goes_before_a_preamble(lines: tuple[str, ...]) -> None:
    assert assignments(*lines) == [("lead", "Sở Y tế", False)]
