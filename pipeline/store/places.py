"""Where the files lie that a store was fed with.

The datasets keep a path as it was given, and a relative one says little by itself: the same `in/a.pdf` given from two folders
is two files. So the store remembers, in its own state and not in the datasets, from which folders relative paths came.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from upath import UPath

from pipeline.store.files import write_atomically

# Bytes of a file name that are no UTF-8 stand in a path as \x… (pipeline.discovery.readable_uri).
_ESCAPED: Final = re.compile(rb"\\x([89a-f][0-9a-f])")


class Places:
    """The folders that relative paths were given from, kept in `file`, one a line."""

    def __init__(self, file: UPath) -> None:
        self._file = file
        self._bases: list[str] | None = None

    def note(self, uri: str) -> None:
        """Remember the working folder when the path is relative to it."""
        if not os.path.isabs(uri) and (base := os.getcwd()) not in self._known():  # noqa: PTH109, PTH117 - as text
            self._bases = [*self._known(), base]
            write_atomically(self._file, "".join(f"{known}\n" for known in self._bases).encode("utf-8", "surrogateescape"))

    def exists(self, uri: str) -> bool:
        """Whether there is a file under this path, seen from any of the folders."""
        return any(path.is_file() for path in self._seen(uri))

    def holds(self, uri: str, sha256: str | None) -> bool:
        """Whether a file under this path, seen from any of the folders, has this content."""
        return sha256 is not None and any(_hash(path) == sha256 for path in self._seen(uri))

    def _known(self) -> list[str]:
        if self._bases is None:
            try:
                self._bases = self._file.read_bytes().decode("utf-8", "surrogateescape").splitlines()
            except FileNotFoundError:
                self._bases = []
        return self._bases

    def _seen(self, uri: str) -> Iterator[Path]:
        names = {uri, _ESCAPED.sub(lambda byte: bytes([int(byte[1], 16)]), uri.encode()).decode("utf-8", "surrogateescape")}
        for name in names:
            for base in self._known() or [""]:
                yield Path(base, name)


def _hash(path: Path) -> str | None:
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return None
