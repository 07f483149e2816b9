"""No expression of time begins with a word that the grammar does not ask about, or stands in a running text
that is not read for one."""

from collections.abc import Iterator

import pytest

from extractors import deadlines
from extractors.deadlines import grammar, read_deadlines, times_in
from extractors.deadlines.time_signs import may_name_a_time
from extractors.text.loader import WordFile
from extractors.text.phrases import Phrases
from extractors.text.time_words import PARTS, PREPOSITIONS, TIME, UNITS, WEEKDAYS
from tests.extractors.corpus import read_cases


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
    " 15/4",
    " 15 / 4/23",
    " 12.2025",
    " 15-20/6/2023",
    " 2026 - 2030",
    " 2025 đến 2030",
    " 2 (2021–2023)",
    "5/23",
    ".5/2023",
    " 3O/O6/2O25",
)


@pytest.mark.parametrize("column", [False, True])
def test_every_word_that_may_open_a_time_is_asked_about(
    column: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"{opener}{behind}" for opener in OPENERS for behind in BEHIND]
    asked = [read_deadlines(text, year=2025, column=column) for text in texts]
    deadlines._in_column.cache_clear()
    monkeypatch.setattr(grammar, "_OPENING", _Anything())
    everything = [read_deadlines(text, year=2025, column=column) for text in texts]
    assert any(reading.deadlines for reading in everything)
    assert asked == everything


def test_every_text_that_names_a_time_is_read_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Gửi {opener}{behind}" for opener in OPENERS for behind in BEHIND]
    texts += [text.replace("hàng", "hằng").replace("quý", "quí").replace("kỳ", "kì") for text in texts]
    texts += [case["text"] for case in read_cases("deadlines")]
    read = [times_in(text, year=2025) for text in texts]
    monkeypatch.setattr(deadlines, "may_name_a_time", lambda text: True)
    assert [times_in(text, year=2025) for text in texts] == read


def test_a_text_without_a_word_of_time_is_not_read_for_one() -> None:
    assert not may_name_a_time("Các cơ quan rà soát, đề xuất sửa đổi trong thời gian tới")
    assert may_name_a_time("Báo cáo định\nkì") and may_name_a_time("Nộp vào thứ Sáu")
