"""Numbers in words and roman numerals: their values, and where they end."""

import re

import pytest

from extractors.text.numerals import NUMERAL_PATTERN, Sense, numeral_value, read_numeral, roman_value

CARDINALS = [
    ("một", 1),
    ("bảy", 7),
    ("bẩy", 7),
    ("mười", 10),
    ("mười một", 11),
    ("mười lăm", 15),
    ("hai mươi", 20),
    ("hai mươi mốt", 21),
    ("hai mươi tư", 24),
    ("ba mươi mốt", 31),
    ("chín mươi chín", 99),
]


@pytest.mark.parametrize(("phrase", "value"), CARDINALS)
def test_a_number_in_words_has_its_value(phrase: str, value: int) -> None:
    assert numeral_value(phrase) == value
    assert re.fullmatch(NUMERAL_PATTERN, phrase)


@pytest.mark.parametrize(
    ("phrase", "value", "rest"),
    [
        ("ba cuộc họp", 3, "cuộc họp"),
        ("mười năm qua", 10, "năm qua"),
        ("hai mươi năm", 20, "năm"),
        ("hai mươi mốt xã", 21, "xã"),
        ("năm hội nghị", 5, "hội nghị"),
    ],
)
def test_the_longest_number_is_read_and_years_are_no_digit(phrase: str, value: int, rest: str) -> None:
    words = phrase.split()
    found = read_numeral(words)
    assert found is not None
    assert (found[0], " ".join(words[found[1] :])) == (value, rest)
    match = re.match(NUMERAL_PATTERN, phrase)
    assert match is not None
    assert numeral_value(match[0]) == value


@pytest.mark.parametrize(
    ("phrase", "sense", "value"),
    [
        ("tư", "name", 4),
        ("mười tư", "name", 14),
        ("nhất", "name", None),
        ("nhất", "rank", 1),
        ("tư", "rank", 4),
    ],
)
def test_some_words_are_a_number_in_one_sense_only(phrase: str, sense: Sense, value: int | None) -> None:
    assert numeral_value(phrase, sense=sense) == value


@pytest.mark.parametrize("phrase", ["", "nhất", "tư", "mốt", "mươi", "các xã", "mười năm"])
def test_other_words_are_no_number_to_count_with(phrase: str) -> None:
    assert numeral_value(phrase) is None


@pytest.mark.parametrize(("numeral", "value"), [("i", 1), ("iv", 4), ("viii", 8), ("xii", 12), ("xliv", 44)])
def test_a_roman_numeral_has_its_value(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize("word", ["", "iiii", "vx", "ic", "xã", "vi phạm"])
def test_other_letters_are_no_roman_numeral(word: str) -> None:
    assert roman_value(word) is None
