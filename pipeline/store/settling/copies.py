"""One content under several paths: a file and its copies are one document, which goes by one of their paths.

What lies under a path now is told by the caller (`SourcesThere`); nothing is looked up here.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from pipeline.intake.bundles import SEPARATOR
from pipeline.store.catalog import Catalog
from pipeline.store.stored_document import DocumentChanges, StoredDocument


class SourcesThere(Protocol):
    """What is to be known of the files that the store was fed with."""

    def exists(self, uri: str) -> bool:
        """Whether there is a file under this path."""

    def holds(self, uri: str, sha256: str | None) -> bool:
        """Whether the file under this path has this content."""


def with_path(stored: StoredDocument, uri: str, sources: SourcesThere) -> StoredDocument:
    """The document with one more path: in place of its own where no file is there any more (it was moved),
    else as a copy."""
    if uri in stored.uris:
        return stored
    own, others = stored.row.source_uri, stored.row.other_uris
    if sources.exists(own):
        return _lying_at(stored, min(own, uri, key=_rank), (*stored.uris, uri))
    return with_paths(stored, (*others, uri), sources) or stored


def with_paths(stored: StoredDocument, uris: Collection[str], sources: SourcesThere) -> StoredDocument | None:
    """The document with these of its paths only; None without any."""
    if not uris:
        return None
    present = [uri for uri in uris if sources.exists(uri)]
    return _lying_at(stored, min(present or uris, key=_rank), uris)


def without_missing(catalog: Catalog, sources: SourcesThere) -> DocumentChanges:
    """The documents that lose a path because no file is there any more; None for those that lose all."""
    changes: DocumentChanges = {}
    for stored in catalog:
        left = [uri for uri in stored.uris if sources.exists(uri)]
        if len(left) < len(stored.uris):
            changes[stored.document_id] = with_paths(stored, left, sources)
    return changes


def displaced(
    catalog: Catalog,
    sources: SourcesThere,
    uri: str,
    sha256: str | None,
    *,
    failed: bool = False,
    present: Mapping[str, str | None] = MappingProxyType({}),
) -> DocumentChanges:
    """The documents of other contents that lay under this path, or in a bundle under it, as they are without
    it.

    `sha256` is the content that lies under the path now. A bundle has other paths `present` in it now, each
    with its content's hash: a document goes by those it has. Not changed are documents whose content lies
    there still, seen from another folder; nor, for a file that `failed`, those that were read.
    """
    paths_now: dict[str, list[str]] = {}
    for path, content in present.items():
        if content is not None:
            paths_now.setdefault(content, []).append(path)
    changes: DocumentChanges = {}
    for key, stored in (catalog.at(uri) | catalog.within(uri)).items():
        content = stored.row.source_sha256
        if content == sha256 or (failed and stored.row.status != "failed"):
            continue
        left = [path for path in stored.uris if _lies_there_still(path, uri, content, present, sources)]
        left += [path for path in paths_now.get(content or "", ()) if path not in left]
        if set(left) != set(stored.uris):
            changes[key] = with_paths(stored, left, sources)
    return changes


def _lies_there_still(
    path: str, uri: str, content: str | None, present: Collection[str], sources: SourcesThere
) -> bool:
    """Whether a document keeps a path, now that another content lies under `uri`."""
    outside = path != uri and not path.startswith(uri + SEPARATOR)
    return outside or path in present or sources.holds(path, content)


def _rank(uri: str) -> tuple[int, str]:
    """The order in which paths are chosen for a document, whichever came first: a file by itself before one
    in a bundle, then by name."""
    return uri.count(SEPARATOR), uri


def _lying_at(stored: StoredDocument, own: str, uris: Iterable[str]) -> StoredDocument:
    return stored.with_columns(source_uri=own, other_uris=tuple(sorted({*uris} - {own})))
