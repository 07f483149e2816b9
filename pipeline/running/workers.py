"""All parallelism of the project: calls run in processes of their own, behind `concurrent.futures.Executor`.

`LocalWorkers` are processes of this machine, kept by pebble: each call has a time limit and a memory limit,
and a process that dies is replaced and costs only its own call. `pipeline.running.cluster` has the same for
the machines of a Dask cluster.
"""

import multiprocessing
import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool
from pebble.common.types import Result, ResultStatus
from pebble.pool.base_pool import Task

from pipeline.limits import Limits
from pipeline.running.confinement import MEMORY_EXIT, confine, run_confined, seconds_waited
from schemas.said import Said

_P = ParamSpec("_P")
_T = TypeVar("_T")

# A worker is replaced after so many calls, so that what parsers leak or fragment does not add up; starting
# one takes as long as reading five plans.
_CALLS_A_WORKER: Final = 250
# A pool breaks when a worker dies while it has no call, which is no call's fault. One that was there each
# time is suspect.
_ATTEMPTS: Final = 3
# Seconds between looks for calls whose worker is gone.
_LOST_INTERVAL: Final = 1.0


class WorkerLostError(Exception):
    """The process of a call was stopped or died; `reason` is a code of the contract, `message` a sentence."""

    def __init__(self, reason: str, message: Said) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message


class WorkersGoneError(Exception):
    """There are no workers any more, or none to begin with; the message says why. No file is to blame."""


class Workers(Executor):
    """An executor whose calls fail with `WorkerLostError` where their process did not live to answer."""

    size: int
    """How many calls run at a time."""

    def begin(self) -> None:
        """Start what runs the calls, where it would else be started with the first call: for who knows that
        there will be one."""


class _Answer(Future[Any]):
    """The future that the caller holds: running from when a worker has begun the call."""

    at_work: Future[Any] | None = None
    """The call's own future, which fails where another attempt may not."""

    def running(self) -> bool:
        """True while a worker is at the call; false while it waits for one."""
        return self.at_work is not None and self.at_work.running()


