"""How much agencies have to do."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.watching.chosen import Chosen
from analysis.watching.load import agency_load, load_by_area, load_by_month
from analysis.watching.store_watch import Whole
from tests.analysis.watching.invented import Task, plan_2024, plan_2025, whole

FIRST = "Phòng Nội vụ huyện Tuy Phong"
SECOND = "Phòng Tư pháp huyện Tuy Phong"


@pytest.fixture(scope="module")
def store() -> Whole:
    return whole(
        plan_2024(
            Task("Một.", ["Phòng Nội vụ"], ["Phòng Tư pháp"], "Quý I/2024", {"reform_area": "procedures"}),
            Task("Hai.", ["Phòng Nội vụ"], [], "20/3/2024"),
            Task("Ba.", ["UBND các xã, thị trấn"], ["Phòng Nội vụ"], "Hằng quý"),
        )
    )


def _rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_who_leads_most_stands_first(store: Whole) -> None:
    found = agency_load(store.cursor(), Chosen())
    assert _rows(found, "agency_name", "lead", "coordinate", "plans")[0] == (FIRST, 2, 1, 1)
    assert (SECOND, 0, 1, 1) in _rows(found, "agency_name", "lead", "coordinate", "plans")


def test_a_filter_of_agencies_leaves_out_those_beside_them(store: Whole) -> None:
    found = agency_load(store.cursor(), Chosen(agencies=(SECOND,)))
    assert list(found["agency_name"]) == [SECOND]


def test_load_by_area_counts_tasks_without_one_apart(store: Whole) -> None:
    found = load_by_area(store.cursor(), Chosen(agencies=(FIRST,)))
    assert _rows(found.fillna(""), "reform_area", "tasks") == [("procedures", 1), ("", 2)]


def test_load_by_month_counts_each_round(store: Whole) -> None:
    found = load_by_month(store.cursor(), Chosen(agencies=(FIRST,)))
    months = {month.strftime("%m"): tasks for month, tasks in _rows(found, "month", "tasks")}
    assert months == {"03": 3, "06": 1, "09": 1, "12": 1}


def test_a_set_counts_for_each_of_its_members(store: Whole) -> None:
    chosen = Chosen(members=True)
    cursor = store.cursor(members=True)
    found = dict(_rows(agency_load(cursor, chosen), "agency_name", "lead"))
    assert found["UBND xã Bình Thạnh"] == 1
    assert "UBND cấp xã" not in " ".join(found)
    member = replace(chosen, agencies=("UBND xã Bình Thạnh",))
    assert list(agency_load(cursor, member)["lead"]) == [1]


def test_sets_of_one_name_are_told_apart_by_their_units() -> None:
    of_district = plan_2024(Task("Một.", ["UBND các xã"]))
    of_province = plan_2025(Task("Hai.", ["UBND các xã"]))
    store = whole(of_district, of_province)
    assert sorted(agency_load(store.cursor(), Chosen())["agency_name"]) == [
        "UBND cấp xã (huyện Tuy Phong, Bình Thuận)",
        "UBND cấp xã (tỉnh Lâm Đồng)",
    ]
