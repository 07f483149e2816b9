"""What is made of tesseract's words: numbers read twice, sizes, markers. Without tesseract."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.readers.ocr import missed_text, numbers
from pipeline.readers.ocr.engine import OcrLine, OcrWord, _pages
from pipeline.readers.ocr.head_fields import head_fields, with_head_fields
from pipeline.readers.ocr.numbers import (
    Doubt,
    abbreviation,
    complete_column_numbers,
    disagree,
    is_plus,
    number,
    reread_numbers,
    superscript_label,
)
from pipeline.readers.ocr.repeated_titles import unify_repeated_titles
from pipeline.readers.ocr.set_phrases import glued_phrase, restore_diacritics, set_phrase, unit_name
from pipeline.readers.ocr.specks import without_margin_specks
from pipeline.readers.ocr.superscripts import with_superscripts
from pipeline.readers.ocr.typeface import true_sizes, width_of
from pipeline.readers.ocr.uprights import strokes
from pipeline.readers.ocr.words import ScannedWord, is_dust, is_plausible, scanned_words
from pipeline.readers.pages.ink import Style
from pipeline.readers.pages.lattices import GridCell, Lattice
from pipeline.readers.pages.lines import Word
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.placed_words import PlacedWords
from pipeline.readers.pages.tables import filled_table


def line(*words: tuple[str, float, float], confidence: float = 0.9) -> OcrLine:
    return OcrLine(tuple(OcrWord(text, x0, 0, x1, 40, confidence) for text, x0, x1 in words), 0.0, 30.0)


@pytest.mark.parametrize(
    ("first", "second", "surer", "expected"),
    [
        ("9.1.", "5.1.", True, "5.1."),
        ("9.1.", "5.1.", False, "9.1."),
        ("9.1,", "5.1.", True, "5.1."),
        ("o.2.", "5.2.", False, "5.2."),
        ("2.4.", "24.", True, "2.4."),
        ("30/6/2024.", "30/5/2024.", True, "30/5/2024."),
        ("l5", "15", False, "15"),
        ("E2", "2", False, "2"),
        ("4", "(4)", True, "(4)"),
        ("12", "Uh", True, "12"),
        ("V", "5", True, "V"),
        ("1%", "1%.", True, "1%"),
        ("TT", "1", False, "TT"),
        ("đa", "12", True, "12"),
    ],
)
def test_a_number_read_twice(first: str, second: str, surer: bool, expected: str) -> None:
    assert number(first, second, width_of(first, bold=False), surer=surer) == expected


@pytest.mark.parametrize(
    ("first", "second"), [("1.", "III."), ("I.", "II."), ("1", "VI"), ("II/2025", "III/2025"), ("V", "IV")]
)
def test_a_roman_numeral_is_as_wide_as_it_is(first: str, second: str) -> None:
    assert number(first, second, width_of(second, bold=True), bold=True) == second


def test_a_one_is_no_roman_numeral_when_both_readings_say_so() -> None:
    assert number("1", "1", 0.3) == "1"


@pytest.mark.parametrize(
    ("first", "second", "width_like", "expected"),
    [
        ("1'LHC", "TTHC", "TTHC", "TTHC"),
        ("PAPTI", "PAPI", "PAPI", "PAPI"),
        ("UBND", "UBNO", "UBND", "UBND"),
        ("SIT", "STT", "STT", "STT"),
        ("PCTNTC", "PCINTC", "PCTNTC", "PCTNTC"),
        ("HCC", "hcc", "HCC", "HCC"),
    ],
)
def test_an_abbreviation_read_twice(first: str, second: str, width_like: str, expected: str) -> None:
    assert abbreviation(first, second, width_of(width_like, bold=False)) == expected


@pytest.mark.parametrize(
    ("text", "mark"),
    [("2", "2"), ("l", "1"), ("12", "12"), ("1°", "1"), ("*", "*"), ("ab", None), ("", None)],
)
def test_the_label_of_a_raised_mark(text: str, mark: str | None) -> None:
    assert superscript_label(text) == mark


def uprights(count: int, *, barred: bool) -> np.ndarray:
    image = Image.new("L", (120, 60), 255)
    draw = ImageDraw.Draw(image)
    for index in range(count):
        draw.rectangle((10 + 22 * index, 8, 16 + 22 * index, 50), fill=0)
    if barred:
        draw.rectangle((10, 27, 10 + 22 * (count - 1), 31), fill=0)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("count", "barred", "expected"), [(1, False, 1), (2, False, 2), (3, False, 3), (2, True, None)]
)
def test_uprights_are_counted_where_no_bar_joins_them(count: int, barred: bool, expected: int | None) -> None:
    assert strokes(uprights(count, barred=barred)) == expected


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ([(2, 12, 28, 15), (13, 2, 16, 28)], True),
        ([(2, 2, 28, 5), (13, 2, 16, 28)], False),
        ([(13, 2, 16, 28)], False),
        ([(2, 12, 28, 15), (20, 2, 23, 28), (4, 2, 6, 12)], False),
    ],
)
def test_a_plus_has_two_bars_and_bare_corners(bars: list[tuple[int, int, int, int]], expected: bool) -> None:
    assert is_plus(word_image(*bars)[:32, :40]) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["(1)", "2", "(", "(4)"], ["(1)", "(2)", "(3)", "(4)"]),
        (["1", "2", "8"], ["1", "2", "3"]),
        (["(1)", "(2)", "(3)", "?"], ["(1)", "(2)", "(3)", "(4)"]),
        (["5", "Sở", "x"], ["5", "Sở", "x"]),
        (["1", "2"], ["1", "2"]),
    ],
)
def test_a_row_of_column_numbers_is_completed(texts: list[str], expected: list[str]) -> None:
    xs = [72.0 * index for index in range(len(texts) + 1)]
    words = [
        ScannedWord(text, n, 300 * n + 100, 20, 300 * n + 140, 60, 60, 0.9) for n, text in enumerate(texts)
    ]
    lattice = Lattice(xs, [0.0, 20.0], [GridCell(0, n, 1, 1) for n in range(len(texts))])
    complete_column_numbers(words, [lattice], 300)
    assert [word.text for word in words] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("QĐÐ-UBND", "QĐ-UBND"), ("NÑQ", "NQ"), ("Ðơn", "Đơn"), ("thẩm", "thẩm"), ("niño", "nino"), ("—", "—")],
)
def test_letters_of_other_alphabets_are_replaced(text: str, expected: str) -> None:
    assert [word.text for word in scanned_words([line((text, 0, 90))])] == [expected]


def test_a_marker_glued_to_its_heading_is_parted() -> None:
    found = scanned_words([line(("II.MỤC", 0, 130), ("TIÊU", 150, 240))])
    assert [word.text for word in found] == ["II.", "MỤC", "TIÊU"]
    assert found[0].x1 < found[1].x0


@pytest.mark.parametrize("text", ["15.000", "UBND.", "a.", "Q.1"])
def test_a_number_or_an_abbreviation_is_not_parted(text: str) -> None:
    assert len(scanned_words([line((text, 0, 90))])) == 1


def test_a_shred_of_the_word_before_is_left_out() -> None:
    assert [word.text for word in scanned_words([line(("IV", 0, 50), ("7", 30, 50))])] == ["IV"]


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        ("-", 0.9, False),
        ("-", 0.3, True),
        ("~", 0.9, True),
        ("x", 0.4, True),
        ("7", 0.4, False),
        ("Sở", 0.4, False),
        ("Sở", 0.01, True),
        ("H.", 0.4, False),
        ("a)", 0.4, False),
        ("H", 0.4, True),
    ],
)
def test_dust(text: str, confidence: float, expected: bool) -> None:
    assert is_dust(text, confidence) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("TTHC", True), ("tin,", True), ("SƠNỘIvW", False), ("x", False)]
)
def test_a_doubted_word_that_is_spelt_right_is_kept(text: str, expected: bool) -> None:
    assert is_plausible(text) == expected


def test_sizes_near_a_common_one_are_that_size() -> None:
    found = true_sizes([(13.9, 400), (14.2, 350), (13.6, 20), (10.1, 60), (6.7, 1)])
    assert found == {13.9: 14.0, 14.2: 14.0, 13.6: 14.0, 10.1: 10.0, 6.7: 6.5}


def test_words_and_baselines_are_read_from_hocr() -> None:
    hocr = """<html xmlns="http://www.w3.org/1999/xhtml"><body><div class='ocr_page' title='bbox 0 0 900 90'>
    <span class='ocr_header' title="bbox 100 20 300 60; baseline 0.01 -10; x_size 40">
    <span class='ocrx_word' title='bbox 100 20 180 60; x_wconf 93'><strong>Sở</strong></span>
    <span class='ocrx_word' title='bbox 200 20 300 60; x_wconf 40'>Nô\u0323i</span>
    <span class='ocrx_word' title='bbox 310 20 320 60; x_wconf 40'> </span></span></div>
    <div class='ocr_page' title='bbox 0 0 9 9'/></body></html>"""
    first, second = _pages(hocr.encode())
    assert second == []
    assert [(word.text, word.confidence) for word in first[0].words] == [("Sở", 0.93), ("Nội", 0.4)]
    assert first[0].slope * 100 + first[0].offset == pytest.approx(50)


@pytest.mark.parametrize(("second", "confidence"), [("s", 0.55), ("HH", 0.55)])
def test_a_marker_that_the_second_look_loses_stays(
    second: str, confidence: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def misread(images: list[Image.Image], mode: str, dpi: int) -> list[list[OcrLine]]:
        del mode, dpi
        return [
            [line((second if index == 0 else "s", 0, 40), confidence=confidence)]
            for index in range(len(images))
        ]

    monkeypatch.setattr(missed_text, "recognise", misread)
    words = [
        ScannedWord("II.", 0, 100, 100, 140, 133, 133, 0.4, size=12.0),
        ScannedWord("NHIỆM", 0, 160, 100, 300, 133, 133, 0.9, size=12.0),
        ScannedWord("s", 1, 100, 200, 122, 233, 233, 0.0, size=12.0),
        ScannedWord("z", 2, 100, 300, 111, 308, 308, 0.9, size=12.0),
    ]
    found = missed_text.reread_doubtful_and_missed(words, np.full((400, 400), 255, np.uint8), 300)
    assert [word.text for word in found] == ["II.", "NHIỆM", "?"]


def word_image(*bars: tuple[int, int, int, int]) -> np.ndarray:
    image = Image.new("L", (400, 120), 255)
    draw = ImageDraw.Draw(image)
    for bar in bars:
        draw.rectangle(bar, fill=0)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("text", "bars", "expected"),
    [
        ("hẹn2", [(20, 40, 40, 78), (50, 40, 70, 78), (80, 40, 100, 78), (106, 36, 116, 57)], ["hẹn", "?"]),
        ("+", [(20, 54, 44, 57), (31, 44, 34, 68)], ["+"]),
        # the upper part of a pale "2", its foot apart
        (
            "2012",
            [(20, 40, 40, 78), (50, 40, 70, 78), (80, 40, 100, 78), (106, 40, 120, 60), (106, 66, 120, 78)],
            ["2012"],
        ),
        # what is raised stands amid the word
        (
            "2011",
            [(20, 40, 40, 78), (46, 36, 60, 57), (70, 40, 90, 78), (96, 40, 116, 78), (126, 40, 146, 78)],
            ["2011"],
        ),
    ],
)
def test_a_raised_mark_has_nothing_below_and_ends_its_word(
    text: str, bars: list[tuple[int, int, int, int]], expected: list[str]
) -> None:
    word = ScannedWord(text, 0, 20, 36, max(bar[2] for bar in bars) + 1, 79, 79, 0.9, size=12.0)
    assert [found.text for found in with_superscripts([word], word_image(*bars), 300)] == expected


def test_a_streak_left_of_the_text_is_no_label() -> None:
    lines = [
        ScannedWord(text, n, x, 40 * n, x + 40, 40 * n + 30, 40 * n + 30, 0.9, size=12.0)
        for n in range(3)
        for text, x in (("Sở", 100), ("Nội", 150), ("vụ", 200))
    ]
    grey = np.full((200, 400), 255, np.uint8)
    grey[84:104, 60:66] = 0
    assert [word.text for word in with_superscripts(lines, grey, 300)] == [word.text for word in lines]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("CHÍ THỊ", "CHỈ THỊ"),
        ("PHỎ CHU TỊCH", "PHÓ CHỦ TỊCH"),
        ("Độc lâp - Tư do - Hanh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("UỶ BAN NHÂN DÂN", None),
        ("CHỈ THỊ", None),
        ("SỞ NỘI VỤ", None),
    ],
)
def test_the_marks_of_a_set_phrase(read: str, expected: str | None) -> None:
    assert set_phrase(read.split()) == (expected.split() if expected else None)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("TĨNH PHỦ THỌ", "TỈNH PHÚ THỌ"),
        ("UBND TÍNH QUẢNG NGAI", "UBND TỈNH QUẢNG NGÃI"),
        ("THÀNH PHÔ HÔ CHÍ MINH", "THÀNH PHỐ HỒ CHÍ MINH"),
        ("TỈNH HÒA MẪU", None),
        ("XÃ TÂN THANH", None),
        ("Tĩnh Phủ Thọ", None),
        ("TỈNH", None),
    ],
)
def test_the_marks_of_a_unit_that_alone_has_these_letters(read: str, expected: str | None) -> None:
    assert unit_name(read.split()) == (expected.split() if expected else None)


@pytest.mark.parametrize(("read", "expected"), [("KẼHOẠCH", "KẾ HOẠCH"), ("KẼ", None), ("HOẠCH", None)])
def test_a_set_phrase_that_was_read_as_one_word(read: str, expected: str | None) -> None:
    assert glued_phrase(read) == expected


def test_marks_are_restored_within_a_column_and_where_the_engine_is_unsure() -> None:
    def words(line: int, x: float, text: str, confidence: float) -> list[ScannedWord]:
        return [
            ScannedWord(part, line, x + 150 * n, 0, x + 150 * n + 120, 40, 40, confidence, size=13.0)
            for n, part in enumerate(text.split())
        ]

    head = [
        *words(0, 0, "TĨNH PHỦ THỌ", 0.6),
        *words(0, 900, "VIỆT NAM", 0.95),
        *words(1, 0, "TỈNH PHỦ THỌ", 0.95),
    ]
    restore_diacritics(head, 300)
    assert [word.text for word in head] == ["TỈNH", "PHÚ", "THỌ", "VIỆT", "NAM", "TỈNH", "PHỦ", "THỌ"]


def table_of(page: int, rows: list[list[str]]) -> PageDraft:
    xs = [100.0 * n for n in range(len(rows[0]) + 1)]
    ys = [20.0 * n for n in range(len(rows) + 1)]
    grid = Lattice(
        xs, ys, [GridCell(row, col, 1, 1) for row in range(len(rows)) for col in range(len(rows[0]))]
    )
    style = Style(12.0, bold=False, italic=False)
    words = [
        Word(text, xs[col] + 10, xs[col] + 60, ys[row] + 14, style, 0, 0, len(text))
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
        if text
    ]
    draft = PageDraft(page, 600, 800)
    draft.tables.append(filled_table(grid, PlacedWords.of(words), page))
    return draft


TITLES = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (["SIT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], TITLES),
        (["", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], TITLES),
        (["2", "Rà soát thủ tục", "Phòng Tư pháp", "Quý II"], None),
    ],
)
def test_titles_that_a_page_repeats_are_read_alike(second: list[str], expected: list[str] | None) -> None:
    pages = [
        table_of(1, [TITLES, ["1", "Rà soát", "Sở Nội vụ", "Quý I"]]),
        table_of(2, [second, ["2", "Công khai", "Sở Y tế", ""]]),
    ]
    unify_repeated_titles(pages)
    found = [[cell.text for cell in pages[1].tables[0].row_starts(row)] for row in range(2)]
    assert found == [expected or second, ["2", "Công khai", "Sở Y tế", ""]]
    assert all(line.page == 2 for cell in pages[1].tables[0].cells for line in cell.lines)


@pytest.mark.parametrize(
    ("bars", "first", "sure", "second", "expected"),
    [
        (2, "H", 0.6, "II.", "II."),
        (2, "II", 0.6, "1I", "II"),
        (2, "H.", 0.6, "", "II."),
        (1, "I.", 0.6, "1.", "1."),
        (1, "I.", 0.9, "1.", "I."),
        (1, "I.", 0.6, "l.", "I."),
    ],
)
def test_a_numeral_is_what_its_strokes_and_the_surer_reading_tell(
    bars: int, first: str, sure: float, second: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads(images: list[Image.Image], mode: str, dpi: int, language: str) -> list[list[OcrLine]]:
        del mode, dpi, language
        return [[line((second, 20, 100))] if second else [] for _ in images]

    monkeypatch.setattr(numbers, "recognise", reads)
    word = ScannedWord(first, 0, 8, 6, 8 + 22 * bars, 52, 52, sure, size=12.0)
    reread_numbers([word], uprights(bars, barred=False), 300)
    assert word.text == expected


def drawn(words: list[ScannedWord], *more: tuple[int, int]) -> np.ndarray:
    """A page with a bar of ink for each word, and for each further stretch of its columns."""
    image = Image.new("L", (2480, 1400), 255)
    draw = ImageDraw.Draw(image)
    for x0, x1 in [*((int(word.x0), int(word.x1)) for word in words), *more]:
        draw.rectangle((x0, 165, x1, 198), fill=0)
    return np.asarray(image)


def set_in_line(*texts: tuple[str, float, float]) -> list[ScannedWord]:
    """Words of 12 points with a blank between them, each as wide as its text; `x0` where it is given."""
    found, x = [], 300.0
    for text, confidence, gap in texts:
        width = 50 * width_of(text, bold=False)
        found.append(ScannedWord(text, 1, x + gap, 165, x + gap + width, 200, 200, confidence, size=12.0))
        x += gap + width + 15
    return found


@pytest.mark.parametrize(
    ("texts", "unread", "second", "sureness", "expected"),
    [
        ([("Số:", 0.9, 0), ("37/KH-UBND", 0.89, 0)], None, "37/", 0.9, "Số: 37/KH-UBND"),
        ([("Số:", 0.9, 0), ("37/KH-UBND", 0.7, 0)], None, "31/", 0.9, "Số: ?/KH-UBND"),
        ([("Số:", 0.9, 0), ("37/KH-UBND", 0.3, 0)], None, "37/", 0.9, "Số: ?/KH-UBND"),
        ([("Số:", 0.9, 0), ("6", 0.7, 20), ("/KH-UBND", 0.9, 60)], 480, "6", 0.9, "Số: ? /KH-UBND"),
        ([("Số:", 0.9, 0), ("/KH-UBND", 0.9, 120)], 450, "n2", 0.2, "Số: ? /KH-UBND"),
        ([("Số:", 0.9, 0), ("/KH-UBND", 0.9, 120)], None, "", 0.0, "Số: /KH-UBND"),
        (
            [
                ("Mẫu,", 0.9, 0),
                ("ngày", 0.9, 0),
                ("4®", 0.7, 0),
                *((t, 0.9, 0) for t in ("tháng", "7", "năm", "2024")),
            ],
            None,
            "48",
            0.5,
            "Mẫu, ngày ? tháng ? năm 2024",
        ),
    ],
)
def test_what_is_written_by_hand_into_the_head_counts_where_two_readings_agree(
    texts: list[tuple[str, float, float]],
    unread: int | None,
    second: str,
    sureness: float,
    expected: str,
) -> None:
    words = set_in_line(*texts)
    grey = drawn(words, *([(unread - 40, unread)] if unread else []))
    fields = head_fields(words, grey, 300)
    for field in fields:
        field.settle(second, sureness)
    assert " ".join(word.text for word in with_head_fields(words, fields)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("II/2025", "1/2025", True),
        ("II/2025", "11/2025", False),
        ("30/6/2024.", "30/5/2024", True),
        ("95%", "93%", True),
        ("1.200", "1.200.", False),
        ("2.1.", "21.", False),
    ],
)
def test_two_readings_of_a_quarter_a_date_or_an_amount_disagree(
    first: str, second: str, expected: bool
) -> None:
    assert disagree(first, second) is expected


@pytest.mark.parametrize(
    ("first", "sure", "second", "true", "expected"),
    [
        ("II/2025", 0.61, "1/2025", "II/2025", "II/2025"),
        ("1/2026", 0.44, "11/2026", "II/2026", "II/2026"),
        ("1/2026", 0.44, "11/2026", "11/2026", "11/2026"),
    ],
)
def test_a_quarter_that_was_read_right_stays_and_what_is_doubted_is_told(
    first: str, sure: float, second: str, true: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads(images: list[Image.Image], mode: str, dpi: int, language: str) -> list[list[OcrLine]]:
        del mode, dpi, language
        return [[line((second, 20, 100))] for _ in images]

    monkeypatch.setattr(numbers, "recognise", reads)
    word = ScannedWord(first, 0, 100, 165, 100 + 50 * width_of(true, bold=False), 200, 200, sure, size=12.0)
    assert reread_numbers([word], drawn([word]), 300) == [Doubt(expected, second)]
    assert word.text == expected


def test_a_sign_with_a_bar_under_it_means_or_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    def reads(images: list[Image.Image], mode: str, dpi: int, language: str) -> list[list[OcrLine]]:
        del mode, dpi, language
        return [[line(("<", 20, 60))] for _ in images]

    monkeypatch.setattr(numbers, "recognise", reads)
    found = []
    for has_bar in (False, True):
        image = Image.new("L", (400, 300), 255)
        draw = ImageDraw.Draw(image)
        draw.line([(126, 170), (102, 180), (126, 190)], fill=0, width=3)
        if has_bar:
            draw.rectangle((101, 196, 127, 198), fill=0)
        word = ScannedWord("?", 0, 101, 168, 128, 192, 192, 0.9, is_superscript=True, size=8.0)
        reread_numbers([word], np.asarray(image), 300)
        found.append((word.text, word.is_superscript))
    assert found == [("<", False), ("≤", False)]


def test_specks_in_the_margin_are_no_letters() -> None:
    text = [
        ScannedWord(part, n, 400 + 200 * k, 0, 580 + 200 * k, 40, 40, 0.9, size=13.0)
        for n in range(4)
        for k, part in enumerate(("rà", "soát", "thủ", "tục"))
    ]
    marker = ScannedWord("1", 8, 330, 0, 350, 40, 40, 0.9, size=13.0)
    speck = ScannedWord("Ị", 9, 60, 0, 80, 40, 40, 0.7, size=13.0)
    assert without_margin_specks([*text, marker, speck], 2480, 300) == [*text, marker]
