"""Phrases among tokens: the longest one that begins, or ends, at a place."""

import pytest
from pydantic import ValidationError

from extractors.text.loader import WordFile
from extractors.text.phrases import PhraseClass, Phrases, phrases_of, spellings
from extractors.text.tokens import keys, words

_VERBS = phrases_of(dict.fromkeys(("kiểm tra", "tự kiểm tra", "tự"), 1))
_NAMES = Phrases((keys(name), name) for name in ("sở nội vụ", "sở"))


@pytest.mark.parametrize(
    ("text", "at", "end"),
    [("tự kiểm tra hồ sơ", 0, 3), ("tự kiểm", 0, 1), ("hồ sơ tự", 2, 3), ("hồ sơ", 0, None), ("tự", 1, None)],
)
def test_the_longest_phrase_that_begins_at_a_place(text: str, at: int, end: int | None) -> None:
    assert _VERBS.at(words(text), at) == end


@pytest.mark.parametrize(
    ("text", "end", "start"),
    [("việc tự kiểm tra", 4, 1), ("đã kiểm tra", 3, 1), ("kiểm tra", 1, None), ("kiểm tra", 0, None)],
)
def test_the_longest_phrase_that_ends_before_a_place(text: str, end: int, start: int | None) -> None:
    assert _VERBS.before(words(text), end) == start


def test_a_phrase_has_its_value_and_quotation_marks_inside_are_passed_over() -> None:
    assert _NAMES.longest(words('Sở "Nội vụ" tỉnh'), 0) == ("sở nội vụ", 5)
    assert _VERBS.at(words('"tự" kiểm tra'), 0) is None


def test_the_phrases_can_be_listed() -> None:
    assert set(_NAMES) == {("sở", "nội", "vụ"), ("sở",)}


def test_joined_parts_of_a_name_are_written_in_several_ways() -> None:
    assert set(spellings("tài chính - kế hoạch")) == {
        ("tài", "chính", "-", "kế", "hoạch"),
        ("tài", "chính", "và", "kế", "hoạch"),
        ("tài", "chính", "kế", "hoạch"),
    }


class _Form(WordFile):
    verbs: PhraseClass


def test_a_class_of_phrases_is_read_from_its_words() -> None:
    assert _Form.model_validate({"verbs": ["tự kiểm tra"]}).verbs.at(words("Tự kiểm tra"), 0) == 3


@pytest.mark.parametrize("listed", [[], ["Tự"], ["tự", "tự"], [""], "tự", [1]])
def test_a_faulty_class_of_phrases_is_refused(listed: object) -> None:
    with pytest.raises(ValidationError):
        _Form.model_validate({"verbs": listed})


def test_the_places_where_a_phrase_begins() -> None:
    row = words('Sở A và "Sở Nội vụ", sở')
    assert [*_NAMES.places(row)] == [at for at in range(len(row)) if _NAMES.at(row, at)]
    assert [*_NAMES.places(row, 1)] == [3, 4, 9]
