"""Tasks in running text: lead-ins, headings, unnumbered paragraphs, label lines (contract, sections 2 and
3.4)."""

import pytest

from extractors.tasks.drafts import TaskDraft
from extractors.tasks.prose import tasks_of_outline
from pipeline.segment.outline import build_outline
from schemas.plan import Part
from tests.building import para


def tasks(*lines: str, bold: tuple[str, ...] = ()) -> list[TaskDraft]:
    nodes = build_outline([para(line, bold=float(line in bold)) for line in lines], part="duty")
    return tasks_of_outline(nodes, lambda table, headings, in_duty: [])


def texts(drafts: list[TaskDraft]) -> list[tuple[str, list[str]]]:
    return [(d.passage.text, [h.text for h in d.headings]) for d in drafts]


CASES = [
    pytest.param(
        ["1. Nhiệm vụ chung", "- Rà soát.", "- Báo cáo."],
        [("Rà soát.", ["1. Nhiệm vụ chung"]), ("Báo cáo.", ["1. Nhiệm vụ chung"])],
        id="title over bullets",
    ),
    pytest.param(
        ["1. Tập trung các việc:", "- Rà soát;", "- Báo cáo."],
        [("Tập trung các việc:\nRà soát;\nBáo cáo.", [])],
        id="lead-in with bullets",
    ),
    pytest.param(
        ["1. Tập trung các việc:", "1.1. Rà soát.", "1.2. Báo cáo."],
        [("Rà soát.", ["1. Tập trung các việc:"]), ("Báo cáo.", ["1. Tập trung các việc:"])],
        id="lead-in over numbered items is a heading",
    ),
    pytest.param(
        ["1. Rà soát thủ tục.", "- Công khai."],
        [("Rà soát thủ tục.", []), ("Công khai.", [])],
        id="item without colon and its bullets",
    ),
    pytest.param(
        ["1. Sở Nội vụ:", "- Rà soát.", "- Báo cáo."],
        [("Rà soát.", ["1. Sở Nội vụ:"]), ("Báo cáo.", ["1. Sở Nội vụ:"])],
        id="agency with a colon",
    ),
    pytest.param(
        ["1. Giao Sở Nội vụ:", "- Rà soát.", "- Báo cáo."],
        [("Rà soát.", ["1. Giao Sở Nội vụ:"]), ("Báo cáo.", ["1. Giao Sở Nội vụ:"])],
        id="order to an agency with a colon",
    ),
    pytest.param(
        ["1. Phân công:", "- Sở Nội vụ: Rà soát hồ sơ.", "- Sở Y tế báo cáo."],
        [("Sở Nội vụ: Rà soát hồ sơ.", ["1. Phân công:"]), ("Sở Y tế báo cáo.", ["1. Phân công:"])],
        id="label that is a section's title",
    ),
    pytest.param(["1. Nhiệm vụ cụ thể: Theo Biểu đính kèm."], [], id="pointer behind a title"),
    pytest.param(
        ["1. Sở Nội vụ", "Rà soát thủ tục."],
        [("Rà soát thủ tục.", ["1. Sở Nội vụ"])],
        id="agency over a paragraph",
    ),
    pytest.param(
        ["1. Rà soát thủ tục.", "Định kỳ báo cáo."],
        [("Rà soát thủ tục.", []), ("Định kỳ báo cáo.", [])],
        id="unnumbered paragraph",
    ),
    pytest.param(["II. NHIỆM VỤ", "(Có Phụ lục kèm theo)"], [], id="pointer to an annex"),
    pytest.param(
        ["1. Sở Nội vụ", "Tập trung các việc:", "- Rà soát;", "- Báo cáo."],
        [("Tập trung các việc:\nRà soát;\nBáo cáo.", ["1. Sở Nội vụ"])],
        id="plain lead-in",
    ),
    pytest.param(
        ["1. UBND các xã thực hiện các nội dung sau:", "- Thu gom rác.", "- Trồng cây."],
        [
            ("Thu gom rác.", ["1. UBND các xã thực hiện các nội dung sau:"]),
            ("Trồng cây.", ["1. UBND các xã thực hiện các nội dung sau:"]),
        ],
        id="lead-in that only says who acts",
    ),
    pytest.param(
        ["1. Tiến độ như sau:", "- Sở A lập danh sách.", "- Sở B tổng hợp."],
        [
            ("Sở A lập danh sách.", ["1. Tiến độ như sau:"]),
            ("Sở B tổng hợp.", ["1. Tiến độ như sau:"]),
        ],
        id="lead-in over an order to one agency each",
    ),
    pytest.param(
        ["1. Đào tạo và bồi dưỡng:", "- Mở lớp.", "- Cử cán bộ."],
        [("Mở lớp.", ["1. Đào tạo và bồi dưỡng:"]), ("Cử cán bộ.", ["1. Đào tạo và bồi dưỡng:"])],
        id="noun phrase with a colon",
    ),
    pytest.param(
        ["- Tổng hợp ở tỉnh", "+ Lập biểu.", "- Thu thập ở xã.", "+ Gửi biểu."],
        [("Lập biểu.", ["- Tổng hợp ở tỉnh"]), ("Gửi biểu.", ["- Thu thập ở xã."])],
        id="line among titles",
    ),
    pytest.param(
        ["1. Tuyên truyền các văn bản về nước", "- Luật Tài nguyên nước;", "- Các văn bản khác."],
        [("Tuyên truyền các văn bản về nước\nLuật Tài nguyên nước;\nCác văn bản khác.", [])],
        id="cited documents are items",
    ),
    pytest.param(
        ["1. Thông số quan trắc", "- Kim loại nặng: Cd, Pb.", "- Gửi mẫu về Sở A."],
        [("Gửi mẫu về Sở A.", ["1. Thông số quan trắc"])],
        id="what is measured",
    ),
    pytest.param(
        ["1. Tài liệu kiểm tra bao gồm:", "- Phần mềm quản lý.", "- Khảo sát hài lòng."],
        [],
        id="what a thing consists of",
    ),
    pytest.param(["1. Quy trình", "Sáng:", "- Thư ký đọc quyết định.", "- Thảo luận."], [], id="programme"),
    pytest.param(
        ["1. Hạ tầng", "- Tỷ lệ phủ sóng đạt 90%.", "2. Sở A", "- Tỷ lệ trả đúng hạn đạt 90%."],
        [("Tỷ lệ trả đúng hạn đạt 90%.", ["2. Sở A"])],
        id="level that nobody or somebody must reach",
    ),
    pytest.param(
        ["1. Duy trì trực ban.", "(Chi tiết tại Phụ lục kèm theo)"],
        [("Duy trì trực ban.", [])],
        id="item over a pointer",
    ),
    pytest.param(
        ["1. Rà soát thủ tục.", "2. Tổ chức thực hiện:", "2.1. Sở A:", "- Báo cáo."],
        [("Rà soát thủ tục.", []), ("Báo cáo.", ["2. Tổ chức thực hiện:", "2.1. Sở A:"])],
        id="label that is a section's title over agencies",
    ),
    pytest.param(
        ["Nhà khách số 3", "Trồng cây ven đường.", "- Trồng hoa"],
        [("Trồng cây ven đường.", []), ("Trồng hoa", [])],
        id="unnumbered phrase",
    ),
    pytest.param(
        ["1. Bố trí:", "- Ghế:", "+ cao;", "+ thấp.", "- Bàn."],
        [("Bố trí:\nGhế:\ncao;\nthấp.\nBàn.", [])],
        id="nested bullets",
    ),
]


