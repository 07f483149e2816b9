"""Each page on an invented store, without a browser."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboards import watched
from pipeline.store import Store
from tests.dashboards.invented import TASKS, page, watch

PLANS = ["3/KH-UBND · UBND tỉnh Đắk Lắk", "4/KH-UBND · UBND tỉnh An Giang"]


def _frame(shown: AppTest, at: int = 0) -> pd.DataFrame:
    frame: pd.DataFrame = shown.dataframe[at].value
    return frame


def _texts(shown: AppTest) -> list[str]:
    return [element.value for element in shown.text]


@pytest.mark.parametrize(
    "view", ["overview", "compare", "agencies", "calendar", "targets", "map", "search", "task"]
)
def test_every_page_is_shown(shown: Path, view: str) -> None:
    found = page(view)
    assert not found.exception
    assert len(found.title) == 1


def test_the_overview_counts_plans_by_province_and_year(shown: Path) -> None:
    found = page("overview")
    assert [metric.value for metric in found.metric] == ["4", "3", "1", "1", "1"]
    failed, plans = _frame(found, 0), _frame(found, 1)
    assert failed["file"].tolist() == ["in/khoa.pdf"]
    assert plans["province"].tolist() == ["An Giang", "Bình Thuận", "Đắk Lắk"]
    assert plans["total"].tolist() == [1, 2, 1]


def test_the_overview_grades_findings_and_counts_corrections(shown: Path) -> None:
    grades = _frame(page("overview", province="Bình Thuận"), 2).set_index("dataset")
    assert grades.loc[grades.index[0], ["sure", "likely", "check", "corrected"]].tolist() == [2, 2, 2, 1]


def test_what_is_stale_is_looked_for_when_asked(shown: Path) -> None:
    found = page("overview")
    button = next(button for button in found.button if button.key == "stale")
    stale = button.click().run()
    assert not stale.exception
    assert "5" in " ".join(_texts(stale))


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({}, 12),
        ({"q": "thu tuc"}, 4),
        ({"q": "thủ tục"}, 4),
        ({"q": "thú tục"}, 0),
        ({"province": ["Bình Thuận", "An Giang"]}, 9),
        ({"province": "Bình Thuận", "year": "2024"}, 3),
        ({"grade": "sure"}, 4),
        ({"from": "2024-03-01", "to": "2024-03-31"}, 2),
        ({"corrected": "true"}, 1),
        ({"from": "nonsense", "to": "2024-03-31"}, 12),
        ({"area": "procedures", "index": "PAPI", "grade": "sure"}, 4),
        ({"area": "institutions", "index": "PAPI"}, 0),
        ({"province": "no such province"}, 12),
    ],
)
def test_a_copied_address_shows_the_same_tasks(shown: Path, parameters: dict[str, Any], count: int) -> None:
    found = page("search", **parameters)
    assert not found.exception
    assert sum(len(frame.value) for frame in found.dataframe) == count


def test_a_task_shows_its_parts_and_says_why_it_has_no_picture(shown: Path) -> None:
    task_id = str(watched.look().whole.result().corpus.tasks["task_id"].iloc[0])
    found = page("task", task=task_id)
    assert not found.exception
    assert TASKS[0][0] in _texts(found)
    assert len(_frame(found)) == 5
    assert not found.get("imgs")


def test_every_finding_of_a_task_has_a_meaning_and_a_way_to_correct_it(shown: Path) -> None:
    """What agencies are called, and what a target means, were left out."""
    task_id = str(watched.look().whole.result().corpus.tasks["task_id"].iloc[0])
    found = page("task", task=task_id)
    meanings = _frame(found)["meaning"].tolist()
    assert all(meanings)
    assert any("Sở Nội vụ" in text for text in meanings)
    assert found.code[0].value.startswith("kehoach review ")
    assert "--store" in found.code[0].value


def test_a_task_that_is_no_more_is_told(shown: Path) -> None:
    found = page("task", task="0000000000000000-t0001")
    assert len(found.info) == 1


def test_two_plans_side_by_side(shown: Path) -> None:
    found = page("compare", plan=PLANS)
    assert not found.exception
    assert len(found.dataframe)
    assert any(PLANS[0] in text for text in _texts(found))


def test_agencies_load_and_members_of_sets(shown: Path) -> None:
    load = _frame(page("agencies", province="Bình Thuận"))
    assert load["lead"].tolist()[0] == 6
    members = _frame(page("agencies", province="Bình Thuận", members="true"))
    assert "UBND huyện Tuy Phong" in members["agency_name"].tolist()
    assert "UBND huyện Tuy Phong" not in load["agency_name"].tolist()


def test_a_calendar_of_the_past_begins_where_something_is_due(shown: Path) -> None:
    """Two years after the last plan, the calendar showed an empty month."""
    found = page("calendar")
    assert len(_frame(found)) > 0


def test_the_calendar_lists_a_month(shown: Path) -> None:
    found = page("calendar", month="03/2024")
    assert not found.exception
    assert len(_frame(found)) == 2


def test_targets_have_their_values(shown: Path) -> None:
    found = page("targets", index="PAPI")
    assert set(_frame(found, 1)["value"]) == {1235.5, 1236.5, 1237.5, 1238.5}


def test_the_map_lists_provinces_with_most_first(shown: Path) -> None:
    """One with two plans was out of sight among 34 by name."""
    assert _frame(page("map"))["plans"].tolist()[:3] == [2, 1, 1]


def test_the_map_counts_joined_provinces_together(shown: Path) -> None:
    after = _frame(page("map")).set_index("name")
    assert (len(after), after.loc["Lâm Đồng", "plans"], after.loc["Đắk Lắk", "tasks"]) == (34, 2, 3)


@pytest.mark.parametrize("view", ["overview", "search", "agencies", "compare", "calendar", "targets", "map"])
def test_a_store_without_plans_is_told(tmp_path: Path, view: str) -> None:
    Store(tmp_path).open()
    watched.watch(str(tmp_path))
    found = page(view)
    assert not found.exception
    assert len(found.error) == 1


def test_a_store_that_went_is_told(tmp_path: Path) -> None:
    watched.watch(str(tmp_path / "none"))
    found = page("overview")
    assert not found.exception
    assert "kehoach ingest" in found.error[0].value


def test_a_store_that_cannot_be_read_is_told_without_a_traceback(shown: Path, tmp_path: Path) -> None:
    Store(tmp_path).open()
    (tmp_path / ".kehoach" / "format").write_text("999")
    watched.watch(str(tmp_path))
    found = page("search")
    assert not found.exception
    assert "kehoach check" in found.error[0].value


def test_a_store_of_failures_alone_is_shown(tmp_path: Path) -> None:
    from tests.pipeline.invented_plans import failed

    Store(tmp_path).put([failed()])
    watch(tmp_path)
    for view in ("overview", "search", "agencies", "compare", "calendar", "targets", "map"):
        assert not page(view).exception, view
