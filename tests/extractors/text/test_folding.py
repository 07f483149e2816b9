"""The matching form: spellings of one word meet, offsets stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.folding import fold, latin, unify, without_diacritics


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ỦY BAN", "Uỷ ban"),
        ("văn hoá", "Văn hóa"),
        ("khoẻ", "khỏe"),
        ("thuỷ lợi", "thủy lợi"),
        ("qúy II", "Quý II"),
        ("2021–2025", "2021-2025"),
        ("2021—2025", "2021\u22122025"),
        ("11\u2011CT/TU", "11-ct/tu"),
        ("“Một cửa”", '"một cửa"'),
        ("tháng\u00a06", "tháng 6"),
        ("Ðề án", "Đề án"),
        ("Ɖề án", "đề án"),
        ("КẾ НOẠCН", "kế hoạch"),
        ("ΒΑΝ", "ban"),
    ],
)
def test_spellings_of_one_word_have_one_matching_form(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "word", ["hoàn thành", "quý", "quỹ", "toán", "loại", "tuyên", "huỳnh", "hòa", "ủy", "xoay"]
)
def test_a_word_with_one_spelling_is_left_as_it_is(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("thủy", "thuý"), ("hòa", "hoa"), ("toà", "toán"), ("quý", "quỷ")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_line_ends_stay() -> None:
    assert fold("Một\nHai") == "một\nhai"


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="hoaeuyqnàáảãạỳýỷỹỵòóỏùúủUỶHOÀ –- İẞ"))
def test_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(unicodedata.normalize("NFC", text))
    assert fold(folded) == folded


def test_unify_leaves_letters_and_case() -> None:
    assert unify("Số\u00a012/KH–UBND “Uỷ”") == 'Số 12/KH-UBND "Uỷ"'


def test_letters_that_look_like_others_are_those_others_in_their_case() -> None:
    assert latin("12/QÐ-UΒND, Ɖề ðiểm КН–1") == "12/QĐ-UBND, Đề điểm KH–1"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Đồng Nai", "Dong Nai"), ("đường sắt", "duong sat"), ("ƯỚC", "UOC"), ("2% – kỳ", "2% – ky"), ("", "")],
)
def test_letters_without_their_diacritics_keep_their_case(text: str, plain: str) -> None:
    assert without_diacritics(text) == plain
    assert without_diacritics(unicodedata.normalize("NFD", text)) == plain
