"""Lost tone marks are put back where the syllables around leave hardly a doubt, and nothing else changes.
Without tesseract."""

import lzma
import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.ocr.images import DPI
from pipeline.readers.ocr.marks import notes_of, restore_marks
from pipeline.readers.ocr.marks.counts import FILE, Counts, WithOwnPairs, official_counts
from pipeline.readers.ocr.marks.misreadings import spellings
from pipeline.readers.ocr.marks.probabilities import probabilities
from pipeline.readers.ocr.marks.restoring import Judged
from pipeline.readers.ocr.marks.spelling import bearer_of, respelled, sentences, syllable_of
from pipeline.readers.ocr.words import ScannedWord

SIZE = 14.0
EM = SIZE * DPI / 72


def page_of(*lines: str, confidence: float = 0.92, left: float = 0.0) -> list[ScannedWord]:
    """The words of lines that stand below each other, in type of 14 points."""
    found = []
    for number, line in enumerate(lines):
        x = left
        for text in line.split(" "):
            y = 200 + number * 1.3 * EM
            width = len(text) * EM / 2
            if text:  # two blanks are a wide gap
                found.append(ScannedWord(text, number, x, y - EM, x + width, y, y, confidence, size=SIZE))
            x += width + EM / 3 if text else 3 * EM
    return found


def text_of(words: Sequence[ScannedWord]) -> str:
    return " ".join(word.text for word in words)


def restored(*lines: str, confidence: float = 0.92) -> str:
    words = page_of(*lines, confidence=confidence)
    restore_marks({1: words})
    return text_of(words)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("Sở Tài chính thâm định hồ sơ", "Sở Tài chính thẩm định hồ sơ"),
        ("lựa chọn nhà thâu xây dựng", "lựa chọn nhà thầu xây dựng"),
        ("các tô chức, cá nhân", "các tổ chức, cá nhân"),
        ("Đây mạnh tuyên truyền, phô biến", "Đẩy mạnh tuyên truyền, phổ biến"),
        ("TÔ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("thị trân Bình Mẫu", "thị trấn Bình Mẫu"),
        ("(thâm định),", "(thẩm định),"),
        ("kinh phí chỉ thường xuyên", "kinh phí chi thường xuyên"),
    ],
)
def test_lost_marks_are_put_back(read: str, expected: str) -> None:
    assert restored(read, confidence=0.85) == expected


@pytest.mark.parametrize(
    "read",
    [
        "tô",  # nothing around tells
        "bộ đội và công an xây dựng nông thôn mới",
        "huyện Kiên Hải",  # and no "Kiến Hải": the register of units is among the counts
        "tỉnh Điện Biên, huyện Đông Anh",
        "hoà bình và hòa bình",  # both ways of writing it stay
        "Ban hanh ke hoach nam",  # no tone is put on plain vowels
        "chương trinh, sư dụng, mơ rộng",  # nor on ơ, ư
        "ê) thâm/định số 12thâm thâm-định",  # list letters, mixed words
        "Sở LÂM nghiệp",  # an acronym perhaps
        "Lê Thâm Định",  # a name on a line of its own
    ],
)
def test_what_scans_do_not_lose_stays(read: str) -> None:
    assert restored(read, confidence=0.96) == read


def test_a_sentence_goes_on_in_the_next_line_but_not_in_the_next_column() -> None:
    assert restored("Sở Tài chính thâm", "định hồ sơ") == "Sở Tài chính thẩm định hồ sơ"
    assert restored("các tô chức", confidence=0.96) == "các tổ chức"
    assert restored("các tô  chức", confidence=0.96) == "các tô chức"


def test_a_capital_within_a_sentence_needs_more() -> None:
    judged: dict[str, list[Judged]] = {}
    for read in ("giao các phông", "giao các Phông"):
        judged[read] = restore_marks({1: page_of(read, confidence=0.92)}, BETWEEN)
    small, capital = judged.values()
    assert [one.is_put for one in small] == [True]
    assert [one.is_put for one in capital] == [False]
    assert 0.95 <= small[0].probability < 0.99


# "phống" is 60 times as frequent as "phông" here: between both thresholds where the reading says nothing.
BETWEEN = Counts(["phông0 10", "phông2 600", "các2 10", "giao0 10"])


def test_what_is_told() -> None:
    judged = [
        Judged("thâm", "thẩm", 2, 0.998, is_put=True),
        Judged("thâm", "thẩm", 2, 0.97, is_put=True),
        Judged("đê", "để", 2, 0.8, is_put=False),
        Judged("tô", "tổ", 1, 1.0, is_put=True),
    ]
    assert [(note.severity, note.code, note.page, note.message) for note in notes_of(judged)] == [
        ("info", "marks_restored", 1, "«tô» → «tổ» 0.99"),
        ("info", "marks_restored", 2, "«thâm» → «thẩm» 0.97 (2 times)"),
        ("info", "doubtful_marks", 2, "«đê» → «để» 0.80"),
    ]


def test_the_pairs_of_the_document_itself_count() -> None:
    official = Counts(["a0 10", "tô0 10", "tô3 10"])
    assert official.probability("", "a0", "tô3") == official.probability("", "a0", "tô0")
    own = WithOwnPairs(official, {("a0", "tô3"): 3, ("", "tô0"): 9})
    assert own.probability("", "a0", "tô3") > 2 * own.probability("", "a0", "tô0")


