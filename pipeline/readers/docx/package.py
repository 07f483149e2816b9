"""Opening a DOCX package: its parts are unpacked safely (`pipeline.intake.packages`), its links are followed
(`pipeline.readers.docx.relations`), and lxml parses the parts that are asked for, each once."""

from pathlib import Path
from typing import Final

from lxml.etree import _Element

from pipeline.errors import ReadError
from pipeline.intake.packages import XmlParts, binary_part, parsed, read_parts, xml_parts
from pipeline.readers.docx.ooxml import w
from pipeline.readers.docx.relations import Relations
from schemas.said import Said

_OFFICE_DOCUMENT: Final = "/officeDocument"


class DocxPackage:
    """The parts of one document by name (`word/document.xml`), and which part refers to which."""

    def __init__(self, read: XmlParts, relations: Relations, main: str) -> None:
        """Take the parts as they were read, their links, and the main document part's name."""
        self.notes = read.notes()
        self._read = read
        self._relations = relations
        self._links = relations.of(main)
        self._main = main
        self._roots: dict[str, _Element] = {}

    def main_root(self) -> _Element:
        """The root of the document part (`w:document`)."""
        return self._root(self._main)

    def related(self, kind: str) -> _Element | None:
        """The root of the part that the document names as its `kind` ("styles", "numbering", "footnotes"
        …)."""
        name = self.name_of(kind)
        return None if name is None else self._root(name)

    def name_of(self, kind: str) -> str | None:
        """The name of the part that the document names as its `kind`."""
        return next((link.target for link in self._links if link.kind.endswith("/" + kind)), None)

    def blob(self, name: str) -> bytes:
        """The XML of a part as it is written."""
        return self._read.blobs[name]

    def by_id(self, relation_id: str) -> tuple[str, _Element] | None:
        """The name and root of the part that the document refers to by `relation_id`."""
        for link in self._links:
            if link.relation_id == relation_id:
                return link.target, self._root(link.target)
        return None

    def binary(self, relation_id: str) -> bytes | None:
        """The bytes of a picture or embedded file that the document refers to by `relation_id`; None where
        there are none in the package."""
        name = self._relations.named_target(self._main, relation_id)
        return None if name is None else binary_part(self._read.data, name)

    def _root(self, name: str) -> _Element:
        if name not in self._roots:
            self._roots[name] = parsed(self._read.blobs[name], name, bare=True)
        return self._roots[name]


def open_package(path: Path) -> DocxPackage:
    """Open a DOCX file.

    Raises `ReadError`: `unreadable`, `empty_file`, `encrypted` (a password), `unsupported_type` (another kind
    of file), `hostile_archive` (unpacks to over `MAX_EXPANSION` times its size), `too_large`, `corrupt`
    (everything else).
    """
    return _resolve(read_parts(path))


def open_embedded(data: bytes) -> DocxPackage:
    """Open a DOCX package that is embedded in another file. Raises `ReadError` as `open_package` does."""
    return _resolve(xml_parts(data))


def _resolve(parts: XmlParts) -> DocxPackage:
    """The package of these parts, where they are a Word document."""
    relations = Relations(parts.blobs)
    main = next(
        (link.target for link in relations.of("") if link.kind.endswith(_OFFICE_DOCUMENT)),
        None,
    )
    if main is None:
        raise ReadError("corrupt", Said("the package has no document part"))
    package = DocxPackage(parts, relations, main)
    if package.main_root().tag != w("document"):
        raise ReadError("unsupported_type", Said("the package is not a Word document"))
    return package
