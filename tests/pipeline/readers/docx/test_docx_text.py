"""What of a DOCX's paragraphs is printed, in which form, and where it stands."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.docx import read_docx, resolve_node
from pipeline.readers.docx.text import UNUSUAL, ZERO_WIDTH, normalise
from schemas.layout import Layout, Paragraph
from tests.pipeline.readers.docx_building import cell, docx_file, field, par, row, run, table


def texts(layout: Layout) -> list[str]:
    return [p.text for p in layout.paragraphs()]


def read(folder: Path, body: str, **others: str) -> list[str]:
    return texts(read_docx(docx_file(folder, body, **others)))


def drawn(content: str, hidden: str = "") -> str:
    """A text box as DrawingML."""
    return (
        f'<w:drawing><wp:inline><wp:docPr id="1" name="b"{hidden}/>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent>"
        "</wps:txbx></wps:wsp></wp:inline></w:drawing>"
    )


def vml(content: str) -> str:
    """A text box as VML."""
    return (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def alternate(choice: str, fallback: str, requires: str = "wps") -> str:
    """Alternate content of two branches."""
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(par(run("Phòng ") + run("Nội vụ")), ["Phòng Nội vụ"], id="runs are joined"),
        pytest.param(
            par("<w:r><w:t>Sở</w:t></w:r><w:r><w:t> Y tế</w:t></w:r>"),
            ["SởY tế"],
            id="blanks not preserved fall away",
        ),
        pytest.param(par(run("a)  Mục\u00a0\u2003đích ")), ["a) Mục đích"], id="runs of blanks are one"),
        pytest.param(par(run("Kế\u200b hoạch\ufeff")), ["Kế hoạch"], id="zero width characters are dropped"),
        pytest.param(par("") + par(run("  ")) + par("A"), ["A"], id="empty paragraphs are dropped"),
        pytest.param(par(run("A") + "<w:r><w:tab/></w:r>" + run("B")), ["A B"], id="a tab is a blank"),
        pytest.param(
            par(run("2020") + "<w:r><w:noBreakHyphen/></w:r>" + run("2025")),
            ["2020-2025"],
            id="hyphen that does not break",
        ),
        pytest.param(
            par(run("chính") + "<w:r><w:softHyphen/></w:r>" + run("quyền")),
            ["chínhquyền"],
            id="soft hyphen is not seen",
        ),
        pytest.param(
            par(run("A") + "<w:r><w:br/></w:r>" + run("B")), ["A", "B"], id="a soft break ends a paragraph"
        ),
        pytest.param(
            par(run("A") + '<w:r><w:br w:type="page"/></w:r>' + run("B")),
            ["A", "B"],
            id="so does a page break",
        ),
        pytest.param(par(run("A") + "<w:r><w:cr/></w:r>" + run("B")), ["A", "B"], id="and a carriage return"),
        pytest.param(
            par(f"<w:ins>{run('A')}</w:ins><w:del>{run('B')}</w:del>"),
            ["A"],
            id="inserted is seen, deleted is not",
        ),
        pytest.param(
            par(f"<w:moveTo>{run('A')}</w:moveTo><w:moveFrom>{run('B')}</w:moveFrom>"),
            ["A"],
            id="moved text is where it went",
        ),
        pytest.param(
            par(run("A", "<w:vanish/>") + run("B", '<w:vanish w:val="0"/>')),
            ["B"],
            id="hidden text is not seen",
        ),
        pytest.param(
            par("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + run(" 90%")),
            ["≥ 90%"],
            id="a symbol by its font",
        ),
        pytest.param(
            par(run("\uf0b3 90%", "<w:rFonts w:ascii='Symbol'/>")),
            ["≥ 90%"],
            id="a typed private use code by its font",
        ),
        pytest.param(
            par(run("KÕ ho¹ch ph\u00adêng", "<w:rFonts w:ascii='.VnTime'/>")),
            ["Kế hoạch phường"],
            id="TCVN3 by its font",
        ),
        pytest.param(
            par(run("kÕ ho¹ch", "<w:rFonts w:ascii='.VnTimeH'/>")),
            ["KẾ HOẠCH"],
            id="TCVN3 in a font of capitals",
        ),
        pytest.param(
            par(run("Kế hoạch và", "<w:rFonts w:ascii='.VnTime'/>")),
            ["Kế hoạch và"],
            id="Unicode in such a font",
        ),
        pytest.param(par(run("Kế hoạch", "<w:caps/>")), ["KẾ HOẠCH"], id="capitals as shown"),
        pytest.param(
            par("<w:hyperlink>" + run("địa chỉ") + "</w:hyperlink>"), ["địa chỉ"], id="a link's text"
        ),
        pytest.param(
            par("<w:smartTag><w:smartTagPr/>" + run("Huế") + "</w:smartTag>"),
            ["Huế"],
            id="a smart tag's text",
        ),
        pytest.param(
            par("<w:fldSimple w:instr='X'>" + run("12") + "</w:fldSimple>"),
            ["12"],
            id="a simple field's result",
        ),
        pytest.param(
            par(field("HYPERLINK", run("trang"))), ["trang"], id="a field's result, not its instruction"
        ),
        pytest.param(
            par(field("IF" + "</w:instrText></w:r>" + run("ẩn") + "<w:r><w:instrText>", run("hiện"))),
            ["hiện"],
            id="no text of an instruction",
        ),
        pytest.param(
            par(field("A", field("B", run("trong")) + run(" ngoài"))),
            ["trong ngoài"],
            id="a field in a field",
        ),
        pytest.param(
            "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
            + par("A")
            + "</w:sdtContent></w:sdt>",
            ["A"],
            id="a control around it",
        ),
        pytest.param(
            par("<w:sdt><w:sdtContent>" + run("A") + "</w:sdtContent></w:sdt>"), ["A"], id="a control inside"
        ),
        pytest.param(par("<m:oMath><m:r><m:t>x = 1</m:t></m:r></m:oMath>"), ["x = 1"], id="a formula"),
        pytest.param(
            par("<w:r>" + alternate(drawn(par("B")), vml(par("B"))) + "</w:r>" + run("A")),
            ["A", "B"],
            id="the fallback is not read where the choice is understood",
        ),
        pytest.param(
            par(alternate(run("A"), run("B"), requires="nobody")),
            ["B"],
            id="the fallback of a choice that nobody understands",
        ),
        pytest.param(
            par(f"<w:r>{vml(par('HỎA TỐC'))}</w:r>" + run("A")),
            ["A", "HỎA TỐC"],
            id="a text box follows its anchor",
        ),
        pytest.param(
            par("<w:r><w:pict><v:shape><v:textpath string='BẢN MẪU'/></v:shape></w:pict></w:r>"),
            ["BẢN MẪU"],
            id="word art",
        ),
        pytest.param(
            par("<w:r>" + drawn(par("B"), " hidden='1'") + "</w:r>" + run("A")), ["A"], id="no hidden drawing"
        ),
        pytest.param(
            par(run("Đầu ") + run("bỏ", ""), "<w:rPr><w:del/></w:rPr>") + par("cuối"),
            ["Đầu bỏcuối"],
            id="a deleted mark joins paragraphs",
        ),
        pytest.param(
            par(f"<w:del>{run('A')}</w:del>", "<w:rPr><w:del/></w:rPr>") + par("B"),
            ["B"],
            id="a deleted paragraph leaves nothing",
        ),
        pytest.param(
            par("A", "<w:rPr><w:del/></w:rPr>") + table(row(cell("B")), columns=1),
            ["A", "B"],
            id="no joining over a table",
        ),
    ],
)
def test_only_what_is_printed_is_read(tmp_path: Path, body: str, expected: list[str]) -> None:
    assert read(tmp_path, body) == expected


def test_a_drawn_text_box_is_read_once_with_its_full_path(tmp_path: Path) -> None:
    boxes = alternate(drawn(par("trong hộp") + par("dòng hai")), vml(par("trong hộp")))
    body = par(run("neo") + f"<w:r>{boxes}</w:r>")
    path = docx_file(tmp_path, body)
    _, first, second = read_docx(path).blocks
    where = "body/p[1]/r[2]/AlternateContent[1]/Choice[1]/drawing[1]/inline[1]/wsp[1]/txbx[1]/txbxContent[1]/"
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.text, first.places()) == ("trong hộp", [where + "p[1]"])
    assert (second.text, second.places()) == ("dòng hai", [where + "p[2]"])
    assert resolve_node(path, where + "p[2]") == "dòng hai"


def test_nodes_count_siblings_of_one_name_through_wrappers(tmp_path: Path) -> None:
    wrapped = "<w:sdt><w:sdtContent>" + par("một") + par("hai") + "</w:sdtContent></w:sdt>"
    body = (
        par("")
        + par("đầu")
        + wrapped
        + table(row(cell("ô 1"), cell("ô 2")), row(cell("ô 3"), cell(par("") + par("ô 4"))), columns=2)
    )
    layout = read_docx(docx_file(tmp_path, body))
    assert {p.text: p.places() for p in layout.paragraphs()} == {
        "đầu": ["body/p[2]"],
        "một": ["body/sdt[1]/sdtContent[1]/p[1]"],
        "hai": ["body/sdt[1]/sdtContent[1]/p[2]"],
        "ô 1": ["body/tbl[1]/tr[1]/tc[1]/p[1]"],
        "ô 2": ["body/tbl[1]/tr[1]/tc[2]/p[1]"],
        "ô 3": ["body/tbl[1]/tr[2]/tc[1]/p[1]"],
        "ô 4": ["body/tbl[1]/tr[2]/tc[2]/p[2]"],
    }


def test_both_parts_of_a_soft_break_stand_at_one_node(tmp_path: Path) -> None:
    path = docx_file(tmp_path, par(run("dòng một") + "<w:r><w:br/></w:r>" + run("dòng hai")))
    assert [p.places() for p in read_docx(path).paragraphs()] == [["body/p[1]"], ["body/p[1]"]]
    assert resolve_node(path, "body/p[1]") == "dòng một\ndòng hai"


def test_joined_paragraphs_keep_both_nodes(tmp_path: Path) -> None:
    body = par("Phần đầu ", "<w:rPr><w:del/></w:rPr>") + par("phần cuối")
    (joined,) = read_docx(docx_file(tmp_path, body)).paragraphs()
    assert joined.text == "Phần đầu phần cuối"
    assert joined.places(0, 8) == ["body/p[1]"]
    assert joined.places(9) == ["body/p[2]"]


def test_a_deleted_paragraph_is_no_place_of_the_next(tmp_path: Path) -> None:
    body = par(f"<w:del>{run('bỏ')}</w:del>", "<w:rPr><w:del/></w:rPr>") + par("giữ")
    assert [p.places() for p in read_docx(docx_file(tmp_path, body)).paragraphs()] == [["body/p[2]"]]


def test_a_node_without_print_is_named(tmp_path: Path) -> None:
    path = docx_file(tmp_path, par("A"))
    with pytest.raises(KeyError, match="p\\[9\\]"):
        resolve_node(path, "body/p[9]")


def test_a_cell_s_node_gives_all_its_lines(tmp_path: Path) -> None:
    path = docx_file(tmp_path, table(row(cell(par("- một") + par("- hai")), cell("khác")), columns=2))
    assert resolve_node(path, "body/tbl[1]/tr[1]/tc[1]") == "- một\n- hai"


def test_embedded_documents_are_reported(tmp_path: Path) -> None:
    (note,) = read_docx(docx_file(tmp_path, par("A") + "<w:altChunk/>")).notes
    assert note.code == "embedded_document"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Ke\u0302\u0301 hoa\u0323ch", "Kế hoạch"),
        ("\u0301x", "\u0301x"),
        (" \u0301x", "\u0301x"),
        ("a\u200b\u0301", "á"),
        ("\u1112\u1161\u11ab", "한"),
        ("", ""),
    ],
)
def test_text_is_composed(raw: str, text: str) -> None:
    assert normalise(raw)[0] == text


ODD = st.text(
    alphabet=st.sampled_from("aêế \u0301\u0323\u0302\u00a0\t\u200b\u00adB한\u1161\u11a8\u0345"), max_size=40
)


@given(ODD | st.text(max_size=40))
def test_normal_form_holds_for_any_text(raw: str) -> None:
    text, positions = normalise(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert text == " ".join(text.split())
    assert not ZERO_WIDTH & set(text)
    assert len(positions) == len(raw) + 1
    assert list(positions) == sorted(positions)
    assert positions[-1] == len(text)


def test_no_usual_character_needs_care() -> None:
    usual = [c for c in map(chr, range(0x3000)) if UNUSUAL.fullmatch(c) is None]
    assert len(usual) > 1000
    assert [c for c in usual if c in ZERO_WIDTH or unicodedata.category(c)[0] == "M"] == []
    assert [c for c in usual if unicodedata.normalize("NFC", c) != c] == []


@given(ODD, ODD)
def test_an_offset_between_blanks_cuts_the_text_where_it_cut_the_source(left: str, right: str) -> None:
    raw = f"{left} | {right}"
    text, positions = normalise(raw)
    assert text[: positions[len(left) + 1]] == normalise(f"{left} ")[0] + (" " if normalise(left)[0] else "")


def test_a_pile_of_marks_is_cut() -> None:
    text, positions = normalise("a" + "\u0323\u0301" * 50_000)
    assert len(text) <= 32
    assert len(positions) == 100_002
