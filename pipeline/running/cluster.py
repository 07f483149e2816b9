"""The machines of a Dask cluster as workers: the same calls, limits and answers as on one machine.

Needs the extra `kehoach[cluster]` here, and kehoach of the same version on every worker; the files must lie
where the workers see them under the same absolute path. Dask hands the calls out and does those of a worker
again that died; in a Dask worker a call runs in a process of its own, since Dask itself can neither stop a
call nor survive its crash.
"""

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from pipeline.limits import Limits
from pipeline.running.workers import LocalWorkers, WorkerLostError, Workers, WorkersGoneError

_P = ParamSpec("_P")
_T = TypeVar("_T")

# Seconds to reach the scheduler.
_PATIENCE: Final = 10

_starting = threading.Lock()
_own: dict[tuple[Limits, Callable[[], None] | None], LocalWorkers] = {}


class ClusterWorkers(Workers):
    """The workers that the scheduler at `address` (tcp://host:port) has. WorkersGoneError where it cannot be
    reached."""

    def __init__(self, address: str, limits: Limits, *, prepare: Callable[[], None] | None = None) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise WorkersGoneError(
                "--cluster needs more libraries: pip install 'kehoach[cluster]'"
            ) from error
        try:
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, TimeoutError) as error:
            raise WorkersGoneError(f"no Dask scheduler answers at {address}") from error
        self.size = max(1, sum(self._client.nthreads().values()))  # type: ignore[no-untyped-call]
        self._executor = self._client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        self._limits = limits
        self._prepare = prepare

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Run a call on the cluster; its future fails as that of `LocalWorkers` does, or with
        `WorkersGoneError`."""
        if kwargs:
            raise TypeError("a call takes arguments by position")
        answer: Future[Any] = Future()
        answer.set_running_or_notify_cancel()
        future = self._executor.submit(call_in_own_process, self._limits, self._prepare, fn, args)
        future.add_done_callback(lambda done: self._hand_over(answer, done))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; it goes on without us."""
        self._executor.shutdown(wait=wait and not cancel_futures)
        self._client.close()  # type: ignore[no-untyped-call]

    def _hand_over(self, answer: Future[Any], done: Future[Any]) -> None:
        from distributed import KilledWorker

        if done.cancelled() or self._client.status != "running":
            answer.set_exception(WorkersGoneError("the Dask cluster is gone; what was read is stored"))
            return
        error = done.exception()
        if error is None:
            answer.set_result(done.result())
        elif isinstance(error, KilledWorker):
            answer.set_exception(
                WorkerLostError("parser_crash", "every worker of the cluster that read the file died")
            )
        else:
            answer.set_exception(error)


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
