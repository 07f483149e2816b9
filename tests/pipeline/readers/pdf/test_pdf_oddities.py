"""Odd ways to print a plan: form objects in form objects, tables side by side and sideways, letters printed
twice, ligatures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.layout import FootnoteCall, Table, paragraphs_of
from tests.pipeline.readers.pdf_building import (
    BOLD,
    LEFT,
    TIMES,
    Sheet,
    read_back,
    rows,
    tables,
    texts,
    written,
)

FILLED = ((90, 115, "a"), (210, 115, "b"), (90, 135, "c"), (210, 135, "d"))


def a_table(sheet: Sheet) -> None:
    sheet.grid((80, 200, 320), (100, 120, 140))
    for x, y, text in FILLED:
        sheet.text(x, y, text, 12)


def in_forms(sheet: Sheet) -> None:
    """The table at half its size in a form, that form shifted in another one, which is placed at twice its
    size."""
    canvas = sheet.canvas
    canvas.beginForm("inner")
    canvas.scale(0.5, 0.5)
    a_table(sheet)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.translate(10, 20)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.saveState()
    canvas.scale(2, 2)
    canvas.translate(-10, -20)
    canvas.doForm("outer")
    canvas.restoreState()


def dashed(sheet: Sheet) -> None:
    """Rules with a dash pattern."""
    sheet.canvas.setDash(1, 2)
    a_table(sheet)


@pytest.mark.parametrize("draw", [in_forms, dashed], ids=lambda draw: draw.__name__)
def test_a_table_is_read_however_it_is_drawn(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    (table,) = tables(read_back(tmp_path, draw))
    assert rows(table) == [["a", "b"], ["c", "d"]]


def test_a_form_with_a_matrix_of_its_own(tmp_path: Path) -> None:
    """The form's content is written at a tenth of its size, its matrix makes it ten times as large."""
    grid = (
        "0.05 w "
        + "".join(f"8 {y} m 32 {y} l S " for y in (70, 72, 74))
        + "".join(f"{x} 70 m {x} 74 l S " for x in (8, 20, 32))
    )
    words = "BT /F 1.2 Tf 9 72.5 Td (a) Tj 12 0 Td (b) Tj -12 -2 Td (c) Tj 12 0 Td (d) Tj ET"
    form = "/Type/XObject/Subtype/Form/BBox[0 0 60 85]/Matrix[10 0 0 10 0 0]/Resources<</Font<</F 6 0 R>>>>"
    layout = written(
        tmp_path / "form.pdf",
        "/X Do",
        resources="/XObject<</X 5 0 R>>",
        streams={5: (form, grid + words), 6: (TIMES, "")},
    )
    (table,) = tables(layout)
    assert rows(table) == [["a", "b"], ["c", "d"]]


def mapped(codes: dict[int, str]) -> str:
    """A ToUnicode map."""
    lines = "".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} "
        f"beginbfchar\n{lines}endbfchar\nendcmap end end"
    )


@pytest.mark.parametrize(
    ("codes", "shown", "text"),
    [
        ({}, "o\\001ce", "ofice"),
        ({1: "fi"}, "o\\001ce", "ofice"),
        ({1: "\ufb01"}, "o\\001ce", "ofice"),
        ({1: "ffi"}, "o\\001ce", "office"),
        # decomposed letters: a mark of its own glyph, and one of the same glyph as its letter
        ({2: "\u0309"}, "so\\002", "sỏ"),
        ({1: "o\u0302\u0309"}, "s\\001", "sổ"),
    ],
    ids=[
        "ligature by its name",
        "ligature as letters",
        "ligature as a sign",
        "three letters",
        "a mark apart",
        "two marks",
    ],
)
def test_letters_that_share_a_glyph_and_marks_that_do_not(
    tmp_path: Path, codes: dict[int, str], shown: str, text: str
) -> None:
    widths = [556, 0, *[500] * 253]
    font = f"{TIMES}/FirstChar 1/LastChar 255/Widths[{' '.join(map(str, widths))}]"
    font += "/Encoding<</Type/Encoding/Differences[1/fi/acute]>>"
    streams = {5: (font + ("/ToUnicode 6 0 R" if codes else ""), "")}
    if codes:
        plain = {code: chr(code) for code in range(97, 123)}
        streams[6] = ("", mapped(plain | codes))
    layout = written(
        tmp_path / "letters.pdf",
        f"BT /F 12 Tf 100 700 Td ({shown}) Tj ET",
        resources="/Font<</F 5 0 R>>",
        streams=streams,
    )
    assert texts(layout) == [text]


@pytest.mark.parametrize("width", [0, 300, 556])
def test_a_mark_with_a_width_of_its_own_leaves_no_gap(tmp_path: Path, width: int) -> None:
    widths = [556, width, *[500] * 253]
    font = f"{TIMES}/FirstChar 1/LastChar 255/Widths[{' '.join(map(str, widths))}]/ToUnicode 6 0 R"
    streams = {5: (font, ""), 6: ("", mapped({code: chr(code) for code in range(97, 123)} | {2: "\u0301"}))}
    content = "BT /F 12 Tf 100 700 Td (ra\\002 soa\\002t) Tj ET"
    assert texts(
        written(tmp_path / "marks.pdf", content, resources="/Font<</F 5 0 R>>", streams=streams)
    ) == ["rá soát"]


def word_twice(sheet: Sheet) -> None:
    sheet.text(LEFT, 100, "Công khai báo cáo")
    sheet.text(LEFT + 0.3, 100, "Công khai báo cáo")


