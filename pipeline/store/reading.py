"""Reading a store, also while another process writes to it."""

import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from upath import UPath

from pipeline.store.encoded import EXTRACTED, EncodedPlan
from pipeline.store.errors import StoreError
from pipeline.store.partition import file_of
from pipeline.store.stored_document import StoredDocument
from pipeline.store.writing.documents_index import Documents, DocumentsIndex
from pipeline.store.writing.format import check_readable
from pipeline.store.writing.parquet import read_table, row_count
from schemas.rows import DiagnosticRow, DocumentRow

# How often, and after how many seconds, who reads while another process writes looks again: a writer at its
# fastest, twelve plans that it replaced without a pause, met one look in five.
_LOOKS: Final = 20
_PAUSE: Final = 0.05

_Found = TypeVar("_Found")


class StoreReader:
    """The store under `root`, with its own files in `state` and its index."""

    def __init__(self, root: UPath, state: UPath, index: DocumentsIndex) -> None:
        self._root = root
        self._state = state
        self._index = index

    def load(self) -> Documents:
        """Every documents row with its partition, looked up once; StoreError for a store of another form and
        for a damaged file, OSError where a file cannot be read."""
        check_readable(self._root, self._state)
        try:
            return self._index.read()
        except (pa.ArrowException, ValueError) as error:
            damaged = self._index.damaged() or self._root / "documents"
            raise StoreError(
                f"{damaged} is not kehoach's or is damaged; remove it and ingest its plan again"
            ) from error

    def documents(self) -> list[DocumentRow]:
        """Every documents row, by path and id. StoreError where the store cannot be read."""
        rows = [row for row, _ in self._patiently(self.load)]
        return sorted(rows, key=lambda row: (row.source_uri, row.document_id))

    def table(self, dataset: str) -> pa.Table:
        """The rows of a dataset whose document is stored, with the partition keys as string columns.
        StoreError where the store cannot be read."""
        ids = pa.array([row.document_id for row, _ in self._patiently(self.load)], pa.string())
        table = self._patiently(lambda: read_table(self._root / dataset, dataset))
        return table.filter(pc.is_in(table["document_id"], value_set=ids))

    def plan(self, stored: StoredDocument) -> EncodedPlan:
        """A stored document as it was put: how many rows it has, and what its reader said; its files are left
        out."""
        paths = {
            dataset: self._root / file_of(dataset, stored.partition, stored.document_id)
            for dataset in EXTRACTED
        }
        said: list[DiagnosticRow] = []
        if stored.row.status != "stored" and paths["diagnostics"].exists():
            said = [_diagnostic(row) for row in read_table(paths["diagnostics"], "diagnostics").to_pylist()]
        counts = {dataset: row_count(path) for dataset, path in paths.items()}
        return EncodedPlan(stored.row, {}, counts, tuple(said))

    def _patiently(self, look: Callable[[], _Found]) -> _Found:
        """What `look` finds. A writer at work may take a file away after it was listed: then another look is
        taken."""
        for _ in range(_LOOKS):
            try:
                return look()
            except FileNotFoundError:
                time.sleep(_PAUSE)
            except OSError as error:
                raise StoreError(f"cannot read {self._root}: {error.strerror or error}") from error
        raise StoreError(
            f"cannot read {self._root}: its files are gone before they are opened; is another run at work?"
        )


def _diagnostic(values: dict[str, Any]) -> DiagnosticRow:
    """A row of diagnostics without the partition keys that pyarrow adds."""
    return DiagnosticRow(**{name: values[name] for name in DiagnosticRow.model_fields})
