"""A store in an object store (fsspec's memory stands for one): the same files as on a disk, one writer, no
half plan."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from upath import UPath

from pipeline.store import Change, Store, StoreError
from pipeline.store.consistency import examine, problems
from pipeline.store.writing import lock
from pipeline.store.writing.files import store_root
from tests.pipeline.invented_plans import plan
from tests.pipeline.store.invented_corrections import read_from, said
from tests.pipeline.store.invented_store import Clock, InventedSources
from tests.pipeline.store.writing.test_journal import PowerCut

OLD = plan(title="Mẫu cũ", tasks=3)
NEW = plan(title="Mẫu mới", tasks=1, province="Bắc Mẫu")
OTHER = plan("in/b.docx", "b", title="Mẫu khác")
# Writes, copies and removals of objects in a change of one plan: more than the change has.
STEPS = 28


@pytest.fixture
def bucket() -> Iterator[UPath]:
    root = UPath("memory://kehoach-test/out")
    yield root
    if root.exists():
        root.fs.rm(root.path, recursive=True)


@pytest.fixture(autouse=True)
def _settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SETTLING", 0.01)


def store_at(out: Path | UPath) -> Store:
    return Store(out, now=Clock(), sources=InventedSources({"in/a.pdf", "in/b.docx"}, {}))


def data(out: Path | UPath) -> dict[str, bytes]:
    """The data files by their path; the store's own state apart."""
    root = store_root(out)
    files = [path for path in root.rglob("*.parquet") if ".kehoach" not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_the_files_are_those_of_a_store_on_a_disk(tmp_path: Path, bucket: UPath) -> None:
    for out in (tmp_path / "out", bucket):
        store = store_at(out)
        assert store.put([OLD]) == [Change.NEW]
        assert store.put([OTHER]) == [Change.NEW]
        assert store.put([NEW]) == [Change.UPDATED]
        assert store.put([NEW]) == [Change.UNCHANGED]
        assert list(problems(out)) == []
        assert [row.title for row in store.documents()] == ["Mẫu mới", "Mẫu khác"]
        assert len(store.read("tasks")) == 3
    assert data(bucket) == data(tmp_path / "out")
    assert not list(bucket.rglob("staged/*"))


def test_another_process_sees_what_was_written(bucket: UPath) -> None:
    first, second = store_at(bucket), store_at(bucket)
    first.put([OLD])
    assert [row.title for row in second.documents()] == ["Mẫu cũ"]
    second.put([OTHER])
    assert first.put([OTHER]) == [Change.UNCHANGED]


@pytest.mark.parametrize("nth", range(0, STEPS, 2))
def test_a_crash_shows_the_old_plan_or_the_new_or_none(
    bucket: UPath, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    store = store_at(bucket)
    store.put([OLD])
    calls = 0
    with monkeypatch.context() as patch:
        for name in ("open", "cp_file", "rm_file"):

            def counted(*args: object, _done: object = getattr(bucket.fs, name), **more: object) -> object:
                nonlocal calls
                if "r" not in str(more.get("mode", args[1:2])):
                    calls += 1
                    if calls > nth:
                        raise PowerCut
                return _done(*args, **more)  # type: ignore[operator]

            patch.setattr(bucket.fs, name, counted)
        with suppress(PowerCut):
            store.put([NEW])
    _leave(bucket)
    reader = store_at(bucket)
    titles = [row.title for row in reader.documents()]
    tasks = len(reader.read("tasks"))
    assert (titles, tasks) in [(["Mẫu cũ"], 3), (["Mẫu mới"], 1), ([], 0)]
    reader.open()
    assert len(reader.documents()) == 1
    reader.put([NEW])
    assert list(problems(bucket)) == []
    assert [row.title for row in reader.documents()] == ["Mẫu mới"]


def _leave(bucket: UPath, **said: object) -> None:
    """The lease of a process that was killed, or of another one at work."""
    holder = {"pid": os.getpid(), "host": "máy khác", "since": "2026-01-01", "token": "x", "until": 0.0}
    (bucket / ".kehoach" / "lease.json").write_text(json.dumps(holder | said))


def test_a_second_run_is_told_who_writes(bucket: UPath) -> None:
    store_at(bucket).open()
    _leave(bucket, until=time.time() + 60, pid=4711)
    with pytest.raises(StoreError, match="process 4711 on máy khác"), store_at(bucket).session(wait=False):
        pass


def test_a_second_run_waits_for_the_first(bucket: UPath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_LOOK", 0.01)
    store_at(bucket).open()
    _leave(bucket, until=time.time() + 0.2)
    told: list[str] = []
    with store_at(bucket).session(told.append):
        assert len(told) == 1
    assert not (bucket / ".kehoach" / "lease.json").exists()


@pytest.mark.parametrize(
    "said", [{"until": 1.0}, {"until": time.time() + 600, "host": os.uname().nodename, "pid": 2**22 + 1}]
)
def test_the_lease_of_a_run_that_was_killed_is_taken_over(bucket: UPath, said: dict[str, object]) -> None:
    store_at(bucket).open()
    _leave(bucket, **said)
    assert store_at(bucket).put([OLD]) == [Change.NEW]


def test_a_run_that_slept_through_its_lease_writes_no_more(
    bucket: UPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "RENEWAL", 0.01)
    store = store_at(bucket)
    with store.session():
        store.put([OLD])
        _leave(bucket, until=time.time() + 60)
        deadline = time.time() + 10
        while store._access.lock.held and time.time() < deadline:
            time.sleep(0.01)
        with pytest.raises(StoreError, match="took the store over"):
            store.put([NEW])
    assert json.loads((bucket / ".kehoach" / "lease.json").read_text())["token"] == "x"


def test_a_lease_is_renewed_while_it_is_held(bucket: UPath, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "RENEWAL", 0.01)
    with store_at(bucket).session():
        first = json.loads((bucket / ".kehoach" / "lease.json").read_text())["until"]
        deadline = time.time() + 10
        while time.time() < deadline:
            time.sleep(0.01)
            if json.loads((bucket / ".kehoach" / "lease.json").read_text())["until"] > first:
                break
        else:
            pytest.fail("not renewed")


def test_a_url_that_nothing_reads_is_one_line() -> None:
    with pytest.raises(ValueError, match="nosuch"):
        Store("nosuch://bucket/out")


def test_a_file_url_is_a_folder_of_this_machine(tmp_path: Path) -> None:
    assert store_root(f"file://{tmp_path}/out") == UPath(tmp_path / "out")


def test_corrections_and_pages_in_an_object_store_are_those_of_a_disk(tmp_path: Path, bucket: UPath) -> None:
    pdf, docx = read_from("in/plan.pdf"), read_from("in/plan.docx")
    alone = read_from("in/other.docx", symbol="13/KH-UBND")
    rows = [
        said(pdf, "task_text", "Lập danh mục đã sửa."),
        said(pdf, "province", "Bình Thuận", None, minute=1),
    ]
    for out in (tmp_path / "out", bucket):
        store = Store(out, now=Clock(), sources=InventedSources())
        for records in (pdf, docx, alone):
            store.put([records])
        assert set(store.correct(rows).values()) == {"applied"}
        store.place(alone.document.document_id, pdf)
        assert problems(out) == []
    assert data(bucket) == data(tmp_path / "out")
    assert "corrections/corrections.parquet" in data(bucket)
    store.undo([row.correction_id for row in rows], "Bình")
    assert not [path for path in bucket.rglob("*") if "as_read" in path.parts and path.is_file()]
    (bucket / "corrections/corrections.parquet").write_bytes(b"PAR1")
    assert [row.correction_id for row in Store(bucket).corrections()] == [row.correction_id for row in rows]
    store.repair(examine(bucket).problems)
    assert problems(bucket) == []
    assert (bucket / ".kehoach/lost/corrections-1.parquet").read_bytes() == b"PAR1"
