"""The rules of matching on two plans that do not exist: object and kind of action agree, one to one."""

from collections.abc import Sequence

import pytest

from analysis.matching import Grade, Match
from analysis.matching.matching import match_texts
from analysis.matching.task_reading import TaskText

# Duties of other things, so that words are rare or common as in a plan.
AROUND_A = (
    "Trồng mới 50 ha rừng phòng hộ ven biển trước ngày 30/9/2024",
    "Tiêm phòng cúm gia cầm đợt 1 cho ít nhất 90% tổng đàn",
    "Phòng Giáo dục và Đào tạo tổ chức ngày hội đọc sách tại các trường tiểu học",
    "Duy tu, sửa chữa các tuyến đường giao thông nông thôn bị hư hỏng",
    "Thu gom, xử lý bao gói thuốc bảo vệ thực vật sau sử dụng",
    "Mở lớp dạy nghề cho lao động nông thôn",
    "Tuyên truyền phòng cháy, chữa cháy rừng trong mùa khô",
    "Tuyên truyền thu gom rác thải nhựa",
)
AROUND_B = (
    "Nạo vét kênh mương nội đồng trước vụ Hè Thu",
    "Khám sức khỏe định kỳ cho người cao tuổi",
    "Cấp thẻ bảo hiểm y tế cho học sinh thuộc hộ cận nghèo",
    "Lắp đặt hệ thống chiếu sáng công cộng tại khu dân cư",
    "Tổ chức hội chợ hàng Việt Nam về nông thôn",
    "Sưu tầm, số hóa tư liệu di tích lịch sử",
)

SAME = [
    pytest.param(
        "Giải ngân 100% vốn đầu tư công được giao trong năm 2024",
        "UBND xã thực hiện giải ngân vốn đầu tư công đạt từ 95% trở lên",
        id="a number, an agency and a year make no difference",
    ),
    pytest.param(
        "Rà soát, công bố TTHC thuộc phạm vi quản lý",
        "Niêm yết thủ tục hành chính thuộc phạm vi quản lý",
        id="abbreviations and names of one thing",
    ),
    pytest.param(
        "Thực hiện nghiêm việc xin lỗi khi hồ sơ trễ hẹn theo Quyết định số 12/QĐ-UBND",
        "Xin lỗi bằng văn bản đối với hồ sơ quá hạn",
        id="a cited document makes no difference",
    ),
    pytest.param(
        "Đôn đốc các đơn vị giải ngân vốn đầu tư công",
        "Giải ngân vốn đầu tư công theo kế hoạch",
        id="seeing to it and doing it, where no plan has both",
    ),
    pytest.param(
        "Xây dựng kế hoạch mua sắm thiết bị cho trạm y tế xã",
        "Mua sắm thiết bị cho trạm y tế xã",
        id="planning it and doing it",
    ),
    pytest.param(
        "Theo dõi, đôn đốc các mục tiêu, nhiệm vụ về chuyển đổi số của huyện",
        "Chủ trì theo dõi các nhiệm vụ, giải pháp về chuyển đổi số trên địa bàn",
        id="umbrella duties of one area",
    ),
    pytest.param(
        "Đổi mới công tác khuyến nông. Mỗi xã có ít nhất 01 mô hình trồng lúa hữu cơ",
        "Xây dựng mô hình trồng lúa hữu cơ tại các xã",
        id="the demand with the target is the core",
    ),
]
NOT_THE_SAME = [
    pytest.param(
        "Tuyên truyền về cải cách hành chính cho cán bộ, công chức",
        "Tuyên truyền phòng chống đuối nước cho học sinh trong dịp hè",
        id="the same action on another thing",
    ),
    pytest.param(
        "Theo dõi, đôn đốc các mục tiêu, nhiệm vụ về chuyển đổi số",
        "Số hóa hồ sơ hộ tịch",
        id="an umbrella duty and a task of its area",
    ),
    pytest.param(
        "Tuyên truyền lợi ích của việc phân loại rác tại nguồn",
        "Đầu tư xe chở rác",
        id="telling of a thing and doing another with it",
    ),
    pytest.param(
        "Đăng ký danh mục quy định cần xem xét trong năm",
        "Kiểm tra việc xử lý văn bản trái pháp luật",
        id="the same field only",
    ),
]


def plan(letter: str, *texts: str, targets: Sequence[str] = ()) -> list[TaskText]:
    return [
        TaskText(f"{letter}{number}", text, targets=tuple(one for one in targets if one in text))
        for number, text in enumerate(texts)
    ]


def graded(matches: Sequence[Match], a: int, b: int) -> Grade | None:
    return next((m.grade for m in matches if (m.task_id_a, m.task_id_b) == (f"a{a}", f"b{b}")), None)


