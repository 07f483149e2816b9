"""Many small files of a partition become few: `kehoach compact`.

On a disk the new files are made aside, with those that stay, and each folder then changes places with the old
one at one go: who lists it finds all rows once, before as after. An object store has no folders to exchange:
there the documents of one new file at a time are away until it is complete.
"""

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa
from upath import UPath

from pipeline.store.partition import is_packed, packed_file
from pipeline.store.writing.documents_index import data_files
from pipeline.store.writing.files import files_in, on_disk
from pipeline.store.writing.journal import Journal
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.parquet import table_of, write_table
from schemas.arrow import arrow_schema
from schemas.rows import DATASETS

# Bytes in memory of the rows of all datasets in packed files of one name: some thousand short plans, some
# hundred long ones. Whoever changes one document rewrites its packed files.
_FULL: Final = 32 * 2**20
# What is merged: two at least, a packed file with room or a document by itself.
_LEAST: Final = 2


@dataclass(slots=True)
class _Unit:
    """What is merged as a whole: a document's own files, or packed files of one name; by dataset the name of
    the file and its rows."""

    name: str
    rows: dict[str, pa.Table] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the rows in memory."""
        return sum(table.nbytes for table in self.rows.values())


def size_of(root: UPath) -> tuple[int, int]:
    """How many data files a store has, and how many bytes they have."""
    sizes = [marks[0] for dataset in DATASETS for _, marks in data_files(root / dataset)]
    return len(sizes), sum(sizes)


def compact_partition(journal: Journal, packs: Packs, partition: str, document_ids: Collection[str]) -> bool:
    """Merge the files of these documents of a partition; whether there was anything to do. OSError where the
    disk refuses: the store then is as it was, or `Journal.recover` ends what has begun."""
    disk = on_disk(journal.root) is not None
    units = list(_names(journal.root, packs, partition, document_ids, with_packed=disk))
    if len(units) < _LEAST:
        return False
    groups = _groups(_read(journal.root, partition, units))
    if not disk:
        for group in groups:
            _commit(journal, partition, group)
        return True
    if any(_holds_foreign(journal.root / dataset / partition) for dataset in DATASETS):
        return False
    try:
        exchanges = _stage(journal, partition, groups)
    except BaseException:
        journal.drop_staged()
        raise
    journal.exchange(exchanges)
    return True


def _names(
    root: UPath, packs: Packs, partition: str, document_ids: Collection[str], *, with_packed: bool
) -> Iterator[str]:
    """The names of the files that can be merged: packed ones with room, and documents' own."""
    for packed, members in packs.packed_in(f"documents/{partition}"):
        name = packed.rpartition("/")[2]
        paths = [f"{dataset}/{partition}/{name}" for dataset in DATASETS]
        size = sum(packs.table(path).nbytes for path in paths if (root / path).exists())
        if with_packed and size < _FULL // 2 and set(members) <= set(document_ids):
            yield name
    for name in sorted(files_in(root / "documents" / partition)):
        if not is_packed(name) and name.removesuffix(".parquet") in document_ids:
            yield name


def _read(root: UPath, partition: str, names: Sequence[str]) -> Iterator[_Unit]:
    """The rows in the files of these names; a document of which a file is damaged is left as it is."""
    there = {dataset: set(files_in(root / dataset / partition)) for dataset in DATASETS}
    for name in names:
        unit = _Unit(name)
        try:
            for dataset in DATASETS:
                if name in there[dataset]:
                    unit.rows[dataset] = table_of((root / dataset / partition / name).read_bytes())
        except (pa.ArrowException, OSError):
            continue
        if all(rows.schema.equals(arrow_schema(dataset)) for dataset, rows in unit.rows.items()):
            yield unit


def _groups(units: Iterator[_Unit]) -> Iterator[list[_Unit]]:
    """The units of one packed file after another."""
    group: list[_Unit] = []
    size = 0
    for unit in units:
        group.append(unit)
        size += unit.size
        if size >= _FULL:
            yield group
            group, size = [], 0
    if group:
        yield group


def _merged(group: Sequence[_Unit]) -> tuple[str, dict[str, bytes]]:
    """The packed files of a group by dataset, and the name of all of them."""
    contents = {}
    for dataset in DATASETS:
        tables = [unit.rows[dataset] for unit in group if dataset in unit.rows]
        if tables:
            contents[dataset] = write_table(pa.concat_tables(tables).combine_chunks())
    return packed_file(b"".join(contents.values())), contents


def _commit(journal: Journal, partition: str, group: Sequence[_Unit]) -> None:
    """Put one packed file in the place of a group's, its documents being away meanwhile."""
    name, contents = _merged(group)
    former = {f"{dataset}/{partition}/{unit.name}" for unit in group for dataset in unit.rows}
    rows = {path for path in former if path.startswith("documents/")}
    writes = {f"{dataset}/{partition}/{name}": content for dataset, content in contents.items()}
    journal.commit(writes, withdraw=rows, remove=former - rows)


def _stage(journal: Journal, partition: str, groups: Iterator[list[_Unit]]) -> list[tuple[str, str, str]]:
    """Make each dataset's folder as it will be; the exchanges that bring it there."""
    new: dict[str, str] = {}
    merged: dict[str, set[str]] = {}
    for group in groups:
        name, contents = _merged(group)
        for dataset, content in contents.items():
            (journal.staged_folder(dataset) / name).write_bytes(content)
            new.setdefault(dataset, name)
            merged.setdefault(dataset, set()).update(unit.name for unit in group)
    for dataset, names in merged.items():
        folder = Path(str(journal.root / dataset / partition))
        for name in files_in(journal.root / dataset / partition):
            if name not in names:
                _keep(folder / name, Path(str(journal.staged_folder(dataset))) / name)
    return [(dataset, f"{dataset}/{partition}", name) for dataset, name in new.items()]


def _keep(file: Path, beside: Path) -> None:
    """Have a file under a second name too; a copy where the disk knows no links."""
    try:
        os.link(file, beside)
    except FileExistsError:
        return
    except OSError:
        shutil.copy2(file, beside)


def _holds_foreign(folder: UPath) -> bool:
    """Whether something else than plain files lies in a folder of a disk: it is then left as it is."""
    if not folder.is_dir():
        return False
    with os.scandir(str(folder)) as entries:
        return any(not entry.is_file(follow_symlinks=False) for entry in entries)
