"""The files of a store, on a disk or (by an fsspec URL: s3://, gs://, memory:// …) in an object store.

On a disk a file is replaced by a rename and flushed before anything builds on it. An object store replaces an
object as a whole by itself and keeps what it has taken; it has no rename, so that a staged file is copied
into its place.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import pyarrow.fs as pafs

from pipeline.intake.urls import mark_in
from schemas.language import gettext as _

if TYPE_CHECKING:
    from upath import UPath

# Of a mark's hex digits so many fit the index's column of 64 bits with a sign.
_MARK_DIGITS: Final = 15
# Files that the disk is asked to keep at the same time.
_SYNCS: Final = 8
# So few are not worth a thread.
_FEW: Final = 2

# The words of Linux's renameat2 (linux/fcntl.h, linux/fs.h): paths as they are, and the exchange.
_HERE: Final = -100
_EXCHANGE: Final = 2

# The name of a folder that goes when it is empty: a partition's (year=2024), a document's (its id).
_ONE_OF_MANY: Final = re.compile(r"=|^[0-9a-f]{16}")

Marks = tuple[int, int, int]


def store_root(out: str | Path | UPath) -> UPath:
    """The folder of a store by the path or URL that the user gave; ValueError for none, and for a URL that no
    installed library reads."""
    if not str(out):
        raise ValueError(_("no folder is named for the datasets"))
    from upath import UPath  # a worker encodes plans and has no store

    try:
        path = UPath(out)
        if path.protocol in ("file", "local"):  # file:///data/out is a folder of this machine
            path = UPath(path.path)
        path.fs  # noqa: B018 - loads the library of the URL
    except (ImportError, ValueError) as error:
        raise ValueError(_("{out}: {error}").format(out=out, error=error)) from error
    return path


def on_disk(path: UPath) -> Path | None:
    """The path on a disk of this machine; None for one in an object store."""
    return Path(str(path)) if isinstance(path, Path) else None


def for_arrow(path: UPath) -> tuple[str, pafs.FileSystem]:
    """A path as pyarrow takes it: its name and its file system."""
    if on_disk(path):
        return str(path), pafs.LocalFileSystem()
    return path.path, pafs.PyFileSystem(pafs.FSSpecHandler(path.fs))


def files_under(folder: UPath) -> Iterator[tuple[str, Marks]]:
    """Each file under a folder by its path there, with three numbers that tell it from another of that name:
    on a disk its size, time and inode, else its size and its mark. What is no plain file (a link that leads
    nowhere, a pipe) is passed over, and what goes while we look."""
    if (disk := on_disk(folder)) is None:
        folder.fs.invalidate_cache()
        for path, info in folder.fs.find(folder.path, detail=True).items():
            inner = PurePosixPath(path).relative_to(PurePosixPath(folder.path))
            yield inner.as_posix(), (int(info.get("size") or 0), 0, int(mark_in(info)[:_MARK_DIGITS], 16))
        return
    for where, _folders, names in os.walk(disk):
        partition = Path(where).relative_to(disk).as_posix()
        above = "" if partition == "." else f"{partition}/"
        for name in names:
            with suppress(OSError):
                status = os.stat(f"{where}/{name}")  # noqa: PTH116 - thousands of them
                if not stat.S_ISREG(status.st_mode):
                    continue
                yield above + name, (status.st_size, status.st_mtime_ns, status.st_ino)


def entries_under(folder: UPath) -> Iterator[tuple[str, bool]]:
    """Everything under a folder but folders that are no file's: its path there, and whether it is a plain
    file. A folder whose name is a file's counts as one entry."""
    if (disk := on_disk(folder)) is None:
        yield from ((name, True) for name, _ in files_under(folder))
        return
    open_folders = [""] if disk.is_dir() else []
    while open_folders:
        above = open_folders.pop()
        with os.scandir(disk / above) as entries:
            for entry in entries:
                inner = f"{above}/{entry.name}".lstrip("/")
                if entry.is_dir(follow_symlinks=False) and not entry.name.endswith(".parquet"):
                    open_folders.append(inner)
                else:
                    yield inner, entry.is_file()


