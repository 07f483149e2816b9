"""What a cell says, however it was typed."""

import unicodedata
from datetime import date, datetime, time
from typing import Any

import pytest

from analysis.corrections.cell_texts import NoTextError, same, text_of

NFD = unicodedata.normalize("NFD", "Sở Nội vụ")


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (None, "General", None),
        ("", "General", None),
        ("  \n ", "General", None),
        ("Sở Nội vụ ", "General", "Sở Nội vụ"),
        ("a \r\n b", "General", "a\nb"),
        ("a_x000D_\nb", "General", "a\nb"),
        ("_x005F_x0041_", "General", "_x0041_"),
        ("a\x07b", "General", "ab"),
        (5, "General", "5"),
        (5.0, "General", "5"),
        (1.5, "General", "1,5"),
        (0.1 + 0.2, "General", "0,3"),
        (0.985, "0.0%", "98,5%"),
        (123456789012, "General", "123456789012"),
        (datetime(2024, 6, 30), "dd/mm/yyyy", "30/06/2024"),
        (datetime(2024, 6, 30), "m/d/yy", "30/06/2024"),
        (datetime(2024, 6, 1), "mmm-yy", "06/2024"),
        (datetime(2024, 6, 1), '[Red]mm"d"yyyy', "06/2024"),
        (date(2024, 6, 30), "d-mmm", "30/06/2024"),
        (time(14, 30), "h:mm", "14:30"),
    ],
)
def test_what_a_cell_says(value: Any, number_format: str, expected: str | None) -> None:
    assert text_of(value, "n", number_format) == expected


@pytest.mark.parametrize(("data_type", "kind"), [("f", "formula"), ("e", "error")])
def test_a_cell_that_says_nothing_by_itself(data_type: str, kind: str) -> None:
    with pytest.raises(NoTextError) as caught:
        text_of("=1+1", data_type, "General")
    assert caught.value.kind == kind


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a  b", "a\nb", True),
        (None, "", True),
        ("Sở Nội vụ", NFD, True),
        ("sở nội vụ", "Sở Nội vụ", False),
        ("a", None, False),
    ],
)
def test_the_same_text(one: str | None, other: str | None, *, expected: bool) -> None:
    assert same(one, other) is expected
