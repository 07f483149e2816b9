"""What a store holds, by document, content, plan and path: kept in memory while plans come in."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pipeline.intake.bundles import bundles_around
from pipeline.store.settling.twins import has_pages, lacks_pages
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from schemas.rows import DocumentRow


class _IdsByValue:
    """Document ids by a value. Most values have one document: it is kept without a set around it."""

    def __init__(self) -> None:
        self._ids: dict[str, str | set[str]] = {}

    def get(self, value: str | None) -> list[str]:
        """The ids that were added under a value, sorted."""
        found = self._ids.get(value or "", ())
        return [found] if isinstance(found, str) else sorted(found)

    def add(self, value: str, key: str) -> None:
        held = self._ids.setdefault(value, key)
        if isinstance(held, set):
            held.add(key)
        elif held != key:
            self._ids[value] = {held, key}

    def discard(self, value: str, key: str) -> None:
        held = self._ids.get(value)
        if isinstance(held, set):
            held.discard(key)
        if not held or held == key:
            self._ids.pop(value, None)


class Catalog:
    """The documents of a store. Every look-up is by key: a store of thousands takes one more as fast as the
    first.

    `as_read` are the rows without corrections of those documents whose row is corrected, by id.
    """

    def __init__(
        self,
        documents: Iterable[tuple[DocumentRow, str]] = (),
        as_read: Mapping[str, DocumentRow] = MappingProxyType({}),
    ) -> None:
        self._documents: dict[str, StoredDocument] = {}
        self._contents = _IdsByValue()
        self._plans = _IdsByValue()
        self._paged = _IdsByValue()
        self._unpaged = _IdsByValue()
        self._paths = _IdsByValue()
        self._bundles = _IdsByValue()
        self._documents_by_number = _IdsByValue()
        self._annexes_by_number = _IdsByValue()
        self._preferred: dict[str, str] = {}
        self.update(
            {
                row.document_id: StoredDocument(row, partition, as_read.get(row.document_id))
                for row, partition in documents
            }
        )

    def __iter__(self) -> Iterator[StoredDocument]:
        return iter(self._documents.values())

    def get(self, document_id: str) -> StoredDocument | None:
        """The document, or None."""
        return self._documents.get(document_id)

    def of_content(self, sha256: str | None) -> dict[str, StoredDocument]:
        """The documents found in a file with this hash, by id."""
        return {key: self._documents[key] for key in self._contents.get(sha256)}

    def of_plan(self, plan_key: str | None) -> dict[str, StoredDocument]:
        """The documents with this plan key, by id."""
        return {key: self._documents[key] for key in self._plans.get(plan_key)}

    def paged(self, plan_key: str | None) -> dict[str, StoredDocument]:
        """The documents with this plan key whose files have pages, by id."""
        return {key: self._documents[key] for key in self._paged.get(plan_key)}

    def unpaged(self, plan_key: str | None) -> dict[str, StoredDocument]:
        """The documents with this plan key that may have places on the pages of another, by id."""
        return {key: self._documents[key] for key in self._unpaged.get(plan_key)}

    def preferred(self, plan_key: str) -> StoredDocument | None:
        """The document of the plan that is marked as preferred, or None."""
        return self._documents.get(self._preferred.get(plan_key, ""))

    def of_number(self, number: str, *, annexes: bool) -> dict[str, StoredDocument]:
        """The documents with this number and date (`StoredDocument.number_and_date`), by id: annexes of
        another document, or those that stand by themselves."""
        ids = self._annexes_by_number if annexes else self._documents_by_number
        return {key: self._documents[key] for key in ids.get(number)}

    def at(self, uri: str) -> dict[str, StoredDocument]:
        """The documents whose content was found under this path, by id."""
        return {key: self._documents[key] for key in self._paths.get(uri)}

    def within(self, uri: str) -> dict[str, StoredDocument]:
        """The documents whose content was found in the bundle of this path, by id."""
        return {key: self._documents[key] for key in self._bundles.get(uri)}

    def touched(self, changes: DocumentChanges) -> Iterator[StoredDocument]:
        """The documents of these changes, each as it will be and as it is here."""
        for key, after in changes.items():
            if after is not None:
                yield after
            if (before := self.get(key)) is not None:
                yield before

    def update(self, changes: Mapping[str, StoredDocument | None]) -> None:
        """Take over documents as they are now; None for one that is gone."""
        for key, after in changes.items():
            if key in self._documents:
                self._remove(key)
            if after is not None:
                self._add(key, after)

    def _remove(self, key: str) -> None:
        before = self._documents.pop(key)
        for ids, value in self._entries(before):
            ids.discard(value, key)
        plan_key = before.row.plan_key
        if plan_key and self._preferred.get(plan_key) == key:
            del self._preferred[plan_key]

    def _add(self, key: str, stored: StoredDocument) -> None:
        self._documents[key] = stored
        for ids, value in self._entries(stored):
            ids.add(value, key)
        if stored.row.plan_key and stored.row.preferred:
            self._preferred[stored.row.plan_key] = key

    def _entries(self, stored: StoredDocument) -> Iterator[tuple[_IdsByValue, str]]:
        """Each look-up by which a document is found, with the value that leads to it."""
        if stored.row.source_sha256:
            yield self._contents, stored.row.source_sha256
        if stored.row.plan_key:
            yield self._plans, stored.row.plan_key
            if has_pages(stored.row):
                yield self._paged, stored.row.plan_key
            elif lacks_pages(stored.row):
                yield self._unpaged, stored.row.plan_key
        if (number := stored.number_and_date) is not None:
            yield self._annexes_by_number if stored.is_annex else self._documents_by_number, number
        for uri in stored.uris:
            yield self._paths, uri
            for bundle, _ in bundles_around(uri):
                yield self._bundles, bundle
