"""What stands on a page besides its text: page numbers, running heads, columns without rules, stamps, hidden
and turned text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader

from pipeline.readers.pdf import read_pdf
from schemas.layout import Paragraph, Span, Table
from tests.pipeline.readers.pdf_building import (
    BOLD,
    LEFT,
    Sheet,
    drawn,
    image,
    read_back,
    rows,
    tables,
    texts,
)

BODY = (
    "Các phòng chuyên môn có trách nhiêm rà soát, báo cáo "
    "tình hình công tác hành chính hàng tháng và gúi vê Phòng"
)


def numbered(form: str, y: float, first: int = 1) -> list[Callable[[Sheet], None]]:
    """Three pages of text with their numbers."""

    def page(number: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.middle(318, y, form.format(number))
            sheet.set(BODY * 3 + ".", y=100)
            sheet.set(BODY * 2 + ".", space=10)

        return draw

    return [page(number) for number in range(first, first + 3)]


@pytest.mark.parametrize("form", ["{}", "- {} -", "Trang {}", "{}/3"])
@pytest.mark.parametrize("y", [45.0, 815.0], ids=["at the top", "at the foot"])
@pytest.mark.parametrize("first", [1, 7])
def test_page_numbers_are_furniture(tmp_path: Path, form: str, y: float, first: int) -> None:
    layout = read_back(tmp_path, *numbered(form, y, first))
    assert [p.text for p in layout.furniture] == [form.format(n) for n in range(first, first + 3)]
    assert texts(layout) == [BODY * 3 + ".", BODY * 2 + "."] * 3


def test_a_number_in_the_text_is_no_page_number(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(LEFT, 100, "2023")
        sheet.set(BODY, y=130)

    layout = read_back(tmp_path, page)
    assert layout.furniture == ()
    assert texts(layout)[0] == "2023"


def test_a_running_foot_is_furniture_on_upright_and_on_wide_pages(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "foot.pdf"), invariant=True)
    for number, size in enumerate([A4, A4, landscape(A4)]):
        canvas.setPageSize(size)
        sheet = Sheet(canvas, *size)
        sheet.set(f"{BODY}, {number}.", y=100, right=size[0] - 43)
        sheet.text(LEFT, size[1] - 20, "Báo cáo công tác", 9)
        canvas.showPage()
    canvas.save()
    layout = read_pdf(tmp_path / "foot.pdf")
    assert [p.text for p in layout.furniture] == ["Báo cáo công tác"] * 3
    assert len(texts(layout)) == 3


def head(sheet: Sheet) -> None:
    """The head of a document by Decree 30, and its first lines."""
    for y, left, right in (
        (70, "PHÒNG TÀI CHÍNH", "CÔNG HÒA XÃ HÔI CHÚ NGHIA"),
        (86, "THÔNG TIN", "Dôc lâp - Tú do"),
    ):
        sheet.middle(160, y, left, 12, BOLD)
        sheet.middle(420, y, right, 12, BOLD)
    sheet.middle(160, 112, "Sô:      /PTC", 13)
    sheet.middle(420, 112, "Xã, ngày      tháng      nãm 2023", 13)
    sheet.middle(318, 150, "KÊ HOACH", 14, BOLD)
    for number in range(4):
        sheet.set(BODY * 2 + ".", indent=36, y=180 if number == 0 else None)


def test_the_head_of_a_document_is_two_columns(tmp_path: Path) -> None:
    block, title, *body = read_back(tmp_path, head).blocks
    assert isinstance(block, Table)
    assert (block.ruled, block.n_rows, block.n_cols) == (False, 1, 2)
    assert rows(block) == [
        [
            "PHÒNG TÀI CHÍNH\nTHÔNG TIN\nSô: /PTC",
            "CÔNG HÒA XÃ HÔI CHÚ NGHIA\nDôc lâp - Tú do\nXã, ngày tháng nãm 2023",
        ]
    ]
    assert isinstance(title, Paragraph)
    assert title.text == "KÊ HOACH"
    assert len(body) == 4


def test_the_signature_block_is_two_columns_down_to_the_name(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.set(BODY * 3 + ".", indent=36)
        top = sheet.y + 20
        for number, line in enumerate(["Noi nhân:", "- Phòng Tài chính;", "- Các xã;", "- Luu: VT."]):
            sheet.text(LEFT, top + 14 * number, line, 11)
        sheet.middle(430, top + 2, "CHÚ TICH", 14, BOLD)
        sheet.middle(430, top + 90, "Trân Vãn Mâu", 14, BOLD)

    *_, block = read_back(tmp_path, page).blocks
    assert isinstance(block, Table)
    assert rows(block) == [["Noi nhân:\n- Phòng Tài chính;\n- Các xã;\n- Luu: VT.", "CHÚ TICH\nTrân Vãn Mâu"]]


def test_recipients_that_go_on_over_the_page_break_stay_in_their_column(tmp_path: Path) -> None:
    def first(sheet: Sheet) -> None:
        sheet.set(BODY * 6 + ".", indent=36, y=640)
        top = sheet.y + 14
        sheet.text(LEFT, top, "Noi nhân:", 11)
        sheet.text(LEFT, top + 14, "- Phòng Tài chính;", 11)
        sheet.middle(430, top, "CHÚ TICH", 13, BOLD)
        sheet.middle(430, top + 20, "Trân Vãn Mâu", 13, BOLD)

    def second(sheet: Sheet) -> None:
        sheet.text(LEFT, 70, "- Các xã;", 11)
        sheet.text(LEFT, 84, "- Luu: VT.", 11)

    *_, block = read_back(tmp_path, first, second).blocks
    assert isinstance(block, Table)
    assert rows(block)[0][0] == "Noi nhân:\n- Phòng Tài chính;\n- Các xã;\n- Luu: VT."


def justified(sheet: Sheet) -> None:
    """Justified lines of few long words: wide gaps, one above the other."""
    for y in (100, 115, 130):
        for x, word in ((85, "hành-chính-công-tác"), (270, "Phòng-Tài-chính"), (440, "thông-tin-hàng-tháng")):
            sheet.text(x, y, word)


def listed(sheet: Sheet) -> None:
    """Hanging list markers far from their text."""
    for y, marker in ((100, "1."), (115, "2."), (130, "3.")):
        sheet.text(85, y, marker)
        sheet.text(130, y, "Phòng Tài chính")


def addressed(sheet: Sheet) -> None:
    """One word beside a list of addressees."""
    sheet.text(160, 100, "Kính gúi:")
    for y, line in ((100, "- Phòng Tài chính;"), (115, "- Các xã;"), (130, "- Phòng Thông tin.")):
        sheet.text(250, y, line)


@pytest.mark.parametrize("draw", [justified, listed, addressed], ids=lambda draw: draw.__name__)
def test_wide_gaps_alone_make_no_columns(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    assert not [block for block in read_back(tmp_path, draw).blocks if isinstance(block, Table)]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(tmp_path: Path, rotate: int) -> None:
    def page(sheet: Sheet) -> None:
        # The content is drawn turned the other way, so that it is upright when the page is shown.
        # (reportlab swaps the sides of the page itself for a quarter turn.)
        width, height = A4 if rotate in (0, 180) else landscape(A4)
        x, y = {0: (0.0, 0.0), 90: (width, 0.0), 180: (width, height), 270: (0.0, height)}[rotate]
        sheet.canvas.translate(x, y)
        sheet.canvas.rotate({0: 0, 90: 90, 180: 180, 270: -90}[rotate])
        sheet.text(100, 90, "Báo cáo")
        sheet.grid((80, 200, 320), (100, 120, 140))
        for x, y, text in ((90, 115, "a"), (210, 115, "b"), (90, 135, "c"), (210, 135, "d")):
            sheet.text(x, y, text, 12)

    layout = read_pdf(drawn(tmp_path / "turned.pdf", page, rotate=rotate))
    assert texts(layout) == ["Báo cáo"]
    assert [rows(table) for table in tables(layout)] == [[["a", "b"], ["c", "d"]]]
    first = layout.blocks[0]
    assert isinstance(first, Paragraph)
    place = first.pieces[0].place
    assert isinstance(place, Span)
    assert (round(place.x0), place.y0 < 90 < place.y1) == (100, True)
    assert layout.pages[0].width < layout.pages[0].height


def test_a_page_set_sideways_without_saying_so_is_turned(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.translate(A4[0], 0)
        sheet.canvas.rotate(90)
        sheet.width, sheet.height = landscape(A4)
        sheet.text(100, 90, "Báo cáo")
        filled = ((90, 115, "a"), (210, 115, "b"), (90, 135, "c"), (210, 135, "d"))
        sheet.grid((80, 200, 320), (100, 120, 140))
        for x, y, text in filled:
            sheet.text(x, y, text, 12)

    layout = read_back(tmp_path, page)
    assert texts(layout) == ["Báo cáo"]
    assert [rows(table) for table in tables(layout)] == [[["a", "b"], ["c", "d"]]]


def test_a_column_title_written_upwards_is_in_its_cell(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid((80, 110, 320), (100, 200, 220))
        sheet.text(120, 150, "Công tác", 12)
        sheet.text(90, 215, "1", 12)
        sheet.text(120, 215, "Báo cáo", 12)
        sheet.canvas.saveState()
        sheet.canvas.translate(100, sheet.height - 190)
        sheet.canvas.rotate(90)
        sheet.canvas.setFont("Times-Roman", 12)
        sheet.canvas.drawString(0, 0, "Sô thú tú")
        sheet.canvas.restoreState()

    (table,) = tables(read_back(tmp_path, page))
    assert rows(table) == [["Sô thú tú", "Công tác"], ["1", "Báo cáo"]]


def test_hidden_text_and_text_off_the_page_are_not_seen(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(LEFT, 100, "Báo cáo")
        hidden = sheet.canvas.beginText(LEFT, 600)
        hidden.setFont("Times-Roman", 13)
        hidden.setTextRenderMode(3)
        hidden.textOut("không")
        sheet.canvas.drawText(hidden)
        sheet.text(-200, 300, "không")
        sheet.text(LEFT, 2000, "không")

    assert texts(read_back(tmp_path, page)) == ["Báo cáo"]


def test_text_over_a_scan_is_its_text_layer(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.canvas.drawImage(ImageReader(image()), 0, 0, *A4)
        hidden = sheet.canvas.beginText(LEFT, 600)
        hidden.setFont("Times-Roman", 13)
        hidden.setTextRenderMode(3)
        for _ in range(5):
            hidden.textLine(BODY)
        sheet.canvas.drawText(hidden)

    layout = read_back(tmp_path, page)
    assert texts(layout)
    assert layout.notes == ()


def scan(sheet: Sheet) -> None:
    sheet.canvas.drawImage(ImageReader(image()), 0, 0, *A4)


def stamped_scan(sheet: Sheet) -> None:
    scan(sheet)
    sheet.text(400, 60, "Báo cáo", 8)


def picture_beside_text(sheet: Sheet) -> None:
    sheet.set(BODY * 4)
    sheet.canvas.drawImage(ImageReader(image()), 100, 100, A4[0] / 2, A4[1] / 3)


def logo_beside_text(sheet: Sheet) -> None:
    sheet.set(BODY * 4)
    sheet.canvas.drawImage(ImageReader(image()), 100, 100, 80, 80)


def broken(sheet: Sheet) -> None:
    sheet.set("Cac phong chuyen mon co trach nhiem ra soat bao cao tinh hinh cong tac hanh chinh " * 5)


@pytest.mark.parametrize(
    ("draw", "codes"),
    [
        (scan, ["no_text_layer"]),
        (stamped_scan, ["no_text_layer"]),
        (broken, ["broken_text_layer"]),
        (picture_beside_text, ["picture_not_read"]),
        (logo_beside_text, []),
        (lambda sheet: None, []),
        (lambda sheet: sheet.set(BODY * 4), []),
    ],
    ids=[
        "a scan",
        "a scan with a stamp",
        "letters without marks",
        "a picture",
        "a logo",
        "a blank page",
        "text",
    ],
)
def test_a_page_whose_text_layer_is_missing_or_broken_is_noted(
    tmp_path: Path, draw: Callable[[Sheet], None], codes: list[str]
) -> None:
    layout = read_back(tmp_path, draw, lambda sheet: sheet.set(BODY))
    assert [(note.code, note.page) for note in layout.notes] == [(code, 1) for code in codes]
    assert (layout.page_count, layout.source_format, layout.text_source) == (2, "pdf", "text_layer")


def test_form_fields_and_stamps_are_seen(tmp_path: Path) -> None:
    """A document server prints the number and the date into fields of the signed file."""

    def page(sheet: Sheet) -> None:
        sheet.text(LEFT, 100, "Sô:")
        sheet.text(LEFT + 60, 100, "/UBND")
        sheet.canvas.acroForm.textfield(
            value="193",
            name="number",
            x=LEFT + 22,
            y=sheet.height - 104,
            width=36,
            height=14,
            fontSize=12,
            borderWidth=0,
        )

    assert texts(read_back(tmp_path, page)) == ["Sô: 193 /UBND"]
