"""The `documents` rows in one file beside the data, so that a store of thousands opens as fast as a small
one.

Only a shortcut, as git's index is: a row counts as long as its file has the size, time and inode noted with
it, and every other file is read. The index may be old or missing; it is never right against the files.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any, Final

import pyarrow as pa
from upath import UPath

from pipeline.store.partition import is_packed, schema_file_of
from pipeline.store.writing.files import Marks, files_under, write_atomically
from pipeline.store.writing.parquet import read_file, read_rows, write_table
from schemas.arrow import arrow_schema
from schemas.rows import DocumentRow

_FILE: Final = "file"
_MARKS: Final = ("size", "time", "inode")
_SCHEMA: Final = pa.schema([(_FILE, pa.string()), *((name, pa.int64()) for name in _MARKS)])
# What tells that a file is no Parquet, or that its rows are not ours.
BAD: Final = (pa.ArrowException, OSError, ValueError, TypeError, LookupError)
# What tells nothing of a file: it has just gone, or the user has no right to it.
PASSING: Final = (FileNotFoundError, PermissionError)

# Each row with its partition.
Documents = list[tuple[DocumentRow, str]]

_UNKNOWN: Final[tuple[Marks | None, Documents]] = None, []


class DocumentsIndex:
    """The rows under `folder`, with those of `file` where they hold. `bad` is told of each file that is
    passed over since it cannot be read or holds no documents."""

    def __init__(self, file: UPath, folder: UPath, bad: Callable[[UPath], None] = lambda path: None) -> None:
        self._file = file
        self._folder = folder
        self._bad = bad
        # What the index said of each file when it was read last: a command asks for the rows several times.
        self._last: dict[str, tuple[Marks, Documents]] = {}

    def exists(self) -> bool:
        """Whether there is one, right or not."""
        return self._file.exists()

    def read(self) -> Documents:
        """Every documents row with its partition. FileNotFoundError for a file that went while we looked,
        PermissionError."""
        marks = dict(data_files(self._folder))
        noted = self._rows_known(marks)
        paths = [self._folder / name for name in marks if name not in noted]
        found = [row for rows in noted.values() for row in rows]
        try:
            return found + self._rows_of(paths)
        except PASSING:
            raise
        except BAD:
            return found + self._rows_of_the_sound(paths)

    def write(self, documents: Iterable[tuple[DocumentRow, str]]) -> None:
        """Note these rows; one whose file is not there is left out. OSError where the disk refuses."""
        marks = dict(data_files(self._folder))
        packed = self._packed(marks)
        rows = []
        for row, partition in documents:
            own = f"{partition}/{row.document_id}.parquet"
            name = own if own in marks else packed.get(own, own)
            if name in marks:
                rows.append(row.model_dump() | {_FILE: name} | dict(zip(_MARKS, marks[name], strict=True)))
        schema = pa.unify_schemas([arrow_schema("documents").remove_metadata(), _SCHEMA])
        write_atomically(self._file, write_table(pa.Table.from_pylist(rows, schema=schema)))

    def _rows_known(self, marks: dict[str, Marks]) -> dict[str, Documents]:
        """The rows of each file that is still the one it was, as the index has them; read anew where a file
        is another than when it was read last."""
        if any(self._last.get(name, _UNKNOWN)[0] != marks[name] for name in marks):
            self._last = {name: (marks[name], rows) for name, rows in self._rows_noted(marks).items()}
        return {name: rows for name, (_, rows) in self._last.items() if name in marks}

    def _rows_noted(self, marks: dict[str, Marks]) -> dict[str, Documents]:
        """The rows that the index has of each file that is still the one it was."""
        found: dict[str, Documents] = {}
        try:
            for values in self._noted():
                name = values.pop(_FILE)
                if marks.get(name) == tuple(values.pop(mark) for mark in _MARKS):
                    row = DocumentRow.model_validate(values)
                    found.setdefault(name, []).append((row, name.rpartition("/")[0] or "."))
        except BAD:
            return {}
        return found

    def _rows_of(self, paths: Sequence[UPath]) -> Documents:
        return [
            (DocumentRow.model_validate(values), path.parent.relative_to(self._folder).as_posix())
            for path, values in read_rows(paths, "documents")
        ]

    def _rows_of_the_sound(self, paths: Sequence[UPath]) -> Documents:
        """The rows of those files that hold documents and nothing else."""
        found: Documents = []
        for path in paths:
            try:
                found += self._rows_of([path])
            except PASSING:
                raise
            except BAD:
                self._bad(path)
        return found

    def _packed(self, marks: Iterable[str]) -> dict[str, str]:
        """For the own file of each document that is packed with others, the packed file."""
        found = {}
        for name in marks:
            parsed = PurePosixPath(name)
            if is_packed(parsed.name):
                with suppress(*BAD):
                    for document_id in read_file(self._folder / name)["document_id"].to_pylist():
                        found[f"{parsed.parent}/{document_id}.parquet"] = name
        return found

    def _noted(self) -> Iterator[dict[str, Any]]:
        table = read_file(self._file)
        if {*arrow_schema("documents").names, *_SCHEMA.names} == set(table.column_names):
            for batch in table.to_batches(max_chunksize=1000):
                yield from batch.to_pylist()


def data_files(folder: UPath) -> Iterator[tuple[str, Marks]]:
    """Each data file under a dataset's folder, by its path there, with what tells it from another of that
    name."""
    without_rows = PurePosixPath(schema_file_of(folder.name)).relative_to(folder.name).as_posix()
    for name, marks in files_under(folder):
        if name.endswith(".parquet") and name != without_rows:
            yield name, marks
