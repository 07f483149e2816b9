"""What files at URLs held when they were last read: the hash by URL, and by what the server said of the file.

Only a shortcut: a file of which nothing is noted is fetched again. Each note is a file of its own, so that
nothing is lost in a crash; `merge_notes` makes one of them.
"""

import json
import uuid
from collections.abc import Mapping
from contextlib import suppress

from upath import UPath

from pipeline.store.writing.files import write_atomically

_MERGED = "all.json"


class UrlHashes:
    """The notes under `folder`: by URL a mark (`pipeline.intake.urls.mark_of`) and a hash."""

    def __init__(self, folder: UPath) -> None:
        self._folder = folder
        self._known: dict[str, tuple[str, str]] | None = None

    def hash_of(self, url: str, mark: str | None = None) -> str | None:
        """The hash of what lay at a URL, if it has that mark still (any, without one)."""
        noted = self._all().get(url)
        return noted[1] if noted and mark in (None, noted[0]) else None

    def note(self, found: Mapping[str, tuple[str, str]]) -> None:
        """Remember marks and hashes by URL; OSError where they cannot be written."""
        fresh = {url: noted for url, noted in found.items() if self._all().get(url) != noted}
        if fresh:
            self._all().update(fresh)
            write_atomically(self._folder / f"{uuid.uuid4().hex}.json", json.dumps(fresh).encode("ascii"))

    def merge_notes(self) -> None:
        """Make one file of the notes; OSError where that cannot be done."""
        notes = [file for file in self._files() if file.name != _MERGED]
        if notes:
            write_atomically(self._folder / _MERGED, json.dumps(self._all()).encode("ascii"))
            for file in notes:
                file.unlink(missing_ok=True)

    def forget(self) -> None:
        """Read the notes anew at the next look: another process may have written."""
        self._known = None

    def _all(self) -> dict[str, tuple[str, str]]:
        if self._known is None:
            self._known = {}
            for file in sorted(self._files(), key=lambda file: (file.name != _MERGED, file.name)):
                with suppress(OSError, ValueError, TypeError):
                    self._known |= {
                        url: (str(mark), str(sha256))
                        for url, (mark, sha256) in json.loads(file.read_bytes()).items()
                    }
        return self._known

    def _files(self) -> list[UPath]:
        return list(self._folder.glob("*.json")) if self._folder.is_dir() else []
