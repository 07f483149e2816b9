"""Temporary files of a run whose store is in an object store: in a folder of this machine where the next run
finds what a killed one left."""

import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import psutil  # type: ignore[import-untyped]

_OWNER_ONLY: Final = 0o700


@contextmanager
def scratch_on_this_machine() -> Iterator[Path | None]:
    """A folder of this process while it is open; those of processes that are no more are gone. None where
    there can be none: whoever asks then takes the system's own."""
    above = _own_folder()
    if above is None:
        yield None
        return
    for left in above.iterdir():
        host, _, pid = left.name.rpartition("-")
        # A machine beside us may share the folder: of its processes we know nothing.
        if host == socket.gethostname() and pid.isdigit() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    folder = above / f"{socket.gethostname()}-{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
    try:
        yield folder if folder.is_dir() else None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own_folder() -> Path | None:
    """The folder of all runs of this user among the system's temporary files; None where somebody else has
    its name."""
    user = os.getuid() if os.name == "posix" else 0
    folder = Path(tempfile.gettempdir(), f"kehoach-scratch-{user}")
    try:
        folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    if not stat.S_ISDIR(found.st_mode) or (os.name == "posix" and found.st_uid != user):
        return None
    return folder
