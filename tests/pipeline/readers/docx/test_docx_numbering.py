"""The list numbers that Word prints and no paragraph holds."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.docx import read_docx
from pipeline.readers.docx.number_formats import formatted
from pipeline.readers.docx.symbols import bullet
from tests.pipeline.readers.docx_building import cell, docx_file, item, level, one_list, par, row, run, table


def labels(folder: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    """Each paragraph's automatic label, with its blank."""
    layout = read_docx(docx_file(folder, body, numbering=numbering, styles=styles))
    return [p.text[: p.auto_label] for p in layout.paragraphs()]


LEGAL = one_list(
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
)


def test_an_outline_counts_and_begins_anew_under_each_heading(tmp_path: Path) -> None:
    levels = [0, 1, 1, 2, 2, 3, 3, 1, 2, 3, 0, 1]
    expected = ["I. ", "1. ", "2. ", "2.1. ", "2.2. ", "a) ", "b) ", "3. ", "3.1. ", "a) ", "II. ", "1. "]
    assert labels(tmp_path, "".join(item("Việc", 1, at) for at in levels), LEGAL) == expected


def test_the_label_stands_before_the_text_and_is_counted(tmp_path: Path) -> None:
    (only,) = read_docx(docx_file(tmp_path, item("Rà soát thủ tục", 1), numbering=LEGAL)).paragraphs()
    assert only.text == "I. Rà soát thủ tục"
    assert only.auto_label == 3


def test_a_cell_with_nothing_but_a_number_prints_it(tmp_path: Path) -> None:
    body = table(row(cell(item("", 1)), cell("A")), row(cell(item("", 1)), cell("B")), columns=2) + item(
        "sau bảng", 1
    )
    layout = read_docx(docx_file(tmp_path, body, numbering=one_list(level(0, "decimal", "%1"))))
    assert [(p.text, p.auto_label) for p in layout.paragraphs()] == [
        ("1", 1),
        ("A", 0),
        ("2", 1),
        ("B", 0),
        ("3 sau bảng", 2),
    ]


