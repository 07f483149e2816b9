"""What the store holds after plans went in: layout, idempotency, failures, several writers."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from kehoach.cli import app
from pipeline.running import batch
from pipeline.store import Change, EncodedPlan, Store, StoreError
from pipeline.store.consistency import problems
from pipeline.store.writing import transaction
from schemas.arrow import arrow_schema
from schemas.rows import DATASETS, DocumentRow, PlanRecords
from tests.pipeline.invented_plans import VERSION, failed, plan, read_by_content, sha_of, warned
from tests.pipeline.running.thread_workers import ThreadWorkers
from tests.pipeline.store.invented_store import data_files, everything, new_store, rows
from tests.places import ROOT

HOME = "province_slug=dong-mau/year=2024"
A = sha_of("a")[:16]


def test_each_dataset_has_one_file_in_the_plans_partition(tmp_path: Path) -> None:
    assert new_store(tmp_path).put([plan()]) == [Change.NEW]
    filled = ["documents", "sections", "tasks", "assignments", "deadlines", "targets", "references"]
    assert set(data_files(tmp_path)) == {
        f"{name}/province_slug=dong-mau/year=2024/{A}.parquet" for name in filled
    }


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_file_has_the_schema_with_descriptions_and_no_partition_keys(tmp_path: Path, dataset: str) -> None:
    new_store(tmp_path).put([warned()])
    schema = pq.read_schema(tmp_path / dataset / "province_slug=dong-mau" / "year=2024" / f"{A}.parquet")
    assert schema.equals(arrow_schema(dataset), check_metadata=True)


def test_rows_keep_their_order_and_values(tmp_path: Path) -> None:
    records = plan(tasks=12)
    new_store(tmp_path).put([records])
    table = pq.read_table(
        tmp_path / "tasks" / "province_slug=dong-mau" / "year=2024" / f"{A}.parquet", partitioning=None
    )
    assert [row["task_id"] for row in table.to_pylist()] == [row.task_id for row in records.tasks]
    assert table.to_pylist()[0]["spans"] == [{"page": 1, "x0": 72.0, "y0": 100.0, "x1": 500.0, "y1": 112.0}]


def test_the_same_again_changes_nothing_on_the_disk(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([warned()])
    before = everything(tmp_path)
    assert store.put([warned()]) == [Change.UNCHANGED]
    assert new_store(tmp_path).put([warned()]) == [Change.UNCHANGED]
    assert everything(tmp_path) == before


def test_two_stores_of_the_same_plans_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        store = new_store(tmp_path / name)
        for records in (plan("in/a.pdf", "a"), warned("in/b.pdf", "b"), failed("in/c.pdf", "c")):
            store.put([records])
    assert data_files(tmp_path / "one") == data_files(tmp_path / "two")


def test_the_time_of_ingestion_stays_until_the_version_changes(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan()])
    (first,) = store.documents()
    store.put([plan(title="Mẫu thứ hai")])
    assert [row.ingested_at for row in store.documents()] == [first.ingested_at]
    assert store.put([plan(pipeline_version=VERSION + "2")]) == [Change.UPDATED]
    assert store.documents()[0].ingested_at != first.ingested_at


def test_records_read_otherwise_take_the_place_of_the_former(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan(tasks=5)])
    fewer = plan(tasks=1)
    fewer.targets.clear()
    assert store.put([fewer]) == [Change.UPDATED]
    assert len(rows(tmp_path, "tasks")) == 1
    assert rows(tmp_path, "targets") == []


def test_a_plan_found_to_be_of_another_province_moves(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan()])
    store.put([plan(province="Bắc Mẫu", issue_year=None)])
    assert {path.split("/", 1)[1] for path in data_files(tmp_path)} == {
        f"province_slug=bac-mau/year=none/{A}.parquet"
    }
    assert not (tmp_path / "tasks" / "province_slug=dong-mau").exists()


def test_a_failed_file_lies_in_none_and_leaves_it_when_it_is_read(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([failed()])
    assert set(data_files(tmp_path)) == {
        f"{name}/province_slug=none/year=none/{A}.parquet" for name in ("documents", "diagnostics")
    }
    assert store.put([plan()]) == [Change.UPDATED]
    assert all("province_slug=dong-mau/year=2024" in path for path in data_files(tmp_path))
    assert [row["status"] for row in rows(tmp_path, "documents")] == ["stored"]


def test_a_plan_read_before_outlives_a_failure_to_read_it_again(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan()])
    before = everything(tmp_path)
    assert store.put([failed(reason="timeout")]) == [Change.KEPT]
    assert everything(tmp_path) == before


def test_a_file_that_cannot_be_opened_is_stored_once_and_goes_when_it_can(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([failed(content=None, reason="unreadable")])
    before = everything(tmp_path)
    assert store.put([failed(content=None, reason="unreadable")]) == [Change.UNCHANGED]
    assert everything(tmp_path) == before
    store.put([plan()])
    assert [row.status for row in store.documents()] == ["stored"]


def test_a_failed_file_gives_way_to_a_sound_one_under_its_path(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([failed(content="half a file", reason="corrupt")])
    store.put([plan(content="the whole file")])
    assert [row.status for row in store.documents()] == ["stored"]
    assert rows(tmp_path, "diagnostics") == []


def test_what_is_known_needs_no_second_reading(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([warned("in/a.pdf", "a")])
    store.put([failed("in/b.pdf", "b", "corrupt")])
    store.put([failed("in/c.pdf", "c", "timeout")])
    again = new_store(tmp_path)
    again.open()
    assert [again.knows(sha_of(content), VERSION) for content in "abcd"] == [True, True, False, False]
    assert not again.knows(sha_of("a"), VERSION + "2")
    before = everything(tmp_path)
    (((recalled,), changes),) = again.keep_all([(sha_of("a"), "in/a.pdf")])
    assert changes == [Change.UNCHANGED]
    assert everything(tmp_path) == before
    assert recalled.counts["tasks"] == 2
    assert [row.message for row in recalled.diagnostics] == ["một dòng không rõ"]
    assert again.keep_all([(sha_of("a"), "in/copy.pdf")])[0][1] == [Change.COPY]
    assert again.keep_all([(sha_of("b"), "in/b.pdf")])[0][0][0].failed


def test_a_document_that_is_not_found_in_its_file_any_more_goes(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    assert store.put([plan(part=1), plan(part=2)]) == [Change.NEW, Change.NEW]
    store.put([plan(part=1)])
    assert {row["document_id"] for row in rows(tmp_path, "documents") + rows(tmp_path, "tasks")} == {A}


def test_two_writers_take_turns(tmp_path: Path) -> None:
    one, two = new_store(tmp_path), new_store(tmp_path)
    one.put([plan("in/0.pdf", "scan", plan_key="k", text_source="ocr")])
    two.put([plan("in/b.pdf", "text", plan_key="k")])
    one.put([plan("in/c.docx", "markup", plan_key="k", text_source="markup")])
    two.put([plan("in/a.pdf", "text again", plan_key="k")])
    assert [row.source_uri for row in two.documents() if row.preferred] == ["in/c.docx"]


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_without_rows_has_its_columns(tmp_path: Path, dataset: str) -> None:
    new_store(tmp_path).open()
    frame = pd.read_parquet(tmp_path / dataset)
    assert list(frame.columns) == [*arrow_schema(dataset).names, "province_slug", "year"]
    assert len(frame) == 0


def test_years_and_none_are_read_together(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.put([plan()])
    store.put([failed("in/b.pdf", "b")])
    assert {str(year) for year in pd.read_parquet(tmp_path / "documents")["year"]} == {"2024", "none"}
    assert set(store.read("documents")["year"].to_pylist()) == {"2024", "none"}


@pytest.mark.parametrize(
    ("plans", "complaint"),
    [
        ([plan("in/a.pdf"), plan("in/b.pdf", part=2)], "several files"),
        ([plan(), plan()], "given twice"),
    ],
)
def test_documents_that_are_not_one_files_are_refused(
    tmp_path: Path, plans: list[PlanRecords], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        new_store(tmp_path).put(plans)


def test_a_store_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot write"):
        new_store(tmp_path / "file" / "out").open()


def named_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def link_to_nowhere(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("nowhere")


def folder_of_that_name(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def rows_of_others(path: Path) -> None:
    pq.write_table(pa.table({"x": [1]}), path)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no parquet": lambda path: path.write_text("no parquet"),
    "empty": lambda path: path.write_bytes(b""),
    "of others": rows_of_others,
    "a pipe": named_pipe,
    "a link": link_to_nowhere,
    "a folder": folder_of_that_name,
}
PLACES = [
    "documents/notes.parquet",
    f"documents/{HOME}/{A}.parquet",
    f"tasks/{HOME}/{A}.parquet",
    f"diagnostics/{HOME}/{A}.parquet",
    f"tasks/{HOME}/packed-0123456789ab.parquet",
    f"documents/{HOME}/packed-0123456789ab.parquet",
    "tasks/province_slug=none/year=none/notes.parquet",
]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_no_entry_makes_a_command_fail_and_repair_removes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str, place: str
) -> None:
    monkeypatch.setattr(batch, "ingest_file", read_by_content)
    monkeypatch.setattr("kehoach.cli.ingest.LocalWorkers", ThreadWorkers)
    monkeypatch.chdir(tmp_path)
    Path("a.pdf").write_text("warned a 1", encoding="utf-8")
    Path("b.pdf").write_text("plan b", encoding="utf-8")

    def kehoach(*args: str) -> Result:
        return CliRunner().invoke(app, [*args, "--out", "out"])

    assert kehoach("ingest", "a.pdf", "b.pdf").exit_code == 0
    whole = {name: len(rows(Path("out"), name)) for name in DATASETS}
    key = Store("out").documents()[0].document_id
    (path := Path("out", place.replace(A, key))).parent.mkdir(parents=True, exist_ok=True)
    DAMAGE[damage](path)
    for command in (["status"], ["status", "--warnings"], ["prune"], ["ingest", "a.pdf"], ["compact"]):
        result = kehoach(*command)
        assert result.exit_code in (0, 3), (command, result.output)
    repaired = kehoach("check", "--repair")
    assert repaired.exit_code == 0
    assert kehoach("check").output.endswith(" checked: sound\n")
    assert kehoach("ingest", "a.pdf", "b.pdf").exit_code == 0
    assert list(problems("out")) == []
    assert {name: len(rows(Path("out"), name)) for name in DATASETS} == whole


@pytest.mark.parametrize("damage", ["no parquet", ""])
def test_a_damaged_or_foreign_file_among_the_documents_is_named(tmp_path: Path, damage: str) -> None:
    new_store(tmp_path).put([plan()])
    (tmp_path / "documents" / "notes.parquet").write_text(damage)
    said: list[str] = []
    store = Store(tmp_path, say=said.append)
    assert len(store.documents()) == len(store.documents()) == 1
    assert said == [
        f"{tmp_path}/documents/notes.parquet is not kehoach's or is damaged: passed over; "
        "kehoach check --repair removes it"
    ]


@pytest.mark.parametrize("province", ["ß" * 180, "ﬃ" * 180, "x" * 5000, "\0/../..", "."])
def test_a_name_of_any_length_becomes_a_folder(tmp_path: Path, province: str) -> None:
    store = new_store(tmp_path)
    assert store.put([plan(province=province)]) == [Change.NEW]
    assert len(store.read("tasks")) == 2
    assert list(problems(tmp_path)) == []


def test_records_that_cannot_be_stored_cost_their_own_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    store.put([plan("in/b.pdf", "b", title="Mẫu cũ")])
    bad = plan("in/bad.pdf", "bad")
    files = [[EncodedPlan.of(records)] for records in (plan(), bad, plan("in/b.pdf", "b", title="Mẫu mới"))]
    write = transaction.encode

    def encode(dataset: str, found: Sequence[DocumentRow]) -> bytes:
        if any(row.source_uri == "in/bad.pdf" and row.status != "failed" for row in found):
            raise ValueError("a column\nholds what Parquet does not")
        return write(dataset, found)

    monkeypatch.setattr(transaction, "encode", encode)
    answers = store.put_each(files)
    assert [changes for _, changes in answers] == [[Change.NEW], [Change.NEW], [Change.UPDATED]]
    assert [row.reason for row in store.documents()] == [None, None, "parser_crash"]
    assert rows(tmp_path, "diagnostics")[0]["message"] == (
        "the records cannot be stored: ValueError: a column holds what Parquet does not"
    )
    assert [row.title for row in store.documents()][1] == "Mẫu mới"
    assert list(problems(tmp_path)) == []


def test_a_folder_in_the_place_of_a_plan_costs_that_plan(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    store.open()
    (tmp_path / "tasks" / HOME / f"{A}.parquet").mkdir(parents=True)
    files = [[EncodedPlan.of(records)] for records in (plan(), plan("in/b.pdf", "b"))]
    store.put_each(files)
    assert [row.status for row in store.documents()] == ["failed", "stored"]


def test_a_store_that_is_full_is_no_plans_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    store.open()

    def refuse(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    with pytest.raises(StoreError, match="No space left"):
        store.put_each([[EncodedPlan.of(plan())]])


events = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["x.pdf", "y.pdf"]),
        st.integers(0, 2),
        st.sampled_from(["k", None]),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(events)
def test_rows_belong_to_documents_and_each_plan_key_has_one_preferred(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, str, int, str | None]]
) -> None:
    store = new_store(tmp_path_factory.mktemp("law"))
    store.open()
    for content, uri, tasks, key in history:
        store.put([plan(uri, content, tasks=tasks, plan_key=key) if tasks else failed(uri, content)])
    documents = store.documents()
    ids = {row.document_id for row in documents}
    assert len(ids) == len(documents)
    for dataset in DATASETS:
        assert {row["document_id"] for row in rows(store.out, dataset)} <= ids
    for key in {row.plan_key for row in documents if row.plan_key}:
        assert sum(row.preferred for row in documents if row.plan_key == key) == 1


@settings(max_examples=25, deadline=None)
@given(events, st.integers(1, 4))
def test_files_stored_at_one_go_are_stored_as_one_by_one(
    tmp_path_factory: pytest.TempPathFactory, history: list[tuple[str, str, int, str | None]], size: int
) -> None:
    folder = tmp_path_factory.mktemp("groups")
    single, grouped = new_store(folder / "single"), new_store(folder / "grouped")
    files = [
        [plan(uri, content, tasks=tasks, plan_key=key) if tasks else failed(uri, content)]
        for content, uri, tasks, key in history
    ]
    one_by_one = [single.put(plans) for plans in files]
    at_once = []
    for start in range(0, len(files), size):
        group = [[EncodedPlan.of(plan) for plan in plans] for plans in files[start : start + size]]
        at_once += grouped.put_all(group)
    single.open()
    grouped.open()
    assert data_files(folder / "grouped") == data_files(folder / "single")
    assert at_once == one_by_one
    assert list(problems(folder / "grouped")) == []


def test_the_readme_names_everything_that_lies_beside_the_data(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.session():
        store.put([plan()])
        found = {path.name for path in (tmp_path / ".kehoach").iterdir()}
    found |= {path.name for path in (tmp_path / ".kehoach").iterdir()}
    readme = (ROOT / "pipeline" / "store" / "README.md").read_text(encoding="utf-8")
    assert {"documents.index", "format", "generation", "scratch"} <= found
    assert [name for name in sorted(found) if f"`{name}`" not in readme and f"`{name}/`" not in readme] == []


def test_the_readme_names_every_module() -> None:
    room = ROOT / "pipeline" / "store"
    readme = (room / "README.md").read_text(encoding="utf-8")
    modules = [
        path.relative_to(room) for path in room.rglob("*.py") if path.stem not in ("__init__", "errors")
    ]
    named = [f"`{path.stem}`" if path.parent.name else f"`{path.name}`" for path in modules]
    assert [name for name in named if name not in readme] == []
