"""WordprocessingML of paragraphs, runs and tables, as strings: the same input gives the same bytes on every
machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from .labels import FOOTNOTE_CALL

TWIPS_PER_MM = 56.7
RAISED = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; sizes in points, indents and spaces in twips."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    exact: bool = False
    keep: bool = False
    style: str = ""
    numbering: tuple[int, int] | None = None
    rule: str = ""
    cut: bool = False


def paragraph(text: str | Sequence[str], style: Style, section: str = "") -> str:
    """A paragraph; of several texts each begins on a new line (soft break). `section` is the sectPr that ends
    here."""
    lines = [text] if isinstance(text, str) else list(text)
    runs = "<w:r><w:br/></w:r>".join("".join(_runs(line, style)) for line in lines)
    return f"<w:p>{_paragraph_properties(style, section)}{runs}</w:p>"


def page_number(style: Style) -> str:
    """A paragraph with the page's number."""
    look = _run_properties(style)
    parts = [
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>2</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ]
    return f"<w:p>{_paragraph_properties(style)}{''.join(f'<w:r>{look}{part}</w:r>' for part in parts)}</w:p>"


def footnote(number: int, text: str, style: Style) -> str:
    """A footnote with its mark."""
    mark = f"<w:r>{RAISED}<w:footnoteRef/></w:r>"
    text = f" {text}"
    return (
        f'<w:footnote w:id="{number}"><w:p>'
        f"{_paragraph_properties(style)}{mark}{''.join(_runs(text, style))}</w:p></w:footnote>"
    )


@dataclass(frozen=True)
class TableCell:
    """A cell: its paragraphs (XML), how many columns it covers, and its part in a vertical merge ("",
    restart, continue)."""

    paragraphs: str
    columns: int = 1
    merge: str = ""
    middle: bool = False


def table(widths: Sequence[int], rows: Iterable[str], ruled: bool) -> str:
    """A table of these column widths (twips)."""
    edge = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' if ruled else '<w:{0} w:val="nil"/>'
    borders = "".join(edge.format(side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margin = 85 if ruled else 0
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc '
        f'w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{margin}" '
        f'w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def table_row(cells: Iterable[TableCell], widths: Sequence[int], repeated: bool = False) -> str:
    """A row; a repeated one stands again at the top of every page the table runs over."""
    column, out = 0, []
    for cell in cells:
        width = sum(widths[column : column + cell.columns])
        column += cell.columns
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[cell.merge]
        middle = '<w:vAlign w:val="center"/>' if cell.middle else ""
        out.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
            f"{span}{merge}{middle}</w:tcPr>{cell.paragraphs}</w:tc>"
        )
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if repeated else ""
    return f"<w:tr>{properties}{''.join(out)}</w:tr>"


def _runs(text: str, style: Style) -> Iterable[str]:
    look = _run_properties(style)
    for index, part in enumerate(FOOTNOTE_CALL.split(text)):
        if index % 2:
            yield f'<w:r>{RAISED}<w:footnoteReference w:id="{part}"/></w:r>'
            continue
        for piece in _cut(part) if style.cut else ([part] if part else []):
            yield f'<w:r>{look}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'


# Lengths of the runs into which an editor cuts a text: uneven, and in the middle of words.
CUT_LENGTHS = (23, 7, 41, 3, 16)


def _cut(text: str) -> list[str]:
    pieces, at, turn = [], 0, 0
    while at < len(text):
        length = CUT_LENGTHS[turn % len(CUT_LENGTHS)]
        pieces.append(text[at : at + length])
        at, turn = at + length, turn + 1
    return pieces


def _run_properties(style: Style) -> str:
    flags = "".join(f"<w:{name}/>" for name, on in (("b", style.bold), ("i", style.italic)) if on)
    size = f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
    line = '<w:u w:val="single"/>' if style.underline else ""
    return f"<w:rPr>{flags}{size}{line}</w:rPr>"


def _paragraph_properties(style: Style, section: str = "") -> str:
    parts = [
        f'<w:pStyle w:val="{style.style}"/>' if style.style else "",
        "<w:keepNext/>" if style.keep else "",
    ]
    if style.numbering:
        number, level = style.numbering
        parts.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    if style.rule:
        parts.append(f'<w:pBdr><w:{style.rule} w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>')
    rule = "exact" if style.exact else "auto"
    parts.append(
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" '
        f'w:line="{style.line}" w:lineRule="{rule}"/>'
    )
    if style.first or style.left or style.right:
        hang = f'w:hanging="{-style.first}"' if style.first < 0 else f'w:firstLine="{style.first}"'
        parts.append(f'<w:ind w:left="{style.left}" w:right="{style.right}" {hang}/>')
    parts.append(f'<w:jc w:val="{style.align}"/>')
    # The paragraph mark's look is also that of a generated list number.
    return f"<w:pPr>{''.join(parts)}{_run_properties(style)}{section}</w:pPr>"
