"""Changes of documents that are made at one go: settled among each other, turned into changes of files, then
brought to the disk as a whole."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

import pyarrow as pa
from upath import UPath

from pipeline.store.catalog import Catalog
from pipeline.store.encoded import EXTRACTED, EncodedPlan
from pipeline.store.partition import file_of
from pipeline.store.settling.links import with_links
from pipeline.store.settling.preferred import with_preferred
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from pipeline.store.writing.file_changes import FileChanges, is_row
from pipeline.store.writing.files import files_under
from pipeline.store.writing.journal import Journal
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.parquet import column_of, encode
from schemas.rows import DATASETS


class Transaction:
    """Changes of one store. `catalog` follows each of them at once, the files follow with `commit`."""

    def __init__(self, catalog: Catalog, journal: Journal, packs: Packs) -> None:
        self._catalog = catalog
        self._journal = journal
        self._packs = packs
        self._files = FileChanges(journal.root, packs)

    def change(self, changes: DocumentChanges, plans: Sequence[EncodedPlan] = ()) -> DocumentChanges:
        """Let the documents be so (None: gone), and those of `plans` have these records.

        The answer holds every document of which a file changes: also those that the changes touch, the
        annexes of a plan and its other forms.
        """
        records = {plan.document.document_id: plan for plan in plans}
        linked = with_links(changes, self._catalog, _Records(records, self._catalog, self._files))
        settled = with_preferred(linked.changes, self._catalog)
        self._keep_own_words(linked.own_words)
        changed: DocumentChanges = {}
        for key, after in settled.items():
            before = self._catalog.get(key)
            if before == after and key not in records:
                continue
            if self._change_files(key, before, after, self._new_records(records.get(key), before, after)):
                changed[key] = after
        self._catalog.update(settled)
        return changed

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

    def __init__(self, read: Mapping[str, EncodedPlan], catalog: Catalog, files: FileChanges) -> None:
        self._read = read
        self._catalog = catalog
        self._files = files

    def is_new(self, document_id: str) -> bool:
        """See `Records`."""
        return document_id in self._read

    def own_words(self, document_id: str) -> bytes | None:
        """See `Records`."""
        return self._files.content(own_words_file(document_id))

    def task_texts(self, stored: StoredDocument) -> list[str]:
        """See `Records`; none of a file that is damaged."""
        key = stored.document_id
        if key in self._read:
            content = self._read[key].files.get("tasks")
        else:
            content = self._files.content(file_of("tasks", stored.partition, key))
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


def own_words_file(document_id: str) -> str:
    """Where it is kept how an annex read by itself, relative to the store."""
    return f".kehoach/attached/{document_id}.json"


def _files(stored: StoredDocument | None, records: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a document: its row, and its records by dataset."""
    if stored is None:
        return {}
    key = stored.document_id
    files = {file_of("documents", stored.partition, key): encode("documents", [stored.row])}
    for dataset, content in records.items():
        files[file_of(dataset, stored.partition, key)] = content
    return files
