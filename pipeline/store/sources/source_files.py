"""Where the files lie that a store was fed with: are they still there, and do they hold what they held?

The datasets keep a path as it was given, and a relative one says little by itself: the same `in/a.pdf` given
from two folders is two files. So the store remembers, in its own state and not in the datasets, from which
folders relative paths came. A bundle is not opened to look for a file in it: its listing says what it holds,
if it is the bundle it was.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from upath import UPath

from pipeline.intake.bundles import Contents, bundles_around
from pipeline.intake.content import readable_hash
from pipeline.intake.urls import at_url, is_url, mark_of
from pipeline.store.sources.bundle_listings import BundleListings
from pipeline.store.sources.url_hashes import UrlHashes
from pipeline.store.writing.files import write_atomically

# Bytes of a file name that are no UTF-8 stand in a path as \x… (pipeline.intake.discovery.readable_uri).
_ESCAPED: Final = re.compile(rb"\\x([89a-f][0-9a-f])")
# What systems say where there is no file, and of a path that no file can have.
_NO_FILE: Final = frozenset(
    {
        *(errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP),
        *(errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL),
    }
)


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A bundle on the disk: its hash ("" where it cannot be read), and by name the hashes of the files in it,
    none where it is not listed."""

    sha256: str = ""
    members: dict[str, str | None] = field(default_factory=dict)

    def hash_of(self, name: str) -> str | None:
        """The hash of a file in it, None where that is not known."""
        return self.members.get(name)


class SourceFiles:
    """The files under the paths that were given; `file` keeps the folders that relative paths were given
    from, one a line."""

    def __init__(self, file: UPath, listings: BundleListings, url_hashes: UrlHashes) -> None:
        self._folders_file = file
        self._listings = listings
        self._url_hashes = url_hashes
        self._folders: list[str] | None = None
        # The bundle looked at last, with what tells whether it is still the same: thousands of paths may lead
        # into one.
        self._last: tuple[tuple[str, int, int, int], _Bundle] | None = None

    def note(self, uri: str) -> None:
        """Remember the working folder when the path is relative to it."""
        if os.path.isabs(uri) or is_url(uri):  # noqa: PTH117 - as text
            return
        folder = os.getcwd()  # noqa: PTH109 - as text
        if folder in self._known_folders():
            return
        self._folders = [*self._known_folders(), folder]
        # A folder's name may hold a line end, yet no NUL.
        lines = (known.replace("\n", "\0") for known in self._folders)
        write_atomically(self._folders_file, os.fsencode("".join(f"{line}\n" for line in lines)))

    def exists(self, uri: str) -> bool:
        """Whether there is a file under this path, or the bundle it lies in, seen from any of the folders.

        A URL or a path that cannot be looked at leads to a file: nothing is given up because a network is
        down.
        """
        if is_url(uri):
            return any(_may_be(url) for url in (uri, *(bundle for bundle, _ in bundles_around(uri))))
        return any(map(_may_be_file, self._names(uri))) or any(True for _ in self._bundle_files(uri))

    def holds(self, uri: str, sha256: str | None) -> bool:
        """Whether a file under this path, seen from any of the folders, has this content."""
        if sha256 is None:
            return False
        if is_url(uri):
            return self._hash_at(uri) == sha256
        return any(readable_hash(path) == sha256 for path in self._paths(uri)) or any(
            self._bundle(path).hash_of(name) == sha256 for path, name in self._bundle_files(uri)
        )

    def places(self, uri: str) -> Iterator[tuple[Path | UPath, bool]]:
        """Where the file of a path may lie, seen from any of the folders: files of this machine that are
        there and files at URLs, each with whether it is the bundle around the file."""
        if is_url(uri):
            yield at_url(uri), False
            yield from ((at_url(bundle), True) for bundle, _ in bundles_around(uri))
            return
        yield from ((path, False) for path in self._paths(uri) if _may_be_file(path))
        yield from ((path, True) for path, _ in self._bundle_files(uri))

    def bundles(self, uri: str) -> Iterator[str]:
        """The hashes of the bundles that a path leads into, seen from any of the folders."""
        if is_url(uri):
            hashes = (self._url_hashes.hash_of(bundle) for bundle, _ in bundles_around(uri))
            yield from filter(None, hashes)
            return
        for path, _ in self._bundle_files(uri):
            yield self._bundle(path).sha256

    def _hash_at(self, uri: str) -> str | None:
        """The hash of what lies at a URL, or in a bundle at one, if it is what was there last or nobody can
        tell."""
        for url, name in ((uri, ""), *bundles_around(uri)):
            last = self._url_hashes.hash_of(url)
            if last is None:
                continue
            try:
                sha256 = self._url_hashes.hash_of(url, mark_of(url) or "")
            except ConnectionError:
                sha256 = last
            if sha256 is None or not name:
                return sha256
            return _member_hashes(self._listings.get(sha256)).get(name)
        return None

    def _bundle_files(self, uri: str) -> Iterator[tuple[Path, str]]:
        """The files that may be the bundle around a path, each with the name that is left for the file in
        it."""
        for bundle, name in bundles_around(uri):
            for path in self._paths(bundle):
                if _may_be_file(path):
                    yield path, name

    def _bundle(self, path: Path) -> _Bundle:
        """What is known of a bundle on the disk."""
        try:
            status = path.stat()
        except OSError:
            return _Bundle()
        mark = (str(path), status.st_size, status.st_mtime_ns, status.st_ino)
        if self._last is None or self._last[0] != mark:
            sha256 = readable_hash(path) or ""
            self._last = (mark, _Bundle(sha256, _member_hashes(self._listings.get(sha256))))
        return self._last[1]

    def _known_folders(self) -> list[str]:
        """The folders from which relative paths were given."""
        if self._folders is None:
            try:
                lines = os.fsdecode(self._folders_file.read_bytes()).split("\n")
                self._folders = [line.replace("\0", "\n") for line in lines if line]
            except OSError:
                self._folders = []
        return self._folders

    def _paths(self, uri: str) -> Iterator[Path]:
        """The places on the disk that a path may mean; none for a name in a bundle that can be no path."""
        return map(Path, self._names(uri))

    def _names(self, uri: str) -> Iterator[str]:
        """The same places as texts: a store of thousands is looked through in a moment."""
        if "\0" in uri:
            return
        said = uri.encode()
        # In a locale that is not UTF-8 a name's bytes are another text to Python.
        unescaped = _ESCAPED.sub(lambda byte: bytes([int(byte[1], 16)]), said)
        for name in {os.fsdecode(said), os.fsdecode(unescaped)}:
            for folder in self._known_folders() or [""]:
                yield os.path.join(folder, name)  # noqa: PTH118 - as text


def _member_hashes(contents: Contents | None) -> dict[str, str | None]:
    """The hashes of the files in a bundle by their names; none for a bundle that is not listed."""
    return {member.name: member.sha256 for member in contents.members} if contents else {}


def _may_be_file(path: str | Path) -> bool:
    """Whether there is a file at a path, or nobody can tell; none is where the path itself is impossible."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - thousands of them
    except OSError as error:
        return error.errno not in _NO_FILE
    except ValueError:
        return False


def _may_be(url: str) -> bool:
    """Whether there is a file at a URL, or nobody can tell."""
    try:
        return mark_of(url) is not None
    except ConnectionError:
        return True
