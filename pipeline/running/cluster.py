"""The machines of a Dask cluster as workers: the same calls, limits and answers as on one machine.

Needs the extra `kehoach[cluster]` here, and kehoach of the same version on every worker; the files must lie
where the workers see them under the same absolute path. Dask hands the calls out and does those of a worker
again that died; in a Dask worker a call runs in a process of its own, since Dask itself can neither stop a
call nor survive its crash.
"""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any, Final, ParamSpec, TypeVar

from pipeline.limits import CLUSTER_WAIT, Limits
from pipeline.running.workers import LocalWorkers, WorkerLostError, Workers, WorkersGoneError
from pipeline.version import PIPELINE_VERSION
from schemas.language import gettext as _
from schemas.language import marked
from schemas.said import Said

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Seconds to reach the scheduler, and for an answer of it.
_PATIENCE: Final = 10
# Seconds of waiting for workers before it is said; with `_PATIENCE` under 15.
_SILENCE: Final = 4.0
# Seconds between looks whether there are workers, at the beginning and while there were some.
_LOOK: Final = 0.25
_LOOK_LATER: Final = 2.0
# Seconds for a farewell.
_LEAVING: Final = 2

_GONE: Final = marked("the Dask cluster is gone; what was read is stored")
# What a worker is asked. It is text, since it may not have the function.
_ABOUT_WORKER: Final = "__import__('pipeline.running.cluster', fromlist=['about_worker']).about_worker()"
# Libraries without which a worker reads nothing.
_NEEDED: Final = ("docx", "lxml", "pdfplumber", "pebble", "pyarrow", "pydantic", "pypdfium2", "underthesea")

_starting = threading.Lock()
_own: dict[tuple[Limits, Callable[[], None] | None], LocalWorkers] = {}


