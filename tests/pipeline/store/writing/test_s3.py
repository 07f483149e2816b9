"""A store in S3, of a server on this machine: the rows of one on a disk, kills, two writers, leases."""

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from upath import UPath

from pipeline.store import Store
from pipeline.store.consistency import problems
from pipeline.store.writing.lock import LEASE, _StoredLease
from schemas.rows import DATASETS
from tests.pipeline.invented_plans import plan
from tests.pipeline.running.test_killed import finish, start
from tests.pipeline.store.invented_store import new_store

s3fs = pytest.importorskip("s3fs", reason="needs pip install 'kehoach[dev]': s3fs")
server = pytest.importorskip("moto.server", reason="needs pip install 'kehoach[dev]': moto")

# What the libraries of the server and of the client say of themselves is no fault of ours.
pytestmark = pytest.mark.filterwarnings("default")

FILES = 12


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The URL of an empty bucket, for this process and those it starts."""
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "mau",
        "AWS_SECRET_ACCESS_KEY": "mau",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"kehoach-{random.randrange(2**32)}"
    files = s3fs.S3FileSystem()
    files.mkdir(name)
    yield f"s3://{name}"
    files.rm(name, recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


def seen(out: str | Path) -> dict[str, list[str]]:
    """All rows that a reader sees, but for the time."""
    found = Store(out).read_together(DATASETS)
    return {
        name: sorted(str({**row, "ingested_at": None}) for row in table.to_pylist())
        for name, table in found.items()
    }


def fill(folder: Path) -> None:
    (folder / "in").mkdir()
    for number in range(FILES):
        (folder / "in" / f"{number:02}.pdf").write_text(f"plan {number}", encoding="utf-8")


def test_the_rows_are_those_of_a_store_on_a_disk(tmp_path: Path, bucket: str) -> None:
    for out in (tmp_path / "out", f"{bucket}/out"):
        store = new_store(out)  # type: ignore[arg-type]
        with store.session():
            store.put([plan("in/a.pdf", "a", tasks=3)])
            store.put([plan("in/b.pdf", "b")])
            store.put([plan("in/a.pdf", "a", title="Mẫu mới", province="Bắc Mẫu")])
            store.put([plan("in/c.pdf", "c")])
            assert store.compact()
            store.put([plan("in/b.pdf", "b", title="Mẫu khác", tasks=1)])
        assert list(problems(out)) == []
    assert seen(f"{bucket}/out") == seen(tmp_path / "out")


def test_a_killed_run_is_ended_by_the_next(tmp_path: Path, bucket: str) -> None:
    fill(tmp_path)
    out = f"{bucket}/out"
    with start(tmp_path, out, "--threads") as run:  # type: ignore[arg-type]
        time.sleep(2)
        run.kill()
    left = list(tmp_path.glob(f"kehoach-scratch-*/*-{run.pid}"))
    code, stdout, stderr = finish(start(tmp_path, out, "--threads"))  # type: ignore[arg-type]
    assert left
    assert not list(tmp_path.glob("kehoach-scratch-*/*"))
    assert (code, stderr) == (0, "")
    assert f"{FILES} files: {FILES} stored" in stdout
    assert list(problems(out)) == []
    assert not UPath(f"{out}/.kehoach/lease.json").exists()


def test_two_runs_write_one_after_the_other(tmp_path: Path, bucket: str) -> None:
    fill(tmp_path)
    out = f"{bucket}/out"
    runs = [start(tmp_path, out, "--threads") for _ in range(2)]  # type: ignore[arg-type]
    assert [finish(run)[0] for run in runs] == [0, 0]
    assert len(Store(out).documents()) == FILES
    assert list(problems(out)) == []


def test_a_lease_is_replaced_only_by_who_saw_the_last_one(bucket: str) -> None:
    lease = _StoredLease(UPath(f"{bucket}/lease.json"))
    assert lease.read() == ({}, None)
    assert lease.create(b"{}")
    assert not lease.create(b"{}")
    _, seen_by_both = lease.read()
    assert seen_by_both is not None
    assert lease.replace(json.dumps({"token": "first"}).encode(), seen_by_both) is True
    assert lease.replace(json.dumps({"token": "second"}).encode(), seen_by_both) is False
    assert lease.read()[0] == {"token": "first"}


def test_a_lease_that_ran_out_is_taken_over_at_once(bucket: str) -> None:
    left = {"host": "máy khác", "pid": 1, "token": "x", "until": time.time() - LEASE}
    UPath(f"{bucket}/out/.kehoach/lease.json").write_text(json.dumps(left))
    with Store(f"{bucket}/out").session(wait=False):
        pass
