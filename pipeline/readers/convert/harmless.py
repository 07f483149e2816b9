"""Strangers' files made harmless before LibreOffice sees them: no entity, no link, nothing that is fetched or
run."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal
from zipfile import ZipFile

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import ReadError
from pipeline.intake.entities import without_document_type
from pipeline.intake.packages import XmlParts, parsed, xml_parts
from pipeline.readers.convert.html import harmless_page
from pipeline.readers.convert.kinds import WordKind
from pipeline.readers.docx.ooxml import w
from schemas.said import Said

__all__ = ["IMPORT_FILTERS", "SourceKind", "harmless_source", "parsed", "with_parts", "written"]

SourceKind = WordKind | Literal["docx", "xlsx"]

# The largest plans in old formats have some 20 MB, of pictures.
MAX_SOURCE_BYTES: Final = 256 * 2**20

# Of each kind: the suffix LibreOffice knows it by, and the one filter it may be read with, whatever else it
# looks like.
IMPORT_FILTERS: Final[dict[SourceKind, tuple[str, str]]] = {
    "doc": (".doc", "MS Word 97"),
    "rtf": (".rtf", "Rich Text Format"),
    "odt": (".odt", "writer8"),
    "html": (".html", "HTML (StarWriter)"),
    "word_xml": (".xml", "MS Word 2003 XML"),
    "docx": (".docx", "MS Word 2007 XML"),
    "xlsx": (".xlsx", "Calc MS Excel 2007 XML"),
}

_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A piece of another format in a DOCX, a web page say, which nobody has made harmless.
_FOREIGN_PIECE: Final = "/aFChunk"
# What a change that is tracked took out, and the wrappers of what it put in (ISO 29500-1, 17.13.5): a plan is
# read, and so printed, as if all changes were accepted.
_TAKEN_OUT: Final = (w("del"), w("moveFrom"))
_PUT_IN: Final = (w("ins"), w("moveTo"))
_CHANGES: Final = (*_TAKEN_OUT, *_PUT_IN)

_SHEETS: Final = "xl/worksheets/sheet"
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What stands before `pageSetup` in a sheet (ISO 29500-1, 18.3.1.99), of what nearly every sheet has.
_BEFORE_PAGE_SETUP: Final = frozenset(
    _MAIN + name for name in ("sheetData", "mergeCells", "hyperlinks", "printOptions", "pageMargins")
)


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts in place of its own."""
    if not changed:
        return data
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as package, ZipFile(made, "w") as target:
        for entry in package.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/")
            target.writestr(entry, changed[name] if name in changed else package.read(entry))
    return made.getvalue()


def harmless_source(path: Path, kind: SourceKind) -> tuple[bytes, XmlParts]:
    """The bytes of a file as LibreOffice may have them, and what was found in its XML parts on the way.

    Raises `ReadError` (`too_large`, `corrupt`, `encrypted`, `hostile_archive`), and `OSError`.
    """
    if path.stat().st_size > MAX_SOURCE_BYTES:
        raise ReadError("too_large", Said("the file has over {limit} MB", limit=MAX_SOURCE_BYTES // 2**20))
    data, parts = path.read_bytes(), XmlParts()
    if kind == "html":
        data = harmless_page(data)
    elif kind == "word_xml":
        data, left_out = without_document_type(data, "the file")
        parts.left_out = left_out or 0
    elif kind in ("odt", "docx", "xlsx"):
        parts = xml_parts(data)
        changed = {name: parts.blobs[name] for name in parts.cleaned}
        if kind != "odt":
            changed |= dict(_without_links(parts))
        if kind == "xlsx":
            changed |= dict(_one_page_wide(parts))
        data = with_parts(data, changed)
    return data, parts


def _one_page_wide(parts: XmlParts) -> Iterator[tuple[str, bytes]]:
    """The sheets of a workbook set to be printed one page wide, so that no row of a table is cut."""
    for name, blob in parts.blobs.items():
        if name.startswith(_SHEETS):
            root = parsed(blob, name)
            properties = _child(root, "sheetPr", 0)
            _child(properties, "pageSetUpPr", len(properties)).set("fitToPage", "1")
            setup = _child(root, "pageSetup", _place_of_page_setup(root))
            setup.set("fitToWidth", "1")
            setup.set("fitToHeight", "0")
            setup.attrib.pop("scale", "")
            for breaks in list(root.iterchildren(f"{_MAIN}colBreaks")):
                root.remove(breaks)
            yield name, written(root)


def _child(parent: _Element, name: str, place: int) -> _Element:
    """The child of that name, made at a place where there is none."""
    found = parent.find(f"{_MAIN}{name}")
    if found is None:
        found = etree.Element(f"{_MAIN}{name}")
        parent.insert(place, found)
    return found


def _place_of_page_setup(sheet: _Element) -> int:
    """Where `pageSetup` belongs among a sheet's elements."""
    before = [at for at, child in enumerate(sheet) if child.tag in _BEFORE_PAGE_SETUP]
    return before[-1] + 1 if before else len(sheet)


def _without_links(parts: XmlParts) -> Iterator[tuple[str, bytes]]:
    """The parts of an Office Open XML package that lead out of it or keep tracked changes, without these."""
    for name, blob in parts.blobs.items():
        if name.endswith(".rels"):
            yield name, _inner_relations(blob, name)
        elif name.startswith("word/") and any(tag.rpartition("}")[2].encode() in blob for tag in _CHANGES):
            yield name, _with_changes_accepted(blob, name)


def _inner_relations(blob: bytes, name: str) -> bytes:
    """A relationships part without those that lead to other files or addresses, or to foreign pieces."""
    root = parsed(blob, name)
    for relation in list(root.iterchildren(_RELATIONSHIP)):
        if relation.get("TargetMode") == "External" or relation.get("Type", "").endswith(_FOREIGN_PIECE):
            root.remove(relation)
    return written(root)


def _with_changes_accepted(blob: bytes, name: str) -> bytes:
    """A part of a DOCX as if every tracked change were accepted."""
    root = parsed(blob, name)
    for element in list(root.iter(*_TAKEN_OUT)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in list(root.iter(*_PUT_IN)):
        parent = element.getparent()
        if parent is not None:
            at = parent.index(element)
            parent[at : at + 1] = list(element)
    return written(root)


def written(root: _Element) -> bytes:
    """A part with this root."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
