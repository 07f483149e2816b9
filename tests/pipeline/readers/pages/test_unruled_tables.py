"""Tables of a PDF drawn without rules, or ruled in part: the same rows as with all rules, and no table where
there is none."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from extractors.records import extract
from pipeline.readers.pages.layout import layout_of
from pipeline.readers.pages.page import page_draft
from pipeline.readers.pages.words import words_of
from pipeline.readers.pdf.page import read_page_ink
from pipeline.segment import segment
from schemas.layout import Layout
from tests.pipeline.readers.pdf_building import BOLD, REGULAR, Sheet, read_back, rows, tables, texts, wrapped
from tests.places import RAW
from tests.plans_at_hand import document_row, name_of

SIZE = 12.0
LINE = 13.8
PAD = 5.4
XS = (60.0, 92.0, 280.0, 390.0, 470.0, 560.0)
HEAD = ("TT", "Tên công tác", "Phân công", "Kinh phí", "Ghi chú")
LONG = "Các phòng rà soát, công khai tình hình công tác hành chính hàng tháng và báo cáo phòng Tài chính"
SHORT = "Công khai tài chính."
ROWS = (
    ("1", f"{LONG}.", "Phòng Tài chính", "Ngân sách xã", "Báo cáo hàng tháng và hàng quý"),
    ("2", SHORT, "Phòng Thông tin và Phòng Tài chính, Công an xã", "Không", ""),
    ("3", f"Phòng Thông tin {LONG[4:]}.", "Công an xã", "Ngân sách", "Hàng quý"),
    ("4", "Rà soát quy trình thông tin, báo cáo Phòng Tài chính.", "Phòng Tài chính", "", "Hàng tháng"),
)
Cells = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Look:
    """How a table is set: texts in the middle of their rows or at the top, the blank between rows, the
    titles, the edges."""

    centred: bool = True
    gap: float = 4.0
    bold: bool = True
    xs: tuple[float, ...] = XS


def lines_in(text: str, x0: float, x1: float, font: str = REGULAR) -> list[str]:
    """A cell's lines; "\\n" begins a paragraph."""
    return [
        line
        for part in text.split("\n")
        if part
        for line in wrapped(part, x1 - x0 - 2 * PAD, 0.0, font, SIZE)
    ]


def set_rows(sheet: Sheet, cells: Cells, y: float, look: Look = Look(), titles: int = 0) -> list[float]:
    """A table's texts without its rules, the first `titles` rows as titles; a row of two texts is a group's.
    Gives the edges."""
    edges = [y]
    for number, row in enumerate(cells):
        font = BOLD if number < titles and look.bold else REGULAR
        spans = list(zip(row, look.xs, look.xs[1:], strict=False))
        if len(row) == 2:
            font, spans = BOLD, [(row[0], look.xs[0], look.xs[1]), (row[1], look.xs[1], look.xs[-1])]
        texts = [(lines_in(text, x0, x1, font), x0, x1) for text, x0, x1 in spans]
        height = max(len(lines) for lines, _, _ in texts) * LINE + look.gap
        for lines, x0, x1 in texts:
            top = edges[-1] + look.gap / 2
            if look.centred or number < titles:
                top += (height - look.gap - len(lines) * LINE) / 2
            for count, line in enumerate(lines):
                middle = number < titles or x0 == look.xs[0]
                start = (x0 + x1 - stringWidth(line, font, SIZE)) / 2 if middle else x0 + PAD
                sheet.text(start, top + (count + 0.8) * LINE, line, SIZE, font)
        edges.append(edges[-1] + height)
    return edges


def page(cells: Cells, look: Look = Look(), titles: int = 1, y: float = 100.0) -> Callable[[Sheet], None]:
    """A page that holds nothing but these rows."""
    return lambda sheet: (set_rows(sheet, cells, y, look, titles), None)[1]


def signs(layout: Layout) -> Counter[str]:
    return Counter("".join("".join(p.text for p in layout.paragraphs()).split()))


def as_lists(cells: Cells) -> list[list[str]]:
    return [list(row) for row in cells]


