"""What became no task is told."""

from extractors.records.leftovers import find_leftovers
from extractors.tasks import find_tasks
from pipeline.segment import segment
from schemas.layout import Block
from tests.building import centred, layout, para, table

HEAD = (*centred("KẾ HOẠCH", "Nâng cao chỉ số"), para("I. NHIỆM VỤ", node="body/p[3]"))


def leftovers(*blocks: Block) -> list[tuple[str, str]]:
    [plan] = segment(layout(*HEAD, *blocks))
    return [(found.code, found.passage.text) for found in find_leftovers(plan, find_tasks(plan))]


def test_a_task_is_no_leftover() -> None:
    assert leftovers(para("1. Rà soát thủ tục.", node="body/p[4]")) == []


def test_a_pointer_to_an_annex_is_told() -> None:
    assert leftovers(para("(Chi tiết tại Phụ lục kèm theo)", node="body/p[4]")) == [
        ("text_without_task", "(Chi tiết tại Phụ lục kèm theo)")
    ]


def test_a_table_that_assigns_nothing_is_told_once() -> None:
    grid = table([["TT", "Địa điểm"], ["1", "Bãi ngao"], ["2", "Cửa sông"]])
    assert leftovers(grid) == [("table_without_tasks", "TT")]


def test_a_row_whose_task_cell_is_empty_is_told() -> None:
    grid = table([["TT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát", "Sở A"], ["2", "", "Sở B"]])
    assert leftovers(grid) == [("row_without_task", "Sở B")]


def warnings(*blocks: Block) -> list[tuple[str, str]]:
    [plan] = segment(layout(*HEAD, *blocks))
    found = find_leftovers(plan, find_tasks(plan))
    return [(lost.code, lost.message) for lost in found if lost.severity == "warning"]


def test_a_table_that_says_who_is_to_act_is_not_lost_in_silence() -> None:
    grid = table([["TT", "Loại trạm", "Chủ trì"], ["1", "Trạm đạt chuẩn", "Sở A"], ["2", "Lớp", "Sở B"]])
    [(code, message)] = warnings(grid)
    assert code == "table_without_tasks"
    assert message.startswith("a table of 2 rows gave neither tasks nor targets")
    assert message.endswith("TT | Loại trạm | Chủ trì")


def test_a_table_of_places_is_no_warning() -> None:
    assert warnings(table([["TT", "Địa điểm"], ["1", "Bãi ngao"]])) == []


def test_a_part_that_names_who_and_when_is_not_lost_in_silence() -> None:
    lines = (
        para("1. Việc của các sở", node="body/p[4]"),
        para("Sở A rà soát xong trước ngày 30/6/2031:", node="body/p[5]"),
    )
    [(code, message)] = warnings(*lines)
    assert code == "part_without_tasks"
    assert "NHIỆM VỤ (2 lines)" in message


def test_a_part_with_a_task_is_no_warning() -> None:
    assert warnings(para("1. Sở A rà soát thủ tục trước ngày 30/6/2031.", node="body/p[4]")) == []


def test_a_numbered_task_over_a_closing_sentence_is_no_lost_part() -> None:
    """A directive numbers its orders at the top level; the last one has the closing sentence under it."""
    head = centred("CHỈ THỊ", "Về việc nâng cao chỉ số")
    closing = para("Yêu cầu các sở, ngành nghiêm túc triển khai thực hiện Chỉ thị này./.", node="body/p[5]")
    order = para("1. Giao Sở A chủ trì kiểm tra, báo cáo trước ngày 30/6/2031.", node="body/p[4]")
    [plan] = segment(layout(*head, order, closing))
    assert find_leftovers(plan, find_tasks(plan)) == []


def test_a_timetable_that_says_who_is_not_lost_in_silence() -> None:
    hours = [["7h30", "Đón đại biểu", "Văn phòng"], ["8h00", "Khai mạc", "Ban Tổ chức"]]
    [(code, _)] = warnings(table([["Thời gian", "Nội dung", "Người thực hiện"], *hours]))
    assert code == "table_without_tasks"
    assert warnings(table([["Thời gian", "Nội dung"], *(row[:2] for row in hours)])) == []
