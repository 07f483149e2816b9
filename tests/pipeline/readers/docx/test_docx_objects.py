"""What a document shows that is no text of its own: embedded files and pictures, each told and, where it can
be, read."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2 as pdfium
import pytest
from openpyxl.styles import Border, Side

from pipeline.readers.docx import read_docx, resolve_node
from pipeline.readers.ocr import engine
from pipeline.readers.pdf import read_pdf
from schemas.layout import Layout, Paragraph, Span, Table
from tests.pipeline.readers.docx_building import R, cell, docx_parts, packed, par, row, run, table

SAMPLE = Path("data/raw")
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
ROWS = [["STT", "Nhiệm vụ", "Chủ trì"], ["1", "Rà soát thủ tục", "Phòng Nội vụ"]]
needs_tesseract = pytest.mark.skipif(
    engine.unavailable() is not None, reason="tesseract with Vietnamese data is not installed"
)


def workbook() -> bytes:
    """A workbook whose second sheet is shown, with a table in boxes; the first has another text."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Bản cũ"
    sheet: Any = book.create_sheet()
    book.active = 1
    side = Side(style="thin")
    for r, texts in enumerate(ROWS, 1):
        for c, text in enumerate(texts, 1):
            sheet.cell(r, c, text).border = Border(left=side, right=side, top=side, bottom=side)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ole(program: str = "Excel.Sheet.12") -> str:
    """An embedded object with its image, as Word writes it."""
    return (
        '<w:r><w:object><v:shape style="width:400pt;height:300pt"><v:imagedata r:id="rIdImage"/></v:shape>'
        f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="{program}" '
        'r:id="rIdPart"/></w:object></w:r>'
    )


