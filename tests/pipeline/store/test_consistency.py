"""`check` finds what is wrong with a store, and stores of other forms are migrated or refused, never
misread."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.store import Store, StoreError
from pipeline.store.consistency import problems
from pipeline.store.format import FORMAT
from pipeline.store.parquet import write_table
from schemas.arrow import arrow_schema
from schemas.rows import DATASETS
from tests.pipeline.invented_plans import failed, plan, sha_of, warned

A = sha_of("a")[:16]
HOME = "province_slug=dong-mau/year=2024"
# Raise pipeline.store.format.FORMAT when this changes, and see to it that older stores can be brought up to
# date.
COLUMNS_OF_FORMAT = (1, "689f4bc5")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    store = Store(tmp_path / "out")
    for records in (warned("in/a.pdf", "a"), plan("in/b.pdf", "b", part=1), failed("in/c.pdf", "c")):
        store.put([records])
    assert list(problems(store.out)) == []
    return store.out


def rewrite(out: Path, dataset: str, change: Callable[[pa.Table], pa.Table]) -> None:
    path = out / dataset / HOME / f"{A}.parquet"
    path.write_bytes(write_table(change(pq.read_table(path, partitioning=None))))


def with_value(column: str, value: object) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        field = table.schema.field(column)
        return table.set_column(
            table.column_names.index(column), field, pa.array([value] * len(table), field.type)
        )

    return change


@pytest.mark.parametrize(
    ("dataset", "change", "said"),
    [
        ("assignments", with_value("task_id", "t9"), "assignments names task_id t9, which is not in tasks"),
        ("deadlines", with_value("task_id", "t9"), "deadlines names task_id t9"),
        ("targets", with_value("task_id", "t9"), "targets names task_id t9"),
        ("tasks", with_value("section_id", "s9"), "tasks names section_id s9, which is not in sections"),
        ("sections", with_value("parent_id", "s9"), "sections names parent_id s9"),
        ("tasks", with_value("task_id", "t1"), "tasks has task_id t1 more than once"),
        ("tasks", with_value("document_id", "0" * 16), "is of document 0000000000000000"),
        ("deadlines", with_value("kind", "sometime"), "kind: "),
        ("documents", with_value("preferred", False), "is the form to prefer"),
        (
            "documents",
            with_value("issue_year", 2020),
            "should be documents/province_slug=dong-mau/year=2020/",
        ),
        ("documents", with_value("reason", "corrupt"), "a failed document has a reason"),
        ("tasks", lambda table: table.drop_columns(["note"]), "has other columns than the data dictionary"),
        (
            "tasks",
            lambda table: table.replace_schema_metadata({}),
            "has other columns than the data dictionary",
        ),
    ],
)
def test_check_finds_a_row_that_is_wrong(
    out: Path, dataset: str, change: Callable[[pa.Table], pa.Table], said: str
) -> None:
    rewrite(out, dataset, change)
    found = list(problems(out))
    assert any(said in problem for problem in found), found
    result = CliRunner().invoke(app, ["check", "--out", str(out)])
    assert result.exit_code == 1
    assert said in result.stderr


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda out: (out / "documents" / HOME / f"{A}.parquet").unlink(), "but none in documents"),
        (lambda out: (out / "tasks" / HOME / f"{A}.parquet").write_bytes(b"PAR1"), "cannot be read"),
        (lambda out: (out / "tasks" / HOME / "notes.txt").write_text("x"), "is no Parquet file"),
        (lambda out: (out / "tasks/province_slug=none/year=none/schema.parquet").unlink(), "is missing"),
        (
            lambda out: (out / "tasks/province_slug=none/year=none" / f"{A}.parquet").write_bytes(
                (out / "tasks" / HOME / f"{A}.parquet").read_bytes()
            ),
            "has a second file in tasks",
        ),
    ],
)
def test_check_finds_a_file_that_is_wrong(out: Path, damage: Callable[[Path], object], said: str) -> None:
    damage(out)
    assert any(said in problem for problem in problems(out))


def test_check_of_a_sound_store(out: Path) -> None:
    result = CliRunner().invoke(app, ["check", "--out", str(out)])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "3 documents checked: sound\n", "")


def test_the_form_has_a_new_number_when_columns_change() -> None:
    columns = [
        (name, field.name, str(field.type), field.nullable)
        for name in DATASETS
        for field in arrow_schema(name)
    ]
    assert (FORMAT, hashlib.sha256(repr(columns).encode()).hexdigest()[:8]) == COLUMNS_OF_FORMAT


def as_of_old(out: Path, *, without: str | None, number: str | None) -> None:
    """Make the store one of an older form: every tasks file without a column, and another number."""
    for path in (out / "tasks").rglob("*.parquet"):
        table = pq.read_table(path, partitioning=None)
        path.write_bytes(write_table(table.drop_columns([without]) if without else table))
    (out / ".kehoach" / "format").unlink()
    if number is not None:
        (out / ".kehoach" / "format").write_text(number)


@pytest.mark.parametrize("column", ["note", "topics"])
def test_an_older_store_is_brought_up_to_date_with_a_word(out: Path, column: str) -> None:
    as_of_old(out, without=column, number=None)
    with pytest.raises(StoreError, match="older form"):
        Store(out).documents()
    said: list[str] = []
    Store(out, say=said.append).open()
    assert said == [f"{out} was of an older form (0): 3 files brought to form {FORMAT}"]
    assert list(problems(out)) == []
    assert set(Store(out).read("tasks")[column].to_pylist()[0] or ()) == set()
    Store(out, say=said.append).open()
    assert len(said) == 1


def test_a_migration_that_was_stopped_goes_on(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_of_old(out, without="note", number="0")
    calls = []

    def stop(path: Path, content: bytes) -> None:
        if len(calls) == 1:
            raise KeyboardInterrupt
        calls.append(path)
        path.write_bytes(content)

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.store.format.write_atomically", stop)
        with pytest.raises(KeyboardInterrupt):
            Store(out).open()
    Store(out).open()
    assert list(problems(out)) == []


def test_an_older_store_without_a_column_that_must_be_there_is_refused(out: Path) -> None:
    as_of_old(out, without="ordinal", number=None)
    with pytest.raises(StoreError, match="has no ordinal, which cannot be missing"):
        Store(out).open()


@pytest.mark.parametrize("use", [Store.open, Store.documents])
def test_a_newer_store_is_refused(out: Path, use: Callable[[Store], object]) -> None:
    (out / ".kehoach" / "format").write_text(f"{FORMAT + 1}\n")
    with pytest.raises(StoreError, match="newer kehoach"):
        use(Store(out))


def test_a_store_of_an_unknown_form_is_refused(out: Path) -> None:
    (out / ".kehoach" / "format").write_text("?")
    with pytest.raises(StoreError, match="is damaged"):
        Store(out).open()
