"""Rows to Parquet bytes and back, with settings that give the same bytes for the same rows."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Final

import pyarrow as pa
import pyarrow.dataset as pads
import pyarrow.parquet as pq

from schemas.arrow import PARTITION_KEYS, arrow_schema, arrow_table
from schemas.rows import DocumentRow, Row

# Everything that shapes the bytes is said here. Snappy, since every reader of Parquet has it; format 2.6 keeps microseconds.
_WRITER: Final = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "snappy",
    "use_dictionary": True,
    "write_statistics": True,
    "row_group_size": 1 << 20,
    "store_schema": True,
}
_PARTITIONING: Final = pads.partitioning(pa.schema([(key, pa.string()) for key in PARTITION_KEYS]), flavor="hive")
# pyarrow's name for the column that tells which file a row was read from.
_FILE: Final = "__filename"


def encode(dataset: str, rows: Sequence[Row]) -> bytes:
    """The Parquet file of these rows, in the order given, compared by bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(arrow_table(dataset, list(rows)), sink, **_WRITER)
    return bytes(sink.getvalue())


def read_table(folder: Path, dataset: str) -> pa.Table:
    """All rows of a dataset's folder with their partition keys as strings; no rows where the folder is missing."""
    schema = arrow_schema(dataset)
    for key in PARTITION_KEYS:
        schema = schema.append(pa.field(key, pa.string()))
    if not folder.is_dir():
        return schema.empty_table()
    return _dataset(folder, schema).to_table()


def read_documents(folder: Path) -> list[tuple[DocumentRow, PurePosixPath]]:
    """Every documents row under `folder`, with its file's partition; pyarrow's or pydantic's error for a foreign file."""
    if not folder.is_dir():
        return []
    schema = arrow_schema("documents")
    table = _dataset(folder, schema).to_table(columns=[*schema.names, _FILE])
    found = []
    for values in table.to_pylist():
        path = Path(values.pop(_FILE))
        found.append((DocumentRow.model_validate(values), PurePosixPath(path.parent.relative_to(folder).as_posix())))
    return found


def _dataset(folder: Path, schema: pa.Schema) -> pads.Dataset:
    return pads.dataset(folder, schema=schema, format="parquet", partitioning=_PARTITIONING)
