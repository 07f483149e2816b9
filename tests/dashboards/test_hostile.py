"""Texts of plans on pages: nothing of them is read as Markdown, HTML or a formula."""

import io
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.exports.csv_file import write_csv
from analysis.exports.sheets import write_workbook
from dashboards import watched
from dashboards.tables import written
from tests.dashboards.invented import FORMULA, HOSTILE, fill, page, watch

SOURCES = sorted((Path(__file__).parents[2] / "dashboards").rglob("*.py"))
# What marks a text as a plan's wherever it comes from.
MARK = "evil.test"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "store"
    fill(folder, text=HOSTILE, title=HOSTILE, issuer=HOSTILE, symbol=FORMULA, source_uri=f"in/{FORMULA}.pdf")
    return folder


def _read_as_markdown(shown: AppTest) -> list[str]:
    """Everything on a page that Streamlit reads as Markdown: texts, and labels of what one can use."""
    found = [
        element.value
        for kind in (
            "markdown",
            "caption",
            "title",
            "header",
            "subheader",
            "info",
            "error",
            "success",
            "warning",
        )
        for element in shown.get(kind)
    ]
    labels = [
        getattr(element, "label", "")
        for kind in ("button", "multiselect", "selectbox", "text_input", "toggle", "metric", "expander")
        for element in shown.get(kind)
    ]
    return [*map(str, found), *map(str, labels)]


@pytest.mark.parametrize(
    "view", ["overview", "agencies", "calendar", "targets", "map", "search", "task", "compare"]
)
def test_no_text_of_a_plan_is_read_as_markdown(hostile: Path, view: str) -> None:
    watch(hostile)
    tasks = watched.look().whole.result().corpus.tasks
    evil = str(tasks.loc[tasks["task_text"] == HOSTILE, "task_id"].iloc[0])
    labels = sorted(watched.look().plans.plans["plan_label"])
    found = page(view, task=evil, month="03/2023", **({"plan": labels[:2]} if view == "compare" else {}))
    assert not found.exception
    read = _read_as_markdown(found)
    assert read
    assert not [text for text in read if MARK in text or "đậm" in text]


def test_pages_write_no_html() -> None:
    for source in SOURCES:
        assert not re.search(r"unsafe_allow|st\.html|st\.write|components", source.read_text("utf-8")), source


def test_files_to_take_away_hold_no_formula() -> None:
    frame = pd.DataFrame({"task": [FORMULA, "+1", "@SUM(A1)"], "count": [1, 2, 3]})
    csv = written(lambda path: write_csv(frame, path)).decode("utf-8-sig").splitlines()
    assert csv[1].startswith("\"'=HYPERLINK")
    book = openpyxl.load_workbook(io.BytesIO(written(lambda path: write_workbook({"x": frame}, path))))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
