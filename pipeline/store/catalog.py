"""What a store holds, by document, content, plan and path: kept in memory while plans come in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from schemas.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Stored:
    """A document in the store: its row and the partition its files lie in."""

    row: DocumentRow
    partition: PurePosixPath


class Catalog:
    """The documents of a store. Every look-up is by key: a store of thousands takes one more as fast as the first."""

    def __init__(self, documents: Iterable[tuple[DocumentRow, PurePosixPath]] = ()) -> None:
        self._documents: dict[str, Stored] = {}
        self._contents: defaultdict[str, set[str]] = defaultdict(set)
        self._plans: defaultdict[str, set[str]] = defaultdict(set)
        self._failed: defaultdict[str, set[str]] = defaultdict(set)
        self.update({row.document_id: Stored(row, partition) for row, partition in documents})

    def get(self, document_id: str) -> Stored | None:
        """The document, or None."""
        return self._documents.get(document_id)

    def of_content(self, sha256: str | None) -> dict[str, Stored]:
        """The documents found in a file with this hash, by id."""
        return {key: self._documents[key] for key in sorted(self._contents.get(sha256 or "", ()))}

    def of_plan(self, plan_key: str | None) -> dict[str, Stored]:
        """The documents with this plan key, by id."""
        return {key: self._documents[key] for key in sorted(self._plans.get(plan_key or "", ()))}

    def failed_at(self, source_uri: str) -> dict[str, Stored]:
        """The files that failed under this path and no other, by id."""
        return {key: self._documents[key] for key in sorted(self._failed.get(source_uri, ()))}

    def update(self, changes: Mapping[str, Stored | None]) -> None:
        """Take over documents as they are now; None for one that is gone."""
        for key, stored in changes.items():
            if (old := self._documents.pop(key, None)) is not None:
                for index, value in self._entries(old.row):
                    index[value].discard(key)
            if stored is not None:
                self._documents[key] = stored
                for index, value in self._entries(stored.row):
                    index[value].add(key)

    def _entries(self, row: DocumentRow) -> Iterable[tuple[defaultdict[str, set[str]], str]]:
        if row.source_sha256:
            yield self._contents, row.source_sha256
        if row.plan_key:
            yield self._plans, row.plan_key
        if row.status == "failed" and not row.other_uris:
            yield self._failed, row.source_uri
