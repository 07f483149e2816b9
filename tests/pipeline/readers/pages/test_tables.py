"""Ruled tables of a PDF: the grid as it is drawn, and one table and one row where a page break cuts them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from schemas.layout import Paragraph
from tests.pipeline.readers.pdf_building import (
    LEFT,
    REGULAR,
    RIGHT,
    Sheet,
    read_back,
    rows,
    tables,
    texts,
    wrapped,
)

XS = (80.0, 115.0, 330.0, 450.0, 557.0)
HEAD = ("TT", "Công tác", "Phòng", "Tháng")
BODY = (
    "Các phòng chuyên môn có trách nhiêm rà soát, báo cáo "
    "tình hình công tác hành chính hàng tháng và gúi vê Phòng"
)


def filled(
    sheet: Sheet,
    cells: Sequence[Sequence[str]],
    y: float = 100.0,
    xs: Sequence[float] = XS,
    grid: bool = True,
) -> float:
    """A table of these texts ("\\n" begins a paragraph), wrapped in its columns; returns where it ends."""
    ys = [y]
    for row in cells:
        bottom = ys[-1] + 18.0
        for text, x0, x1 in zip(row, xs, xs[1:], strict=False):
            at = ys[-1] + 13.0
            for paragraph in text.split("\n") if text else []:
                sheet.set(paragraph, left=x0 + 5.4, right=x1 - 5.4, align="left", size=12, y=at, foot=10_000)
                at = sheet.y
            bottom = max(bottom, at - 6.0)
        ys.append(bottom)
    if grid:
        sheet.grid(xs, ys)
    return ys[-1]


def parts(text: str, *lengths: int) -> list[str]:
    """A text of the second column cut at line ends, as page breaks cut it: so many lines, and the rest."""
    lines = wrapped(text, XS[2] - XS[1] - 10.8, 0.0, REGULAR, 12)
    found = []
    for length in lengths:
        found.append(" ".join(lines[:length]))
        lines = lines[length:]
    return [*found, " ".join(lines)]


def pages(*contents: Sequence[Sequence[str]]) -> list[Callable[[Sheet], None]]:
    """One page a table, its last row at the page's foot."""

    def page(cells: Sequence[Sequence[str]]) -> Callable[[Sheet], None]:
        return lambda sheet: (filled(sheet, cells), None)[1]

    return [page(cells) for cells in contents]


def test_a_ruled_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    wanted = [
        list(HEAD),
        ["1", BODY, "Phòng Tài chính", "Tháng 3"],
        ["2", "Báo cáo.\nCông khai.", "Phòng Thông tin", ""],
    ]
    layout = read_back(tmp_path, lambda sheet: (filled(sheet, wanted), None)[1])
    (table,) = tables(layout)
    assert rows(table) == wanted
    assert (table.n_rows, table.n_cols, table.ruled) == (3, 4, True)


def grid_with_merges(sheet: Sheet) -> None:
    """A head over two columns, a key over two rows."""
    for y, x0 in ((100, 80), (120, 200), (140, 80), (160, 200), (180, 80)):
        sheet.rule(x0, y, 440, y)
    for x, y0 in ((80, 100), (200, 100), (320, 120), (440, 100)):
        sheet.rule(x, y0, x, 180)
    for x, y, text in ((90, 125, "TT"), (250, 114, "Phân công"), (210, 134, "Xã"), (330, 134, "Phòng")):
        sheet.text(x, y, text, 12)
    for x, y, text in ((90, 165, "1"), (210, 154, "a"), (330, 154, "b"), (210, 174, "c"), (330, 174, "d")):
        sheet.text(x, y, text, 12)


def test_merged_cells_cover_their_rows_and_columns(tmp_path: Path) -> None:
    (table,) = tables(read_back(tmp_path, grid_with_merges))
    assert {(c.row, c.col, c.row_span, c.col_span): c.text for c in table.cells} == {
        (0, 0, 2, 1): "TT",
        (0, 1, 1, 2): "Phân công",
        (1, 1, 1, 1): "Xã",
        (1, 2, 1, 1): "Phòng",
        (2, 0, 2, 1): "1",
        (2, 1, 1, 1): "a",
        (2, 2, 1, 1): "b",
        (3, 1, 1, 1): "c",
        (3, 2, 1, 1): "d",
    }


