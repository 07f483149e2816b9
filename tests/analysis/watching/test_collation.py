"""Names in the order of a Vietnamese dictionary."""

import random

import pytest

from analysis.watching.collation import collation_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["An Giang", "Bà Rịa - Vũng Tàu", "Ba Vì", "Bắc Ninh", "Bến Tre", "Cà Mau", "Đà Nẵng", "Điện Biên"],
        ["Đắk Lắk", "Đắk Nông", "Đồng Nai", "Đồng Tháp", "Gia Lai"],
        ["da", "dà", "dả", "dã", "dá", "dạ", "dă", "dâ", "đa"],
        ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Uỷ ban", "Ưu tiên"],
        ["1", "a", "z"],
    ],
)
def test_names_stand_as_in_a_dictionary(ordered: list[str]) -> None:
    mixed = list(ordered)
    random.Random(3).shuffle(mixed)
    assert sorted(mixed, key=collation_key) == ordered


def test_a_name_of_combining_marks_stands_where_its_letters_do() -> None:
    assert collation_key("Đà Nẵng")[:2] == collation_key("\u0110a\u0300 Na\u0306\u0303ng")[:2]
