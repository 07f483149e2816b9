"""Files that are named by a URL (s3://, gs://, https:// …): listed, told apart, and fetched through fsspec.

A URL is read where its file is read: in a worker, which fetches it into its own temporary folder. The parent
sees only listings.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import ReadError, is_of_the_machine
from schemas.said import Said

if TYPE_CHECKING:
    from upath import UPath

# A drive's letter and colon (C:\) begin no URL.
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_OF_THIS_MACHINE: Final = re.compile(r"(?:file|local)://(?:localhost)?(?=/)", re.IGNORECASE)
# A file larger than this is not fetched: the largest scans have 200 MB, a bundle of a province's plans some
# times that.
MAX_BYTES: Final = 2 * 2**30
_CHUNK: Final = 2**20
# By what object stores and servers tell a file from the one before, the surest first.
_TELLING: Final = (
    "ETag",
    "etag",
    "md5Hash",
    "checksum",
    "mtime",
    "LastModified",
    "last_modified",
    "updated",
    "modified",
    "created",
)
_NO_NAME: Final = re.compile(r"[^\w.-]+")


def is_url(path: str) -> bool:
    """Whether a path is a URL; one of this machine's own files (file://) is a path."""
    return bool(_URL.match(path)) and not _OF_THIS_MACHINE.match(path)


def without_scheme(path: str) -> str:
    """A path of this machine that may be written as a file:// URL, without the scheme."""
    return _OF_THIS_MACHINE.sub("", path, count=1)


def at_url(url: str) -> UPath:
    """The file at a URL. ConnectionError for one that no installed library reads."""
    from upath import UPath  # it takes 0.02 s to load, and few files lie at URLs

    with _reaching(url):
        path = UPath(url)
        _ = path.fs
        return path


def files_under(url: str) -> Iterator[tuple[str, str]]:
    """Each file at or under a URL in sorted order: its URL, and its mark (see `mark_of`).

    FileNotFoundError where there is nothing, ConnectionError where it cannot be looked at.
    """
    path = at_url(url)
    with _reaching(url):
        path.fs.invalidate_cache()
        info = path.fs.info(path.path)
        found = {path.path: info} if info["type"] != "directory" else path.fs.find(path.path, detail=True)
    for name in sorted(found):
        inner = PurePosixPath(name).relative_to(PurePosixPath(path.path)).as_posix()
        yield (url if inner == "." else f"{url.rstrip('/')}/{inner}"), mark_in(found[name])


def mark_of(url: str) -> str | None:
    """What tells the file at a URL from another one there: a hash of what the store says of it (its ETag, its
    time).

    None where there is none; ConnectionError where it cannot be looked at.
    """
    try:
        path = at_url(url)
        with _reaching(url):
            info = path.fs.info(path.path)
    except FileNotFoundError:
        return None
    return mark_in(info) if info["type"] != "directory" else None


@contextmanager
def local_file(path: Path | UPath, *, again: bool = False) -> Iterator[Path]:
    """A file of this machine as it is; one at a URL as a temporary copy, for as long as it is open.

    `again` says that the file may be asked for again soon (a bundle, for each file in it): its copy is kept
    until another such file comes. Raises `ReadError`: `unreadable` where it cannot be fetched, `too_large`.
    """
    if isinstance(path, Path):
        yield path
    elif again:
        yield _kept_copy(path)
    else:
        with _fresh_folder() as folder:
            yield _fetched(path, Path(folder))


_kept: list[tuple[str, tempfile.TemporaryDirectory[str], Path]] = []


def _kept_copy(path: UPath) -> Path:
    key = f"{path} {mark_of(str(path))}"
    if not _kept or _kept[0][0] != key or not _kept[0][2].exists():
        for _, folder, _ in _kept:
            folder.cleanup()
        _kept.clear()
        fresh = _fresh_folder()
        _kept.append((key, fresh, _fetched(path, Path(fresh.name))))
    return _kept[0][2]


def _fresh_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True)


def _fetched(path: UPath, folder: Path) -> Path:
    copy = folder / (_NO_NAME.sub("_", path.name)[-100:] or "file")
    try:
        with _reaching(str(path)):
            _copy(path, copy)
    except OSError as error:
        ours = is_of_the_machine(error) or is_of_the_machine(error.__cause__)  # no room for the copy
        raise ReadError(
            "machine" if ours else "unreadable", Said("the file cannot be fetched: {error}", error=error)
        ) from error
    return copy


def _copy(path: UPath, copy: Path) -> None:
    size = 0
    with path.open("rb") as source, copy.open("wb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > MAX_BYTES:
                raise ReadError("too_large", Said("the file has over {limit} MB", limit=MAX_BYTES // 2**20))
            target.write(chunk)


def mark_in(info: dict[str, Any]) -> str:
    """The mark of a file (see `mark_of`) in what fsspec says of it: 16 hex digits.

    Listings and single looks say different things of a file, each store in its own words: the surest that it
    says counts. A file of which nothing is said but its size may be another one each time.
    """
    said = next((_text(info[key]) for key in _TELLING if info.get(key)), uuid.uuid4().hex)
    return hashlib.sha256(f"{info.get('size')} {said}".encode()).hexdigest()[:16]


def _text(value: Any) -> str:
    """A property as text, a time in whichever form as its seconds."""
    seconds = value.timestamp() if isinstance(value, datetime) else value
    return f"{seconds:.3f}" if isinstance(seconds, float) else str(seconds)


@contextmanager
def _reaching(url: str) -> Iterator[None]:
    """Whatever a file system's library raises becomes ConnectionError, but FileNotFoundError and what is
    ours."""
    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(url) from error
    except (ReadError, ConnectionError):
        raise
    except Exception as error:
        detail = " ".join(str(error).split())[:200]
        raise ConnectionError(f"{url}: {detail or type(error).__name__}") from error