def thin_boxes(sheet: Sheet) -> None:
    """Rules as Word draws them: filled rectangles half a point thick."""
    for y in (100, 120, 140):
        sheet.canvas.rect(80, sheet.height - y, 240, 0.5, stroke=0, fill=1)
    for x in (80, 200, 320):
        sheet.canvas.rect(x, sheet.height - 140, 0.5, 40, stroke=0, fill=1)


def stroked_boxes(sheet: Sheet) -> None:
    """A box drawn around every cell."""
    for x in (80, 200):
        for y in (120, 140):
            sheet.canvas.rect(x, sheet.height - y, 120, 20)


def dotted(sheet: Sheet) -> None:
    """Rules made of short dashes."""
    for y in (100, 120, 140):
        for x in range(80, 320, 4):
            sheet.rule(x, y, x + 2.5, y)
    for x in (80, 200, 320):
        for y in range(100, 140, 4):
            sheet.rule(x, y, x, y + 2.5)


def double(sheet: Sheet) -> None:
    """Double rules."""
    sheet.grid((80, 200, 320), (100, 120, 140))
    sheet.grid((81.5, 201.5, 321.5), (101.5, 121.5, 141.5))


def in_a_form(sheet: Sheet) -> None:
    """The grid in a form object that is placed and scaled."""
    canvas = sheet.canvas
    canvas.beginForm("grid")
    canvas.setLineWidth(0.5)
    for y in (0, 10, 20):
        canvas.line(0, y, 120, y)
    for x in (0, 60, 120):
        canvas.line(x, 0, x, 20)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(80, sheet.height - 140)
    canvas.scale(2, 2)
    canvas.doForm("grid")
    canvas.restoreState()


def open_sides(sheet: Sheet) -> None:
    """No outer rules on the left and right."""
    for y in (100, 120, 140):
        sheet.rule(80, y, 320, y)
    sheet.rule(200, 100, 200, 140)


@pytest.mark.parametrize(
    "draw", [thin_boxes, stroked_boxes, dotted, double, in_a_form, open_sides], ids=lambda draw: draw.__name__
)
def test_rules_are_seen_however_they_are_drawn(tmp_path: Path, draw: Callable[[Sheet], None]) -> None:
    def page(sheet: Sheet) -> None:
        draw(sheet)
        for x, y, text in ((90, 115, "a"), (210, 115, "b"), (90, 135, "c"), (210, 135, "d")):
            sheet.text(x, y, text, 12)

    layout = read_back(tmp_path, page)
    (table,) = tables(layout)
    assert rows(table) == [["a", "b"], ["c", "d"]]


def white_rules(sheet: Sheet) -> None:
    sheet.canvas.setStrokeColorRGB(1, 1, 1)
    sheet.grid((80, 200, 320), (95, 120, 140))


def ornaments(sheet: Sheet) -> None:
    sheet.rule(120, 118, 180, 118)
    sheet.rule(250, 138, 330, 138)


def page_frame(sheet: Sheet) -> None:
    sheet.canvas.rect(40, 40, sheet.width - 80, sheet.height - 80)


@pytest.mark.parametrize("draw", [white_rules, ornaments, page_frame], ids=lambda draw: draw.__name__)
def test_white_rules_ornaments_and_a_frame_around_the_page_are_no_table(
    tmp_path: Path, draw: Callable[[Sheet], None]
) -> None:
    def page(sheet: Sheet) -> None:
        draw(sheet)
        sheet.text(90, 115, "Phòng Tài chính", 12)
        sheet.text(90, 135, "Báo cáo", 12)

    layout = read_back(tmp_path, page)
    assert tables(layout) == []
    assert texts(layout) == ["Phòng Tài chính", "Báo cáo"]


