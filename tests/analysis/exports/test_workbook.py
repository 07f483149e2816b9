"""The workbook for an office, opened with openpyxl and with LibreOffice."""

import subprocess
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from analysis.exports.excerpt import Excerpt, excerpt
from analysis.exports.labels import Labels
from analysis.exports.workbook import Window, export_workbook
from tests.analysis.corpora import Plan, Task, corpus_of
from tests.analysis.exports.invented import HOSTILE, NO_DAY, corpus
from tests.samples.pdf import SECONDS, converter

CHOSEN = excerpt(corpus(), ["12/KH-UBND", "=9/KH-UBND"])
WINDOW = Window(date(2023, 6, 10))


def written(path: Path, chosen: Excerpt = CHOSEN, **options: Any) -> Any:
    export_workbook(chosen, path, window=WINDOW, **options)
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written(tmp_path_factory.mktemp("book") / "out.xlsx")


def values(sheet: Any, first: int, last: int) -> list[list[Any]]:
    rows = sheet.iter_rows(min_row=first, max_row=last, values_only=True)
    return [list(row) for row in rows]


def column(sheet: Any, name: str, header: int = 1) -> list[Any]:
    """What stands in a column of the table, which the filter spans."""
    at = [cell.value for cell in sheet[header]].index(name)
    last = range_boundaries(sheet.auto_filter.ref)[3]
    return [row[at].value for row in sheet.iter_rows(min_row=header + 1, max_row=last)]


def test_the_sheets(book: Any) -> None:
    assert book.sheetnames == [
        "Kế hoạch",
        "12-KH-UBND Tuy Phong",
        "=9-KH-UBND Bắc Bình",
        "Theo cơ quan",
        "Sắp đến hạn",
        "Chỉ tiêu",
        "Cần xem lại",
        "_goc",
    ]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_goc"]
    assert book["_goc"].sheet_state == "veryHidden"


def test_the_sheet_of_plans(book: Any) -> None:
    sheet = book["Kế hoạch"]
    assert column(sheet, "Số, ký hiệu") == ["12/KH-UBND", "=9/KH-UBND"]
    assert column(sheet, "Cấp") == ["cấp huyện", "cấp huyện"]
    assert column(sheet, "Ngày ban hành") == [datetime(2023, 1, 10), datetime(2024, 1, 5)]
    assert column(sheet, "Thời kỳ") == ["2023", "2024"]
    assert column(sheet, "Số nhiệm vụ") == [3, 1]
    assert column(sheet, "Cần xem lại") == [1, 0]
    links = [row[12].hyperlink.location for row in sheet.iter_rows(min_row=2, max_row=3)]
    assert links == ["'12-KH-UBND Tuy Phong'!A1", "'=9-KH-UBND Bắc Bình'!A1"]


def test_a_plan_is_a_tracking_table(book: Any) -> None:
    sheet = book["12-KH-UBND Tuy Phong"]
    assert [row[0] for row in values(sheet, 1, 4)] == [
        "BẢNG THEO DÕI THỰC HIỆN NHIỆM VỤ",
        "Kế hoạch: 12/KH-UBND · UBND huyện Tuy Phong ngày 10/01/2023",
        "Cải cách hành chính năm 2023",
        "STT tô màu: nội dung cần đối chiếu với văn bản gốc",
    ]
    header, *rows = values(sheet, 5, sheet.max_row)
    assert header == [
        "STT",
        "Nội dung, tiêu chí",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời hạn",
        "Ngày đến hạn",
        "Sản phẩm",
        "Chỉ tiêu",
        "Căn cứ",
        "Ghi chú",
        "Trang",
        "Lĩnh vực",
        "Đã rà soát",
        "Ghi chú rà soát",
        "kehoach-id 0",
    ]
    assert [row[:2] for row in rows] == [
        ["II", "NHIỆM VỤ"],
        ["1", "Chung"],
        [1, None],
        [2, None],
        ["2", "@Riêng"],
        [3, "+ Tiêu chí 1"],
    ]
    assert rows[2][2:-1] == [
        "Ban hành quy chế theo Nghị định số 61/2018/NĐ-CP",
        "Phòng Nội vụ",
        "Phòng Tư pháp; Phòng Tài chính - Kế hoạch",
        "trước ngày 20/6/2023",
        datetime(2023, 6, 20),
        "Quyết định",
        "đạt từ 98% trở lên",
        "Nghị định số 61/2018/NĐ-CP",
        None,
        1,
        "Thủ tục hành chính",
        None,
        None,
    ]
    assert rows[5][10] == "-1+1"


