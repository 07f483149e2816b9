"""Reading what word processors wrote before and beside DOCX: LibreOffice converts it, the DOCX reader reads the result.

from pipeline.readers.convert import read_converted, word_kind
layout = read_converted(Path("plan.doc"), word_kind(Path("plan.doc")))
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from pipeline.readers.convert.html import harmless_page
from pipeline.readers.convert.kinds import PackageKind, WordKind, package_kind, word_kind
from pipeline.readers.convert.libreoffice import TIME_LIMIT, converted_to_docx, find_libreoffice
from pipeline.readers.docx import read_docx
from pipeline.readers.errors import ReadError
from schemas.layout import Layout, SourceFormat

__all__ = ["PackageKind", "WordKind", "find_libreoffice", "package_kind", "read_converted", "source_format", "word_kind"]

# The largest plans in old formats have some 20 MB, of pictures.
MAX_SOURCE_BYTES: Final = 256 * 2**20

# Of each kind: the suffix LibreOffice knows it by, and the one filter it may be read with, whatever else it looks like.
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
    """The layout of a file that LibreOffice reads; its nodes are places in the DOCX that LibreOffice makes of it.

    Raises `ReadError`: `converter_unavailable` without LibreOffice, `timeout`, `too_large`, `corrupt`; and what `read_docx`
    raises.
    """
    if path.stat().st_size > MAX_SOURCE_BYTES:
        raise ReadError("too_large", f"the file has over {MAX_SOURCE_BYTES // 2**20} MB")
    suffix, import_filter = _FILTERS[kind]
    data = path.read_bytes()
    if kind == "html":
        data = harmless_page(data)
    with converted_to_docx(data, suffix, import_filter, time_limit=time_limit) as docx:
        return replace(read_docx(docx), source_format=source_format(kind))
