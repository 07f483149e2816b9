"""The records of small plans, whole."""

import pytest

from extractors.records import extract
from extractors.records.collecting import Collector
from extractors.text.passages import passage_of
from pipeline.segment import segment
from schemas.layout import Block
from schemas.rows import DeadlineRow, PlanRecords
from tests.building import centred, layout, para
from tests.plans_at_hand import document_row

HEAD = (*centred("KẾ HOẠCH", "Nâng cao chỉ số năm 2031"), para("I. NHIỆM VỤ", node="body/p[3]"))


def records(*blocks: Block) -> PlanRecords:
    [plan] = segment(layout(*HEAD, *blocks))
    return extract(plan, document_row(plan))


def test_a_bullet_without_words_is_no_item() -> None:
    found = records(
        para("1. Sở A công khai, rà soát các việc sau:", node="body/p[4]"),
        para("- Rà soát thủ tục;", node="body/p[5]"),
        para("- ", node="body/p[6]"),
        para("- Công khai kết quả.", node="body/p[7]"),
    )
    assert [task.items for task in found.tasks] == [("Rà soát thủ tục;", "Công khai kết quả.")]
    assert found.diagnostics == []


def test_a_row_that_breaks_its_form_is_left_out_and_told_and_costs_no_other() -> None:
    [plan] = segment(layout(*HEAD, para("1. Sở A rà soát thủ tục.", node="body/p[4]")))
    collector = Collector(document_row(plan))
    passage = passage_of(para("trước ngày 30/6", node="body/p[4]"))
    broken = {"task_id": "t1", "deadline_text": "", "kind": "date"}
    assert collector.add(DeadlineRow, passage, **broken) is None
    assert collector.add(DeadlineRow, passage, **{**broken, "deadline_text": "trước ngày 30/6"})
    [told] = collector.records.diagnostics
    assert (told.severity, told.code) == ("warning", "row_left_out")
    assert "deadlines" in told.message
    assert "trước ngày 30/6" in told.message
    assert [row.deadline_text for row in collector.records.deadlines] == ["trước ngày 30/6"]


def test_who_stands_under_a_lead_in_of_roles_takes_part() -> None:
    found = records(
        para("2. Công an tỉnh", node="body/p[4]"),
        para("b) Chủ trì, phối hợp với:", node="body/p[5]"),
        para("- Sở Tài chính cân đối nguồn vốn.", node="body/p[6]"),
    )
    assert [(row.role, row.agency_text, row.inherited) for row in found.assignments] == [
        ("lead", "Công an tỉnh", True),
        ("coordinate", "Sở Tài chính", False),
    ]


def test_whom_a_lead_in_names_to_take_part_does_so_in_each_item() -> None:
    found = records(
        para("2. Công an tỉnh", node="body/p[4]"),
        para("b) Chủ trì, phối hợp với Sở Tài chính:", node="body/p[5]"),
        para("- Cân đối nguồn vốn.", node="body/p[6]"),
        para("- Phối hợp với Sở Y tế kiểm tra.", node="body/p[7]"),
        para("3. Sở Nội vụ", node="body/p[8]"),
        para("- Theo dõi việc thực hiện.", node="body/p[9]"),
    )
    assert [(row.role, row.agency_text, row.inherited) for row in found.assignments] == [
        ("lead", "Công an tỉnh", True),
        ("coordinate", "Sở Tài chính", True),
        ("lead", "Công an tỉnh", True),
        ("coordinate", "Sở Y tế", False),
        ("coordinate", "Sở Tài chính", True),
        ("lead", "Sở Nội vụ", True),
    ]


def test_an_unnumbered_lead_in_gives_its_agencies_and_is_in_no_path() -> None:
    found = records(
        para("UBND tỉnh yêu cầu Sở Nội vụ thực hiện các nội dung cụ thể như sau:", node="body/p[4]"),
        para("1. Rà soát thủ tục.", node="body/p[5]"),
        para("2. Báo cáo kết quả.", node="body/p[6]"),
    )
    assert [row.agency_text for row in found.assignments] == ["Sở Nội vụ", "Sở Nội vụ"]
    assert not any("yêu cầu" in heading for row in found.tasks for heading in row.heading_path)


def test_a_day_that_does_not_exist_is_no_deadline_and_is_told() -> None:
    found = records(para("1. Sở A rà soát thủ tục, xong trước ngày 31/6/2031.", node="body/p[4]"))
    assert (len(found.tasks), found.deadlines) == (1, [])
    [told] = [row for row in found.diagnostics if row.code == "impossible_date"]
    assert told.severity == "warning"
    assert "trước ngày 31/6/2031" in told.message


def test_a_time_that_a_narrow_cell_cut_in_two_is_one() -> None:
    found = records(
        para("1. Sở A rà soát thủ tục.", node="body/p[4]"),
        para("Thời gian thực hiện:", node="body/p[5]"),
        para("- Quý", node="body/p[6]"),
        para("- IV/2031", node="body/p[7]"),
    )
    assert [(row.deadline_text, str(row.due_date)) for row in found.deadlines] == [
        ("Quý IV/2031", "2031-12-31")
    ]


@pytest.mark.parametrize(
    ("issuer", "told"),
    [
        ("UBND TỈNH QUẢNG TRỊ", False),
        ("UBND TỈNH ĐỒNG CỎ", True),
        ("UBND XÃ ĐỒNG CỎ XANH", True),
        ("BỘ TƯ PHÁP", False),
    ],
)
def test_a_unit_in_no_register_is_told(issuer: str, told: bool) -> None:
    head = centred(
        issuer, "Số: 3/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi ấy, ngày 5 tháng 3 năm 2031"
    )
    [plan] = segment(layout(*head, *HEAD, para("1. Sở A rà soát thủ tục.", node="body/p[4]")))
    found = extract(plan, document_row(plan))
    assert [row.code for row in found.diagnostics] == ["unknown_unit"] * told


def test_a_body_has_one_name_in_a_document_the_one_it_writes_most_often() -> None:
    found = records(
        para("1. Trung tâm Khuyến nông tỉnh Nghệ An rà soát thủ tục.", node="body/p[4]"),
        para("2. Trung tâm khuyến nông tỉnh Nghệ An công khai kết quả.", node="body/p[5]"),
        para("3. Trung tâm khuyến nông tỉnh Nghệ An lập báo cáo.", node="body/p[6]"),
    )
    assert {row.agency_text for row in found.assignments} == {
        "Trung tâm Khuyến nông tỉnh Nghệ An",
        "Trung tâm khuyến nông tỉnh Nghệ An",
    }
    assert {row.agency_name for row in found.assignments} == {"Trung tâm khuyến nông tỉnh Nghệ An"}


def test_a_heading_settles_where_a_name_ends_in_the_items_below_others() -> None:
    found = records(
        para("1. Hội đồng kiểm tra, sát hạch", node="body/p[4]"),
        para("a) Lập danh sách người dự thi trước ngày 05/3.", node="body/p[5]"),
        para("2. Sở Nội vụ", node="body/p[6]"),
        para("a) Phối hợp với Hội đồng kiểm tra, sát hạch công bố kết quả.", node="body/p[7]"),
    )
    assert [(row.role, row.agency_text) for row in found.assignments] == [
        ("lead", "Hội đồng kiểm tra, sát hạch"),
        ("lead", "Sở Nội vụ"),
        ("coordinate", "Hội đồng kiểm tra, sát hạch"),
    ]