def test_a_number_to_check_is_coloured(book: Any) -> None:
    sheet = book["12-KH-UBND Tuy Phong"]
    colours = {row[0].value: row[0].fill.fgColor.rgb for row in sheet.iter_rows(min_row=6)}
    assert colours[2] == "FFFFE699"
    assert colours[1] != colours[2]


def test_what_follows_from_other_columns_is_shaded(book: Any) -> None:
    sheet = book["12-KH-UBND Tuy Phong"]
    header = [cell.value for cell in sheet[5]]
    shaded = {header[at] for at, cell in enumerate(sheet[8]) if cell.fill.fgColor.rgb == "FFF2F2F2"}
    assert shaded == {"Nội dung, tiêu chí", "Ngày đến hạn", "Căn cứ", "Trang"}


@pytest.mark.parametrize(
    ("name", "header"), [("Kế hoạch", 1), ("12-KH-UBND Tuy Phong", 5), ("Chỉ tiêu", 1), ("Cần xem lại", 1)]
)
def test_a_sheet_is_ready_for_the_printer(book: Any, name: str, header: int) -> None:
    sheet = book[name]
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.auto_filter.ref.startswith(f"A{header}:")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.right.text == "Trang &P/&N"
    assert sheet.cell(header, 1).font.name == "Times New Roman"
    assert sheet.cell(header + 1, 1).alignment.wrap_text


def test_what_a_reviewer_fills_in_stands_beside_the_page(book: Any) -> None:
    sheet = book["12-KH-UBND Tuy Phong"]
    assert sheet.print_area == "'12-KH-UBND Tuy Phong'!$A$1:$L$1048576", (
        "rows that people add are not printed"
    )
    assert [name for name, size in sheet.column_dimensions.items() if size.hidden] == ["P"]
    assert sheet.auto_filter.ref == "A5:P11", "rows are sorted without their ids"
    choices = {str(asked.sqref): asked.formula1 for asked in sheet.data_validations.dataValidation}
    assert choices == {"M6:M111": "'_goc'!$C$2:$C$9", "N6:N111": '"x"'}
    assert [row[2].value for row in book["_goc"]["A2:C9"]][2] == "Thủ tục hành chính"


def test_the_first_sheet_says_how_corrections_are_given_back(book: Any) -> None:
    assert "kehoach correct TỆP.xlsx" in book["Kế hoạch"]["A4"].value


def test_by_agency(book: Any) -> None:
    sheet = book["Theo cơ quan"]
    assert [row[:3] for row in values(sheet, 2, 7)] == [
        ["Phòng Nội vụ huyện Tuy Phong", "chủ trì", "Ban hành quy chế theo Nghị định số 61/2018/NĐ-CP"],
        ["Phòng Nội vụ huyện Tuy Phong", "chủ trì", "Báo cáo kết quả"],
        [
            "Phòng Tài chính - Kế hoạch huyện Tuy Phong",
            "phối hợp",
            "Ban hành quy chế theo Nghị định số 61/2018/NĐ-CP",
        ],
        ["Phòng Tư pháp huyện Bắc Bình", "chủ trì", "Trả lời kiến nghị"],
        [
            "Phòng Tư pháp huyện Tuy Phong",
            "phối hợp",
            "Ban hành quy chế theo Nghị định số 61/2018/NĐ-CP",
        ],
        ["UBND cấp xã (huyện Tuy Phong)", "chủ trì", HOSTILE],
    ]


