"""The command where its surroundings fail it: one sentence, and the exit code that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.store import Store
from tests.pipeline.invented_plans import plan
from tests.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="devices and mounts as Linux has them")


def run(*args: str, cwd: Path, before: str = "", stdout: Path | None = None) -> tuple[int, list[str]]:
    """The command's exit code and what it says on the error output, started by a shell after `before`."""
    command = [sys.executable, "-m", "kehoach.cli", *args]
    into = f'> "{stdout}"' if stdout else ""
    ended = subprocess.run(
        ["sh", "-c", f'{before or "true"} && exec "$@" {into}', "sh", *command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return ended.returncode, ended.stderr.splitlines()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    Store(tmp_path / "out").put([plan(str(tmp_path / "a.pdf"))])
    return tmp_path / "out"


@pytest.mark.parametrize(
    "args",
    [["status", "--out", "out"], ["status", "--json", "--out", "out"], ["check", "--out", "out"], ["schema"]],
)
def test_an_output_on_a_full_device_is_one_sentence(out: Path, args: list[str]) -> None:
    found = run(*args, cwd=out.parent, stdout=Path("/dev/full"))
    assert found == (1, ["kehoach: the output cannot be written to (No space left on device)"])


def test_a_working_folder_that_was_deleted_is_one_sentence(out: Path) -> None:
    gone = out.parent / "gone"
    gone.mkdir()
    found = run("status", "--out", str(out), cwd=gone, before=f'rmdir "{gone}"')
    assert found == (2, ["kehoach: the working folder is no more; change to another one"])


# What the standard library says where /dev/shm is read-only. The fault is made in its name,
# since mounting needs rights that a test machine may not give.
READ_ONLY = """
import _multiprocessing, multiprocessing.synchronize, sys
exec(compile(
    "def refused(*args): raise OSError(30, 'Read-only file system')", "multiprocessing/synchronize.py", "exec"
))
_multiprocessing.SemLock = refused
from kehoach.cli import main
main()
"""


def test_shared_memory_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("plan", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", READ_ONLY, "ingest", "a.pdf", "--out", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (
        1,
        "kehoach: no process can be started: Read-only file system; "
        "the system's shared memory (/dev/shm) must be writable and have room\n",
    )
