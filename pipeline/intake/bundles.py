"""Bundles as a batch sees them: what lies in a ZIP or RAR archive, and one file of it at a time.

A bundle is only opened in a worker, by the two functions here: `contents_of` goes through it once, under the
limits of a file, and tells names and hashes; `unpacked` gives one file, for a call that has its own time and
memory. Nothing unpacked outlives its call, and a worker needs nothing but the bundle itself, wherever it
runs.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError, is_of_the_machine
from pipeline.intake.content import content_hash
from schemas.said import Said

SEPARATOR: Final = "!/"

# Bytes of the name that a file in a bundle goes by, its folders and inner bundles included: object stores
# take no longer names, and with the bundle's own path before it a file system still does.
MAX_NAME_BYTES: Final = 1024
# Of a longer name so many bytes of its end are kept: the suffix, and what tells files apart.
_END_BYTES: Final = 200
# Hex digits that tell cut names apart.
_HASH_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a bundle.

    `name` is its path there as text, no two alike (inner bundles before `!/`), of `MAX_NAME_BYTES` at most
    but for a number that tells it from another; `position` where it stands,
    one number for each bundle around it. `sha256` is None where it cannot be unpacked, for the `reason` and
    with the `message` then given.
    """

    name: str
    position: tuple[int, ...]
    sha256: str | None = None
    reason: str | None = None
    message: Said | None = None

    def uri(self, bundle: str) -> str:
        """The path it goes by, its bundle having that path."""
        return f"{bundle}{SEPARATOR}{self.name}"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bundle of that hash holds: the files to read, sorted by name, and how many others."""

    sha256: str
    members: tuple[Member, ...]
    skipped: int = 0


def contents_of(path: Path, wanted: Callable[[str], bool]) -> Contents:
    """Go through a bundle. `wanted` says by its name whether a file is to be read.

    Raises `ReadError` where the bundle as a whole cannot be read or holds nothing to read, and `OSError`.
    """
    from pipeline.intake.archive import members

    found: dict[str, Member] = {}
    skipped = 0
    for member in members(path, wanted=wanted):
        if member.path is None and member.error is None:
            skipped += 1
            continue
        name = _unused(_bounded(_text(member.name)), found)
        if member.error is not None:
            found[name] = Member(name, member.position, None, member.error.reason, member.error.message)
        elif member.path is not None:
            found[name] = Member(name, member.position, content_hash(member.path))
    if all(member.reason == "encrypted" for member in found.values()):
        raise ReadError("encrypted", Said("the bundle is protected by a password"))
    # The hash comes last: when it is that of before, the bundle was not changed under our hands.
    return Contents(content_hash(path), tuple(found[name] for name in sorted(found)), skipped)


@contextmanager
def unpacked(path: Path, position: tuple[int, ...]) -> Iterator[Path]:
    """The file at that position of a bundle, in a temporary file. Raises `ReadError` and `OSError`."""
    from pipeline.intake.archive import members

    with closing(members(path, only=position)) as found:
        member = next(found, None)
        if member is not None and member.error is not None:
            raise member.error
        if member is None or member.path is None or member.position != position:
            raise ReadError("corrupt", Said("the bundle was changed while it was read"))
        yield member.path


def is_bundle(path: Path) -> bool:
    """Whether a file is a bundle by its content; False for one that cannot be opened. Raises `OSError` where
    the machine fails."""
    from pipeline.intake import archive

    try:
        return archive.is_bundle(path)
    except OSError as error:
        if is_of_the_machine(error):
            raise
        return False


def bundles_around(uri: str) -> Iterator[tuple[str, str]]:
    """Each way to take a path for that of a bundle and of a file in it (a folder's name may end with `!`
    too)."""
    at = uri.find(SEPARATOR)
    while at >= 0:
        yield uri[:at], uri[at + len(SEPARATOR) :]
        at = uri.find(SEPARATOR, at + 1)


def _unused(name: str, taken: dict[str, Member]) -> str:
    """The name, numbered where another file of the bundle has it: an archive may hold two files of one
    name."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free


def _bounded(name: str) -> str:
    """The name, or of one that is too long its beginning, a hash of the whole, and its end."""
    said = name.encode("utf-8")
    if len(said) <= MAX_NAME_BYTES:
        return name
    told_by = f"…{hashlib.sha256(said).hexdigest()[:_HASH_DIGITS]}…"
    room = MAX_NAME_BYTES - _END_BYTES - len(told_by.encode("utf-8"))
    begin, end = said[:room].decode("utf-8", "ignore"), said[-_END_BYTES:].decode("utf-8", "ignore")
    return f"{begin}{told_by}{end}"


def _text(name: str) -> str:
    """A name as text, whatever its bytes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
