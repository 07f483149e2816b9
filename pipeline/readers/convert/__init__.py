"""Reading what word processors wrote before and beside DOCX: LibreOffice converts it, the DOCX reader reads
the result.

from pipeline.readers.convert import read_converted, word_kind
layout = read_converted(Path("plan.doc"), word_kind(Path("plan.doc")))
"""

import io
from dataclasses import replace
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from pipeline.errors import ReadError
from pipeline.intake.entities import without_document_type
from pipeline.intake.packages import XmlParts, xml_parts
from pipeline.readers.convert.html import harmless_page
from pipeline.readers.convert.kinds import PackageKind, WordKind, package_kind, word_kind
from pipeline.readers.convert.libreoffice import TIME_LIMIT, converted_to_docx, find_libreoffice
from pipeline.readers.docx import read_docx
from schemas.layout import Layout, SourceFormat
from schemas.said import Said

__all__ = [
    "PackageKind",
    "WordKind",
    "find_libreoffice",
    "package_kind",
    "read_converted",
    "source_format",
    "word_kind",
]

# The largest plans in old formats have some 20 MB, of pictures.
MAX_SOURCE_BYTES: Final = 256 * 2**20

# Of each kind: the suffix LibreOffice knows it by, and the one filter it may be read with, whatever else it
# looks like.
_FILTERS: Final[dict[WordKind, tuple[str, str]]] = {
    "doc": (".doc", "MS Word 97"),
    "rtf": (".rtf", "Rich Text Format"),
    "odt": (".odt", "writer8"),
    "html": (".html", "HTML (StarWriter)"),
    "word_xml": (".xml", "MS Word 2003 XML"),
}


def source_format(kind: WordKind) -> SourceFormat:
    """The format that the datasets name: Word 2003's XML is Word's old form too."""
    return "doc" if kind == "word_xml" else kind


def read_converted(path: Path, kind: WordKind, *, time_limit: float = TIME_LIMIT) -> Layout:
    """The layout of a file that LibreOffice reads; its nodes are places in the DOCX that LibreOffice makes of
    it.

    Raises `ReadError`: `converter_unavailable` without LibreOffice, `converter_failed` and `machine` where
    the conversion failed for no fault of the file, `timeout`, `too_large`, `corrupt`; and what `read_docx`
    raises.
    """
    if path.stat().st_size > MAX_SOURCE_BYTES:
        raise ReadError("too_large", Said("the file has over {limit} MB", limit=MAX_SOURCE_BYTES // 2**20))
    suffix, import_filter = _FILTERS[kind]
    data = path.read_bytes()
    parts = XmlParts()
    if kind == "html":
        data = harmless_page(data)
    elif kind == "odt":
        parts = xml_parts(data)
        data = _with_parts(data, parts)
    elif kind == "word_xml":
        data, left_out = without_document_type(data, "the file")
        parts.left_out = left_out or 0
    with converted_to_docx(data, suffix, import_filter, time_limit=time_limit) as docx:
        layout = read_docx(docx)
    return replace(layout, source_format=source_format(kind), notes=(*parts.notes(), *layout.notes))


def _with_parts(data: bytes, parts: XmlParts) -> bytes:
    """The package with those parts whose document type was taken out in place of its own."""
    if not parts.cleaned:
        return data
    made = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as package, ZipFile(made, "w") as target:
        for entry in package.infolist():
            name = entry.filename.replace("\\", "/").lstrip("/")
            target.writestr(entry, parts.blobs[name] if name in parts.cleaned else package.read(entry))
    return made.getvalue()
