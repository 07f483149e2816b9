"""What holds inside a worker process: its memory, its silence, its temporary files, and its end when nobody
waits for it any more."""

import faulthandler
import gc
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any, Final, TextIO

import psutil  # type: ignore[import-untyped]

from pipeline.limits import SHARED_TEMP, Limits, tell_waiting, within

# The exit code of a worker that met its memory limit: none that Python, a shell or a signal uses.
MEMORY_EXIT: Final = 86
# Seconds between looks at the memory: at some 3 GB a second, a process gets 150 MB further.
_INTERVAL: Final = 0.05
# Seconds after the time limit when a worker ends itself, should its parent not be there to do it.
_GRACE: Final = 30.0
# Native code that is refused memory aborts, which looks like a crash: the look at the memory should come
# first.
_REFUSAL_FACTOR: Final = 2
_MB: Final = 2**20
# The collector of cyclic garbage took a sixth of the time, since it looked after each 700 new objects, and
# now and then at everything that was ever imported. It is to look only where so much was made that it may
# matter: so many objects are some 100 MB.
_MANY_OBJECTS: Final = 1_000_000
# What a call leaves is collected behind it, where there is so much of it: a small file leaves less.
_LEFT_OVER: Final = 50_000

# The file in a worker's own folder that says how long its call has waited for others.
_WAITED: Final = "waited"

_busy = threading.Event()
_turn = threading.Lock()
_nowhere: TextIO | None = None


def confine(limits: Limits, prepare: Callable[[], None] | None, scratch: Path) -> None:
    """Set a fresh worker process up; called once, before its first call. Its temporary files go beneath the
    folder `scratch`."""
    global _nowhere
    gc.disable()  # what is imported now stays
    _settle_in(scratch)
    # One process a core: threads of libraries would only compete. Set before numpy is imported.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
        os.environ.setdefault(name, "1")
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # The worker's answers go through its pipe; what parsers print belongs on nobody's terminal.
    _nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the process
    if not os.environ.get("KEHOACH_DEBUG"):
        for stream in (1, 2):
            os.dup2(_nowhere.fileno(), stream)
    do_without_pandas()
    if prepare is not None:
        # A missing library fails every call with its name, which says more than a worker that does not start.
        with suppress(Exception):
            prepare()
    spare_the_collector()
    _refuse_memory(limits.memory_mb * _MB)
    threading.Thread(
        target=_watch, args=(limits.memory_mb * _MB, os.getppid(), scratch), name="memory", daemon=True
    ).start()


def run_confined(limits: Limits, function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """The call in the worker: the watch looks only while it runs, so that a worker never dies with the pipe
    in its hands."""
    _end_later(limits)
    waited = 0.0

    def note(seconds: float) -> None:
        nonlocal waited
        waited += seconds
        _end_later(limits)
        _write_waited(waited)

    with suppress(OSError):
        Path(tempfile.gettempdir(), _WAITED).unlink(missing_ok=True)
    tell_waiting(note)
    _busy.set()
    try:
        with within(limits):
            return function(*args)
    finally:
        with _turn:
            _busy.clear()
        _collect_what_is_left()
        faulthandler.cancel_dump_traceback_later()


def spare_the_collector() -> None:
    """Let the collector never look at what was imported, and seldom at anything. Looking for the
    little garbage that importing left would take 0.03 s."""
    gc.freeze()
    gc.set_threshold(_MANY_OBJECTS)
    gc.enable()


def _collect_what_is_left() -> None:
    """Collect the cyclic garbage of a call, where it left much."""
    new, collections, _ = gc.get_count()
    if new > _LEFT_OVER or collections:
        gc.collect()


def do_without_pandas() -> None:
    """Let pyarrow see that there is no pandas: it imports it, 50 MB, to know whether it was given a data
    frame, and a worker gives it none."""
    if "pandas" not in sys.modules:
        sys.meta_path.insert(0, _Refused("pandas"))


def let_arrow_find_no_pandas(*, nor_numpy: bool = False) -> None:
    """Let pyarrow look for pandas now, and find none: half of the time in which a command starts. Whoever
    imports pandas later can still turn tables into frames: for that, pyarrow looks anew.

    It looks for numpy once: a process that finds none (`nor_numpy`) begins 0.04 s earlier, and has no frames
    and no arrays of tables to the end. One that has pyarrow or pandas already is left as it is.
    """
    if "pandas" in sys.modules:
        return
    blind = _Refused("pandas", *(["numpy"] if nor_numpy else []))
    sys.meta_path.insert(0, blind)
    try:
        import pyarrow

        pyarrow.array([])
    finally:
        sys.meta_path.remove(blind)


class _Refused(MetaPathFinder):
    def __init__(self, *names: str) -> None:
        self._names = names

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Refuse these packages, leave the others to the other finders."""
        if fullname in self._names:
            raise ModuleNotFoundError(f"this process does without {fullname}", name=fullname)


def seconds_waited(scratch: Path, worker: int) -> float:
    """In the parent: how long the call of a worker (by its process id) has waited for others so far."""
    try:
        return float(Path(scratch, f"{worker}", _WAITED).read_text("ascii"))
    except (OSError, ValueError):
        return 0.0


def _write_waited(seconds: float) -> None:
    """Write the seconds over those before: whoever reads meanwhile sees one or the other."""
    with suppress(OSError):
        file = os.open(Path(tempfile.gettempdir(), _WAITED), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{seconds:020.3f}".encode())
        finally:
            os.close(file)


def _end_later(limits: Limits) -> None:
    """Let this process end itself long after the time limit."""
    faulthandler.dump_traceback_later(limits.timeout + _GRACE, exit=True, file=_nowhere or sys.stderr)


def _settle_in(scratch: Path) -> None:
    """Make a folder for all that this process and the programs it calls write on the way. A worker that was
    ended could not tidy up: the one in its place does it."""
    os.environ.setdefault(SHARED_TEMP, tempfile.gettempdir())
    own = scratch / f"{os.getpid()}"
    own.mkdir(parents=True, exist_ok=True)
    for left in scratch.iterdir():
        if left.name.isdigit() and not psutil.pid_exists(int(left.name)):
            shutil.rmtree(left, ignore_errors=True)
    tempfile.tempdir = str(own)
    os.environ["TMPDIR"] = str(own)


def _refuse_memory(limit: int) -> None:
    """Let the system refuse what goes far beyond the limit, at once: a single huge request is not seen
    growing."""
    if sys.platform != "linux":
        return
    import resource

    held = psutil.Process().memory_info().data
    with suppress(ValueError, OSError):
        resource.setrlimit(
            resource.RLIMIT_DATA,
            (held + _REFUSAL_FACTOR * limit, resource.getrlimit(resource.RLIMIT_DATA)[1]),
        )
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _watch(limit: int, parent: int, scratch: Path) -> None:
    """End the process when a call holds more memory than the limit, or when the parent is gone."""
    process = psutil.Process()
    while _busy.wait():
        if os.getppid() != parent:
            shutil.rmtree(scratch, ignore_errors=True)
            os._exit(1)
        if process.memory_info().rss > limit:
            with _turn:
                if _busy.is_set():
                    os._exit(MEMORY_EXIT)
        threading.Event().wait(_INTERVAL)
