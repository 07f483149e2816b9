"""From the paths on the command line to the files to read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.intake.bundles import Member
from pipeline.intake.urls import at_url, files_under, is_url, without_scheme

if TYPE_CHECKING:
    from upath import UPath

# What a folder and a bundle are searched for: documents, pictures of documents, and bundles. A file that is
# named itself is tried whatever its name says: its content decides. Web pages are not searched for: beside a
# plan that was saved from a browser lie pages that are none.
BUNDLES: Final = frozenset({".zip", ".rar"})
SUFFIXES: Final = BUNDLES | {
    *(".pdf", ".docx", ".doc", ".rtf", ".odt", ".xlsx"),
    *(".jpg", ".jpeg", ".png", ".tif", ".tiff"),
}

# Word and LibreOffice leave these beside a document that is open.
_LOCK_FILES: Final = ("~$", ".~lock")
_WINDOWS_HIDDEN: Final = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read and the name it goes by: the path as given; of a folder, that path and what lies under
    it; of a file in a bundle, the bundle's, `!/` and its name there. `path` is then the bundle's. A file at a
    URL has the `mark` that tells it from another one there.
    """

    path: Path | UPath
    uri: str
    member: Member | None = None
    mark: str | None = None


@dataclass(slots=True)
class Discovery:
    """What was found: the files to read, how many files of folders are no documents, the folders that could
    not be listed."""

    sources: list[Source] = field(default_factory=list)
    skipped: int = 0
    unreadable: list[str] = field(default_factory=list)


def discover(paths: Iterable[str], *, exclude: Iterable[str] = ()) -> Discovery:
    """The files that these paths name, in the order given and sorted within a folder; each file and folder
    once.

    Hidden files and folders and the lock files of office programs are passed over, the folders `exclude` too.
    Paths must exist; FileNotFoundError names one that does not, and one that is neither file nor folder (a
    pipe, a device); ConnectionError says which URL cannot be looked at.
    """
    found = Discovery()
    visited = {
        folder.rstrip("/") if is_url(folder) else os.path.realpath(without_scheme(folder))
        for folder in exclude
    }
    for given in map(without_scheme, paths):
        path = Path(given)
        if is_url(given):
            _add_url(given, visited, found)
            continue
        if path.is_dir():
            for child in _walk(given, visited, found):
                _add(child, visited, found)
        elif path.is_file():
            _add(given, visited, found)
        else:
            raise FileNotFoundError(given)
    return found


def is_searched_for(name: str) -> bool:
    """Whether a file of a folder or a bundle is to be read, by its name."""
    return os.path.splitext(name)[1].casefold() in SUFFIXES  # noqa: PTH122 - names that are no paths of this system


def may_be_bundle(source: Source) -> bool:
    """Whether a file is likely to hold others, by its name."""
    return source.path.suffix.casefold() in BUNDLES


def readable_uri(path: str) -> str:
    """A path as text: bytes of a file name that are no UTF-8 are written as \\x…"""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _add(path: str, visited: set[str], found: Discovery) -> None:
    real = os.path.realpath(path)
    if real not in visited:
        visited.add(real)
        found.sources.append(Source(Path(path), readable_uri(path)))


def _add_url(given: str, visited: set[str], found: Discovery) -> None:
    """The file at a URL, or the documents under it. What is hidden or lies in a folder that was visited is
    passed over."""
    top = given.rstrip("/")
    for url, mark in files_under(given):
        inner = url.removeprefix(top).strip("/").split("/")
        above = {f"{top}/{'/'.join(inner[:depth])}" for depth in range(1, len(inner) + 1)} | {top}
        if any(name.startswith((".", *_LOCK_FILES)) for name in inner) or not visited.isdisjoint(above):
            continue
        if url != given and not is_searched_for(url):
            found.skipped += 1
            continue
        visited.add(url)
        found.sources.append(Source(at_url(url), url, mark=mark))


def _walk(top: str, visited: set[str], found: Discovery) -> Iterator[str]:
    """The documents under a folder in sorted order. A folder that was visited, by whatever links, is not
    entered again."""
    open_folders = [top]
    while open_folders:
        folder = open_folders.pop()
        real = os.path.realpath(folder)
        if real in visited:
            continue
        visited.add(real)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            found.unreadable.append(readable_uri(folder))
            continue
        below = []
        for entry in entries:
            if _passed_over(entry):
                continue
            path = os.path.join(folder, entry.name)  # noqa: PTH118 - Path would drop the "./" of the path as given
            kind = _kind(path)
            if stat.S_ISDIR(kind):
                below.append(path)
            elif stat.S_ISREG(kind) and is_searched_for(entry.name):
                yield path
            else:
                found.skipped += 1
        open_folders.extend(reversed(below))


def _kind(path: str) -> int:
    """The file type bits of what a path leads to; 0 for a link that leads nowhere or in a circle."""
    try:
        return os.stat(path).st_mode  # noqa: PTH116 - see _walk
    except OSError:
        return 0


def _passed_over(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith((".", *_LOCK_FILES)):
        return True
    attributes: int = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & _WINDOWS_HIDDEN)