@pytest.mark.parametrize(("lines", "expected"), CASES)
def test_tasks(lines: list[str], expected: list[tuple[str, list[str]]]) -> None:
    assert texts(tasks(*lines)) == expected


def in_paths(drafts: list[TaskDraft]) -> list[list[str]]:
    return [[h.text for h in d.headings if h.in_path] for d in drafts]


@pytest.mark.parametrize("lead_in", ["Trọng tâm:", "Sở A cần tập trung cho những việc sau đây, cụ thể:"])
def test_an_unnumbered_lead_in_is_in_no_path(lead_in: str) -> None:
    found = tasks("1. Hạ tầng", lead_in, "a) Phủ sóng các thôn.", "b) Kiểm tra mạng.")
    assert in_paths(found) == [["1. Hạ tầng"]] * 2
    assert [d.headings[-1].text for d in found] == [lead_in] * 2


def in_part(part: Part, *lines: str) -> list[str]:
    nodes = build_outline([para(line) for line in lines], part=part)
    return [d.passage.text for d in tasks_of_outline(nodes, lambda table, headings, in_duty: [])]


def test_an_order_to_an_agency_among_the_funds_is_a_task() -> None:
    lines = ("1. Kinh phí từ ngân sách tỉnh.", "2. Sở Tài chính tham mưu bố trí kinh phí.")
    assert in_part("funding", *lines) == ["Sở Tài chính tham mưu bố trí kinh phí."]


