"""One writer at a time: the lock of a store, and who holds it.

On a disk the system keeps the lock and gives it back when its process dies, however it dies. An object store
knows no locks: there it is a lease, an object that the holder renews; one that nobody renews any more is
taken over.
"""

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Generator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final, Protocol

import filelock
import psutil  # type: ignore[import-untyped]
from upath import UPath

from pipeline.store.errors import StoreError
from pipeline.store.writing.files import on_disk
from schemas.language import gettext as _

Waiting = Callable[[str], None]

# Seconds for which a lease holds, and between its renewals: the holder may miss three before another run
# takes over. Machines whose clocks differ by more than a minute must not write to one store.
LEASE: Final = 120.0
RENEWAL: Final = 30.0
# Seconds between looks at a lease that another run holds.
_LOOK: Final = 2.0
# Seconds after which who took a lease over looks whether it is still his, where the store takes no
# conditions: whoever saw the old lease before has written by then, or gives way.
SETTLING: Final = 3.0
# Stores whose library passes a condition on: "only if the object is still the one with this mark".
_CONDITIONAL: Final = frozenset({"s3", "s3a"})
# HTTP's answers to a write whose condition does not hold: 412, or 409 where another write is under way.
_REFUSED: Final = frozenset({409, 412})


class Lock(Protocol):
    """What lets one process at a time write to a store; reentrant within one process."""

    @property
    def held(self) -> bool:
        """Whether this object holds it; False also when another run took it over."""

    def acquire(self, waiting: Waiting | None = None, *, wait: bool = True) -> None:
        """Take the lock; while another process has it, tell `waiting` who, once. StoreError instead of
        waiting, where not to."""

    def release(self) -> None:
        """Give it back, as often as it was taken."""


def lock_of(state: UPath) -> Lock:
    """The lock of the store that keeps its own files in the folder `state`."""
    return LeaseLock(state) if on_disk(state) is None else FileLock(state)


class FileLock:
    """A lock of the operating system."""

    def __init__(self, state: UPath) -> None:
        self._lock = filelock.FileLock(str(state / "lock"))
        self._holder = state / "holder.json"

    @property
    def held(self) -> bool:
        """See `Lock`."""
        return bool(self._lock.is_locked)

    def acquire(self, waiting: Waiting | None = None, *, wait: bool = True) -> None:
        """See `Lock`."""
        if self.held:
            self._lock.acquire()
            return
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            holder = _name(_read(self._holder))
            if not wait:
                raise _taken(holder) from None
            if waiting is not None:
                waiting(holder)
            self._lock.acquire()
        with suppress(OSError):  # who holds it is a courtesy: a full disk fails where it matters
            self._holder.write_text(json.dumps(_introduction()), encoding="utf-8")

    def release(self) -> None:
        """See `Lock`."""
        if self._lock.lock_counter == 1:
            self._holder.unlink(missing_ok=True)
        self._lock.release()


class LeaseLock:
    """An object that says who writes and until when, renewed by a thread of its own while it is held."""

    def __init__(self, state: UPath) -> None:
        self._file = state / "lease.json"
        self._object = _StoredLease(self._file)
        self._token = uuid.uuid4().hex
        self._times = 0
        self._ended = threading.Event()
        self._lost = False

    @property
    def held(self) -> bool:
        """See `Lock`."""
        return self._times > 0 and not self._lost

    def acquire(self, waiting: Waiting | None = None, *, wait: bool = True) -> None:
        """See `Lock`."""
        if self._times and self._lost:
            raise StoreError(_("another run took the store over: this one did not renew its lease in time"))
        if not self._times:
            told = False
            while not self._take():
                holder = _name(_read(self._file))
                if not wait:
                    raise _taken(holder)
                if waiting is not None and not told:
                    waiting(holder)
                    told = True
                time.sleep(_LOOK)
            self._lost, self._ended = False, threading.Event()
            threading.Thread(target=self._renew, args=(self._ended,), name="lease", daemon=True).start()
        self._times += 1

    def release(self) -> None:
        """See `Lock`."""
        self._times -= 1
        if not self._times:
            self._ended.set()
            said, _ = self._object.read()
            # One that is about to run out may be another's by the time it is removed: it is left to do so.
            if not self._lost and said.get("token") == self._token and not _is_over(said, RENEWAL):
                self._file.unlink(missing_ok=True)

    def _take(self) -> bool:
        """Take the lease if nobody has it, or whoever had it is gone; whether it is ours then."""
        steps = taking(self._object, self._token, time.monotonic)
        while True:
            try:
                time.sleep(next(steps))
            except StopIteration as end:
                return bool(end.value)

    def _renew(self, ended: threading.Event) -> None:
        while not ended.wait(RENEWAL):
            # The next renewal may find the network again; if none does, the lease ends.
            with suppress(OSError):
                said, mark = self._object.read()
                if (
                    said.get("token") != self._token
                    or self._object.replace(content_by(self._token), mark) is False
                ):
                    self._lost = True
                    return


