"""Rows to Parquet bytes and back, with settings that give the same bytes for the same rows.

What reads many files at one go is imported when it is needed: who writes a plan does without its 0.03 s.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel

from pipeline.store.writing.files import for_arrow
from schemas.arrow import PARTITION_KEYS, arrow_schema, arrow_table

if TYPE_CHECKING:
    from upath import UPath

# Everything that shapes the bytes is said here. Snappy, since every reader of Parquet has it; format 2.6
# keeps microseconds.
_WRITER: Final = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "snappy",
    "use_dictionary": True,
    "write_statistics": True,
    "row_group_size": 1 << 20,
    "store_schema": True,
}
# pyarrow's name for the column that tells which file a row was read from.
_FILE: Final = "__filename"


def encode(dataset: str, rows: Sequence[BaseModel]) -> bytes:
    """The Parquet file of these rows, in the order given, compared by bytes."""
    return write_table(arrow_table(dataset, rows))


def write_table(table: pa.Table) -> bytes:
    """The Parquet file of a table."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **_WRITER)
    return bytes(sink.getvalue())


def read_file(path: UPath) -> pa.Table:
    """The table of one file, with the columns that it has. pyarrow's error for a file that is no Parquet,
    OSError."""
    name, filesystem = for_arrow(path)
    with pq.ParquetFile(name, filesystem=filesystem) as file:
        return file.read()


def table_of(content: bytes, columns: Sequence[str] | None = None) -> pa.Table:
    """The table of a file's bytes, in this thread alone, or some of its columns. Raises as `read_file`."""
    file = pq.ParquetFile(pa.BufferReader(content), pre_buffer=False)
    return file.read(columns=columns, use_threads=False)


@cache
def written_schema(dataset: str) -> bytes:
    """The schema of a dataset as it stands in each of its files, descriptions among it."""
    file = pq.ParquetFile(pa.BufferReader(encode(dataset, [])))
    return bytes(file.metadata.metadata[b"ARROW:schema"])


def schema_of(path: UPath) -> pa.Schema:
    """The columns of one file. Raises as `read_file` does."""
    name, filesystem = for_arrow(path)
    return pq.read_schema(name, filesystem=filesystem)


def read_table(paths: Sequence[UPath], folder: UPath, dataset: str) -> pa.Table:
    """The rows of these files under a dataset's folder, with their partition keys as strings. pyarrow's error
    for a file that is no Parquet or has columns of other types, OSError."""
    schema = arrow_schema(dataset)
    for key in PARTITION_KEYS:
        schema = schema.append(pa.field(key, pa.string()))
    if not paths:
        return schema.empty_table()
    import pyarrow.dataset as pads

    name, filesystem = for_arrow(folder)
    found = pads.dataset(
        [for_arrow(path)[0] for path in paths],
        schema=schema,
        format="parquet",
        partitioning=pads.partitioning(
            pa.schema([(key, pa.string()) for key in PARTITION_KEYS]), flavor="hive"
        ),
        partition_base_dir=name,
        filesystem=filesystem,
    )
    return found.to_table()


def read_rows(paths: Sequence[UPath], dataset: str) -> Iterator[tuple[UPath, dict[str, Any]]]:
    """The rows of these files, each with its file; pyarrow's error for a file that is no Parquet."""
    if not paths:
        return
    import pyarrow.dataset as pads

    schema = arrow_schema(dataset)
    filesystem = for_arrow(paths[0])[1]
    named = {for_arrow(path)[0]: path for path in paths}
    found = pads.dataset(list(named), schema=schema, format="parquet", filesystem=filesystem)
    for batch in found.to_batches(columns=[*schema.names, _FILE]):
        for values in batch.to_pylist():
            yield named[values.pop(_FILE)], values


def column_of(content: bytes, name: str) -> list[Any]:
    """A column of a file's bytes; pyarrow's error for what is no Parquet or has no such column."""
    column: list[Any] = pq.read_table(io.BytesIO(content), columns=[name], partitioning=None)[
        name
    ].to_pylist()
    return column


def row_count(path: UPath) -> int:
    """How many rows a file has, by its footer; 0 where there is no file that can be read."""
    try:
        name, filesystem = for_arrow(path)
        return int(pq.read_metadata(name, filesystem=filesystem).num_rows)
    except (pa.ArrowException, OSError):
        return 0
