"""One plan in the ways that Word lets it be written: each gives the tasks of the plain one, once and in
place.

Spellings, text boxes, tables in cells and side by side, signatures without a table, notes in cells, a table
cut by a blank line.
"""

import unicodedata
from pathlib import Path
from typing import Final

import pytest

from pipeline.document import ingest_file
from schemas.rows import PlanRecords
from tests.pipeline.readers.docx.test_docx_text import alternate, drawn, vml
from tests.pipeline.readers.docx_building import cell, docx_file, par, row, run, table
from tests.test_traps import BORDERS, PLAN, head, ruled, signed, title

TITLES: Final = "STT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian hoàn thành"
ROWS: Final = (
    "1|Rà soát, công khai thủ tục hành chính|Ủy ban nhân dân xã|Phòng Văn hóa và Thông tin|Quý II/2024",
    "2|Đối thoại với người dân và doanh nghiệp|Phòng Nội vụ|Các cơ quan, đơn vị|Trước ngày 30/9/2024",
)
EMPTY: Final = par("")
# A signature alone is short, and its commune is in no register.
_EXPECTED: Final = ("doubtful_task", "unknown_unit")
Found = list[tuple[str, list[tuple[str, str | None]], list[str]]]


def read(folder: Path, body: str, **parts: str) -> PlanRecords:
    [records] = ingest_file(docx_file(folder, body, **parts), "plan.docx")
    records.check()
    return records


def found(records: PlanRecords) -> Found:
    """Each task with its agencies' roles and identities, and its deadlines."""
    return [
        (
            task.task_text,
            [(row.role, row.agency_id) for row in records.assignments if row.task_id == task.task_id],
            [str(row.due_date) for row in records.deadlines if row.task_id == task.task_id],
        )
        for task in records.tasks
    ]


def around(duties: str) -> str:
    return PLAN.split(par("II. NHIỆM VỤ"))[0] + par("II. NHIỆM VỤ") + duties + EMPTY + signed()


PLAIN: Final = ruled(TITLES, *ROWS)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Found:
    expected = found(read(tmp_path_factory.mktemp("plain"), around(PLAIN)))
    assert [len(agencies) for _, agencies, _ in expected] == [2, 2]
    assert all(identity for _, agencies, _ in expected for _, identity in agencies)
    return expected


def respelt(**changes: str) -> list[str]:
    """The table's rows with words written otherwise."""
    lines = [TITLES, *ROWS]
    for old, new in changes.items():
        lines = [line.replace(old.replace("_", " "), new) for line in lines]
    return lines


SPELLINGS: Final = {
    "the tone on the other vowel": respelt(Ủy="Uỷ", hóa="hoá"),
    "decomposed": [unicodedata.normalize("NFD", line) for line in (TITLES, *ROWS)],
    "composed by halves": [line.replace("ủ", "u\u0309").replace("ệ", "ê\u0323") for line in (TITLES, *ROWS)],
    "zero width": [line.replace(" ", "\u200b ").replace("c", "c\ufeff") for line in (TITLES, *ROWS)],
    "soft hyphens": [line.replace("ph", "\u00adph") for line in (TITLES, *ROWS)],
    "hard blanks": [line.replace(" ", "\u00a0") for line in (TITLES, *ROWS)],
    "capitals": [TITLES.upper(), *ROWS],
}


@pytest.mark.parametrize("lines", SPELLINGS.values(), ids=SPELLINGS)
def test_a_spelling_changes_neither_columns_nor_identities(
    tmp_path: Path, plain: Found, lines: list[str]
) -> None:
    assert found(read(tmp_path, around(ruled(*lines)))) == plain


@pytest.mark.parametrize("letter", ["\u00d0", "\u0189"], ids=["eth", "African D"])
def test_letters_that_only_look_alike_are_matched_and_stored_as_they_are(
    tmp_path: Path, plain: Found, letter: str
) -> None:
    lines = [line.replace("Đ", letter) for line in (TITLES.replace("STT", "SТТ"), *ROWS)]
    records = read(tmp_path, around(ruled(*lines)))
    assert [agencies for _, agencies, _ in found(records)] == [agencies for _, agencies, _ in plain]
    assert [task.task_text for task in records.tasks] == [text.replace("Đ", letter) for text, _, _ in plain]


def unruled(*cells: str) -> str:
    return table(row(*map(cell, cells)), columns=len(cells))


def boxed(content: str) -> str:
    """A text box in both of its forms, as Word writes it."""
    return par(f"<w:r>{alternate(drawn(content), vml(content))}</w:r>")


PAGE_BREAK: Final = par('<w:r><w:br w:type="page"/></w:r>')
UPWARDS: Final = '<w:textDirection w:val="btLr"/>'