def test_two_tables_on_a_page_are_two(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        end = filled(sheet, [["1", "a", "b", "c"], ["2", "d", "e", "f"]])
        sheet.text(LEFT, end + 30, "Báo cáo")
        filled(sheet, [["3", "g", "h"]], y=end + 60, xs=(80, 115, 330, 557))

    layout = read_back(tmp_path, page)
    assert [table.n_rows for table in tables(layout)] == [2, 1]
    assert [type(block).__name__ for block in layout.blocks] == ["Table", "Paragraph", "Table"]


def test_a_table_in_a_cell_stays_in_it(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid((80, 300, 520), (100, 200, 300))
        sheet.grid((320, 400, 480), (120, 140, 160))
        for x, y, text in (
            (90, 120, "a"),
            (330, 135, "b"),
            (410, 135, "c"),
            (330, 155, "d"),
            (410, 155, "e"),
            (90, 250, "f"),
        ):
            sheet.text(x, y, text, 12)

    (outer,) = tables(read_back(tmp_path, page))
    cell = next(cell for cell in outer.cells if (cell.row, cell.col) == (0, 1))
    assert [rows(inner) for inner in cell.tables] == [[["b", "c"], ["d", "e"]]]
    assert cell.paragraphs == ()


def test_a_table_on_two_pages_is_one_and_its_repeated_titles_are_furniture(tmp_path: Path) -> None:
    first = [list(HEAD), ["1", BODY + ".", "Phòng Tài chính", "Tháng 3"]]
    second = [list(HEAD), ["2", "Công khai.", "Phòng Thông tin", "Tháng 5"]]
    layout = read_back(tmp_path, *pages(first, second))
    (table,) = tables(layout)
    assert rows(table) == [*first, second[1]]
    assert table.header_rows == 1
    assert [paragraph.text for paragraph in layout.furniture] == list(HEAD)
    assert [place.page for place in table.places if not isinstance(place, str)] == [1, 2]


@pytest.mark.parametrize("titles", [True, False], ids=["titles repeated", "titles not repeated"])
def test_a_row_cut_by_the_page_break_is_one_row_and_its_texts_are_whole(tmp_path: Path, titles: bool) -> None:
    upper, lower = parts(f"{BODY} {BODY}", 3)
    first = [list(HEAD), ["1", "Công tác.", "Phòng", "Tháng 1"], ["2", upper, "Phòng Tài chính", "Tháng 3"]]
    rest = [
        ["", f"{lower}\nBáo cáo.", "- Phòng Thông tin", ""],
        ["3", "Công khai.", "Phòng Thông tin", "Tháng 5"],
    ]
    layout = read_back(tmp_path, *pages(first, [list(HEAD), *rest] if titles else rest))
    (table,) = tables(layout)
    assert rows(table)[2] == [
        "2",
        f"{BODY} {BODY}\nBáo cáo.",
        "Phòng Tài chính\n- Phòng Thông tin",
        "Tháng 3",
    ]
    assert rows(table)[3] == ["3", "Công khai.", "Phòng Thông tin", "Tháng 5"]


def test_a_row_that_goes_on_over_three_pages_is_one_row(tmp_path: Path) -> None:
    text = " ".join([BODY] * 3)
    upper, middle, lower = parts(text, 3, 4)
    layout = read_back(
        tmp_path,
        *pages([list(HEAD), ["1", upper, "Phòng", "Tháng 3"]], [["", middle, "", ""]], [["", lower, "", ""]]),
    )
    (table,) = tables(layout)
    assert rows(table)[1] == ["1", text, "Phòng", "Tháng 3"]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (["1", BODY + ".", "Phòng", "Tháng 3"], ["2", BODY, "Phòng", "Tháng 5"]),
        (["31", "Công khai", "Phòng", "Tháng 3"], ["32", "Báo cáo", "Phòng", "Tháng 5"]),
        (["I", "Công khai", "", ""], ["1", "Báo cáo", "Phòng", "Tháng 5"]),
        (["", "- Công khai", "Phòng", "Tháng 3"], ["", "- Báo cáo", "Phòng", "Tháng 5"]),
    ],
    ids=["numbers", "numbers that fill a narrow column", "a group row", "rows without a key"],
)
def test_a_new_row_after_the_page_break_is_not_the_rest_of_the_last(
    tmp_path: Path, last: list[str], first: list[str]
) -> None:
    layout = read_back(tmp_path, *pages([list(HEAD), last], [list(HEAD), first]))
    (table,) = tables(layout)
    assert rows(table) == [list(HEAD), last, first]


