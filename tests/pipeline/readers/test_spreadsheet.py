"""Workbooks: what is printed of a sheet, where its table begins and ends, and what a hostile one does not
reach."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from pipeline.errors import ReadError
from pipeline.readers.spreadsheet import read_xlsx
from schemas.layout import Paragraph, Table

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def sheet_of(rows: list[list[Any]], first: int = 1) -> tuple[Any, Any]:
    """A workbook and its sheet with these rows in boxes, from that row on."""
    book = openpyxl.Workbook()
    sheet = book.active
    for r, row in enumerate(rows, first):
        for c, value in enumerate(row, 1):
            sheet.cell(r, c, value).border = BOX
    return book, sheet


def saved(book: Any, folder: Path) -> Path:
    path = folder / "annex.xlsx"
    book.save(path)
    return path


def tables(path: Path) -> list[Table]:
    return [block for block in read_xlsx(path).blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [["" if cell is None else cell.text for cell in row] for row in table.grid()]


ROWS = [
    ["STT", "Nhiệm vụ", "Chủ trì"],
    [1, "Rà soát thủ tục", "Sở Nội vụ"],
    [2, "Công khai kết quả", "Sở Tư pháp"],
]


def test_a_bordered_range_is_the_table_and_what_stands_around_it_is_not(tmp_path: Path) -> None:
    book, sheet = sheet_of(ROWS, first=4)
    sheet["A1"], sheet["C1"] = "UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet["A2"] = "PHỤ LỤC"
    sheet["A2"].alignment = Alignment(horizontal="center")
    sheet["A2"].font = Font(bold=True, size=14)
    sheet["A8"] = "Ghi chú: số liệu mẫu"
    layout = read_xlsx(saved(book, tmp_path))
    header, title, table, closing = layout.blocks
    assert (layout.source_format, layout.text_source) == ("xlsx", "markup")
    assert isinstance(header, Table)
    assert not header.ruled
    assert texts(header) == [["UBND TỈNH MẪU", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]
    assert isinstance(title, Paragraph)
    assert (title.text, title.align, title.bold, title.size) == ("PHỤ LỤC", "center", 1.0, 14)
    assert isinstance(table, Table)
    assert table.ruled
    assert texts(table) == [[str(value) for value in row] for row in ROWS]
    assert isinstance(closing, Paragraph)
    assert closing.text == "Ghi chú: số liệu mẫu"


def test_a_text_stands_at_its_cell(tmp_path: Path) -> None:
    (table,) = tables(saved(sheet_of(ROWS)[0], tmp_path))
    assert table.grid()[1][1].paragraphs[0].places() == ["sheet[1]/B2"]  # type: ignore[union-attr]


def test_without_borders_rows_of_three_texts_are_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [["PHỤ LỤC"], *ROWS, ["Nơi nhận"]]:
        book.active.append(row)
    (table,) = tables(saved(book, tmp_path))
    assert texts(table) == [[str(value) for value in row] for row in ROWS]


def test_merged_cells_are_one_cell(tmp_path: Path) -> None:
    book, sheet = sheet_of(
        [["STT", "Nội dung", "Cơ quan", ""], ["", "", "Chủ trì", "Phối hợp"], [1, "Việc", "A", "B"]]
    )
    for area in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(area)
    (table,) = tables(saved(book, tmp_path))
    assert {
        (c.row, c.col): (c.row_span, c.col_span) for c in table.cells if (c.row_span, c.col_span) != (1, 1)
    } == {
        (0, 0): (2, 1),
        (0, 1): (2, 1),
        (0, 2): (1, 2),
    }


def test_hidden_rows_columns_and_sheets_are_not_printed(tmp_path: Path) -> None:
    book, sheet = sheet_of(ROWS)
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["A"].hidden = True
    book.create_sheet("nháp")["A1"] = "bản nháp"
    book["nháp"].sheet_state = "hidden"
    layout = read_xlsx(saved(book, tmp_path))
    assert [texts(block) for block in layout.blocks if isinstance(block, Table)] == [
        [["Nhiệm vụ", "Chủ trì"], ["Công khai kết quả", "Sở Tư pháp"]]
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (datetime.date(2023, 6, 20), "dd/mm/yyyy", "20/06/2023"),
        (datetime.date(2023, 6, 1), "mm/yyyy", "06/2023"),
        (0.95, "0%", "95%"),
        (0.1 + 0.2, "General", "0,3"),
        (12.0, "General", "12"),
        (1234567, "General", "1234567"),
        (True, "General", "TRUE"),
    ],
)
def test_values_are_shown_as_they_are_printed(
    tmp_path: Path, value: Any, number_format: str, shown: str
) -> None:
    book, sheet = sheet_of([["a", value]])
    sheet["B1"].number_format = number_format
    (table,) = tables(saved(book, tmp_path))
    assert texts(table) == [["a", shown]]


def test_lines_of_a_cell_are_paragraphs(tmp_path: Path) -> None:
    (table,) = tables(saved(sheet_of([["a", "- Rà soát\n- Công khai"]])[0], tmp_path))
    assert [p.text for p in table.grid()[0][1].paragraphs] == ["- Rà soát", "- Công khai"]  # type: ignore[union-attr]


def test_letters_of_old_fonts_are_read(tmp_path: Path) -> None:
    book, sheet = sheet_of([["a", "Së Néi vô"]])
    sheet["B1"].font = Font(name=".VnTime")
    (table,) = tables(saved(book, tmp_path))
    assert texts(table) == [["a", "Sở Nội vụ"]]


def test_a_formula_shows_its_stored_result_only(tmp_path: Path) -> None:
    book, _ = sheet_of([["a", '=HYPERLINK("http://example.org","x")', "b"]])
    (table,) = tables(saved(book, tmp_path))
    assert texts(table) == [["a", "", "b"]]


def test_rows_printed_on_every_page_are_titles(tmp_path: Path) -> None:
    book, sheet = sheet_of(ROWS, first=3)
    sheet["A1"] = "PHỤ LỤC"
    sheet.print_title_rows = "3:3"
    (table,) = tables(saved(book, tmp_path))
    assert table.header_rows == 1


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The package with a part's bytes replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            blob = source.read(name)
            if name == part:
                assert old in blob
                blob = blob.replace(old, new, 1)
            target.writestr(name, blob)
    path.write_bytes(out.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            "too_large",
        ),
        (b"</sheetData>", b"</sheetDat", "corrupt"),
    ],
)
def test_a_hostile_or_damaged_sheet_has_its_reason(
    tmp_path: Path, old: bytes, new: bytes, reason: str
) -> None:
    path = changed(saved(sheet_of(ROWS)[0], tmp_path), SHEET, old, new)
    with pytest.raises(ReadError) as raised:
        read_xlsx(path)
    assert raised.value.reason == reason


def test_links_and_drawings_that_lead_nowhere_do_no_harm(tmp_path: Path) -> None:
    book, sheet = sheet_of(ROWS)
    sheet["B2"].hyperlink = "http://example.org/"
    path = changed(saved(book, tmp_path), SHEET, b'r:id="rId1"', b'r:id="rId9"')
    assert len(tables(path)) == 1
