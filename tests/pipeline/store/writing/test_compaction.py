"""A store whose small files were merged is the store it was: to readers, to the next ingest, to a crash."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow.dataset as pads
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner
from upath import UPath

from kehoach.cli import app
from pipeline.store import Change, EncodedPlan, Store
from pipeline.store.consistency import problems
from pipeline.store.writing import compaction, files
from schemas.rows import DATASETS, PlanRecords
from tests.pipeline.invented_plans import VERSION, failed, plan, sha_of, warned
from tests.pipeline.store.invented_store import data_files, new_store
from tests.pipeline.store.writing.test_journal import PowerCut, cut_at

PLANS = [
    plan("in/a.pdf", "a"),
    plan("in/b.pdf", "b", plan_key="k"),
    warned("in/c.pdf", "c"),
    plan("in/d.docx", "d", plan_key="k", source_format="docx", text_source="markup"),
    plan("in/e.pdf", "e", province="Bắc Mẫu", tasks=5),
    failed("in/f.pdf", "f"),
    failed("in/g.pdf", "g", "corrupt"),
]


def filled(out: Path | UPath, *, compacted: bool = True, present: list[str] | None = None) -> Store:
    store = new_store(out, present)  # type: ignore[arg-type]
    for records in PLANS:
        store.put([records])
    if compacted:
        assert store.compact()
    return store


def seen(out: Path | UPath) -> dict[str, list[dict[str, Any]]]:
    """All that a reader of the datasets sees."""
    found = Store(out).read_together(DATASETS)
    return {
        name: sorted(
            [{**row, "ingested_at": None} for row in table.to_pylist()],
            key=lambda row: (row["document_id"], str(row.get("task_id")), str(row)),
        )
        for name, table in found.items()
    }


def test_small_files_become_few_and_say_the_same(tmp_path: Path) -> None:
    filled(tmp_path / "small", compacted=False)
    filled(tmp_path / "out")
    partitions = {path.rpartition("/")[0] for path in data_files(tmp_path / "small")}
    assert len(data_files(tmp_path / "small")) > len(partitions)
    assert {path.rpartition("/")[0] for path in data_files(tmp_path / "out")} == partitions
    assert len(data_files(tmp_path / "out")) == len(partitions)
    assert seen(tmp_path / "out") == seen(tmp_path / "small")
    assert list(problems(tmp_path / "out")) == []
    assert not new_store(tmp_path / "out").compact()


def test_a_packed_document_has_its_own_bytes(tmp_path: Path) -> None:
    small, out = filled(tmp_path / "small", compacted=False), filled(tmp_path / "out")
    for path, content in data_files(tmp_path / "small").items():
        assert (out._packs.content(path) or (tmp_path / "out" / path).read_bytes()) == content, path
    assert small.documents() == out.documents()


def test_what_is_packed_is_known_and_kept(tmp_path: Path) -> None:
    filled(tmp_path)
    again = new_store(tmp_path)
    again.open()
    assert [again.knows(sha_of(content), VERSION) for content in "abcgx"] == [True] * 4 + [False]
    before = data_files(tmp_path)
    for records in PLANS:
        assert again.put([records]) == [Change.UNCHANGED]
    (((recalled,), changes),) = again.keep_all([(sha_of("c"), "in/c.pdf")])
    assert changes == [Change.UNCHANGED]
    assert recalled.counts["tasks"] == 2
    assert [row.message for row in recalled.diagnostics] == ["một dòng không rõ"]
    assert data_files(tmp_path) == before


CHANGES: dict[str, Callable[[Store], object]] = {
    "records": lambda store: store.put([plan("in/a.pdf", "a", tasks=1, title="Mẫu mới")]),
    "fewer datasets": lambda store: store.put([PlanRecords(plan("in/a.pdf", "a").document)]),
    "another content": lambda store: store.put([plan("in/a.pdf", "a2")]),
    "another province": lambda store: store.put([plan("in/a.pdf", "a", province="Bắc Mẫu")]),
    "a copy": lambda store: store.keep_all([(sha_of("a"), "in/copy.pdf")]),
    "another form to prefer": lambda store: store.put(
        [plan("in/0.docx", "n", plan_key="k", text_source="markup")]
    ),
    "a failed one is read": lambda store: store.put([plan("in/f.pdf", "f")]),
    "several at once": lambda store: store.put_all(
        [
            [EncodedPlan.of(records)]
            for records in (plan("in/a.pdf", "a", tasks=1), plan("in/h.pdf", "h"), plan("in/c.pdf", "c2"))
        ]
    ),
    "all of them": lambda store: [
        store.put([plan(f"in/{c}.pdf", c, tasks=1, title="Mẫu mới")]) for c in "abce"
    ],
    "files that are gone": lambda store: new_store(store.out, ["in/b.pdf", "in/e.pdf"]).prune(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_packed_document_is_a_change_like_any_other(tmp_path: Path, change: str) -> None:
    for name, compacted in (("small", False), ("out", True)):
        CHANGES[change](filled(tmp_path / name, compacted=compacted))
    assert seen(tmp_path / "out") == seen(tmp_path / "small")
    assert list(problems(tmp_path / "out")) == []
    new_store(tmp_path / "out").compact()
    assert seen(tmp_path / "out") == seen(tmp_path / "small")
    assert list(problems(tmp_path / "out")) == []


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(["x.pdf", "y.pdf"]),
            st.integers(0, 2),
            st.sampled_from(["k", None]),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_compacting_at_any_time_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, str, int, str | None, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("compacted")
    small, out = new_store(folder / "small"), new_store(folder / "out")
    small.open()
    out.open()
    for content, uri, tasks, key, compacted in history:
        records = plan(uri, content, tasks=tasks, plan_key=key) if tasks else failed(uri, content)
        assert out.put([records]) == small.put([records])
        if compacted:
            out.compact()
    assert seen(folder / "out") == seen(folder / "small")
    assert list(problems(folder / "out")) == []


def test_the_index_spares_packed_files_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    with (store := new_store(tmp_path)).session():
        store.compact()
        store.put([plan("in/z.pdf", "z")])
    documents = Store(tmp_path).documents()
    assert len(documents) == len(PLANS) + 1
    looked: list[object] = []
    monkeypatch.setattr(
        "pipeline.store.writing.documents_index.read_rows", lambda paths, dataset: looked.extend(paths) or ()
    )
    assert Store(tmp_path).documents() == documents
    assert looked == []


STOPS = 14
NOTHING: dict[str, list[dict[str, Any]]] = {name: [] for name in DATASETS}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("nth", range(STOPS))
def test_a_crash_while_files_are_merged_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int, at_once: bool
) -> None:
    """Stopped before the nth rename or exchange, with the exchange of Linux and without it."""
    store = filled(tmp_path, compacted=False)
    whole = seen(tmp_path)
    with monkeypatch.context() as patch:
        done = cut_at(patch, nth)
        exchange = files._exchanged_at_once

        def exchanged(one: str, other: str) -> bool:
            if len(done) == nth:
                raise PowerCut
            if at_once and exchange(one, other):
                done.append(Path(other))
                return True
            return False

        patch.setattr(files, "_exchanged_at_once", exchanged)
        with suppress(PowerCut):
            store.compact()
    if at_once:
        assert seen(tmp_path) == whole
    new_store(tmp_path).open()
    assert seen(tmp_path) == whole
    assert list(problems(tmp_path)) == []
    new_store(tmp_path).compact()
    assert seen(tmp_path) == whole
    assert not (tmp_path / ".kehoach" / "staged").exists()


@pytest.mark.parametrize("nth", range(14))
def test_a_crash_while_a_packed_document_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    new = plan("in/a.pdf", "a", tasks=1, title="Mẫu mới")
    states = []
    for name in ("old", "new"):
        filled(tmp_path / name)
    new_store(tmp_path / "new").put([new])
    states = [seen(tmp_path / name) for name in ("old", "new")]
    filled(tmp_path / "out")
    with monkeypatch.context() as patch:
        cut_at(patch, nth)
        with suppress(PowerCut):
            new_store(tmp_path / "out").put([new])
    key = sha_of("a")[:16]
    rows = [
        {name: [row for row in table if row["document_id"] == key] for name, table in state.items()}
        for state in [seen(tmp_path / "out"), *states, NOTHING]
    ]
    assert rows[0] in rows[1:]
    others = seen(tmp_path / "out")["tasks"]
    assert [row for row in others if row["document_id"] != key] == [
        row for row in states[0]["tasks"] if row["document_id"] != key
    ]
    new_store(tmp_path / "out").open()
    assert seen(tmp_path / "out") in states
    assert list(problems(tmp_path / "out")) == []


def test_readers_are_not_disturbed(tmp_path: Path) -> None:
    """pandas, DuckDB and we see all rows once, whenever they look; a look that has just begun may have to be
    taken again."""
    store = new_store(tmp_path)
    for number in range(40):
        store.put([plan(f"in/{number}.pdf", f"c{number}")])
    ended = threading.Event()
    looks: list[int] = []
    ours: list[int] = []

    def look() -> None:
        while not ended.is_set():
            with suppress(FileNotFoundError):
                looks.append(pads.dataset(tmp_path / "tasks", format="parquet").to_table().num_rows)
            ours.append(len(Store(tmp_path).read("tasks")))

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for number in range(15):
            store.compact()
            store.put([plan(f"in/{number}.pdf", f"d{number}")])
            store.put([plan("in/39.pdf", "c39", title=f"Mẫu {number}")])
    finally:
        ended.set()
        reader.join()
    assert set(ours) == {80}
    assert set(looks) <= {78, 80, 82}, "a plan that changes may be away, or there twice"


def test_a_folder_with_something_else_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    filled(tmp_path, compacted=False)
    (tmp_path / "tasks/province_slug=dong-mau/year=2024/notes").mkdir()
    before = data_files(tmp_path)
    new_store(tmp_path).compact()
    after = data_files(tmp_path)
    assert {path for path in before if "dong-mau" in path} <= after.keys()


def test_full_packed_files_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "_FULL", 1)
    store = new_store(tmp_path)
    for number in range(4):
        store.put([plan(f"in/{number}.pdf", f"c{number}")])
    store.compact()
    packed = {path for path in data_files(tmp_path) if path.startswith("documents/")}
    store.put([plan("in/5.pdf", "c5")])
    store.put([plan("in/6.pdf", "c6")])
    store.compact()
    assert packed < data_files(tmp_path).keys()
    assert list(problems(tmp_path)) == []


def test_what_lies_beside_stays(tmp_path: Path) -> None:
    filled(tmp_path, compacted=False)
    (tmp_path / "tasks/province_slug=dong-mau/year=2024/notes.txt").write_text("x")
    new_store(tmp_path).compact()
    assert (tmp_path / "tasks/province_slug=dong-mau/year=2024/notes.txt").read_text() == "x"


@pytest.fixture
def bucket() -> Iterator[UPath]:
    root = UPath("memory://kehoach-compact/out")
    yield root
    if root.exists():
        root.fs.rm(root.path, recursive=True)


def test_an_object_store_is_compacted(bucket: UPath, tmp_path: Path) -> None:
    small = filled(tmp_path, compacted=False)
    store = filled(bucket)
    assert seen(bucket) == seen(tmp_path)
    assert list(problems(bucket)) == []
    for target in (small, store):
        target.put([plan("in/a.pdf", "a", tasks=1)])
    assert seen(bucket) == seen(tmp_path)
    assert list(problems(bucket)) == []


def test_the_command_says_what_became_of_the_files(tmp_path: Path) -> None:
    filled(tmp_path, compacted=False)
    first = CliRunner().invoke(app, ["compact", "--out", str(tmp_path)])
    assert (first.exit_code, first.stderr) == (0, "")
    assert " became " in first.stdout
    again = CliRunner().invoke(app, ["compact", "--out", str(tmp_path)])
    assert again.stdout.startswith("nothing to merge: ")
    assert CliRunner().invoke(app, ["compact", "--out", str(tmp_path / "none")]).exit_code == 2
