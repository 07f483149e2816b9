"""The store: how the records of a file come into it, and how those of a file that is gone leave it.

What is asked of the store stands here as one method each. What belongs together is decided in `settling`,
what is written in `writing`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import pyarrow as pa
from upath import UPath

from pipeline.intake.bundles import Contents
from pipeline.store.catalog import Catalog
from pipeline.store.change import Change, change_between
from pipeline.store.encoded import EncodedPlan
from pipeline.store.errors import StoreError, UnstorableError
from pipeline.store.partition import partition_of
from pipeline.store.problem import Problem
from pipeline.store.reading import StoreReader
from pipeline.store.settling.copies import SourcesThere, displaced, with_path, without_missing
from pipeline.store.settling.corrections import Corrections, keys_of
from pipeline.store.settling.twins import lacks_pages
from pipeline.store.sources.bundle_listings import BundleListings
from pipeline.store.sources.source_files import SourceFiles
from pipeline.store.sources.url_hashes import UrlHashes
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from pipeline.store.writing.compaction import compact_partition, size_of
from pipeline.store.writing.corrections_file import FILE
from pipeline.store.writing.documents_index import DocumentsIndex
from pipeline.store.writing.files import put_aside, remove, store_root
from pipeline.store.writing.journal import Journal
from pipeline.store.writing.kept import AS_READ, Kept
from pipeline.store.writing.lock import Waiting
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.session import WriteAccess
from pipeline.store.writing.transaction import Transaction
from schemas.corrections import CorrectionRow
from schemas.language import gettext as _
from schemas.rows import DocumentRow, PlanRecords
from schemas.said import Said

if TYPE_CHECKING:
    from pipeline.correcting import State

# Failures that lie in the content: the same bytes fail again. The others may be lifted by other limits,
# programs or rights.
_LASTING: Final = frozenset({"empty_file", "encrypted", "corrupt", "unsupported_type", "hostile_archive"})

# Letters of what stopped a file's records from being stored: it may quote the file.
_MOST_SAID: Final = 200


class Sources(SourcesThere, Protocol):
    """The files that the store was fed with (`SourceFiles`, unless told otherwise)."""

    def note(self, uri: str) -> None:
        """Remember what is needed to find a file under this path again."""

    def bundles(self, uri: str) -> Iterable[str]:
        """The hashes of the bundles that a path leads into."""


class Store:
    """The Parquet datasets under one folder.

    Several processes may write to one store, one at a time: a call takes the store's lock for itself,
    `session` takes it for as long as it is open. `now` is the clock that tells when a content came in,
    `sources` the look at the files it came from, `say` is told what the user should know.

    Every method that writes raises StoreError where the disk refuses.
    """

    def __init__(
        self,
        out: str | Path | UPath,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sources: Sources | None = None,
        say: Callable[[str], None] = lambda message: None,
    ) -> None:
        self.out = store_root(out)
        self._now = now
        self._say = say
        self._told: set[str] = set()
        self._journal = Journal(self.out)
        state = self._journal.state
        self._bundle_listings = BundleListings(state / "bundles")
        self._url_hashes = UrlHashes(state / "sightings")
        self._sources = sources or SourceFiles(state / "bases", self._bundle_listings, self._url_hashes)
        self._packs = Packs(self.out)
        self._index = DocumentsIndex(state / "documents.index", self.out / "documents", self._tell_bad)
        self._reader = StoreReader(
            self._journal, self._index, self._packs, self._tell_bad, self._tell_bad_corrections
        )
        self._catalog = Catalog()
        self._aside = Kept(self.out)
        self._corrections = Corrections()
        self._access = WriteAccess(self._journal, self._reload, say)

    @property
    def sources(self) -> Sources:
        """The look at the files that the store was fed with."""
        return self._sources

    @property
    def scratch(self) -> Path | None:
        """Where workers may put their temporary files while a session is open; what a killed run left there
        is gone. None where this machine has no room for them but the system's own."""
        return self._access.scratch

    @property
    def is_empty(self) -> bool:
        """In a session: whether no document is stored, so that every file will be read."""
        return next(iter(self._catalog), None) is None

    def open(self) -> None:
        """Create what is missing and finish what a crash left; StoreError where that cannot be done."""
        with self.session():
            pass

    @contextmanager
    def session(self, waiting: Waiting | None = None, *, wait: bool = True) -> Iterator[None]:
        """Be the only writer while it is open. While another one is at work, `waiting` is told who; with
        `wait` false that is a StoreError instead."""
        with self._access.exclusive(waiting, wait=wait):
            began = self._access.generation if self._index.exists() else None
            with self._access.with_scratch():
                try:
                    yield
                finally:
                    self._write_shortcuts(began)

    def put(self, plans: Sequence[PlanRecords | EncodedPlan]) -> list[Change]:
        """Store the documents of one file, all that it holds; the answers are in their order.

        The same content changes nothing on the disk; a copy only adds its path to `other_uris`. A document of
        the file that is not among `plans` any more is removed. What the path held before is replaced: it
        leaves the store unless its content lies under another path too. A failure replaces only failures: a
        content that was read before keeps its records (`Change.KEPT` where it is the same one). ValueError
        where the records do not fit together.
        """
        encoded = [plan if isinstance(plan, EncodedPlan) else EncodedPlan.of(plan) for plan in plans]
        return self.put_all([encoded])[0] if encoded else []

    def put_all(self, files: Sequence[Sequence[EncodedPlan]]) -> list[list[Change]]:
        """Store the documents of several files at one go, each as `put` does: all of them are there
        afterwards, or none."""
        return [changes for _plans, changes in self._put_all(files)]

    def put_each(
        self, files: Sequence[Sequence[EncodedPlan]]
    ) -> list[tuple[Sequence[EncodedPlan], list[Change]]]:
        """Store the documents of several files as `put_all` does: the documents of each as they are stored,
        and what became of them.

        A file whose records cannot be stored is one that failed, and costs no other file. StoreError where
        the store cannot be written to.
        """
        try:
            return self._put_all(files)
        except UnstorableError:
            pass
        except StoreError:
            raise
        except Exception:  # whatever it is, one file's records are to blame: each is stored by itself
            self._access.forget()
        return [self._put_or_fail(plans) for plans in files]

    def knows(self, sha256: str, version: str) -> bool:
        """Whether this version has read a file of this content, or found that it cannot be read at all."""
        rows = [stored.row for stored in self._catalog.of_content(sha256).values()]
        return bool(rows) and all(
            row.pipeline_version == version and (row.status != "failed" or row.reason in _LASTING)
            for row in rows
        )

    def keep_all(self, found: Sequence[tuple[str, str]]) -> list[tuple[list[EncodedPlan], list[Change]]]:
        """Note that contents the store knows lie under these paths, as pairs of hash and path: the documents
        of each as they are stored, and what changed.

        All are noted before any is taken from the path it had: files may have changed places.
        """
        with self._transaction() as transaction:
            before = [self._catalog.of_content(sha256) for sha256, _ in found]
            for sha256, uri in found:
                self._sources.note(uri)
                held = self._catalog.of_content(sha256)
                transaction.change(self._with_path(held, uri))
            for (sha256, uri), earlier in zip(found, before, strict=True):
                failed = all(stored.row.status == "failed" for stored in earlier.values())
                transaction.change(displaced(self._catalog, self._sources, uri, sha256, failed=failed))
        return [self._kept(earlier) for earlier in before]

    def note_url_hashes(self, found: Mapping[str, tuple[str, str]]) -> None:
        """Note what files at URLs held, each with its mark (what the server says of it) and its hash."""
        with self._access.writing():
            self._url_hashes.note(found)

    def hash_at(self, url: str, mark: str) -> str | None:
        """The hash of the file at a URL, if it has the mark that was noted with it."""
        return self._url_hashes.hash_of(url, mark)

    def contents(self, sha256: str, version: str) -> Contents | None:
        """What a bundle with this hash holds, where this version has opened it."""
        return self._bundle_listings.get(sha256, version)

    def note_bundle(self, uri: str, contents: Contents, version: str, *, lasting: bool = True) -> None:
        """Note that a bundle with these contents lies under this path: documents that only lay there and are
        no more, leave.

        What is in the bundle under another name now goes by that. `lasting` says that the listing can be used
        again.
        """
        with self._transaction() as transaction:
            self._sources.note(uri)
            if lasting:
                self._bundle_listings.note(contents, version)
            present = {member.uri(uri): member.sha256 for member in contents.members}
            # The bundle itself has a row from when it could not be opened.
            changes: DocumentChanges = dict.fromkeys(self._catalog.of_content(contents.sha256))
            changes |= displaced(self._catalog, self._sources, uri, contents.sha256, present=present)
            transaction.change(changes)

    def prune(self, *, dry_run: bool = False) -> list[DocumentRow]:
        """Remove the documents of which no file is there any more, and the paths of copies that are gone; the
        rows that leave.

        With `dry_run` nothing is removed.
        """
        with self._access.writing():
            changes = without_missing(self._catalog, self._sources)
            gone = [stored.row for stored in self._catalog if changes.get(stored.document_id, stored) is None]
            if not dry_run:
                with self._transaction() as transaction:
                    transaction.change(changes)
                self._bundle_listings.keep_only(self._bundles_in_use())
        return sorted(gone, key=lambda row: (row.source_uri, row.document_id))

    def compact(self) -> bool:
        """Merge the small files of each partition; whether there was anything to do. What can be asked of the
        store, and what is written to it later, is as before."""
        partitions: dict[str, set[str]] = {}
        changed = False
        with self._access.writing():
            for stored in self._catalog:
                partitions.setdefault(stored.partition, set()).add(stored.document_id)
            for partition, document_ids in sorted(partitions.items()):
                if compact_partition(self._journal, self._packs, partition, document_ids):
                    self._packs.forget()
                    self._access.written()
                    changed = True
        return changed

    def size(self) -> tuple[int, int]:
        """How many data files there are, and how many bytes they have."""
        return size_of(self.out)

    def repair(self, found: Iterable[Problem]) -> None:
        """Remove what is wrong: entries that are nobody's, and documents with anything amiss, which the next
        ingest reads again; derive anew what is stored of the others. What people wrote is put aside instead,
        in `.kehoach/lost`, and corrections are taken from their copy."""
        found = list(found)
        with self._access.writing():
            lost = self._corrections.lost
            for entry in {problem.entry for problem in found if problem.entry is not None}:
                remove(self.out / entry)
            for entry in {problem.precious for problem in found if problem.precious is not None}:
                put_aside(self.out / entry, self._journal.state / "lost")
            self._reload()
            with self._transaction() as transaction:
                document_ids = frozenset().union(*(problem.documents for problem in found))
                transaction.change({key: None for key in document_ids if self._catalog.get(key)})
                transaction.discard(document_ids)
                transaction.forget_kept(document_ids)
                transaction.correct(Corrections(self._corrections.rows))
                if lost:
                    corrected: DocumentChanges = {
                        stored.document_id: stored
                        for stored in self._catalog
                        if self._aside.has(AS_READ, stored.document_id)
                    }
                    transaction.change(corrected, anew=set(corrected))
                for problem in found:
                    stored = self._catalog.get(problem.unsettled or "")
                    if stored is not None:
                        forms = self._catalog.of_plan(stored.row.plan_key) | {stored.document_id: stored}
                        transaction.change(dict(forms), anew=forms)

    def documents(self) -> list[DocumentRow]:
        """Every documents row, by path and id. StoreError where the store cannot be read."""
        return self._reader.documents()

    def read(self, dataset: str) -> pa.Table:
        """The rows of a dataset whose document is stored, with the partition keys as string columns.

        They are those of one state of the store, also while another process writes to it. StoreError where
        the store cannot be read.
        """
        return self.read_together([dataset])[dataset]

    def read_together(self, datasets: Collection[str]) -> dict[str, pa.Table]:
        """The rows of several datasets as `read` gives them, all of one and the same state of the store."""
        return self._reader.tables(datasets)

    def correct(self, rows: Sequence[CorrectionRow]) -> "dict[str, State]":
        """Keep what reviewers said and derive the plans that it is about anew, all at one go; what becomes of
        each of `rows`, by `correction_id`.

        A correction that fits nothing is kept too, and one of a plan that is not stored (both "unfit"). One
        that is kept already changes nothing, unless it was taken back: then it is in force again. StoreError
        where the corrections in the store are damaged.
        """
        with self._access.writing():
            self._change_corrections(self._sound_corrections().with_rows(rows))
            return self._reader.states({row.correction_id for row in rows})

    def undo(self, correction_ids: Collection[str], who: str) -> list[CorrectionRow]:
        """Take corrections back: they are kept, with who took them back and when, and the plans read as
        without them. Their rows as they are kept now; those taken back before are passed over.

        StoreError for an id that no correction has, and where the corrections in the store are damaged.
        """
        wanted = set(correction_ids)
        with self._access.writing():
            corrections = self._sound_corrections()
            if unknown := sorted(wanted - {row.correction_id for row in corrections.rows}):
                raise StoreError(
                    _("{store} has no correction {ids}").format(store=self.out, ids=", ".join(unknown))
                )
            undone = {row.correction_id for row in corrections.rows if row.undone_at is None} & wanted
            now = corrections.without(undone, who, self._now())
            self._change_corrections(now)
        return [row for row in now.rows if row.correction_id in undone]

    def corrections(self) -> list[CorrectionRow]:
        """What reviewers said, in the order made, also what was taken back. StoreError where the store cannot
        be read."""
        return list(self._reader.corrections().rows)

    def correction_states(self) -> "dict[str, State]":
        """What becomes of each correction in force, by `correction_id`: "unfit" also for one of a plan that
        is not stored. StoreError where the store cannot be read."""
        return self._reader.states()

    def as_read(self, document_ids: Collection[str]) -> dict[str, PlanRecords]:
        """The records of documents without corrections, by id, with places where those stored have some; an
        id that is not stored is left out. StoreError where the store cannot be read."""
        return self._reader.as_read(document_ids)

    def place(self, document_id: str, paged: PlanRecords) -> None:
        """Give a document without pages of its own the places that its texts have in `paged`, what was read
        of its printed pages.

        They stay until another version reads the document; the pages of the same plan's PDF go before them.
        StoreError where no such document is stored, or it has pages of its own.
        """
        with self._transaction() as transaction:
            stored = self._catalog.get(document_id)
            if stored is None:
                raise StoreError(
                    _("{store} has no document {document}").format(store=self.out, document=document_id)
                )
            if not lacks_pages(stored.row):
                raise StoreError(_("{path} has pages of its own").format(path=stored.row.source_uri))
            transaction.keep_pages(document_id, EncodedPlan.of(paged))
            transaction.change({document_id: stored}, anew=[document_id])

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        """Changes that reach the disk together when it is left without an error."""
        with self._access.writing():
            transaction = Transaction(
                self._catalog, self._journal, self._packs, self._aside, self._corrections
            )
            try:
                yield transaction
                if transaction.commit():
                    self._access.written()
            except BaseException:
                # What this process knows has changed already.
                self._access.forget()
                raise
            self._corrections = transaction.corrections

    def _sound_corrections(self) -> Corrections:
        """What reviewers said; StoreError where that is damaged, since it would be written over."""
        if self._corrections.damaged:
            raise StoreError(
                _("{path} is damaged; kehoach check --repair puts it aside").format(path=self.out / FILE)
            )
        return self._corrections

    def _change_corrections(self, now: Corrections) -> None:
        """Keep these corrections, and derive anew the documents that others are about than before."""
        with self._transaction() as transaction:
            keys = now.keys_that_differ(self._corrections)
            transaction.correct(now)
            about: DocumentChanges = {}
            for stored in self._catalog:
                may_name = now.may_name(stored.base) or self._corrections.may_name(stored.base)
                own_key = transaction.own_key(stored) if may_name else None
                if not keys.isdisjoint(keys_of(stored.base, own_key)):
                    about[stored.document_id] = stored
            transaction.change(about, anew=set(about))
        if about:
            # Corrections come one by one, and each would have the next opening read what the last one wrote.
            with suppress(OSError):
                self._index.write((stored.row, stored.partition) for stored in self._catalog)

    def _tell_bad_corrections(self, path: UPath) -> None:
        """Say once that the corrections are damaged."""
        if str(path) not in self._told:
            self._told.add(str(path))
            self._say(
                _(
                    "{path} is missing or damaged: kehoach check --repair puts it aside and takes the "
                    "corrections from their copy"
                ).format(path=path)
            )

    def _tell_bad(self, path: UPath) -> None:
        """Say once of a file that it is passed over."""
        if str(path) not in self._told:
            self._told.add(str(path))
            self._say(
                _(
                    "{path} is not kehoach's or is damaged: passed over; kehoach check --repair removes it"
                ).format(path=path)
            )

    def _reload(self) -> None:
        """See what other processes wrote."""
        self._packs.forget()
        self._aside.load()
        self._corrections = self._reader.load_corrections()
        documents = self._reader.load()
        corrected = [row.document_id for row, _partition in documents if row.corrected]
        self._catalog = Catalog(documents, self._aside.rows_as_read(corrected))
        self._url_hashes.forget()

    def _write_shortcuts(self, began: int | None) -> None:
        """Leave the next run what lets it start at once; `began` is the state for which the index is right.

        A disk that refuses loses nothing but that.
        """
        with suppress(OSError):
            self._url_hashes.merge_notes()
            if self._access.generation not in (None, began):
                self._index.write((stored.row, stored.partition) for stored in self._catalog)

    def _put_all(
        self, files: Sequence[Sequence[EncodedPlan]]
    ) -> list[tuple[Sequence[EncodedPlan], list[Change]]]:
        """Store the documents of several files at one go; those of each as they are stored, and what became
        of them."""
        with self._transaction() as transaction:
            answers = []
            for plans in files:
                _check_one_file(plans)
                self._sources.note(plans[0].document.source_uri)
                answers.append(self._put(plans, transaction))
            stored = [_as_stored(plans, transaction.derived) for plans in files]
        return list(zip(stored, answers, strict=True))

    def _put(self, plans: Sequence[EncodedPlan], transaction: Transaction) -> list[Change]:
        """Store the documents of one file in this transaction; what became of each."""
        first = plans[0].document
        uri, sha256, failed = first.source_uri, first.source_sha256, first.status == "failed"
        earlier = self._catalog.of_content(sha256)
        if failed and any(stored.row.status != "failed" for stored in earlier.values()):
            changes = displaced(self._catalog, self._sources, uri, sha256)
            transaction.change(changes | self._with_path(earlier, uri))
            return [Change.KEPT for _ in plans]
        sibling = next(iter(earlier.values()), None)
        before = [self._catalog.get(plan.document.document_id) for plan in plans]
        changes = displaced(self._catalog, self._sources, uri, sha256, failed=failed)
        changes |= dict.fromkeys(earlier)
        for plan, stored in zip(plans, before, strict=True):
            changes[plan.document.document_id] = self._completed(plan.document, stored or sibling)
        changed = transaction.change(changes, plans)
        return [
            change_between(stored, changed.get(plan.document.document_id))
            for plan, stored in zip(plans, before, strict=True)
        ]

    def _put_or_fail(self, plans: Sequence[EncodedPlan]) -> tuple[Sequence[EncodedPlan], list[Change]]:
        """Store the documents of one file, or that they cannot be stored."""
        try:
            return self._put_all([plans])[0]
        except UnstorableError as error:
            why = str(error)
        except StoreError:
            raise
        except Exception as error:
            self._access.forget()
            why = f"{type(error).__name__}: {error}"
        failed = [EncodedPlan.of(_unstorable(plans[0].document, " ".join(why.split())[:_MOST_SAID]))]
        return failed, self.put_all([failed])[0]

    def _with_path(self, documents: Mapping[str, StoredDocument], uri: str) -> DocumentChanges:
        """These documents with one more path."""
        return {key: with_path(stored, uri, self._sources) for key, stored in documents.items()}

    def _kept(self, earlier: Mapping[str, StoredDocument]) -> tuple[list[EncodedPlan], list[Change]]:
        """The documents of a content as they are now, and what changed since `earlier`."""
        now = {key: self._catalog.get(key) or stored for key, stored in earlier.items()}
        changes = [
            change_between(earlier[key], stored if stored != earlier[key] else None)
            for key, stored in now.items()
        ]
        return [self._reader.plan(stored) for stored in now.values()], changes

    def _completed(self, row: DocumentRow, known: StoredDocument | None) -> StoredDocument:
        """A document just read as it is stored: with the paths of its content that are known, and the time at
        which this version first read it."""
        since = None
        if known is not None:
            paths = with_path(known, row.source_uri, self._sources).row
            row = row.model_copy(update={"source_uri": paths.source_uri, "other_uris": paths.other_uris})
            since = known.row.ingested_at if known.row.pipeline_version == row.pipeline_version else None
        row = row.model_copy(update={"ingested_at": since or self._now()})
        return StoredDocument(row, partition_of(row))

    def _bundles_in_use(self) -> set[str]:
        """The hashes of the bundles in which documents lie."""
        uris = sorted(uri for stored in self._catalog for uri in stored.uris)
        return {sha256 for uri in uris for sha256 in self._sources.bundles(uri)}


def _as_stored(plans: Sequence[EncodedPlan], derived: Mapping[str, EncodedPlan]) -> list[EncodedPlan]:
    """Documents as they are stored, those of `derived` being other than they were read."""
    return [derived.get(plan.document.document_id, plan) for plan in plans]


def _unstorable(row: DocumentRow, why: str) -> PlanRecords:
    """The records of a file whose records cannot be stored."""
    return PlanRecords.failed(
        row.source_uri,
        "parser_crash",
        pipeline_version=row.pipeline_version,
        source_sha256=row.source_sha256,
        message=Said("the records cannot be stored: {why}", why=why),
    )


def _check_one_file(plans: Sequence[EncodedPlan]) -> None:
    """ValueError for documents that are not those of one file."""
    if len({(plan.document.source_sha256, plan.document.source_uri) for plan in plans}) > 1:
        raise ValueError("the records come from several files")
    if len({plan.document.document_id for plan in plans}) != len(plans):
        raise ValueError("a document is given twice")
