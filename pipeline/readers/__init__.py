"""Readers: a file of one format becomes the layout model of `schemas.layout`; the content decides the format,
not the name."""

from pathlib import Path
from typing import Literal

from pipeline.errors import ReadError
from schemas.layout import Layout
from schemas.said import Said

__all__ = ["FileKind", "ReadError", "read_file", "recognise"]

FileKind = Literal["pdf", "docx", "xlsx", "odt", "doc", "rtf", "html", "word_xml", "image", "bundle"]

_PDF = b"%PDF-"
_ZIP = b"PK"
_RAR = b"Rar!\x1a\x07"
_IMAGES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"MM\x00*",
)  # JPEG, PNG, TIFF of either byte order
_HEAD = 1024  # ISO 32000-1, Annex H: readers accept the header within the first 1024 bytes


def recognise(path: Path) -> FileKind:
    """What a file is by its first bytes.

    Raises `ReadError` (`empty_file`, `unsupported_type`, `encrypted`, `corrupt`) for what is not read, and
    `OSError` where the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise ReadError("empty_file", Said("the file holds no bytes"))
    if _PDF in head:
        return "pdf"
    from pipeline.readers.convert import package_kind, word_kind  # they load the readers of office files

    if head.startswith(_ZIP):
        return package_kind(path)
    if head.startswith(_RAR):
        return "bundle"
    if head.startswith(_IMAGES):
        return "image"
    kind = word_kind(path)
    if kind is None:
        raise ReadError(
            "unsupported_type", Said("the content is no document, spreadsheet or picture that is read")
        )
    return kind


def read_file(path: Path) -> Layout:
    """The layout of one document file.

    Raises `ReadError` with a reason code, `OSError` where the file cannot be opened.
    """
    kind = recognise(path)
    if kind == "pdf":
        from pipeline.readers.scans import read_pdf_with_scans

        return read_pdf_with_scans(path)
    if kind == "docx":
        from pipeline.readers.docx import read_docx

        return read_docx(path)
    if kind == "xlsx":
        from pipeline.readers.spreadsheet import read_xlsx

        return read_xlsx(path)
    if kind == "image":
        from pipeline.readers.ocr import read_image

        return read_image(path)
    if kind == "bundle":
        raise ReadError("unsupported_type", Said("a package of files that is no document"))
    from pipeline.readers.convert import read_converted

    return read_converted(path, kind)
