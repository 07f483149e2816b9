"""DOCX packages for tests, from raw WordprocessingML."""

import io
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": R,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "nobody": "http://example.org/nobody-knows-this",
    }.items()
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "settings": "settings",
    "header": "hdr",
    "footer": "ftr",
}


def docx_parts(body: str, **others: str) -> dict[str, bytes]:
    """The package's parts by name. A keyword is a part: `styles="…"`, `header1="…"`, with id
    `rId_header1`."""
    kinds = {name: name.rstrip("0123456789") for name in others}
    relations = "".join(
        f'<Relationship Id="rId_{name}" Type="{R}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/document.xml" '
        f'ContentType="{MAIN}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
        ),
    }
    for name, content in others.items():
        root = _ROOTS[kinds[name]]
        parts[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return {name: text.encode() for name, text in parts.items()}


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)
    return out.getvalue()


def docx_file(folder: Path, body: str, **others: str) -> Path:
    """A DOCX file with that body and those parts."""
    path = folder / "plan.docx"
    path.write_bytes(packed(docx_parts(body, **others)))
    return path


def run(text: str, properties: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str, properties: str = "") -> str:
    """A paragraph of runs, or of plain text."""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def item(text: str, num_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return par(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')


def level(index: int, number_format: str, text: str, extra: str = "", start: int = 1) -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


def one_list(*levels: str) -> str:
    """The numbering part of one list, number 1."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def cell(content: str, properties: str = "") -> str:
    """A table cell of paragraphs, or of plain text."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else par(content)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int, properties: str = "") -> str:
    """A table."""
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>"
        f"{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def field(instruction: str, result: str) -> str:
    """A complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