def picture(width: float, height: float) -> str:
    """A picture shown at that size in points."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width * 12700:.0f}" cy="{height * 12700:.0f}"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData><a:blip r:embed="rIdPart"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def vml_picture(style: str) -> str:
    return f'<w:r><w:pict><v:shape style="{style}"><v:imagedata r:id="rIdPart"/></v:shape></w:pict></w:r>'


def chart(width: float, height: float) -> str:
    return picture(width, height).replace(
        '<a:blip r:embed="rIdPart"/>', f'<c:chart xmlns:c="{DRAWING}/chart" r:id="rIdPart"/>'
    )


def file_with(folder: Path, body: str, name: str, blob: bytes | None) -> Path:
    """A DOCX file with one part of that name, to which `rIdPart` refers."""
    parts = docx_parts(body)
    link = f'<Relationship Id="rIdPart" Type="{R}/package" Target="{name}"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    if blob is not None:
        parts[f"word/{name}"] = blob
    path = folder / "plan.docx"
    path.write_bytes(packed(parts))
    return path


def read(folder: Path, body: str, name: str = "embeddings/a.bin", blob: bytes | None = None) -> Layout:
    return read_docx(file_with(folder, body, name, blob))


def codes(layout: Layout) -> list[str]:
    return [note.code for note in layout.notes]


def test_an_embedded_workbook_is_read_where_it_stands_and_told(tmp_path: Path) -> None:
    body = par("Trước") + par(ole()) + par("Sau")
    path = file_with(tmp_path, body, "embeddings/book.xlsx", workbook())
    layout = read_docx(path)
    before, inner, after = layout.blocks
    assert isinstance(before, Paragraph)
    assert isinstance(inner, Table)
    assert isinstance(after, Paragraph)
    assert [[c.text if c else "" for c in line] for line in inner.grid()] == ROWS
    assert codes(layout) == ["embedded_document"]
    assert "Excel.Sheet.12" in layout.notes[0].message
    [node] = inner.grid()[1][1].paragraphs[0].places()  # type: ignore[union-attr]
    assert node == "body/p[2]/r[1]/object[1]/OLEObject[1]/sheet[2]/B2"
    assert resolve_node(path, str(node)) == "Rà soát thủ tục"


@pytest.mark.parametrize("body", [par(ole("Word.Document.12")), '<w:altChunk r:id="rIdPart"/>'])
def test_an_embedded_document_is_read_once_deep(tmp_path: Path, body: str) -> None:
    deepest = packed(docx_parts(par("Ba")))
    (tmp_path / "inner").mkdir()
    inner = file_with(tmp_path / "inner", par("Hai") + par(ole("Word.Document.12")), "b.docx", deepest)
    layout = read(tmp_path, par("Một") + body, "embeddings/c.docx", inner.read_bytes())
    assert [p.text for p in layout.paragraphs()] == ["Một", "Hai"]
    assert codes(layout) == ["embedded_document"]


@pytest.mark.parametrize(
    "blob",
    [None, b"", b"PK\x03\x04 damaged xl/workbook.xml", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)],
    ids=["missing", "empty", "damaged", "an old workbook"],
)
def test_an_object_that_cannot_be_read_is_told(tmp_path: Path, blob: bytes | None) -> None:
    layout = read(tmp_path, par(run("Rà soát") + ole()), blob=blob)
    assert [p.text for p in layout.paragraphs()] == ["Rà soát"]
    assert codes(layout) == ["embedded_document"]
    assert "not read" in layout.notes[0].message


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (par(picture(450, 200)), ["picture_not_read"]),
        (par(vml_picture("position:absolute;width:6in;height:200pt")), ["picture_not_read"]),
        (par(chart(450, 200)), ["picture_not_read"]),
        (table(row(cell(par(picture(450, 200)))), columns=1), ["picture_not_read"]),
        (par(picture(80, 80)), []),
        (par(vml_picture("width:80pt;height:80pt")), []),
    ],
    ids=["a drawing", "an old picture", "a chart", "in a cell", "a logo", "an old logo"],
)
def test_a_large_picture_that_is_not_read_is_told(tmp_path: Path, body: str, expected: list[str]) -> None:
    layout = read(tmp_path, par("Rà soát") + body, "media/a.png", b"\x89PNG no picture")
    assert codes(layout) == expected


@needs_tesseract
def test_a_table_pasted_as_a_picture_is_recognised(tmp_path: Path) -> None:
    source = next(path for path in sorted(SAMPLE.rglob("*.pdf")) if first_table(path))
    place = first_table(source)
    assert place is not None
    page = pdfium.PdfDocument(source)[place.page - 1]
    scale = 200 / 72
    box = tuple(int(side * scale) for side in (place.x0 - 4, place.y0 - 4, place.x1 + 4, place.y1 + 4))
    out = io.BytesIO()
    page.render(scale=scale).to_pil().crop(box).save(out, "PNG")
    body = par("Trước") + par(picture(place.x1 - place.x0 + 8, place.y1 - place.y0 + 8)) + par("Sau")
    layout = read(tmp_path, body, "media/a.png", out.getvalue())
    assert codes(layout) == ["picture_recognised"]
    [inner] = [block for block in layout.blocks if isinstance(block, Table)]
    assert inner.n_cols == first_grid(source).n_cols
    assert {place for p in layout.paragraphs() for place in p.places()} == {
        "body/p[1]",
        "body/p[2]/r[1]/drawing[1]/inline[1]/graphic[1]/graphicData[1]/blip[1]",
        "body/p[3]",
    }


def first_grid(path: Path) -> Table:
    """The first ruled table of a PDF."""
    return next(block for block in read_pdf(path).blocks if isinstance(block, Table) and block.ruled)


def first_table(path: Path) -> Span | None:
    """Where the first ruled table of a PDF begins, if it is wide and not high: quick to recognise."""
    found = next((b for b in read_pdf(path).blocks if isinstance(b, Table) and b.ruled), None)
    place = found.places[0] if found is not None and len(found.places) == 1 else None
    return place if isinstance(place, Span) else None
