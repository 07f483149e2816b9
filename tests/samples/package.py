"""The DOCX package around a body: styles, numbering, footnotes, header, footer, properties. Fixed dates,
fixed order."""

import io
import zipfile

from .document import MARK_LINE, body_xml, footnotes_xml
from .model import Plan
from .wordml import Style, page_number, paragraph

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
MADE = "2024-01-01T00:00:00Z"
ZIP_TIME = (2024, 1, 1, 0, 0, 0)
FONT = "Times New Roman"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARTS = {
    "styles": "rId1",
    "settings": "rId2",
    "numbering": "rId3",
    "footnotes": "rId4",
    "header1": "rId10",
    "footer1": "rId11",
    "header2": "rId12",
}


def docx_parts(plan: Plan) -> dict[str, str]:
    """Every part of the package by its name, in the order they are stored."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(plan),
        "word/document.xml": f"{XML}<w:document {SPACES}><w:body>{body_xml(plan)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": _styles(plan),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        "word/footnotes.xml": _footnotes(plan),
        "word/header1.xml": f"{XML}<w:hdr {SPACES}>{page_number(Style(size=13, align='center'))}</w:hdr>",
        "word/header2.xml": f"{XML}<w:hdr {SPACES}>{paragraph('', Style(size=13))}</w:hdr>",
        "word/footer1.xml": (
            f"{XML}<w:ftr {SPACES}>{paragraph(MARK_LINE, Style(size=9, italic=True, align='center'))}</w:ftr>"
        ),
    }


def docx_bytes(plan: Plan) -> bytes:
    """The package as a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in docx_parts(plan).items():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


def _content_types() -> str:
    kinds = {"document": "document.main"} | {name: name.rstrip("12") for name in PARTS}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    core = (
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    relations = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    default = f'{relations}<Default Extension="xml" ContentType="application/xml"/>'
    return f'{XML}<Types xmlns="{P}/content-types">{default}{overrides}{core}</Types>'


def _package_relations() -> str:
    document = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    core = (
        f'<Relationship Id="rId2" Type="{P}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/>'
    )
    return f'{XML}<Relationships xmlns="{P}/relationships">{document}{core}</Relationships>'


def _document_relations() -> str:
    lines = "".join(
        f'<Relationship Id="{number}" Type="{R}/{name.rstrip("12")}" Target="{name}.xml"/>'
        for name, number in PARTS.items()
    )
    return f'{XML}<Relationships xmlns="{P}/relationships">{lines}</Relationships>'


def _core(plan: Plan) -> str:
    spaces = (
        f'xmlns:cp="{P}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{MADE}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    title = f"<dc:title>{MARK_LINE}: {plan.slug}</dc:title><dc:creator>kehoach</dc:creator>"
    return f"{XML}<cp:coreProperties {spaces}>{title}{dates}</cp:coreProperties>"


def _styles(plan: Plan) -> str:
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    size = round(plan.form.size * 2)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    # Offices number their section headings through the style: the paragraph itself says nothing of a list.
    heading = (
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name '
        'w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    notes = (
        '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
        '<w:basedOn w:val="Normal"/></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference">'
        '<w:name w:val="footnote reference"/><w:rPr>'
        '<w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    return f"{XML}<w:styles {SPACES}>{defaults}{normal}{heading}{notes}</w:styles>"


def _settings() -> str:
    notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    uri = "http://schemas.microsoft.com/office/word"
    compat = f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
    return f"{XML}<w:settings {SPACES}>{notes}{compat}</w:settings>"


def _level(number: int, form: str, text: str, suffix: str = "space", style: str = "") -> str:
    indent = (
        '<w:ind w:left="0" w:firstLine="720"/>'
        if suffix == "space"
        else '<w:ind w:left="0" w:firstLine="0"/>'
    )
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt '
        f'w:val="{form}"/>{linked}<w:suff w:val="{suffix}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr></w:lvl>'
    )


def _numbering() -> str:
    outline = _level(0, "upperRoman", "%1.", style="Heading1") + _level(1, "decimal", "%2.")
    outline += _level(2, "decimal", "%2.%3.") + _level(3, "lowerLetter", "%4)")
    dashes = _level(0, "bullet", "-")
    rows = _level(0, "upperRoman", "%1", "nothing") + _level(1, "decimal", "%2", "nothing")
    lists = (outline, dashes, rows)
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for i, levels in enumerate(lists)
    )
    numbers = "".join(
        f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(lists))
    )
    return f"{XML}<w:numbering {SPACES}>{abstract}{numbers}</w:numbering>"


def _footnotes(plan: Plan) -> str:
    kinds = ((-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator"))
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for number, kind, mark in kinds
    )
    return f"{XML}<w:footnotes {SPACES}>{rules}{footnotes_xml(plan)}</w:footnotes>"
