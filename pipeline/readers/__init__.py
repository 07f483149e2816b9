"""Readers: a file of one format becomes the layout model of `schemas.layout`; the content decides the format, not the name."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from pipeline.readers.errors import ReadError
from schemas.layout import Layout, SourceFormat

__all__ = ["ReadError", "read_file", "recognise"]

_PDF = b"%PDF-"
_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 1024  # ISO 32000-1, Annex H: readers accept the header within the first 1024 bytes


def recognise(path: Path) -> SourceFormat:
    """The format of a file by its first bytes.

    Raises `ReadError` (`empty_file`, `unsupported_type`, `corrupt`) where none that is read, `OSError` where it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise ReadError("empty_file", "the file holds no bytes")
    if _PDF in head:
        return "pdf"
    if head.startswith(_ZIP):
        return _recognise_package(path)
    if head.startswith(_OLE):
        # an encrypted DOCX is an OLE file too: the DOCX reader tells the two apart
        return "docx"
    raise ReadError("unsupported_type", "the content is neither PDF nor DOCX")


def _recognise_package(path: Path) -> SourceFormat:
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError("corrupt", "the package is damaged or cut short") from error
    if any(name.startswith("word/") for name in names) or "[Content_Types].xml" in names:
        return "docx"
    raise ReadError("unsupported_type", "the package is no Word document")


def read_file(path: Path) -> Layout:
    """The layout of a PDF or DOCX file. Raises `ReadError` with a reason code, `OSError` where it cannot be opened."""
    if recognise(path) == "pdf":
        from pipeline.readers.pdf import read_pdf

        return read_pdf(path)
    from pipeline.readers.docx import read_docx

    return read_docx(path)
