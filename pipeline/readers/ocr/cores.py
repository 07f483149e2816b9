"""One page a core: pages of one document are read side by side, and never more on a machine than it has
cores.

Each page holds one of the machine's cores while it is read, whichever process reads it: several workers with
several pages each wait for one another instead of competing. A core is a lock on a file, which the system
lets go of when its process dies. One that is suspended (Ctrl-Z) keeps its locks and needs no core: it is
stepped over. Waiting is told (`note_waiting`), since it is not the file's time.
"""

import os
import stat
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import psutil  # type: ignore[import-untyped]

from pipeline.limits import SHARED_TEMP, active, note_waiting

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
# Seconds between looks at who holds the queue.
_LOOK_AT_QUEUE: Final = 0.25
# Suspended processes that one core may be held by; a core more is then read on than there are.
_MOST_SUSPENDED: Final = 16
# Bytes of a lock file that tell the process that holds it.
_HOLDER: Final = 20


def count() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Waiting:
    """The time in which pages of this process wait for a core and none is read."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._reading = 0
        self._noted = 0.0

    def look(self, since: float) -> None:
        """A page waits, since then."""
        with self._turn:
            now, noted = time.monotonic(), max(self._noted, since)
            self._noted = now
            if not self._reading:
                note_waiting(now - noted)

    @contextmanager
    def over(self) -> Iterator[None]:
        """A page is read."""
        with self._turn:
            self._reading += 1
        try:
            yield
        finally:
            with self._turn:
                self._reading -= 1
                self._noted = time.monotonic()


_waiting = _Waiting()


@contextmanager
def core() -> Iterator[None]:
    """Hold a core, waiting for one to be free. Where locks cannot be kept the caller goes on without one."""
    lock = _lock()
    try:
        with _waiting.over():
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
    since = time.monotonic()
    try:
        queue = _stand_in_queue(folder / "queue", since)
        try:
            while (file := _free(folder)) is None:
                time.sleep(_LOOK)
                _waiting.look(since)
            return file
        finally:
            for held in queue:
                os.close(held)
    except OSError:
        return None


def _stand_in_queue(path: Path, since: float) -> list[int]:
    """Wait for the queue's lock; the open file that holds it, or none where a suspended process does.

    A system's wait for a lock cannot be broken off, so that a thread waits.
    """
    file = _opened(path)
    if _hold(file):
        return [file]
    held: list[int] = []
    given_up = threading.Event()
    turn = threading.Lock()

    def wait() -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
        with turn:
            if given_up.is_set():
                os.close(file)
            else:
                _sign(file)
                held.append(file)

    if _is_suspended(file):
        os.close(file)
        return held
    thread = threading.Thread(target=wait, name="queue", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_LOOK_AT_QUEUE)
        _waiting.look(since)
        with turn:
            if not held and _is_suspended(file):
                given_up.set()
                return held
    return held


def _free(folder: Path) -> int | None:
    """A core that nobody holds, or nobody but suspended processes, held from now on."""
    for number in range(count()):
        for standing_in in range(_MOST_SUSPENDED):
            file = _opened(folder / (f"{number}.{standing_in}" if standing_in else f"{number}"))
            if _hold(file):
                return file
            suspended = _is_suspended(file)
            os.close(file)
            if not suspended:
                break
    return None


def _hold(file: int) -> bool:
    """Lock an open file, if it is free, and write into it who holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    _sign(file)
    return True


def _sign(file: int) -> None:
    os.pwrite(file, f"{os.getpid()}".ljust(_HOLDER).encode(), 0)


def _is_suspended(file: int) -> bool:
    """Whether the process that holds the lock of an open file is stopped (by Ctrl-Z, by a debugger)."""
    try:
        status = psutil.Process(int(os.pread(file, _HOLDER, 0))).status()
    except (ValueError, OSError, psutil.Error):
        return False
    return status in (psutil.STATUS_STOPPED, psutil.STATUS_TRACING_STOP)


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
