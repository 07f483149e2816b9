"""What names a content: the hash of a file's bytes, which a moved file keeps and a copy shares.

Only plain files are read: a pipe or a device behind a link may give bytes for ever, or none and no end. This
module is loaded by a process that does nothing but hash (`pipeline.running.hashing`): it imports little.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pipeline.errors import ReadError
from schemas.said import Said

# Bytes read at a time.
_CHUNK: Final = 2**18
# Nobody waits for the other end of a pipe, no terminal is taken over, and Windows changes no line ends.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """A plain file's descriptor, open for reading.

    Raises `OSError`, and `ReadError` (`unreadable`) where the path leads to a pipe, a device or a socket.
    """
    _refuse_special(path.stat())  # a look first: some devices do something when they are opened
    file = os.open(path, _FLAGS)
    try:
        _refuse_special(os.fstat(file))  # it may be another one by now
        yield file
    finally:
        os.close(file)


def check_plain(path: Path) -> None:
    """Raise as `opened` does."""
    with opened(path):
        pass


def content_hash(path: Path, most_bytes: int | None = None) -> str:
    """The SHA-256 of a file's bytes, in hex.

    Raises `OSError` where they cannot be read, `ReadError`: `unreadable` as `opened` does, `too_large` over
    `most_bytes`.
    """
    digest, size = hashlib.sha256(), 0
    with opened(path) as file:
        if most_bytes is not None and os.fstat(file).st_size > most_bytes:
            _refuse_size(most_bytes)
        while chunk := _read(file):
            digest.update(chunk)
            size += len(chunk)
            if most_bytes is not None and size > most_bytes:
                _refuse_size(most_bytes)
    return digest.hexdigest()


def readable_hash(path: Path) -> str | None:
    """The hash as `content_hash` gives it; None where the file cannot be read."""
    with suppress(OSError, ReadError):
        return content_hash(path)
    return None


def _read(file: int) -> bytes:
    try:
        return os.read(file, _CHUNK)
    except BlockingIOError as error:  # what the kernel shows as a file and is none (/proc/kmsg)
        raise ReadError("unreadable", Said("the path leads to something that is read as it comes")) from error


def _refuse_special(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise ReadError("unreadable", Said("the path leads to a folder, not to a file"))
    if not stat.S_ISREG(found.st_mode):
        raise ReadError("unreadable", Said("the path leads to a pipe, a socket or a device, not to a file"))


def _refuse_size(most_bytes: int) -> None:
    raise ReadError(
        "too_large", Said("the file has over {limit:,} MB, the limit (--max-file)", limit=most_bytes // 2**20)
    )
