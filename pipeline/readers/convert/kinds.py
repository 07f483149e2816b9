"""What an office file is, told by its content: a `.doc` may be Word 97, RTF, a web page, XML or a package."""

import io
import re
import struct
from pathlib import Path
from typing import Final, Literal
from zipfile import BadZipFile, ZipFile

import olefile

from pipeline.errors import ReadError, is_of_the_machine
from pipeline.readers.convert.html import is_web_archive
from schemas.said import Said

WordKind = Literal["doc", "rtf", "odt", "html", "word_xml"]
PackageKind = Literal["docx", "xlsx", "odt", "bundle"]

OLE_MAGIC: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 4096
# In so many first bytes of a text in UTF-16 there is a zero.
_UTF16_LOOK: Final = 64
# Longer than any name of a media type that is read (bytes).
_MOST_MIMETYPE: Final = 256
# A page's first element, after blanks, comments and an XML declaration (linear: each part ends at a fixed
# sign).
_PAGE: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div|p|font|center)\b", re.IGNORECASE
)
_WORD_XML: Final = (b"http://schemas.microsoft.com/office/word/2003/wordml",)
_FLAT_PACKAGE: Final = b"http://schemas.microsoft.com/office/2006/xmlPackage"

_ODT: Final = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
_ODF_ENCRYPTION: Final = b"encryption-data"
_MOST_MANIFEST: Final = 4 * 2**20

# [MS-DOC] 2.5.2, FibBase: the bit of the flags at offset 10 that says the document is encrypted.
_FIB_FLAGS: Final = struct.Struct("<10xH")
_FIB_ENCRYPTED: Final = 0x0100
# Streams of other programs' files, each with what the file is and what to do.
_OTHERS: Final = {
    "Workbook": Said("the file is an old Excel workbook; save it as XLSX"),
    "Book": Said("the file is an old Excel workbook; save it as XLSX"),
    "PowerPoint Document": Said("the file is a presentation"),
    "__properties_version1.0": Said("the file is a mail message; save its attachments as files"),
}


def word_kind(path: Path) -> WordKind | None:
    """What LibreOffice is to convert, None where the content is no word processor's (a package is
    `package_kind`'s to tell).

    Raises `ReadError`: `encrypted`, `unsupported_type` for the file of another office program, `corrupt`, and
    `OSError`.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(OLE_MAGIC):
        return _ole_kind(path)
    text = head
    for mark in _BOMS:
        text = text.removeprefix(mark)
    if b"\0" in text[:_UTF16_LOOK]:
        text = text.replace(b"\0", b"")  # UTF-16: its Latin letters are every other byte
    text = text.lstrip()
    if text.startswith(b"{\\rt"):
        return "rtf"
    if any(name in text for name in _WORD_XML):
        return "word_xml"
    if _FLAT_PACKAGE in text:
        raise ReadError(
            "unsupported_type", Said("the file is a Word document as one XML file; save it as DOCX")
        )
    if is_web_archive(head) or (text.startswith(b"<") and _PAGE.search(text)):
        return "html"
    return None


def _ole_kind(path: Path) -> WordKind:
    try:
        with olefile.OleFileIO(path) as storage:
            if storage.exists("EncryptedPackage"):
                raise ReadError("encrypted", Said("the document is protected by a password"))
            if storage.exists("WordDocument"):
                start = storage.openstream("WordDocument").read(_FIB_FLAGS.size)
                if len(start) == _FIB_FLAGS.size and _FIB_FLAGS.unpack(start)[0] & _FIB_ENCRYPTED:
                    raise ReadError("encrypted", Said("the document is protected by a password"))
                return "doc"
            what = next((text for name, text in _OTHERS.items() if storage.exists(name)), None)
    except (
        OSError,
        ValueError,
        IndexError,
        struct.error,
        OverflowError,
        RecursionError,
        AttributeError,
    ) as error:
        if is_of_the_machine(error):
            raise
        raise ReadError("corrupt", Said("the old Office file is damaged or cut short")) from error
    raise ReadError("unsupported_type", what or Said("the old Office file holds no Word document"))


def package_kind(path: Path) -> PackageKind:
    """What a ZIP archive is: a document's package, or a bundle of files.

    Raises `ReadError`: `corrupt`, `encrypted` (an OpenDocument text with a password), `unsupported_type` for
    the package of another kind of document, and `OSError`.
    """
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
            mimetype = (
                _start(package, "mimetype", _MOST_MIMETYPE).decode("ascii", "replace").strip()
                if "mimetype" in names
                else ""
            )
            if mimetype.startswith("application/vnd.oasis.opendocument."):
                return _odf_kind(package, mimetype, names)
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise ReadError("corrupt", Said("the package is damaged or cut short")) from error
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
            if any(name.startswith(folder) for name in names):
                return "docx" if kind == "docx" else "xlsx"
        if any(name.startswith(("ppt/", "visio/")) for name in names):
            raise ReadError("unsupported_type", Said("the package is a presentation or drawing"))
        return "docx"
    return "docx" if "word/document.xml" in names else "bundle"


def _odf_kind(package: ZipFile, mimetype: str, names: set[str]) -> PackageKind:
    if mimetype not in _ODT:
        raise ReadError(
            "unsupported_type",
            Said("the OpenDocument file is no text ({kind})", kind=mimetype.rpartition(".")[2]),
        )
    manifest = "META-INF/manifest.xml"
    if manifest in names and _ODF_ENCRYPTION in _start(package, manifest, _MOST_MANIFEST):
        raise ReadError("encrypted", Said("the document is protected by a password"))
    return "odt"


def _start(package: ZipFile, name: str, most: int) -> bytes:
    with package.open(name) as stream:
        return io.BytesIO(stream.read(most)).getvalue()
