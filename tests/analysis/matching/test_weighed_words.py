"""The words of a text and what they weigh."""

import pytest

from analysis.matching.compounds import compounds
from analysis.matching.weighed_words import Weighed, weigh, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("giải ngân vốn", ("giải ngân", "vốn", "giải", "ngân")),
        ("hồ sơ, công việc", ("hồ sơ", "công việc", "hồ", "sơ", "công", "việc")),
        ("đạt 95% năm 2024", ("đạt", "năm")),
        ("", ()),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_words_of_any_duty_weigh_little() -> None:
    found: Weighed = {}
    weigh(found, "thực hiện giải ngân")
    assert found["thực hiện"] < found["giải ngân"]


def test_a_word_counts_less_the_further_it_stands_behind() -> None:
    found: Weighed = {}
    weigh(found, "vốn " + "và " * 30 + "rừng", from_the_head=True)
    assert found["vốn"] == 1
    assert found["rừng"] < 0.3


def test_a_word_said_twice_weighs_little_more() -> None:
    once: Weighed = {}
    twice: Weighed = {}
    weigh(once, "rừng")
    weigh(twice, "rừng")
    weigh(twice, "rừng")
    assert once["rừng"] < twice["rừng"] < 2 * once["rừng"]


def test_compounds_are_words_found_twice() -> None:
    pytest.importorskip("underthesea")
    assert "giải ngân" in compounds(["Giải ngân vốn đầu tư công.", "Thúc đẩy giải ngân."])
    assert "giải ngân" not in compounds(["Giải ngân vốn đầu tư công."])
