"""`kehoach export` as its user calls it."""

from pathlib import Path

import duckdb
import icalendar
import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.store import Store
from tests.pipeline.invented_plans import plan


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two plans."""
    folder = tmp_path_factory.mktemp("store")
    for letter in "ab":
        Store(folder).put([plan(f"in/{letter}.pdf", letter, status="stored")])
    return folder


def export(store: Path, form: str, *args: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    ended = CliRunner().invoke(app, ["export", form, "--store", str(store), *args])
    assert ended.exception is None or isinstance(ended.exception, SystemExit)
    return ended.exit_code, ended.output


def test_a_workbook(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "out.xlsx"
    code, said = export(store, "xlsx", "--out", str(out), "--as-of", "1/6/2024")
    assert code == 0
    assert f"written to {out}" in said
    assert "2 files are not found from this folder: their rows have no link" in said
    assert openpyxl.load_workbook(out).sheetnames[-2:] == ["Cần xem lại", "_goc"]


def test_a_workbook_in_english_of_one_plan(store: Path, tmp_path: Path) -> None:
    code, said = export(store, "xlsx", "in/a.pdf", "--out", str(tmp_path / "out.xlsx"), "--lang", "en")
    assert code == 0
    assert "1 plan with" in said
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert (book.sheetnames[0], len(book.sheetnames)) == ("Plans", 7)


def test_many_plans_are_told_of(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("analysis.exports.workbook.workbook", "kehoach.cli.export"):
        monkeypatch.setattr(f"{module}.MOST_PLAN_SHEETS", 1)
    _code, said = export(store, "xlsx", "--out", str(tmp_path / "out.xlsx"))
    assert "more than 1 plans: their tasks stand on one sheet, Nhiệm vụ; name plans for a sheet each" in said


def test_more_rows_than_a_sheet_holds(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.exports.workbook.book.MOST_ROWS", 2)
    code, said = export(store, "xlsx", "--out", str(tmp_path / "out.xlsx"))
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert "a sheet of a workbook holds 2 rows; name fewer plans" in said


def test_csv(store: Path, tmp_path: Path) -> None:
    code, said = export(store, "csv", "--out", str(tmp_path / "out"))
    assert code == 0
    assert "2 plans with" in said
    assert len(pd.read_csv(tmp_path / "out" / "plans.csv")) == 2


def test_a_star(store: Path, tmp_path: Path) -> None:
    code, _said = export(store, "duckdb", "--out", str(tmp_path / "out.duckdb"))
    assert code == 0
    with duckdb.connect(str(tmp_path / "out.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from dim_plan").fetchone() == (2,)


def test_a_calendar(store: Path, tmp_path: Path) -> None:
    code, _said = export(store, "ics", "in/a.pdf", "--out", str(tmp_path / "out.ics"))
    assert code == 0
    (event,) = icalendar.Calendar.from_ical((tmp_path / "out.ics").read_bytes()).walk("VEVENT")
    assert f"{event.decoded('dtstart')}" == "2024-06-30"


@pytest.mark.parametrize(
    ("form", "args", "said"),
    [
        ("xlsx", ["--out", "x.xls"], "x.xls: its ending must be one of .xlsx"),
        ("duckdb", ["--out", "x.sqlite"], "x.sqlite: its ending must be one of .duckdb, .db"),
        ("ics", ["--out", "x.ics", "9999/KH-UBND"], "no plan in the store is called 9999/KH-UBND"),
        ("xlsx", ["--out", "x.xlsx", "--as-of", "soon"], "--as-of soon is no day"),
        ("csv", ["--out", "/dev/null/x"], "/dev/null/x cannot be written: Not a directory"),
        ("ics", ["--out", "/dev/null/x.ics"], "/dev/null/x.ics cannot be written: File exists"),
    ],
)
def test_wrong_use_is_one_sentence(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, args: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = export(store, form, *args)
    assert code == 2
    assert said in output
    assert list(tmp_path.iterdir()) == []


def test_no_store(tmp_path: Path) -> None:
    code, said = export(tmp_path, "csv", "--out", str(tmp_path / "out"))
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert f"no store in {tmp_path}" in said
