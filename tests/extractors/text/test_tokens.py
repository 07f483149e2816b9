"""The lexer: how each cut divides a text, and by what key a token is looked up."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text.tokens import Lexer, keys, word_key, words

_FINE = Lexer(fine=True, spellings={"hằng": "hàng"}, before_numeral=("quý",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND TP. Huế", ["UBND", "TP.", "Huế"]),
        ("UBND TP.", ["UBND", "TP", "."]),
        ("đ/c Chủ tịch", ["đ/c", "Chủ", "tịch"]),
        ("T4/2023", ["T4", "/", "2023"]),
        ("Sở A\nSở B", ["Sở", "A", "\n", "Sở", "B"]),
    ],
)
def test_names_are_read_from_whole_words_and_lines(text: str, expected: list[str]) -> None:
    assert [token.text for token in words(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T4/2023", ["T", "4", "/", "2023"]),
        ("số 12/QĐ-UBND ngày", ["số", "12/QĐ-UBND", "ngày"]),
        ("03/2021/NQ-HĐND", ["03/2021/NQ-HĐND"]),
        ("QuýIV/2025", ["Quý", "IV", "/", "2025"]),
        ("Quý\nIV", ["Quý", "IV"]),
        ("quýt", ["quýt"]),
    ],
)
def test_times_are_read_from_numbers_words_and_symbols(text: str, expected: list[str]) -> None:
    assert [token.text for token in _FINE(text)] == expected


def test_a_token_tells_what_stands_before_it() -> None:
    tokens = _FINE("a b,\n c")
    assert [(t.key, t.after_blank, t.opens_line) for t in tokens] == [
        ("a", True, True),
        ("b", True, False),
        (",", False, False),
        ("c", True, True),
    ]


@pytest.mark.parametrize(("one", "other"), [("Uỷ", "ủy"), ("TP.", "tp"), ("&", "và"), ("’", "“")])
def test_spellings_of_a_word_have_one_key(one: str, other: str) -> None:
    assert word_key(one) == word_key(other)


def test_in_the_fine_cut_a_sign_is_no_word_and_other_spellings_are_joined() -> None:
    assert [token.key for token in _FINE("Hằng & 00'")] == ["hàng", "&", "00", "'"]


def test_keys_of_a_phrase() -> None:
    assert keys("Ủy ban, hội đồng") == ("ủy", "ban", ",", "hội", "đồng")


@pytest.mark.parametrize("cut", [words, _FINE])
@given(text=st.text())
def test_every_character_but_blanks_is_in_one_token(cut: Lexer, text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    done = 0
    for token in cut(text):
        assert token.text == text[token.start : token.end] != ""
        assert text[done : token.start].strip() == ""
        done = token.end
    assert text[done:].strip() == ""


_PIECES = st.sampled_from(
    [
        *("TP.", "tp.", "vp", ".", "đ/c", "quý", "IV", "12/QĐ-UBND", "Huế", "1", "-", "_", "\u0301"),
        *(" ", "  ", "\n", "\t", "\u00a0", "\u2028"),
    ]
)


@pytest.mark.parametrize("cut", [words, _FINE])
@given(pieces=st.lists(_PIECES, max_size=12))
def test_a_text_is_cut_as_one_that_stands_behind_another(cut: Lexer, pieces: list[str]) -> None:
    text = "".join(pieces)
    alone = [(t.text, t.key, t.start, t.end, t.kind) for t in cut(text)]
    matches = [(m[0], m.start(), m.end()) for m in cut.pattern.finditer(text)]
    assert [(text, start, end) for text, _, start, end, _ in alone] == matches
    lines = 0 if cut is _FINE else 1
    behind = cut(f"a\n{text}")[1 + lines :]
    assert [(t.text, t.key, t.start - 2, t.end - 2, t.kind) for t in behind] == alone


@pytest.mark.parametrize("cut", [words, _FINE])
@given(pieces=st.lists(_PIECES, max_size=12), end=st.integers(0, 30))
def test_the_tokens_of_a_beginning_are_those_of_its_text(cut: Lexer, pieces: list[str], end: int) -> None:
    text = "".join(pieces)
    assert [*cut.beginning(text, end)] == cut(text[:end])
