"""Triage: which text layers are sound, missing or broken. The broken ones are made here from sound text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.pdf.text_layer import judge_page
from pipeline.readers.syllables import is_syllable
from pipeline.readers.text_quality import Verdict, _shown, _shown_in_parts, judge, weigh

SOUND = (
    "Các phòng chuyên môn rà soát danh mục thủ tục, niêm yết đầy "
    "đủ tại bộ phận một cửa và gửi kết quả trước ngày 15/6/2024. "
    "Văn phòng theo dõi tiến độ hằng tuần, kịp thời nhắc những đơn "
    "vị làm chậm, tổng hợp khó khăn để trình lãnh đạo xem xét. "
)
TONES = "\u0300\u0301\u0309\u0303\u0323"


def with_question_marks(text: str) -> str:
    """A font without a map for toned letters: each is a question mark."""
    return "".join("?" if set(unicodedata.normalize("NFD", sign)) & set(TONES) else sign for sign in text)


def with_shifted_codes(text: str) -> str:
    """Glyph numbers taken for letters: the whole alphabet 29 places off, marked letters anywhere."""
    return "".join(
        chr(ord(s) - 29) if "A" <= s <= "~" else chr(0x0400 + ord(s) % 256) if ord(s) > 127 else s
        for s in text
    )


def as_read_by_english(text: str) -> str:
    """What a recogniser of English makes of it: the letters without their marks."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


TCVN3 = str.maketrans("ăâđêôơưáàảạéèẹốộớờợứựịế", "¨©®ªô¬\xad¸µ¶¹ÐÌÑèé\xeeíîøùÞÕ")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (SOUND, "good"),
        (SOUND.upper(), "good"),
        (unicodedata.normalize("NFD", SOUND), "good"),
        (with_question_marks(SOUND), "broken"),
        (with_shifted_codes(SOUND), "broken"),
        (as_read_by_english(SOUND), "broken"),
        (SOUND.translate(TCVN3), "broken"),
        ("\ue123\ue145\ue150 \ue123\ue149" * 20, "broken"),
        ("\x01\x03\x11\x12" * 30, "broken"),
        ("", "none"),
        (" \n\t", "none"),
        ("- . - *", "none"),
        ("1 250 1.300 45,5 % 2024 2025 12/2025 " * 20, "good"),
        ("PHỤ LỤC II", "good"),
        ("12", "good"),
        ("STT UBND HĐND CCHC 01 02 03", "good"),
        ("\uf0b7 " + SOUND, "good"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_verdict_on_each_kind_of_text_layer(text: str, verdict: Verdict) -> None:
    assert judge(text) == verdict


@pytest.mark.parametrize(
    ("text", "image_share", "verdict"),
    [
        (SOUND * 2, 1.0, "good"),
        ("Ký bởi: Ủy ban nhân dân; thời gian ký: 05/3/2024", 1.0, "none"),
        ("Ký bởi: Ủy ban nhân dân; thời gian ký: 05/3/2024", 0.1, "good"),
        (with_question_marks(SOUND * 2), 1.0, "broken"),
        ("", 0.0, "none"),
    ],
)
def test_a_signature_stamped_on_a_scan_is_not_its_text(
    text: str, image_share: float, verdict: Verdict
) -> None:
    assert judge_page(text.split(), image_share) == verdict


@pytest.mark.parametrize(
    "word",
    [
        "Thường",
        "trực",
        "nghiêm",
        "quyết",
        "quốc",
        "khuyến",
        "giếng",
        "gì",
        "Ủy",
        "UỶ",
        "hoà",
        "hòa",
        "ươm",
        "yêu",
        "thuở",
        "ngoằn",
    ],
)
def test_words_spelt_as_one_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "thuc",
        "hanhchinh",
        "th?c",
        "website",
        "ngê",
        "kang",
        "cế",
        "thưcj",
        "ạnh̀",
        "hộc̣",
        "PAPI",
        "gha",
        "quoc",
        "тhu",
        "",
    ],
)
def test_words_that_are_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_abbreviations_and_numbers_are_no_evidence() -> None:
    assert weigh("UBND HĐND CCHC 2024 15/NQ-CP").words == 0


@given(st.text(max_size=300))
def test_any_text_has_a_verdict(text: str) -> None:
    assert judge(text) in ("good", "none", "broken")


@given(st.lists(st.sampled_from(SOUND.split()), min_size=40, max_size=80))
def test_sound_words_in_any_order_are_good_and_without_marks_broken(words: list[str]) -> None:
    text = " ".join(words)
    evidence = weigh(text)
    if evidence.words >= 30 and evidence.marked > 0.11:
        assert judge(text) == "good"
        assert judge(as_read_by_english(text)) == "broken"


@given(st.text("aăđếB5?.,;:()“”/%-–\u0301\uf0b7\ufffd", min_size=1))
def test_a_word_between_marks_shows_what_its_parts_do(stretch: str) -> None:
    assert _shown(stretch) == _shown_in_parts(stretch)