def test_a_merged_cell_that_runs_over_the_page_break_stays_merged(tmp_path: Path) -> None:
    def first(sheet: Sheet) -> None:
        filled(sheet, [["1", "Công khai.", "Phòng", "Tháng 3"], ["2", "Báo cáo.", "Xã", ""]], grid=False)
        sheet.grid(XS[:4], (100, 118, 136))
        for y in (100, 136):
            sheet.rule(XS[3], y, XS[4], y)
        sheet.rule(XS[4], 100, XS[4], 136)

    def second(sheet: Sheet) -> None:
        filled(sheet, [["3", "Rà soát.", "Phòng", ""]])

    (table,) = tables(read_back(tmp_path, first, second))
    assert next((c.row, c.row_span, c.text) for c in table.cells if c.col == 3) == (0, 3, "Tháng 3")


def test_a_table_after_text_or_with_other_columns_is_a_new_table(tmp_path: Path) -> None:
    def with_text(sheet: Sheet) -> None:
        sheet.text(LEFT, 80, "Báo cáo")
        filled(sheet, [["3", "c", "d", "e"]])

    def other_columns(sheet: Sheet) -> None:
        filled(sheet, [["4", "c", "d", "e"]], xs=(80, 115, 250, 400, 557))

    layout = read_back(tmp_path, *pages([["1", "a", "b", "c"]]), with_text, other_columns)
    assert [table.n_rows for table in tables(layout)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("column", "lines", "paragraphs"),
    [
        (0, "- Phòng Tài chính\n- Phòng Thông tin", ["- Phòng Tài chính", "- Phòng Thông tin"]),
        (1, "10.367.\n700", ["10.367.700"]),
        (1, "2021-\n2025", ["2021-2025"]),
        (1, "Tháng\n3", ["Tháng 3"]),
        (2, BODY, [BODY]),
    ],
    ids=[
        "items that fill their lines",
        "a number wider than its column",
        "years",
        "a word that fills its column",
        "a sentence",
    ],
)
def test_paragraphs_of_a_narrow_cell(tmp_path: Path, column: int, lines: str, paragraphs: list[str]) -> None:
    def page(sheet: Sheet) -> None:
        row = ["", "", ""]
        row[column] = lines
        filled(sheet, [row, ["a", "b", "c"]], xs=(80.0, 180.0, 227.0, 400.0))

    (table,) = tables(read_back(tmp_path, page))
    assert [[p.text for p in c.paragraphs] for c in table.cells if c.row == 0 and c.col == column] == [
        paragraphs
    ]


def test_the_rule_above_footnotes_close_under_a_table_is_not_its_border(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        end = filled(sheet, [["1", "a", "b", "c"], ["2", "d", "e", "f"]], y=690)
        sheet.rule(XS[0], end + 4, XS[0] + 118, end + 4)
        sheet.text(LEFT, end + 14, "1", 6.5)
        sheet.text(LEFT + 4, end + 18, "Theo Công vãn sô 12.", 10)
        sheet.text(LEFT, 100, BODY)

    layout = read_back(tmp_path, page)
    (table,) = tables(layout)
    assert table.n_rows == 2
    assert [note.label for note in layout.footnotes] == ["1"]


def test_centred_cells_are_wrapped_cells(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid((80, 180, 400), (100, 150, 200))
        sheet.middle(130, 115, "Thòi gian hoàn", 12)
        sheet.middle(130, 129, "thành", 12)
        sheet.set(BODY, left=185.4, right=394.6, size=12, y=113)

    (table,) = tables(read_back(tmp_path, page))
    assert [c.text for c in table.cells if c.row == 0] == ["Thòi gian hoàn thành", BODY]
    first = table.cells[0].paragraphs[0]
    assert isinstance(first, Paragraph)
    assert first.align == "center"
    assert RIGHT > 400
