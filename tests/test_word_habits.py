"""What typists do with Word in a plan's cells and head: each way gives what the plain one gives.

Phrases broken by hand, tables in cells, text left in merged cells, cut rows, titles typed again, superscripts
typed by hand, fields without an end; letterheads in page headers and in one table with the title.
"""

from pathlib import Path
from typing import Final

import pytest

from pipeline.document import ingest_file
from schemas.rows import PlanRecords
from tests.pipeline.readers.docx_building import cell, docx_file, par, row, run, table
from tests.test_oddities import EMPTY, read
from tests.test_traps import BORDERS, CENTRED, head, signed, title

TITLES: Final = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
ROWS: Final = (
    ("1", "Rà soát thủ tục nội bộ", "Phòng Tài chính - Kế hoạch", "UBND các xã, thị trấn", "Quý II/2024"),
    (
        "2",
        "Đối thoại với doanh nghiệp",
        "Văn phòng HĐND và UBND huyện",
        "Phòng Nội vụ",
        "Trước ngày 30/9/2024",
    ),
)
FOUND: Final = [
    ("1", ROWS[0][1], [ROWS[0][2]], [ROWS[0][3]], [("period", "2024-06-30")]),
    ("2", ROWS[1][1], [ROWS[1][2]], [ROWS[1][3]], [("date", "2024-09-30")]),
]
HEAD: Final = head("12/KH-UBND", "KẾ HOẠCH", "Cải cách hành chính năm 2024")
Found = list[tuple[str | None, str, list[str], list[str], list[tuple[str, str]]]]


def with_head(opening: str, duties: str) -> str:
    return (
        opening
        + par("I. MỤC ĐÍCH")
        + par("Phục vụ người dân.")
        + par("II. NHIỆM VỤ")
        + duties
        + EMPTY
        + signed()
    )


def found(records: PlanRecords) -> Found:
    """Each task with its number, leads, partners and times."""

    def named(task: str, role: str) -> list[str]:
        return [a.agency_text for a in records.assignments if (a.task_id, a.role) == (task, role)]

    return [
        (
            task.row_number,
            task.task_text,
            named(task.task_id, "lead"),
            named(task.task_id, "coordinate"),
            [(d.kind, str(d.due_date)) for d in records.deadlines if d.task_id == task.task_id],
        )
        for task in records.tasks
    ]


def entered(text: str) -> str:
    """A cell whose text is broken by Enter at each bar."""
    return cell("".join(map(par, text.split("|"))))


def shifted(text: str) -> str:
    """A cell whose text is broken by Shift+Enter at each bar."""
    return cell(par("<w:r><w:br/></w:r>".join(map(run, text.split("|")))))


def rows(*texts: tuple[str, ...], of: object = cell) -> list[str]:
    assert callable(of)
    return [row(*map(of, line)) for line in texts]


def grid(*lines: str, titles: tuple[str, ...] = TITLES) -> str:
    return table(row(*map(cell, titles)), *lines, columns=len(titles), properties=BORDERS)


def one_cell(content: str, properties: str = "") -> str:
    return table(row(cell(content)), columns=1, properties=properties) + EMPTY


