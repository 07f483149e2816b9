"""A batch on a Dask cluster: real worker processes, one of which is killed."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.limits import Limits
from pipeline.running import batch
from pipeline.running.workers import WorkersGoneError
from pipeline.store.consistency import problems
from tests.pipeline.intake.test_archive import zipped
from tests.pipeline.invented_plans import no_reader, read_by_content
from tests.pipeline.running.test_batch import files, read_files, told

distributed = pytest.importorskip("distributed")

# Dask's own: its event loop and sockets are closed by their finalizers when the cluster ends.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        yield cluster


def test_the_death_of_a_worker_is_survived(cluster: object, tmp_path: Path) -> None:
    from pipeline.running.cluster import ClusterWorkers

    sources = files(tmp_path, *(f"slow {n}" for n in range(20)), "segfault", "hang", "raise")
    with ClusterWorkers(cluster.scheduler_address, Limits(timeout=3)) as workers:
        assert workers.size == 2
        found = []
        for outcome in read_files(sources, workers, ingest=read_by_content):
            found.append(outcome)
            if len(found) == 3:
                victim = next(iter(workers._client.run(os.getpid).values()))
                os.kill(victim, signal.SIGKILL)
    reasons = {20: "parser_crash", 21: "timeout", 22: "parser_crash"}
    assert told(found) == {f"in/{n}.pdf": reasons.get(n) for n in range(23)}


def test_the_command_reads_on_a_cluster(
    cluster: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "ingest_file", read_by_content)
    monkeypatch.setattr(batch, "load_reader", no_reader)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    files(tmp_path / "in", "one", "two", "raise")
    Path("in/a.zip").write_bytes(zipped({"a.pdf": b"one", "b.pdf": b"four", "c.pdf": b"segfault"}))
    result = CliRunner().invoke(app, ["ingest", "in", "--out", "out", "--cluster", cluster.scheduler_address])
    assert result.exit_code == 3
    assert "6 files (3 of them in 1 bundle): 4 stored, 2 not read" in result.stdout
    assert list(problems(Path("out"))) == []


def test_a_cluster_that_goes_stops_the_batch(tmp_path: Path) -> None:
    from pipeline.running.cluster import ClusterWorkers

    sources = files(tmp_path, *(f"slow {n}" for n in range(20)))
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    )
    workers = ClusterWorkers(cluster.scheduler_address, Limits())
    outcomes = read_files(sources, workers, ingest=read_by_content)
    next(outcomes)
    cluster.close()
    with pytest.raises(WorkersGoneError):
        list(outcomes)
    workers.shutdown()


def test_no_scheduler_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.running.cluster._PATIENCE", 1)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    files(tmp_path / "in", "one")
    result = CliRunner().invoke(app, ["ingest", "in", "--out", "out", "--cluster", "tcp://127.0.0.1:1"])
    assert (result.exit_code, result.stderr) == (
        1,
        "kehoach: no Dask scheduler answers at tcp://127.0.0.1:1\n",
    )


@pytest.fixture
def empty_cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=0, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1"
    ) as cluster:
        yield cluster


def test_a_cluster_without_workers_is_waited_for_with_a_word_and_an_end(
    empty_cluster: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.running.cluster._SILENCE", 0.5)
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    files(tmp_path / "in", "one")
    address = empty_cluster.scheduler_address
    result = CliRunner().invoke(
        app, ["ingest", "in", "--out", "out", "--cluster", address, "--cluster-wait", "1"]
    )
    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            f"kehoach: waiting for workers: the Dask scheduler at {address} has none",
            f"kehoach: no worker came to the Dask scheduler at {address} within 1 seconds (--cluster-wait)",
        ],
    )


def test_a_worker_that_comes_later_is_waited_for(empty_cluster: object, tmp_path: Path) -> None:
    from pipeline.running.cluster import ClusterWorkers

    said: list[str] = []
    coming = threading.Timer(1, lambda: empty_cluster.scale(1))
    coming.start()
    with ClusterWorkers(empty_cluster.scheduler_address, Limits(), say=said.append) as workers:
        assert told(read_files(files(tmp_path, "one"), workers, ingest=read_by_content)) == {"in/0.pdf": None}
    coming.join()


def test_a_wait_for_workers_can_be_stopped(empty_cluster: object) -> None:
    from pipeline.running.cluster import ClusterWorkers

    since = time.monotonic()
    with ClusterWorkers(empty_cluster.scheduler_address, Limits(), stopped=lambda: True):
        assert time.monotonic() - since < 30


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("_ABOUT_WORKER", "__import__('no_such_module')", "lacks the module no_such_module; install kehoach"),
        ("_ABOUT_WORKER", "1 / 0", "cannot load kehoach (ZeroDivisionError: division by zero)"),
        ("PIPELINE_VERSION", "9.9.9", "here it is 9.9.9"),
    ],
)
def test_a_worker_that_cannot_read_plans_is_one_line(
    cluster: object, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    from pipeline.running.cluster import ClusterWorkers

    monkeypatch.setattr(f"pipeline.running.cluster.{name}", value)
    with pytest.raises(WorkersGoneError) as raised:
        ClusterWorkers(cluster.scheduler_address, Limits())
    assert said in str(raised.value)
    assert str(raised.value).startswith("the worker tcp://127.0.0.1:")


def test_workers_that_all_go_and_do_not_come_back_end_the_batch(
    empty_cluster: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.running.cluster import ClusterWorkers

    monkeypatch.setattr("pipeline.running.cluster._SILENCE", 0.5)
    monkeypatch.setattr("pipeline.running.cluster._LOOK_LATER", 0.2)
    said: list[str] = []
    empty_cluster.scale(1)
    sources = files(tmp_path, *(f"slow {n}" for n in range(40)))
    with ClusterWorkers(empty_cluster.scheduler_address, Limits(), wait=5, say=said.append) as workers:
        outcomes = read_files(sources, workers, ingest=read_by_content)
        next(outcomes)
        empty_cluster.scale(0)
        with pytest.raises(WorkersGoneError, match="the Dask cluster is gone"):
            list(outcomes)
    address = empty_cluster.scheduler_address
    assert said[-1] == f"waiting for workers: the Dask cluster at {address} has none any more"
