"""List markers: what opens an item and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.markers import read_bare_marker, read_marker

MARKERS = [
    ("II. NHIỆM VỤ", "roman", "II", "NHIỆM VỤ"),
    ("I - Mục tiêu chung", "roman", "I", "Mục tiêu chung"),
    ("I.1. Mục tiêu", "roman", "I.1", "Mục tiêu"),
    ("A. PHẦN CHUNG", "part", "A", "PHẦN CHUNG"),
    ("Phần thứ nhất", "part", "nhất", ""),
    ("PHẦN THỨ NHẤT", "part", "NHẤT", ""),
    ("Phần thứ Hai: NHIỆM VỤ", "part", "Hai", "NHIỆM VỤ"),
    ("Chương mười hai", "part", "mười hai", ""),
    ("Điều 3. Tổ chức thực hiện", "article", "3", "Tổ chức thực hiện"),
    ("1. Sở Nội vụ", "number", "1", "Sở Nội vụ"),
    ("1/ Sở Nội vụ", "number", "1", "Sở Nội vụ"),
    ("2.1 Rà soát", "number", "2.1", "Rà soát"),
    ("2.1.3. Rà soát", "number", "2.1.3", "Rà soát"),
    ("1.1Rà soát", "number", "1.1", "Rà soát"),
    ("(1) Rà soát", "number", "1", "Rà soát"),
    ("a) Rà soát", "letter", "a", "Rà soát"),
    ("đ) Rà soát", "letter", "đ", "Rà soát"),
    ("- Rà soát", "dash", "-", "Rà soát"),
    ("– Rà soát", "dash", "-", "Rà soát"),
    ("+ Rà soát", "plus", "+", "Rà soát"),
    ("• Rà soát", "bullet", "•", "Rà soát"),
]

NO_MARKERS = [
    "6 tháng đầu năm rà soát",
    "100% hồ sơ đúng hạn",
    "30/4/2024 là ngày cuối",
    "2.000 lượt người",
    "01 phần",
    "V/v triển khai",
    "Mục tiêu: nâng cao",
    "Sở Nội vụ",
    "",
]


@pytest.mark.parametrize(("text", "form", "label", "rest"), MARKERS)
def test_marker_is_read(text: str, form: str, label: str, rest: str) -> None:
    marker = read_marker(text)
    assert (marker.form, marker.label, text[marker.start :]) == (form, label, rest)


@pytest.mark.parametrize("text", NO_MARKERS)
def test_text_without_marker_is_plain(text: str) -> None:
    marker = read_marker(text)
    assert (marker.form, marker.start) == ("plain", 0)


@pytest.mark.parametrize(
    ("text", "form", "label"),
    [
        ("I", "roman", "I"),
        ("2.1", "number", "2.1"),
        ("a)", "letter", "a"),
        ("7.", "number", "7"),
        ("Tổng", "plain", ""),
    ],
)
def test_bare_marker_of_a_number_cell(text: str, form: str, label: str) -> None:
    marker = read_bare_marker(text)
    assert (marker.form, marker.label) == (form, label)


@given(st.text())
def test_marker_starts_within_the_text(text: str) -> None:
    assert 0 <= read_marker(text).start <= len(text)
