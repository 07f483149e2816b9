"""Words and sentences: what is one, and that not a character of the text is lost."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.vocab import Vocab

from extractors.language import tokenizer
from extractors.language.composition import compose
from extractors.language.sentences import sentence_starts
from extractors.language.tokenizer import VietnameseTokenizer, split_words


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in split_words(text)]


def sentences(text: str) -> list[str]:
    starts = [*sentence_starts(text), len(text)]
    return [text[a:b].strip() for a, b in pairwise(starts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phòng Nội vụ tham mưu báo cáo", ["Phòng", "Nội vụ", "tham mưu", "báo cáo"]),
        ("hồ  sơ", ["hồ  sơ"]),  # the blanks of a word are in it
        ("hồ\u00a0sơ", ["hồ\u00a0sơ"]),
        ("hồ\nsơ", ["hồ", "sơ"]),  # no word goes over a line end
        ("đạt trên 98% hồ sơ", ["đạt", "trên", "98", "%", "hồ sơ"]),
        ("trước ngày 15/6/2023.", ["trước", "ngày", "15/6/2023", "."]),
        ("phối hợp với UBND. Báo cáo", ["phối hợp", "với", "UBND", ".", "Báo cáo"]),  # not "UBND."
        ("tại TP. Huế", ["tại", "TP.", "Huế"]),
        ("xem (http://a.vn/b_c/?d=1).", ["xem", "(", "http://a.vn/b_c/?d=1", ")", "."]),
        ("thư \u00d0iện tử", ["thư", "\u00d0iện tử"]),  # eth for Đ
        ("  \n", []),
        ("", []),
    ],
)
def test_words_are_those_of_the_segmenter_as_they_stand_in_the_text(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_text_in_pieces_has_the_words_of_the_composed_one() -> None:
    in_pieces = "Pho\u0300ng No\u0323\u0302i vu\u0323 chu\u0309 tri\u0300"
    assert [compose(word).text for word in words(in_pieces)] == words("Phòng Nội vụ chủ trì")
    assert " ".join(words(in_pieces)) == in_pieces


def test_words_that_cannot_be_found_again_give_way_to_blanks_and_punctuation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tokenizer, "word_tokenize", lambda text, use_token_normalize: ["hồ sở"])
    assert words("hồ sơ, biểu mẫu") == ["hồ", "sơ", ",", "biểu", "mẫu"]
    monkeypatch.setattr(tokenizer, "word_tokenize", lambda text, use_token_normalize: ["hồ sơ"])
    assert words("hồ sơ, biểu mẫu") == ["hồ", "sơ", ",", "biểu", "mẫu"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở báo cáo. Phòng tổng hợp.", ["Sở báo cáo.", "Phòng tổng hợp."]),
        ("dòng một\ndòng hai", ["dòng một", "dòng hai"]),
        ("1. Tổ chức họp. 2. Gửi biên bản.", ["1. Tổ chức họp.", "2. Gửi biên bản."]),
        ("II. NHIỆM VỤ", ["II. NHIỆM VỤ"]),
        ("2.1. Nội dung", ["2.1. Nội dung"]),
        ("a. Nội dung", ["a. Nội dung"]),
        ("trong năm 2023. Các phòng báo cáo", ["trong năm 2023.", "Các phòng báo cáo"]),
        ("tại TP. Huế và ThS. Nguyễn", ["tại TP. Huế và ThS. Nguyễn"]),
        ("thuộc P. Bến Nghé", ["thuộc P. Bến Nghé"]),
        ("điện, nước, v.v. Các đơn vị", ["điện, nước, v.v.", "Các đơn vị"]),
        ("(đã họp.) Sau đó", ["(đã họp.)", "Sau đó"]),
        ("ngày ... tháng ... năm", ["ngày ... tháng ... năm"]),
        ("đạt 1.500 hồ sơ", ["đạt 1.500 hồ sơ"]),
        ("Có đúng hạn không? Có!", ["Có đúng hạn không?", "Có!"]),
        ("các việc sau: - Họp. - Báo cáo", ["các việc sau: - Họp.", "- Báo cáo"]),
        ("   Sở báo cáo.", ["Sở báo cáo."]),
        (" \n ", []),
    ],
)
def test_sentences_end_at_line_ends_and_at_stops_before_a_capital(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


# What official texts are made of, and what nobody should write in one.
_PARTS = [
    "Sở",
    "Nội vụ",
    "UBND.",
    "TP.",
    "1.",
    "15/6",
    "98%",
    "≥",
    "KH-UBND",
    "e\u0323\u0302",
    "\u0301",
    "\u0344",
    "a\u0344",
]
_PARTS += [
    "http://",
    "a.vn/(",
    "😀",
    "👨\u200d👩\u200d👧",
    "\x00",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "\u00d0",
    "A" * 120,
    "🇻🇳",
    "İ",
    "\u1680",
]
_OFFICIAL = st.lists(st.sampled_from(_PARTS), max_size=20)
_TEXTS = st.text(max_size=200) | st.tuples(
    _OFFICIAL, st.sampled_from([" ", "", "  ", "\n", "\u00a0", "\r\n"])
).map(lambda pair: pair[1].join(pair[0]))


@given(_TEXTS)
@example("a\u0344\u0344 b")
@example("\u0301")
@settings(deadline=None, max_examples=200)
def test_not_a_character_is_lost(text: str) -> None:
    doc = VietnameseTokenizer(Vocab())(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


@given(_TEXTS)
@settings(deadline=None, max_examples=200)
def test_words_and_blanks_divide_the_text_and_sentences_begin_with_a_word(text: str) -> None:
    spans = split_words(text)
    gaps = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    assert all(start <= end and not text[start:end].strip() for start, end in gaps)
    composed = compose(text)
    assert {composed.source(start) for start in sentence_starts(composed.text)} <= {
        start for start, _ in spans
    }


@given(_TEXTS)
@settings(deadline=None, max_examples=200)
def test_a_composed_text_knows_its_places_in_the_source(text: str) -> None:
    composed = compose(text)
    offsets = [composed.source(n) for n in range(len(composed.text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert not composed.is_source or composed.text == text


@pytest.mark.parametrize(
    "text",
    [
        "http://" + "." * 60,  # exponential in underthesea's own pattern
        "a.vn/" + "!" * 60,
        "(a.vn/" + "(" * 90,
        "x" * 50_000,
        "a@a." * 12_000,
        "e" + "\u0323\u0302" * 25_000,
        ("." * 40 + " ") * 1_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.perf_counter()
    assert "".join(words(text)).replace(" ", "") == text.replace(" ", "")
    assert time.perf_counter() - begun < 5  # below 0.5 s on an idle machine; hours where a pattern backtracks
