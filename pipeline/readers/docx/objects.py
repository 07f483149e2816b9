"""What a document shows that is no text of its own: embedded workbooks and documents, and pictures.

An embedded workbook or document is read as a file of its kind is, and stands where its picture stands. A
picture that is as large as a table may be one: it goes to OCR where that is installed, and what comes out
stands in its place if it is sound Vietnamese. A warning names each of them, read or not, since what Word
shows in its place is only an image of it. Nothing is started or followed: programs, links and old binary
objects stay closed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml.etree import _Element

from pipeline.errors import ReadError
from pipeline.readers.docx.ooxml import A_NS, O_NS, R_NS, V_NS, WP_NS, child, local_name, points, w
from pipeline.readers.docx.package import DocxPackage
from pipeline.readers.text_quality import judge
from schemas.layout import Block, Layout, Paragraph, Piece, ReaderNote, Table
from schemas.said import Said

OLE_OBJECT: Final = f"{{{O_NS}}}OLEObject"
CHUNK: Final = w("altChunk")
BLIP: Final = f"{{{A_NS}}}blip"
IMAGE_DATA: Final = f"{{{V_NS}}}imagedata"
# Charts and diagrams are drawn from parts of their own; what they say is not read.
DRAWN_PARTS: Final = frozenset(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}}}{element}"
    for name, element in (("chart", "chart"), ("diagram", "relIds"))
)
_EXTENT: Final = f"{{{WP_NS}}}extent"
_RELATION: Final = (f"{{{R_NS}}}id", f"{{{R_NS}}}embed")
_EMU_IN_POINT: Final = 12_700
_STYLE_MEASURE: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]{1,12}[a-z]{0,2})")
_A4: Final = (595.0, 842.0)

# A picture over this share of the page may be a table pasted as one; state emblems, logos and stamps were
# seen to have under 0.02 (as for pictures in PDFs).
PICTURE_SHARE: Final = 0.1
# So many pictures of a document are recognised, one to three seconds each; the others are told.
MAX_PICTURES: Final = 30
# A document that embeds more than this is none that is read.
MAX_OBJECTS: Final = 200

ReadEmbedded = Callable[[bytes], Layout]


@dataclass(slots=True)
class Objects:
    """Reads the objects and pictures of one document as they are met, and says so in `notes`. `read_document`
    reads an embedded DOCX; None where this document is an embedded one itself."""

    package: DocxPackage
    sections: list[_Element]
    read_document: ReadEmbedded | None
    notes: list[ReaderNote] = field(default_factory=list)
    _objects: int = 0
    _pictures: int = 0

    def read(self, element: _Element, place: str) -> list[Block]:
        """The blocks of an object or picture that stands at `place`."""
        if element.tag in (OLE_OBJECT, CHUNK):
            return self._object(element, place)
        return self._picture(element, place)

    def _object(self, element: _Element, place: str) -> list[Block]:
        program = element.get("ProgID") or local_name(element)
        self._objects += 1
        try:
            layout = self._embedded(element) if self._objects <= MAX_OBJECTS else None
        except ReadError as error:
            said = Said(
                "an embedded object ({program}) was not read: {error}", program=program, error=error.message
            )
            return self._tell("embedded_document", said)
        if layout is None or not layout.blocks:
            return self._tell(
                "embedded_document", Said("an embedded object ({program}) was not read", program=program)
            )
        self._tell(
            "embedded_document",
            Said("an embedded object ({program}) was read as a part of the text", program=program),
        )
        return [moved(block, f"{place}/") for block in layout.blocks]

    def _embedded(self, element: _Element) -> Layout | None:
        """The layout of an embedded package, None where it is of another kind."""
        from pipeline.readers.spreadsheet import read_embedded_sheet

        blob = self._blob(element)
        if blob is None or not blob.startswith(b"PK"):
            return None
        if b"xl/workbook.xml" in blob:
            return read_embedded_sheet(blob)
        if b"word/document.xml" in blob and self.read_document is not None:
            return self.read_document(blob)
        return None

    def _picture(self, element: _Element, place: str) -> list[Block]:
        width, height = _size(element)
        share = width * height / self._page_area()
        if share < PICTURE_SHARE:
            return []
        self._pictures += 1
        percent = 100 * min(share, 1)
        is_image = element.tag not in DRAWN_PARTS and self._pictures <= MAX_PICTURES
        blob = self._blob(element) if is_image else None
        try:
            layout = None if blob is None else _recognised(blob, width)
        except ReadError as error:
            said = Said(
                "a picture that covers {percent:.0f} % of a page was not read: {error}",
                percent=percent,
                error=error.message,
            )
            return self._tell("picture_not_read", said)
        if layout is None:
            return self._tell(
                "picture_not_read",
                Said("a picture that covers {percent:.0f} % of a page was not read", percent=percent),
            )
        self._tell(
            "picture_recognised",
            Said("a picture that covers {percent:.0f} % of a page was read by OCR", percent=percent),
        )
        return [_standing_at(block, place) for block in layout.blocks]

    def _blob(self, element: _Element) -> bytes | None:
        named = next((name for name in map(element.get, _RELATION) if name), None)
        return None if named is None else self.package.binary(named)

    def _page_area(self) -> float:
        size = next((found for s in self.sections if (found := child(s, "pgSz")) is not None), None)
        sides = [points(size.get(w(name))) for name in ("w", "h")] if size is not None else []
        width, height = (side or usual for side, usual in zip(sides or (None, None), _A4, strict=True))
        return width * height

    def _tell(self, code: str, message: Said) -> list[Block]:
        self.notes.append(ReaderNote(code, message))
        return []


def _recognised(blob: bytes, width: float) -> Layout | None:
    """What OCR reads in a picture that is shown `width` points wide; None where it is no sound Vietnamese."""
    from pipeline.readers.ocr import read_shown_picture

    layout = read_shown_picture(blob, width)
    text = " ".join(paragraph.text for paragraph in layout.paragraphs())
    doubted = any(note.code == "low_ocr_confidence" for note in layout.notes)
    return layout if text and not doubted and judge(text) == "good" else None


def _size(element: _Element) -> tuple[float, float]:
    """The width and height in points at which a picture is shown; 0 where nothing says so."""
    at: _Element | None = element
    while at is not None and at.tag != w("r"):
        extent = at.find(_EXTENT)
        if extent is not None:
            return _emu(extent.get("cx")), _emu(extent.get("cy"))
        if local_name(at) in ("shape", "rect"):
            sides = dict(_STYLE_MEASURE.findall(at.get("style") or ""))
            return points(sides.get("width")) or 0.0, points(sides.get("height")) or 0.0
        at = at.getparent()
    return 0.0, 0.0


def _emu(text: str | None) -> float:
    return int(text) / _EMU_IN_POINT if text and text.isdecimal() and len(text) <= len("9" * 10) else 0.0


def moved(block: Block, prefix: str) -> Block:
    """A block of an embedded file, its places under the place where the file is embedded."""
    return _placed(block, lambda place: f"{prefix}{place}")


def _standing_at(block: Block, node: str) -> Block:
    """A block that was recognised in a picture, all of it at the picture's node."""
    return _placed(block, lambda _: node)


def _placed(block: Block, place: Callable[[object], str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, pieces=tuple(_pieces(block, place)))
    cells = tuple(
        replace(
            cell,
            paragraphs=tuple(replace(p, pieces=tuple(_pieces(p, place))) for p in cell.paragraphs),
            tables=tuple(t for inner in cell.tables if isinstance(t := _placed(inner, place), Table)),
        )
        for cell in block.cells
    )
    return replace(block, cells=cells, places=tuple(dict.fromkeys(map(place, block.places))))


def _pieces(paragraph: Paragraph, place: Callable[[object], str]) -> Iterator[Piece]:
    """The paragraph's pieces at their new places, neighbours at one place as one."""
    last: Piece | None = None
    for piece in paragraph.pieces:
        found = place(piece.place)
        if last is not None and last.place == found:
            last = Piece(last.start, piece.end, found)
            continue
        if last is not None:
            yield last
        last = Piece(piece.start, piece.end, found)
    if last is not None:
        yield last
