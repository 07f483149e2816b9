"""Document types of strangers' XML: taken out before a parser reads the document, so that there is no entity
to resolve.

What a document says before its root element (ISO 29500-2 forbids a document type there) may name files and
addresses to fetch, or texts that double ten times over. Nothing of it is read; a reference to such an entity
is left out, and counted.
"""

import codecs
import re
from typing import Final
from xml.parsers import expat

from pipeline.errors import ReadError
from schemas.said import Said

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The entities of XML itself, and characters by their number, are no document type's.
_REFERENCE: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#)[^\s;&<>]+;")


class _RootReachedError(Exception):
    """The root element begins: what may declare entities is over."""


def without_document_type(blob: bytes, name: str) -> tuple[bytes, int | None]:
    """XML as it is, or without its document type (then in UTF-8), and how many references to entities left
    with that; None where there was none. Only what stands before the root element is looked at.

    `name` is what the document is called in the message of `ReadError` (`corrupt`) for one that is no XML.
    """
    encoding: str | None = None
    has_type = False
    start = 0

    def on_declaration(version: str, declared: str | None, standalone: int) -> None:
        nonlocal encoding
        encoding = declared

    def on_document_type(*_: object) -> None:
        nonlocal has_type
        has_type = True

    def on_element(*_: object) -> None:
        nonlocal start
        start = parser.CurrentByteIndex
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_document_type
    parser.StartElementHandler = on_element
    try:
        parser.Parse(blob, True)
    except _RootReachedError:
        if not has_type:
            return blob, None
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: an encoding that is none
        raise ReadError(
            "corrupt", Said("{name} is not well-formed XML: {error}", name=name, error=error)
        ) from error
    encoding = next((marked for bom, marked in _BOMS if blob.startswith(bom)), encoding or "utf-8")
    try:
        root = blob[start:].decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise ReadError(
            "corrupt", Said("{name} is not well-formed XML: its encoding is not what it says", name=name)
        ) from error
    cleaned, count = _REFERENCE.subn("", root)
    return cleaned.encode("utf-8", "replace"), count
