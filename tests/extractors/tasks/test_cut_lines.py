"""Lines of a narrow cell: which of them are one name, and which are several."""

import pytest

from extractors.agencies import is_cut_name, is_open_name
from extractors.deadlines import is_cut_time, is_open_time


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Phòng Tài chính -", "Kế hoạch"),
        ("Phòng Kinh tế,", "Hạ tầng và Đô thị"),
        ("Văn phòng HĐND", "và UBND huyện"),
        ("Sở", "Nội vụ"),
        ("Bảo hiểm", "xã hội"),
    ],
)
def test_a_line_that_cannot_stand_for_itself_goes_on(first: str, second: str) -> None:
    assert is_open_name(first, second)
    assert is_cut_name(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("UBND xã", "Tân Mẫu"),
        ("Chủ tịch", "UBND huyện"),
        ("Ủy ban", "Mặt trận Tổ quốc"),
        ("Kho bạc", "Nhà nước"),
        ("Ngân hàng", "Chính sách xã hội"),
        ("Đoàn TNCS", "Hồ Chí Minh"),
        ("Trung tâm Phục vụ", "Hành chính công"),
        ("Văn phòng", "UBND tỉnh"),
        ("Văn phòng", "HĐND và"),
    ],
)
def test_two_lines_that_are_one_known_name_are_one(first: str, second: str) -> None:
    assert is_cut_name(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Phòng Nội vụ", "Phòng Y tế"),
        ("Phòng Nội vụ", "Tư pháp"),
        ("Sở Tài chính", "UBND các huyện"),
        ("UBND xã", "Bưu điện"),
        ("UBND xã", "VNPT"),
        ("UBND xã Tân Mẫu", "Tân Bình"),
        ("Văn phòng", "UBND các xã"),
        ("Văn phòng", "Phòng Nội vụ"),
        ("Công an", "Phòng Nội vụ"),
        ("Phòng Nội vụ", "2"),
        ("Sở Nội vụ;", "- Sở Y tế"),
    ],
)
def test_lines_that_name_an_agency_each_are_two(first: str, second: str) -> None:
    assert not is_cut_name(first, second)


@pytest.mark.parametrize(
    ("first", "second", "for_sure"),
    [
        ("Quý", "II/2025", True),
        ("Trước ngày", "30/6/2025", True),
        ("30/9/", "2025", False),
        ("Quý II", "Năm 2025", False),
        ("Quý I -", "Quý II/2025", False),
        ("Từ tháng 3", "Đến tháng 9/2025", False),
        ("Tháng 10", "/2025", False),
    ],
)
def test_two_lines_that_are_one_time_are_one(first: str, second: str, for_sure: bool) -> None:
    assert is_cut_time(first, second)
    assert is_open_time(first, second) == for_sure


@pytest.mark.parametrize(
    ("first", "second"),
    [("Quý I", "Quý II"), ("Tháng 3", "Tháng 9"), ("Tháng 3/2025", "Hằng năm"), ("Theo", "quy định")],
)
def test_lines_that_say_a_time_each_are_two(first: str, second: str) -> None:
    assert not is_cut_time(first, second)
