"""How a paragraph is set: bold, italic, size, alignment and indent, through styles and defaults."""

from pathlib import Path

import pytest

from pipeline.readers.docx import read_docx
from schemas.layout import Paragraph
from tests.pipeline.readers.docx_building import docx_file, level, one_list, par, run


def only(folder: Path, body: str, **others: str) -> Paragraph:
    (found,) = read_docx(docx_file(folder, body, **others)).paragraphs()
    return found


def defaults(run_properties: str) -> str:
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{run_properties}</w:rPr></w:rPrDefault></w:docDefaults>"


def style(style_id: str, content: str, kind: str = "paragraph", default: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"{default}>{content}</w:style>'


BOLD = "<w:rPr><w:b/></w:rPr>"
STYLES = (
    defaults('<w:sz w:val="26"/>')
    + style(
        "Thuong", '<w:pPr><w:jc w:val="both"/><w:ind w:firstLine="720"/></w:pPr>', default=' w:default="1"'
    )
    + style("Dam", f'<w:basedOn w:val="Thuong"/><w:pPr><w:jc w:val="center"/></w:pPr>{BOLD}')
    + style("DamCon", '<w:basedOn w:val="Dam"/><w:rPr><w:sz w:val="30"/></w:rPr>')
    + style("Nhan", "<w:rPr><w:b/><w:i/></w:rPr>", "character")
    + style("An", "<w:rPr><w:vanish/></w:rPr>", "character")
    + style("Hoa", "<w:rPr><w:caps/></w:rPr>")
)


@pytest.mark.parametrize(
    ("body", "bold", "italic", "size"),
    [
        pytest.param(par("chữ"), 0.0, 0.0, 13.0, id="the defaults"),
        pytest.param(par("chữ", '<w:pStyle w:val="Dam"/>'), 1.0, 0.0, 13.0, id="the paragraph's style"),
        pytest.param(par("chữ", '<w:pStyle w:val="DamCon"/>'), 1.0, 0.0, 15.0, id="the style's base"),
        pytest.param(par(run("chữ", '<w:rStyle w:val="Nhan"/>')), 1.0, 1.0, 13.0, id="the run's style"),
        pytest.param(
            par(run("chữ", '<w:rStyle w:val="Nhan"/>'), '<w:pStyle w:val="Dam"/>'),
            0.0,
            1.0,
            13.0,
            id="two styles toggle",
        ),
        pytest.param(
            par(run("chữ", '<w:b w:val="0"/>'), '<w:pStyle w:val="Dam"/>'),
            0.0,
            0.0,
            13.0,
            id="direct formatting decides",
        ),
        pytest.param(par(run("ab", "<w:b/>") + run(" 1, cdef")), 1 / 3, 0.0, 13.0, id="the share of letters"),
        pytest.param(
            par(run("ab", '<w:sz w:val="20"/>') + run("cde")), 0.0, 0.0, 13.0, id="the commonest size"
        ),
        pytest.param(par(run("12/4", "<w:b/>")), 1.0, 0.0, 13.0, id="no letters"),
        pytest.param(par("chữ", '<w:pStyle w:val="None"/>'), 0.0, 0.0, 13.0, id="a style that is not there"),
    ],
)
def test_the_look_of_letters(tmp_path: Path, body: str, bold: float, italic: float, size: float) -> None:
    found = only(tmp_path, body, styles=STYLES)
    assert (found.bold, found.italic, found.size) == (pytest.approx(bold), pytest.approx(italic), size)


def test_without_any_styles_word_s_own_size_holds(tmp_path: Path) -> None:
    assert only(tmp_path, par("chữ")).size == 10.0


def test_bold_by_default_is_bold_whatever_the_styles_toggle(tmp_path: Path) -> None:
    body = par("chữ", '<w:pStyle w:val="Dam"/>')
    assert only(tmp_path, body, styles=defaults("<w:b/>") + style("Dam", BOLD)).bold == 1.0


def test_a_style_hides_or_raises(tmp_path: Path) -> None:
    body = par(run("thấy") + run("ẩn", '<w:rStyle w:val="An"/>')) + par("đề mục", '<w:pStyle w:val="Hoa"/>')
    assert [p.text for p in read_docx(docx_file(tmp_path, body, styles=STYLES)).paragraphs()] == [
        "thấy",
        "ĐỀ MỤC",
    ]


@pytest.mark.parametrize(
    ("properties", "align"),
    [
        ("", "justify"),
        ('<w:jc w:val="right"/>', "right"),
        ('<w:jc w:val="end"/>', "right"),
        ('<w:jc w:val="start"/>', "left"),
        ('<w:pStyle w:val="DamCon"/>', "center"),
        ('<w:jc w:val="distribute"/>', "justify"),
    ],
)
def test_alignment(tmp_path: Path, properties: str, align: str) -> None:
    assert only(tmp_path, par("chữ", properties), styles=STYLES).align == align


@pytest.mark.parametrize(
    ("properties", "indent"),
    [
        ("", 36.0),
        ('<w:ind w:left="200"/>', 46.0),
        ('<w:ind w:left="720" w:hanging="360"/>', 18.0),
        ('<w:ind w:firstLine="0"/>', 0.0),
        ('<w:ind w:left="1cm" w:firstLine="0"/>', 28.35),
        ('<w:ind w:firstLine="nonsense"/>', 36.0),
        ('<w:numPr><w:numId w:val="1"/></w:numPr>', 20.0),
        ('<w:numPr><w:numId w:val="1"/></w:numPr><w:ind w:firstLine="100"/>', 45.0),
    ],
)
def test_indent_of_the_first_line(tmp_path: Path, properties: str, indent: float) -> None:
    numbering = one_list(level(0, "decimal", "%1.", '<w:pPr><w:ind w:left="800" w:hanging="400"/></w:pPr>'))
    assert only(tmp_path, par("chữ", properties), styles=STYLES, numbering=numbering).indent == indent


def test_tabs_before_the_text_move_it(tmp_path: Path) -> None:
    found = only(
        tmp_path, par("<w:r><w:tab/></w:r>" + run("chữ")), settings='<w:defaultTabStop w:val="400"/>'
    )
    assert found.indent == 20.0
