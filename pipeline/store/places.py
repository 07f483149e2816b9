"""Where the files lie that a store was fed with.

The datasets keep a path as it was given, and a relative one says little by itself: the same `in/a.pdf` given
from two folders is two files. So the store remembers, in its own state and not in the datasets, from which
folders relative paths came. A bundle is not opened to look for a file in it: its listing says what it holds,
if it is the bundle it was.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from upath import UPath

from pipeline.intake.bundles import bundles_around
from pipeline.intake.content import readable_hash
from pipeline.intake.urls import is_url, mark_of
from pipeline.store.files import write_atomically
from pipeline.store.listings import Listings
from pipeline.store.sightings import Sightings

# Bytes of a file name that are no UTF-8 stand in a path as \x… (pipeline.intake.discovery.readable_uri).
_ESCAPED: Final = re.compile(rb"\\x([89a-f][0-9a-f])")

_Mark = tuple[str, int, int, int]


class Places:
    """The folders that relative paths were given from, kept in `file`, one a line."""

    def __init__(self, file: UPath, listings: Listings, sightings: Sightings) -> None:
        self._file = file
        self._listings = listings
        self._sightings = sightings
        self._bases: list[str] | None = None
        self._last: tuple[_Mark, tuple[str, dict[str, str | None]]] | None = None

    def note(self, uri: str) -> None:
        """Remember the working folder when the path is relative to it."""
        if not os.path.isabs(uri) and not is_url(uri) and (base := os.getcwd()) not in self._known():  # noqa: PTH109, PTH117 - as text
            self._bases = [*self._known(), base]
            lines = (
                known.replace("\n", "\0") for known in self._bases
            )  # a folder's name may hold a line end, yet no NUL
            write_atomically(self._file, os.fsencode("".join(f"{line}\n" for line in lines)))

    def exists(self, uri: str) -> bool:
        """Whether there is a file under this path, or the bundle it lies in, seen from any of the folders.

        A URL that cannot be looked at leads to a file: nothing is given up because a network is down.
        """
        if is_url(uri):
            return any(_may_be(url) for url in (uri, *(bundle for bundle, _ in bundles_around(uri))))
        return any(path.is_file() for path in self._seen(uri)) or any(True for _ in self._bundles(uri))

    def holds(self, uri: str, sha256: str | None) -> bool:
        """Whether a file under this path, seen from any of the folders, has this content."""
        if is_url(uri):
            return sha256 is not None and self._seen_at(uri) == sha256
        return sha256 is not None and (
            any(readable_hash(path) == sha256 for path in self._seen(uri))
            or any(self._contents(path)[1].get(name) == sha256 for path, name in self._bundles(uri))
        )

    def bundles(self, uri: str) -> Iterator[str]:
        """The hashes of the bundles that a path leads into, seen from any of the folders."""
        if is_url(uri):
            yield from filter(None, (self._sightings.hash_of(bundle) for bundle, _ in bundles_around(uri)))
            return
        for path, _ in self._bundles(uri):
            yield self._contents(path)[0]

    def _seen_at(self, uri: str) -> str | None:
        """The hash of what lies at a URL, or in a bundle at one, if it is what was seen there last or nobody
        can tell."""
        for url, name in ((uri, ""), *bundles_around(uri)):
            if self._sightings.hash_of(url) is None:
                continue
            try:
                sha256 = self._sightings.hash_of(url, mark_of(url) or "")
            except ConnectionError:
                sha256 = self._sightings.hash_of(url)
            if sha256 is not None and name:
                contents = self._listings.get(sha256)
                return (
                    next((member.sha256 for member in contents.members if member.name == name), None)
                    if contents
                    else None
                )
            return sha256
        return None

    def _bundles(self, uri: str) -> Iterator[tuple[Path, str]]:
        """The files that may be the bundle around a path, each with the name that is left for the file in
        it."""
        for bundle, name in bundles_around(uri):
            for path in self._seen(bundle):
                if path.is_file():
                    yield path, name

    def _contents(self, path: Path) -> tuple[str, dict[str, str | None]]:
        """A bundle's hash ("" where it cannot be read), and by name those of the files in it, none where it
        is not listed.

        The last one is kept: thousands of paths may lead into one bundle.
        """
        try:
            status = path.stat()
        except OSError:
            return "", {}
        mark = (str(path), status.st_size, status.st_mtime_ns, status.st_ino)
        if self._last is None or self._last[0] != mark:
            sha256 = readable_hash(path) or ""
            contents = self._listings.get(sha256)
            self._last = (
                mark,
                (sha256, {member.name: member.sha256 for member in contents.members} if contents else {}),
            )
        return self._last[1]

    def _known(self) -> list[str]:
        if self._bases is None:
            try:
                self._bases = [
                    line.replace("\0", "\n")
                    for line in os.fsdecode(self._file.read_bytes()).split("\n")
                    if line
                ]
            except FileNotFoundError:
                self._bases = []
        return self._bases

    def _seen(self, uri: str) -> Iterator[Path]:
        said = uri.encode()
        # In a locale that is not UTF-8 a name's bytes are another text to Python.
        for name in {
            os.fsdecode(said),
            os.fsdecode(_ESCAPED.sub(lambda byte: bytes([int(byte[1], 16)]), said)),
        }:
            for base in self._known() or [""]:
                yield Path(base, name)


def _may_be(url: str) -> bool:
    try:
        return mark_of(url) is not None
    except ConnectionError:
        return True
