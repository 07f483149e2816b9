"""Which part of a package refers to which (ISO 29500-2), and whether each has a type, as every part must.

Word opens a package whose links lead nowhere, and converters write them (`Target="NULL"`): such a link is
passed over, as are those that lead out of the package. Names of parts ignore case.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element

from pipeline.errors import ReadError
from pipeline.intake.packages import parsed
from schemas.said import Said

_PACKAGE_NS: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIPS: Final = f"{{{_PACKAGE_NS}/relationships}}Relationships"
_RELATIONSHIP: Final = f"{{{_PACKAGE_NS}/relationships}}Relationship"
_TYPES: Final = f"{{{_PACKAGE_NS}/content-types}}Types"
_DEFAULT: Final = f"{{{_PACKAGE_NS}/content-types}}Default"
_OVERRIDE: Final = f"{{{_PACKAGE_NS}/content-types}}Override"
_CONTENT_TYPES: Final = "[Content_Types].xml"
_FOLDER: Final = "_rels/"
_SUFFIX: Final = ".rels"


@dataclass(frozen=True, slots=True)
class Relation:
    """One link to a part: its id, what it is for, and the name of the part that it leads to."""

    relation_id: str | None
    kind: str
    target: str


class Relations:
    """The links of a package between the parts at hand, by the part that they stand in ("": the package)."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Read the links and follow them from the package's root on.

        Raises `ReadError` (`corrupt`) where a part that is reached has no content type, and where a part that
        tells links or types is damaged.
        """
        spelled = {name.lower(): name for name in parts}
        self._roots = {
            name: parsed(blob, name, bare=True) for name, blob in parts.items() if name.endswith(_SUFFIX)
        }
        self._links = {name: _links(name, root, spelled) for name, root in self._roots.items()}
        self._check_reached(_ContentTypes(parts))

    def of(self, part: str) -> list[Relation]:
        """The links that stand in a part."""
        return self._links.get(relations_name(part), [])

    def named_target(self, part: str, relation_id: str) -> str | None:
        """Where the link with that id in `part` leads, at hand or not (a picture is not); None where it leads
        out of the package, or there is none."""
        root = self._roots.get(relations_name(part))
        for relation in root.iterchildren(_RELATIONSHIP) if root is not None else ():
            if relation.get("Id") == relation_id and relation.get("TargetMode") != "External":
                return linked_name(part.rpartition("/")[0], relation.get("Target", ""))
        return None

    def _check_reached(self, types: "_ContentTypes") -> None:
        """Follow the links from the package's root on: each part has a type, its links are told as such."""
        reached = {""}
        waiting = [""]
        while waiting:
            part = waiting.pop()
            root = self._roots.get(relations_name(part))
            if root is not None and root.tag != _RELATIONSHIPS:
                raise _unresolved(f"{relations_name(part)} tells no relationships")
            for relation in self.of(part):
                if relation.target not in reached:
                    types.check(relation.target)
                    reached.add(relation.target)
                    waiting.append(relation.target)


def relations_name(part: str) -> str:
    """The name of the part that tells the links of another one ("": the package's)."""
    folder, slash, name = part.rpartition("/")
    return f"{folder}{slash}{_FOLDER}{name}{_SUFFIX}"


def linked_name(folder: str, target: str) -> str:
    """The name of the part at `target`, as a part in that folder writes it."""
    return posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")


def _links(name: str, root: _Element, spelled: Mapping[str, str]) -> list[Relation]:
    """The links of a relationships part that say what they are for and lead to a part at hand, spelled as
    that part is."""
    folder = name.rpartition(_FOLDER)[0].rstrip("/")
    found: list[Relation] = []
    for relation in root.iterchildren(_RELATIONSHIP):
        kind = relation.get("Type")
        if not kind or relation.get("TargetMode") == "External":
            continue
        target = spelled.get(linked_name(folder, relation.get("Target", "")).lower())
        if target is not None:
            found.append(Relation(relation.get("Id"), kind, target))
    return found


class _ContentTypes:
    """Which parts have a content type: each by its own name, or by how its name ends."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        blob = parts.get(_CONTENT_TYPES)
        if blob is None:
            raise _unresolved(f"there is no {_CONTENT_TYPES}")
        root = parsed(blob, _CONTENT_TYPES, bare=True)
        if root.tag != _TYPES:
            raise _unresolved(f"{_CONTENT_TYPES} tells no types")
        self._names = {name.lower() for o in root.iterchildren(_OVERRIDE) if (name := o.get("PartName"))}
        self._ends = {end.lower() for d in root.iterchildren(_DEFAULT) if (end := d.get("Extension"))}

    def check(self, name: str) -> None:
        """Raise for a part without a type."""
        lowered = f"/{name.lower()}"
        if lowered not in self._names and posixpath.splitext(lowered)[1][1:] not in self._ends:
            raise _unresolved(f"{name} has no content type")


def _unresolved(error: str) -> ReadError:
    return ReadError("corrupt", Said("the package's parts cannot be resolved: {error}", error=error))
