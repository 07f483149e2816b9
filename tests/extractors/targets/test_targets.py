"""Targets: what a plan commits to reach, how much of it, and the shortest clause that says so (contract,
section 5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import targets
from extractors.targets import find_targets
from extractors.targets.mention import Surroundings
from extractors.targets.quantity import Quantity

Row = tuple[str, str | None, str | None, float | None, str | None]


def rows(text: str, *, column: bool = False, plan_year: int | None = None) -> list[Row]:
    found = find_targets(text, column=column, plan_year=plan_year)
    return [(t.text, t.comparator, t.direction, t.value, t.unit) for t in found]


def measures(
    text: str, plan_year: int | None = None
) -> list[tuple[str | None, str | None, float | None, str | None]]:
    return [(t.comparator, t.direction, t.value, t.unit) for t in find_targets(text, plan_year=plan_year)]


@pytest.mark.parametrize(
    ("text", "comparator", "direction", "value", "unit"),
    [
        ("100% TTHC được công khai", "eq", None, 100, "%"),
        ("Tỷ lệ hồ sơ đúng hạn đạt trên 98%", "gt", None, 98, "%"),
        ("Số hóa hồ sơ đạt tối thiểu 15%", "ge", None, 15, "%"),
        ("Mức độ hài lòng từ 90% trở lên", "ge", None, 90, "%"),
        ("Tỷ lệ thanh toán trực tuyến đạt từ 80%", "ge", None, 80, "%"),
        ("Kiểm tra tối thiểu từ 40% số phòng, ban trở lên", "ge", None, 40, "%"),
        ("Tỷ lệ hồ sơ trễ hạn không quá 2%", "le", None, 2, "%"),
        ("Tỷ lệ hồ sơ trễ hạn dưới 1,5%", "lt", None, 1.5, "%"),
        ("Tỷ lệ: ≥ 90%", "ge", None, 90, "%"),
        ("Hoàn thành 100 % kế hoạch giao", "eq", None, 100, "%"),
        ("Đạt ít nhất 85 phần trăm số xã", "ge", None, 85, "%"),
        ("Tuyển mới ít nhất vào năm 2030 đạt 40%", "ge", None, 40, "%"),
        ("Mỗi phòng có ít nhất 01 sáng kiến", "ge", None, 1, "sáng kiến"),
        ("Có ít nhất là hai mô hình mới", "ge", None, 2, "mô hình"),
        ("Có tối thiểu hai (02) cuộc đối thoại/năm", "ge", None, 2, "cuộc đối thoại/năm"),
        ("Mỗi xã có ít nhất 03 tin, bài về cải cách", "ge", None, 3, "tin, bài"),
        ("Mỗi xã có ít nhất 02 sáng kiến/giải pháp trở lên", "ge", None, 2, "sáng kiến/giải pháp"),
        ("Đối thoại với thanh niên (02 cuộc/năm)", "eq", None, 2, "cuộc/năm"),
        ("Phấn đấu đạt 85 điểm", "eq", None, 85, "điểm"),
        ("Phấn đấu đạt từ 80/100 điểm", "ge", None, 80, "điểm"),
        ("Tăng ít nhất 01 bậc so với năm trước", "ge", "increase", 1, "bậc"),
        ("Phấn đấu xếp trong nhóm 10 tỉnh dẫn đầu", "le", None, 10, "tỉnh"),
        ("Phấn đấu thu ngân sách đạt 1.250,5 tỷ đồng", "eq", None, 1250.5, "tỷ đồng"),
        ("Phấn đấu tuổi thọ trung bình đạt 75 tuổi", "eq", None, 75, "tuổi"),
        ("Trồng mới tối thiểu 40 ha cây phân tán", "ge", None, 40, "ha"),
        ("Bê tông hóa ít nhất 12,5 km đường ngõ xóm", "ge", None, 12.5, "km"),
        ("Bố trí không dưới 3 tỷ đồng cho chuyển đổi số", "ge", None, 3, "tỷ đồng"),
        ("Mỗi hợp tác xã không bị thanh tra quá 01 lần/năm", "le", None, 1, "lần/năm"),
        ("Kết nối dữ liệu của ít nhất 03 huyện, thị xã", "ge", None, 3, "huyện, thị xã"),
        ("Tỷ số giới tính khi sinh ở mức 108 bé trai/100 bé gái", "eq", None, 108, "bé trai/100 bé gái"),
        ("Tỷ lệ mắc bệnh lao dưới 60/100.000 người dân", "lt", None, 60, "/100.000 người dân"),
        ("Đạt 14 bác sĩ/vạn dân", "eq", None, 14, "bác sĩ/vạn dân"),
        ("Tỷ suất tử vong trẻ em không quá 12,5‰", "le", None, 12.5, "‰"),
        (
            "Trạm Y tế thu phí không dùng tiền mặt, đạt tỷ lệ từ 70% trở lên trong năm 2024",
            "ge",
            None,
            70,
            "%",
        ),
    ],
)
def test_how_much_of_it_is_meant(
    text: str, comparator: str | None, direction: str | None, value: float, unit: str
) -> None:
    assert measures(text) == [(comparator, direction, value, unit)]


@pytest.mark.parametrize(
    ("text", "comparator", "direction", "value"),
    [
        ("Tỷ lệ hộ kinh doanh mới tăng ít nhất 20% so với năm trước", "ge", "increase", 20),
        ("Cắt giảm ít nhất 25% thời gian giải quyết", "ge", "decrease", 25),
        ("Tỷ lệ giảm chi trực tiếp: Đạt tỷ lệ từ 10% trở lên", "ge", "decrease", 10),
        ("Số hóa hồ sơ theo tỷ lệ tăng tối thiểu 30%", "ge", "increase", 30),
        ("Nâng tỷ lệ hồ sơ trực tuyến từ 45% lên 60%", "eq", "increase", 60),
        ("Giảm tỷ lệ hồ sơ trễ hạn xuống dưới 1%", "lt", "decrease", 1),
        ("Tinh giản biên chế 5% so với năm 2021", "eq", "decrease", 5),
        ("Duy trì 100% hồ sơ giải quyết đúng hạn", "eq", "maintain", 100),
        ("Tăng cường kiểm tra, bảo đảm 95% văn bản được ký số", "eq", None, 95),
        ("Duy trì tỷ lệ hồ sơ đúng hạn trên 97%", "gt", "maintain", 97),
        ("Duy trì trang tin, trả lời 100% kiến nghị", "eq", None, 100),
        ("Thành lập, duy trì hoạt động của tổ công nghệ tại 100% thôn", "eq", None, 100),
        ("Duy trì số hóa 100% hồ sơ lưu trữ", "eq", None, 100),
        ("Duy trì và nâng cao mức độ hài lòng đạt 92%", "eq", "increase", 92),
        ("Giảm thời gian chờ, giải quyết 100% đơn thư", "eq", None, 100),
        ("Giảm thời gian chờ, nhưng vẫn tiếp công dân, trả lời 100% đơn thư", "eq", None, 100),
        ("Giảm tỷ lệ trễ hạn và xử lý 100% đơn thư", "eq", None, 100),
        ("Tăng tỷ lệ nữ tham gia cấp ủy đạt 30%", "eq", "increase", 30),
        ("Nâng tỷ lệ hồ sơ tiếp nhận, giải quyết trực tuyến đạt 80%", "eq", "increase", 80),
        ("Nâng tỷ lệ tiếp nhận và giải quyết trực tuyến đạt 80%", "eq", "increase", 80),
        ("Đưa tỷ lệ hợp tác xã hoạt động tốt lên tối thiểu 65%", "ge", "increase", 65),
        ("Đưa tỷ lệ hộ nghèo xuống dưới 1%", "lt", "decrease", 1),
    ],
)
def test_a_verb_of_change_gives_the_direction(
    text: str, comparator: str, direction: str | None, value: float
) -> None:
    assert measures(text) == [(comparator, direction, value, "%")]


@pytest.mark.parametrize(
    "text",
    [
        "Điểm số năm trước đã đạt 76,03%",
        "Khắc phục các tiêu chí thấp: lệ phí (đạt 76,67%); thời hạn (67,74%)",
        "Nâng cấp thiết bị để phục vụ tốt hơn (Ghế ngồi đảm bảo dễ sử dụng – Đạt 75%)",
        "Khu vực dịch vụ chiếm 36% cơ cấu kinh tế",
        "Không xét khen thưởng đơn vị có mức độ hài lòng thấp hơn 90% (riêng đất đai thấp hơn 80%)",
        "Không đề xuất thi đua với phòng có điểm thành phần đạt dưới 80%",
        "Khuyến khích mỗi công chức có ít nhất 01 sáng kiến",
        "Áp dụng thuế suất 5% và hỗ trợ 50% kinh phí",
        "Gửi 01 bản về Bộ phận Một cửa",
        "Cung cấp dịch vụ công mức độ 3, mức độ 4",
        "Giải quyết trong thời hạn không quá 05 ngày làm việc",
        "Hoàn thành trước ngày 30/6/2023, trong giai đoạn 2 (2021 - 2023)",
        "Theo Nghị quyết số 76/NQ-CP, khoản 2 Điều 4",
        "Sinh hoạt buổi sáng từ 7h00 đến 9h00",
        "Triển khai Đề án 06 và kết nối 11 cơ sở dữ liệu quốc gia",
        "Tiếp cận ít nhất một trong các dịch vụ cơ bản",
        "Quản lý hàng hóa nhóm 2",
        "Rà soát tại 34 tỉnh, thành phố",
        "Thẩm định các dự án có vốn từ 5 tỷ đồng trở lên",
        "Hướng dẫn hộ có từ hai lao động trở lên",
        "Nêu rõ tiêu chuẩn; việc đề cử từ hai người trở lên để chọn một người",
        "Kiểm tra 15/100 xã",
        "Thanh tra các xã có trên 10% hồ sơ quá hạn",
        "Tổ chức 20 doanh nghiệp thành nhóm",
    ],
)
def test_numbers_the_plan_does_not_commit_to_are_no_targets(text: str) -> None:
    assert rows(text) == []


def test_a_result_of_a_year_before_the_plan_is_no_target() -> None:
    text = "Năm 2022 tỷ lệ hài lòng là 82%"
    assert measures(text, plan_year=2023) == []
    assert measures(text, plan_year=2022) == [("eq", None, 82, "%")]
    assert measures("Năm 2022 tỷ lệ hài lòng đạt 82%, tăng 2% so với năm 2021", plan_year=2023) == []


def test_a_result_that_an_aim_starts_from_does_not_hide_it() -> None:
    text = (
        "Từ kết quả đánh giá năm trước, bảo đảm 95% hồ sơ đúng "
        "hạn và phấn đấu tỷ lệ trễ hạn dưới 1%, gắn với thi đua"
    )
    assert [(row[1], row[3]) for row in rows(text)] == [("eq", 95), ("lt", 1)]


def test_what_is_done_in_a_place_is_no_report_of_how_things_are_now() -> None:
    assert measures("Kiểm tra việc thực hiện tại ít nhất 50% phường, xã") == [("ge", None, 50, "%")]


def test_a_rule_that_people_are_told_of_is_no_target() -> None:
    told = "Thông tin cho người dân các quy định về:\n- Phải có từ hai ứng viên trở lên để bầu tổ trưởng;"
    aimed = "Tổ chức bầu tổ trưởng:\n- Phải có từ hai ứng viên trở lên để bầu tổ trưởng;"
    assert measures(told) == []
    assert measures(aimed) == [("ge", None, 2, "ứng viên")]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Rà soát văn bản; đảm bảo 100% văn bản được xử lý", ["100% văn bản được xử lý"]),
        ("Phấn đấu tỷ lệ đúng hạn đạt 99%", ["tỷ lệ đúng hạn đạt 99%"]),
        ("Hàng năm phải hoàn thành trên 95% nhiệm vụ được giao.", ["hoàn thành trên 95% nhiệm vụ được giao"]),
        ("Hàng tháng, mỗi xã phải có ít nhất 01 tin", ["mỗi xã phải có ít nhất 01 tin"]),
        ("Đưa 90% TTHC ra tiếp nhận tại một nơi", ["90% TTHC ra tiếp nhận tại một nơi"]),
        ("Đưa tỷ lệ đúng hạn lên 99%", ["Đưa tỷ lệ đúng hạn lên 99%"]),
        ("Duy trì trang tin, trả lời 100% kiến nghị", ["trả lời 100% kiến nghị"]),
        ("Tiếp nhận, giải quyết 100% hồ sơ đúng hạn", ["Tiếp nhận, giải quyết 100% hồ sơ đúng hạn"]),
        ("Công khai đạt 100% trước ngày 30/6/2023", ["Công khai đạt 100%"]),
        ("100% hồ sơ được số hóa để dùng lại, góp phần cải cách", ["100% hồ sơ được số hóa"]),
        ("Mỗi xã có ít nhất 01 sáng kiến về CCHC để áp dụng", ["Mỗi xã có ít nhất 01 sáng kiến về CCHC"]),
        ("100% văn bản được ký số (trừ văn bản mật)", ["100% văn bản được ký số (trừ văn bản mật)"]),
        (
            "100% kế hoạch đạt chất lượng (Kế hoạch cải cách, kế hoạch tuyên truyền, kế hoạch kiểm tra)",
            ["100% kế hoạch đạt chất lượng"],
        ),
        (
            "mức hoàn thành (gồm: kế hoạch A, kế hoạch B...) đạt 100%. Báo cáo định kỳ",
            ["mức hoàn thành (gồm: kế hoạch A, kế hoạch B...) đạt 100%"],
        ),
        ("Gặp gỡ thanh niên (02 cuộc/năm)", ["Gặp gỡ thanh niên (02 cuộc/năm)"]),
        (
            "Tỷ lệ hài lòng (đến năm 2030 phấn đấu đạt trên 90%)",
            ["Tỷ lệ hài lòng (đến năm 2030 phấn đấu đạt trên 90%)"],
        ),
        (
            "Công khai (Phải có ít nhất 02 hình thức trở lên: tại trụ sở, trên mạng)",
            ["Phải có ít nhất 02 hình thức trở lên"],
        ),
        (
            "Mỗi cơ quan, đơn vị; UBND các xã có ít nhất 01 mô hình",
            ["Mỗi cơ quan, đơn vị; UBND các xã có ít nhất 01 mô hình"],
        ),
        ("Chỉ tiêu 2: Đến năm 2030 đạt 60% dân số", ["Đến năm 2030 đạt 60% dân số"]),
        (
            "Kiểm tra tối thiểu 30% số đơn vị trở lên, mọi sai sót tìm ra phải khắc phục 100%",
            ["Kiểm tra tối thiểu 30% số đơn vị trở lên", "mọi sai sót tìm ra phải khắc phục 100%"],
        ),
        (
            "bảo đảm 100% phòng bố trí đúng vị trí; 90% trường bố trí đúng vị trí.",
            ["100% phòng bố trí đúng vị trí", "90% trường bố trí đúng vị trí"],
        ),
        (
            "Rà soát, đề xuất cắt giảm ít nhất 25% thời gian trình UBND tỉnh",
            ["cắt giảm ít nhất 25% thời gian"],
        ),
        (
            "Đạt tỷ lệ từ 90% trở lên (riêng đất đai đạt từ 80% trở lên)",
            ["Đạt tỷ lệ từ 90% trở lên", "riêng đất đai đạt từ 80% trở lên"],
        ),
    ],
)
def test_the_target_text_is_the_shortest_full_clause(text: str, clauses: list[str]) -> None:
    assert [row[0] for row in rows(text)] == clauses


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("100% các phòng có tỷ lệ xử lý trên mạng đạt từ 80%", [("eq", 100), ("ge", 80)]),
        (
            "Mỗi xã đăng ký ít nhất một nhiệm vụ về chuyển đổi số và một nhiệm vụ về CCHC",
            [("ge", 1), ("ge", 1)],
        ),
        ("Tỷ lệ hộ nghèo giảm 1% - 1,5%", [("ge", 1), ("le", 1.5)]),
        ("Tỷ lệ đạt từ 80 đến 90%", [("ge", 80), ("le", 90)]),
        ("Chỉ số tăng từ 3 đến 5 bậc so với năm 2022", [("ge", 3), ("le", 5)]),
        ("Điểm số đạt từ 80-85 điểm", [("ge", 80), ("le", 85)]),
        ("Biên soạn ít nhất 02 bộ tài liệu, nộp 05 bộ hồ sơ", [("ge", 2)]),
    ],
)
def test_two_quantities_of_a_clause_are_two_targets_of_one_text(
    text: str, values: list[tuple[str, float]]
) -> None:
    found = find_targets(text)
    assert [(t.comparator, t.value) for t in found] == values
    assert {t.text for t in found} == {text}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tăng tỷ lệ người dân hiểu biết", ("Tăng tỷ lệ người dân hiểu biết", None, "increase", None, None)),
        ("- Nâng cao chất lượng hoà giải;", ("Nâng cao chất lượng hoà giải", None, "increase", None, None)),
        ("Giảm số vụ việc tồn đọng", ("Giảm số vụ việc tồn đọng", None, "decrease", None, None)),
        ("Duy trì thứ hạng", ("Duy trì thứ hạng", None, "maintain", None, None)),
        ("Thực hiện đúng quy định", ("Thực hiện đúng quy định", None, None, None, None)),
        ("- 100% TTHC được công khai", ("100% TTHC được công khai", "eq", None, 100, "%")),
        ("02 sáng kiến", ("02 sáng kiến", "eq", None, 2, "sáng kiến")),
    ],
)
def test_an_item_of_the_target_column_is_a_target_with_or_without_a_number(text: str, expected: Row) -> None:
    assert rows(text, column=True) == [expected]


def test_prose_without_a_quantity_has_no_target() -> None:
    assert rows("Tăng tỷ lệ người dân hiểu biết") == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Có 25 doanh nghiệp nhỏ dẫn dắt chuỗi cung ứng", 25, "doanh nghiệp"),
        ("Tổ chức đào tạo, bồi dưỡng 1.200 lượt công chức", 1200, "lượt"),
        ("Tập huấn cho 500 cán bộ xã", 500, "cán bộ"),
        ("Trồng mới 150 ha rừng", 150, "ha"),
        ("Tổng vốn huy động đạt 2.500 tỷ đồng", 2500, "tỷ đồng"),
        ("Số mô hình mới: 12 mô hình", 12, "mô hình"),
        ("Hình thành trên 10 câu lạc bộ", 10, "câu lạc bộ"),
    ],
)
def test_an_objective_commits_to_a_bare_number_that_a_task_only_mentions(
    text: str, value: float, unit: str
) -> None:
    assert [(t.text, t.value, t.unit) for t in find_targets(text, objective=True)] == [(text, value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Toàn tỉnh hiện có 20 hợp tác xã",
        "Đến nay đã thu hút 15 dự án",
        "Huyện đã thành lập mới 12 tổ hợp tác",
        "Mở rộng mạng lưới (trong đó: bưu chính 25 điểm phục vụ)",
    ],
)
def test_an_objective_does_not_commit_to_what_it_starts_from(text: str) -> None:
    assert find_targets(text, objective=True) == []


def test_bare_numbers_of_a_task_are_no_objectives() -> None:
    assert rows("Tập huấn cho 500 cán bộ xã") == rows("Trồng mới 150 ha rừng") == []


def test_an_empty_cell_of_the_target_column_has_no_target() -> None:
    assert rows(" - ", column=True) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "5%",
                "100% hồ sơ",
                "ít nhất",
                "01 mô hình",
                "(",
                ")",
                ";",
                ".",
                "đạt",
                "phấn đấu",
                ",",
                "\n",
                ":",
                "và một",
            ]
        )
    )
)
def test_a_target_is_a_verbatim_part_of_the_source(words: list[str]) -> None:
    text = " ".join(words)
    for target in find_targets(text):
        assert target.text == text[target.start : target.end]
        assert target.text == target.text.strip()


@pytest.mark.parametrize("unit", ["5% ", "ít nhất 1 xã ", "(5%) ", "từ 5% trở lên, ", "2 ca/1.000 dân "])
def test_the_work_grows_with_the_length_of_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = 0
    real = targets.is_committed

    def counted(folded: str, quantity: Quantity, place: Surroundings) -> bool:
        nonlocal judged
        judged += len(folded)
        return real(folded, quantity, place)

    monkeypatch.setattr(targets, "is_committed", counted)
    work, said = [], []
    for repeats in (100, 200):
        judged = 0
        found = find_targets(unit * repeats)
        work.append(judged)
        said.append(sum(len(t.text) for t in found))
    assert 0 < work[1] <= 2.3 * work[0]
    assert said[1] <= 2.3 * said[0]
    assert work[1] <= 50 * len(unit * 200)
