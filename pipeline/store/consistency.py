"""Whether a store is what the contract says: its files, their columns, their rows, and how the rows fit
together."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pyarrow as pa
from pydantic import ValidationError
from upath import UPath

from pipeline.store.partition import file_of, partition_of, schema_file_of
from pipeline.store.settling.preferred import preferred_ids
from pipeline.store.writing.files import store_root
from pipeline.store.writing.format import check_readable
from pipeline.store.writing.parquet import encode, read_file
from schemas.arrow import arrow_schema
from schemas.rows import DATASETS, DocumentRow, Row

# Per dataset: the keys that name a row of another one of the same document, as (column, dataset, its column).
_LINKS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "sections": (("parent_id", "sections", "section_id"),),
    "tasks": (("section_id", "sections", "section_id"),),
    "assignments": (("task_id", "tasks", "task_id"),),
    "deadlines": (("task_id", "tasks", "task_id"),),
    "targets": (("task_id", "tasks", "task_id"),),
}
_KEYS: Final = {"sections": "section_id", "tasks": "task_id", "targets": "target_id"}


def problems(out: str | Path | UPath) -> Iterator[str]:
    """A sentence for each thing that is wrong with the store at `out`, one document in memory at a time.

    StoreError for a store of another form. The caller sees to it that nobody writes meanwhile.
    """
    root = store_root(out)
    check_readable(root, root / ".kehoach")
    files: dict[str, dict[str, UPath]] = {}
    for dataset in DATASETS:
        for path in sorted((root / dataset).rglob("*")):
            relative = PurePosixPath(path.relative_to(root).as_posix())
            if path.is_dir() or str(relative) == schema_file_of(dataset):
                continue
            if path.suffix != ".parquet":
                yield f"{relative} is no Parquet file"
            elif dataset in files.setdefault(path.stem, {}):
                yield f"{relative}: the document has a second file in {dataset}"
            else:
                files[path.stem][dataset] = path
    yield from _misplaced_schemas(root)
    documents: list[DocumentRow] = []
    for document_id in sorted(files):
        found = _DocumentFiles(root, document_id, files[document_id])
        yield from found.problems()
        documents += found.row
    yield from _doubtful_preferences(documents)


class _DocumentFiles:
    """The files of one document."""

    def __init__(self, root: UPath, document_id: str, files: dict[str, UPath]) -> None:
        self.row: list[DocumentRow] = []
        self._root = root
        self._id = document_id
        self._files = files
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def problems(self) -> Iterator[str]:
        """What is wrong with them, and with how their rows fit together."""
        for dataset, path in self._files.items():
            yield from self._unsound(dataset, path)
        if "documents" not in self._files:
            yield f"{self._id}: rows in {', '.join(self._files)}, but none in documents"
        for row in self.row:
            for dataset, path in self._files.items():
                wanted = file_of(dataset, partition_of(row), self._id)
                if path.relative_to(self._root).as_posix() != wanted:
                    yield f"{path.relative_to(self._root)} should be {wanted}"
            if (row.status == "failed") != (row.reason is not None):
                yield f"{self._id}: a failed document has a reason, and only a failed one"
        yield from self._orphans()

    def _unsound(self, dataset: str, path: UPath) -> Iterator[str]:
        """A file that cannot be read, has other columns, or rows that are none of the dataset's."""
        try:
            table = read_file(path)
        except (pa.ArrowException, OSError) as error:
            yield f"{path.relative_to(self._root)} cannot be read: {type(error).__name__}"
            return
        if not table.schema.equals(arrow_schema(dataset), check_metadata=True):
            yield f"{path.relative_to(self._root)} has other columns than the data dictionary"
            return
        self._rows[dataset] = table.to_pylist()
        model: type[Row] = DATASETS[dataset]
        for number, values in enumerate(self._rows[dataset]):
            try:
                row = model.model_validate(values)
            except ValidationError as error:
                first = error.errors()[0]
                yield (
                    f"{path.relative_to(self._root)}, row {number}: "
                    f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
                )
                continue
            if row.document_id != self._id:
                yield f"{path.relative_to(self._root)}, row {number}: is of document {row.document_id}"
            if isinstance(row, DocumentRow):
                self.row.append(row)

    def _orphans(self) -> Iterator[str]:
        """Keys that are given twice, and keys that name no row."""
        for dataset, key in _KEYS.items():
            counted = Counter(row[key] for row in self._rows.get(dataset, ()))
            for value in sorted(value for value, times in counted.items() if times > 1):
                yield f"{self._id}: {dataset} has {key} {value} more than once"
        for dataset, links in _LINKS.items():
            for column, target, key in links:
                known = {row[key] for row in self._rows.get(target, ())}
                named = {row[column] for row in self._rows.get(dataset, ())} - {None}
                for value in sorted(named - known):
                    yield f"{self._id}: {dataset} names {column} {value}, which is not in {target}"


def _misplaced_schemas(root: UPath) -> Iterator[str]:
    """Datasets whose file without rows is missing or has other columns."""
    for dataset in DATASETS:
        path = root / schema_file_of(dataset)
        if not path.exists() or path.read_bytes() != encode(dataset, []):
            yield f"{schema_file_of(dataset)} is missing or not today's; the next ingest writes it"


def _doubtful_preferences(documents: list[DocumentRow]) -> Iterator[str]:
    """Documents that are marked as preferred and should not be, or the other way round."""
    best = preferred_ids(documents)
    for row in documents:
        if row.preferred != (row.document_id in best):
            if row.preferred:
                yield f"{row.document_id} is not the form to prefer"
            else:
                yield f"{row.document_id} is the form to prefer, and is not marked so"
