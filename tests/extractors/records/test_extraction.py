"""The records of small plans, whole."""

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
        para("1. Sở A thực hiện các việc sau:", node="body/p[4]"),
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