class LeaseObject(Protocol):
    """The object that a lease is."""

    def read(self) -> tuple[dict[str, Any], str | None]:
        """What it says (nothing where there is none), and the mark by which it can be replaced."""

    def create(self, content: bytes) -> bool:
        """Write it if there is none; whether it was written."""

    def replace(self, content: bytes, mark: str | None) -> bool | None:
        """Write it if it still has this mark: whether it was written; None where the store takes no
        conditions: it was written, whatever was there."""


def taking(lease: LeaseObject, token: str, clock: Callable[[], float]) -> Generator[float, None, bool]:
    """Take a lease if nobody has it or it is over; whether it is the one of `token` then.

    Between its steps it says how many seconds are to pass. Two that find a lease over do not both get it,
    however their steps fall together: either the store takes only one of them, or the last to write has it,
    and who was slow to write gives way.
    """
    began = clock()
    said, mark = lease.read()
    yield 0.0
    if said and not _is_over(said):
        return False
    if not said:
        return lease.create(content_by(token))
    written = lease.replace(content_by(token), mark)
    if written is not None:
        return written
    if clock() - began >= SETTLING:
        return False
    yield SETTLING
    return bool(lease.read()[0].get("token") == token)


class _StoredLease:
    """The lease in an object store."""

    def __init__(self, file: UPath) -> None:
        self._file = file

    def read(self) -> tuple[dict[str, Any], str | None]:
        """See `LeaseObject`. The mark comes first: what is read then may be newer, and is not replaced."""
        mark = None
        if self._file.protocol in _CONDITIONAL:
            self._file.fs.invalidate_cache()
            with suppress(FileNotFoundError):
                mark = self._file.fs.info(self._file.path)["ETag"]
        return _read(self._file), mark

    def create(self, content: bytes) -> bool:
        """See `LeaseObject`."""
        self._file.fs.invalidate_cache()
        return self._put(content, mode="create")

    def replace(self, content: bytes, mark: str | None) -> bool | None:
        """See `LeaseObject`."""
        if mark is None:
            self._file.fs.pipe_file(self._file.path, content)
            return None
        return self._put(content, IfMatch=mark)

    def _put(self, content: bytes, **condition: str) -> bool:
        try:
            self._file.fs.pipe_file(self._file.path, content, **condition)
        except OSError as error:
            if isinstance(error, FileExistsError | FileNotFoundError) or _is_refused(error):
                return False
            raise
        return True


def _is_refused(error: OSError) -> bool:
    """Whether a store did not write since its condition did not hold."""
    response = getattr(error.__cause__, "response", None) or {}
    return response.get("ResponseMetadata", {}).get("HTTPStatusCode") in _REFUSED


def content_by(token: str) -> bytes:
    """A lease that holds from now on."""
    return json.dumps(_introduction() | {"token": token, "until": time.time() + LEASE}).encode()


def _is_over(said: dict[str, Any], within: float = 0.0) -> bool:
    """Whether a lease has run out or will within so many seconds, or its holder was a process of this machine
    that is no more."""
    try:
        if said["host"] == socket.gethostname() and not psutil.pid_exists(said["pid"]):
            return True
        return float(said["until"]) < time.time() + within
    except (KeyError, TypeError, ValueError):
        return True  # no words of ours


def _introduction() -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _read(file: UPath) -> dict[str, Any]:
    try:
        said = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _name(said: dict[str, Any]) -> str:
    try:
        return _("process {process} on {machine}, since {since}").format(
            process=said["pid"], machine=said["host"], since=said["since"]
        )
    except KeyError:
        return _("a process that did not say which")


def _taken(holder: str) -> StoreError:
    return StoreError(_("another run writes to this store: {holder}").format(holder=holder))