@pytest.mark.parametrize(
    ("lvl", "expected"),
    [
        (level(0, "decimalZero", "%1."), "01. "),
        (level(0, "lowerRoman", "(%1)", start=4), "(iv) "),
        (level(0, "upperLetter", "%1.", start=28), "BB. "),
        (level(0, "none", "%1"), ""),
        (level(0, "none", "Điều"), "Điều "),
        (level(0, "decimal", "Điều %1."), "Điều 1. "),
        (level(0, "decimal", "Nhiệm vụ %1:", '<w:suff w:val="space"/>'), "Nhiệm vụ 1: "),
        (level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>'), "1."),
        (level(0, "decimal", "%1.", "<w:rPr><w:vanish/></w:rPr>"), ""),
        (level(0, "ordinal", "%1.", start=3), "3. "),
        (level(0, "bullet", "", '<w:lvlPicBulletId w:val="0"/>'), "• "),
        (level(0, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'), "• "),
        (level(0, "bullet", "\uf02d", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'), "- "),
        (level(0, "bullet", "–"), "- "),
        (level(0, "bullet", "+"), "+ "),
        (level(0, "bullet", ""), ""),
    ],
)
def test_one_level_prints(tmp_path: Path, lvl: str, expected: str) -> None:
    assert labels(tmp_path, item("Việc", 1), one_list(lvl)) == [expected]


def test_a_custom_format_is_read_from_the_branch_that_word_shows(tmp_path: Path) -> None:
    lvl = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        '</mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert labels(tmp_path, item("Việc", 1), one_list(lvl)) == ["007 "]


def test_legal_numbering_prints_every_level_as_digits(tmp_path: Path) -> None:
    numbering = one_list(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
    assert labels(tmp_path, item("Phần", 1) + item("Việc", 1, 1), numbering) == ["I. ", "1.1. "]


@pytest.mark.parametrize(("restart", "third"), [(None, "1) "), (0, "2) "), (1, "1) ")])
def test_a_level_restarts_as_told(tmp_path: Path, restart: int | None, third: str) -> None:
    extra = "" if restart is None else f'<w:lvlRestart w:val="{restart}"/>'
    numbering = one_list(level(0, "decimal", "%1."), level(1, "decimal", "%2)", extra))
    assert labels(tmp_path, "".join(item("x", 1, at) for at in (0, 1, 0, 1)), numbering)[3] == third


def test_a_level_that_was_skipped_counts_as_begun(tmp_path: Path) -> None:
    """As LibreOffice prints it: 1.1., 1.2., then 2."""
    numbering = one_list(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."))
    assert labels(tmp_path, "".join(item("x", 1, at) for at in (1, 1, 0)), numbering) == [
        "1.1. ",
        "1.2. ",
        "2. ",
    ]


OVERRIDDEN = (
    '<w:abstractNum w:abstractNumId="0">'
    f"{level(0, 'decimal', '%1.')}{level(1, 'lowerLetter', '%2)')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    f"{level(0, 'upperRoman', '%1-')}</w:lvlOverride></w:num>"
)


def test_lists_of_one_definition_count_on_and_an_override_begins_anew_once(tmp_path: Path) -> None:
    body = "".join(item("x", num) for num in (1, 1, 2, 3, 3, 4))
    assert labels(tmp_path, body, OVERRIDDEN) == ["1. ", "2. ", "3. ", "1. ", "2. ", "III- "]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="De1"><w:name w:val="De1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="De2"><w:name w:val="De2"/><w:basedOn w:val="De1"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Con"><w:name w:val="Con"/><w:basedOn w:val="De2"/></w:style>'
)


def styled(name: str, extra: str = "") -> str:
    return par("Đề mục", f'<w:pStyle w:val="{name}"/>{extra}')


def test_styles_number_their_paragraphs(tmp_path: Path) -> None:
    numbering = one_list(
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="De1"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="De2"/>'),
    )
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = styled("De1") + styled("De2") + styled("Con") + styled("De2", off) + styled("De1") + styled("De2")
    assert labels(tmp_path, body, numbering, STYLES) == ["I. ", "1. ", "2. ", "", "II. ", "1. "]


def test_a_list_may_be_defined_by_a_numbering_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="DS"><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink '
        f'w:val="DS"/>{level(0, "decimal", "%1/")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert labels(tmp_path, item("x", 2) + item("x", 1), numbering, styles) == ["1/ ", "2/ "]


@pytest.mark.parametrize(
    "paragraph",
    [
        par(
            f"<w:del>{run('x')}</w:del>",
            '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
        ),
        par(
            run("x", "<w:vanish/>"),
            '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>',
        ),
        item("x", 99),
        item("x", 1, 8),
    ],
    ids=["deleted", "hidden", "list not defined", "level not defined"],
)
def test_a_paragraph_without_print_or_list_does_not_count(tmp_path: Path, paragraph: str) -> None:
    found = labels(tmp_path, item("A", 1) + paragraph + item("B", 1), one_list(level(0, "decimal", "%1.")))
    assert [label for label in found if label] == ["1. ", "2. "]


def test_a_soft_break_leaves_the_label_with_the_first_text(tmp_path: Path) -> None:
    body = par(
        "<w:r><w:br/></w:r>" + run("một") + "<w:r><w:br/></w:r>" + run("hai"),
        '<w:numPr><w:numId w:val="1"/></w:numPr>',
    )
    layout = read_docx(docx_file(tmp_path, body, numbering=one_list(level(0, "decimal", "%1."))))
    assert [(p.text, p.auto_label) for p in layout.paragraphs()] == [("1. một", 3), ("hai", 0)]


def test_styles_that_go_in_a_circle_end(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert labels(tmp_path, styled("A"), LEGAL, styles) == [""]


@pytest.mark.parametrize(
    ("mark", "font", "expected"),
    [
        ("\uf0a7", "Wingdings", "•"),
        ("§", "Wingdings", "•"),
        ("Ø", "Wingdings", "•"),
        ("o", "Courier New", "•"),
        ("\uf0b7", None, "•"),
        ("-", "Times New Roman", "-"),
        ("—", None, "-"),
        ("*", None, "*"),
        ("Bước", None, "Bước"),
    ],
)
def test_a_bullet_is_named_as_it_is_seen(mark: str, font: str | None, expected: str) -> None:
    assert bullet(mark, font) == expected


@pytest.mark.parametrize(
    ("n", "number_format", "expected"),
    [
        (1994, "upperRoman", "MCMXCIV"),
        (4000, "upperRoman", "4000"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (2_147_483_647, "upperLetter", "2147483647"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (15, "vietnameseCounting", "mười lăm"),
        (10, "vietnameseCounting", "mười"),
        (100, "vietnameseCounting", "100"),
        (3, "decimalEnclosedCircle", "③"),
        (5, "chicago", "**"),
        (2, "numberInDash", "- 2 -"),
        (12, "decimalFullWidth", "12"),
        (4, "not a format", "4"),
    ],
)
def test_numbers_are_printed_as_word_prints_them(n: int, number_format: str, expected: str) -> None:
    assert formatted(n, number_format) == expected


@given(
    st.integers(-5, 2_200_000_000),
    st.sampled_from(["upperRoman", "lowerLetter", "chicago", "vietnameseCounting", "custom"]),
)
def test_no_number_prints_without_end(n: int, number_format: str) -> None:
    assert len(formatted(n, number_format, "0001, 0002")) <= 200
