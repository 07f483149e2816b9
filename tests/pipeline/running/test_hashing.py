"""The hashes of a batch are made beside it: no file stops the command, whatever a read of it does."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import psutil
import pytest

from pipeline.errors import ReadError, read_error
from pipeline.intake.content import content_hash
from pipeline.intake.discovery import Source
from pipeline.limits import Limits
from pipeline.running import hashing
from pipeline.running.hash_process import answer_to
from pipeline.running.hashing import Hasher
from pipeline.running.workers import WorkerLostError
from tests.pipeline.invented_plans import read_by_content
from tests.pipeline.running.test_batch import files, read_files, told
from tests.pipeline.running.test_killed import start
from tests.pipeline.running.thread_workers import ThreadWorkers

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, links and signals as POSIX has them")
SHORT = Limits(timeout=0.5, max_file_mb=1)


@pytest.fixture
def hasher() -> Iterator[Hasher]:
    hasher = Hasher(SHORT)
    yield hasher
    hasher.close()


def answer(hasher: Hasher, asked: Future[str | None]) -> str:
    """The hash, or the reason of the failure; the batch would look meanwhile."""
    end = time.monotonic() + 20
    while not asked.done() and time.monotonic() < end:
        hasher.look()
        time.sleep(0.02)
    try:
        return asked.result(timeout=0) or ""
    except (ReadError, WorkerLostError) as failure:
        return failure.reason


def process_of(hasher: Hasher) -> psutil.Process:
    assert hasher._process is not None
    return psutil.Process(hasher._process._process.pid)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_hashes_come_in_the_order_in_which_they_are_asked_for(hasher: Hasher, tmp_path: Path) -> None:
    names = ["a.pdf", "kế hoạch\nsố 1.pdf", os.fsdecode(b"k\xff.pdf"), "x" * 250]
    asked = [hasher.ask(written(tmp_path / name, name.encode(errors="surrogateescape"))) for name in names]
    assert [answer(hasher, one) for one in asked] == [
        hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest() for name in names
    ]


@posix
@pytest.mark.parametrize("kind", ["pipe", "device", "socket", "folder", "gone"])
def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    target, link = tmp_path / "target", tmp_path / "plan.pdf"
    if kind == "pipe":
        os.mkfifo(target)
    elif kind == "device":
        target = Path("/dev/zero")
    elif kind == "socket":
        import socket

        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(target))
    elif kind == "folder":
        target.mkdir()
    link.symlink_to(target)
    assert answer_to(link, 2**20)["reason"] == "unreadable"


def test_a_file_over_its_size_is_not_read(hasher: Hasher, tmp_path: Path) -> None:
    """20 GB that take no room on the disk."""
    path = written(tmp_path / "sparse.pdf", b"")
    os.truncate(path, 20 * 2**30)
    since = time.monotonic()
    assert answer(hasher, hasher.ask(path)) == "too_large"
    assert time.monotonic() - since < 10


def test_a_file_over_its_time_fails_alone(tmp_path: Path) -> None:
    """The limit is on the time at this file, not on the time it waits for its turn."""
    path = written(tmp_path / "sparse.pdf", b"")
    os.truncate(path, 200 * 2**30)
    hasher = Hasher(Limits(timeout=0.5, max_file_mb=2**20))
    try:
        asked = [hasher.ask(path), *(hasher.ask(written(tmp_path / f"{n}", b"x")) for n in range(5))]
        assert [answer(hasher, one) for one in asked] == ["timeout", *[hashlib.sha256(b"x").hexdigest()] * 5]
    finally:
        hasher.close()


@posix
def test_a_read_that_does_not_come_back_holds_up_nobody_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a share that hangs: the process is stopped in the middle."""
    monkeypatch.setattr(hashing, "_LONG", 0.2)
    hasher = Hasher(Limits(timeout=3))
    try:
        assert answer(hasher, hasher.ask(written(tmp_path / "first", b"x")))
        process_of(hasher).send_signal(signal.SIGSTOP)
        hung, behind = hasher.ask(tmp_path / "first"), hasher.ask(written(tmp_path / "second", b"y"))
        assert answer(hasher, behind) == hashlib.sha256(b"y").hexdigest()
        assert not hung.done()
        assert answer(hasher, hung) == "timeout"
    finally:
        hasher.close()


@posix
def test_a_process_that_is_killed_is_replaced(hasher: Hasher, tmp_path: Path) -> None:
    path = written(tmp_path / "a", b"x")
    assert answer(hasher, hasher.ask(path))
    for _ in range(3):
        process_of(hasher).kill()
        asked = [hasher.ask(path) for _ in range(3)]
        assert [answer(hasher, one) for one in asked] == [hashlib.sha256(b"x").hexdigest()] * 3


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(5, "Input/output error"), "machine"),
        (OSError(28, "No space left on device"), "machine"),
        (OSError(24, "Too many open files"), "machine"),
        (OSError(12, "Cannot allocate memory"), "machine"),
        (OSError(30, "Read-only file system"), "machine"),
        (FileNotFoundError(2, "No such file or directory"), "unreadable"),
        (PermissionError(13, "Permission denied"), "unreadable"),
        (OSError("a parser's own"), "unreadable"),
    ],
)
def test_what_the_machine_did_is_no_verdict_on_the_file(error: OSError, reason: str) -> None:
    assert read_error(error).reason == reason


@posix
def test_a_pipe_in_the_place_of_a_file_fails_by_itself(tmp_path: Path) -> None:
    """Somebody may put it there after the folder was listed."""
    sources = files(tmp_path, "one", "two")
    os.mkfifo(tmp_path / "pipe.pdf")
    with ThreadWorkers(2) as workers:
        outcomes = read_files([Source(tmp_path / "pipe.pdf", "p"), *sources], workers, ingest=read_by_content)
        assert told(outcomes) == {"p": "unreadable", "in/0.pdf": None, "in/1.pdf": None}


@posix
@pytest.mark.parametrize("where", ["hashing", "reading"])
def test_a_polite_signal_ends_the_command_within_five_seconds(tmp_path: Path, where: str) -> None:
    (tmp_path / "in").mkdir()
    path = written(tmp_path / "in" / "a.pdf", b"hang")
    if where == "hashing":
        os.truncate(path, 900 * 2**30)
    with start(tmp_path, tmp_path / "out", "--max-file", str(2**20)) as run:
        end = time.monotonic() + 30
        while len(psutil.Process(run.pid).children()) < (1 if where == "hashing" else 3):
            assert time.monotonic() < end
            time.sleep(0.05)
        time.sleep(1)
        since = time.monotonic()
        run.terminate()
        _, stderr = run.communicate(timeout=30)
    assert time.monotonic() - since < 5
    assert run.returncode == 143
    assert "stopped: 0 of 1 file is done" in stderr


@posix
def test_a_hash_process_ends_with_its_parent(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from pipeline.limits import Limits\n"
        "from pipeline.running.hashing import Hasher\n"
        "hasher = Hasher(Limits()); hasher.ask(Path(sys.argv[1])).result()\n"
        "print(hasher._process._process.pid, flush=True); time.sleep(600)\n"
    )
    command = [sys.executable, "-c", program, str(written(tmp_path / "a", b"x"))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    assert psutil.wait_procs([child], timeout=10)[1] == []


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    content = os.urandom(2**19 + 1)
    assert content_hash(written(tmp_path / "a", content)) == hashlib.sha256(content).hexdigest()
