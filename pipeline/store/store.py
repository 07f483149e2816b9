"""The store: how the records of one file come into it."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

import filelock
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError

from pipeline.store.catalog import Catalog, Stored
from pipeline.store.journal import Journal, StoreError, write_atomically
from pipeline.store.parquet import encode, read_documents, read_table
from pipeline.store.partition import file_of, partition_of, schema_file_of
from pipeline.store.preferred import preferred_ids
from schemas.rows import DATASETS, DocumentRow, PlanRecords

_EXTRACTED: Final = tuple(name for name in DATASETS if name != "documents")


class Change(StrEnum):
    """What became of a document that was put into the store."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    COPY = "copy"
    KEPT = "kept"


class Store:
    """The Parquet datasets under one folder.

    Several processes may write to one store, one file's records at a time. `now` and `exists` are the clock and the look at
    the file system that tell when a content came in and whether a path is still there.
    """

    def __init__(
        self,
        out: Path,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        exists: Callable[[str], bool] = os.path.exists,
    ) -> None:
        self.out = out
        self._now = now
        self._exists = exists
        self._journal = Journal(out)
        self._catalog = Catalog()
        self._generation: int | None = None

    def open(self) -> None:
        """Create what is missing and finish what a crash left; StoreError where that cannot be done."""
        with self._writing():
            pass

    def put(self, plans: Sequence[PlanRecords]) -> list[Change]:
        """Store the documents of one file, all that it holds; the answers are in their order.

        The same content changes nothing on the disk; a copy only adds its path to `other_uris`. A document of the file that
        is not among `plans` any more is removed, and so is the row of a failed file whose path now holds another content. A
        plan that was read is never taken away: under one path may lie two files, given relative to two folders. A content
        that was read before and cannot be read now keeps its earlier records (`Change.KEPT`). ValueError where the records
        do not fit together, StoreError where they cannot be written.
        """
        if not plans:
            return []
        for plan in plans:
            plan.check()
        first = plans[0].document
        if any((p.document.source_sha256, p.document.source_uri) != (first.source_sha256, first.source_uri) for p in plans):
            raise ValueError("the records come from several files")
        if len({plan.document.document_id for plan in plans}) != len(plans):
            raise ValueError("a document is given twice")
        with self._writing():
            return self._put(plans)

    def documents(self) -> list[DocumentRow]:
        """Every documents row, by path and id."""
        rows = [row for row, _ in self._load()]
        return sorted(rows, key=lambda row: (row.source_uri, row.document_id))

    def read(self, dataset: str) -> pa.Table:
        """The rows of a dataset whose document is stored, with the partition keys as string columns."""
        ids = pa.array([row.document_id for row, _ in self._load()], pa.string())
        table = read_table(self.out / dataset, dataset)
        return table.filter(pc.is_in(table["document_id"], value_set=ids))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._journal.state.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(self._journal.state / "lock"):
                self._journal.recover()
                if self._generation is None:
                    self._write_schemas()
                if self._generation != self._journal.generation:
                    self._catalog = Catalog(self._load())
                    self._generation = self._journal.generation
                yield
        except OSError as error:
            self._generation = None
            raise StoreError(f"cannot write to {self.out}: {error.strerror or error}") from error

    def _load(self) -> list[tuple[DocumentRow, PurePosixPath]]:
        try:
            return read_documents(self.out / "documents")
        except (pa.ArrowException, ValidationError, ValueError) as error:
            raise StoreError(f"{self.out / 'documents'} holds files that are not kehoach's or are damaged") from error

    def _write_schemas(self) -> None:
        """A file without rows in every dataset: pandas and DuckDB then find its columns even when no plan has a row in it."""
        for dataset in DATASETS:
            path, content = self.out / schema_file_of(dataset), encode(dataset, [])
            if _content(path) != content:
                write_atomically(path, content)

    def _put(self, plans: Sequence[PlanRecords]) -> list[Change]:
        first = plans[0].document
        earlier = self._catalog.of_content(first.source_sha256)
        if first.status == "failed" and any(stored.row.status != "failed" for stored in earlier.values()):
            self._commit([], {key: self._with_uri(stored, first.source_uri) for key, stored in earlier.items()})
            return [Change.KEPT for _ in plans]
        sibling = next(iter(earlier.values()), None)
        before = [self._catalog.get(plan.document.document_id) for plan in plans]
        changes: dict[str, Stored | None] = dict.fromkeys((*earlier, *self._catalog.failed_at(first.source_uri)))
        for plan, stored in zip(plans, before, strict=True):
            row = self._settled(plan.document, stored or sibling)
            changes[row.document_id] = Stored(row, partition_of(row))
        changed = self._commit(plans, changes)
        return [_change(stored, changed.get(plan.document.document_id)) for plan, stored in zip(plans, before, strict=True)]

    def _commit(self, plans: Sequence[PlanRecords], changes: dict[str, Stored | None]) -> dict[str, Stored | None]:
        """Bring the disk to these documents (None: gone) and the rows of these plans; what of it was not there already."""
        changes = self._with_preferred(changes)
        records = {plan.document.document_id: plan for plan in plans}
        writes: dict[str, bytes] = {}
        withdraw, remove = set(), set()
        changed: dict[str, Stored | None] = {}
        for key, after in changes.items():
            before = self._catalog.get(key)
            wanted = self._files(after, records.get(key))
            stale = set()
            if before is not None and (key in records or after is None):
                stale = {file_of(dataset, before.partition, key) for dataset in DATASETS} - wanted.keys()
                stale = {path for path in stale if (self.out / path).exists()}
            different = {path: content for path, content in wanted.items() if _content(self.out / path) != content}
            if not different and not stale:
                continue
            changed[key] = after
            remove |= stale
            if before is not None and any(not path.startswith("documents/") for path in (*different, *stale)):
                withdraw.add(file_of("documents", before.partition, key))
                different |= {path: content for path, content in wanted.items() if path.startswith("documents/")}
            writes |= different
        if changed:
            self._journal.commit(writes, withdraw=withdraw, remove=remove)
            self._generation = self._journal.generation
        self._catalog.update(changes)
        return changed

    def _files(self, stored: Stored | None, plan: PlanRecords | None) -> dict[str, bytes]:
        """The files of a document: its row, and those of its records when they are given."""
        if stored is None:
            return {}
        key = stored.row.document_id
        files = {file_of("documents", stored.partition, key): encode("documents", [stored.row])}
        for dataset in _EXTRACTED if plan else ():
            if plan and (rows := plan.dataset(dataset)):
                files[file_of(dataset, stored.partition, key)] = encode(dataset, rows)
        return files

    def _with_preferred(self, changes: dict[str, Stored | None]) -> dict[str, Stored | None]:
        """The changes with `preferred` set, and with those documents of the same plans for which it turns."""
        touched = [stored for key, after in changes.items() for stored in (after, self._catalog.get(key)) if stored]
        held: dict[str, Stored] = {}
        for plan_key in {stored.row.plan_key for stored in touched}:
            held |= self._catalog.of_plan(plan_key)
        after_all = {key: stored for key, stored in (held | changes).items() if stored is not None}
        preferred = preferred_ids(stored.row for stored in after_all.values())
        settled = dict(changes)
        for key, stored in after_all.items():
            if stored.row.preferred != (key in preferred):
                row = stored.row.model_copy(update={"preferred": key in preferred})
                settled[key] = Stored(row, stored.partition)
        return settled

    def _settled(self, row: DocumentRow, known: Stored | None) -> DocumentRow:
        """The row as it is stored: with the paths known of its content and the time of this version's first reading."""
        since = None
        if known is not None:
            paths = self._with_uri(known, row.source_uri).row
            row = row.model_copy(update={"source_uri": paths.source_uri, "other_uris": paths.other_uris})
            since = known.row.ingested_at if known.row.pipeline_version == row.pipeline_version else None
        return row.model_copy(update={"ingested_at": since or self._now()})

    def _with_uri(self, stored: Stored, uri: str) -> Stored:
        """The document with one more path: in place of its own where no file is there any more (it was moved), else as a copy."""
        row = stored.row
        if uri == row.source_uri or uri in row.other_uris:
            return stored
        if self._exists(row.source_uri):
            row = row.model_copy(update={"other_uris": tuple(sorted({*row.other_uris, uri}))})
        else:
            row = row.model_copy(update={"source_uri": uri})
        return Stored(row, stored.partition)


def _change(before: Stored | None, after: Stored | None) -> Change:
    """What became of a document, from how it was held and how it is held anew (None: no file of it changed)."""
    if before is None:
        return Change.NEW
    if after is None:
        return Change.UNCHANGED
    return Change.COPY if len(after.row.other_uris) > len(before.row.other_uris) else Change.UPDATED


def _content(path: Path) -> bytes | None:
    """A file's bytes; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
