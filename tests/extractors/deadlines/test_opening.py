"""No expression of time begins with a word that the grammar does not ask about."""

from collections.abc import Iterator

import pytest

from extractors.deadlines import grammar, read_deadlines
from extractors.text.loader import WordFile
from extractors.text.phrases import Phrases
from extractors.text.time_words import PARTS, PREPOSITIONS, TIME, UNITS, WEEKDAYS


class _Anything:
    """What holds every word."""

    def __contains__(self, word: object) -> bool:
        return True


def _phrases(words: WordFile) -> Iterator[str]:
    for _, found in words:
        if isinstance(found, Phrases):
            yield from (" ".join(phrase) for phrase in found)
        elif isinstance(found, WordFile):
            yield from _phrases(found)


OPENERS = sorted(
    {*_phrases(TIME), *UNITS, *PARTS, *(" ".join(p) for words in (PREPOSITIONS, WEEKDAYS) for p in words)}
)
BEHIND = (
    "",
    " 6",
    " tháng 5/2023",
    " năm 2025",
    " quý, năm",
    " 02 lần/năm",
    " hai lần mỗi năm",
    " ngày 30/6",
)


@pytest.mark.parametrize("column", [False, True])
def test_every_word_that_may_open_a_time_is_asked_about(
    column: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"{opener}{behind}" for opener in OPENERS for behind in BEHIND]
    asked = [read_deadlines(text, year=2025, column=column) for text in texts]
    monkeypatch.setattr(grammar, "_OPENING", _Anything())
    everything = [read_deadlines(text, year=2025, column=column) for text in texts]
    assert any(reading.deadlines for reading in everything)
    assert asked == everything
