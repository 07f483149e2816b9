"""The frames as CSV files."""

import csv
from pathlib import Path

import pandas as pd

from analysis.exports.csv_folder import TABLES, export_csv
from analysis.exports.excerpt import excerpt
from tests.analysis.exports.invented import HOSTILE, corpus


def test_a_file_a_table_and_nothing_in_them_acts(tmp_path: Path) -> None:
    export_csv(excerpt(corpus()), tmp_path / "new" / "folder")
    files = sorted(file.name for file in (tmp_path / "new" / "folder").iterdir())
    assert files == sorted(f"{name}.csv" for name in TABLES)
    for name in files:
        with (tmp_path / "new" / "folder" / name).open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not any(cell[:1] in "=+-@\t\r" for cell in cells if cell)


def test_the_columns_of_tasks(tmp_path: Path) -> None:
    export_csv(excerpt(corpus(), ["12/KH-UBND"]), tmp_path)
    tasks = pd.read_csv(tmp_path / "tasks.csv")
    assert tasks["task_text"].tolist()[2] == f"'{HOSTILE}"
    assert tasks["page"].tolist() == [1, 2, 3]
    assert tasks["task_indices"].tolist()[0] == "PAR_INDEX; SIPAS"
    assert not {"spans", "node", "plan"} & set(tasks.columns)
    assert pd.read_csv(tmp_path / "plans.csv")["issue_date"].tolist() == ["2023-01-10"]


def test_the_same_plans_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_csv(excerpt(corpus()), tmp_path / name)
    for table in TABLES:
        one, two = (tmp_path / name / f"{table}.csv" for name in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
