"""The `documents` rows in one file beside the data, so that a store of thousands opens as fast as a small one.

Only a shortcut, as git's index is: a row counts as long as its file has the size, time and inode noted with it, and every other
file is read. The index may be old or missing; it is never right against the files.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.store.journal import write_atomically
from pipeline.store.parquet import read_rows, write_table
from pipeline.store.partition import schema_file_of
from schemas.arrow import arrow_schema
from schemas.rows import DocumentRow

_FILE: Final = "file"
_MARKS: Final = ("size", "time", "inode")
_SCHEMA: Final = pa.schema([(_FILE, pa.string()), *((name, pa.int64()) for name in _MARKS)])

_Marks = tuple[int, int, int]
Documents = list[tuple[DocumentRow, PurePosixPath]]


class DocumentIndex:
    """The rows under `folder`, with those of `file` where they hold."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._folder = folder

    def exists(self) -> bool:
        """Whether there is one, right or not."""
        return self._file.exists()

    def read(self) -> Documents:
        """Every documents row with its partition; pyarrow's or pydantic's error for a file that is none of ours."""
        marks = dict(_marks(self._folder))
        found: Documents = []
        for values in self._noted():
            name = values.pop(_FILE)
            if marks.get(name) == tuple(values.pop(mark) for mark in _MARKS):
                del marks[name]
                found.append((DocumentRow.model_validate(values), PurePosixPath(name).parent))
        rows = read_rows([self._folder / name for name in marks], "documents")
        return found + [
            (DocumentRow.model_validate(values), PurePosixPath(path.parent.relative_to(self._folder).as_posix()))
            for path, values in rows
        ]

    def write(self, documents: Iterable[tuple[DocumentRow, PurePosixPath]]) -> None:
        """Note these rows; one whose file is not there is left out. OSError where the disk refuses."""
        marks = dict(_marks(self._folder))
        rows = []
        for row, partition in documents:
            name = str(partition / f"{row.document_id}.parquet")
            if name in marks:
                rows.append(row.model_dump() | {_FILE: name} | dict(zip(_MARKS, marks[name], strict=True)))
        schema = pa.unify_schemas([arrow_schema("documents").remove_metadata(), _SCHEMA])
        write_atomically(self._file, write_table(pa.Table.from_pylist(rows, schema=schema)))

    def _noted(self) -> Iterator[dict[str, Any]]:
        with suppress(OSError, pa.ArrowException):
            table = pq.read_table(self._file, partitioning=None)
            if {*arrow_schema("documents").names, *_SCHEMA.names} == set(table.column_names):
                for batch in table.to_batches(max_chunksize=1000):
                    yield from batch.to_pylist()


def _marks(folder: Path) -> Iterator[tuple[str, _Marks]]:
    """Each data file under a dataset's folder, by its path there, with what tells it from another of that name."""
    without_rows = PurePosixPath(schema_file_of("documents")).relative_to("documents").as_posix()
    for where, _, names in os.walk(folder):
        partition = PurePosixPath(Path(where).relative_to(folder).as_posix())
        for name in names:
            path = str(partition / name)
            if name.endswith(".parquet") and path != without_rows:
                status = os.stat(os.path.join(where, name))  # noqa: PTH116, PTH118 - thousands of them
                yield path, (status.st_size, status.st_mtime_ns, status.st_ino)
