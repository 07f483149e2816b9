"""The store: how the records of one file come into it, and how those of a file that is gone leave it."""

import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from upath import UPath

from pipeline.intake.bundles import SEPARATOR, Contents
from pipeline.store.attachment import (
    holds,
    is_attached,
    note_of,
    number_of,
    own_fields,
    plan_of,
    with_plan,
    without_plan,
)
from pipeline.store.catalog import Catalog, Stored
from pipeline.store.encoded import EncodedPlan
from pipeline.store.files import on_disk, store_root, write_atomically
from pipeline.store.format import bring_up_to_date, check_readable
from pipeline.store.index import DocumentIndex
from pipeline.store.journal import Journal, StoreError
from pipeline.store.listings import Listings
from pipeline.store.lock import Waiting, lock_of
from pipeline.store.parquet import column_of, encode, read_table, row_count
from pipeline.store.partition import file_of, partition_of, schema_file_of
from pipeline.store.pending import Pending, content_of
from pipeline.store.places import Places
from pipeline.store.preferred import preferred_ids
from pipeline.store.sightings import Sightings
from schemas.rows import DATASETS, DiagnosticRow, DocumentRow, PlanRecords

# Failures that lie in the content: the same bytes fail again. The others may be lifted by other limits,
# programs or rights.
_LASTING: Final = frozenset({"empty_file", "encrypted", "corrupt", "unsupported_type", "hostile_archive"})
# How often, and after how many seconds, who reads while another process writes looks again: a writer at its
# fastest, twelve plans that it replaced without a pause, met one look in five.
_LOOKS: Final = 20
_PAUSE: Final = 0.05

_T = TypeVar("_T")


