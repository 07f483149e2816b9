"""Changes of documents that are made at one go: settled among each other, turned into changes of files, then
brought to the disk as a whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress

import pyarrow as pa
from upath import UPath

from pipeline.store.catalog import Catalog
from pipeline.store.encoded import EXTRACTED, EncodedPlan
from pipeline.store.partition import file_of
from pipeline.store.settling.corrections import Corrections
from pipeline.store.settling.links import with_links
from pipeline.store.settling.preferred import with_preferred
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from pipeline.store.writing.corrections_file import corrections_files
from pipeline.store.writing.derivation import Derivation, Derived, key_by_itself, own_words_file
from pipeline.store.writing.file_changes import FileChanges, is_row
from pipeline.store.writing.files import files_under
from pipeline.store.writing.journal import Journal
from pipeline.store.writing.kept import AS_READ, PRINTED, Kept
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.parquet import column_of, encode
from schemas.rows import DATASETS, DocumentRow


class Transaction:
    """Changes of one store. `catalog` follows each of them at once, the files follow with `commit`.

    `kept` says what lies beside the data, `corrections` what reviewers said; both follow too.
    """

    def __init__(
        self, catalog: Catalog, journal: Journal, packs: Packs, kept: Kept, corrections: Corrections
    ) -> None:
        self._catalog = catalog
        self._journal = journal
        self._packs = packs
        self._kept = kept
        self._files = FileChanges(journal.root, packs)
        self.corrections = corrections
        self.derived: dict[str, EncodedPlan] = {}
        """The documents that are not stored as they were read, as they are stored."""

    def change(
        self, changes: DocumentChanges, plans: Sequence[EncodedPlan] = (), *, anew: Collection[str] = ()
    ) -> DocumentChanges:
        """Let the documents be so (None: gone), and those of `plans` have these records. What is stored of
        those `anew` is derived anew, whether or not they change.

        The answer holds every document of which a file changes: also those that the changes touch, the
        annexes of a plan and its other forms.
        """
        records = {plan.document.document_id: plan for plan in plans}
        self._drop_old_prints(records)
        derivation = Derivation(self._catalog, self._files, self._kept, self.corrections, records, anew)
        linked = with_links(changes, self._catalog, _Records(records, self._files, derivation))
        settled = with_preferred(linked.changes, self._catalog)
        self._keep_own_words(linked.own_words)
        followers = derivation.settle(settled)
        settled = {key: self._catalog.get(key) for key in followers} | settled
        touched = {
            key: after
            for key, after in settled.items()
            if after != self._catalog.get(key) or key in records or key in anew or key in followers
        }
        # All are derived before any file changes: they are derived from each other's.
        derived = {
            key: derivation.of(self._catalog.get(key), after) for key, after in touched.items() if after
        }
        changed: DocumentChanges = {}
        for key, after in touched.items():
            now, found = self._settled_files(key, after, records.get(key), derived.get(key))
            if self._change_files(key, self._catalog.get(key), now, found):
                changed[key] = now
            settled[key] = now
        self._catalog.update(settled)
        return changed

    def correct(self, corrections: Corrections) -> None:
        """Let these be all that reviewers said."""
        self.corrections = corrections
        wanted = corrections_files(corrections.rows)
        if corrections.rows or any(map(self._files.exists, wanted)):
            self._files.add({path: new for path, new in wanted.items() if self._files.content(path) != new})

    def own_key(self, stored: StoredDocument) -> str | None:
        """The key that an annex had before it followed its plan."""
        return key_by_itself(stored, self._files)

    def keep_pages(self, document_id: str, paged: EncodedPlan) -> None:
        """Keep what was read of a document's printed pages."""
        self._kept.keep(self._files, PRINTED, document_id, paged)

    def forget_kept(self, document_ids: Iterable[str]) -> None:
        """Keep nothing any more beside the data of documents that may not be there."""
        for key in document_ids:
            for folder in (AS_READ, PRINTED):
                self._kept.drop(self._files, folder, key)

    def discard(self, document_ids: Collection[str]) -> None:
        """Remove whatever rows of these documents lie anywhere, whether the catalog knows them or not."""
        for folder in sorted(_folders(self._journal.root)):
            paths = [f"{folder}/{key}.parquet" for key in document_ids]
            self._files.add({}, [path for path in paths if self._files.exists(path)])

    def commit(self) -> bool:
        """Bring the disk to what was decided; whether there was anything to do. OSError where the disk
        refuses."""
        if not self._files:
            return False
        changes = self._files.settled()
        try:
            self._journal.commit(
                changes.writes, withdraw=changes.withdraw, remove=changes.remove, first=changes.first
            )
        finally:
            if changes.touches_packed:
                self._packs.forget()
        return True

    def _drop_old_prints(self, read: Mapping[str, EncodedPlan]) -> None:
        """Keep no printed pages that another version read."""
        for key, plan in read.items():
            before = self._catalog.get(key)
            if before and before.row.pipeline_version != plan.document.pipeline_version:
                self._kept.drop(self._files, PRINTED, key)

    def _settled_files(
        self, key: str, after: StoredDocument | None, read: EncodedPlan | None, derived: Derived | None
    ) -> tuple[StoredDocument | None, Mapping[str, bytes] | None]:
        """A document as it is to be, and its files by dataset, where they are to be written; what lies beside
        them follows."""
        if after is None:
            self.forget_kept([key])
            return None, None
        if derived is None:
            return after, self._new_records(read, self._catalog.get(key), after)
        self.derived[key] = derived.plan
        if derived.as_read is None:
            self._kept.drop(self._files, AS_READ, key)
        else:
            self._kept.keep(self._files, AS_READ, key, derived.as_read)
        return derived.stored, derived.plan.files

    def _keep_own_words(self, own_words: Mapping[str, bytes | None]) -> None:
        """Note how annexes read by themselves, and drop the notes that are not needed any more."""
        for key, words in own_words.items():
            path = own_words_file(key)
            if words is None and self._files.exists(path):
                self._files.add({}, [path])
            elif words is not None and words != self._files.content(path):
                self._files.add({path: words})

    def _new_records(
        self, plan: EncodedPlan | None, before: StoredDocument | None, after: StoredDocument | None
    ) -> Mapping[str, bytes] | None:
        """The files of a document's records by dataset, where they are to be written: those just read, or
        those that move with their document to another partition."""
        if plan is not None:
            return plan.files
        if before is None or after is None or before.partition == after.partition:
            return None
        moved = {
            dataset: self._files.content(file_of(dataset, before.partition, before.document_id))
            for dataset in EXTRACTED
        }
        return {dataset: content for dataset, content in moved.items() if content is not None}

    def _change_files(
        self,
        key: str,
        before: StoredDocument | None,
        after: StoredDocument | None,
        records: Mapping[str, bytes] | None,
    ) -> bool:
        """Decide what becomes of the files of a document; whether any of them changes.

        Its records stay as they are where `records` is None, except when it leaves.
        """
        wanted = _files(after, records or {})
        stale = self._stale(before, wanted) if records is not None or after is None else set()
        different = {
            path: content for path, content in wanted.items() if self._files.content(path) != content
        }
        if not different and not stale:
            return False
        if before is not None and not all(map(is_row, (*different, *stale))):
            # The row is away while records change, and is written again even if it stays as it was.
            self._files.withdraw.add(file_of("documents", before.partition, key))
            different |= {path: content for path, content in wanted.items() if is_row(path)}
        self._files.add(different, stale)
        return True

    def _stale(self, before: StoredDocument | None, wanted: Collection[str]) -> set[str]:
        """The files that a document has and is not to have any more."""
        if before is None:
            return set()
        former = {file_of(dataset, before.partition, before.document_id) for dataset in DATASETS}
        return {path for path in former.difference(wanted) if self._files.exists(path)}