def files_in(folder: UPath) -> list[str]:
    """The names of the files that lie in a folder itself; none where there is no such folder."""
    if (disk := on_disk(folder)) is None:
        try:
            found = folder.fs.ls(folder.path, detail=True, refresh=True)
        except FileNotFoundError:
            return []
        return [PurePosixPath(info["name"]).name for info in found if info["type"] == "file"]
    try:
        with os.scandir(disk) as entries:
            return [entry.name for entry in entries if entry.is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def write_atomically(path: UPath, content: bytes) -> None:
    """Replace a file as a whole: on a disk written beside it, flushed, renamed."""
    if (disk := on_disk(path)) is None:
        path.write_bytes(content)
        return
    disk.parent.mkdir(parents=True, exist_ok=True)
    beside = disk.with_name(f".{disk.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(disk)
    sync_folders([path.parent])


def move(source: UPath, target: UPath) -> None:
    """Put a file in the place of another, as a whole. What was moved before a crash may be moved again."""
    if (disk := on_disk(target)) is not None:
        try:
            Path(str(source)).replace(disk)
        except FileNotFoundError:  # of the target's folder, or it was moved before
            if source.exists():
                disk.parent.mkdir(parents=True, exist_ok=True)
                Path(str(source)).replace(disk)
    elif source.exists():
        target.fs.copy(source.path, target.path)
        source.unlink(missing_ok=True)


def replace_at_once(path: UPath, content: bytes, beside: UPath) -> None:
    """Give a file another content without a moment in which it is missing; `beside` is a name on its disk
    that nobody else uses. Not flushed: for what a crash may lose."""
    if on_disk(path) is None:
        path.write_bytes(content)
        return
    beside.write_bytes(content)
    move(beside, path)


def exchange_folders(new: UPath, old: UPath) -> None:
    """Put one folder of a disk in the place of another, which then has the first one's.

    Linux does it at one go; elsewhere there is a moment without the folder, and a crash may fall into it:
    done again, it goes on from there.
    """
    if not new.exists():
        return
    if old.exists():
        if _exchanged_at_once(str(new), str(old)):
            return
        Path(str(old)).replace(f"{new}.old")
    Path(str(old.parent)).mkdir(parents=True, exist_ok=True)
    Path(str(new)).replace(str(old))


def _exchanged_at_once(one: str, other: str) -> bool:
    """Let two folders of one disk change places; False where the system has no call for it (renameat2 of
    Linux)."""
    if sys.platform != "linux":
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done: int = call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0


def remove_folder(folder: UPath) -> None:
    """Remove a folder with all that is in it, if it is there, or whatever else has its name."""
    if (disk := on_disk(folder)) is None:
        if folder.exists():
            folder.fs.rm(folder.path, recursive=True)
    elif disk.is_dir() and not disk.is_symlink():
        shutil.rmtree(disk)
    else:
        disk.unlink(missing_ok=True)


def remove(path: UPath) -> None:
    """Remove whatever has this name: a file, a link, a folder with all that is in it."""
    if on_disk(path) is None and path.is_file():
        path.unlink(missing_ok=True)
    else:
        remove_folder(path)


def put_aside(path: UPath, folder: UPath) -> None:
    """Move a file of people's work, or whatever has its name, into a folder, under a name that nothing has
    there."""
    if not (path.exists() or path.is_symlink()):
        return
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (target := folder / f"{path.stem}-{number}{path.suffix}").exists():
        number += 1
    if on_disk(path) is None:
        path.fs.mv(path.path, target.path, recursive=True)
    else:
        Path(str(path)).replace(str(target))


def remove_empty(folder: UPath, root: UPath) -> None:
    """Remove folders of a partition or a document that hold nothing any more, up to the dataset's folder; an
    object store has no empty ones."""
    while on_disk(folder) and folder.parent not in (root, folder) and _ONE_OF_MANY.search(folder.name):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def sync_files(paths: Iterable[UPath]) -> None:
    """Wait until the disk has these files."""
    _at_one_go(_sync_file, [disk for path in paths if (disk := on_disk(path))])


def sync_folders(folders: Iterable[UPath]) -> None:
    """Make the renames in these folders last; only POSIX systems can, and not all file systems."""
    if os.name == "posix":
        _at_one_go(_sync_folder, sorted({disk for folder in set(folders) if (disk := on_disk(folder))}))


def _at_one_go(sync: Callable[[Path], None], disks: Sequence[Path]) -> None:
    """Ask for all of them at the same time: the disk then writes them together. Of a group of plans each one
    after the other took four times as long."""
    if len(disks) < _FEW:
        for disk in disks:
            sync(disk)
        return
    with ThreadPoolExecutor(min(_SYNCS, len(disks))) as pool:
        list(pool.map(sync, disks))


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
