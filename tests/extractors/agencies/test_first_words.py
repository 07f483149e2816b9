"""What names, places, restrictions and roles begin with: what is not asked about by its first word would have
said no."""

import pytest

from extractors.agencies import (
    any_name,
    bodies,
    names_alone,
    persons,
    places,
    restrictions,
    sentences,
    sets,
)
from extractors.agencies.name_words import HEADS, PEOPLE
from extractors.agencies.role_words import COORDINATE, LEAD, may_name_who_joins
from extractors.agencies.sentence_words import BEFORE_SUBJECT
from extractors.text.folding import fold
from extractors.text.words import words
from tests.extractors.corpus import read_cases

TEXTS = [
    *(case["text"] for room in ("agencies", "orders") for case in read_cases(room)),
    'Giao "Phòng Nội vụ", các "xã, phường" và Đ/c Nguyễn Văn Mẫu, Phó Chủ tịch UBND xã',
    "Cơ quan chủ trì soạn thảo phối hợp với doanh nghiệp, tổ chức, cá nhân có liên quan",
]
ROWS = [words(text) for text in TEXTS]


class _Anything:
    """What holds every word."""

    def __contains__(self, word: object) -> bool:
        return True


# The keys of a sentence in which everything may stand.
EVERY_KEY = frozenset({";", ":", "-"}).union(
    *(phrases.opening_keys for phrases in (LEAD, COORDINATE, BEFORE_SUBJECT.adding))
)


def test_each_sort_of_name_begins_with_its_words() -> None:
    for row in ROWS:
        for at in range(len(row)):
            window, key = row[at:], row[at].key
            assert key in any_name._OF_TITLED or any_name._titled(window) is None
            assert key in any_name._OF_PERSON or persons.match_person(window, 0) is None
            assert key in any_name._OF_SEVERAL or sets.match_quantified(window, 0) is None
            assert key in any_name._OF_BODY or bodies.match_body(window, 0) is None
            assert key in any_name._OF_SET or sets.match_set(window, 0, quantified=False) is None
            # Where a position asks for somebody, a word for people at large stands for one too.
            stands = any_name.may_begin(row, at) or key in PEOPLE.opening_keys
            assert stands or sets.match_noun(row, at) is None


def test_what_stands_alone_may_be_a_name_by_its_first_word_behind_a_marker() -> None:
    entries = [f"{marker}{text}" for marker in ("", "- ", "a) ", "1. ", "1.2. ", "+", '"') for text in TEXTS]
    begin = [entry for entry in entries if HEADS.longest(names_alone._words_of(entry), 0) is not None]
    assert begin
    assert all(names_alone._may_begin_name(entry) for entry in begin)


def test_places_and_restrictions_begin_with_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def read() -> list[tuple[int | None, int]]:
        spots = [(row, at) for row in ROWS for at in range(len(row))]
        return [(places.past_place(row, at), restrictions.past_restriction(row, at)) for row, at in spots]

    asked = read()
    monkeypatch.setattr(places, "OPENS_PLACE", _Anything())
    monkeypatch.setattr(restrictions, "_OPENING", _Anything())
    assert read() == asked


def test_a_role_is_looked_for_wherever_its_words_stand() -> None:
    for row in ROWS:
        for sentence in sentences.sentences(row):
            keys = {word.key for word in sentence}
            assert sentences._leads(sentence, 0, keys) == sentences._leads(sentence, 0, EVERY_KEY)
            joined = list(sentences._coordinates(sentence, keys))
            assert joined == list(sentences._coordinates(sentence, EVERY_KEY))


def test_somebody_takes_part_only_by_words_that_say_so() -> None:
    joined = [text for text in TEXTS if any(m.role == "coordinate" for m in sentences.read_sentence(text))]
    assert joined
    assert all(may_name_who_joins(fold(text)) for text in joined)
