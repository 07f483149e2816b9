"""Tables of a DOCX: the grid, what is merged, titles, nesting, and whether it is ruled."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.readers.docx import read_docx
from schemas.layout import Table
from tests.pipeline.readers.docx_building import cell, docx_file, par, row, run, table

RESTART = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
SINGLE = 'w:val="single" w:sz="4"'


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def read(folder: Path, body: str, **others: str) -> Table:
    (found,) = read_docx(docx_file(folder, body, **others)).blocks
    assert isinstance(found, Table)
    return found


def places(found: Table) -> dict[str, tuple[int, int, int, int]]:
    """Each cell's text with its row, column, rows and columns."""
    return {c.text: (c.row, c.col, c.row_span, c.col_span) for c in found.cells}


def test_merged_cells_stand_once_at_their_top_left(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        table(
            row(cell("TT", RESTART), cell("Nội dung", RESTART), cell("Phân công", span(2))),
            row(cell(par(""), GOES_ON), cell(par(""), GOES_ON), cell("Chủ trì"), cell("Phối hợp")),
            row(cell("1"), cell("Việc", span(3))),
            columns=4,
        ),
    )
    assert (found.n_rows, found.n_cols) == (3, 4)
    assert places(found) == {
        "TT": (0, 0, 2, 1),
        "Nội dung": (0, 1, 2, 1),
        "Phân công": (0, 2, 1, 2),
        "Chủ trì": (1, 2, 1, 1),
        "Phối hợp": (1, 3, 1, 1),
        "1": (2, 0, 1, 1),
        "Việc": (2, 1, 1, 3),
    }


def test_every_position_of_a_full_grid_is_covered(tmp_path: Path) -> None:
    found = read(
        tmp_path, table(row(cell("A", RESTART), cell("B")), row(cell(par(""), GOES_ON), cell("C")), columns=2)
    )
    assert [[c.text if c else None for c in line] for line in found.grid()] == [["A", "B"], ["A", "C"]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            table(row(cell("A", GOES_ON)), row(cell("B", GOES_ON)), columns=1),
            {"A\nB": (0, 0, 2, 1)},
            id="a merge that nothing began; its texts stay",
        ),
        pytest.param(
            table(row(cell("A", RESTART)), row(cell("B")), row(cell("C", GOES_ON)), columns=1),
            {"A": (0, 0, 1, 1), "B": (1, 0, 1, 1), "C": (2, 0, 1, 1)},
            id="a merge does not jump a row",
        ),
        pytest.param(
            table(row(cell("A", RESTART + span(2))), row(cell("B", GOES_ON), cell("C")), columns=2),
            {"A": (0, 0, 1, 2), "B": (1, 0, 1, 1), "C": (1, 1, 1, 1)},
            id="nor join cells of other widths",
        ),
        pytest.param(
            table(row(cell("A", RESTART)), row(cell("B", RESTART)), row(cell(par(""), GOES_ON)), columns=1),
            {"A": (0, 0, 1, 1), "B": (1, 0, 2, 1)},
            id="a second merge begins",
        ),
        pytest.param(
            table(
                row(cell("A", '<w:hMerge w:val="restart"/>'), cell(par(""), "<w:hMerge/>"), cell("B")),
                columns=3,
            ),
            {"A": (0, 0, 1, 2), "B": (0, 2, 1, 1)},
            id="the old horizontal merge",
        ),
        pytest.param(
            table(
                row(cell("A"), cell("B"), cell("C")),
                row(cell("D"), properties='<w:gridBefore w:val="2"/>'),
                row(cell("E"), properties='<w:gridAfter w:val="2"/>'),
                columns=3,
            ),
            {"A": (0, 0, 1, 1), "B": (0, 1, 1, 1), "C": (0, 2, 1, 1), "D": (1, 2, 1, 1), "E": (2, 0, 1, 1)},
            id="rows that begin late or end early",
        ),
        pytest.param(
            table(
                row(cell("A")),
                row(cell("B"), properties="<w:del/>"),
                row(cell("C"), properties="<w:ins/>"),
                columns=1,
            ),
            {"A": (0, 0, 1, 1), "C": (1, 0, 1, 1)},
            id="a deleted row is gone, an inserted one is there",
        ),
        pytest.param(
            table(
                control(row(control(cell("A")), cell("B"))),
                columns=2,
            ),
            {"A": (0, 0, 1, 1), "B": (0, 1, 1, 1)},
            id="rows and cells in content controls",
        ),
    ],
)
def test_the_grid_of(tmp_path: Path, body: str, expected: dict[str, tuple[int, int, int, int]]) -> None:
    assert places(read(tmp_path, body)) == expected


