"""Changes of files that are decided and not yet made, and how the store would look with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from upath import UPath

from pipeline.store.encoded import EXTRACTED
from pipeline.store.writing.packs import Packs
from pipeline.store.writing.parquet import table_of


@dataclass(slots=True)
class Settled:
    """Changes as they are to be made: `first` are files that are replaced before all others, `withdraw` files
    that are taken away while the others change."""

    writes: dict[str, bytes] = field(default_factory=dict)
    remove: set[str] = field(default_factory=set)
    withdraw: set[str] = field(default_factory=set)
    first: dict[str, bytes] = field(default_factory=dict)
    touches_packed: bool = False


class FileChanges:
    """Which documents' files are to be written and which removed; paths are relative to the store at `root`.

    A document that is packed with others has its files too, by their names. `withdraw` are files that are
    taken away while the others change, so that nobody reads half a plan.
    """

    def __init__(self, root: UPath, packs: Packs) -> None:
        self.writes: dict[str, bytes] = {}
        self.remove: set[str] = set()
        self.withdraw: set[str] = set()
        self._root = root
        self._packs = packs

    def __bool__(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.writes or self.remove)

    def content(self, path: str) -> bytes | None:
        """A file's bytes as they will be; None where there will be no file."""
        if path in self.remove:
            return None
        if path in self.writes:
            return self.writes[path]
        found = content_of(self._root / path)
        return self._packs.content(path) if found is None else found

    def exists(self, path: str) -> bool:
        """Whether there will be such a file."""
        if path in self.writes or path in self.remove:
            return path in self.writes
        return (self._root / path).exists() or self._packs.holding(path) is not None

    def add(self, writes: Mapping[str, bytes], remove: Iterable[str] = ()) -> None:
        """Decide on more changes; what is removed here is not written, whatever was decided before."""
        for path in remove:
            self.writes.pop(path, None)
            self.remove.add(path)
        self.writes |= writes
        self.remove -= writes.keys()

    def settled(self) -> Settled:
        """The changes of files as they lie on the disk.

        A packed document of which anything but its row changes leaves the packed files with all that is its
        own: its row first, to come back as a file of its own. A row that changes by itself stays.
        """
        settled = Settled(dict(self.writes), set(self.remove), set(self.withdraw))
        leaving: dict[str, set[str]] = {}
        staying: dict[str, list[bytes]] = {}
        for path in {*self.writes, *self.remove, *self.withdraw}:
            packed = self._packs.holding(path)
            if packed is None:
                continue
            if is_row(path) and path in self.writes and path not in self.withdraw:
                staying.setdefault(packed, []).append(settled.writes.pop(path))
                continue
            leaving.setdefault(packed, set()).add(document_of(path))
            if is_row(path):
                self._take_out(path, settled, leaving)
        for packed, document_ids in leaving.items():
            self._shrink(packed, document_ids, settled)
        for packed, rows in staying.items():
            gone = leaving.get(packed, ())
            settled.writes[packed] = self._packs.with_rows(packed, gone, [table_of(row) for row in rows])
            settled.withdraw.discard(packed)
        settled.touches_packed = bool(leaving or staying)
        return settled

    def _take_out(self, row: str, settled: Settled, leaving: dict[str, set[str]]) -> None:
        """Let everything of a document leave the packed files, of which its row leaves one."""
        for dataset in EXTRACTED:
            path = f"{dataset}/{row.partition('/')[2]}"
            packed = self._packs.holding(path)
            if packed is None or path in self.writes or path in self.remove:
                continue
            leaving.setdefault(packed, set()).add(document_of(path))
            settled.writes[path] = self._packs.content(path) or b""

    def _shrink(self, packed: str, document_ids: set[str], settled: Settled) -> None:
        """Take documents out of a packed file: rows of `documents` before all else changes."""
        left = self._packs.without(packed, document_ids)
        if left is not None:
            (settled.first if is_row(packed) else settled.writes)[packed] = left
        elif is_row(packed):
            settled.withdraw.add(packed)
        else:
            settled.remove.add(packed)


def is_row(path: str) -> bool:
    """Whether a file is one of the dataset `documents`."""
    return path.startswith("documents/")


def document_of(path: str) -> str:
    """The document whose own file has this path."""
    return path.rpartition("/")[2].removesuffix(".parquet")


def content_of(path: UPath) -> bytes | None:
    """A file's bytes; None where there is no plain file."""
    try:
        return path.read_bytes() if path.is_file() else None
    except FileNotFoundError:
        return None
