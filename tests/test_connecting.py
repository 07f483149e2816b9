"""The page on other tools: its snippets run on the sample plans."""

import re
from pathlib import Path

import duckdb
import pytest

from kehoach import read
from pipeline.store import Store
from tests.plans_at_hand import RAW, ROOT, records_of

PAGE = (ROOT / "docs" / "connecting.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a store of two samples, and their star."""
    folder = tmp_path_factory.mktemp("work")
    store = Store(folder / "data" / "parquet")
    for name in ("mau-02-phu-luc-ghep-doi-2024", "mau-07-danh-so-tu-dong-2024"):
        store.put([records_of(RAW / f"{name}.docx")])
    read(folder / "data" / "parquet").export_duckdb(folder / "plans.duckdb")
    return folder


def snippets(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def test_the_snippets_for_python_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for code in snippets("python"):
        exec(compile(code, "connecting.md", "exec"), names)
        assert capsys.readouterr().out.count("\n") > 2
    assert len(names["owed"]) > 10  # type: ignore[arg-type]
    assert len(names["quarter"]) > 0  # type: ignore[arg-type]


@pytest.mark.parametrize("number", range(len(snippets("sql"))))
def test_the_snippets_for_sql_run(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.chdir(folder)
    with duckdb.connect("plans.duckdb", read_only=True) as star:
        assert star.execute(snippets("sql")[number]).fetchall()


def test_the_tables_and_views_that_it_names_are_there(folder: Path) -> None:
    named = set(re.findall(r"`((?:dim|fact|bridge)_\w+)`", PAGE))
    with duckdb.connect(str(folder / "plans.duckdb"), read_only=True) as star:
        there = {
            name for (name,) in star.execute("select table_name from information_schema.tables").fetchall()
        }
    assert named <= there
    assert {name for name in there if name.startswith(("dim_", "fact_", "bridge_"))} == named