def test_only_title_rows_from_the_first_on_count(tmp_path: Path) -> None:
    title = "<w:tblHeader/>"
    off = '<w:tblHeader w:val="0"/>'
    rows = [row(cell("x"), properties=said) for said in (title, title, off, title)]
    assert read(tmp_path, table(*rows, columns=1)).header_rows == 2


def test_a_table_in_a_cell_is_the_cell_s(tmp_path: Path) -> None:
    inner = table(row(cell("trong")), columns=1)
    (outer,) = read(tmp_path, table(row(cell(par("trước") + inner + par("sau"))), columns=1)).cells
    assert [p.text for p in outer.paragraphs] == ["trước", "sau"]
    (nested,) = outer.tables
    assert nested.places == ("body/tbl[1]/tr[1]/tc[1]/tbl[1]",)
    assert nested.cells[0].paragraphs[0].places() == ["body/tbl[1]/tr[1]/tc[1]/tbl[1]/tr[1]/tc[1]/p[1]"]


def test_a_cell_of_several_paragraphs_and_breaks_keeps_its_lines(tmp_path: Path) -> None:
    (only,) = read(
        tmp_path,
        table(row(cell(par(run("- một") + "<w:r><w:br/></w:r>" + run("- hai")) + par("- ba"))), columns=1),
    ).cells
    assert only.text == "- một\n- hai\n- ba"


