"""Reading what word processors wrote before and beside DOCX: LibreOffice converts it, the DOCX reader reads
the result.

from pipeline.readers.convert import read_converted, word_kind
layout = read_converted(Path("plan.doc"), word_kind(Path("plan.doc")))
"""

from dataclasses import replace
from pathlib import Path

from pipeline.readers.convert.harmless import IMPORT_FILTERS, harmless_source
from pipeline.readers.convert.kinds import PackageKind, WordKind, package_kind, word_kind
from pipeline.readers.convert.libreoffice import TIME_LIMIT, converted_to_docx, find_libreoffice
from pipeline.readers.docx import read_docx
from schemas.layout import Layout, SourceFormat

__all__ = [
    "PackageKind",
    "WordKind",
    "find_libreoffice",
    "package_kind",
    "read_converted",
    "source_format",
    "word_kind",
]


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
    suffix, import_filter = IMPORT_FILTERS[kind]
    data, parts = harmless_source(path, kind)
    with converted_to_docx(data, suffix, import_filter, time_limit=time_limit) as docx:
        layout = read_docx(docx)
    return replace(layout, source_format=source_format(kind), notes=(*parts.notes(), *layout.notes))
