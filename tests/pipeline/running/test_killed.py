"""A run that is killed at any moment, stopped, or meets a full disk: the store stays whole, and the next run
ends the work.

`make soak` kills at other moments every time (KEHOACH_SEED).
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from kehoach.cli.stopping import StopRequest
from pipeline.store import Store
from pipeline.store.consistency import problems
from schemas.rows import DATASETS
from tests.pipeline.intake.test_archive import rar, zipped
from tests.places import ROOT

SEED = int(os.environ.get("KEHOACH_SEED", "20260"))
KILLS = 3
FILES = 40

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts as POSIX has them")


def start(folder: Path, out: Path, *args: str) -> subprocess.Popen[str]:
    """A run in `folder`, begun."""
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.pipeline.running.invented_run",
            "ingest",
            "in",
            "--out",
            str(out),
            "--jobs",
            "2",
            *args,
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    return run


def finish(run: subprocess.Popen[str], within: float = 120) -> tuple[int, str, str]:
    stdout, stderr = run.communicate(timeout=within)
    return run.returncode, stdout, stderr


def fill(folder: Path, generation: int) -> None:
    """A folder of plans: half of them change with the generation; copies, failures and two-document files
    among them."""
    (folder / "in").mkdir(exist_ok=True)
    for number in range(FILES):
        words = {0: "two", 1: "raise", 2: "encrypted"}.get(number % 10, "plan")
        changed = generation if number % 2 else 0
        (folder / "in" / f"{number:03}.pdf").write_text(
            f"{words} {number - number % 10 % 5 // 4} {changed}", encoding="utf-8"
        )
    for number, name in enumerate(("0", "020b", "z")):
        members = {
            f"{n}.pdf": f"in a bundle {n} {number // 2} {generation if n % 2 else 0}".encode()
            for n in range(8)
        }
        members["copy.pdf"] = (folder / "in" / f"{number:03}.pdf").read_bytes()
        members[f"named in {generation}.pdf"] = b"renamed"
        members["in.zip"] = zipped({f"deep {generation}.pdf": f"deep {number}".encode(), "gone.txt": b""})
        members["bad.pdf"] = b"encrypted in a bundle"
        (folder / "in" / f"{name}.zip").write_bytes(zipped(members))
    (folder / "in" / "cut.rar").write_bytes(rar({"a.pdf": b"x" * 99})[: 30 + generation])


def contents(out: Path) -> dict[str, object]:
    """Everything a reader can see; `ingested_at` is left out, as the contract has it."""
    found: dict[str, object] = {}
    for dataset in DATASETS:
        for path in (out / dataset).rglob("*.parquet"):
            rows = pq.read_table(path, partitioning=None).to_pylist()
            for row in rows:
                row.pop("ingested_at", None)
            found[path.relative_to(out).as_posix()] = rows
    return found


def see_no_half_plan(out: Path, whole: dict[str, object]) -> None:
    """What a reader sees while nobody cleans up: every file is whole, every document has the rows it
    should."""
    seen = contents(out)
    for path in seen:
        dataset, partition, name = (
            path.split("/", 1)[0],
            path.split("/", 1)[1].rsplit("/", 1)[0],
            path.rsplit("/", 1)[1],
        )
        # A row that is away while its plan changes is a file without rows.
        if dataset == "documents" and seen[path]:
            for other in DATASETS:
                file = f"{other}/{partition}/{name}"
                if other != "documents" and path in whole:
                    assert seen.get(file) == whole.get(file), file


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A folder of plans, the store of their earlier form, and the store that an undisturbed run makes of
    that."""
    folder = tmp_path_factory.mktemp("killed")
    fill(folder, 1)
    before, after = folder / "before", folder / "after"
    assert finish(start(folder, before, "--threads"))[0] == 3
    fill(folder, 2)
    shutil.copytree(before, after)
    assert finish(start(folder, after, "--threads"))[0] == 3
    assert list(problems(after)) == []
    assert contents(before) != contents(after)
    return folder, before, after


@pytest.mark.fuzz
@pytest.mark.parametrize("workers", ["threads", "processes"])
def test_a_killed_run_loses_and_doubles_nothing(
    stores: tuple[Path, Path, Path], workers: str, tmp_path: Path
) -> None:
    folder, before, after = stores
    whole = contents(after)
    args = ["--threads"] if workers == "threads" else []
    out = tmp_path / "out"
    dice = random.Random(SEED)
    if SEED % 2:
        shutil.copytree(before, out)
    for _ in range(KILLS):  # one run after another, none of which gets to its end
        with start(folder, out, *args) as run:
            time.sleep(dice.uniform(0, 0.5) if workers == "threads" else dice.uniform(0.3, 1.2))
            run.kill()
        if out.exists():
            see_no_half_plan(out, whole)
    assert finish(start(folder, out, *args))[0] == 3
    assert contents(out) == whole
    assert list(problems(out)) == []
    left = {path.name for path in (out / ".kehoach").iterdir()}
    assert left == {"bases", "bundles", "documents.index", "format", "generation", "lock"}


