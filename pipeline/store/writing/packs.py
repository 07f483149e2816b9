"""Files that hold many documents: what `kehoach compact` makes of a partition's small files.

A packed file lies where the small ones lay, and its rows are theirs, document by document. Whoever changes a
document asks by the name of its own file, packed or not: its bytes are the same, since the same rows give
the same bytes.

pyarrow's functions of columns take 0.02 s to load, and few stores have packed files.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Final

import pyarrow as pa
from upath import UPath

from pipeline.store.partition import is_packed
from pipeline.store.writing.files import files_in
from pipeline.store.writing.parquet import read_file, write_table

_ID: Final = "document_id"
# Packed files kept in memory: one of each dataset, since the documents of one are changed one after another.
_KEPT: Final = 8


class Packs:
    """The packed files of the store at `root`, as they were when first asked for; `forget` looks anew."""

    def __init__(self, root: UPath) -> None:
        self._root = root
        self._by_folder: dict[str, dict[str, str]] = {}
        self._tables: OrderedDict[str, pa.Table] = OrderedDict()

    def forget(self) -> None:
        """Look anew at the next question: the files were changed."""
        self._by_folder.clear()
        self._tables.clear()

    def holding(self, path: str) -> str | None:
        """The packed file with the rows that would else lie in a document's own file of this path."""
        folder, document_id = _parts(path)
        if folder.startswith("."):
            return None
        return self._ids(folder).get(document_id)

    def rows(self, path: str) -> pa.Table | None:
        """The rows that would else lie in a document's own file of this path; None where it is not packed."""
        packed = self.holding(path)
        if packed is None:
            return None
        table = self.table(packed)
        import pyarrow.compute as pc

        return table.filter(pc.equal(table[_ID], _parts(path)[1]))

    def content(self, path: str) -> bytes | None:
        """The bytes of a document's own file of this path; None where it is not packed."""
        rows = self.rows(path)
        return None if rows is None else write_table(rows)

    def without(self, packed: str, document_ids: Collection[str]) -> bytes | None:
        """The bytes of a packed file without these documents; None where nothing is left."""
        left = _without(self.table(packed), pa.array(document_ids, pa.string()))
        return write_table(left) if len(left) else None

    def with_rows(self, packed: str, leaving: Collection[str], rows: Collection[pa.Table]) -> bytes:
        """The bytes of a packed file without the documents that leave it, and with these rows in the place of
        those of their documents."""
        new = pa.concat_tables(rows)
        gone = pa.array([*leaving, *new[_ID].to_pylist()], pa.string())
        left = _without(self.table(packed), gone)
        return write_table(pa.concat_tables([left, new]).combine_chunks())

    def packed_in(self, folder: str) -> Iterator[tuple[str, list[str]]]:
        """Each packed file of a partition's folder, with the documents in it in their order."""
        found: dict[str, list[str]] = {}
        for document_id, packed in self._ids(folder).items():
            found.setdefault(packed, []).append(document_id)
        yield from found.items()

    def _ids(self, folder: str) -> dict[str, str]:
        """The packed file of each document that is packed in a folder; of one that is damaged, none."""
        if folder not in self._by_folder:
            found: dict[str, str] = {}
            for name in sorted(filter(is_packed, files_in(self._root / folder))):
                with suppress(pa.ArrowException, OSError, KeyError):
                    packed = f"{folder}/{name}"
                    found |= dict.fromkeys(self.table(packed)[_ID].to_pylist(), packed)
            self._by_folder[folder] = found
        return self._by_folder[folder]

    def table(self, packed: str) -> pa.Table:
        """All rows of a packed file. pyarrow's error for one that is damaged, OSError."""
        if packed in self._tables:
            self._tables.move_to_end(packed)
            return self._tables[packed]
        self._tables[packed] = table = read_file(self._root / packed)
        if len(self._tables) > _KEPT:
            self._tables.popitem(last=False)
        return table


def _without(table: pa.Table, document_ids: pa.Array) -> pa.Table:
    import pyarrow.compute as pc

    return table.filter(pc.invert(pc.is_in(table[_ID], value_set=document_ids)))


def _parts(path: str) -> tuple[str, str]:
    """The folder of a file, and the document whose own file has this name."""
    folder, _, name = path.rpartition("/")
    return folder or ".", name.removesuffix(".parquet")
