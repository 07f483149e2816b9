"""One call in a process of its own: for a program that asks for something now and then, and may be anything,
a notebook or a web application, whose own code no new process may run again (as `multiprocessing` would)."""

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import Any, TypeVar

from pipeline.limits import Limits
from pipeline.running.workers import WorkerLostError, cause_of_death, over_time
from schemas.said import Said

__all__ = ["call_confined"]

_T = TypeVar("_T")


def call_confined(limits: Limits, function: Callable[..., _T], *args: Any) -> _T:
    """What a function of a module gives for these arguments, called in a process of its own.

    Raises `ReadError` for what the function raises, and `WorkerLostError` where the process died or met a
    limit.
    """
    with tempfile.TemporaryDirectory(prefix="kehoach-", ignore_cleanup_errors=True) as scratch:
        process = _started(scratch)
        try:
            question = pickle.dumps((limits, function, args))
            found, _ = process.communicate(question, timeout=limits.timeout)
        except subprocess.TimeoutExpired as error:
            raise over_time(limits) from error
        finally:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None and not stream.closed:
                    stream.close()
    try:
        succeeded, answer = pickle.loads(found)
    except (EOFError, pickle.UnpicklingError) as error:  # it died before or while it answered
        raise cause_of_death(process.returncode, limits) from error
    if not succeeded:
        raise answer
    result: _T = answer
    return result


def _started(scratch: str) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            # -P: the working folder may be full of strangers' files, and is no place for modules.
            [sys.executable, "-P", "-m", "pipeline.running.call_process", scratch],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise WorkerLostError(
            "machine", Said("no process can be started: {error}", error=error.strerror or error)
        ) from error