class _Records:
    """What `with_links` must know of documents, from plans just read and from the files as they will be."""

    def __init__(self, read: Mapping[str, EncodedPlan], files: FileChanges, derivation: Derivation) -> None:
        self._read = read
        self._files = files
        self._derivation = derivation

    def is_new(self, document_id: str) -> bool:
        """See `Records`."""
        return document_id in self._read

    def own_words(self, document_id: str) -> bytes | None:
        """See `Records`."""
        return self._files.content(own_words_file(document_id))

    def as_corrected(self, stored: StoredDocument) -> DocumentRow:
        """See `Records`."""
        return self._derivation.as_corrected(stored)

    def task_texts(self, stored: StoredDocument) -> list[str]:
        """See `Records`; none of a file that is damaged."""
        content = self._derivation.content_as_read(stored, "tasks")
        with suppress(pa.ArrowException):
            return column_of(content, "task_text") if content else []
        return []


def _folders(root: UPath) -> set[str]:
    """The folders with data files, by their paths in the store."""
    return {
        f"{dataset}/{name}".rpartition("/")[0]
        for dataset in DATASETS
        for name, _ in files_under(root / dataset)
    }


def _files(stored: StoredDocument | None, records: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a document: its row, and its records by dataset."""
    if stored is None:
        return {}
    key = stored.document_id
    files = {file_of("documents", stored.partition, key): encode("documents", [stored.row])}
    for dataset, content in records.items():
        files[file_of(dataset, stored.partition, key)] = content
    return files
