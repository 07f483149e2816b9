"""What classes of words become when their file is read."""

import pytest

from extractors.text.offices import BEFORE_BODY, SIGNERS
from extractors.text.word_classes import every_spelling, every_word, single_words
from extractors.text.words import words


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("thi đua - khen thưởng", 5),
        ("Thi đua, khen thưởng tỉnh", 5),
        ("thi đua và khen thưởng", 5),
        ("thi đua khen thưởng", 4),
        ("thi đua", None),
    ],
)
def test_a_phrase_is_found_in_every_spelling_of_its_joints(text: str, end: int | None) -> None:
    assert every_spelling(["thi đua, khen thưởng"]).at(words(text), 0) == end


def test_a_class_of_single_words_takes_no_phrase() -> None:
    assert single_words(["và", "hoặc"]) == {"và", "hoặc"}
    with pytest.raises(ValueError, match="cùng với"):
        single_words(["và", "cùng với"])


def test_the_words_of_phrases_are_single_words() -> None:
    assert every_word(["giai đoạn", "năm"]) == {"giai", "đoạn", "năm"}


@pytest.mark.parametrize(
    "office", ["chủ tịch", "trưởng phòng", "chánh văn phòng", "thủ tướng", "trưởng thôn", "trưởng công an"]
)
def test_these_offices_sign(office: str) -> None:
    assert office in SIGNERS


@pytest.mark.parametrize(
    "person", ["phó chủ tịch", "phó trưởng", "lãnh đạo", "công chức", "đ/c", "chủ nhiệm"]
)
def test_these_persons_stand_before_a_body(person: str) -> None:
    assert person in BEFORE_BODY
