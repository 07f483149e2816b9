"""Lines of a PDF become the paragraphs that the author ended, not those the column ended."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.readers.pdf import read_pdf
from schemas.layout import FootnoteCall, Paragraph, Span, Table
from tests.pipeline.readers.pdf_building import BOLD, LEFT, RIGHT, Sheet, drawn, read_back, texts

LONG = (
    "Các phòng chuyên môn có trách nhiêm rà soát, báo cáo "
    "tình hình công tác hành chính hàng tháng và gúi vê Phòng"
)
WORDS = [
    "Phòng",
    "Tài",
    "chính",
    "công",
    "tác",
    "hành",
    "và",
    "tháng",
    "thông",
    "tin",
    "rà",
    "soát",
    "báo",
    "cáo",
    "xã",
    "có",
    "trách",
]


@pytest.mark.parametrize(
    ("paragraphs", "shown"),
    [
        ([LONG * 2, "Hàng tháng."], "a wrapped line is no paragraph, a short one is its end"),
        (["Phòng Tài chính", "Phòng Thông tin"], "a line that leaves room was ended by its author"),
        (["1. " + LONG, "2. " + LONG], "numbers open items"),
        (["- " + LONG, "- " + LONG, "+ " + LONG], "dashes and crosses open items"),
        (["a) " + LONG, "b) " + LONG], "letters open items"),
    ],
)
@pytest.mark.parametrize("align", ["justify", "left", "center"])
def test_wrapped_lines_are_joined_and_forced_ends_kept(
    tmp_path: Path, paragraphs: list[str], shown: str, align: str
) -> None:
    def page(sheet: Sheet) -> None:
        for text in paragraphs:
            sheet.set(text, align=align)

    assert texts(read_back(tmp_path, page)) == paragraphs, shown


# Set flush left with the indent of the tests below, its first line ends as far before the column's right edge
# as it begins after the left one, and its second line fills the column: as a centred title may stand.
MIDDLE_BY_CHANCE = (
    "phòng công tin công phòng tin và công tin tin tin phòng phòng tin phòng tin "
    "phòng tin tin công phòng phòng và phòng và tin và và tin tin và và tin tin tin tin tin phòng "
    "phòng phòng phòng và phòng tin tin"
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    # at least two lines each: a page of single lines shows neither its indent nor its right edge
    paragraphs=st.lists(st.lists(st.sampled_from(WORDS), min_size=32, max_size=70), min_size=2, max_size=6),
    align=st.sampled_from(["justify", "left"]),
)
@example(paragraphs=[MIDDLE_BY_CHANCE.split()] * 3, align="left")
def test_paragraphs_with_first_line_indents_come_back_as_set(
    tmp_path: Path, paragraphs: list[list[str]], align: str
) -> None:
    """Set with an indent and wrapped at any word, a text is read back word for word; a paragraph ends with a
    full stop."""
    wanted = [" ".join(words).capitalize() + "." for words in paragraphs]

    def page(sheet: Sheet) -> None:
        for text in wanted:
            sheet.set(text, indent=36.0, align=align, foot=700.0)

    assert texts(read_back(tmp_path, page)) == wanted


def test_a_first_line_in_the_middle_by_chance_is_not_centred(tmp_path: Path) -> None:
    two_lines = " ".join(MIDDLE_BY_CHANCE.split()[:37])

    def page(sheet: Sheet) -> None:
        for text in (MIDDLE_BY_CHANCE, MIDDLE_BY_CHANCE, two_lines, MIDDLE_BY_CHANCE):
            sheet.set(text.capitalize(), indent=36.0, align="left")

    blocks = read_back(tmp_path, page).blocks
    assert [block.align for block in blocks if isinstance(block, Paragraph)] == ["left"] * 4


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("cãn cú Công vãn sô 12/UBND-", "VP ngày", "cãn cú Công vãn sô 12/UBND-VP ngày"),
        ("Phòng Tài chính -", "Thông tin xã", "Phòng Tài chính - Thông tin xã"),
        ("Phòng Tài chính", "- Thông tin xã", "Phòng Tài chính - Thông tin xã"),
        ("giai doan 2021-", "2025 và sau dó", "giai doan 2021-2025 và sau dó"),
        ("công tác cho các xã/", "phuòng hàng tháng", "công tác cho các xã/phuòng hàng tháng"),
    ],
)
def test_a_line_end_at_a_hyphen(tmp_path: Path, first: str, second: str, joined: str) -> None:
    """The hyphen is the last thing that fitted, or would not have fitted on the line before: it is no list
    marker."""

    def page(sheet: Sheet) -> None:
        right = LEFT + stringWidth(first, "Times-Roman", 13) + 2
        sheet.set(first, align="left")
        sheet.set(second, align="left")
        sheet.text(LEFT, sheet.y + 40, "x", 13)  # a page with one more line, which shows no column
        sheet.rule(LEFT - 5.4, 50, right + 5.4, 50)
        sheet.rule(LEFT - 5.4, 120, right + 5.4, 120)
        sheet.rule(LEFT - 5.4, 50, LEFT - 5.4, 120)
        sheet.rule(right + 5.4, 50, right + 5.4, 120)
        sheet.rule(right + 60, 50, right + 60, 120)
        sheet.rule(right + 5.4, 50, right + 60, 50)
        sheet.rule(right + 5.4, 120, right + 60, 120)

    layout = read_back(tmp_path, page)
    table = next(block for block in layout.blocks if not isinstance(block, Paragraph))
    assert [p.text for p in table.cells[0].paragraphs] == [joined]


@pytest.mark.parametrize("change", ["bold", "size", "leading"])
def test_a_full_line_ends_its_paragraph_when_the_type_or_the_leading_changes(
    tmp_path: Path, change: str
) -> None:
    heading = (
        "Công tác hành chính và thông tin hàng tháng cho các phòng chuyên môn, các xã, các thôn và chính công"
    )

    def page(sheet: Sheet) -> None:
        sheet.set(LONG * 2, align="justify")
        sheet.set(
            heading,
            font=BOLD if change == "bold" else "Times-Roman",
            size=15 if change == "size" else 13,
            space=20,
        )
        sheet.set(LONG * 2, align="justify", space=5 if change == "leading" else 0)

    assert texts(read_back(tmp_path, page)) == [LONG * 2, heading, LONG * 2]


def test_a_paragraph_goes_on_over_the_page_break(tmp_path: Path) -> None:
    text = " ".join([LONG] * 12)

    def page(sheet: Sheet) -> None:
        sheet.set(text, indent=36, y=650)
        sheet.set("Hàng tháng.", indent=36)

    layout = read_back(tmp_path, page)
    assert texts(layout) == [text, "Hàng tháng."]
    first = layout.blocks[0]
    assert isinstance(first, Paragraph)
    assert {place.page for place in first.places() if isinstance(place, Span)} == {1, 2}


def test_centred_lines_of_cells_that_begin_alike_are_not_indented(tmp_path: Path) -> None:
    """Cells of the same words have their last lines at one depth, which is no first-line indent."""
    right = LEFT + stringWidth("chuyên", "Times-Roman", 13)

    def page(sheet: Sheet) -> None:
        sheet.grid([LEFT - 5.4, right + 5.4, right + 60], [80, 120, 160, 200])
        for top in (80, 120, 160):
            sheet.middle((LEFT + right) / 2, top + 15, "chuyên")
            sheet.middle((LEFT + right) / 2, top + 30, "và")

    (table,) = read_back(tmp_path, page).blocks
    assert isinstance(table, Table)
    assert [[p.text for p in cell.paragraphs] for cell in table.cells if cell.col == 0] == [["chuyên và"]] * 3


def test_a_recipient_longer_than_half_the_gutter_stays_in_its_column(tmp_path: Path) -> None:
    """The names of recipients may reach to where who signs is printed; the block goes on below them."""

    def page(sheet: Sheet) -> None:
        sheet.set(LONG * 2, y=100)
        sheet.text(LEFT, 400, "Noi nhân:", 11)
        sheet.middle(430, 403, "TM. UY BAN", 14, BOLD)
        sheet.text(LEFT, 418, "- Phòng Tài chính;", 11)
        sheet.middle(430, 425, "CHU TICH", 14, BOLD)
        sheet.text(LEFT, 436, "- Các phòng chuyên môn, các xã, các thôn và thông", 11)
        sheet.text(LEFT, 450, "tin;", 11)
        sheet.middle(430, 500, "Công Chính", 14, BOLD)

    _, block = read_back(tmp_path, page).blocks
    assert isinstance(block, Table)
    assert [[p.text for p in cell.paragraphs] for cell in block.cells] == [
        ["Noi nhân:", "- Phòng Tài chính;", "- Các phòng chuyên môn, các xã, các thôn và thông tin;"],
        ["TM. UY BAN", "CHU TICH", "Công Chính"],
    ]


def test_the_name_of_what_is_attached_is_no_recipient(tmp_path: Path) -> None:
    """It may stand right below the recipients, set larger than they are."""

    def page(sheet: Sheet) -> None:
        sheet.set(LONG * 2, y=100)
        sheet.text(LEFT, 400, "Noi nhân:", 11)
        sheet.middle(430, 403, "TM. UY BAN", 14, BOLD)
        sheet.text(LEFT, 418, "- Phòng Tài chính;", 11)
        sheet.middle(430, 470, "Công Chính", 14, BOLD)
        sheet.text(LEFT, 436, "- Các xã;", 11)
        sheet.text(LEFT, 490, "- Luu: VT.", 11)
        sheet.text(LEFT, 509, "QUY CHÊ", 14)
        sheet.text(LEFT, 530, "QUAN LÝ THÔNG TIN", 14)

    _, block, *below = read_back(tmp_path, page).blocks
    assert isinstance(block, Table)
    assert [[p.text for p in cell.paragraphs][-1] for cell in block.cells] == ["- Luu: VT.", "Công Chính"]
    assert " ".join(p.text for p in below if isinstance(p, Paragraph)) == "QUY CHÊ QUAN LÝ THÔNG TIN"


def test_each_value_of_a_list_without_rules_stands_beside_its_label(tmp_path: Path) -> None:
    """A list of values has a row for each; what goes on at the left edge below it is no part of it."""

    def page(sheet: Sheet) -> None:
        sheet.set(LONG * 2, y=100)
        sheet.text(LEFT, 300, "- Xã có trách nhiêm:", 13)
        sheet.text(400, 300, "12.500 xã", 13)
        sheet.text(LEFT, 318, "- Các phòng chuyên môn có thông", 13)
        sheet.text(400, 318, "< 10,6 %", 13)
        sheet.text(LEFT, 334, "tin rà soát:", 13)
        sheet.text(LEFT, 352, "- Phòng Tài chính:", 13)
        sheet.text(400, 352, "trên 85%", 13)
        sheet.text(LEFT, 376, "II. Công tác hàng tháng", 13)

    _, block, below = read_back(tmp_path, page).blocks
    assert isinstance(block, Table)
    assert [(cell.row, cell.col, cell.text) for cell in block.cells] == [
        (0, 0, "- Xã có trách nhiêm:"),
        (0, 1, "12.500 xã"),
        (1, 0, "- Các phòng chuyên môn có thông tin rà soát:"),
        (1, 1, "< 10,6 %"),
        (2, 0, "- Phòng Tài chính:"),
        (2, 1, "trên 85%"),
    ]
    assert isinstance(below, Paragraph)
    assert below.text == "II. Công tác hàng tháng"


def test_each_word_has_its_place(tmp_path: Path) -> None:
    layout = read_back(tmp_path, lambda sheet: sheet.text(100, 200, "Phòng Tài chính", 13))
    (paragraph,) = layout.blocks
    assert isinstance(paragraph, Paragraph)
    assert [paragraph.text[p.start : p.end] for p in paragraph.pieces] == ["Phòng", "Tài", "chính"]
    places = [piece.place for piece in paragraph.pieces]
    assert all(isinstance(p, Span) and p.y0 < 200 < p.y1 and p.y1 - p.y0 < 16 for p in places)
    assert [round(p.x0) for p in places if isinstance(p, Span)] == sorted(
        round(p.x0) for p in places if isinstance(p, Span)
    )
    assert isinstance(places[0], Span)
    assert abs(places[0].x0 - 100) < 0.5


def test_letters_spread_apart_and_words_without_blanks(tmp_path: Path) -> None:
    """Word breaks are gaps: type spaced out by a point is one word, words placed one by one without a blank
    are several."""

    def page(sheet: Sheet) -> None:
        sheet.canvas.setFont("Times-Roman", 13)
        sheet.canvas.drawString(100, 700, "PHÒNG", charSpace=1.0)
        sheet.text(160, sheet.height - 700, "TÀI")
        sheet.text(190, sheet.height - 700, "CHÍNH")

    assert texts(read_back(tmp_path, page)) == ["PHÒNG TÀI CHÍNH"]


def test_the_order_of_the_content_stream_does_not_matter(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(100, 300, "ba")
        sheet.text(140, 100, "môt")
        sheet.text(100, 100, "sô")
        sheet.text(100, 200, "hai")

    assert texts(read_back(tmp_path, page)) == ["sô môt", "hai", "ba"]


@pytest.mark.parametrize(("gap", "text"), [(0.0, "hàng tháng."), (3.5, "hàng tháng.")])
def test_footnote_calls_leave_the_text_even_after_a_blank(tmp_path: Path, gap: float, text: str) -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(LEFT, 100, "hàng tháng")
        x = LEFT + 55.6 + gap
        sheet.text(x, 95, "1", 8)
        sheet.text(x + 4, 100, ".")
        sheet.text(LEFT, 200, LONG)
        sheet.rule(LEFT, 740, LEFT + 144, 740)
        sheet.text(LEFT, 748, "1", 6.5)
        sheet.text(LEFT + 4, 752, "Theo Công vãn sô 12/UBND.", 10)

    layout = read_back(tmp_path, page)
    first = layout.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.text, first.calls) == (text, (FootnoteCall(10, "1"),))
    assert [(note.label, [p.text for p in note.paragraphs]) for note in layout.footnotes] == [
        ("1", ["Theo Công vãn sô 12/UBND."])
    ]


def test_a_raised_sign_without_a_footnote_stays_in_the_text(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.text(LEFT, 100, "100 m")
        sheet.text(LEFT + 32.9, 95, "2", 8)

    layout = read_back(tmp_path, page)
    assert texts(layout) == ["100 m2"]


def test_a_footnote_runs_over_to_the_next_page(tmp_path: Path) -> None:
    def first(sheet: Sheet) -> None:
        sheet.text(LEFT, 100, LONG)
        sheet.text(LEFT + 250, 115, "1", 8)
        sheet.text(LEFT, 120, "Các phòng chuyên môn hàng tháng, rà soát công")
        sheet.rule(LEFT, 740, LEFT + 144, 740)
        sheet.text(LEFT, 748, "1", 6.5)
        sheet.set(
            "Theo Công vãn sô 12/UBND và các công vãn có trách " * 2 + "nhiêm thông",
            left=LEFT + 4,
            size=10,
            y=752,
        )

    def second(sheet: Sheet) -> None:
        sheet.text(LEFT, 100, LONG)
        sheet.rule(LEFT, 740, LEFT + 144, 740)
        sheet.text(LEFT, 752, "tin hàng tháng.", 10)

    notes = read_back(tmp_path, first, second).footnotes
    assert [note.label for note in notes] == ["1"]
    assert notes[0].paragraphs[-1].text.endswith("tin hàng tháng.")


def test_bold_italic_size_and_alignment_are_seen(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.set("KÊ HOACH", font=BOLD, size=14, align="center")
        sheet.set("(Kèm theo)", font="Times-Italic", align="center", space=10)
        for _ in range(3):
            sheet.set(LONG * 2, indent=36, space=10)

    title, note, body, *_ = read_pdf(drawn(tmp_path / "type.pdf", page)).blocks
    assert isinstance(title, Paragraph)
    assert isinstance(note, Paragraph)
    assert isinstance(body, Paragraph)
    assert (title.bold, title.italic, title.size, title.align) == (1.0, 0.0, 14.0, "center")
    assert (note.bold, note.italic, note.size, note.align) == (0.0, 1.0, 13.0, "center")
    assert body.align == "justify"
    assert body.indent == pytest.approx(36, abs=0.5)
    assert RIGHT - 1 < max(p.place.x1 for p in body.pieces if isinstance(p.place, Span)) < RIGHT + 1
