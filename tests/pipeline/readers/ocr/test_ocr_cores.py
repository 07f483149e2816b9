"""Pages side by side: how many, in which order, and what an error does. Without tesseract."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.limits import SHARED_TEMP, Limits, within
from pipeline.readers.ocr import cores
from pipeline.running.workers import LocalWorkers


@pytest.fixture(autouse=True)
def own_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cores of a machine of three, with nobody else on it."""
    monkeypatch.setenv(SHARED_TEMP, str(tmp_path))
    monkeypatch.setattr(cores, "count", lambda: 3)


class Gauge:
    """How many calls run at a time, at most.

    Each waits for as many as are expected, so that a slow machine is not taken for a narrow one, and a little
    longer, in which one too many would come.
    """

    def __init__(self, expected: int) -> None:
        self.expected = expected
        self.most = self.now = 0
        self.changed = threading.Condition()

    def read(self, item: int) -> int:
        with self.changed:
            self.now += 1
            self.most = max(self.most, self.now)
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.most >= self.expected, timeout=10)
        time.sleep(0.02)
        with self.changed:
            self.now -= 1
        return item * item


@pytest.mark.parametrize(
    ("memory", "pixels", "most"), [(2048, 1000, 3), (100, 2_000_000, 2), (100, 50_000_000, 1)]
)
def test_pages_are_read_side_by_side_in_order(memory: int, pixels: int, most: int) -> None:
    gauge = Gauge(most)
    with within(Limits(memory_mb=memory)):
        found = list(cores.in_parallel(range(12), gauge.read, lambda _: pixels))
    assert found == [n * n for n in range(12)]
    assert gauge.most == most


def test_documents_read_at_the_same_time_share_the_cores() -> None:
    gauge = Gauge(3)
    readers = [
        threading.Thread(target=lambda: list(cores.in_parallel(range(8), gauge.read, lambda _: 1)))
        for _ in range(3)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert gauge.most == 3


def test_a_document_of_many_pages_does_not_keep_the_core_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "count", lambda: 1)
    order: list[str] = []
    short_has_come = threading.Event()

    def read(name: str) -> None:
        order.append(name)
        if len(order) >= 5:
            assert short_has_come.wait(10)
        time.sleep(0.005)

    def pages(name: str, number: int) -> Iterator[str]:
        for _ in range(number):
            yield name
            if name == "short":
                short_has_come.set()

    def document(name: str, number: int) -> threading.Thread:
        items = pages(name, number)
        reader = threading.Thread(target=lambda: list(cores.in_parallel(items, read, lambda _: 1)))
        reader.start()
        return reader

    long = document("long", 200)
    short = document("short", 3)
    short.join()
    long.join()
    assert max(index for index, name in enumerate(order) if name == "short") < 20


def test_an_error_of_a_page_is_raised_and_ends_the_reading() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    def read(number: int) -> int:
        if number == 1:
            raise ValueError("page 1")
        return number

    with pytest.raises(ValueError, match="page 1"):
        list(cores.in_parallel(items(), read, lambda _: 1))
    assert len(taken) < 10


def test_a_process_that_dies_lets_go_of_its_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "count", lambda: 1)
    code = (
        "import os; from pipeline.readers.ocr import cores\ncores.count = lambda: 1\n"
        "with cores.core(): print('held', flush=True); os.read(0, 1); os._exit(9)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        waiting = threading.Thread(target=lambda: cores.core().__enter__())
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
        other.communicate(b"x")
        waiting.join(10)
        assert not waiting.is_alive()


HOLD = (
    "import sys; from pipeline.readers.ocr import cores\ncores.count = lambda: 1\n"
    "with cores.core(): print('held', flush=True); sys.stdin.read()"
)
QUEUE = (
    "import sys, pathlib; from pipeline.readers.ocr import cores\n"
    "held = cores._stand_in_queue(cores._folder() / 'queue', 0); print('held', flush=True); sys.stdin.read()"
)


@contextmanager
def another(code: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that has come to hold what the code asks for."""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("code", [HOLD, QUEUE], ids=["the core", "the queue"])
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_suspended_process_holds_up_nobody(monkeypatch: pytest.MonkeyPatch, code: str, when: str) -> None:
    """Ctrl-Z while pages are read; it may go on days later."""
    monkeypatch.setattr(cores, "count", lambda: 1)
    with another(code) as other:
        if when == "before":
            other.send_signal(signal.SIGSTOP)
        read: list[int] = []
        page = threading.Thread(target=lambda: read.extend(cores.in_parallel([7], abs, lambda _: 1)))
        page.start()
        if when == "meanwhile":
            page.join(0.1)
            assert read == []
            other.send_signal(signal.SIGSTOP)
        page.join(10)
        assert read == [7]
        other.send_signal(signal.SIGCONT)
        assert other.poll() is None


def wait_for_a_core() -> int:
    cores.count = lambda: 1  # type: ignore[assignment]
    return next(cores.in_parallel([7], abs, lambda _: 1))


@pytest.mark.skipif(os.name != "posix", reason="locks as POSIX has them")
def test_waiting_for_a_core_is_not_the_files_time() -> None:
    with another(HOLD) as other, LocalWorkers(1, Limits(timeout=1)) as workers:
        call = workers.submit(wait_for_a_core)
        time.sleep(4)
        other.kill()
        assert call.result(timeout=10) == 7


def test_without_a_place_for_locks_pages_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SHARED_TEMP, "/nowhere/at/all")
    assert list(cores.in_parallel([1, 2], lambda n: n, lambda _: 1)) == [1, 2]
