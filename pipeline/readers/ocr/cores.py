"""One page a core: pages of one document are read side by side, and never more on a machine than it has
cores.

Each page holds one of the machine's cores while it is read, whichever process reads it: several workers with
several pages each wait for one another instead of competing. A core is a lock on a file, which the system
lets go of when its process dies.
"""

import os
import stat
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from pipeline.limits import SHARED_TEMP, active

try:
    import fcntl
except ImportError:  # a system without such locks: each process minds its own cores
    fcntl = None  # type: ignore[assignment]

_T = TypeVar("_T")
_R = TypeVar("_R")

# What a page being read takes of memory: 125 MB for 8.7 million pixels, 590 MB for 40 million.
BYTES_A_PIXEL: Final = 15
# The share of a file's memory that its pages may take together; the rest is for the process and what it has
# read.
MEMORY_SHARE: Final = 0.6
# Seconds between looks for a core; a page is read for one to four.
_LOOK: Final = 0.02


def count() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def core() -> Iterator[None]:
    """Hold a core, waiting for one to be free. Where locks cannot be kept the caller goes on without one."""
    lock = _lock()
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


def in_parallel(items: Iterable[_T], read: Callable[[_T], _R], pixels: Callable[[_T], int]) -> Iterator[_R]:
    """What `read` makes of each item, in order, as many at a time as there are cores and the file's memory
    holds.

    Items are taken from their iterator in the caller's thread, a few ahead of the results. An exception of
    `read` is raised.
    """
    budget = MEMORY_SHARE * active().memory_mb * 2**20 / BYTES_A_PIXEL
    size = count()
    waiting: deque[tuple[int, Future[_R]]] = deque()

    def one(item: _T) -> _R:
        with core():
            return read(item)

    with ThreadPoolExecutor(size, "page") as threads:
        try:
            for item in items:
                mine = pixels(item)
                while waiting and (len(waiting) > size or mine + sum(held for held, _ in waiting) > budget):
                    yield waiting.popleft()[1].result()
                waiting.append((mine, threads.submit(one, item)))
                del item
            while waiting:
                yield waiting.popleft()[1].result()
        finally:
            threads.shutdown(cancel_futures=True)


def _lock() -> int | None:
    """The open file whose lock is a core; None where there can be none.

    Who waits stands in a queue, so that a document whose page is done lets another document's page go first.
    """
    folder = _folder() if fcntl is not None else None
    if folder is None:
        return None
    try:
        queue = _opened(folder / "queue")
        try:
            fcntl.flock(queue, fcntl.LOCK_EX)
            while (file := _free(folder)) is None:
                time.sleep(_LOOK)
            return file
        finally:
            os.close(queue)
    except OSError:
        return None


def _free(folder: Path) -> int | None:
    """A core that nobody holds, held from now on."""
    for number in range(count()):
        file = _opened(folder / str(number))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(file)
            if not isinstance(error, BlockingIOError):
                raise
        else:
            return file
    return None


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _folder() -> Path | None:
    """This user's folder of locks; None where it cannot be made, or is somebody else's."""
    folder = Path(os.environ.get(SHARED_TEMP) or tempfile.gettempdir(), f"kehoach-cores-{os.getuid()}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    return folder if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() else None
