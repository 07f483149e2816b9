"""One writer at a time: the lock of a store, and who holds it."""

import json
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import filelock

from pipeline.store.journal import StoreError

Waiting = Callable[[str], None]


class StoreLock:
    """A lock that the system gives back when its process dies, however it dies; reentrant within one process."""

    def __init__(self, state: Path) -> None:
        self._lock = filelock.FileLock(state / "lock")
        self._holder = state / "holder.json"

    @property
    def held(self) -> bool:
        """Whether this object holds it."""
        return bool(self._lock.is_locked)

    def acquire(self, waiting: Waiting | None = None, *, wait: bool = True) -> None:
        """Take the lock; while another process has it, tell `waiting` who, once. StoreError instead of waiting, where not to."""
        if self.held:
            self._lock.acquire()
            return
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            if not wait:
                raise StoreError(f"another run writes to this store: {self.holder()}") from None
            if waiting is not None:
                waiting(self.holder())
            self._lock.acquire()
        with suppress(OSError):  # who holds it is a courtesy: a full disk fails where it matters
            said = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
            self._holder.write_text(json.dumps(said), encoding="utf-8")

    def release(self) -> None:
        """Give it back, as often as it was taken."""
        if self._lock.lock_counter == 1:
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def holder(self) -> str:
        """Who has the lock, as far as the holder said."""
        try:
            said = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"process {said['pid']} on {said['host']}, since {said['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "a process that did not say which"