def test_what_is_due(book: Any) -> None:
    sheet = book["Sắp đến hạn"]
    assert [row[:2] for row in values(sheet, 2, sheet.max_row)] == [
        [datetime(2023, 6, 20), "sắp đến hạn"],
        [datetime(2023, 6, 30), "sắp đến hạn"],
    ]


def test_nothing_due_is_said(tmp_path: Path) -> None:
    export_workbook(CHOSEN, tmp_path / "out.xlsx", window=Window(date(2030, 1, 31)))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Sắp đến hạn"]
    assert sheet["A2"].value == "Không có nhiệm vụ đến hạn từ ngày 01/01/2030 đến ngày 01/04/2030"


def test_targets(book: Any) -> None:
    sheet = book["Chỉ tiêu"]
    assert [row[1:8] for row in values(sheet, 2, 3)] == [
        [
            "SIPAS – Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính",
            "đạt từ 98% trở lên",
            "ít nhất",
            98,
            "%",
            None,
            "Phòng Nội vụ",
        ],
        [None, "@mục tiêu", None, None, None, None, None],
    ]


def test_what_to_check(book: Any) -> None:
    sheet = book["Cần xem lại"]
    assert [row[1:6] for row in values(sheet, 2, sheet.max_row)] == [
        ["Nhiệm vụ", "Báo cáo kết quả", None, "độ tin cậy thấp", 0.4],
        ["Chỉ tiêu", "@mục tiêu", None, "độ tin cậy thấp", 0.5],
        ["Cảnh báo", NO_DAY.in_language("vi"), None, "ngày không có thật", None],
    ]


def test_nothing_acts(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert HOSTILE in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    targets = {cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert targets == {None}, "a link leads out of the workbook though no file is there"


def test_rows_lead_to_the_plan_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    uri = CHOSEN.documents["source_uri"][0]
    Path(uri).parent.mkdir()
    Path(uri).touch()
    sheet = written(Path("out.xlsx"))["12-KH-UBND Tuy Phong"]
    links = [(row[11].value, row[11].hyperlink) for row in sheet.iter_rows(min_row=6)]
    assert [(value, link.target, link.location) for value, link in links if link] == [
        (str(page), uri.replace("/", "\\"), f"page={page}") for page in (1, 2, 3)
    ]


def test_the_same_plans_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        written(tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize("plans", [[], [Plan([])], [Plan([Task("Rà soát")])]])
def test_what_has_little_or_nothing(tmp_path: Path, plans: list[Plan]) -> None:
    book = written(tmp_path / "out.xlsx", excerpt(corpus_of(*plans)))
    assert len(book.sheetnames) == 6 + len(plans)
    assert book["Chỉ tiêu"]["A2"].value == "Không có"


def test_many_plans_share_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.exports.workbook.workbook.MOST_PLAN_SHEETS", 1)
    book = written(tmp_path / "out.xlsx")
    assert "12-KH-UBND Tuy Phong" not in book.sheetnames
    sheet = book["Nhiệm vụ"]
    assert column(sheet, "Kế hoạch") == [
        *["12/KH-UBND · UBND huyện Tuy Phong"] * 3,
        "=9/KH-UBND · UBND huyện Bắc Bình",
    ]


def test_it_speaks_english_too(tmp_path: Path) -> None:
    book = written(tmp_path / "out.xlsx", labels=Labels("en"))
    assert book.sheetnames[-5:] == ["By agency", "Due soon", "Targets", "To check", "_original"]
    assert column(book["Targets"], "Comparison")[0] == "at least"
    assert column(book["To check"], "Content")[-1] == str(NO_DAY)


def test_libreoffice_finds_no_formula(tmp_path: Path) -> None:
    program = converter()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    written(tmp_path / "out.xlsx")
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "out.xlsx")]
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    content = zipfile.ZipFile(tmp_path / "out.ods").read("content.xml").decode()
    assert "bấm vào đây" in content
    assert "table:formula" not in content
    assert 'xlink:href="http' not in content
