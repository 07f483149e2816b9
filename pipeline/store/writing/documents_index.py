"""The `documents` rows in one file beside the data, so that a store of thousands opens as fast as a small
one.

Only a shortcut, as git's index is: a row counts as long as its file has the size, time and inode noted with
it, and every other file is read. The index may be old or missing; it is never right against the files.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any, Final

import pyarrow as pa
from upath import UPath

from pipeline.store.partition import schema_file_of
from pipeline.store.writing.files import Marks, files_under, write_atomically
from pipeline.store.writing.parquet import read_file, read_rows, write_table
from schemas.arrow import arrow_schema
from schemas.rows import DocumentRow

_FILE: Final = "file"
_MARKS: Final = ("size", "time", "inode")
_SCHEMA: Final = pa.schema([(_FILE, pa.string()), *((name, pa.int64()) for name in _MARKS)])

# Each row with its partition.
Documents = list[tuple[DocumentRow, str]]


class DocumentsIndex:
    """The rows under `folder`, with those of `file` where they hold."""

    def __init__(self, file: UPath, folder: UPath) -> None:
        self._file = file
        self._folder = folder

    def exists(self) -> bool:
        """Whether there is one, right or not."""
        return self._file.exists()

    def read(self) -> Documents:
        """Every documents row with its partition; pyarrow's or pydantic's error for a file that is none of
        ours."""
        marks = dict(_marks(self._folder))
        found: Documents = []
        for values in self._noted():
            name = values.pop(_FILE)
            if marks.get(name) == tuple(values.pop(mark) for mark in _MARKS):
                del marks[name]
                found.append((DocumentRow.model_validate(values), str(PurePosixPath(name).parent)))
        for path, values in read_rows([self._folder / name for name in marks], "documents"):
            partition = path.parent.relative_to(self._folder).as_posix()
            found.append((DocumentRow.model_validate(values), partition))
        return found

    def damaged(self) -> UPath | None:
        """The first file for which `read` fails."""
        for name in sorted(name for name, _ in _marks(self._folder)):
            try:
                for values in read_file(self._folder / name).to_pylist():
                    DocumentRow.model_validate(values)
            except (pa.ArrowException, ValueError):
                return self._folder / name
        return None

    def write(self, documents: Iterable[tuple[DocumentRow, str]]) -> None:
        """Note these rows; one whose file is not there is left out. OSError where the disk refuses."""
        marks = dict(_marks(self._folder))
        rows = []
        for row, partition in documents:
            name = f"{partition}/{row.document_id}.parquet"
            if name in marks:
                rows.append(row.model_dump() | {_FILE: name} | dict(zip(_MARKS, marks[name], strict=True)))
        schema = pa.unify_schemas([arrow_schema("documents").remove_metadata(), _SCHEMA])
        write_atomically(self._file, write_table(pa.Table.from_pylist(rows, schema=schema)))

    def _noted(self) -> Iterator[dict[str, Any]]:
        with suppress(OSError, pa.ArrowException):
            table = read_file(self._file)
            if {*arrow_schema("documents").names, *_SCHEMA.names} == set(table.column_names):
                for batch in table.to_batches(max_chunksize=1000):
                    yield from batch.to_pylist()


def _marks(folder: UPath) -> Iterator[tuple[str, Marks]]:
    """Each data file under a dataset's folder, by its path there, with what tells it from another of that
    name."""
    without_rows = PurePosixPath(schema_file_of("documents")).relative_to("documents").as_posix()
    for name, marks in files_under(folder):
        if name.endswith(".parquet") and name != without_rows:
            yield name, marks
