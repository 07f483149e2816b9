"""The deadline grammar against the contract's section 4: what each phrase means, and which time words of
running text count. The examples stand in `tests/extractors/corpus/deadlines.toml`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.deadlines import clauses, find_deadlines, read_cell, read_deadlines
from extractors.deadlines.stream import Stream
from extractors.text.loader import WordFile
from extractors.text.phrases import Phrases
from extractors.text.time_words import TIME
from schemas.findings import Deadline
from tests.extractors.corpus import cases, read_cases

_YEAR = 2023


def _told(found: Deadline, source: str) -> dict[str, Any]:
    """A deadline as the examples say it: what is none, and a text that is the whole, left out."""
    told = {
        "text": found.text if found.text != source else None,
        "kind": found.kind,
        "start": found.start_date,
        "due": found.due_date,
        "recurrence": found.recurrence,
    }
    return {key: value for key, value in told.items() if value is not None}


@cases("deadlines")
def test_deadlines_of_a_text(case: dict[str, Any]) -> None:
    text, year, column = case["text"], case.get("year", _YEAR) or None, case.get("where") == "column"
    found = find_deadlines(text, year=year, column=column)
    assert [_told(deadline, text) for deadline in found] == case["expected"]


def test_the_examples_have_no_other_keys() -> None:
    for case in read_cases("deadlines"):
        assert set(case) <= {"text", "where", "year", "expected"}, case
        assert case.get("where", "column") == "column", case


def test_texts_are_verbatim_at_their_offsets_over_several_lines() -> None:
    text = "+ Rà soát: Trước  ngày 15–4–2023\n+ Báo cáo: HẰNG QUÝ"
    found = find_deadlines(text, year=2023, column=True)
    assert [(d.text, text[d.start : d.end]) for d in found] == [
        ("Trước  ngày 15–4–2023",) * 2,
        ("HẰNG QUÝ",) * 2,
    ]


@pytest.mark.parametrize(
    ("text", "column", "impossible"),
    [
        ("31/6/2025", True, ["31/6/2025"]),
        ("Trước ngày 30/06/2O25", True, ["Trước ngày 30/06/2O25"]),
        ("Nộp hồ sơ trước ngày 31/6/2025.", False, ["trước ngày 31/6/2025"]),
        ("Nộp hồ sơ trước ngày 3O/06/2025.", False, ["trước ngày 3O/06/2025"]),
        ("tháng 13/2025", True, ["tháng 13/2025"]),
        ("29/02/2025", True, ["29/02/2025"]),
        ("trước 31/6", True, ["trước 31/6"]),
        # a day that is, a fraction, the date of a cited document, a document's symbol
        ("29/02/2024", True, []),
        ("Đạt không quá 12/20 điểm.", False, []),
        ("Thực hiện Quyết định số 12/QĐ-UBND ngày 31/6/2025.", False, []),
        ("Theo Quyết định số 45/13/QĐ-UBND", True, []),
        # without any year nothing is known to be impossible
        ("Tháng 5", True, []),
    ],
)
def test_a_day_that_does_not_exist_is_quoted(text: str, column: bool, impossible: list[str]) -> None:
    reading = read_deadlines(text, year=None, column=column)
    assert reading.impossible == impossible
    assert not impossible or reading.deadlines == []


def test_other_days_of_a_list_stay() -> None:
    reading = read_deadlines("Ngày 30/5/2025, 31/6/2025", year=None, column=True)
    assert [found.text for found in reading.deadlines] == ["Ngày 30/5/2025"]
    assert reading.impossible == ["31/6/2025"]


def test_certain_readings_are_more_confident_than_completed_ones_and_conditions() -> None:
    confidences = [
        find_deadlines(text, year=2023, column=True)[0].confidence
        for text in ("Tháng 5/2023", "Tháng 5", "Theo quy định")
    ]
    assert confidences == sorted(confidences, reverse=True)
    assert len(set(confidences)) == 3


def test_a_stop_inside_a_number_ends_no_sentence() -> None:
    s = Stream("Chi 5.937 đồng. Xong")
    assert [i for i in range(len(s)) if clauses.ends_sentence(s, i)] == [5]


_VOCABULARY = """
trước sau trong đến từ nay hết chậm nhất ngày tháng quý năm tuần hàng hằng mỗi định kỳ thường xuyên đầu giữa
cuối và hai , - / ( ) . ; : I II IV 01 15 30 31 3 6 12 2023 2025 15/4 31/02 12/2025 20/6/2023 2025-2030 giai
đoạn những tiếp theo lần thứ sáu cả mười bắt khi báo cáo kế hoạch các xã 12/QĐ-UBND đã “ ” là 20/6 1,5 nửa
học 23 lần/năm T4 Q1 2O25 30/06/2O25 → được mục tiêu kết quả 2025-06-30
"""
_WORDS = _VOCABULARY.split()
_TIME_TEXTS = st.lists(st.sampled_from(_WORDS), max_size=24).map(" ".join) | st.lists(
    st.sampled_from([*_WORDS, "\n- ", "\n"]), max_size=24
).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    text=st.one_of(_TIME_TEXTS, st.text(max_size=200)),
    column=st.booleans(),
    year=st.sampled_from([None, 2023, 1, 9999]),
)
def test_no_text_raises_and_every_finding_is_where_it_says(text: str, column: bool, year: int | None) -> None:
    found = find_deadlines(text, year=year, column=column)
    for d in found:
        assert text[d.start : d.end] == d.text != ""
        assert 0 <= d.start < d.end <= len(text)
        if d.kind == "event":
            assert column
        else:
            assert d.kind in ("ongoing", "recurring") or d.start_date or d.due_date
        if d.start_date and d.due_date:
            assert d.start_date <= d.due_date
        if d.recurrence:
            assert rrulestr(d.recurrence, dtstart=datetime(2024, 1, 1))[0]
    keys = [
        (d.kind, d.start_date, d.due_date, d.recurrence, d.text.casefold() if d.kind == "event" else "")
        for d in found
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "unit",
    [
        "thường xuyên ",
        "tháng 4, ",
        "hàng quý, năm, ",
        "từ ",
        "bắt đầu a ",
        "12/2025 - ",
        "theo kế hoạch hàng năm ",
        "đến năm 2030 ",
        "1/",
        "tuần đầu ",
        "sơ kết năm 2030 ",
        "thực hiện việc lập hàng năm ",
        "(",
        "1",
        "1, ",
        "đề án nông thôn, ",
        "1O/1/2O25 ",
        "kết quả trong năm 2025 ",
    ],
)
@pytest.mark.parametrize("column", [True, False])
def test_the_work_grows_with_the_length_of_the_text(
    unit: str, column: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def counting(method: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object) -> object:
            nonlocal looks
            looks += 1
            return method(*args)

        return counted

    monkeypatch.setattr(Stream, "at", counting(Stream.at))
    monkeypatch.setattr(Phrases, "longest", counting(Phrases.longest))
    monkeypatch.setattr(Phrases, "before", counting(Phrases.before))
    work = []
    for repeats in (200, 400):
        looks = 0
        find_deadlines(unit * repeats, year=2023, column=column)
        work.append(looks)
    assert work[1] <= 2.3 * work[0] + 1000


def test_no_class_of_words_names_another_spelling() -> None:
    """A word of `spellings` is read as the one it stands for: in a class it would never be found."""
    classes = [
        words
        for table in vars(TIME).values()
        if isinstance(table, WordFile)
        for words in vars(table).values()
        if isinstance(words, Phrases)
    ]
    named = {key for words in classes for phrase in words for key in phrase}
    assert not named & set(TIME.spellings)


def test_a_duration_in_an_entry_of_its_own_gives_no_row_beside_a_date() -> None:
    dated = read_cell(["16/6/2031 - 29/6/2031", "≤ 20 ngày", "(≤ 5 ngày làm việc)"], year=2031)
    assert [[d.kind for d in reading.deadlines] for reading in dated] == [["period"], [], []]
    alone = read_cell(["≤ 20 ngày", "18 tháng"], year=2031)
    assert [[d.kind for d in reading.deadlines] for reading in alone] == [["event"], ["event"]]