@dataclass(slots=True)
class _Call:
    """A call on its way: what to run, and the future that the caller holds."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    answer: _Answer = field(default_factory=_Answer)
    attempts: int = 0


class LocalWorkers(Workers):
    """Processes of this machine, started afresh: pdfium is not thread-safe, and a fork of a process with
    threads may hang.

    `prepare` is called once in each worker before its first call: what it imports does not count against a
    call's time. Their temporary files lie beneath the folder `scratch`, the system's own unless told
    otherwise.
    """

    def __init__(
        self,
        size: int,
        limits: Limits,
        *,
        prepare: Callable[[], None] | None = None,
        scratch: Path | None = None,
    ) -> None:
        self.size = size
        self._limits = limits
        self._prepare = prepare
        self._scratch = tempfile.TemporaryDirectory(
            prefix="kehoach-", dir=scratch, ignore_cleanup_errors=True
        )
        self._lock = threading.RLock()
        self._closed = threading.Event()
        self._broken: list[ProcessPool] = []
        with interrupts_blocked():
            self._pool = self._new_pool()
        threading.Thread(target=self._find_lost, name="lost-calls", daemon=True).start()

    def begin(self) -> None:
        """Start the processes now."""
        with self._lock, interrupts_blocked():
            _ = self._pool.active  # asked anything, pebble starts them

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Run a call in a worker; its future fails with `WorkerLostError` when the call met a limit or its
        process died."""
        if kwargs:
            raise TypeError("a call takes arguments by position")
        if self._closed.is_set():
            raise RuntimeError("the workers were shut down")
        call = _Call(fn, args)
        call.answer.set_running_or_notify_cancel()
        self._schedule(call)
        return call.answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers; calls that still run are finished first unless they are cancelled."""
        if self._closed.is_set():
            return
        if wait and not cancel_futures:
            self._pool.close()  # type: ignore[no-untyped-call]
            self._pool.join()
        self._closed.set()
        for pool in (*self._broken, self._pool):
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
        self._scratch.cleanup()

    def _new_pool(self) -> ProcessPool:
        pool = ProcessPool(
            max_workers=self.size,
            max_tasks=_CALLS_A_WORKER,
            initializer=confine,
            initargs=(self._limits, self._prepare, Path(self._scratch.name).absolute()),
            context=multiprocessing.get_context("spawn"),
        )
        # What pebble asks to know whether a call is over its time. It has no public view.
        setattr(pool._pool_manager.task_manager, "timeout", self._is_over_time)  # noqa: B010 - mypy
        return pool

    def _is_over_time(self, task: Task) -> bool:
        """Whether a call has taken longer than it may; its waiting for others does not count."""
        if not task.timeout or not task.started:
            return False
        seconds = time.time() - task.timestamp
        if seconds <= task.timeout:
            return False
        return bool(seconds - seconds_waited(Path(self._scratch.name), task.worker_id) > task.timeout)

    def _schedule(self, call: _Call) -> None:
        with self._lock, interrupts_blocked():
            arguments = (self._limits, call.function, call.args)
            try:
                future = self._pool.schedule(run_confined, arguments, timeout=self._limits.timeout)
            except RuntimeError:
                self._broken.append(self._pool)
                self._pool = self._new_pool()
                future = self._pool.schedule(run_confined, arguments, timeout=self._limits.timeout)
        call.answer.at_work = future
        future.add_done_callback(lambda done: self._hand_over(call, done))

    def _hand_over(self, call: _Call, done: Future[Any]) -> None:
        """Pass the worker's answer on; what stopped the worker becomes a `WorkerLostError`."""
        if done.cancelled() or self._closed.is_set():
            call.answer.set_exception(WorkerLostError("parser_crash", Said("the batch was stopped")))
            return
        error = done.exception()
        if error is None:
            call.answer.set_result(done.result())
        elif isinstance(error, BrokenExecutor):
            call.attempts += 1
            if call.attempts < _ATTEMPTS:
                self._schedule(call)
            else:
                call.answer.set_exception(
                    WorkerLostError("parser_crash", Said("the processes that read the file died"))
                )
        else:
            call.answer.set_exception(self._verdict(error))

    def _verdict(self, error: BaseException) -> BaseException:
        if isinstance(error, TimeoutError):
            return over_time(self._limits)
        if isinstance(error, ProcessExpired):
            return cause_of_death(error.exitcode, self._limits)
        return error

    def _find_lost(self) -> None:
        """Fail the calls whose worker is gone without pebble's noticing.

        pebble 5 looks for the call of a dead worker once; when the worker died so early that its word "I have
        this call" is still on its way, it finds none, and the call would wait for its time limit. Its tables
        have no public view.
        """
        suspects: set[int] = set()
        while not self._closed.wait(_LOST_INTERVAL):
            manager = self._pool._pool_manager
            workers = manager.worker_manager.workers
            lost = {
                number: task.worker_id
                for number, task in list(manager.task_manager.tasks.items())
                if task.started and task.worker_id not in workers
            }
            for number in suspects & lost.keys():
                expired = ProcessExpired("lost", code=1, pid=lost[number])  # type: ignore[no-untyped-call]
                manager.task_manager.task_done(number, Result(ResultStatus.ERROR, expired))
            suspects = set(lost)


def over_time(limits: Limits) -> WorkerLostError:
    """What is said of a file that takes longer than it may."""
    if limits.timeout == 1:
        said = Said("reading took longer than the limit of 1 second")
    else:
        said = Said("reading took longer than the limit of {seconds:g} seconds", seconds=limits.timeout)
    return WorkerLostError("timeout", said)


def cause_of_death(exit_code: int | None, limits: Limits) -> WorkerLostError:
    """What an exit code says about how a worker ended: negative for a signal, as multiprocessing has it."""
    if exit_code == MEMORY_EXIT:
        return WorkerLostError(
            "out_of_memory", Said("reading needed more than the limit of {limit} MB", limit=limits.memory_mb)
        )
    if exit_code is not None and exit_code < 0:
        name = str(-exit_code)
        with suppress(ValueError):
            name = signal.Signals(-exit_code).name
        if name == "SIGKILL":
            # No parser kills itself so, and we do only after the time limit: it is what the system does when
            # memory runs out.
            return WorkerLostError("out_of_memory", Said("the system killed the process that read the file"))
        return WorkerLostError(
            "parser_crash", Said("the process that read the file died of {name}", name=name)
        )
    return WorkerLostError("parser_crash", Said("the process that read the file died"))


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Keep Ctrl-C and a closed terminal from the workers: processes and threads started inside inherit the
    mask, the parent decides what ends."""
    if os.name != "posix":
        yield
        return
    interrupts = {signal.SIGINT, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, interrupts)
    try:
        # multiprocessing starts it with the first process, and lifts the block of SIGINT then. It is to be
        # started with SIGHUP blocked: it would die of it.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, interrupts)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
