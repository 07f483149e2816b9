"""An annex as a file of its own: number, date and issuer of its plan, the reference to it, and a key of its
own."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment, Border, Font, Side

from extractors.metadata import split_attached_key
from pipeline.document import ingest_file
from schemas.rows import PlanRecords
from tests.pipeline.readers.docx_building import cell, docx_file, par, row, table
from tests.test_traps import CENTRED, ONE_TASK, head, ruled, signed, title

LINE = "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2024 của UBND huyện Sông Mẫu)"
GRID = ruled("STT|Nhiệm vụ|Cơ quan chủ trì", "1|Lập danh mục thủ tục hành chính cần rà soát|Phòng Nội vụ")
LETTERHEAD = table(
    row(
        cell(title("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG MẪU")),
        cell(title("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),
    ),
    columns=2,
)
PLAN = head("12/KH-UBND", "KẾ HOẠCH", "Nâng cao Chỉ số PAPI năm 2024") + ONE_TASK + signed()


def attached(line: str = LINE) -> str:
    return par(line, CENTRED)


def read(folder: Path, body: str) -> PlanRecords:
    [records] = ingest_file(docx_file(folder, body), "plan.docx")
    records.check()
    return records


ANNEXES = [
    ("with a name", title("PHỤ LỤC I", "Danh mục nhiệm vụ") + attached() + GRID, "phụlụcidanhmụcnhiệmvụ"),
    ("without a name", title("Danh mục nhiệm vụ") + attached() + GRID, "danhmụcnhiệmvụ"),
    (
        "under a letterhead",
        LETTERHEAD + title("PHỤ LỤC", "Danh mục nhiệm vụ") + attached() + GRID,
        "phụlụcdanhmụcnhiệmvụ",
    ),
    (
        "under the name of a body",
        par("UBND HUYỆN SÔNG MẪU") + title("PHỤ LỤC", "Danh mục nhiệm vụ") + attached() + GRID,
        "phụlụcdanhmụcnhiệmvụ",
    ),
    (
        "two in one file",
        (title("PHỤ LỤC I", "Danh mục") + attached() + GRID)
        + (title("PHỤ LỤC II", "Biểu mẫu") + attached() + GRID),
        "phụlụcidanhmụcphụlụcii",
    ),
]


@pytest.mark.parametrize(("body", "name"), [case[1:] for case in ANNEXES], ids=[case[0] for case in ANNEXES])
def test_an_annex_is_known_by_its_plan_s_number_and_its_own_name(
    tmp_path: Path, body: str, name: str
) -> None:
    plan, annex = read(tmp_path, PLAN), read(tmp_path, body)
    document = annex.document
    assert (document.document_type, document.symbol, document.issue_date) == (
        "KH",
        "12/KH-UBND",
        date(2024, 3, 5),
    )
    assert document.issuer == "UBND huyện Sông Mẫu"
    assert split_attached_key(document.plan_key) == (plan.document.plan_key, name)
    assert annex.references == [], "the line is none (contract, section 6)"
    assert annex.tasks


def test_the_annex_that_follows_its_plan_is_no_reference(tmp_path: Path) -> None:
    assert read(tmp_path, PLAN + title("PHỤ LỤC", "Danh mục nhiệm vụ") + attached() + GRID).references == []


def test_a_line_without_a_number_names_no_document(tmp_path: Path) -> None:
    line = "(Kèm theo Kế hoạch số     /KH-UBND ngày    tháng 3 năm 2024 của UBND huyện Sông Mẫu)"
    annex = read(tmp_path, title("PHỤ LỤC", "Nâng cao Chỉ số PAPI năm 2024") + attached(line) + GRID)
    assert (annex.document.symbol, annex.references) == ("KH-UBND", [])
    draft = read(tmp_path, PLAN.replace("12/KH-UBND", "     /KH-UBND"))
    assert annex.document.plan_key != draft.document.plan_key


def test_an_annex_without_any_name_is_not_taken_for_another(tmp_path: Path) -> None:
    assert read(tmp_path, attached() + GRID).document.plan_key is None


def test_a_plan_as_a_file_of_its_own_names_its_decision(tmp_path: Path) -> None:
    line = "(Ban hành kèm theo Quyết định số 7/QĐ-UBND ngày 06/3/2024 của UBND huyện Sông Mẫu)"
    plan = read(tmp_path, title("KẾ HOẠCH", "Nâng cao Chỉ số PAPI") + attached(line) + ONE_TASK)
    decision = read(
        tmp_path,
        head("7/QĐ-UBND", "QUYẾT ĐỊNH", "Ban hành Kế hoạch").replace("05 tháng", "06 tháng") + signed(),
    )
    assert (plan.document.document_type, plan.document.symbol) == ("KH", "7/QĐ-UBND")
    assert split_attached_key(plan.document.plan_key) == (
        decision.document.plan_key,
        "kếhoạchnângcaochỉsốpapi",
    )
    assert plan.references == []


def test_a_workbook_is_an_annex(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for number, text in enumerate(["PHỤ LỤC", "DANH MỤC NHIỆM VỤ", LINE], 1):
        sheet.cell(number, 1, text).alignment = Alignment(horizontal="center")
        sheet.cell(number, 1).font = Font(bold=number < 3)
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=3)
    thin = Side(style="thin")
    for r, texts in enumerate(
        [["STT", "Nhiệm vụ", "Cơ quan chủ trì"], ["1", "Lập danh mục thủ tục cần rà soát", "Phòng Nội vụ"]], 5
    ):
        for c, text in enumerate(texts, 1):
            sheet.cell(r, c, text).border = Border(left=thin, right=thin, top=thin, bottom=thin)
    book.save(tmp_path / "annex.xlsx")
    [annex] = ingest_file(tmp_path / "annex.xlsx", "annex.xlsx")
    word = read(tmp_path, title("PHỤ LỤC", "DANH MỤC NHIỆM VỤ") + attached() + GRID)
    assert annex.document.plan_key == word.document.plan_key