@pytest.fixture
def _hang_up_is_heard() -> Iterator[None]:
    """Tests that run under nohup ignore that the terminal is closed, and so would what they start."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize(
    ("stop", "code"),
    [
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
        pytest.param(signal.SIGHUP, 129, id="the terminal was closed"),
        pytest.param(signal.SIGTERM, 143, id="the service was stopped"),
    ],
)
@pytest.mark.usefixtures("_hang_up_is_heard")
def test_a_run_that_is_stopped_stores_what_is_done(tmp_path: Path, stop: signal.Signals, code: int) -> None:
    (tmp_path / "in").mkdir()
    for number in range(60):
        (tmp_path / "in" / f"{number:02}.pdf").write_text(f"slow {number}", encoding="utf-8")
    with start(tmp_path, tmp_path / "out") as run:
        while len(list((tmp_path / "out").glob("documents/*/*/*.parquet"))) < 5:
            time.sleep(0.05)
        workers = psutil.Process(run.pid).children(recursive=True)
        os.killpg(run.pid, stop)  # a terminal and a service manager tell the workers too
        ended, stdout, stderr = finish(run)
    done = len(Store(tmp_path / "out").documents())
    assert ended == code
    assert 0 < done < 60
    assert f"stopped: {done} of 60 files are done and stored" in stderr
    assert f"{done} files: {done} stored" in stdout
    assert "Traceback" not in stderr
    assert psutil.wait_procs(workers, timeout=5)[1] == []
    assert list(problems(tmp_path / "out")) == []


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    """`nohup kehoach ingest … &`"""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with StopRequest() as stop:
            signal.raise_signal(signal.SIGHUP)
            signal.raise_signal(signal.SIGTERM)
        assert stop.received is signal.SIGTERM
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_waits_for_another_is_stopped_at_once(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "in").mkdir()
    with Store(tmp_path / "out").session(), start(tmp_path, tmp_path / "out", "--threads") as run:
        assert run.stderr is not None
        assert "waiting" in run.stderr.readline()
        run.send_signal(number)
        try:
            code, _, stderr = finish(run, within=30)
        finally:
            run.kill()
    assert code in {130, -number}
    assert "Traceback" not in stderr


def test_an_output_that_nobody_reads_any_more_stops_the_batch_with_a_word(tmp_path: Path) -> None:
    """`kehoach ingest --log-json … | head -1`"""
    (tmp_path / "in").mkdir()
    for number in range(200):
        (tmp_path / "in" / f"{number:03}.pdf").write_text(f"plan {number}", encoding="utf-8")
    with start(tmp_path, tmp_path / "out", "--threads", "--log-json") as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        stderr = run.stderr.read()
    assert run.returncode == 1
    done = len(Store(tmp_path / "out").documents())
    assert 0 < done < 200
    assert stderr == (
        f"kehoach: the output cannot be written to (Broken pipe): {done} of 200 files are done and stored;"
        " the same command goes on from there\n"
    )
    assert list(problems(tmp_path / "out")) == []


def test_a_second_run_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.pdf").write_text(f"plan {number}", encoding="utf-8")
    out = tmp_path / "out"
    with Store(out).session():
        second, third = start(tmp_path, out, "--threads"), start(tmp_path, out, "--threads", "--no-wait")
        assert second.stderr is not None
        waiting = second.stderr.readline()
        refused = finish(third)
    continued = finish(second)
    assert waiting.startswith(
        f"kehoach: waiting for another run that writes to this store (process {os.getpid()} on "
    )
    assert (refused[0], continued[0]) == (1, 0)
    assert refused[2].startswith(f"kehoach: another run writes to this store: process {os.getpid()} on ")
    assert "3 files: 3 stored" in continued[1]
    assert list(problems(out)) == []


@contextmanager
def small_disk(kilobytes: int) -> Iterator[Path]:
    """A disk of that size. Not under pytest's folders: sessions at work tidy up each other's."""
    folder = Path(tempfile.mkdtemp(prefix="kehoach-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    try:
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
            pytest.skip("needs the right to mount")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    finally:
        folder.rmdir()


def test_a_full_disk_is_a_clear_error_and_the_store_stays_readable(stores: tuple[Path, Path, Path]) -> None:
    folder, _, after = stores
    # Plans are stored in groups: 1,000 kB are too few for the first, the second needs more than 2,000.
    with small_disk(2000) as disk:
        out = disk / "out"
        code, _, stderr = finish(start(folder, out, "--threads"))
        assert code == 1
        assert stderr.splitlines()[0] == f"kehoach: cannot write to {out}: No space left on device"
        assert 0 < len(Store(out).documents()) < FILES
        see_no_half_plan(out, contents(after))
        assert finish(start(folder, out, "--threads"))[0] == 1
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        assert finish(start(folder, out, "--threads"))[0] == 3
        assert list(problems(out)) == []
        seen = contents(out)
    assert seen.keys() == contents(after).keys()