SAID = (
    "thâm định tô chức kê hoạch đê nghị nhà thâu kiên hải bồ trí ngân sách đối mới chỉ phí hoà hòa ơ ư sư mơ "
    "tiễn độ Tô Lê KÊ KÉ TÔ CHỨC UBND 12 5/6 a) - một, hai. (ba) x\u0302 ßê İ"
)
TEXTS = st.lists(st.sampled_from(SAID.split()) | st.text(min_size=1, max_size=6), max_size=40)


def letters_of(text: str) -> str:
    """A text without tones and the signs of its vowels, all that may change."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


@given(TEXTS, st.sampled_from((0.5, 0.85, 0.92, 0.97)))
@settings(max_examples=150, deadline=None)
def test_only_marks_change_and_only_once(texts: list[str], confidence: float) -> None:
    texts = [text for text in unicodedata.normalize("NFC", " ".join(texts)).split(" ") if text]
    words = page_of(*(" ".join(texts[start : start + 8]) for start in range(0, len(texts), 8)))
    for word in words:
        word.confidence = confidence
    before = [asdict(word) for word in words]
    judged = restore_marks({1: words})
    for old, word in zip(before, words, strict=True):
        new = asdict(word)
        assert {**new, "text": "", "as_read": ""} == {
            **old,
            "text": "",
            "as_read": "",
        }  # it stays in its place
        assert letters_of(new["text"]) == letters_of(old["text"])
        assert new["text"] == unicodedata.normalize("NFC", new["text"])
        for one, other in zip(old["text"], new["text"], strict=True):
            assert one == other or may_become(one.lower(), other.lower())
    once = [asdict(word) for word in words]
    assert restore_marks({1: words}) == judged
    assert [asdict(word) for word in words] == once


def may_become(read: str, put: str) -> bool:
    """Whether a letter becomes a vowel with a sign of its own and a tone, or an i without its tone."""
    return put == "i" or bool({*unicodedata.normalize("NFD", put)} & {"\u0302", "\u0306"})


@pytest.mark.parametrize(
    ("word", "syllable", "expected"),
    [("Thâm", "thâm3", "Thẩm"), ("KÉ", "kê2", "KẾ"), ("quyên", "quyên2", "quyến"), ("chỉ", "chi0", "chi")],
)
def test_a_word_is_respelled_in_its_capitals(word: str, syllable: str, expected: str) -> None:
    assert respelled(word, syllable) == expected


def test_where_the_tone_stands_on_its_vowels_is_no_difference() -> None:
    assert syllable_of("hoà") == syllable_of("hòa") == "hoa1"
    assert syllable_of("THUỶ") == syllable_of("thủy") == "thuy3"


@pytest.mark.parametrize("read", ["thâm0", "đê1", "trăn0", "chi3", "ke2", "co2", "hoa1", "mơ0", "sư5"])
@pytest.mark.parametrize("in_capitals", [False, True])
def test_a_syllable_has_at_most_eight_spellings(read: str, in_capitals: bool) -> None:
    known = official_counts().known
    found = spellings(read, 0.9, known, in_capitals=in_capitals)
    assert found[read] == 1.0
    assert len(found) <= 8
    for other in found:
        assert letters_of(other[:-1]) == letters_of(read[:-1])
        if other != read and bearer_of(read) is None:
            # A vowel without a sign of its own never gets a tone: it gets its sign back, or loses its dot's.
            assert other[-1] == read[-1] or other[-1] == "0"


def test_the_probabilities_of_a_place_are_those_of_all_its_sentences() -> None:
    """Against the sum over every way to spell a sentence."""
    lines = "| 9, a0 3,a0 9, b0 2,  c1 2, b1 4,  c0 3,b0 4, c1 2,b1 5, c0 4,c0 6,c1 3"
    counts = Counts(lines.split(","))
    places = [{"a0": 1.0, "x0": 0.5}, {"b0": 1.0, "b1": 0.3}, {"c0": 0.2, "c1": 1.0}]
    shares: list[dict[str, float]] = [{}, {}, {}]
    for a in places[0]:
        for b in places[1]:
            for c in places[2]:
                share, before, last = 1.0, "|", "|"
                for token, place in zip((a, b, c), places, strict=True):
                    share *= place[token] * counts.probability(before, last, token)
                    before, last = last, token
                share *= counts.probability(before, last, "|")
                for spelling, found in zip((a, b, c), shares, strict=True):
                    found[spelling] = found.get(spelling, 0.0) + share
    for found, expected in zip(probabilities(places, counts), shares, strict=True):
        whole = sum(expected.values())
        assert found == pytest.approx({spelling: share / whole for spelling, share in expected.items()})


def test_marks_take_time_in_proportion_to_the_words() -> None:
    text = "Sở Tài chính thâm định kê hoạch đâu thâu của các tô chức " * 50
    restored(text)

    def seconds(times: int) -> float:
        words = page_of(*[text] * times)
        start = time.process_time()
        restore_marks({1: words})
        return time.process_time() - start

    assert seconds(8) < 20 * max(seconds(1), 0.01)


def test_sentences_are_counted_between_their_ends() -> None:
    assert list(sentences("Thẩm định, “phê duyệt”. Số 12/KH")) == [
        ["|", "thâm3", "đinh5", ",", "phê0", "duyêt5", "|"],
        ["|", "sô2", "#", "|"],
        ["|", "kh0", "|"],
    ]


def test_the_counts_are_small_and_hold_no_text() -> None:
    """At most three syllables in a row, each run with its count."""
    shipped = files("pipeline.readers.ocr.marks").joinpath(FILE).read_bytes()
    assert 50_000 <= len(shipped) <= 300_000
    for line in lzma.decompress(shipped).decode().splitlines():
        assert re.fullmatch(r" {0,2}[^\s\d]+\d? \d+", line)
