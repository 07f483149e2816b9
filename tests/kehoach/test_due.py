"""`kehoach due` as its user calls it."""

from pathlib import Path

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
    """A store with one plan, a task of which is due on 30 June 2024."""
    folder = tmp_path_factory.mktemp("store")
    Store(folder).put([plan("in/a.pdf", "a", status="stored")])
    return folder


def due(store: Path, *args: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    ended = CliRunner().invoke(app, ["due", "--store", str(store), *args])
    return ended.exit_code, ended.output


@pytest.mark.parametrize("day", ["2024-06-01", "1/6/2024"])
def test_the_list_names_task_and_day(store: Path, day: str) -> None:
    code, said = due(store, "--as-of", day)
    assert code == 0
    assert "Day has passed (2024-05-02 – 2024-05-31): 0" in said
    assert "Due from 2024-06-01 to 2024-07-31: 1" in said
    assert "2024-06-30" in said
    assert "Lập danh mục hồ sơ mẫu số 1." in said
    assert "Phòng Mẫu biểu" in said


@pytest.mark.parametrize("by", ["agency", "area", "date"])
def test_it_can_be_grouped(store: Path, by: str) -> None:
    code, said = due(store, "--as-of", "2024-06-01", "--by", by)
    assert code == 0
    assert ("no area of reform" in said) == (by == "area")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--as-of", "31/2/2024"], "--as-of 31/2/2024 is no day: write it as 2025-06-30 or 30/6/2025"),
        (["--from", "soon"], "--from soon is no day"),
        (["--agency", "Sở Y tế"], "nobody in the store is called Sở Y tế"),
        (["--out", "x.pdf"], "x.pdf: its ending must be one of .csv, .xlsx, .ics, .parquet"),
    ],
)
def test_wrong_use_is_one_sentence(store: Path, args: list[str], said: str) -> None:
    code, output = due(store, *args)
    assert code == 2
    assert said in output
    assert len(output.strip().splitlines()) == 1


def test_no_store_is_told(tmp_path: Path) -> None:
    assert due(tmp_path) == (2, f"kehoach: no store in {tmp_path}\n")


def test_a_file_that_cannot_be_written_is_told(store: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = due(store, "--as-of", "2024-06-01", "--out", str(tmp_path / "file" / "x.csv"))
    assert code == 2
    assert "cannot be written" in said


def test_each_form_holds_the_list(store: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "ics", "parquet"):
        file = tmp_path / f"due.{ending}"
        said = f"kehoach: 1 duty written to {file}\n"
        assert due(store, "--as-of", "2024-06-01", "--out", str(file)) == (0, said)
    table = pd.read_csv(tmp_path / "due.csv")
    assert table["task"].tolist() == ["Lập danh mục hồ sơ mẫu số 1."]
    assert table["day"].tolist() == ["2024-06-30"]
    assert pd.read_parquet(tmp_path / "due.parquet")["state"].tolist() == ["due"]
    book = openpyxl.load_workbook(tmp_path / "due.xlsx")
    assert book.sheetnames == ["Due", "Without a date"]
    assert [book["Due"][place].value for place in ("B1", "C1")] == ["Day", "Begins"]
    assert book["Due"]["B2"].value.date().isoformat() == "2024-06-30"
    calendar = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2024-06-30"
    assert "Lập danh mục" in str(event["summary"])


def test_the_same_list_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "ics"):
        first, second = tmp_path / f"1.{ending}", tmp_path / f"2.{ending}"
        for file in (first, second):
            due(store, "--as-of", "2024-06-01", "--out", str(file))
        assert first.read_bytes() == second.read_bytes()
