"""A task's text falls into demands."""

import pytest

from analysis.matching.demands import demands_of


@pytest.mark.parametrize(
    ("text", "targets", "expected"),
    [
        ("trồng rừng phòng hộ", [], [("trồng rừng phòng hộ", True)]),
        ("trồng rừng; kiểm lâm tuần tra", [], [("trồng rừng", True), ("kiểm lâm tuần tra", False)]),
        ("trồng mới rừng. báo cáo kết quả", [], [("trồng mới rừng", True), ("báo cáo kết quả", False)]),
        ("trồng mới rừng đồng thời báo cáo huyện", [], [("trồng mới rừng", True), ("báo cáo huyện", False)]),
        (
            "đổi mới công tác khuyến nông; mỗi xã có 01 mô hình",
            ["mỗi xã có 01 mô hình"],
            [("đổi mới công tác khuyến nông", True), ("mỗi xã có 01 mô hình", True)],
        ),
        ("gồm:\ntrồng mới rừng\ntuần tra rừng", [], [("trồng mới rừng", True), ("tuần tra rừng", False)]),
        ("tuần", [], [("tuần", True)]),
        ("", [], [("", True)]),
    ],
)
def test_demands(text: str, targets: list[str], expected: list[tuple[str, bool]]) -> None:
    assert [(one.main, one.is_core) for one in demands_of(text, targets)] == expected


@pytest.mark.parametrize(
    ("text", "main", "beside"),
    [
        ("trồng rừng nhằm giữ nước", "trồng rừng", "nhằm giữ nước"),
        ("trồng rừng, bảo đảm che phủ 40%", "trồng rừng", "bảo đảm che phủ 40%"),
        ("trồng rừng (keo, thông) ven biển", "trồng rừng   ven biển", "keo, thông"),
        ("bảo đảm che phủ 40%", "bảo đảm che phủ 40%", ""),
    ],
)
def test_what_goes_with_a_demand(text: str, main: str, beside: str) -> None:
    (found,) = demands_of(text, [])
    assert (found.main, found.beside.strip()) == (main, beside)
