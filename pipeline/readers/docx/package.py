"""Opening a DOCX package: its parts are unpacked safely (`pipeline.intake.packages`), then python-docx
resolves it, then lxml parses its parts.

What python-docx sees is a package of the parts that passed, without links to parts that are not there: Word
opens those, and converters write them (`Target="NULL"`).
"""

import io
import zipfile
from pathlib import Path
from typing import Final

from docx.opc.packuri import PackURI
from docx.opc.pkgreader import PackageReader
from lxml import etree
from lxml.etree import _Element

from pipeline.errors import ReadError
from pipeline.intake.packages import XmlParts, binary_part, read_parts, xml_parts
from pipeline.readers.docx.ooxml import w
from schemas.said import Said

_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE_DOCUMENT: Final = "/officeDocument"


class DocxPackage:
    """The parts of one document by name (`word/document.xml`), and which part refers to which."""

    def __init__(
        self,
        parts: dict[str, bytes],
        relations: dict[str, list[tuple[str, str, str]]],
        main: str,
        read: XmlParts,
    ) -> None:
        """Take the parts' bytes, per source part its (id, type, target part), the main document part's name,
        and the parts as they were read."""
        self.notes = read.notes()
        self._read = read
        self._parts = parts
        self._relations = relations
        self._main = main

    def main_root(self) -> _Element:
        """The root of the document part (`w:document`)."""
        return self._root(self._main)

    def related(self, kind: str) -> _Element | None:
        """The root of the part that the document names as its `kind` ("styles", "numbering", "footnotes"
        …)."""
        for _, reltype, target in self._relations.get(self._main, ()):
            if reltype.endswith("/" + kind) and target in self._parts:
                return self._root(target)
        return None

    def by_id(self, relation_id: str) -> tuple[str, _Element] | None:
        """The name and root of the part that the document refers to by `relation_id`."""
        for found_id, _, target in self._relations.get(self._main, ()):
            if found_id == relation_id and target in self._parts:
                return target, self._root(target)
        return None

    def binary(self, relation_id: str) -> bytes | None:
        """The bytes of a picture or embedded file that the document refers to by `relation_id`; None where
        there are none in the package."""
        folder, _, name = self._main.rpartition("/")
        links = self._read.blobs.get(f"{folder}/_rels/{name}.rels")
        for relation in _parse(links, name).iterchildren(_RELATIONSHIP) if links else ():
            if relation.get("Id") == relation_id and relation.get("TargetMode") != "External":
                target = PackURI.from_rel_ref(f"/{folder}", relation.get("Target", ""))
                return binary_part(self._read.data, str(target).lstrip("/"))
        return None

    def _root(self, name: str) -> _Element:
        return _parse(self._parts[name], name)


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


def _parse(blob: bytes, name: str) -> _Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(blob, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(
            "corrupt", Said("{name} is not well-formed XML: {error}", name=name, error=error.msg)
        ) from error


def _resolve(parts: XmlParts) -> DocxPackage:
    """Let python-docx find the parts from the package's root on."""
    checked = io.BytesIO()
    spelled = {name.lower(): name for name in parts.blobs}
    with zipfile.ZipFile(checked, "w") as archive:
        for name, blob in parts.blobs.items():
            archive.writestr(name, _without_dangling(name, blob, spelled) if name.endswith(".rels") else blob)
    try:
        reader = PackageReader.from_file(checked)  # type: ignore[no-untyped-call]
        found = {str(name).lstrip("/"): bytes(blob or b"") for name, _, _, blob in reader.iter_sparts()}
        relations: dict[str, list[tuple[str, str, str]]] = {}
        for source, relation in reader.iter_srels():
            if not relation.is_external:
                target = str(relation.target_partname).lstrip("/")
                relations.setdefault(str(source).lstrip("/"), []).append(
                    (relation.rId, relation.reltype, target)
                )
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, etree.LxmlError) as error:
        raise ReadError(
            "corrupt", Said("the package's parts cannot be resolved: {error}", error=error)
        ) from error
    main = next(
        (target for _, reltype, target in relations.get("", ()) if reltype.endswith(_OFFICE_DOCUMENT)), None
    )
    if main is None:
        raise ReadError("corrupt", Said("the package has no document part"))
    package = DocxPackage(found, relations, main, parts)
    if package.main_root().tag != w("document"):
        raise ReadError("unsupported_type", Said("the package is not a Word document"))
    return package


def _without_dangling(name: str, blob: bytes, spelled: dict[str, str]) -> bytes:
    """A relationships part whose links all say what they are for and lead to a part at hand, spelled as that
    part is (names ignore case)."""
    folder = "/" + name.rpartition("_rels/")[0].rstrip("/")
    root = _parse(blob, name)
    for relation in list(root.iterchildren(_RELATIONSHIP)):
        if relation.get("TargetMode") == "External" or not relation.get("Type"):
            root.remove(relation)
            continue
        target = str(PackURI.from_rel_ref(folder, relation.get("Target", ""))).lstrip("/")
        if target.lower() in spelled:
            relation.set("Target", "/" + spelled[target.lower()])
        else:
            root.remove(relation)
    return etree.tostring(root)