def letters_twice(sheet: Sheet) -> None:
    x = LEFT
    for letter in "Công khai báo cáo":
        for shift in (0.0, 0.25, 0.5):
            sheet.text(x + shift, 100, letter)
        x += sheet.canvas.stringWidth(letter, "Times-Roman", 13)


def slightly_lower(sheet: Sheet) -> None:
    sheet.text(LEFT, 100, "Công khai báo cáo")
    sheet.text(LEFT + 0.3, 100.3, "Công khai báo cáo")


@pytest.mark.parametrize("draw", [word_twice, letters_twice, slightly_lower], ids=lambda draw: draw.__name__)
def test_bold_made_by_printing_twice_is_read_once(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    assert texts(read_back(tmp_path, draw)) == ["Công khai báo cáo"]


def test_double_letters_stay(tmp_path: Path) -> None:
    assert texts(read_back(tmp_path, lambda sheet: sheet.text(LEFT, 100, "xoong llii 11 000", 8))) == [
        "xoong llii 11 000"
    ]


def test_two_tables_side_by_side_are_two(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        for left, name in ((80, "a"), (330, "b")):
            sheet.grid((left, left + 90, left + 180), (100, 120, 140))
            for row in (0, 1):
                for col in (0, 1):
                    sheet.text(left + 10 + 90 * col, 115 + 20 * row, f"{name}{row}{col}", 12)

    layout = read_back(tmp_path, page)
    assert [rows(table) for table in tables(layout)] == [
        [["a00", "a01"], ["a10", "a11"]],
        [["b00", "b01"], ["b10", "b11"]],
    ]


@pytest.mark.parametrize("turn", [90, -90], ids=["its head to the left", "its head to the right"])
def test_a_table_set_sideways_on_an_upright_page(tmp_path: Path, turn: int) -> None:
    def page(sheet: Sheet) -> None:
        for line in range(12):
            sheet.text(LEFT, 80 + 20 * line, "Báo cáo tình hình công tác hành chính và công khai các báo cáo")
        canvas = sheet.canvas
        canvas.saveState()
        if turn == 90:
            canvas.translate(220, 100)
        else:
            canvas.translate(120, 400)
        canvas.rotate(turn)
        canvas.setLineWidth(0.5)
        for y in (0, 20, 40, 60):
            canvas.line(0, y, 300, y)
        for x in (0, 40, 300):
            canvas.line(x, 0, x, 60)
        canvas.setFont("Times-Roman", 12)
        for number, (key, text) in enumerate(
            [("TT", "Công tác"), ("1", "Báo cáo tình hình"), ("2", "Công khai thông báo")]
        ):
            canvas.drawString(5, 45 - 20 * number, key)
            canvas.drawString(45, 45 - 20 * number, text)
        canvas.restoreState()

    layout = read_back(tmp_path, page)
    (table,) = tables(layout)
    assert rows(table) == [["TT", "Công tác"], ["1", "Báo cáo tình hình"], ["2", "Công khai thông báo"]]
    assert "Báo cáo tình hình công tác hành chính và công khai các báo cáo" in texts(layout)[0]


def test_a_footnote_called_in_a_cell(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        a_table(sheet)
        sheet.text(98, 130, "1", 8)
        sheet.text(LEFT, 300, "Báo cáo tình hình công tác hành chính và công khai các báo cáo")
        sheet.rule(LEFT, 740, LEFT + 144, 740)
        sheet.text(LEFT, 748, "1", 6.5)
        sheet.text(LEFT + 4, 752, "Theo Công vãn sô 12/UBND.", 10)

    layout = read_back(tmp_path, page)
    (table,) = tables(layout)
    called = [(p.text, p.calls) for cell in table.cells for p in cell.paragraphs if p.calls]
    assert called == [("c", (FootnoteCall(1, "1"),))]
    assert [[p.text for p in note.paragraphs] for note in layout.footnotes] == [["Theo Công vãn sô 12/UBND."]]


def test_recipients_in_two_columns_beside_the_signature(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.set("Báo cáo tình hình công tác hành chính và công khai các báo cáo " * 3, y=100)
        sheet.text(LEFT, 200, "Noi nhân:", 12, BOLD)
        for number, (left, right) in enumerate(
            [("- Bô Tài chính;", "- Các phòng, ban;"), ("- Công an;", "- Các xã;")]
        ):
            sheet.text(LEFT, 216 + 14 * number, left, 11)
            sheet.text(LEFT + 130, 216 + 14 * number, right, 11)
        sheet.text(LEFT, 244, "- Luu: VT.", 11)
        sheet.middle(470, 200, "TM. BAN", 13, BOLD)
        sheet.middle(470, 216, "CHU TÊCH", 13, BOLD)
        sheet.middle(470, 290, "Trân Van Ánh", 13, BOLD)

    block = read_back(tmp_path, page).blocks[-1]
    assert isinstance(block, Table) and not block.ruled
    columns = [
        sorted(" ".join(p.text for p in paragraphs_of(Table(1, 1, (cell,)))).split()) for cell in block.cells
    ]
    recipients = "Noi nhân: - Bô Tài chính; - Công an; - Luu: VT. - Các phòng, ban; - Các xã;"
    assert columns == [
        sorted(recipients.split()),
        sorted(["TM.", "BAN", "CHU", "TÊCH", "Trân", "Van", "Ánh"]),
    ]