@pytest.mark.parametrize("bold", [True, False], ids=["bold titles", "plain titles"])
@pytest.mark.parametrize("gap", [4.0, 0.0], ids=["with a gap", "lines that adjoin"])
@pytest.mark.parametrize("centred", [True, False], ids=["centred", "at the top"])
def test_rows_are_told_by_their_numbers(tmp_path: Path, centred: bool, gap: float, bold: bool) -> None:
    layout = read_back(tmp_path, page([HEAD, *ROWS], Look(centred, gap, bold)))
    (table,) = tables(layout)
    assert rows(table) == as_lists([HEAD, *ROWS])
    assert texts(layout) == []


def test_every_word_of_a_table_stands_once_and_in_its_place(tmp_path: Path) -> None:
    layout = read_back(tmp_path, page([HEAD, *ROWS]))
    assert signs(layout) == Counter("".join(text for row in [HEAD, *ROWS] for text in row).replace(" ", ""))
    (table,) = tables(layout)
    for cell in table.cells:
        x0, x1 = XS[cell.col], XS[cell.col + cell.col_span]
        spans = [span for p in cell.paragraphs for span in p.places()]
        assert all(not isinstance(span, str) and span.x0 >= x0 and span.x1 <= x1 for span in spans)


def test_a_title_over_two_columns_stands_over_them(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        for x, y, text in ((76, 118, "TT"), (186, 118, "Tên công tác"), (515, 118, "Ghi chú")):
            sheet.middle(x, y, text, SIZE, BOLD)
        sheet.middle(375, 110, "Phân công trách nhiêm", SIZE, BOLD)
        sheet.middle(335, 126, "Phòng", SIZE, BOLD)
        sheet.middle(430, 126, "Kinh phí", SIZE, BOLD)
        set_rows(sheet, ROWS, 132)

    (table,) = tables(read_back(tmp_path, draw))
    titles = {(c.row, c.col, c.row_span, c.col_span): c.text for c in table.cells if c.row < 2}
    assert titles == {
        (0, 0, 2, 1): "TT",
        (0, 1, 2, 1): "Tên công tác",
        (0, 2, 1, 2): "Phân công trách nhiêm",
        (0, 4, 2, 1): "Ghi chú",
        (1, 2, 1, 1): "Phòng",
        (1, 3, 1, 1): "Kinh phí",
    }
    assert rows(table)[2:] == as_lists(ROWS)


def test_a_title_touches_neither_of_the_titles_under_it(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        for x, y, text in ((76, 118, "TT"), (186, 118, "Tên công tác"), (515, 118, "Ghi chú")):
            sheet.middle(x, y, text, SIZE, BOLD)
        sheet.middle(380, 110, "Chung", SIZE, BOLD)
        sheet.middle(305, 126, "Phân công", SIZE, BOLD)
        sheet.middle(440, 126, "Kinh phí", SIZE, BOLD)
        set_rows(sheet, ROWS, 132)

    (table,) = tables(read_back(tmp_path, draw))
    assert [(c.text, c.col, c.col_span) for c in table.cells if c.row == 0][2] == ("Chung", 2, 2)
    assert rows(table)[2:] == as_lists(ROWS)


@pytest.mark.parametrize("centred", [True, False], ids=["centred", "at the top"])
def test_a_group_row_runs_over_several_columns(tmp_path: Path, centred: bool) -> None:
    group = ("II", "CÔNG KHAI TÀI CHÍNH, THÔNG TIN VÀ BÁO CÁO TÌNH HÌNH CÔNG TÁC")
    layout = read_back(tmp_path, page([HEAD, *ROWS[:2], group, *ROWS[2:]], Look(centred)))
    (table,) = tables(layout)
    assert rows(table) == as_lists([HEAD, *ROWS[:2], (group[0], *[group[1]] * 4), *ROWS[2:]])


def test_a_short_group_row_is_a_row(tmp_path: Path) -> None:
    group = ("I", "CÔNG KHAI", "", "", "")
    (table,) = tables(read_back(tmp_path, page([HEAD, group, *ROWS])))
    assert rows(table) == as_lists([HEAD, group, *ROWS])


def test_the_row_that_counts_the_columns_is_a_row(tmp_path: Path) -> None:
    counts = ("(1)", "(2)", "(3)", "(4)", "(5)")
    (table,) = tables(read_back(tmp_path, page([HEAD, counts, *ROWS])))
    assert rows(table) == as_lists([HEAD, counts, *ROWS])


@pytest.mark.parametrize("repeated", [True, False], ids=["titles repeated", "titles not repeated"])
@pytest.mark.parametrize("centred", [True, False], ids=["centred", "at the top"])
def test_a_table_on_two_pages_is_one(tmp_path: Path, centred: bool, repeated: bool) -> None:
    second = [HEAD, *ROWS[2:]] if repeated else ROWS[2:]
    pages = page([HEAD, *ROWS[:2]], Look(centred)), page(second, Look(centred), titles=int(repeated))
    layout = read_back(tmp_path, *pages)
    (table,) = tables(layout)
    assert rows(table) == as_lists([HEAD, *ROWS])
    assert [paragraph.text for paragraph in layout.furniture] == (list(HEAD) if repeated else [])
    assert table.header_rows == int(repeated)


@pytest.mark.parametrize("repeated", [True, False], ids=["titles repeated", "titles not repeated"])
def test_a_row_cut_by_the_page_break_is_one_row(tmp_path: Path, repeated: bool) -> None:
    text = f"{LONG} {LONG}"
    lines = lines_in(text, XS[1], XS[2])
    cut = ("3", " ".join(lines[:3]), "Phòng Tài chính", "Ngân sách", "Hàng quý")
    rest = ("", " ".join(lines[3:]), "", "", "")
    top = Look(centred=False)
    first = page([HEAD, *ROWS[:2], cut], top)
    second = [HEAD, rest, ROWS[3]] if repeated else [rest, ROWS[3]]
    (table,) = tables(read_back(tmp_path, first, page(second, top, titles=int(repeated))))
    assert rows(table) == as_lists([HEAD, *ROWS[:2], ("3", text, *cut[2:]), ROWS[3]])


def test_titles_at_the_foot_head_the_rows_of_the_next_page(tmp_path: Path) -> None:
    layout = read_back(tmp_path, page([HEAD], y=750), page(ROWS, titles=0))
    (table,) = tables(layout)
    assert rows(table) == as_lists([HEAD, *ROWS])


def test_a_table_without_numbers_is_parted_at_its_blanks(tmp_path: Path) -> None:
    look = Look(gap=8.0, xs=(60.0, 280.0, 390.0, 470.0, 560.0))
    wanted = [row[1:] for row in (HEAD, *ROWS)]

    def draw(sheet: Sheet) -> None:
        shifted = Look(look.centred, look.gap, look.bold, (50.0, *look.xs))
        set_rows(sheet, [("", *row) for row in wanted], 100, shifted, titles=1)

    (table,) = tables(read_back(tmp_path, draw))
    assert rows(table) == as_lists(wanted)


def horizontal(sheet: Sheet, ys: Sequence[float]) -> None:
    for y in ys:
        sheet.rule(XS[0], y, XS[-1], y)


def about_the_titles(sheet: Sheet, ys: Sequence[float]) -> None:
    horizontal(sheet, ys[:2])


def vertical(sheet: Sheet, ys: Sequence[float]) -> None:
    for x in XS:
        sheet.rule(x, ys[0], x, ys[-1])


def frame(sheet: Sheet, ys: Sequence[float]) -> None:
    sheet.grid((XS[0], XS[-1]), (ys[0], ys[-1]))


def titles_alone(sheet: Sheet, ys: Sequence[float]) -> None:
    sheet.grid(XS, ys[:2])


def frame_and_columns(sheet: Sheet, ys: Sequence[float]) -> None:
    sheet.grid(XS, (ys[0], ys[1], ys[-1]))


def frame_and_rows(sheet: Sheet, ys: Sequence[float]) -> None:
    sheet.grid((XS[0], XS[-1]), ys)


def every_rule(sheet: Sheet, ys: Sequence[float]) -> None:
    sheet.grid(XS, ys)


RULINGS = (
    horizontal,
    about_the_titles,
    vertical,
    frame,
    titles_alone,
    frame_and_columns,
    frame_and_rows,
    every_rule,
)


@pytest.mark.parametrize("centred", [True, False], ids=["centred", "at the top"])
@pytest.mark.parametrize("rule", RULINGS, ids=lambda rule: rule.__name__)
def test_rules_may_be_drawn_in_part(
    tmp_path: Path, rule: Callable[[Sheet, Sequence[float]], None], centred: bool
) -> None:
    def draw(sheet: Sheet) -> None:
        rule(sheet, set_rows(sheet, [HEAD, *ROWS], 100, Look(centred), titles=1))

    layout = read_back(tmp_path, draw)
    (table,) = tables(layout)
    assert rows(table) == as_lists([HEAD, *ROWS])
    assert texts(layout) == []


def test_what_stands_about_a_table_is_no_part_of_it(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        sheet.set("DANH SÁCH CÔNG TÁC", align="center", font=BOLD, y=90)
        sheet.set("(Kèm theo báo cáo)", align="center", y=110)
        end = set_rows(sheet, [HEAD, *ROWS], 130, titles=1)[-1]
        sheet.set("5. Phòng Tài chính", left=XS[1] + PAD, align="left", font=BOLD, y=end + 25)
        sheet.set(f"{LONG}. {LONG}. {LONG}.", indent=30, y=end + 45)

    layout = read_back(tmp_path, draw)
    (table,) = tables(layout)
    assert rows(table) == as_lists([HEAD, *ROWS])
    assert texts(layout) == [
        "DANH SÁCH CÔNG TÁC",
        "(Kèm theo báo cáo)",
        "5. Phòng Tài chính",
        f"{LONG}. {LONG}. {LONG}.",
    ]


def test_turned_titles_are_not_lost_where_a_table_is_ruled_in_part(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        ys = set_rows(sheet, [HEAD, *ROWS], 100, titles=1)
        frame_and_columns(sheet, ys)
        sheet.canvas.saveState()
        sheet.canvas.translate(XS[-1] - 8, sheet.height - 200)
        sheet.canvas.rotate(90)
        sheet.canvas.setFont(REGULAR, SIZE)
        sheet.canvas.drawString(0, 0, "Trang")
        sheet.canvas.restoreState()

    layout = read_back(tmp_path, draw)
    assert signs(layout)["T"] == sum(text.count("T") for row in [HEAD, *ROWS] for text in row) + 1


def test_two_tables_on_a_page_are_two(tmp_path: Path) -> None:
    def draw(sheet: Sheet) -> None:
        end = set_rows(sheet, [HEAD, *ROWS[:2]], 100, titles=1)[-1]
        sheet.set("2. Phòng Thông tin", left=XS[1] + PAD, align="left", font=BOLD, y=end + 25)
        set_rows(sheet, [HEAD, *ROWS[2:]], end + 32, titles=1)

    layout = read_back(tmp_path, draw)
    assert [rows(table) for table in tables(layout)] == [
        as_lists([HEAD, *ROWS[:2]]),
        as_lists([HEAD, *ROWS[2:]]),
    ]
    assert texts(layout) == ["2. Phòng Thông tin"]


def out_of_place(sheet: Sheet) -> None:
    """Numbers that stand beside no row."""
    set_rows(sheet, [HEAD], 100, titles=1)
    for number, y in enumerate((140, 147, 151, 239, 243), 1):
        sheet.text(70, y, str(number), SIZE)
    for y in range(130, 330, 14):
        sheet.text(XS[1] + PAD, y, LONG[:30], SIZE)
        sheet.text(XS[2] + PAD, y + 3, "Phòng Tài chính", SIZE)


def no_columns(sheet: Sheet) -> None:
    """Titles over text of the page's width."""
    end = set_rows(sheet, [HEAD], 100, titles=1)[-1]
    sheet.set(f"{LONG}. {LONG}. {LONG}.", left=XS[0], right=XS[-1], y=end + 12)


@pytest.mark.parametrize("draw", [out_of_place, no_columns], ids=lambda draw: draw.__name__)
def test_a_table_that_cannot_be_taken_apart_stays_loose_and_is_noted(
    tmp_path: Path, draw: Callable[[Sheet], None]
) -> None:
    layout = read_back(tmp_path, draw)
    assert tables(layout) == []
    assert [(note.code, note.page) for note in layout.notes] == [("table_without_rules", 1)]


def prose(sheet: Sheet) -> None:
    for _ in range(6):
        sheet.set(f"Phân công phòng Tài chính: {LONG}, {LONG}. Kinh phí, ghi chú: {LONG}.", indent=30)


def list_with_hanging_markers(sheet: Sheet) -> None:
    for number in range(1, 9):
        sheet.text(85, 80 + 32 * number, f"{number}.", 13)
        sheet.set(f"Phân công, kinh phí: {LONG}.", left=110, y=80 + 32 * number)


def table_of_contents(sheet: Sheet) -> None:
    sheet.text(85, 80, "TT", 13, BOLD)
    sheet.text(120, 80, "Tên công tác", 13, BOLD)
    sheet.text(500, 80, "Trang", 13, BOLD)
    for number in range(1, 9):
        sheet.text(85, 85 + 18 * number, f"{number}", 13)
        sheet.text(120, 85 + 18 * number, f"Công tác hành chính {'.' * 60}", 13)
        sheet.text(510, 85 + 18 * number, f"{3 * number}", 13)


def head_of_a_document(sheet: Sheet) -> None:
    for y, left, right in (
        (80, "UBND XÃ", "CÔNG HÒA"),
        (97, "PHÒNG TÀI CHÍNH", "Ghi chú"),
        (114, "Phân công", "Kinh phí"),
    ):
        sheet.middle(170, y, left, 13, BOLD)
        sheet.middle(420, y, right, 13, BOLD)
    prose(sheet)


def recipients_and_signature(sheet: Sheet) -> None:
    lines = ("- Như trên;", "- Các phòng phân công;", "- Phòng Tài chính (kinh phí);", "- Lưu.")
    for number, line in enumerate(lines):
        sheet.text(85, 100 + 14 * number, line, 11)
    for number, line in enumerate(("TM. UBND XÃ", "GHI CHÚ", "", "Nguyên Công Tài")):
        sheet.middle(430, 100 + 17 * number, line, 13, BOLD)


def two_columns_of_recipients(sheet: Sheet) -> None:
    for number in range(5):
        sheet.text(85, 100 + 15 * number, "- Phân công, công tác;", 12)
        sheet.text(320, 100 + 15 * number, "- Kinh phí; ghi chú;", 12)


NO_TABLES = (
    prose,
    list_with_hanging_markers,
    table_of_contents,
    head_of_a_document,
    recipients_and_signature,
    two_columns_of_recipients,
)


@pytest.mark.parametrize("draw", NO_TABLES, ids=lambda draw: draw.__name__)
def test_what_is_no_table_stays_none(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    layout = read_back(tmp_path, draw)
    assert tables(layout) == []
    assert layout.notes == ()


def tasks_of(path: Path, *, ruled: bool) -> Counter[tuple[object, ...]]:
    """The tasks of a sample with what stands in their columns, its rules seen or not."""
    document = pdfium.PdfDocument(path)
    pages = []
    for index in range(len(document)):
        ink = read_page_ink(document, index)
        if not ruled:
            ink.ruling_lines.clear()
        pages.append(page_draft(ink, words_of(ink.glyphs), index + 1))
    document.close()
    plan = segment(layout_of(pages, []))[0]
    records = extract(plan, document_row(plan))
    found: Counter[tuple[object, ...]] = Counter()
    for task in records.tasks:
        agencies = tuple((a.role, a.agency_text) for a in records.assignments if a.task_id == task.task_id)
        times = tuple(d.deadline_text for d in records.deadlines if d.task_id == task.task_id)
        found[task.row_number, task.task_text, task.heading_path, task.product, agencies, times] += 1
    return found


# What a cell merged over several rows covers is shown by rules alone: there the tasks are the same, not all
# their columns.
MERGED_CELLS = "mau-04"


@pytest.mark.parametrize("path", sorted(RAW.glob("*.pdf")), ids=name_of)
def test_a_sample_without_its_rules_gives_the_same_tasks(path: Path) -> None:
    ruled, loose = tasks_of(path, ruled=True), tasks_of(path, ruled=False)
    if path.name.startswith(MERGED_CELLS):
        assert Counter(task[:2] for task in ruled) == Counter(task[:2] for task in loose)
    else:
        # Nothing shows where a column of centred lines ends, so that one wrapped line of mau-07 is taken for
        # two.
        assert sum((ruled - loose).values()) <= 1
        assert sum(loose.values()) == sum(ruled.values())
