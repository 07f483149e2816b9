"""Reading a store, also while another process writes to it."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from upath import UPath

from pipeline.store.encoded import EXTRACTED, EncodedPlan
from pipeline.store.errors import StoreError
from pipeline.store.partition import file_of
from pipeline.store.stored_document import StoredDocument
from pipeline.store.writing.documents_index import BAD, PASSING, Documents, DocumentsIndex, data_files
from pipeline.store.writing.format import check_readable
from pipeline.store.writing.journal import Journal, Moment
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.parquet import read_file, read_table, row_count
from schemas.arrow import arrow_schema
from schemas.language import gettext as _
from schemas.rows import DiagnosticRow, DocumentRow

# How often, and after how many seconds, who reads while another process writes looks again: a writer at its
# fastest, twelve plans that it replaced without a pause, met one look in five.
_LOOKS: Final = 20
_PAUSE: Final = 0.05
# Seconds after which who waits for a moment without changes takes what it finds.
_LONGEST: Final = 30.0

_Found = TypeVar("_Found")


class StoreReader:
    """The store under `root`, its journal, its index, and the documents in it that are packed with others.

    `bad` is told of each file that is passed over since it cannot be read.
    """

    def __init__(
        self, journal: Journal, index: DocumentsIndex, packs: Packs, bad: Callable[[UPath], None]
    ) -> None:
        self._root = journal.root
        self._journal = journal
        self._index = index
        self._packs = packs
        self._bad = bad

    def load(self) -> Documents:
        """Every documents row with its partition, looked up once; StoreError for a store of another form,
        OSError where files cannot be read."""
        check_readable(self._root, self._journal.state)
        return self._index.read()

    def documents(self) -> list[DocumentRow]:
        """Every documents row, by path and id. StoreError where the store cannot be read."""
        rows = [row for row, _ in self._one_state(self.load)]
        return sorted(rows, key=lambda row: (row.source_uri, row.document_id))

    def tables(self, datasets: Collection[str]) -> dict[str, pa.Table]:
        """The rows of datasets whose document is stored, with the partition keys as string columns, all of
        one state of the store. StoreError where the store cannot be read."""

        def look() -> dict[str, pa.Table]:
            ids = pa.array([row.document_id for row, _ in self.load()], pa.string())
            found = {dataset: self._rows(dataset) for dataset in datasets}
            return {dataset: _of_documents(table, ids) for dataset, table in found.items()}

        return self._one_state(look)

    def plan(self, stored: StoredDocument) -> EncodedPlan:
        """A stored document as it was put: how many rows it has, and what its reader said; its files are left
        out."""
        paths = {dataset: file_of(dataset, stored.partition, stored.document_id) for dataset in EXTRACTED}
        said: list[DiagnosticRow] = []
        if stored.row.status != "stored":
            said = [_diagnostic(row) for row in self._own_rows(paths["diagnostics"]).to_pylist()]
        counts = {dataset: self._count(path) for dataset, path in paths.items()}
        return EncodedPlan(stored.row, {}, counts, tuple(said))

    def _own_rows(self, path: str) -> pa.Table:
        """The rows of a document's file, packed or not; none of one that is not there or is damaged."""
        if (packed := self._packs.rows(path)) is not None:
            return packed
        with suppress(pa.ArrowException, OSError):
            if (self._root / path).is_file():
                return read_file(self._root / path)
        return arrow_schema(path.partition("/")[0]).empty_table()

    def _count(self, path: str) -> int:
        """How many rows a document's file has, packed or not."""
        if (packed := self._packs.rows(path)) is not None:
            return len(packed)
        return row_count(self._root / path) if (self._root / path).is_file() else 0

    def _rows(self, dataset: str) -> pa.Table:
        """The rows of a dataset, those of damaged files left out."""
        folder = self._root / dataset
        paths = [folder / name for name, _ in data_files(folder)]
        try:
            return read_table(paths, folder, dataset)
        except PASSING:
            raise
        except BAD:
            return pa.concat_tables(self._sound_tables(paths, dataset))

    def _sound_tables(self, paths: Sequence[UPath], dataset: str) -> Iterator[pa.Table]:
        folder = self._root / dataset
        yield read_table([], folder, dataset)
        for path in paths:
            try:
                yield read_table([path], folder, dataset)
            except PASSING:
                raise
            except BAD:
                self._bad(path)

    def _one_state(self, look: Callable[[], _Found]) -> _Found:
        """What `look` finds while nobody changes the store: after a change another look is taken.

        A change that a killed run left behind stands still, and shows no half plan. A writer that changes the
        store faster than it can be looked through has the last word: each plan is then whole, yet plans may
        be of several states.
        """
        before = self._journal.moment()
        until = time.monotonic() + _LONGEST
        while True:
            found = self._patiently(look)
            after = self._journal.moment()
            if (before == after and not self._is_changing(after)) or time.monotonic() > until:
                return found
            before = self._journal.moment()

    def _is_changing(self, moment: Moment) -> bool:
        """Whether somebody is about to end the change that is under way."""
        if not moment.pending:
            return False
        time.sleep(_PAUSE)
        return self._journal.moment() != moment

    def _patiently(self, look: Callable[[], _Found]) -> _Found:
        """What `look` finds. A writer at work may take a file away after it was listed: then another look is
        taken."""
        for _look in range(_LOOKS):
            try:
                return look()
            except FileNotFoundError:
                time.sleep(_PAUSE)
            except OSError as error:
                raise StoreError(
                    _("cannot read {store}: {error}").format(store=self._root, error=error.strerror or error)
                ) from error
        raise StoreError(
            _(
                "cannot read {store}: its files are gone before they are opened; is another run at work?"
            ).format(store=self._root)
        )


def _of_documents(table: pa.Table, ids: pa.Array) -> pa.Table:
    """The rows of these documents: nearly always all, which are then not copied."""
    known = pc.is_in(table["document_id"], value_set=ids)
    return table if pc.all(known, min_count=0).as_py() else table.filter(known)


def _diagnostic(values: dict[str, Any]) -> DiagnosticRow:
    """A row of diagnostics, whatever other columns are read with it."""
    return DiagnosticRow(**{name: values[name] for name in DiagnosticRow.model_fields})
