"""What columns and label lines are called."""

import pytest

from extractors.columns import are_column_titles, classify_columns, read_labels
from extractors.text.passages import passage_of
from tests.building import para

COLUMNS = [
    (
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Ghi chú"],
        "number task lead coordinate deadline note",
    ),
    (["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"], "number task lead deadline"),
    (
        ["STT", "Nội dung khắc phục", "Nhiệm vụ, giải pháp thực hiện", "Cơ quan thực hiện"],
        "number topic task lead",
    ),
    (["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan thực hiện/phối hợp"], "number task lead coordinate"),
    (["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị thực hiện"], "number task lead coordinate"),
    (["TT", "Nhiệm vụ", "Cơ quan chủ trì, phối hợp"], "number task lead"),
    (
        ["STT", "Chỉ số/nội dung", "Chỉ tiêu/kết quả", "Nhiệm vụ/giải pháp", "Thời gian hoàn thành"],
        "number topic target task deadline",
    ),
    (["STT", "Nhiệm vụ", "Giải pháp", "Sản phẩm", "Kinh phí"], "number topic task product funding"),
    (["STT", "Nội dung công việc", "Cán bộ phụ trách", "Hoàn thành"], "number task lead deadline"),
    (["TT", "Rõ việc", "Rõ người", "Rõ thời gian", "Rõ sản phẩm"], "number task lead deadline product"),
    (["STT", "Tên thủ tục", "Lĩnh vực", "Cơ quan thực hiện"], "number task topic lead"),
    (["STT", "Kết quả năm 2031", "Giải pháp", "Loại văn bản"], "number - task product"),
    (["Tháng", "Nội dung trọng tâm", "Bộ phận phụ trách"], "deadline task lead"),
    (["TT", "Địa điểm", "Tọa độ"], "number - -"),
]


@pytest.mark.parametrize(("titles", "expected"), COLUMNS)
def test_columns_by_their_titles(titles: list[str], expected: str) -> None:
    assert " ".join(field or "-" for field in classify_columns(titles)) == expected


@pytest.mark.parametrize(
    ("titles", "telling"),
    [
        (["TT", "Nhiệm vụ", "Cơ quan chủ trì"], True),
        (["Nội dung", "Đơn vị thực hiện", "Thời gian"], True),
        (["TT", "Nội dung", "Trang"], False),
        (["TT", "Cơ quan chủ trì", "Thời gian"], False),
        (["UBND TỈNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], False),
        (["TT", "Nhiệm vụ: " + "rà soát các thủ tục " * 5, "Cơ quan chủ trì"], False),
    ],
)
def test_titles_that_tell_a_table_without_rules(titles: list[str], telling: bool) -> None:
    assert are_column_titles(titles) is telling


LABELS = [
    ("Cơ quan chủ trì: Sở Nội vụ.", [("lead", "Sở Nội vụ.")]),
    ("Đơn vị phối hợp: Các sở, ngành.", [("coordinate", "Các sở, ngành.")]),
    ("Thời gian thực hiện: Quý I năm 2025.", [("deadline", "Quý I năm 2025.")]),
    ("Thời gian thực hiện sau khi Đề án được ban hành.", [("deadline", "sau khi Đề án được ban hành.")]),
    ("Nhiệm vụ: Rà soát thủ tục.", [("task", "Rà soát thủ tục.")]),
    ("Cơ quan thực hiện:", [("lead", "")]),
    ("Cơ quan chủ trì: Sở A; Cơ quan phối hợp: Sở B.", [("lead", "Sở A;"), ("coordinate", "Sở B.")]),
    ("Rà soát thủ tục. Thời gian hoàn thành: tháng 5/2025.", [("deadline", "tháng 5/2025.")]),
    ("Cơ quan chủ trì tham mưu: Sở Nội vụ.", [("lead", "Sở Nội vụ.")]),
    ("Cơ quan được giao chủ trì thực hiện: Sở Nội vụ.", [("lead", "Sở Nội vụ.")]),
    ("Đơn vị triển khai: Sở Nội vụ.", [("lead", "Sở Nội vụ.")]),
    ("Đơn vị, địa phương cùng phối hợp: Sở A.", [("coordinate", "Sở A.")]),
    ("Thời hạn trình ban hành: Quý II.", [("deadline", "Quý II.")]),
    ("Kết quả cần đạt: Quyết định.", [("product", "Quyết định.")]),
    ("Cơ quan chủ trì rà soát: thủ tục.", []),
    ("Sở Nội vụ chủ trì: rà soát thủ tục.", []),
    ("Nhiệm vụ trọng tâm: rà soát thủ tục.", []),
    ("Rà soát thủ tục hành chính.", []),
]


@pytest.mark.parametrize(("line", "expected"), LABELS)
def test_label_lines(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.field, found.passage.text) for found in read_labels(passage_of(para(line)))] == expected
