"""`check` finds what is wrong with a store."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.store import Store
from pipeline.store.consistency import problems
from pipeline.store.writing.parquet import write_table
from tests.pipeline.invented_plans import failed, plan, sha_of, warned

A = sha_of("a")[:16]
HOME = "province_slug=dong-mau/year=2024"


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
