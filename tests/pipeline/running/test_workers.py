"""Calls in processes: limits, deaths, and what is left of them."""

import gc
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import weakref
from pathlib import Path
from typing import ClassVar

import psutil
import pytest

from pipeline.limits import SHARED_TEMP, Limits, active
from pipeline.running.confinement import MEMORY_EXIT
from pipeline.running.workers import LocalWorkers, WorkerLostError, cause_of_death
from tests.places import ROOT


def limits_in_force() -> Limits:
    return active()


def stumble() -> None:
    raise LookupError("gone")


def spin() -> None:
    """Holds the interpreter: no thread and no Python signal handler of the process runs meanwhile."""
    re.fullmatch(r"(a|aa)+", "a" * 60 + "!")


def ask_for(size: int) -> int:
    return len(bytearray(size))


@pytest.mark.parametrize("limits", [Limits(timeout=30, max_pages=7)])
def test_a_call_is_answered_under_its_limits(limits: Limits) -> None:
    with LocalWorkers(1, limits) as workers:
        assert workers.submit(limits_in_force).result() == limits
        assert active() == Limits()


def test_what_a_call_raises_is_raised(capfd: pytest.CaptureFixture[str]) -> None:
    with LocalWorkers(1, Limits()) as workers:
        with pytest.raises(LookupError, match="gone"):
            workers.submit(stumble).result()
        workers.submit(print, "a parser's chatter").result()
    assert capfd.readouterr() == ("", "")


def test_a_call_that_holds_the_interpreter_is_ended_in_time() -> None:
    since = time.monotonic()
    with LocalWorkers(1, Limits(timeout=1)) as workers, pytest.raises(WorkerLostError) as lost:
        workers.submit(spin).result()
    assert lost.value.reason == "timeout"
    assert time.monotonic() - since < 60  # it would go on for years


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory by process")
def test_a_huge_request_is_refused_at_once() -> None:
    with LocalWorkers(1, Limits(memory_mb=200)) as workers:
        with pytest.raises(MemoryError):
            workers.submit(ask_for, 2**40).result()
        assert workers.submit(ask_for, 2**20).result() == 2**20


def places_of_worker() -> tuple[str, str]:
    return tempfile.gettempdir(), os.environ[SHARED_TEMP]


def test_many_early_deaths_are_told_apart(tmp_path: Path) -> None:
    """A worker may die before its first word arrives: no call is lost, none is blamed for another."""
    with LocalWorkers(2, Limits(timeout=60)) as workers:
        calls = [workers.submit(os._exit, 3) if n % 2 else workers.submit(abs, -n) for n in range(12)]
        for n, call in enumerate(calls):
            if n % 2:
                with pytest.raises(WorkerLostError):
                    call.result(timeout=30)
            else:
                assert call.result(timeout=30) == n


def test_a_pool_that_was_shut_down_takes_no_call() -> None:
    workers = LocalWorkers(1, Limits())
    workers.shutdown()
    with pytest.raises(RuntimeError):
        workers.submit(abs, -1)
    workers.shutdown()


@pytest.mark.parametrize(
    ("exit_code", "reason", "word"),
    [
        (MEMORY_EXIT, "out_of_memory", "2048 MB"),
        (-9, "out_of_memory", "the system"),
        (-11, "parser_crash", "SIGSEGV"),
        (-6, "parser_crash", "SIGABRT"),
        (-250, "parser_crash", "250"),
        (1, "parser_crash", "died"),
        (None, "parser_crash", "died"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_an_exit_code_tells_the_cause(exit_code: int | None, reason: str, word: str) -> None:
    cause = cause_of_death(exit_code, Limits())
    assert cause.reason == reason
    assert word in cause.message


def leave_behind(then: str) -> str:
    """Writes a temporary file, and does not come to removing it."""
    name = tempfile.mkstemp(prefix="kehoach-")[1]
    if then == "hang":
        time.sleep(600)
    elif then == "die":
        os._exit(9)
    return name


@pytest.mark.parametrize("then", ["hang", "die"])
def test_what_a_worker_left_is_removed_by_the_next(tmp_path: Path, then: str) -> None:
    with LocalWorkers(1, Limits(timeout=2), scratch=tmp_path) as workers:
        with pytest.raises(WorkerLostError):
            workers.submit(leave_behind, then).result()
        mine = Path(workers.submit(leave_behind, "answer").result())
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]
    assert list(tmp_path.iterdir()) == []


PARENT = """
import sys
import time
from pathlib import Path
from pipeline.limits import Limits
from pipeline.running.workers import LocalWorkers
from tests.pipeline.running.test_workers import leave_behind

if __name__ == "__main__":
    workers = LocalWorkers(2, Limits(), scratch=Path(sys.argv[1]))
    workers.submit(abs, -1).result()
    calls = [workers.submit(leave_behind, "hang") for _ in range(1)]
    while not list(Path(sys.argv[1]).glob("*/*/*")):
        time.sleep(0.05)
    print("ready", flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command, environment = [sys.executable, str(script), str(scratch)], {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        assert len(children) >= 2
        parent.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert [path for path in scratch.rglob("*") if path.is_file()] == [], "and take along what they wrote"


def test_workers_have_temporary_folders_of_their_own_and_one_in_common() -> None:
    with LocalWorkers(2, Limits()) as workers:
        places = [call.result() for call in [workers.submit(places_of_worker) for _ in range(8)]]
    assert {shared for _, shared in places} == {tempfile.gettempdir()}
    assert all(own != shared for own, shared in places)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_the_first_workers_of_a_process_leave_ctrl_c_to_it_from_their_start() -> None:
    """In a process of its own: here, workers of other tests have been started before."""
    program = (
        "import signal\n"
        "from pipeline.limits import Limits\n"
        "from pipeline.running.workers import LocalWorkers\n"
        "with LocalWorkers(1, Limits()) as workers:\n"
        "    blocked = workers.submit(signal.pthread_sigmask, signal.SIG_BLOCK, []).result()\n"
        "print(*sorted(signal.Signals(number).name for number in blocked))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["SIGHUP", "SIGINT"]


class Knot:
    """Something that only the collector of cyclic garbage frees."""

    alive: ClassVar["weakref.WeakSet[Knot]"] = weakref.WeakSet()

    def __init__(self) -> None:
        self.itself = self
        Knot.alive.add(self)


def leave_knots(count: int) -> tuple[bool, int]:
    """Leaves knots; whether the collector passes over what was imported, and how many knots were there."""
    before = len(Knot.alive)
    for _ in range(count):
        Knot()
    return gc.get_freeze_count() > 0, before


def test_what_a_call_leaves_is_collected_behind_it_where_it_is_much() -> None:
    with LocalWorkers(1, Limits()) as workers:
        assert workers.submit(leave_knots, 60_000).result() == (True, 0)
        assert workers.submit(leave_knots, 10).result() == (True, 0)
        assert workers.submit(leave_knots, 0).result() == (True, 10)


def test_workers_that_are_begun_load_before_their_first_call(tmp_path: Path) -> None:
    with LocalWorkers(1, Limits(timeout=60), scratch=tmp_path) as workers:
        workers.begin()
        until = time.monotonic() + 60
        while not list(tmp_path.glob("kehoach-*/*")):
            assert time.monotonic() < until
            time.sleep(0.05)
        (own,) = tmp_path.glob("kehoach-*/*")
        assert workers.submit(os.getpid).result() == int(own.name)