class Change(StrEnum):
    """What became of a document that was put into the store."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    COPY = "copy"
    KEPT = "kept"


class Sight(Protocol):
    """The look at the file system: is a path still there, does it still hold a content."""

    def note(self, uri: str) -> None: ...
    def exists(self, uri: str) -> bool: ...
    def holds(self, uri: str, sha256: str | None) -> bool: ...
    def bundles(self, uri: str) -> Iterable[str]: ...


class Store:
    """The Parquet datasets under one folder.

    Several processes may write to one store, one at a time: a call takes the store's lock for itself,
    `session` takes it for as long as it is open. `now` is the clock that tells when a content came in,
    `places` the look at the files it came from, `say` is told what the user should know.
    """

    def __init__(
        self,
        out: str | Path | UPath,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        places: Sight | None = None,
        say: Callable[[str], None] = lambda message: None,
    ) -> None:
        self.out = store_root(out)
        self._now = now
        self._say = say
        self._journal = Journal(self.out)
        self._lock = lock_of(self._journal.state)
        self._listings = Listings(self._journal.state / "bundles")
        self._sightings = Sightings(self._journal.state / "sightings")
        self._places = places or Places(self._journal.state / "bases", self._listings, self._sightings)
        self._index = DocumentIndex(self._journal.state / "documents.index", self.out / "documents")
        self._catalog = Catalog()
        self._generation: int | None = None

    @property
    def places(self) -> Sight:
        """The look at the files that the store was fed with."""
        return self._places

    @property
    def scratch(self) -> Path | None:
        """Where workers may put their temporary files while a session is open; what a killed run left there
        is gone. None for a store that is not on a disk."""
        return on_disk(self._journal.state / "scratch")

    def open(self) -> None:
        """Create what is missing and finish what a crash left; StoreError where that cannot be done."""
        with self.session():
            pass

    @contextmanager
    def session(self, waiting: Waiting | None = None, *, wait: bool = True) -> Iterator[None]:
        """Be the only writer while it is open. While another one is at work, `waiting` is told who; with
        `wait` false that is a StoreError instead. StoreError also where the store cannot be written to."""
        with self._exclusive(waiting, wait=wait):
            began = self._generation if self._index.exists() else None
            with self._translated():
                if self.scratch is not None:
                    shutil.rmtree(self.scratch, ignore_errors=True)
                    self.scratch.mkdir(exist_ok=True)
            try:
                yield
            finally:
                if self.scratch is not None:
                    shutil.rmtree(self.scratch, ignore_errors=True)
                with suppress(OSError):  # shortcuts for the next run, no more
                    self._sightings.settle()
                    if self._generation not in (None, began):
                        self._index.write((stored.row, stored.partition) for stored in self._catalog)

    def put(self, plans: Sequence[PlanRecords | EncodedPlan]) -> list[Change]:
        """Store the documents of one file, all that it holds; the answers are in their order.

        The same content changes nothing on the disk; a copy only adds its path to `other_uris`. A document of
        the file that is not among `plans` any more is removed. What the path held before is replaced: it
        leaves the store unless its content lies under another path too. A failure replaces only failures: a
        content that was read before keeps its records (`Change.KEPT` where it is the same one). ValueError
        where the records do not fit together, StoreError where they cannot be written.
        """
        encoded = [plan if isinstance(plan, EncodedPlan) else EncodedPlan.of(plan) for plan in plans]
        return self.put_all([encoded])[0] if encoded else []

    def put_all(self, files: Sequence[Sequence[EncodedPlan]]) -> list[list[Change]]:
        """Store the documents of several files at one go, each as `put` does: all of them are there
        afterwards, or none."""
        with self._writing():
            pending = Pending(self.out)
            answers = []
            for plans in files:
                _check_one_file(plans)
                self._places.note(plans[0].document.source_uri)
                answers.append(self._put(plans, pending))
            self._flush(pending)
        return answers

    def knows(self, sha256: str, version: str) -> bool:
        """Whether this version has read a file of this content, or found that it cannot be read at all."""
        rows = [stored.row for stored in self._catalog.of_content(sha256).values()]
        return bool(rows) and all(
            row.pipeline_version == version and (row.status != "failed" or row.reason in _LASTING)
            for row in rows
        )

    def keep_all(self, found: Sequence[tuple[str, str]]) -> list[tuple[list[EncodedPlan], list[Change]]]:
        """Note that contents the store knows, by their hashes, lie under these paths: their documents as they
        are stored, and what changed.

        All are noted before any is taken from the path it had: files may have changed places.
        """
        with self._writing():
            pending = Pending(self.out)
            before = [self._catalog.of_content(sha256) for sha256, _ in found]
            for sha256, uri in found:
                self._places.note(uri)
                held = self._catalog.of_content(sha256)
                self._prepare([], {key: self._with_uri(stored, uri) for key, stored in held.items()}, pending)
            for (sha256, uri), earlier in zip(found, before, strict=True):
                failed = all(stored.row.status == "failed" for stored in earlier.values())
                self._prepare([], self._displaced(uri, sha256, failed=failed), pending)
            self._flush(pending)
        answers = []
        for earlier in before:
            now = {key: self._catalog.get(key) or stored for key, stored in earlier.items()}
            changes = [
                _change(earlier[key], stored if stored != earlier[key] else None)
                for key, stored in now.items()
            ]
            answers.append(([self._recalled(stored) for stored in now.values()], changes))
        return answers

    def note_sightings(self, found: Mapping[str, tuple[str, str]]) -> None:
        """Note what files at URLs held, each with its mark and its hash."""
        with self._writing():
            self._sightings.note(found)

    def seen(self, url: str, mark: str) -> str | None:
        """The hash of the file at a URL, if it has the mark that was noted with it."""
        return self._sightings.hash_of(url, mark)

    def contents(self, sha256: str, version: str) -> Contents | None:
        """What a bundle with this hash holds, where this version has opened it."""
        return self._listings.get(sha256, version)

    def note_bundle(self, uri: str, contents: Contents, version: str, *, lasting: bool = True) -> None:
        """Note that a bundle with these contents lies under this path: documents that only lay there and are
        no more, leave.

        What is in the bundle under another name now goes by that. `lasting` says that the listing can be used
        again.
        """
        with self._writing():
            self._places.note(uri)
            if lasting:
                self._listings.note(contents, version)
            present = {member.uri(uri): member.sha256 for member in contents.members}
            # The bundle itself has a row from when it could not be opened.
            changes: dict[str, Stored | None] = dict.fromkeys(self._catalog.of_content(contents.sha256))
            self._commit([], changes | self._displaced(uri, contents.sha256, present=present))

    def prune(self, *, dry_run: bool = False) -> list[DocumentRow]:
        """Remove the documents of which no file is there any more, and the paths of copies that are gone; the
        rows that leave.

        With `dry_run` nothing is removed.
        """
        with self._writing():
            changes: dict[str, Stored | None] = {}
            for stored in self._catalog:
                left = [uri for uri in stored.uris if self._places.exists(uri)]
                if len(left) < len(stored.uris):
                    changes[stored.row.document_id] = self._under(stored, left)
            gone = [
                stored.row for stored in self._catalog if changes.get(stored.row.document_id, stored) is None
            ]
            if not dry_run:
                self._commit([], changes)
                uris = sorted(uri for stored in self._catalog for uri in stored.uris)
                self._listings.keep_only({sha256 for uri in uris for sha256 in self._places.bundles(uri)})
        return sorted(gone, key=lambda row: (row.source_uri, row.document_id))

    def documents(self) -> list[DocumentRow]:
        """Every documents row, by path and id."""
        rows = [row for row, _ in self._read(self._load)]
        return sorted(rows, key=lambda row: (row.source_uri, row.document_id))

    def read(self, dataset: str) -> pa.Table:
        """The rows of a dataset whose document is stored, with the partition keys as string columns."""
        ids = pa.array([row.document_id for row, _ in self._read(self._load)], pa.string())
        table = self._read(lambda: read_table(self.out / dataset, dataset))
        return table.filter(pc.is_in(table["document_id"], value_set=ids))

    def _read(self, look: Callable[[], _T]) -> _T:
        """What `look` finds. A writer at work may take a file away after it was listed: then another look is
        taken."""
        for _ in range(_LOOKS):
            try:
                return look()
            except FileNotFoundError:
                time.sleep(_PAUSE)
            except OSError as error:
                raise StoreError(f"cannot read {self.out}: {error.strerror or error}") from error
        raise StoreError(
            f"cannot read {self.out}: its files are gone before they are opened; is another run at work?"
        )

    @contextmanager
    def _exclusive(self, waiting: Waiting | None = None, *, wait: bool = True) -> Iterator[None]:
        with self._translated():
            self._journal.state.mkdir(parents=True, exist_ok=True)
            nested = self._lock.held
            self._lock.acquire(waiting, wait=wait)
        try:
            with self._translated():
                if not nested or self._generation is None:
                    self._refresh()
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._translated(), self._exclusive():
            yield

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """What the disk refuses becomes a StoreError; the next writer looks at everything anew."""
        try:
            yield
        except OSError as error:
            self._generation = None
            raise StoreError(f"cannot write to {self.out}: {error.strerror or error}") from error

    def _refresh(self) -> None:
        """Finish what a crash left, bring an older store up to date, and see what other processes wrote."""
        self._journal.recover()
        if self._generation is None:
            bring_up_to_date(self.out, self._journal.state, self._say)
            self._write_schemas()
        if self._generation != self._journal.generation:
            self._catalog = Catalog(self._load())
            self._sightings.forget()
            self._generation = self._journal.generation

    def _load(self) -> list[tuple[DocumentRow, PurePosixPath]]:
        check_readable(self.out, self._journal.state)
        try:
            return self._index.read()
        except (pa.ArrowException, ValueError) as error:
            damaged = self._index.damaged() or self.out / "documents"
            raise StoreError(
                f"{damaged} is not kehoach's or is damaged; remove it and ingest its plan again"
            ) from error

    def _write_schemas(self) -> None:
        """A file without rows in every dataset: pandas and DuckDB then find its columns even when no plan has
        a row in it."""
        for dataset in DATASETS:
            path, content = self.out / schema_file_of(dataset), encode(dataset, [])
            if content_of(path) != content:
                write_atomically(path, content)

    def _put(self, plans: Sequence[EncodedPlan], pending: Pending) -> list[Change]:
        first = plans[0].document
        earlier = self._catalog.of_content(first.source_sha256)
        changes: dict[str, Stored | None] = {}
        if first.status == "failed" and any(stored.row.status != "failed" for stored in earlier.values()):
            changes |= self._displaced(first.source_uri, first.source_sha256, failed=False)
            changes |= {key: self._with_uri(stored, first.source_uri) for key, stored in earlier.items()}
            self._prepare([], changes, pending)
            return [Change.KEPT for _ in plans]
        sibling = next(iter(earlier.values()), None)
        before = [self._catalog.get(plan.document.document_id) for plan in plans]
        changes |= self._displaced(first.source_uri, first.source_sha256, failed=first.status == "failed")
        changes |= dict.fromkeys(earlier)
        for plan, stored in zip(plans, before, strict=True):
            row = self._settled(plan.document, stored or sibling)
            changes[row.document_id] = Stored(row, partition_of(row))
        changed = self._prepare(plans, changes, pending)
        return [
            _change(stored, changed.get(plan.document.document_id))
            for plan, stored in zip(plans, before, strict=True)
        ]

    def _displaced(
        self,
        uri: str,
        sha256: str | None,
        *,
        failed: bool = False,
        present: Mapping[str, str | None] = MappingProxyType({}),
    ) -> dict[str, Stored | None]:
        """The documents of other contents that lay under this path, or in a bundle under it, as they are
        without it.

        A bundle has other paths `present` now, each with its content's hash: a document goes by those it has.
        Not changed are documents whose content lies there still, seen from another folder; nor, for a file
        that failed, those that were read.
        """
        named: dict[str | None, list[str]] = {}
        for held, there in present.items():
            named.setdefault(there, []).append(held)
        changes: dict[str, Stored | None] = {}
        for key, stored in (self._catalog.at(uri) | self._catalog.within(uri)).items():
            content = stored.row.source_sha256
            if content == sha256 or (failed and stored.row.status != "failed"):
                continue
            left = [
                held
                for held in stored.uris
                if not (held == uri or held.startswith(uri + SEPARATOR))
                or held in present
                or self._places.holds(held, content)
            ]
            left += [held for held in named.get(content, ()) if content is not None and held not in left]
            if set(left) != set(stored.uris):
                changes[key] = self._under(stored, left)
        return changes

    def _commit(
        self, plans: Sequence[EncodedPlan], changes: dict[str, Stored | None]
    ) -> dict[str, Stored | None]:
        """Bring the disk to these documents (None: gone) and the rows of these plans; what of it was not
        there already."""
        pending = Pending(self.out)
        changed = self._prepare(plans, changes, pending)
        self._flush(pending)
        return changed

    def _flush(self, pending: Pending) -> None:
        if pending:
            self._journal.commit(pending.writes, withdraw=pending.withdraw, remove=pending.remove)
            self._generation = self._journal.generation

    def _prepare(
        self, plans: Sequence[EncodedPlan], changes: dict[str, Stored | None], pending: Pending
    ) -> dict[str, Stored | None]:
        """Add to `pending` what these changes do to the files; the changes that do anything."""
        records = {plan.document.document_id: plan for plan in plans}
        changes = self._with_preferred(self._with_links(changes, records, pending))
        changed: dict[str, Stored | None] = {}
        for key, after in changes.items():
            before = self._catalog.get(key)
            if before == after and key not in records:
                continue
            wanted = _files(after, records.get(key))
            stale: set[str] = set()
            if before is not None and (key in records or after is None):
                former = {file_of(dataset, before.partition, key) for dataset in DATASETS}
                stale = {path for path in former - wanted.keys() if pending.exists(path)}
            different = {
                path: content for path, content in wanted.items() if pending.content(path) != content
            }
            if not different and not stale:
                continue
            changed[key] = after
            if before is not None and any(not path.startswith("documents/") for path in (*different, *stale)):
                pending.withdraw.add(file_of("documents", before.partition, key))
                different |= {
                    path: content for path, content in wanted.items() if path.startswith("documents/")
                }
            pending.add(different, stale)
        self._catalog.update(changes)
        return changed

    def _with_links(
        self, changes: dict[str, Stored | None], records: dict[str, EncodedPlan], pending: Pending
    ) -> dict[str, Stored | None]:
        """The changes with what annexes take over from their plans, and with those annexes that a plan's
        coming or going changes; the rows of one that moves to another partition are added to `records`."""
        settled = dict(changes)
        touched = [
            stored for key, after in changes.items() for stored in (after, self._catalog.get(key)) if stored
        ]
        for number in {number for stored in touched if (number := number_of(stored.row))}:
            annexes = self._of_number(number, changes, attached=True)
            plans = self._of_number(number, changes, attached=False) if annexes else {}
            for key, stored in annexes.items():
                note = note_of(key)
                own = row = stored.row if key in records else without_plan(stored.row, pending.content(note))
                plan = plan_of(own, [held.row for held in plans.values()])
                if plan is not None:
                    texts = [
                        self._task_texts(held, records, pending) for held in (plans[plan.document_id], stored)
                    ]
                    row = with_plan(own, plan, held=holds(*texts))
                settled[key] = Stored(row, partition_of(row))
                noted = own_fields(own) if row != own else None
                if noted != pending.content(note):
                    pending.add({note: noted} if noted else {}, [] if noted else [note])
                if key not in records and partition_of(row) != stored.partition:
                    records[key] = EncodedPlan(row, dict(self._rows_of(stored, pending)), {})
        for key, after in changes.items():
            before = self._catalog.get(key)
            was_attached = before is not None and is_attached(before.row)
            if (
                was_attached
                and (after is None or not is_attached(after.row))
                and pending.exists(note_of(key))
            ):
                pending.add({}, [note_of(key)])
        return settled

    def _of_number(
        self, number: str, changes: dict[str, Stored | None], *, attached: bool
    ) -> dict[str, Stored]:
        """The documents with this number as they are after the changes, by id."""
        found = {
            key: held
            for key, held in self._catalog.of_number(number, attached=attached).items()
            if key not in changes
        }
        return found | {
            key: stored
            for key, stored in changes.items()
            if stored and number_of(stored.row) == number and is_attached(stored.row) == attached
        }

    def _rows_of(self, stored: Stored, pending: Pending) -> Iterator[tuple[str, bytes]]:
        """The files of a document's records, by dataset."""
        for dataset in DATASETS:
            content = pending.content(file_of(dataset, stored.partition, stored.row.document_id))
            if dataset != "documents" and content is not None:
                yield dataset, content

    def _task_texts(self, stored: Stored, records: dict[str, EncodedPlan], pending: Pending) -> list[str]:
        """The texts of a document's tasks; none of a file that is damaged."""
        key = stored.row.document_id
        content = (
            records[key].files.get("tasks")
            if key in records
            else pending.content(file_of("tasks", stored.partition, key))
        )
        with suppress(pa.ArrowException):
            return column_of(content, "task_text") if content else []
        return []

    def _with_preferred(self, changes: dict[str, Stored | None]) -> dict[str, Stored | None]:
        """The changes with `preferred` set, and with those documents of the same plans for which it turns.

        A plan's other forms are looked at only when the one that was preferred is among the changes: a plan
        may have thousands.
        """
        settled = dict(changes)
        touched = [
            stored for key, after in changes.items() for stored in (after, self._catalog.get(key)) if stored
        ]
        for plan_key in {stored.row.plan_key for stored in touched}:
            after = {
                key: stored for key, stored in changes.items() if stored and stored.row.plan_key == plan_key
            }
            best = self._catalog.preferred(plan_key) if plan_key else None
            if best is not None and best.row.document_id not in changes:
                after[best.row.document_id] = best
            else:
                after |= {
                    key: held for key, held in self._catalog.of_plan(plan_key).items() if key not in changes
                }
            preferred = preferred_ids(stored.row for stored in after.values())
            for key, stored in after.items():
                if stored.row.preferred != (key in preferred):
                    row = stored.row.model_copy(update={"preferred": key in preferred})
                    settled[key] = Stored(row, stored.partition)
        return settled

    def _settled(self, row: DocumentRow, known: Stored | None) -> DocumentRow:
        """The row as it is stored: with the paths known of its content and the time of this version's first
        reading."""
        since = None
        if known is not None:
            paths = self._with_uri(known, row.source_uri).row
            row = row.model_copy(update={"source_uri": paths.source_uri, "other_uris": paths.other_uris})
            since = known.row.ingested_at if known.row.pipeline_version == row.pipeline_version else None
        return row.model_copy(update={"ingested_at": since or self._now()})

    def _with_uri(self, stored: Stored, uri: str) -> Stored:
        """The document with one more path: in place of its own where no file is there any more (it was
        moved), else as a copy."""
        if uri in stored.uris:
            return stored
        own, others = stored.row.source_uri, stored.row.other_uris
        if self._places.exists(own):
            first = min(own, uri, key=_rank)
            return _lying_at(stored, first, (*stored.uris, uri))
        return self._under(stored, (*others, uri)) or stored

    def _under(self, stored: Stored, uris: Collection[str]) -> Stored | None:
        """The document with these of its paths only; None without any."""
        if not uris:
            return None
        present = [uri for uri in uris if self._places.exists(uri)]
        return _lying_at(stored, min(present or uris, key=_rank), uris)

    def _recalled(self, stored: Stored) -> EncodedPlan:
        """A stored document as it was put: how many rows it has, and what its reader said."""
        key = stored.row.document_id
        paths = {
            dataset: self.out / file_of(dataset, stored.partition, key)
            for dataset in DATASETS
            if dataset != "documents"
        }
        said = []
        if stored.row.status != "stored" and paths["diagnostics"].exists():
            rows = read_table(paths["diagnostics"], "diagnostics").to_pylist()
            said = [DiagnosticRow(**{name: row[name] for name in DiagnosticRow.model_fields}) for row in rows]
        return EncodedPlan(
            stored.row, {}, {name: row_count(path) for name, path in paths.items()}, tuple(said)
        )


