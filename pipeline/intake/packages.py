"""Packages of Office Open XML (DOCX, XLSX): a stranger's archive, unpacked safely.

Its directory is added up before anything is unpacked, unpacking is counted as it goes, only XML parts are
unpacked at all, and their document types are taken out (so that there is no entity to resolve).
"""

import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree
from lxml.etree import _Element

from pipeline.errors import ReadError, read_error
from pipeline.intake.entities import without_document_type
from schemas.layout import ReaderNote
from schemas.said import Said

# A package may unpack to this many times its size: real plans reach 51 (DESIGN.md, Security).
MAX_EXPANSION: Final = 100
# XML that lxml holds as a tree takes some ten times its size in memory; a plan of 300 pages has 10 MB.
MAX_XML_BYTES: Final = 256 * 2**20
# A package has some 20 parts, one with a header for each section and charts a few hundred.
MAX_XML_PARTS: Final = 4_000
# A picture or workbook in a package; a scanned page of 300 dpi in colour has some 25 MB.
MAX_BINARY_BYTES: Final = 64 * 2**20
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    UnicodeError,
    ValueError,
)

WORKBOOK_DAMAGE: Final = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    zipfile.BadZipFile,
    etree.LxmlError,
    OSError,
)
"""What openpyxl raises of a damaged workbook."""
_OLE_MAGIC: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_MAGIC: Final = b"PK"
_ENCRYPTED_FLAG: Final = 0x1
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
# ISO 29500 strict names the same elements in other namespaces.
_STRICT: Final = (
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


@dataclass(slots=True)
class XmlParts:
    """The XML parts of a package by name, without document types: which had one, and how many references left
    with it; and the package's bytes, for its other parts."""

    blobs: dict[str, bytes] = field(default_factory=dict)
    cleaned: set[str] = field(default_factory=set)
    left_out: int = 0
    data: bytes = b""

    def notes(self) -> list[ReaderNote]:
        """What is to be said of the references that were left out."""
        if not self.left_out:
            return []
        return [
            ReaderNote(
                "entity_left_out",
                Said.of_count(
                    "{count} reference to an entity of the file's own was left out",
                    "{count} references to entities of the file's own were left out",
                    count=self.left_out,
                ),
            )
        ]


def read_parts(path: Path) -> XmlParts:
    """The XML parts of an Office Open XML package, within the limits.

    Raises `ReadError`: `unreadable`, `empty_file`, `encrypted` (a password), `unsupported_type` (another kind
    of file), `hostile_archive` (unpacks to over `MAX_EXPANSION` times its size), `too_large`, `corrupt`
    (everything else).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise read_error(error) from error
    _check_kind(data)
    return xml_parts(data)


def xml_parts(data: bytes) -> XmlParts:
    """The XML parts of any package, within the limits.

    Raises `ReadError` (`encrypted`, `hostile_archive`, `too_large`, `corrupt`) as `read_parts` does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpack(archive, budget=MAX_EXPANSION * len(data))
    except _DAMAGE as error:
        raise ReadError("corrupt", Said("the package is damaged: {error}", error=error)) from error
    parts.data = data
    return parts


def binary_part(data: bytes, name: str) -> bytes | None:
    """One part of a package as it is; None where there is none of that name, one that is damaged, or too
    large to unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive, name, min(MAX_BINARY_BYTES, MAX_EXPANSION * len(data)))
    except _DAMAGE:
        return None


def _unpacked(archive: zipfile.ZipFile, name: str, budget: int) -> bytes | None:
    entries = {entry.filename.replace("\\", "/").lstrip("/").lower(): entry for entry in archive.infolist()}
    entry = entries.get(name.lower())
    if entry is None or entry.flag_bits & _ENCRYPTED_FLAG:
        return None
    with archive.open(entry) as stream:
        blob = stream.read(budget + 1)
    return blob if len(blob) <= budget else None


def _check_kind(data: bytes) -> None:
    """Name the files that are no package at all, each with its own reason."""
    if not data:
        raise ReadError("empty_file", Said("the file holds no bytes"))
    if data.startswith(_OLE_MAGIC):
        if _ENCRYPTED_STREAM in data:
            raise ReadError("encrypted", Said("the document is protected by a password"))
        raise ReadError(
            "unsupported_type", Said("the file is an old Office document (Word 97), not a DOCX package")
        )
    if not data.startswith(_ZIP_MAGIC):
        raise ReadError("corrupt", Said("the file is not a DOCX package (no ZIP archive)"))


def parsed(blob: bytes, name: str, *, bare: bool = False) -> _Element:
    """The root of an XML part, no entity resolved and nothing fetched; `bare` leaves comments and processing
    instructions out. Raises `ReadError` (`corrupt`) for one that is not well-formed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=bare, remove_pis=bare
    )
    try:
        return etree.fromstring(blob, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            "corrupt", Said("{name} is not well-formed XML: {error}", name=name, error=error.msg)
        ) from error


def _unpack(archive: zipfile.ZipFile, budget: int) -> XmlParts:
    """The XML parts. `budget` binds the directory's sum of all entries and, again, what is really
    unpacked."""
    entries = [entry for entry in archive.infolist() if entry.filename and not entry.is_dir()]
    if sum(entry.file_size for entry in entries) > budget:
        raise ReadError(
            "hostile_archive",
            Said("the package would unpack to over {limit} times its size", limit=MAX_EXPANSION),
        )
    wanted = [entry for entry in entries if entry.filename.lower().endswith((".xml", ".rels"))]
    if len(wanted) > MAX_XML_PARTS:
        raise ReadError("hostile_archive", Said("the package has over {limit} parts", limit=MAX_XML_PARTS))
    if sum(entry.file_size for entry in wanted) > MAX_XML_BYTES:
        raise ReadError(
            "too_large",
            Said("the document has over {limit} MB of text and markup", limit=MAX_XML_BYTES // 2**20),
        )
    parts = XmlParts()
    for entry in wanted:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise ReadError("encrypted", Said("the package is protected by a password"))
        with archive.open(entry) as stream:
            # At most so much is unpacked, whatever the entry's bytes would give; the directory was added up.
            blob = stream.read(entry.file_size + 1)
        budget -= len(blob)
        if budget < 0:
            raise ReadError(
                "hostile_archive",
                Said("the package unpacks to over {limit} times its size", limit=MAX_EXPANSION),
            )
        name = entry.filename.replace("\\", "/").lstrip("/")
        cleaned, left_out = without_document_type(_transitional(blob), name)
        parts.blobs[name] = cleaned
        if left_out is not None:
            parts.cleaned.add(name)
            parts.left_out += left_out
    return parts


def _transitional(blob: bytes) -> bytes:
    """A part of the standard's strict form with the namespaces that every program reads."""
    if b"purl.oclc.org" in blob:
        for strict, transitional in _STRICT:
            blob = blob.replace(strict, transitional)
    return blob
