"""Footnotes, endnotes, headers and footers of a DOCX."""

from pathlib import Path

import pytest

from pipeline.readers.docx import read_docx, resolve_node
from schemas.layout import FootnoteCall
from tests.pipeline.readers.docx_building import docx_file, field, par, run

RAISED = '<w:vertAlign w:val="superscript"/>'


def call(note_id: int, kind: str = "footnote", extra: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{note_id}"{extra}/></w:r>'


def note(note_id: int, content: str, kind: str = "footnote", extra: str = "") -> str:
    return f'<w:{kind} w:id="{note_id}"{extra}>{content}</w:{kind}>'


def note_text(text: str) -> str:
    return par("<w:r><w:footnoteRef/></w:r>" + run(f" {text}"))


NOTES = (
    note(-1, par("<w:r><w:separator/></w:r>"), extra=' w:type="separator"')
    + note(7, note_text("Ghi chú bảy") + par("đoạn hai"))
    + note(3, note_text("Ghi chú ba"))
    + note(9, note_text("không ai gọi"))
)


def test_notes_are_numbered_in_the_order_of_their_calls(tmp_path: Path) -> None:
    body = par(run("Kế hoạch ") + call(7) + run(" số 1")) + par(run("Báo cáo") + call(3) + run("."))
    path = docx_file(tmp_path, body, footnotes=NOTES)
    layout = read_docx(path)
    assert [(p.text, p.calls) for p in layout.paragraphs()][:2] == [
        ("Kế hoạch số 1", (FootnoteCall(8, "1"),)),
        ("Báo cáo.", (FootnoteCall(7, "2"),)),
    ]
    assert [(n.label, [p.text for p in n.paragraphs]) for n in layout.footnotes] == [
        ("1", ["Ghi chú bảy", "đoạn hai"]),
        ("2", ["Ghi chú ba"]),
    ]
    assert layout.footnotes[1].paragraphs[0].places() == ["footnotes/footnote[3]/p[1]"]
    assert resolve_node(path, "footnotes/footnote[2]") == "Ghi chú bảy\nđoạn hai"


def test_a_call_behind_an_automatic_number_is_moved_with_its_text(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num '
        'w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = par(run("Việc") + call(3), '<w:numPr><w:numId w:val="1"/></w:numPr>')
    found = next(read_docx(docx_file(tmp_path, body, footnotes=NOTES, numbering=numbering)).paragraphs())
    assert (found.text, found.calls) == ("1. Việc", (FootnoteCall(7, "1"),))


@pytest.mark.parametrize(
    ("settings", "section", "labels"),
    [
        ('<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>', "", ["a", "b"]),
        ('<w:footnotePr><w:numStart w:val="5"/></w:footnotePr>', "", ["5", "6"]),
        ("", '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>', ["*", "†"]),
        ('<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>', "", ["1", "1"]),
    ],
)
def test_settings_and_sections_say_how_notes_are_numbered(
    tmp_path: Path, settings: str, section: str, labels: list[str]
) -> None:
    properties = f"<w:sectPr>{section}</w:sectPr>"
    body = par(run("A") + call(7), properties) + par(run("B") + call(3)) + properties
    layout = read_docx(docx_file(tmp_path, body, footnotes=NOTES, settings=settings))
    assert [n.label for n in layout.footnotes] == labels


def test_a_typed_mark_is_the_label_and_no_text(tmp_path: Path) -> None:
    marked = '<w:r><w:footnoteReference w:id="7" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    notes = note(7, par(run("*", RAISED) + run(" Số liệu ước"))) + note(3, note_text("thứ hai"))
    body = par(run("Tỷ lệ") + marked + run(" đạt")) + par(run("B") + call(3))
    layout = read_docx(docx_file(tmp_path, body, footnotes=notes))
    first = next(layout.paragraphs())
    assert (first.text, first.calls) == ("Tỷ lệ đạt", (FootnoteCall(5, "*"),))
    assert [(n.label, n.paragraphs[0].text) for n in layout.footnotes] == [
        ("*", "Số liệu ước"),
        ("1", "thứ hai"),
    ]
    assert layout.footnotes[0].paragraphs[0].pieces[0].end == len("Số liệu ước")


def test_endnotes_have_their_own_count(tmp_path: Path) -> None:
    endnotes = note(1, note_text("cuối"), "endnote")
    body = par(run("A") + call(1, "endnote") + call(7))
    layout = read_docx(docx_file(tmp_path, body, footnotes=NOTES, endnotes=endnotes))
    assert [n.label for n in layout.footnotes] == ["i", "1"]
    assert layout.footnotes[0].paragraphs[0].places() == ["endnotes/endnote[1]/p[1]"]


@pytest.mark.parametrize(
    "runs",
    [
        pytest.param(run("phút2") + call(404), id="a call of a note that is not there prints nothing"),
        pytest.param(run("phút2") + f"<w:del>{call(7)}</w:del>", id="nor does a deleted call"),
    ],
)
def test_what_is_no_call(tmp_path: Path, runs: str) -> None:
    layout = read_docx(docx_file(tmp_path, par(runs), footnotes=NOTES))
    assert [(p.text, p.calls) for p in layout.paragraphs()] == [("phút2", ())]
    assert layout.footnotes == ()


LIFTED = '<w:position w:val="6"/>'


@pytest.mark.parametrize(
    ("runs", "text", "labels"),
    [
        (run("thủ tục") + run("1", RAISED), "thủ tục", ["1"]),
        (run("thủ tục") + run("(", RAISED) + run("12)", RAISED) + run(" mới"), "thủ tục mới", ["12"]),
        (run("Quý II/2025") + run("3", RAISED), "Quý II/2025", ["3"]),
        (run("hồ sơ") + run("1, 2", RAISED), "hồ sơ", ["1", "2"]),
        (run("hồ sơ") + run("*", LIFTED), "hồ sơ", ["*"]),
        (run("50 m") + run("2", RAISED), "50 m2", []),
        (run("12 km") + run("2", RAISED), "12 km2", []),
        (run("10") + run("6", RAISED) + run(" hồ sơ"), "106 hồ sơ", []),
        (run("lần thứ n") + run("th", RAISED), "lần thứ nth", []),
    ],
)
def test_raised_digits_that_somebody_typed_call_a_note_or_are_a_power(
    tmp_path: Path, runs: str, text: str, labels: list[str]
) -> None:
    [found] = read_docx(docx_file(tmp_path, par(runs))).paragraphs()
    assert (found.text, [call.label for call in found.calls]) == (text, labels)


def reference(kind: str, part: str) -> str:
    place = part.rstrip("0123456789")
    return f'<w:{place}Reference w:type="{kind}" r:id="rId_{part}"/>'


PAGE = par(field(" PAGE ", run("2")))
HEADS = {
    "header1": PAGE,
    "header2": par("trang đầu"),
    "header3": par("trang chẵn"),
    "footer1": par("chân trang"),
}
ALL = (
    reference("default", "header1")
    + reference("first", "header2")
    + reference("even", "header3")
    + reference("default", "footer1")
)


@pytest.mark.parametrize(
    ("sections", "settings", "expected"),
    [
        pytest.param([ALL], "", ["2", "chân trang"], id="only the default"),
        pytest.param([ALL + "<w:titlePg/>"], "", ["2", "trang đầu", "chân trang"], id="a title page"),
        pytest.param([ALL], "<w:evenAndOddHeaders/>", ["2", "trang chẵn", "chân trang"], id="even pages"),
        pytest.param(
            [ALL, "<w:titlePg/>"], "", ["2", "chân trang", "trang đầu"], id="a later section inherits"
        ),
        pytest.param([ALL, ALL], "", ["2", "chân trang"], id="each part once"),
        pytest.param([reference("default", "header9")], "", [], id="a part that is not there"),
    ],
)
def test_headers_and_footers_in_use_are_furniture(
    tmp_path: Path, sections: list[str], settings: str, expected: list[str]
) -> None:
    *inner, last = [f"<w:sectPr>{said}</w:sectPr>" for said in sections]
    body = "".join(par("A", said) for said in inner) + par("B") + last
    layout = read_docx(docx_file(tmp_path, body, settings=settings, **HEADS))
    assert [p.text for p in layout.furniture] == expected


def test_furniture_names_its_part(tmp_path: Path) -> None:
    path = docx_file(tmp_path, par("A") + f"<w:sectPr>{ALL}</w:sectPr>", **HEADS)
    assert [p.places() for p in read_docx(path).furniture] == [["header1/p[1]"], ["footer1/p[1]"]]
    assert resolve_node(path, "footer1/p[1]") == "chân trang"
