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
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final, Protocol

import filelock
import psutil  # type: ignore[import-untyped]
from upath import UPath

from pipeline.store.errors import StoreError
from pipeline.store.writing.files import on_disk

Waiting = Callable[[str], None]

# Seconds for which a lease holds, and between its renewals: the holder may miss three before another run
# takes over. Machines whose clocks differ by more than a minute must not write to one store.
LEASE: Final = 120.0
RENEWAL: Final = 30.0
# Seconds between looks at a lease that another run holds.
_LOOK: Final = 2.0


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
            raise StoreError("another run took the store over: this one did not renew its lease in time")
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
            if not self._lost and _read(self._file).get("token") == self._token:
                self._file.unlink(missing_ok=True)

    def _take(self) -> bool:
        """Take the lease if nobody has it, or whoever had it is gone; whether it is ours then."""
        said = _read(self._file)
        if said and not _is_over(said):
            return False
        self._file.fs.invalidate_cache()
        try:
            if said:
                self._file.unlink(missing_ok=True)
            self._file.fs.pipe_file(self._file.path, self._content(), mode="create")
        except FileExistsError:
            return False
        # Two that find a lease over may both remove and write it; the one whose words stand has it.
        return bool(_read(self._file).get("token") == self._token)

    def _renew(self, ended: threading.Event) -> None:
        while not ended.wait(RENEWAL):
            # The next renewal may find the network again; if none does, the lease ends.
            with suppress(OSError):
                if _read(self._file).get("token") != self._token:
                    self._lost = True
                    return
                self._file.write_bytes(self._content())

    def _content(self) -> bytes:
        return json.dumps(_introduction() | {"token": self._token, "until": time.time() + LEASE}).encode()


def _is_over(said: dict[str, Any]) -> bool:
    """Whether a lease has run out, or its holder was a process of this machine that is no more."""
    try:
        if said["host"] == socket.gethostname() and not psutil.pid_exists(said["pid"]):
            return True
        return float(said["until"]) < time.time()
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
        return f"process {said['pid']} on {said['host']}, since {said['since']}"
    except KeyError:
        return "a process that did not say which"


def _taken(holder: str) -> StoreError:
    return StoreError(f"another run writes to this store: {holder}")