@pytest.mark.parametrize(("text_a", "text_b"), SAME)
def test_the_same_task(text_a: str, text_b: str) -> None:
    targets = ["Mỗi xã có ít nhất 01 mô hình trồng lúa hữu cơ"]
    found = match_texts(plan("a", text_a, *AROUND_A, targets=targets), plan("b", text_b, *AROUND_B))
    assert [(m.task_id_a, m.task_id_b) for m in found if m.grade == "same"] == [("a0", "b0")]
    assert found[0].rank == 1
    assert found[0].score > 0.5


@pytest.mark.parametrize(("text_a", "text_b"), NOT_THE_SAME)
def test_not_the_same_task(text_a: str, text_b: str) -> None:
    found = match_texts(plan("a", text_a, *AROUND_A), plan("b", text_b, *AROUND_B))
    assert graded(found, 0, 0) in {"candidate", None}


def test_a_further_demand_of_a_long_task_is_a_part() -> None:
    found = match_texts(
        plan(
            "a",
            "Chăm sóc, khoanh nuôi rừng ngập mặn ven biển và rừng đầu nguồn; giao khoán đất bãi bồi cho "
            "hợp tác xã; xử lý nước thải ao tôm; thả giống thủy sản tại các vùng cửa sông",
            *AROUND_A,
        ),
        plan("b", "Xử lý nước thải ao tôm", *AROUND_B),
    )
    assert graded(found, 0, 0) == "part"


def test_doing_goes_with_doing_and_following_with_following() -> None:
    found = match_texts(
        plan("a", "Giải ngân vốn đầu tư công", "Đôn đốc các đơn vị giải ngân vốn đầu tư công", *AROUND_A),
        plan("b", "Theo dõi, đôn đốc việc giải ngân vốn đầu tư công", "Thực hiện giải ngân vốn đầu tư công"),
    )
    assert (graded(found, 0, 1), graded(found, 1, 0)) == ("same", "same")


def test_of_repeated_tasks_one_is_the_same_and_the_others_share_a_part() -> None:
    text = "Kiểm tra an toàn hồ chứa nước trước mùa mưa lũ"
    found = match_texts(plan("a", text, *AROUND_A), plan("b", text, *AROUND_B, text))
    assert (graded(found, 0, 0), graded(found, 0, len(AROUND_B) + 1)) == ("same", "part")


def test_the_topic_says_what_a_vague_task_is_of() -> None:
    vague = "Kiểm tra, báo cáo các đơn vị chưa thực hiện đúng quy định"
    topics = ("Công khai giá đất", "Cấp nước sạch nông thôn")
    a = [TaskText("a0", vague, topics[:1]), TaskText("a1", vague, topics[1:]), *plan("x", *AROUND_A)]
    b = [TaskText("b0", vague, topics[1:]), *plan("y", *AROUND_B)]
    found = match_texts(a, b)
    assert (graded(found, 1, 0), graded(found, 0, 0)) == ("same", "part")


def test_another_area_of_reform_speaks_against_it() -> None:
    texts = ("Rà soát các quy định", "Xem xét các quy định")

    def score(*areas: str) -> float:
        a, b = (
            TaskText(f"{n}", text, area=area) for n, (text, area) in enumerate(zip(texts, areas, strict=True))
        )
        (found,) = match_texts([a], [b])
        return found.score

    assert score("institutions", "public_finance") < score("institutions", "institutions")


def test_three_candidates_are_offered_at_most() -> None:
    texts = [f"Trồng {tree} tại khu {place}" for tree in ("keo", "thông", "đước") for place in ("bắc", "nam")]
    found = match_texts(plan("a", "Trồng dừa tại khu đông", *AROUND_A), plan("b", *texts))
    own = [m for m in found if m.task_id_a == "a0"]
    assert len([m for m in own if m.grade == "candidate"]) <= 3
    assert [m.rank for m in own] == list(range(1, len(own) + 1))


@pytest.mark.parametrize(("a", "b"), [((), ("Trồng rừng",)), (("Trồng rừng",), ()), ((), ())])
def test_a_plan_without_tasks_matches_nothing(a: tuple[str, ...], b: tuple[str, ...]) -> None:
    assert match_texts(plan("a", *a), plan("b", *b)) == []


@pytest.mark.parametrize("text", ["", "12/2024", "…", "((((", "A" * 5000, "rừng " * 3000])
def test_texts_of_any_form_are_matched(text: str) -> None:
    found = match_texts(plan("a", text, "Trồng rừng"), plan("b", text, "Trồng rừng"))
    assert graded(found, 1, 1) == "same"
    assert all(0 <= m.score <= 1 for m in found)