BROKEN: Final = (
    ("1", "Rà soát|thủ tục nội bộ", "Phòng Tài chính -|Kế hoạch", "UBND các xã,|thị trấn", "Quý|II/2024"),
    (
        "2",
        "Đối thoại với|doanh nghiệp",
        "Văn phòng|HĐND và|UBND huyện",
        "Phòng|Nội vụ",
        "Trước ngày|30/9/2024",
    ),
)
ELSEWHERE: Final = (
    ("1", "Rà soát thủ tục|nội bộ", "Phòng|Tài chính - Kế hoạch", "UBND|các xã, thị trấn", "Quý II|Năm 2024"),
    (
        "2",
        "Đối thoại|với doanh nghiệp",
        "Văn phòng HĐND|và UBND|huyện",
        "Phòng|Nội vụ",
        "Trước ngày 30/9/|2024",
    ),
)
GOES_ON: Final = "<w:vMerge/>"
BEGINS: Final = '<w:vMerge w:val="restart"/>'
RAISED: Final = '<w:vertAlign w:val="superscript"/>'
OPEN_FIELD: Final = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGEFIELD x </w:instrText></w:r>'
)
TWO_ROWS: Final = (
    row(
        *(cell(text, BEGINS) for text in TITLES[:2]),
        cell("Phân công", '<w:gridSpan w:val="2"/>'),
        cell(TITLES[4], BEGINS),
    ),
    row(*[cell(EMPTY, GOES_ON)] * 2, cell("Chủ trì"), cell("Phối hợp"), cell(EMPTY, GOES_ON)),
)
WAYS: Final = {
    "broken by Enter": grid(*rows(*BROKEN, of=entered)),
    "broken by Shift+Enter": grid(*rows(*BROKEN, of=shifted)),
    "broken elsewhere by Enter": grid(*rows(*ELSEWHERE, of=entered)),
    "broken elsewhere by Shift+Enter": grid(*rows(*ELSEWHERE, of=shifted)),
    "titles broken by Enter": grid(
        *rows(*ROWS),
        titles=TITLES,
    ).replace("Cơ quan chủ trì", "Cơ quan</w:t></w:r></w:p><w:p><w:r><w:t>chủ trì"),
    "each cell in a table of its own": grid(
        *(row(cell(line[0]), *(cell(one_cell(text)) for text in line[1:])) for line in ROWS)
    ),
    "each cell in a ruled table of its own": grid(
        *(row(cell(line[0]), *(cell(one_cell(text, BORDERS)) for text in line[1:])) for line in ROWS)
    ),
    "tables two deep": grid(
        *(row(cell(line[0]), *(cell(one_cell(one_cell(text))) for text in line[1:])) for line in ROWS)
    ),
    "a phrase in two cells of an inner table": grid(
        row(
            *map(cell, ROWS[0][:4]),
            cell(table(row(cell("Quý"), cell("II/2024")), columns=2) + EMPTY),
        ),
        *rows(ROWS[1]),
    ),
    "an inner table under the cell's text": grid(
        row(
            cell("1"),
            cell(ROWS[0][1]),
            cell(par("Phòng Tài chính -") + one_cell("Kế hoạch")),
            *map(cell, ROWS[0][3:]),
        ),
        *rows(ROWS[1]),
    ),
    "text left in a cell that is merged away": grid(
        row(*(cell(text, BEGINS) for text in ROWS[0])),
        row(*(cell(f"{text} cũ", GOES_ON) for text in ROWS[0])),
        *rows(ROWS[1]),
    ),
    "text left in a cell that the old merge put away": grid(
        row(
            cell("1"),
            cell(ROWS[0][1]),
            cell(ROWS[0][2], '<w:hMerge w:val="restart"/>'),
            cell("Phòng Y tế", "<w:hMerge/>"),
            cell(ROWS[0][3]),
            cell(ROWS[0][4]),
        ),
        row(*map(cell, ROWS[1][:2]), cell(ROWS[1][2], '<w:gridSpan w:val="2"/>'), *map(cell, ROWS[1][3:])),
        titles=(*TITLES[:3], "", *TITLES[3:]),
    ),
    "titles typed again": grid(*rows(ROWS[0], TITLES, ROWS[1])),
    "titles typed again in other words": grid(
        *rows(ROWS[0], ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"), ROWS[1])
    ),
    "titles typed again with column numbers": grid(
        *rows(ROWS[0], TITLES, ("(1)", "(2)", "(3)", "(4)", "(5)"), ROWS[1])
    ),
    "titles of two rows typed again": table(
        *TWO_ROWS, *rows(ROWS[0]), *TWO_ROWS, *rows(ROWS[1]), columns=5, properties=BORDERS
    ),
    "broken before a dash": grid(
        *rows(("1", ROWS[0][1], "Phòng Tài chính|- Kế hoạch", ROWS[0][3], ROWS[0][4]), ROWS[1], of=entered)
    ),
    "superscripts typed in": grid(
        row(
            cell("1"),
            cell(par(run(ROWS[0][1]) + run("1", RAISED))),
            cell(par(run(ROWS[0][2]) + run("(2)", RAISED))),
            cell(par(run("UBND các xã") + run("3", RAISED) + run(", thị trấn"))),
            cell(par(run(ROWS[0][4]) + run("*", RAISED))),
        ),
        *rows(ROWS[1]),
    )
    + par(run("1", RAISED) + run(" Theo Quyết định số 8/QĐ-UBND.")),
    "a note under the table's last row": grid(
        row(cell("1"), cell(par(run(ROWS[0][1]) + run("1", RAISED))), *map(cell, ROWS[0][2:])),
        *rows(ROWS[1]),
        row(cell(par(run("1", RAISED) + run(" Theo Quyết định số 8/QĐ-UBND.")), '<w:gridSpan w:val="5"/>')),
    ),
    "raised figures of Unicode": grid(
        row(
            cell("1"),
            cell(f"{ROWS[0][1]}¹"),
            cell(f"{ROWS[0][2]}⁽²⁾"),
            cell("UBND các xã³, thị trấn"),
            cell(f"{ROWS[0][4]}⁴"),
        ),
        *rows(ROWS[1]),
    )
    + par("¹ Theo Quyết định số 8/QĐ-UBND."),
    "a field that never ends": grid(
        row(cell("1"), cell(par(OPEN_FIELD + run(ROWS[0][1]))), *map(cell, ROWS[0][2:])), *rows(ROWS[1])
    ),
    "a field that never ends before the table": par(OPEN_FIELD) + grid(*rows(*ROWS)),
    "a field that ends in another cell": grid(
        row(
            cell("1"),
            cell(par(OPEN_FIELD + run(ROWS[0][1]))),
            cell(par(run(ROWS[0][2]) + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
            *map(cell, ROWS[0][3:]),
        ),
        *rows(ROWS[1]),
    ),
}


@pytest.mark.parametrize("duties", WAYS.values(), ids=WAYS)
def test_a_table_gives_the_same_tasks_however_it_was_typed(tmp_path: Path, duties: str) -> None:
    records = read(tmp_path, with_head(HEAD, duties))
    assert found(records) == FOUND
    assert [task.heading_path for task in records.tasks] == [("II. NHIỆM VỤ",)] * 2
    assert [d.code for d in records.diagnostics if d.severity == "warning"] in ([], ["doubtful_task"])


LEADS: Final = {
    "a list in an inner table": table(row(cell("Phòng Nội vụ")), row(cell("Phòng Tư pháp")), columns=1),
    "with bullets in a column": table(
        row(cell("-"), cell("Phòng Nội vụ")), row(cell("-"), cell("Phòng Tư pháp")), columns=2
    ),
    "with rules and numbers": table(
        row(cell("1."), cell("Phòng Nội vụ")),
        row(cell("2."), cell("Phòng Tư pháp")),
        columns=2,
        properties=BORDERS,
    ),
    "with bare numbers": table(
        row(cell("1"), cell("Phòng Nội vụ")), row(cell("2"), cell("Phòng Tư pháp")), columns=2
    ),
    "side by side": table(row(cell("Phòng Nội vụ"), cell("Phòng Tư pháp")), columns=2),
    "one in the cell, one in a table": par("Phòng Nội vụ") + one_cell("Phòng Tư pháp"),
    "in a control": "<w:sdt><w:sdtContent>"
    + par("Phòng Nội vụ")
    + par("Phòng Tư pháp")
    + "</w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("leads", LEADS.values(), ids=LEADS)
def test_a_list_of_agencies_in_a_cell_is_read_however_it_is_set(tmp_path: Path, leads: str) -> None:
    line = row(cell("1"), cell(ROWS[0][1]), cell(leads + EMPTY), *map(cell, ROWS[0][3:]))
    records = read(tmp_path, with_head(HEAD, grid(line)))
    assert [lead for _, _, lead, _, _ in found(records)] == [["Phòng Nội vụ", "Phòng Tư pháp"]]


BROKEN_PROSE: Final = {
    "behind a dash": ("Phòng Tài chính -", "Kế hoạch bố trí kinh phí trước ngày 30/6/2024."),
    "behind a word that binds": (
        "Phòng Tài chính - Kế hoạch bố trí kinh phí và",
        "Gửi báo cáo trước ngày 30/6/2024.",
    ),
    "before a date": ("Phòng Tài chính - Kế hoạch bố trí kinh phí trước ngày", "30/6/2024."),
}


@pytest.mark.parametrize("lines", BROKEN_PROSE.values(), ids=BROKEN_PROSE)
@pytest.mark.parametrize("broken", [par, None], ids=["Enter", "Shift+Enter"])
def test_a_sentence_broken_by_hand_is_one(tmp_path: Path, lines: tuple[str, str], broken: object) -> None:
    first, second = f"1. {lines[0]}", lines[1]
    inner = par(first) + par(second) if broken else par(run(first) + "<w:r><w:br/></w:r>" + run(second))
    [task] = found(read(tmp_path, with_head(HEAD, inner)))
    assert task == (None, " ".join(lines), ["Phòng Tài chính - Kế hoạch"], [], [("date", "2024-06-30")])


UNSEEN: Final = {
    "white": '<w:color w:val="FFFFFF"/>',
    "nearly white": '<w:color w:val="FEFEFE"/>',
    "a point high": '<w:sz w:val="2"/>',
}


@pytest.mark.parametrize("look", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_not_read(tmp_path: Path, look: str) -> None:
    unseen = cell(par(run(ROWS[0][1]) + run(" hạn 15/3/2024", look)))
    body = grid(row(cell("1"), unseen, *map(cell, ROWS[0][2:])), *rows(ROWS[1]))
    assert found(read(tmp_path, with_head(HEAD, body))) == FOUND


@pytest.mark.parametrize(
    ("of_run", "of_cell"),
    [('<w:shd w:val="clear" w:fill="1F497D"/>', ""), ("", '<w:shd w:val="clear" w:fill="1F497D"/>')],
    ids=["the run", "the cell"],
)
def test_white_text_on_a_fill_is_seen(tmp_path: Path, of_run: str, of_cell: str) -> None:
    white = '<w:color w:val="FFFFFF"/>'
    titles = row(*(cell(par(run(text, white + of_run)), of_cell) for text in TITLES))
    body = table(titles, *rows(*ROWS), columns=5, properties=BORDERS)
    assert found(read(tmp_path, with_head(HEAD, body))) == FOUND


def cut(*texts: str, properties: str = "") -> str:
    """A row of so many cells and no more."""
    return row(*map(cell, texts), properties=properties)


AREA: Final = "Cải cách thủ tục hành chính"
GROUPS: Final = {
    "a single cell with its letter": (cut(f"A. {AREA}"), f"A. {AREA}"),
    "a single cell without one": (cut(AREA), AREA),
    "a single cell in bold": (row(cell(par(run(AREA, "<w:b/>")))), AREA),
    "number and text, and no further cells": (cut("I", AREA), f"I. {AREA}"),
    "a letter and text, and no further cells": (cut("A", AREA), f"A. {AREA}"),
    "the end of the row left out": (cut(f"I. {AREA}", properties='<w:gridAfter w:val="4"/>'), f"I. {AREA}"),
    "the beginning of the row left out": (
        cut(f"I. {AREA}", properties='<w:gridBefore w:val="1"/>'),
        f"I. {AREA}",
    ),
    "one cell over all columns": (row(cell(AREA, '<w:gridSpan w:val="5"/>')), AREA),
    "words in the number column over empty cells": (cut(f"I. {AREA}", "", "", "", ""), f"I. {AREA}"),
    "bold words over empty cells": (row(cell(""), cell(par(run(AREA, "<w:b/>"))), *[cell("")] * 3), AREA),
}


@pytest.mark.parametrize(("line", "heading"), GROUPS.values(), ids=GROUPS)
def test_a_group_row_is_a_heading_however_many_cells_it_has(tmp_path: Path, line: str, heading: str) -> None:
    records = read(tmp_path, with_head(HEAD, grid(line, *rows(*ROWS))))
    assert found(records) == FOUND
    assert [task.heading_path for task in records.tasks] == [("II. NHIỆM VỤ", heading)] * 2


def test_a_task_whose_row_was_cut_short_stays_a_task(tmp_path: Path) -> None:
    records = read(tmp_path, with_head(HEAD, grid(*rows(*ROWS), cut("3", "Công khai kết quả"))))
    assert [task.task_text for task in records.tasks] == [ROWS[0][1], ROWS[1][1], "Công khai kết quả"]


ISSUER: Final = title("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG MẪU") + par("Số: 12/KH-UBND", CENTRED)
STATE: Final = title("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc") + par(
    "Sông Mẫu, ngày 05 tháng 3 năm 2024", CENTRED
)
NAMED: Final = title("KẾ HOẠCH", "Cải cách hành chính năm 2024")
SIDES: Final = table(row(cell(ISSUER), cell(STATE)), columns=2)


def in_header(kind: str, *, first_page: bool) -> str:
    """The properties of a section that prints the part header1."""
    reference = f'<w:headerReference w:type="{kind}" r:id="rId_header1"/>'
    return f"<w:sectPr>{reference}{'<w:titlePg/>' if first_page else ''}</w:sectPr>"


SECTIONS: Final = {
    "the first page's": in_header("first", first_page=True),
    "every page's": in_header("default", first_page=False),
}
HEADS: Final = {
    "in rows of one table": table(
        row(cell(ISSUER), cell(STATE)), row(cell(NAMED, '<w:gridSpan w:val="2"/>')), columns=2
    ),
    "in rows of one ruled table": table(
        row(cell(ISSUER), cell(STATE)),
        row(cell(NAMED, '<w:gridSpan w:val="2"/>')),
        columns=2,
        properties=BORDERS,
    ),
    "type and title in rows of their own": table(
        row(cell(ISSUER), cell(STATE)),
        row(cell(title("KẾ HOẠCH"), '<w:gridSpan w:val="2"/>')),
        row(cell(title("Cải cách hành chính năm 2024"), '<w:gridSpan w:val="2"/>')),
        columns=2,
    ),
    "type and title in one line of a row": table(
        row(cell(ISSUER), cell(STATE)),
        row(cell(title("KẾ HOẠCH Cải cách hành chính năm 2024"), '<w:gridSpan w:val="2"/>')),
        columns=2,
    ),
    "all in one cell": table(row(cell(ISSUER + STATE + NAMED)), columns=1),
    "a ruled table over the title": table(row(cell(ISSUER), cell(STATE)), columns=2, properties=BORDERS)
    + NAMED,
    "each side in a table of its own": table(row(cell(one_cell(ISSUER)), cell(one_cell(STATE))), columns=2)
    + NAMED,
    "the type's name spread over the line": SIDES + title("K Ế   H O Ạ C H", "Cải cách hành chính năm 2024"),
    "the number broken by Enter": SIDES.replace("Số: 12", "Số:</w:t></w:r></w:p><w:p><w:r><w:t>12") + NAMED,
    "the title broken by Enter": SIDES + title("KẾ HOẠCH", "Cải cách hành chính", "năm 2024"),
}
TASK: Final = "Phòng Nội vụ rà soát thủ tục."


def check_head(records: PlanRecords) -> None:
    document = records.document
    assert (document.symbol, str(document.issue_date)) == ("12/KH-UBND", "2024-03-05")
    assert (document.issuer, document.title) == ("UBND huyện Sông Mẫu", "Cải cách hành chính năm 2024")
    assert document.document_type == "KH"
    assert [task.task_text for task in records.tasks] == [TASK]


@pytest.mark.parametrize("opening", HEADS.values(), ids=HEADS)
def test_a_head_is_read_however_it_is_set(tmp_path: Path, opening: str) -> None:
    check_head(read(tmp_path, with_head(opening, par(f"1. {TASK}"))))


TAB: Final = "<w:r><w:tab/></w:r>"
LETTERHEADS: Final = {
    "whole": (SIDES + EMPTY, ""),
    "in lines with tabs": (
        par(run("ỦY BAN NHÂN DÂN") + TAB + run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        + par(run("HUYỆN SÔNG MẪU") + TAB + run("Độc lập - Tự do - Hạnh phúc"))
        + par(run("Số: 12/KH-UBND") + TAB + run("Sông Mẫu, ngày 05 tháng 3 năm 2024")),
        "",
    ),
    "without the number": (
        table(row(cell(title("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG MẪU")), cell(STATE)), columns=2) + EMPTY,
        par("Số: 12/KH-UBND"),
    ),
}


@pytest.mark.parametrize("section", SECTIONS.values(), ids=SECTIONS)
@pytest.mark.parametrize(("letterhead", "below"), LETTERHEADS.values(), ids=LETTERHEADS)
def test_a_letterhead_in_the_page_header_is_the_documents(
    tmp_path: Path, section: str, letterhead: str, below: str
) -> None:
    body = with_head(below + NAMED, par(f"1. {TASK}")) + section
    check_head(read(tmp_path, body, header1=letterhead))


def test_a_page_header_that_is_not_printed_on_the_first_page_is_no_letterhead(tmp_path: Path) -> None:
    body = with_head(NAMED, par(f"1. {TASK}")) + in_header("default", first_page=True)
    assert read(tmp_path, body, header1=SIDES + EMPTY).document.symbol is None


def test_a_second_documents_letterhead_stands_before_its_section(tmp_path: Path) -> None:
    first = with_head(SIDES + NAMED, par(f"1. {TASK}"))
    ends = par("", "<w:sectPr/>")
    other = SIDES.replace("12/KH-UBND", "13/KH-UBND") + EMPTY
    body = first + ends + with_head(NAMED, par(f"1. {TASK}")) + in_header("first", first_page=True)
    found_in = ingest_file(docx_file(tmp_path, body, header1=other), "plan.docx")
    assert [records.document.symbol for records in found_in] == ["12/KH-UBND", "13/KH-UBND"]


ANNEX: Final = title("PHỤ LỤC II")
SUBJECT: Final = title("DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024")
ATTACHED: Final = par("(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND huyện Sông Mẫu)", CENTRED)
ANNEXES: Final = {
    "under a line": par("UBND HUYỆN SÔNG MẪU") + ANNEX + SUBJECT + ATTACHED,
    "under a line in bold": title("UBND HUYỆN SÔNG MẪU") + ANNEX + SUBJECT + ATTACHED,
    "under two lines": title("UBND HUYỆN SÔNG MẪU", "PHÒNG NỘI VỤ") + ANNEX + SUBJECT + ATTACHED,
    "behind a tab": par(run("UBND HUYỆN SÔNG MẪU") + TAB + run("PHỤ LỤC II")) + SUBJECT + ATTACHED,
    "beside the body": table(row(cell("UBND HUYỆN SÔNG MẪU"), cell(ANNEX)), columns=2) + SUBJECT + ATTACHED,
    "beside the body, with its title": table(
        row(cell("UBND HUYỆN SÔNG MẪU"), cell(ANNEX + SUBJECT + ATTACHED)), columns=2
    ),
    "spread over the line": par("UBND HUYỆN SÔNG MẪU") + title("P H Ụ   L Ụ C   I I") + SUBJECT + ATTACHED,
}
HEAD_ROW: Final = '<w:gridSpan w:val="5"/>'


def check_annex(records: PlanRecords) -> None:
    document = records.document
    assert (document.symbol, str(document.issue_date)) == ("12/KH-UBND", "2024-03-05")
    assert (document.issuer, document.title) == (
        "UBND huyện Sông Mẫu",
        "DANH MỤC NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024",
    )
    assert found(records) == FOUND


@pytest.mark.parametrize("opening", ANNEXES.values(), ids=ANNEXES)
def test_an_annex_as_a_file_of_its_own_is_read_however_its_head_is_set(tmp_path: Path, opening: str) -> None:
    check_annex(read(tmp_path, opening + grid(*rows(*ROWS))))


def test_a_head_in_the_first_rows_of_the_table_of_tasks_is_no_part_of_it(tmp_path: Path) -> None:
    head_rows = (row(cell("UBND HUYỆN SÔNG MẪU", HEAD_ROW)), row(cell(ANNEX + SUBJECT + ATTACHED, HEAD_ROW)))
    body = table(*head_rows, row(*map(cell, TITLES)), *rows(*ROWS), columns=5, properties=BORDERS)
    check_annex(read(tmp_path, body))
