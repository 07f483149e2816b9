"""What kind of action a demand asks for."""

import pytest

from analysis.matching.actions import Action, actions_of, agreement
from analysis.matching.one_wording import one_wording

DOING, GUIDING, FOLLOWING, PLANNING, TELLING, AREA = (
    "doing",
    "guiding",
    "following",
    "planning",
    "telling",
    "seeing to an area",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trồng mới 50 ha rừng", {DOING}),
        ("Thực hiện giải ngân vốn", {DOING}),
        ("Hướng dẫn các trường lập dự toán", {GUIDING}),
        ("Tổ chức tập huấn cho cán bộ thú y", {GUIDING}),
        ("Theo dõi, đôn đốc các xã tiêm phòng", {FOLLOWING}),
        ("Tăng cường công tác kiểm tra an toàn hồ chứa", {FOLLOWING}),
        ("Rà soát và thực hiện kiểm tra hồ chứa", {FOLLOWING}),
        ("Rà soát các hồ chứa", {DOING}),
        ("Xây dựng Kế hoạch phòng, chống cháy rừng", {PLANNING}),
        ("Tham mưu UBND huyện ban hành quy chế phối hợp", {PLANNING}),
        ("Tuyên truyền Luật Lâm nghiệp", {TELLING}),
        ("Rà soát, niêm yết giá đất", {TELLING}),
        ("Kiểm tra việc công khai giá đất", {FOLLOWING}),
        ("Đôn đốc và hướng dẫn các xã thu gom rác", {FOLLOWING, GUIDING}),
        ("Căn cứ nhiệm vụ được giao, xây dựng kế hoạch trồng rừng", {PLANNING}),
        ("Phòng Kinh tế theo dõi việc trồng rừng", {FOLLOWING}),
        ("Yêu cầu các xã xây dựng kế hoạch trồng rừng", {PLANNING}),
        ("100% giá đất được công khai", {TELLING}),
        ("Theo dõi, đôn đốc việc thực hiện Kế hoạch này", {AREA}),
        ("Chủ trì đôn đốc các mục tiêu, nhiệm vụ về chuyển đổi số", {AREA}),
        ("Thực hiện các nhiệm vụ, giải pháp về chuyển đổi số", {DOING}),
        ("", {DOING}),
    ],
)
def test_actions(text: str, expected: set[Action]) -> None:
    assert actions_of(one_wording(text)) == expected


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ((DOING, DOING), (DOING, FOLLOWING)),
        ((DOING, FOLLOWING), (DOING, TELLING)),
        ((PLANNING, DOING), (FOLLOWING, AREA)),
        ((AREA, AREA), (DOING, AREA)),
    ],
)
def test_agreement(better: tuple[Action, Action], worse: tuple[Action, Action]) -> None:
    def agree(pair: tuple[Action, Action]) -> float:
        this, that = (frozenset[Action]({kind}) for kind in pair)
        assert agreement(this, that) == agreement(that, this)
        return agreement(this, that)

    assert 0 <= agree(worse) < agree(better) <= 1


def test_the_best_of_several_actions_counts() -> None:
    both: frozenset[Action] = frozenset({"guiding", "following"})
    assert agreement(both, frozenset({"following"})) == 1
