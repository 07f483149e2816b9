"""The form of a store: which columns its files have, by number, and how an older one becomes today's.

The number stands in `.kehoach/format`. It is raised whenever a column comes, goes or changes its type; a
store without one was written before there were numbers (form 0). An older store is brought up to date file by
file before anything else is written to it; what was never written there is null or an empty list, until the
plan is read again. A newer one is refused.
"""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Final

import pyarrow as pa
from upath import UPath

from pipeline.store.errors import StoreError
from pipeline.store.writing.corrections_file import COPY, FILE
from pipeline.store.writing.files import files_under, write_atomically
from pipeline.store.writing.kept import AS_READ, PRINTED
from pipeline.store.writing.parquet import read_file, schema_of, write_table
from schemas.arrow import CORRECTIONS, arrow_schema
from schemas.language import gettext as _
from schemas.rows import DATASETS

FORMAT: Final = 4

# What stands in for a column that may not be missing and was never written, until the plan is read again.
_STANDS_IN: Final = {"message_vi": "message"}
# What a column holds of a row that was written before there was the column.
_AT_FIRST: Final = {"corrected": False}


def format_of(root: UPath, state: UPath) -> int | None:
    """The number of a store's form; None for a folder that is no store yet. StoreError where the number
    cannot be read."""
    try:
        return int((state / "format").read_text(encoding="ascii"))
    except FileNotFoundError:
        return 0 if (root / "documents").is_dir() else None
    except (OSError, ValueError) as error:
        raise StoreError(
            _("{file} is damaged: the form of the store is unknown").format(file=state / "format")
        ) from error


def check_readable(root: UPath, state: UPath) -> None:
    """StoreError for a store that is not of today's form: its columns would be misread."""
    found = format_of(root, state)
    if found is not None and found > FORMAT:
        raise StoreError(
            _(
                "{store} was written by a newer kehoach (form {found}, this one knows {known}); "
                "update kehoach"
            ).format(store=root, found=found, known=FORMAT)
        )
    if found is not None and found < FORMAT and any(_outdated(root)):
        raise StoreError(
            _(
                "{store} is of an older form ({found}); the next `kehoach ingest` or `kehoach prune` "
                "brings it up to date"
            ).format(store=root, found=found)
        )


def bring_up_to_date(root: UPath, state: UPath, say: Callable[[str], None]) -> None:
    """Give every file today's columns, then the store today's number; `say` is told when files had to be
    rewritten.

    Each file is replaced as a whole and the number comes last: what is stopped on the way goes on at the next
    time. StoreError for a newer store, and where a file cannot have today's columns without guessing.
    """
    found = format_of(root, state)
    if found is not None and found > FORMAT:
        check_readable(root, state)
    if found == FORMAT:
        return
    rewritten = 0
    if found is not None:
        for dataset, path in _outdated(root):
            write_atomically(path, write_table(evolved(read_file(path), dataset, path)))
            rewritten += 1
    write_atomically(state / "format", f"{FORMAT}\n".encode("ascii"))
    if rewritten:
        say(
            _("{store} was of an older form ({found}): {rewritten} files brought to form {known}").format(
                store=root, found=found, rewritten=rewritten, known=FORMAT
            )
        )


def evolved(table: pa.Table, dataset: str, path: UPath) -> pa.Table:
    """The table with today's columns: new ones are null or empty lists, columns that went are left out."""
    columns = []
    for field in arrow_schema(dataset):
        if field.name in table.column_names:
            try:
                columns.append(table[field.name].cast(field.type))
            except pa.ArrowException as error:
                raise StoreError(
                    _("{path}: {column} cannot become {type}; ingest into a new folder").format(
                        path=path, column=field.name, type=field.type
                    )
                ) from error
        elif (other := _STANDS_IN.get(field.name)) in table.column_names:
            columns.append(table[other])
        elif field.name in _AT_FIRST:
            columns.append(pa.array([_AT_FIRST[field.name]] * len(table), field.type))
        elif field.nullable:
            columns.append(pa.nulls(len(table), field.type))
        elif pa.types.is_list(field.type):
            columns.append(pa.array([[]] * len(table), field.type))
        else:
            raise StoreError(
                _("{path} has no {column}, which cannot be missing; ingest into a new folder").format(
                    path=path, column=field.name
                )
            )
    return pa.Table.from_arrays(columns, schema=arrow_schema(dataset))


def _outdated(root: UPath) -> list[tuple[str, UPath]]:
    """The files without today's columns, `documents` last."""
    found = []
    for dataset, path in _files(root):
        try:
            schema = schema_of(path)
        except (pa.ArrowException, OSError):
            continue  # a damaged file has no columns; whoever reads it tells
        if not schema.equals(arrow_schema(dataset)):
            found.append((dataset, path))
    return found


def _files(root: UPath) -> Iterator[tuple[str, UPath]]:
    """Each file of data with its dataset, and those that are kept beside the data."""
    for kept in (FILE, COPY):
        if (root / kept).is_file():
            yield CORRECTIONS, root / kept
    for folder in (AS_READ, PRINTED):
        for name, _marks in sorted(files_under(root / folder)):
            dataset = PurePosixPath(name).stem
            if dataset in DATASETS:
                yield dataset, root / folder / name
    for dataset in reversed(DATASETS):
        for path in sorted((root / dataset).rglob("*.parquet")):
            yield dataset, path
