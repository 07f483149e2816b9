"""Changes of files that are decided and not yet made, and how the store would look with them."""

from collections.abc import Iterable, Mapping

from upath import UPath


class FileChanges:
    """Which files are to be written and which removed; paths are relative to the store at `root`.

    `withdraw` are files that are taken away while the others change, so that nobody reads half a plan.
    """

    def __init__(self, root: UPath) -> None:
        self.writes: dict[str, bytes] = {}
        self.remove: set[str] = set()
        self.withdraw: set[str] = set()
        self._root = root

    def __bool__(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.writes or self.remove)

    def content(self, path: str) -> bytes | None:
        """A file's bytes as they will be; None where there will be no file."""
        if path in self.remove:
            return None
        return self.writes[path] if path in self.writes else content_of(self._root / path)

    def exists(self, path: str) -> bool:
        """Whether there will be such a file."""
        return path in self.writes or (path not in self.remove and (self._root / path).exists())

    def add(self, writes: Mapping[str, bytes], remove: Iterable[str] = ()) -> None:
        """Decide on more changes; what is removed here is not written, whatever was decided before."""
        for path in remove:
            self.writes.pop(path, None)
            self.remove.add(path)
        self.writes |= writes
        self.remove -= writes.keys()


def content_of(path: UPath) -> bytes | None:
    """A file's bytes; None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
