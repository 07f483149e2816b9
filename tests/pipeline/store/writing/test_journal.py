"""A store that is stopped at any moment shows no half plan, and the next writer finishes what had begun."""

from contextlib import suppress
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.store import Change, Store, StoreError, reading
from tests.pipeline.invented_plans import plan, sha_of

A = sha_of("a")[:16]


class PowerCut(BaseException):
    """What nothing in the store may catch."""


def cut_at(monkeypatch: pytest.MonkeyPatch, nth: int) -> list[Path]:
    """Stop at the nth rename from now on; the renames done so far are listed."""
    done: list[Path] = []
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if len(done) == nth:
            raise PowerCut
        done.append(target)
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    return done


def texts(out: Path) -> dict[str, list[str]]:
    """What a reader who starts at the documents sees: titles, and the tasks of those documents."""
    store = Store(out)
    return {
        "titles": [row.title or "" for row in store.documents()],
        "tasks": sorted(store.read("tasks")["task_text"].to_pylist()),
        "leads": sorted(store.read("assignments")["task_id"].to_pylist()),
    }


OLD = plan(title="Mẫu cũ", tasks=3)
NEW = plan(title="Mẫu mới", tasks=1, province="Bắc Mẫu")
RENAMES = 12


@pytest.mark.parametrize("nth", range(RENAMES))
def test_a_crash_shows_the_old_plan_or_the_new_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    expected = []
    for name, records in (("old", OLD), ("new", NEW)):
        Store(tmp_path / name).put([records])
        expected.append(texts(tmp_path / name))
    out = tmp_path / "out"
    store = Store(out)
    store.put([OLD])
    with monkeypatch.context() as patch:
        cut_at(patch, nth)
        with suppress(PowerCut):
            store.put([NEW])
    seen = texts(out)
    assert seen in [*expected, {"titles": [], "tasks": [], "leads": []}]
    Store(out).open()
    assert texts(out) in expected
    Store(out).put([NEW])
    assert texts(out) == expected[1]
    assert not list((out / ".kehoach").glob("staged/*"))


def test_the_documents_row_comes_last_and_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.open()
    done = cut_at(monkeypatch, 99)
    store.put([plan()])
    placed = [path.relative_to(tmp_path).parts[0] for path in done if path.suffix == ".parquet"]
    assert placed[-1] == "documents"
    assert placed.count("documents") == 1


def test_a_first_plan_stopped_before_its_documents_row_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if "documents" in target.parts:
            raise PowerCut
        return rename(self, target)

    store = Store(tmp_path)
    store.open()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(PowerCut):
            store.put([plan()])
    assert (tmp_path / "tasks" / "province_slug=dong-mau" / "year=2024" / f"{A}.parquet").exists()
    assert texts(tmp_path) == {"titles": [], "tasks": [], "leads": []}
    assert Store(tmp_path).put([plan()]) == [Change.UNCHANGED]
    assert len(texts(tmp_path)["tasks"]) == 2


def test_a_full_disk_leaves_the_store_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    store.put([OLD])
    before = texts(tmp_path)

    def refuse(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.write_bytes", refuse)
        with pytest.raises(StoreError, match="No space left"):
            store.put([NEW])
    assert texts(tmp_path) == before
    assert store.put([NEW]) == [Change.UPDATED]


def test_what_a_crash_left_beside_a_file_is_cleared(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put([plan()])
    (tmp_path / ".kehoach" / ".documents.index.new").write_bytes(b"half")
    (tmp_path / ".kehoach" / "staged").mkdir()
    Store(tmp_path).open()
    assert not {path.name for path in (tmp_path / ".kehoach").iterdir()} & {".documents.index.new", "staged"}


@pytest.mark.parametrize(
    "reader", ["pipeline.store.writing.documents_index.read_rows", "pipeline.store.reading.read_table"]
)
def test_who_reads_while_another_run_writes_looks_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    """A file is listed, and gone when it is opened: its plan came to lie in another partition."""
    Store(tmp_path).put([OLD])
    store = Store(tmp_path)

    def late(*args: object) -> object:
        monkeypatch.undo()
        Store(tmp_path).put([NEW])
        raise FileNotFoundError(args)

    monkeypatch.setattr(reader, late)
    assert len(store.read("tasks")) == 1
    assert [row.title for row in store.documents()] == ["Mẫu mới"]


def test_a_store_that_cannot_be_read_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(tmp_path).put([OLD])

    def refused(*args: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pipeline.store.writing.documents_index.read_rows", refused)
    with pytest.raises(StoreError, match=r"cannot read .*: Permission denied"):
        Store(tmp_path).documents()


@pytest.mark.parametrize("words", ["{", "[]", '{"move": [[1, 2]]}', '{"move": 3}', '{"walk": []}'])
def test_a_damaged_journal_is_told_and_removed(tmp_path: Path, words: str) -> None:
    said: list[str] = []
    store = Store(tmp_path, say=said.append)
    store.open()
    (tmp_path / ".kehoach" / "journal.json").write_text(words)
    assert store.put([plan()]) == [Change.NEW]
    assert [sentence for sentence in said if "journal.json is damaged and was removed" in sentence] == said
    assert len(said) == 1


def test_a_row_that_was_put_back_is_not_taken_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between the last step of a change and its end."""
    store = Store(tmp_path)
    store.put([OLD])
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "generation":
            raise PowerCut
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(PowerCut):
            store.put([plan(title="Mẫu mới", tasks=1)])
    Store(tmp_path).open()
    assert texts(tmp_path)["titles"] == ["Mẫu mới"]


def test_a_plan_that_changes_is_no_missing_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has listed its row opens it: with the old row, the new one, or none."""
    store = Store(tmp_path)
    store.put([OLD])
    row = tmp_path / "documents" / "province_slug=dong-mau" / "year=2024" / f"{A}.parquet"
    seen: list[int] = []
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        seen.append(pq.read_metadata(row).num_rows)
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        store.put([plan(title="Mẫu mới", tasks=1)])
    assert set(seen) == {0, 1}


@pytest.mark.parametrize("busy", [True, False])
def test_a_look_gives_one_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: bool) -> None:
    """A change that falls between the looks at two datasets: both are looked at again."""
    Store(tmp_path).put([OLD])
    look = reading.read_table
    calls: list[str] = []

    def late(paths: list[Path], folder: Path, dataset: str) -> object:
        found = look(paths, folder, dataset)
        calls.append(dataset)
        if len(calls) == 1:
            Store(tmp_path).put([plan(title="Mẫu mới", tasks=1)])
        return found

    monkeypatch.setattr(reading, "read_table", late)
    found = Store(tmp_path).read_together(["tasks", "assignments"] if busy else ["tasks"])
    assert {name: len(table) for name, table in found.items()} == dict.fromkeys(found, 1)
    assert len(calls) == 2 * len(found)