ALL_EDGES = "".join(
    f"<w:{side} {SINGLE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
NIL_EDGES = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right"))
GRID_STYLE = (
    '<w:style w:type="table" w:styleId="Luoi"><w:name w:val="Luoi"/>'
    f"<w:tblPr><w:tblBorders>{ALL_EDGES}</w:tblBorders></w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="Luoi"/></w:style>'
    '<w:style w:type="table" w:styleId="Dau"><w:name w:val="Dau"/>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
    f"<w:tcPr><w:tcBorders>{ALL_EDGES}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)


def borders(edges: str) -> str:
    return f"<w:tblBorders>{edges}</w:tblBorders>"


def two_by_two(properties: str = "", cells: str = "") -> str:
    return table(*[row(cell("A", cells), cell("B", cells))] * 2, columns=2, properties=properties)


@pytest.mark.parametrize(
    ("body", "ruled"),
    [
        pytest.param(two_by_two(), False, id="no borders at all"),
        pytest.param(two_by_two(borders(ALL_EDGES)), True, id="the table's own"),
        pytest.param(two_by_two('<w:tblStyle w:val="Luoi"/>'), True, id="its style's"),
        pytest.param(two_by_two('<w:tblStyle w:val="Con"/>'), True, id="the style's base's"),
        pytest.param(
            two_by_two('<w:tblStyle w:val="Luoi"/>' + borders(ALL_EDGES.replace("single", "none"))),
            False,
            id="style switched off",
        ),
        pytest.param(
            two_by_two(borders(ALL_EDGES), f"<w:tcBorders>{NIL_EDGES}</w:tcBorders>"),
            False,
            id="every cell switches off",
        ),
        pytest.param(two_by_two("", f"<w:tcBorders>{ALL_EDGES}</w:tcBorders>"), True, id="the cells' own"),
        pytest.param(
            two_by_two("", f"<w:tcBorders><w:bottom {SINGLE}/></w:tcBorders>"),
            False,
            id="a line under a cell only",
        ),
        pytest.param(
            two_by_two("", f"<w:tcBorders><w:top {SINGLE}/><w:bottom {SINGLE}/></w:tcBorders>"),
            True,
            id="lines above and below",
        ),
        pytest.param(two_by_two(borders(f"<w:insideV {SINGLE}/>")), True, id="a line between columns"),
        pytest.param(
            two_by_two(borders(ALL_EDGES.replace("single", 'single" w:color="FFFFFF'))),
            False,
            id="white lines",
        ),
        pytest.param(
            two_by_two('<w:tblStyle w:val="Dau"/><w:tblLook w:val="0020"/>'), True, id="a style's first row"
        ),
        pytest.param(
            two_by_two('<w:tblStyle w:val="Dau"/><w:tblLook w:firstRow="0"/>'),
            False,
            id="first row not asked for",
        ),
        pytest.param(two_by_two('<w:tblStyle w:val="Dau"/>'), False, id="no look, no conditional format"),
        pytest.param(
            table(f"<w:tr><w:tblPrEx>{borders(ALL_EDGES)}</w:tblPrEx>{cell('A')}</w:tr>", columns=1),
            True,
            id="a row's exception",
        ),
    ],
)
def test_ruled(tmp_path: Path, body: str, ruled: bool) -> None:
    assert read(tmp_path, body, styles=GRID_STYLE).ruled is ruled


UNRULED = "<w:tblBorders>" + ALL_EDGES.replace("single", "none") + "</w:tblBorders>"


def unruled(*rows: Sequence[str]) -> str:
    return table(*(row(*map(cell, texts)) for texts in rows), columns=len(rows[0]), properties=UNRULED)


@pytest.mark.parametrize(
    ("rows", "is_data"),
    [
        pytest.param(
            [("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"), ("1", "Rà soát", "Sở A", "Quý I")],
            True,
            id="tasks",
        ),
        pytest.param(
            [
                ("TT", "Nhiệm vụ", "Phân công", ""),
                ("", "", "Chủ trì", "Phối hợp"),
                ("1", "Rà soát", "Sở A", "Sở B"),
            ],
            True,
            id="titles in two rows",
        ),
        pytest.param([("UBND TỈNH A", "CỘNG HÒA"), ("SỞ NỘI VỤ", "Độc lập")], False, id="a head"),
        pytest.param(
            [("Nơi nhận:", "", "KT. CHỦ TỊCH"), ("- Cơ quan thực hiện;", "- Lưu: VT.", "PHÓ CHỦ TỊCH")],
            False,
            id="a signature",
        ),
        pytest.param([("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian")], False, id="titles over nothing"),
        pytest.param([("TT", "Họ và tên", "Chức vụ"), ("1", "Trần Mẫu", "Giám đốc")], False, id="no tasks"),
        pytest.param(
            [("1", "Nhiệm vụ " * 20, "Cơ quan chủ trì " * 9, "Thời gian " * 9), ("2", "a", "b", "c")],
            False,
            id="text, no titles",
        ),
    ],
)
def test_a_table_without_borders_is_data_where_its_titles_say_so(
    tmp_path: Path, rows: Sequence[Sequence[str]], is_data: bool
) -> None:
    assert read(tmp_path, unruled(*rows)).ruled is is_data


def test_a_table_style_s_bold_titles_are_bold(tmp_path: Path) -> None:
    found = read(
        tmp_path, two_by_two('<w:tblStyle w:val="Dau"/><w:tblLook w:firstRow="1"/>'), styles=GRID_STYLE
    )
    assert [c.paragraphs[0].bold for c in found.cells] == [1.0, 1.0, 0.0, 0.0]


def test_a_span_beyond_any_page_takes_no_memory(tmp_path: Path) -> None:
    found = read(tmp_path, table(row(cell("A", span(2_000_000_000)), cell("B")), columns=1))
    assert found.n_cols <= 100


def test_a_grid_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    body = table(row(*[cell("x", span(63))] * 900), *[row(cell("x"))] * 100, columns=1)
    with pytest.raises(ReadError) as refused:
        read_docx(docx_file(tmp_path, body))
    assert refused.value.reason == "too_large"


def test_a_thousand_rows_are_read_in_time(tmp_path: Path) -> None:
    """A cell-by-cell reader takes minutes (DESIGN.md); this one some 0.2 s on the slowest machine at hand."""
    path = docx_file(
        tmp_path,
        table(*[row(*[cell(f"Phòng số {i * 8 + j}") for j in range(8)]) for i in range(1000)], columns=8),
    )
    began = time.perf_counter()
    (found,) = read_docx(path).blocks
    assert isinstance(found, Table)
    assert len(found.cells) == 8000
    assert time.perf_counter() - began < 15
