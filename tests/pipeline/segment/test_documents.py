"""A second document in the same file: where it begins, what is its own, and what only looks like one (Decree
30/2020/NĐ-CP)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.document import ingest_file
from pipeline.segment import segment
from schemas.layout import (
    Block,
    Footnote,
    FootnoteCall,
    Layout,
    Page,
    Paragraph,
    Piece,
    ReaderNote,
    Span,
    Table,
)
from schemas.rows import PlanRecords
from schemas.said import Said
from tests.building import centred, layout, para, table
from tests.pipeline.readers.docx_building import docx_file, par, run
from tests.pipeline.segment.test_segment import claimed, letters
from tests.test_traps import CENTRED, ONE_TASK, head, ruled, signed, title

RAW = Path("data/raw")


def letterhead(
    issuer: str = "UBND HUYỆN MẪU SƠN",
    number: str = "Số: 12/KH-UBND",
    issued: str = "Mẫu Sơn, ngày 05 tháng 3 năm 2024",
) -> Table:
    return table(
        [[f"{issuer}\n{number}", f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\n{issued}"]],
        ruled=False,
    )


def ending(name: str = "Nguyễn Văn Mẫu") -> Table:
    return table(
        [["Nơi nhận:\n- Như trên;\n- Lưu: VT.", f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{name}"]], ruled=False
    )


BLANK = letterhead("TÊN CƠ QUAN, ĐƠN VỊ", "Số:     /BC-…", "…, ngày … tháng … năm …")
OFFICE = letterhead(
    "UBND HUYỆN MẪU SƠN\nPHÒNG NỘI VỤ", "Số:     /BC-PNV", "Mẫu Sơn, ngày      tháng     năm 2024"
)
GRID = table([["STT", "Nhiệm vụ"], ["1", "Rà soát thủ tục"]])
PLAN: list[Block] = [
    letterhead(),
    *centred("KẾ HOẠCH", "Nâng cao chỉ số"),
    para("I. NHIỆM VỤ"),
    para("1. Rà soát."),
    ending(),
]
DECISION: list[Block] = [
    letterhead(number="Số: 5/QĐ-UBND"),
    *centred(
        "QUYẾT ĐỊNH",
        "Về việc ban hành Kế hoạch nâng cao chỉ số",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN",
        "QUYẾT ĐỊNH:",
    ),
    para("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao chỉ số."),
    ending(),
]
SECOND: list[Block] = [
    letterhead(number="Số: 13/KH-UBND"),
    *centred("KẾ HOẠCH", "Chuyển đổi số"),
    para("I. NHIỆM VỤ"),
    para("1. Số hóa hồ sơ."),
    ending(),
]
LETTER: list[Block] = [
    letterhead(number="Số: 9/UBND-VP\nV/v gửi Kế hoạch"),
    para("Kính gửi: Các phòng, ban."),
    para("UBND huyện gửi Kế hoạch nâng cao chỉ số để thực hiện./."),
    ending(),
]
ANNEX: list[Block] = [*centred("PHỤ LỤC", "Nhiệm vụ", "(Kèm theo Kế hoạch số 12/KH-UBND)"), GRID]
WORK: list[Block] = [para("I. NHIỆM VỤ"), para("1. Rà soát.")]

DOCUMENTS: list[tuple[str, Sequence[Block], list[str]]] = [
    ("one plan", PLAN, ["Nâng cao chỉ số"]),
    ("an annex is part of its plan", [*PLAN, *ANNEX], ["Nâng cao chỉ số"]),
    ("two plans", [*PLAN, *SECOND], ["Nâng cao chỉ số", "Chuyển đổi số"]),
    ("two plans with an annex between them", [*PLAN, *ANNEX, *SECOND], ["Nâng cao chỉ số", "Chuyển đổi số"]),
    ("a letter and the plan that it sends", [*LETTER, *PLAN], ["", "Nâng cao chỉ số"]),
    ("a letter after a plan", [*PLAN, *ANNEX, *LETTER], ["Nâng cao chỉ số", ""]),
    (
        "a letter and the plan that it sends without a letterhead",
        [*LETTER, *centred("KẾ HOẠCH", "Nâng cao", "(Kèm theo Công văn số 9/UBND-VP)"), *WORK],
        ["", "Nâng cao"],
    ),
    ("three", [*PLAN, *SECOND, *PLAN], ["Nâng cao chỉ số", "Chuyển đổi số", "Nâng cao chỉ số"]),
    ("the first one's signature was not seen", [*PLAN[:-1], *SECOND], ["Nâng cao chỉ số", "Chuyển đổi số"]),
    (
        "a decision and its plan",
        [
            *DECISION,
            *centred("KẾ HOẠCH", "Nâng cao chỉ số", "(Ban hành kèm theo Quyết định số 5/QĐ-UBND)"),
            *WORK,
        ],
        ["Về việc ban hành Kế hoạch nâng cao chỉ số", "Nâng cao chỉ số"],
    ),
    (
        "the line over the plan's title",
        [
            *DECISION,
            *centred("KẾ HOẠCH", "(Ban hành kèm theo Quyết định số 5/QĐ-UBND)", "Nâng cao chỉ số"),
            *WORK,
        ],
        ["Về việc ban hành Kế hoạch nâng cao chỉ số", "Nâng cao chỉ số"],
    ),
    (
        "a decision and its plan without the line",
        [*DECISION, *centred("KẾ HOẠCH", "Nâng cao chỉ số"), *WORK],
        ["Về việc ban hành Kế hoạch nâng cao chỉ số", "Nâng cao chỉ số"],
    ),
    (
        "a plan with a letterhead without number",
        [
            *DECISION,
            letterhead(number=""),
            *centred("KẾ HOẠCH", "Nâng cao", "(Kèm theo Quyết định số 5/QĐ-UBND)"),
            *WORK,
        ],
        ["Về việc ban hành Kế hoạch nâng cao chỉ số", "Nâng cao"],
    ),
    (
        "a draft without number after a submission",
        [
            *PLAN,
            letterhead(number="Số:     /KH-UBND", issued="Mẫu Sơn, ngày      tháng     năm 2024"),
            *SECOND[1:4],
        ],
        ["Nâng cao chỉ số", "Chuyển đổi số"],
    ),
    (
        "lines instead of a table over the second",
        [
            *PLAN,
            *centred("UBND HUYỆN MẪU SƠN"),
            *centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
            para("Số: 13/KH-UBND"),
            para("Mẫu Sơn, ngày 06 tháng 3 năm 2024", align="right"),
            *SECOND[1:],
        ],
        ["Nâng cao chỉ số", "Chuyển đổi số"],
    ),
    (
        "a letterhead whose number and type the recognition lost",
        [
            *PLAN,
            letterhead(number="1Số: O13 /KH-UBND", issued="Mẫu Sơn, ngày 45 tháng 3 năm 2024"),
            *centred("KÉ HOẠCH"),
            *WORK,
        ],
        ["Nâng cao chỉ số", ""],
    ),
    (
        "a list with a repeated letterhead",
        [*PLAN, letterhead(), *centred("Danh sách", "(Kèm theo Kế hoạch số 12)"), GRID],
        ["Nâng cao chỉ số"],
    ),
    (
        "a list with a letterhead and a date",
        [*PLAN, letterhead(number=""), *centred("DANH SÁCH", "Các xã"), GRID],
        ["Nâng cao chỉ số"],
    ),
    ("an annex with a repeated letterhead", [*PLAN, letterhead(), *ANNEX], ["Nâng cao chỉ số"]),
    (
        "an annex called a plan",
        [*PLAN, *centred("PHỤ LỤC", "KẾ HOẠCH", "Chi tiết"), GRID],
        ["Nâng cao chỉ số"],
    ),
    (
        "a detailed plan under a plan",
        [*PLAN, *centred("KẾ HOẠCH", "Chi tiết", "(Kèm theo Kế hoạch số 12/KH-UBND)"), GRID],
        ["Nâng cao chỉ số"],
    ),
    (
        "a detailed plan without a line, before another document",
        [*PLAN, *centred("KẾ HOẠCH", "Chi tiết"), GRID, *SECOND],
        ["Nâng cao chỉ số", "Chuyển đổi số"],
    ),
    (
        "an empty form",
        [*PLAN, *centred("Mẫu số 01"), BLANK, *centred("BÁO CÁO", "Kết quả"), para("1. …")],
        ["Nâng cao chỉ số"],
    ),
    (
        "an empty form without a name",
        [*PLAN, BLANK, *centred("KẾ HOẠCH", "Mẫu"), para("1. …")],
        ["Nâng cao chỉ số"],
    ),
    (
        "an empty form of one office",
        [
            *PLAN,
            *ANNEX,
            OFFICE,
            *centred("BÁO CÁO", "Kết quả"),
            para("1. Kết quả:"),
            ending("(Ký, đóng dấu)"),
        ],
        ["Nâng cao chỉ số"],
    ),
    ("a filled form", [*PLAN, *centred("Mẫu số 01"), *SECOND[:4]], ["Nâng cao chỉ số"]),
    (
        "the name of the state in a sentence",
        [
            *PLAN[:-1],
            para("2. Treo Quốc kỳ nước Cộng hòa xã hội chủ nghĩa Việt Nam."),
            para("3. Rà soát."),
            ending(),
        ],
        ["Nâng cao chỉ số"],
    ),
]


@pytest.mark.parametrize(
    ("blocks", "titles"), [case[1:] for case in DOCUMENTS], ids=[case[0] for case in DOCUMENTS]
)
def test_documents_of_a_file(blocks: Sequence[Block], titles: list[str]) -> None:
    whole = layout(*blocks)
    plans = segment(whole)
    assert [" ".join(p.text for p in plan.header.title) for plan in plans] == titles
    assert letters([text for plan in plans for text in claimed(plan)]) == letters(
        [p.text for p in whole.paragraphs()]
    )


def test_recipients_without_an_archive_line_do_not_reach_into_the_next_document() -> None:
    cut = table([["Nơi nhận:\n- Như trên;", "CHỦ TỊCH\nNguyễn Văn Mẫu"]], ruled=False)
    short = [
        *centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        para("Số: 13/KH-UBND"),
        *SECOND[1:4],
        para("- Lưu: VT."),
    ]
    first, second = segment(layout(*PLAN[:-1], cut, *short))
    assert [p.text for p in first.recipients] == ["Nơi nhận:", "- Như trên;"]
    assert [p.text for p in second.header.title] == ["Chuyển đổi số"]


def on_page(block: Block, page: int) -> Block:
    """A paragraph, or a table of paragraphs, that stands on a page."""
    if isinstance(block, Paragraph):
        return replace(block, pieces=(Piece(0, len(block.text), Span(page, 72, 100, 500, 112)),))
    cells = tuple(replace(c, paragraphs=tuple(on_page(p, page) for p in c.paragraphs)) for c in block.cells)
    return replace(block, cells=cells)  # type: ignore[arg-type]


def paged(*blocks: tuple[Block, int], **more: object) -> Layout:
    found = tuple(on_page(block, page) for block, page in blocks)
    pages = tuple(Page(number, 595, 842) for number in range(1, 7))
    return Layout("pdf", "mixed", found, pages=pages, page_count=6, **more)  # type: ignore[arg-type]


def test_pages_footnotes_and_page_numbers_belong_to_the_document_on_whose_pages_they_stand() -> None:
    calling = replace(para("1. Rà soát."), calls=(FootnoteCall(3, "1"),))
    notes = [
        Footnote("1", (on_page(para(text), page),))
        for text, page in [("của kế hoạch", 2), ("của kế hoạch sau", 4)]
    ]  # type: ignore[arg-type]
    numbers = tuple(on_page(para(str(page)), page) for page in range(1, 7))
    first, second = segment(
        paged(
            *((block, 1) for block in PLAN[:-1]),
            (calling, 2),
            (PLAN[-1], 2),
            *((block, 4) for block in SECOND[:-1]),
            (calling, 4),
            (SECOND[-1], 5),
            footnotes=tuple(notes),
            furniture=numbers,
        )
    )
    assert [(plan.pages, [n.paragraphs[0].text for n in plan.footnotes]) for plan in (first, second)] == [
        ((1, 3), ["của kế hoạch"]),
        ((4, 6), ["của kế hoạch sau"]),
    ]
    assert [[p.text for p in plan.furniture] for plan in (first, second)] == [
        ["1", "2", "3"],
        ["4", "5", "6"],
    ]


def test_on_a_page_of_two_documents_a_footnote_is_the_one_s_that_calls_it() -> None:
    calling = replace(para("1. Rà soát."), calls=(FootnoteCall(3, "1"),))
    note = Footnote("1", (on_page(para("ghi chú"), 1),))  # type: ignore[arg-type]
    blocks = [*PLAN[:-1], calling, PLAN[-1], *SECOND]
    first, second = segment(paged(*((block, 1) for block in blocks), footnotes=(note,)))
    assert ([len(plan.footnotes) for plan in (first, second)], first.pages, second.pages) == (
        [1, 0],
        (1, 1),
        (1, 6),
    )


def test_footnotes_without_pages_go_where_they_are_called() -> None:
    calling = replace(para("1. Rà soát."), calls=(FootnoteCall(3, "1"),))
    notes = tuple(Footnote("1", (para(text),)) for text in ("một", "hai"))
    blocks = (*PLAN[:-1], calling, PLAN[-1], *SECOND[:-1], calling, SECOND[-1])
    plans = segment(replace(layout(*blocks), footnotes=notes))
    assert [[n.paragraphs[0].text for n in plan.footnotes] for plan in plans] == [["một"], ["hai"]]


BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
DECIDED = (
    head("5/QĐ-UBND", "QUYẾT ĐỊNH", "Về việc ban hành Kế hoạch nâng cao Chỉ số PAPI")
    + title("QUYẾT ĐỊNH:")
    + par("Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao Chỉ số PAPI.")
    + signed()
    + BREAK
)


def promulgated(line: str) -> str:
    attached = par(run(line, "<w:i/>"), CENTRED) if line else ""
    return DECIDED + title("KẾ HOẠCH", "Nâng cao Chỉ số PAPI năm 2024") + attached + ONE_TASK


def read(folder: Path, body: str) -> list[PlanRecords]:
    records = ingest_file(docx_file(folder, body), "plan.docx")
    for found in records:
        found.check()
    return records


@pytest.mark.parametrize(
    ("line", "symbol", "issued", "issuer"),
    [
        (
            "(Ban hành kèm theo Quyết định số 5/QĐ-UBND ngày 05/3/2024 của UBND huyện Sông Mẫu)",
            "5/QĐ-UBND",
            date(2024, 3, 5),
            "UBND huyện Sông Mẫu",
        ),
        # what the line leaves blank the decision before it says
        (
            "(Ban hành kèm theo Quyết định số     /QĐ-UBND ngày   /3/2024 của UBND huyện)",
            "5/QĐ-UBND",
            date(2024, 3, 5),
            "UBND huyện Sông Mẫu",
        ),
        ("", "5/QĐ-UBND", date(2024, 3, 5), "UBND huyện Sông Mẫu"),
        # the line names another decision: nothing is taken from this one
        (
            "(Ban hành kèm theo Quyết định số 9/QĐ-UBND ngày 07/4/2024 của UBND huyện Bắc Mẫu)",
            "9/QĐ-UBND",
            date(2024, 4, 7),
            "UBND huyện Bắc Mẫu",
        ),
    ],
)
def test_a_plan_has_number_date_and_issuer_of_the_decision_it_is_attached_to(
    tmp_path: Path, line: str, symbol: str, issued: date, issuer: str
) -> None:
    decision, plan = read(tmp_path, promulgated(line))
    found = plan.document
    assert (found.document_type, found.symbol, found.issue_date, found.issuer) == (
        "KH",
        symbol,
        issued,
        issuer,
    )
    assert (found.title, found.signer_name, found.part) == ("Nâng cao Chỉ số PAPI năm 2024", None, 2)
    assert (decision.document.document_type, decision.document.part) == ("QĐ", 1)
    assert found.plan_key != decision.document.plan_key
    assert plan.references == []


def test_each_document_has_its_own_keys_and_spans(tmp_path: Path) -> None:
    decision, plan = read(tmp_path, promulgated(""))
    assert plan.document.document_id == f"{decision.document.document_id}-2"
    [task] = plan.tasks
    assert task.task_id == f"{plan.document.document_id}-t0001"
    assert task.section_id is not None and task.section_id.startswith(f"{plan.document.document_id}-s")
    assert (decision.tasks, task.node) == ([], "body/p[9]")


def test_an_annex_under_a_promulgated_plan_is_the_plan_s(tmp_path: Path) -> None:
    annex = title("PHỤ LỤC", "Danh mục") + ruled(
        "STT|Nhiệm vụ|Cơ quan chủ trì", "1|Lập danh mục thủ tục cần rà soát|Phòng Nội vụ"
    )
    decision, plan = read(tmp_path, promulgated("") + annex)
    assert [len(records.tasks) for records in (decision, plan)] == [0, 2]


def test_a_plan_signed_by_itself_takes_nothing_from_the_document_before_it(tmp_path: Path) -> None:
    first = head("7/KH-UBND", "KẾ HOẠCH", "Nâng cao Chỉ số PCI") + ONE_TASK + signed()
    _, second = read(tmp_path, first + title("KẾ HOẠCH", "Nâng cao Chỉ số PAPI") + ONE_TASK + signed())
    assert (second.document.symbol, second.document.issuer, second.document.signer_name) == (
        None,
        None,
        "Nguyễn Văn Mẫu",
    )


def merged(path: Path, *sources: str) -> Path:
    """The pages of sample plans in one PDF."""
    out = pdfium.PdfDocument.new()
    for source in sources:
        with pdfium.PdfDocument(RAW / source) as part:
            out.import_pages(part)
    out.save(path)
    out.close()
    return path


def test_plans_bound_into_one_pdf_give_what_each_gives_alone(tmp_path: Path) -> None:
    """Only the pages differ: a later plan's are counted on."""
    names = [
        "mau-04-o-gop-qua-trang-2024.pdf",
        "mau-03-tieu-de-hai-tang-2024.pdf",
        "mau-07-danh-so-tu-dong-2024.pdf",
    ]
    together = ingest_file(merged(tmp_path / "bound.pdf", *names), "bound.pdf")
    before = 0
    for number, (bound, name) in enumerate(zip(together, names, strict=True), 1):
        [alone] = ingest_file(RAW / name, name)
        assert bound.document.part == number
        own = {"document_id", "source_uri", "source_sha256", "part"}
        assert bound.document.model_dump(exclude=own) == alone.document.model_dump(exclude=own)
        assert [(row.task_text, [s.page for s in row.spans]) for row in bound.tasks] == [
            (row.task_text, [s.page + before for s in row.spans]) for row in alone.tasks
        ]
        assert [row.symbol for row in bound.references] == [row.symbol for row in alone.references]
        before += alone.document.page_count or 0


def test_what_the_reader_said_of_a_page_is_told_of_the_document_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = paged(
        *((block, 1) for block in PLAN),
        *((block, 4) for block in SECOND),
        notes=(
            ReaderNote("page_unreadable", Said("could not be read"), 5),
            ReaderNote("embedded_document", Said("holds another file")),
        ),
        ocr_pages=(4, 5, 6),
    )
    monkeypatch.setattr("pipeline.document.read_file", lambda path: whole)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    first, second = ingest_file(tmp_path / "plan.pdf", "plan.pdf")
    assert [
        [d.code for d in records.diagnostics if d.code not in ("doubtful_task", "unknown_unit")]
        for records in (first, second)
    ] == [
        ["embedded_document"],
        ["page_unreadable"],
    ]
    assert [
        (r.document.text_source, r.document.ocr_pages, r.document.page_count) for r in (first, second)
    ] == [
        ("text_layer", (), 3),
        ("ocr", (4, 5, 6), 3),
    ]
