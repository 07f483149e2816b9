"""How many lines a text takes."""

import pytest

from analysis.exports.row_heights import HIGHEST, height_of, lines_of, most_lines


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 1),
        ("Sở Nội vụ", 20, 1),
        ("một\nhai\nba", 20, 3),
        ("Sở Nội vụ " * 10, 20, 5),
        ("x" * 100, 10, 11),
        ("SỞ NỘI VỤ " * 10, 20, 6),
    ],
)
def test_lines(text: str, width: float, expected: int) -> None:
    assert lines_of(text, width) == expected


def test_bold_and_large_type_takes_more() -> None:
    text = "Cải cách hành chính " * 40
    assert lines_of(text, 40) < lines_of(text, 40, bold=True) < lines_of(text, 40, size=16)


def test_a_row_is_no_higher_than_excel_allows() -> None:
    assert height_of(most_lines()) <= HIGHEST
    assert height_of(10_000) == HIGHEST
    assert height_of(1) < height_of(2)