class ClusterWorkers(Workers):
    """The workers that the scheduler at `address` (tcp://host:port) has.

    While it has none, `say` is told so, and after `wait` seconds it is the end: at the beginning, unless
    `stopped` says so before, and later too. Raises WorkersGoneError where the scheduler cannot be reached, no
    worker comes, or one cannot read plans.
    """

    def __init__(
        self,
        address: str,
        limits: Limits,
        *,
        prepare: Callable[[], None] | None = None,
        wait: float = CLUSTER_WAIT,
        say: Callable[[str], None] = lambda message: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._client = _client(address)
        self._address = address
        self._wait = wait
        self._say = say
        self._limits = limits
        self._prepare = prepare
        self._pending: set[Future[Any]] = set()
        self._turn = threading.Lock()
        self._closed = threading.Event()
        self._gone = False
        try:
            self.size = self._first_workers(stopped)
            self._check_workers()
        except BaseException:
            self._leave()
            raise
        self._executor = self._client.get_executor(pure=False)
        threading.Thread(target=self._watch, name="cluster", daemon=True).start()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Run a call on the cluster; its future fails as that of `LocalWorkers` does, or with
        `WorkersGoneError`."""
        if kwargs:
            raise TypeError("a call takes arguments by position")
        answer: Future[Any] = Future()
        answer.set_running_or_notify_cancel()
        with self._turn:
            self._pending.add(answer)
        try:
            future = self._executor.submit(call_in_own_process, self._limits, self._prepare, fn, args)
        except Exception:  # whatever Dask raises of a scheduler that is gone
            self._end(answer, WorkersGoneError(_(_GONE)))
            return answer
        future.add_done_callback(lambda done: self._hand_over(answer, done))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on without us."""
        with suppress(Exception):  # of a scheduler that is gone
            self._executor.shutdown(wait=wait and not cancel_futures and not self._gone)
        self._leave()

    def _leave(self) -> None:
        self._closed.set()
        with suppress(Exception):
            self._client.close(timeout=_LEAVING)

    def _hand_over(self, answer: Future[Any], done: Future[Any]) -> None:
        from distributed import KilledWorker

        if done.cancelled() or self._client.status != "running":
            self._end(answer, WorkersGoneError(_(_GONE)))
            return
        error = done.exception()
        if isinstance(error, KilledWorker):
            error = WorkerLostError(
                "parser_crash", Said("every worker of the cluster that read the file died")
            )
        self._end(answer, error, None if error else done.result())

    def _end(self, answer: Future[Any], error: BaseException | None, result: Any = None) -> None:
        """Give a call its answer, unless it has one."""
        with self._turn:
            if answer not in self._pending:
                return
            self._pending.remove(answer)
        if error is None:
            answer.set_result(result)
        else:
            answer.set_exception(error)

    def _threads(self) -> int:
        """How many calls the cluster runs at a time; 0 where it has no worker, or is silent."""
        if self._client.status != "running":
            return 0
        try:
            threads: dict[str, int] = self._client.sync(
                self._client.scheduler.ncores, workers=None, callback_timeout=_PATIENCE
            )
        except Exception:  # whatever Dask raises of a scheduler that is gone
            return 0
        return sum(threads.values())

    def _first_workers(self, stopped: Callable[[], bool]) -> int:
        """Wait for a worker; how many calls run at a time."""
        since, told = monotonic(), False
        while not (size := self._threads()) and not stopped():
            seconds = monotonic() - since
            if seconds >= self._wait:
                raise WorkersGoneError(
                    _(
                        "no worker came to the Dask scheduler at {address} within {seconds:g} seconds "
                        "(--cluster-wait)"
                    ).format(address=self._address, seconds=self._wait)
                )
            if not told and seconds >= _SILENCE:
                told = True
                self._say(
                    _("waiting for workers: the Dask scheduler at {address} has none").format(
                        address=self._address
                    )
                )
            self._closed.wait(_LOOK)
        return max(1, size)

    def _check_workers(self) -> None:
        """Ask each worker once whether it has what it takes; one that has not fails every file it gets."""
        # A name that every Python knows: ours may not be there.
        found: dict[str, Any] = self._client.run(eval, _ABOUT_WORKER, on_error="return")
        for worker, said in sorted(found.items()):
            if isinstance(said, ModuleNotFoundError):
                problem = _(
                    "the worker {worker} of the Dask cluster lacks the module {module}; "
                    "install kehoach {version} there"
                ).format(worker=worker, module=said.name, version=PIPELINE_VERSION)
            elif isinstance(said, BaseException):
                fault = f"{type(said).__name__}: {' '.join(str(said).split())[:200]}"
                problem = _("the worker {worker} of the Dask cluster cannot load kehoach ({fault})").format(
                    worker=worker, fault=fault
                )
            elif said != PIPELINE_VERSION:
                problem = _(
                    "the worker {worker} of the Dask cluster has kehoach {there}, here it is {version}"
                ).format(worker=worker, there=said, version=PIPELINE_VERSION)
            else:
                continue
            raise WorkersGoneError(problem)

    def _watch(self) -> None:
        """End the calls of a cluster that has no worker any more, and gets none."""
        since, told = monotonic(), False
        while not self._closed.wait(_LOOK_LATER):
            if self._threads():
                since, told = monotonic(), False
                continue
            seconds = monotonic() - since
            if seconds >= _SILENCE and not told:
                told = True
                self._say(
                    _("waiting for workers: the Dask cluster at {address} has none any more").format(
                        address=self._address
                    )
                )
            if seconds >= max(self._wait, _SILENCE):
                self._gone = True
                for answer in list(self._pending):
                    self._end(answer, WorkersGoneError(_(_GONE)))


def _client(address: str) -> Any:
    """A connection to the scheduler; WorkersGoneError where there is none."""
    try:
        from distributed import Client
    except ImportError as error:
        raise WorkersGoneError(
            _("--cluster needs more libraries; in kehoach's folder: pip install '.[cluster]'")
        ) from error
    if not os.environ.get("KEHOACH_DEBUG"):
        # Dask tells each lost connection with a traceback; what it means for the batch, we say.
        for name in ("distributed", "tornado", "asyncio", *logging.root.manager.loggerDict):
            if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise WorkersGoneError(_("no Dask scheduler answers at {address}").format(address=address)) from error


def about_worker() -> str:
    """In a Dask worker: the version of kehoach. ModuleNotFoundError where a library that reading needs is not
    there."""
    for name in _NEEDED:
        if find_spec(name) is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return PIPELINE_VERSION


def call_in_own_process(
    limits: Limits, prepare: Callable[[], None] | None, function: Callable[..., Any], args: tuple[Any, ...]
) -> Any:
    """In a Dask worker: the call in a process beneath it, under the limits."""
    with _starting:
        if (limits, prepare) not in _own:
            from distributed import get_worker

            # A Dask worker is a daemon of its nanny, and multiprocessing lets daemons have no children, lest
            # these be left behind. Ours end by themselves when their parent does
            # (pipeline.running.confinement).
            multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
            worker = get_worker()
            # Dask removes this folder with its worker, or when the next one starts on that machine.
            scratch = Path(worker.local_directory)
            _own[limits, prepare] = LocalWorkers(
                worker.state.nthreads, limits, prepare=prepare, scratch=scratch
            )
    return _own[limits, prepare].submit(function, *args).result()