WAYS: Final = {
    "in a text box": boxed(PLAIN),
    "in a cell of a table that only places it": unruled("", PLAIN + EMPTY),
    "in a frame": table(row(cell(PLAIN + EMPTY)), columns=1, properties=BORDERS),
    "two side by side": unruled(ruled(TITLES, ROWS[0]) + EMPTY, ruled(TITLES, ROWS[1]) + EMPTY),
    "cut by a blank line": ruled(TITLES, ROWS[0]) + EMPTY + ruled(ROWS[1]),
    "cut by a page break": ruled(TITLES, ROWS[0]) + PAGE_BREAK + ruled(ROWS[1]),
    "titles written upwards": table(
        row(*(cell(text, UPWARDS) for text in TITLES.split("|"))),
        *(row(*map(cell, line.split("|"))) for line in ROWS),
        columns=5,
        properties=BORDERS,
    ),
    "titles in a merged second row": table(
        row(*(cell(text, '<w:vMerge w:val="restart"/>') for text in TITLES.split("|"))),
        row(*(cell(EMPTY, "<w:vMerge/>") for _ in range(5))),
        *(row(*map(cell, line.split("|"))) for line in ROWS),
        columns=5,
        properties=BORDERS,
    ),
    "among deleted and hidden words": PLAIN.replace(
        "Rà soát, công khai",
        "</w:t></w:r><w:del><w:r><w:delText>Bãi bỏ</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>không in</w:t></w:r>"
        '<w:ins><w:r><w:t xml:space="preserve">Rà soát, </w:t>'
        '</w:r></w:ins><w:r><w:t xml:space="preserve">công khai',
    ),
}


@pytest.mark.parametrize("duties", WAYS.values(), ids=WAYS)
def test_a_table_gives_its_tasks_once_however_it_is_set(tmp_path: Path, plain: Found, duties: str) -> None:
    records = read(tmp_path, around(duties))
    assert found(records) == plain
    assert [task.heading_path for task in records.tasks] == [("II. NHIỆM VỤ",)] * 2
    assert len({task.node for task in records.tasks}) == 2


def test_a_table_in_a_cell_of_a_table_of_tasks_gives_tasks_too(tmp_path: Path, plain: Found) -> None:
    outer = table(
        *(row(*map(cell, line.split("|"))) for line in (TITLES, ROWS[0])),
        row(
            cell("2"),
            cell(par("Tổ chức thực hiện các nhiệm vụ sau") + ruled(TITLES, ROWS[1]) + EMPTY),
            *[cell("")] * 3,
        ),
        columns=5,
        properties=BORDERS,
    )
    tasks = found(read(tmp_path, around(outer)))
    assert plain[0] in tasks
    assert plain[1] in tasks


def test_notes_in_cells_are_called_and_are_no_part_of_the_task(tmp_path: Path, plain: Found) -> None:
    call = '</w:t></w:r><w:r><w:{0}Reference w:id="2"/></w:r><w:r><w:t xml:space="preserve">'
    body = PLAIN.replace("thủ tục hành chính", f"thủ tục{call.format('footnote')} hành chính")
    body = body.replace("Đối thoại", f"Đối thoại{call.format('endnote')}")
    notes = {
        f"{kind}s": f'<w:{kind} w:id="2">{par(f"Theo Quyết định số {number}/QĐ-UBND.")}</w:{kind}>'
        for kind, number in (("footnote", 8), ("endnote", 9))
    }
    records = read(tmp_path, around(body), **notes)
    assert found(records) == plain
    assert [row.symbol for row in records.references] == ["8/QĐ-UBND", "9/QĐ-UBND"]


TAB: Final = "<w:r><w:tab/></w:r>"
RECIPIENTS: Final = par("Nơi nhận:") + par("- Như trên;") + par("- Lưu: VT.")
SIGNER: Final = title("CHỦ TỊCH") + par("") + title("Nguyễn Văn Mẫu")
SIGNATURES: Final = {
    "one under the other": RECIPIENTS + SIGNER,
    "in three columns": table(
        row(
            cell(par("Nơi nhận:") + par("- Như trên;")),
            cell(par("- Các xã;") + par("- Lưu: VT.")),
            cell(SIGNER),
        ),
        columns=3,
    ),
    "in rows of one table": table(
        row(cell("Nơi nhận:"), cell(title("CHỦ TỊCH"))),
        row(cell(par("- Như trên;") + par("- Lưu: VT.")), cell(title("Nguyễn Văn Mẫu"))),
        columns=2,
    ),
    "in a text box": RECIPIENTS + boxed(SIGNER),
    "both in text boxes": boxed(RECIPIENTS) + boxed(SIGNER),
    "with tabs": par(run("Nơi nhận:") + TAB + run("CHỦ TỊCH", "<w:b/>"))
    + par(run("- Như trên;"))
    + par(run("- Lưu: VT.") + TAB + run("Nguyễn Văn Mẫu", "<w:b/>")),
}


@pytest.mark.parametrize("ending", SIGNATURES.values(), ids=SIGNATURES)
def test_a_signature_is_read_however_it_is_set(tmp_path: Path, ending: str) -> None:
    body = (
        head("5/KH-UBND", "KẾ HOẠCH", "Nâng cao Chỉ số PAPI")
        + par("I. NHIỆM VỤ")
        + par("1. Phòng Nội vụ rà soát thủ tục.")
    )
    records = read(tmp_path, body + ending)
    assert (records.document.signer_title, records.document.signer_name) == ("CHỦ TỊCH", "Nguyễn Văn Mẫu")
    assert [task.task_text for task in records.tasks] == ["Phòng Nội vụ rà soát thủ tục."]
    assert [row.code for row in records.diagnostics if row.code not in _EXPECTED] == []