def test_who_does_what_by_when_is_a_task_among_times_and_places() -> None:
    lines = ("1. Hội trường huyện.", "2. Sở A kiểm tra các xã trước ngày 20/11/2031.")
    assert in_part("other", *lines) == ["Sở A kiểm tra các xã trước ngày 20/11/2031."]


def fields(draft: TaskDraft) -> dict[str, list[str]]:
    return {name: [p.text for p in passages] for name, passages in draft.fields.items()}


def test_label_lines_under_an_item_are_its_columns() -> None:
    [task] = tasks(
        "1. Rà soát văn bản.", "- Cơ quan chủ trì: Sở Tư pháp.", "- Thời gian thực hiện: Quý I năm 2025."
    )
    assert task.passage.text == "Rà soát văn bản."
    assert fields(task) == {"lead": ["Sở Tư pháp."], "deadline": ["Quý I năm 2025."]}


def test_labels_beside_the_item_and_a_label_before_its_text() -> None:
    [task] = tasks(
        "1. Về dữ liệu",
        "a) Nhiệm vụ: Xây dựng chiến lược.",
        "b) Cơ quan thực hiện:",
        "- Đơn vị chủ trì: Sở A.",
        "- Đơn vị phối hợp: Sở B.",
        "c) Thời gian thực hiện: năm 2025.",
    )
    assert task.passage.text == "Xây dựng chiến lược."
    assert fields(task) == {"lead": ["Sở A."], "coordinate": ["Sở B."], "deadline": ["năm 2025."]}


def test_a_block_of_labels_belongs_to_all_items_before_it_without_their_own() -> None:
    found = tasks("1. Về dữ liệu", "a) Nhiệm vụ:", "- Rà soát.", "- Báo cáo.", "b) Cơ quan thực hiện: Sở A.")
    assert [(d.passage.text, fields(d)) for d in found] == [
        ("Rà soát.", {"lead": ["Sở A."]}),
        ("Báo cáo.", {"lead": ["Sở A."]}),
    ]


def test_a_block_under_the_last_of_several_items_belongs_to_all_of_them() -> None:
    found = tasks(
        "2. Hạ tầng",
        "a) Xóa điểm lõm sóng.",
        "b) Lắp điểm truy cập.",
        "- Cơ quan chủ trì: Sở A.",
        "3. Nhân lực",
        "a) Bồi dưỡng.",
    )
    assert [fields(d).get("lead") for d in found] == [["Sở A."], ["Sở A."], None]


def test_a_block_is_not_given_to_an_item_that_names_who_must_do_it() -> None:
    found = tasks("1. Sở Nội vụ rà soát thủ tục.", "2. Công khai kết quả.", "- Cơ quan chủ trì: Sở Tư pháp.")
    assert [fields(d).get("lead") for d in found] == [None, ["Sở Tư pháp."]]


def test_an_item_without_labels_after_one_with_them_keeps_its_own() -> None:
    found = tasks("5. Kinh tế số", "5.1. Rà soát.", "- Cơ quan chủ trì: Sở A.", "5.2. Báo cáo.")
    assert [fields(d).get("lead") for d in found] == [["Sở A."], None]


def test_labels_of_the_next_item_are_not_those_of_the_one_before() -> None:
    found = tasks("1. Rà soát.", "- Cơ quan chủ trì: Sở A.", "2. Báo cáo.", "- Cơ quan chủ trì: Sở B.")
    assert [fields(d)["lead"] for d in found] == [["Sở A."], ["Sở B."]]


def test_a_title_with_only_labels_under_it_is_the_task() -> None:
    [task] = tasks(
        "4. Kiểm tra việc thi hành Luật", "- Cơ quan chủ trì: Sở A", bold=("4. Kiểm tra việc thi hành Luật",)
    )
    assert (task.passage.text, fields(task)) == ("Kiểm tra việc thi hành Luật", {"lead": ["Sở A"]})


def test_an_unnumbered_paragraph_goes_on_with_the_item_before_it() -> None:
    [item, paragraph] = tasks("1. Sở Nội vụ rà soát thủ tục.", "Định kỳ báo cáo kết quả.")
    assert paragraph.item is item


def test_a_closing_sentence_that_orders_a_dated_report_is_a_task() -> None:
    closing = (
        "Trên đây là Kế hoạch; yêu cầu các đơn vị báo cáo kết "
        "quả trước ngày 15/12/2024 để triển khai thực hiện."
    )
    assert [d.passage.text for d in tasks("1. Rà soát.", closing)] == ["Rà soát.", closing]
