"""What a store holds, by document, content, plan and path: kept in memory while plans come in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.intake.bundles import bundles_around
from pipeline.store.attachment import is_attached, number_of
from schemas.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Stored:
    """A document in the store: its row and the partition its files lie in."""

    row: DocumentRow
    partition: PurePosixPath

    @property
    def uris(self) -> tuple[str, ...]:
        """Every path its content was found under."""
        return (self.row.source_uri, *self.row.other_uris)


class _Index:
    """Document ids by a value. Most values have one document: it is kept without a set around it."""

    def __init__(self) -> None:
        self._ids: dict[str, str | set[str]] = {}

    def get(self, value: str | None) -> list[str]:
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
    first."""

    def __init__(self, documents: Iterable[tuple[DocumentRow, PurePosixPath]] = ()) -> None:
        self._documents: dict[str, Stored] = {}
        self._contents = _Index()
        self._plans = _Index()
        self._paths = _Index()
        self._bundles = _Index()
        self._numbers = _Index()
        self._attached = _Index()
        self._preferred: dict[str, str] = {}
        self.update({row.document_id: Stored(row, partition) for row, partition in documents})

    def __iter__(self) -> Iterator[Stored]:
        return iter(self._documents.values())

    def get(self, document_id: str) -> Stored | None:
        """The document, or None."""
        return self._documents.get(document_id)

    def of_content(self, sha256: str | None) -> dict[str, Stored]:
        """The documents found in a file with this hash, by id."""
        return {key: self._documents[key] for key in self._contents.get(sha256)}

    def of_plan(self, plan_key: str | None) -> dict[str, Stored]:
        """The documents with this plan key, by id."""
        return {key: self._documents[key] for key in self._plans.get(plan_key)}

    def preferred(self, plan_key: str) -> Stored | None:
        """The document of the plan that is marked as preferred, or None."""
        return self._documents.get(self._preferred.get(plan_key, ""))

    def of_number(self, number: str, *, attached: bool) -> dict[str, Stored]:
        """The documents with this number and date (`attachment.number_of`), by id: those that are attached to
        another, or those that stand by themselves."""
        return {
            key: self._documents[key] for key in (self._attached if attached else self._numbers).get(number)
        }

    def at(self, uri: str) -> dict[str, Stored]:
        """The documents whose content was found under this path, by id."""
        return {key: self._documents[key] for key in self._paths.get(uri)}

    def within(self, uri: str) -> dict[str, Stored]:
        """The documents whose content was found in the bundle of this path, by id."""
        return {key: self._documents[key] for key in self._bundles.get(uri)}

    def update(self, changes: Mapping[str, Stored | None]) -> None:
        """Take over documents as they are now; None for one that is gone."""
        for key, stored in changes.items():
            if (old := self._documents.pop(key, None)) is not None:
                for index, value in self._entries(old):
                    index.discard(value, key)
                if old.row.plan_key and self._preferred.get(old.row.plan_key) == key:
                    del self._preferred[old.row.plan_key]
            if stored is not None:
                self._documents[key] = stored
                for index, value in self._entries(stored):
                    index.add(value, key)
                if stored.row.plan_key and stored.row.preferred:
                    self._preferred[stored.row.plan_key] = key

    def _entries(self, stored: Stored) -> Iterable[tuple[_Index, str]]:
        if stored.row.source_sha256:
            yield self._contents, stored.row.source_sha256
        if stored.row.plan_key:
            yield self._plans, stored.row.plan_key
        if (number := number_of(stored.row)) is not None:
            yield self._attached if is_attached(stored.row) else self._numbers, number
        for uri in stored.uris:
            yield self._paths, uri
            for bundle, _ in bundles_around(uri):
                yield self._bundles, bundle