def _rank(uri: str) -> tuple[int, str]:
    """Which path of a content is its document's own, whichever came first: a file by itself before one in a
    bundle."""
    return uri.count(SEPARATOR), uri


def _lying_at(stored: Stored, own: str, uris: Iterable[str]) -> Stored:
    row = stored.row.model_copy(update={"source_uri": own, "other_uris": tuple(sorted({*uris} - {own}))})
    return Stored(row, stored.partition)


def _files(stored: Stored | None, plan: EncodedPlan | None) -> dict[str, bytes]:
    """The files of a document: its row, and those of its records when they are given."""
    if stored is None:
        return {}
    key = stored.row.document_id
    files = {file_of("documents", stored.partition, key): encode("documents", [stored.row])}
    for dataset, content in plan.files.items() if plan else ():
        files[file_of(dataset, stored.partition, key)] = content
    return files


def _change(before: Stored | None, after: Stored | None) -> Change:
    """What became of a document, from how it was held and how it is held anew (None: no file of it
    changed)."""
    if before is None:
        return Change.NEW
    if after is None:
        return Change.UNCHANGED
    return Change.COPY if len(after.row.other_uris) > len(before.row.other_uris) else Change.UPDATED


def _check_one_file(plans: Sequence[EncodedPlan]) -> None:
    first = plans[0].document
    if any(
        (p.document.source_sha256, p.document.source_uri) != (first.source_sha256, first.source_uri)
        for p in plans
    ):
        raise ValueError("the records come from several files")
    if len({plan.document.document_id for plan in plans}) != len(plans):
        raise ValueError("a document is given twice")
