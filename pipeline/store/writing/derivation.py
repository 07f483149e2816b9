"""What is stored of documents, from what was read of them: the rows as read, with places on the pages of a
twin, with corrections.

Nothing here is decided by the order in which files and corrections came: the same documents and the same
corrections give the same rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from pipeline.store.catalog import Catalog
from pipeline.store.encoded import EXTRACTED, EncodedPlan
from pipeline.store.partition import file_of, partition_of
from pipeline.store.settling.annexes import own_key
from pipeline.store.settling.corrections import Corrections, document_as_corrected, with_corrections
from pipeline.store.settling.twins import has_pages, lacks_pages, twin_among, with_places
from pipeline.store.stored_document import DocumentChanges, StoredDocument
from pipeline.store.writing.file_changes import FileChanges
from pipeline.store.writing.kept import AS_READ, PRINTED, Kept, kept_file, plan_of
from pipeline.store.writing.parquet import table_of
from schemas.corrections import CorrectionRow
from schemas.rows import DocumentRow, PageSource, PlanRecords

# What tells that files of a document are damaged.
_DAMAGED: Final = (pa.ArrowException, ValueError, TypeError, LookupError)


@dataclass(frozen=True, slots=True)
class Derived:
    """A document as it is to be stored. `as_read` is it without corrections, None where that is the same."""

    stored: StoredDocument
    plan: EncodedPlan
    as_read: EncodedPlan | None


class Derivation:
    """How documents are stored. `catalog` is what the store holds before the changes, `read` are the
    documents that were read just now, `files` the files as they will be."""

    def __init__(
        self,
        catalog: Catalog,
        files: FileChanges,
        kept: Kept,
        corrections: Corrections,
        read: Mapping[str, EncodedPlan],
        anew: Collection[str],
    ) -> None:
        self._catalog = catalog
        self._files = files
        self._kept = kept
        self._corrections = corrections
        self._read = read
        self._anew = anew
        self._settled: DocumentChanges = {}
        self._paged: dict[str, dict[str, StoredDocument]] = {}

    def settle(self, changes: DocumentChanges) -> set[str]:
        """Take these changes for settled; the ids of documents whose places they change, of others too."""
        self._settled = changes
        for stored in changes.values():
            if stored and stored.row.plan_key and has_pages(stored.row):
                self._paged.setdefault(stored.row.plan_key, {})[stored.document_id] = stored
        plan_keys = {stored.row.plan_key for stored in self._catalog.touched(changes)}
        return {
            document_id
            for plan_key in plan_keys
            if (unpaged := self._catalog.unpaged(plan_key)) and self._changes_places(plan_key)
            for document_id in unpaged
        }

    def of(self, before: StoredDocument | None, after: StoredDocument) -> Derived | None:
        """How a document is to be stored, `before` being how it is; None where its rows are simply those as
        read or, not read anew, stay as they are: also where they cannot be derived since files of it are
        damaged."""
        key = after.document_id
        corrections = self._corrections.of(after.base, self.own_key(after))
        was_corrected = self._kept.has(AS_READ, key)
        new_places = self._has_new_places(before, after)
        if not (corrections or was_corrected or new_places):
            return None
        if key not in self._read and was_corrected and self._corrections.lost:
            return None
        try:
            return self._derived(after, corrections, new_places=new_places)
        except _DAMAGED:
            if key in self._read:
                raise
            return None

    def as_corrected(self, stored: StoredDocument) -> DocumentRow:
        """A document's row with the corrections in force."""
        if self._corrections.lost:
            return stored.row
        return document_as_corrected(stored.base, self._corrections.of(stored.base))

    def own_key(self, stored: StoredDocument) -> str | None:
        """The key that an annex had before it followed its plan."""
        if not self._corrections.may_name(stored.base):
            return None
        return key_by_itself(stored, self._files)

    def content_as_read(self, stored: StoredDocument, dataset: str) -> bytes | None:
        """A document's rows of a dataset without corrections, as a file's bytes."""
        return self._files_as_read(stored, [dataset]).get(dataset)

    def _derived(
        self, after: StoredDocument, corrections: Sequence[CorrectionRow], *, new_places: bool
    ) -> Derived:
        found = plan_of(self._row_as_read(after), self._files_as_read(after))
        former = found.decoded()
        former.check()
        base = self._with_places(former) if new_places else former
        as_read = found.with_records(base, former)
        plan = with_corrections(base, corrections)
        if plan is base:
            return Derived(_stored(base.document), as_read, None)
        read = base.document if plan.document.corrected else None
        return Derived(_stored(plan.document, read), as_read.with_records(plan, base), as_read)

    def _row_as_read(self, after: StoredDocument) -> DocumentRow:
        """A document's row without corrections; one that was put aside alone knows whether there were
        warnings before corrections that do not fit were told."""
        key = after.document_id
        if key in self._read or not self._kept.has(AS_READ, key):
            return after.base
        content = self._files.content(kept_file(AS_READ, key, "documents"))
        (row,) = table_of(content or b"").to_pylist()
        return after.base.model_copy(update={"status": row["status"]})

    def _files_as_read(
        self, stored: StoredDocument, datasets: Iterable[str] = EXTRACTED
    ) -> Mapping[str, bytes]:
        """A document's files without corrections by dataset."""
        key = stored.document_id
        if key in self._read:
            return self._read[key].files
        if self._kept.has(AS_READ, key):
            paths = {name: kept_file(AS_READ, key, name) for name in datasets}
        else:
            held = self._catalog.get(key) or stored
            paths = {name: file_of(name, held.partition, key) for name in datasets}
        found = {name: self._files.content(path) for name, path in paths.items()}
        return {name: content for name, content in found.items() if content is not None}

    def _with_places(self, plan: PlanRecords) -> PlanRecords:
        """The plan with the places that it is to have, or with none."""
        twin = self._twin(plan.document.plan_key)
        if twin is not None and (paged := self._paged_records(twin)) is not None:
            return with_places(plan, paged, "twin")
        printed = self._kept.content(self._files, PRINTED, plan.document.document_id)
        with suppress(*_DAMAGED):
            if printed:
                return with_places(plan, plan_of(plan.document, printed).decoded(), "printed")
        return with_places(plan, None, None)

    def _paged_records(self, twin: StoredDocument) -> PlanRecords | None:
        """A document as read; None where files of it are damaged."""
        with suppress(*_DAMAGED):
            return plan_of(twin.base, self._files_as_read(twin)).decoded()
        return None

    def _has_new_places(self, before: StoredDocument | None, after: StoredDocument) -> bool:
        """Whether a document is to have other places than it has."""
        row = after.base
        if not lacks_pages(row):
            return False
        twin = self._twin(row.plan_key)
        wanted = _page_source(twin, printed=self._kept.has(PRINTED, row.document_id))
        if row.page_source != wanted:
            return True
        if wanted is None:
            return False
        if row.document_id in self._anew or row.document_id in self._read:
            return True
        former = twin_among(self._catalog.paged(before.row.plan_key if before else None).values())
        return _id(twin) != _id(former) or _id(twin) in self._read

    def _changes_places(self, plan_key: str | None) -> bool:
        """Whether the twin of a plan's forms without pages is another one now, or was read anew."""
        twin = self._twin(plan_key)
        former = twin_among(self._catalog.paged(plan_key).values())
        return _id(twin) != _id(former) or _id(twin) in self._read

    def _twin(self, plan_key: str | None) -> StoredDocument | None:
        """The form of a plan on whose pages the others have places, after the changes."""
        if plan_key is None:
            return None
        unchanged = {
            key: stored for key, stored in self._catalog.paged(plan_key).items() if key not in self._settled
        }
        return twin_among((unchanged | self._paged.get(plan_key, {})).values())


def key_by_itself(stored: StoredDocument, files: FileChanges) -> str | None:
    """The key that an annex had before it followed its plan."""
    return own_key(stored.base, files.content(own_words_file(stored.document_id)))


def own_words_file(document_id: str) -> str:
    """Where it is kept how an annex read by itself, relative to the store."""
    return f".kehoach/attached/{document_id}.json"


def _stored(row: DocumentRow, read: DocumentRow | None = None) -> StoredDocument:
    return StoredDocument(row, partition_of(row), read)


def _page_source(twin: StoredDocument | None, *, printed: bool) -> PageSource | None:
    if twin is not None:
        return "twin"
    return "printed" if printed else None


def _id(stored: StoredDocument | None) -> str | None:
    return stored.document_id if stored else None
