"""A file without pages of its own, printed: LibreOffice makes the PDF that a person would who prints it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError
from pipeline.intake.packages import xml_parts
from pipeline.readers.convert.harmless import IMPORT_FILTERS, harmless_source, with_parts
from pipeline.readers.convert.libreoffice import TIME_LIMIT, converted, converted_to_docx
from pipeline.readers.convert.unicode_text import may_be_from_before_unicode, with_unicode_text
from schemas.said import Said

__all__ = ["printed"]

_WRITER_PDF: Final = ("pdf", "writer_pdf_Export")
_CALC_PDF: Final = ("pdf", "calc_pdf_Export")


@contextmanager
def printed(path: Path, kind: str, *, time_limit: float = TIME_LIMIT) -> Iterator[Path]:
    """A PDF of a DOCX, XLSX, ODT, DOC, RTF or HTML file, gone when the context ends; `kind` is what
    `recognise` says of it. No macro or link of the file is followed; tracked changes count as accepted.

    Raises `ReadError`: `unsupported_type` for another kind; `converter_unavailable`, `converter_failed`,
    `timeout`, `machine`; `too_large`, `corrupt`, `encrypted`, `hostile_archive` for the file. And `OSError`.
    """
    source_kind = next((known for known in IMPORT_FILTERS if known == kind), None)
    if source_kind is None:
        raise ReadError("unsupported_type", Said("a file of this kind is not printed"))
    data, _ = harmless_source(path, source_kind)
    suffix, import_filter = IMPORT_FILTERS[source_kind]
    with ExitStack() as opened:
        if source_kind == "docx":
            data = _in_unicode(data)
        elif source_kind != "xlsx" and may_be_from_before_unicode(data):
            docx = opened.enter_context(converted_to_docx(data, suffix, import_filter, time_limit=time_limit))
            data = _in_unicode(docx.read_bytes())
            suffix, import_filter = IMPORT_FILTERS["docx"]
        export = _CALC_PDF if source_kind == "xlsx" else _WRITER_PDF
        yield opened.enter_context(converted(data, suffix, import_filter, export, time_limit=time_limit))


def _in_unicode(docx: bytes) -> bytes:
    """A DOCX package with its text in Unicode."""
    return with_parts(docx, with_unicode_text(xml_parts(docx)))
