"""Which province a plan counts for, before and after provinces were joined."""

from datetime import date

import pytest

from analysis.watching.chosen import Chosen
from analysis.watching.provinces import (
    Era,
    counts_by_province,
    plans_without_province,
    province_of,
    provinces_in,
)
from tests.analysis.watching.invented import Task, plan_2024, plan_2025, whole


@pytest.mark.parametrize(
    ("name", "code", "day", "before", "after"),
    [
        ("Bình Thuận", "60", date(2024, 1, 8), "Bình Thuận", "Lâm Đồng"),
        ("Lâm Đồng", "68", date(2024, 1, 8), "Lâm Đồng", "Lâm Đồng"),
        ("Lâm Đồng", "68", date(2025, 8, 1), None, "Lâm Đồng"),
        ("Cao Bằng", "04", date(2024, 1, 8), "Cao Bằng", "Cao Bằng"),
        ("Thừa Thiên Huế", "46", date(2023, 5, 1), "Huế", "Huế"),
        ("Lào Cai", "10", date(2023, 5, 1), "Lào Cai", "Lào Cai"),
        ("Yên Bái", "15", date(2023, 5, 1), "Yên Bái", "Lào Cai"),
        ("Bình Thuận", None, None, "Bình Thuận", "Lâm Đồng"),
        ("Đồng Mẫu", None, date(2024, 1, 8), None, None),
    ],
)
def test_a_plan_counts_for_the_province_of_the_era(
    name: str, code: str | None, day: date | None, before: str | None, after: str | None
) -> None:
    eras: tuple[Era, Era] = ("before", "after")
    found = [province_of(name, code, day, era) for era in eras]
    assert [unit and unit.name for unit in found] == [before, after]


def test_63_provinces_became_34() -> None:
    assert (len(provinces_in("before")), len(provinces_in("after"))) == (63, 34)


def test_plans_and_tasks_of_each_province() -> None:
    store = whole(plan_2024(Task("Một."), Task("Hai.")), plan_2025(Task("Ba.")))
    before = counts_by_province(store.cursor(), Chosen(), "before")
    after = counts_by_province(store.cursor(), Chosen(), "after")
    assert before.to_numpy().tolist() == [["60", "Bình Thuận", 1, 2, ["Bình Thuận"]]]
    assert after.to_numpy().tolist() == [["68", "Lâm Đồng", 2, 3, ["Bình Thuận", "Lâm Đồng"]]]


def test_plans_that_stand_on_no_map_are_counted() -> None:
    """All provinces were 0 and nothing said why: the plans' provinces were unknown."""
    store = whole(plan_2024(Task("Một.")), plan_2025(province=None, province_code=None))
    assert plans_without_province(store.cursor(), Chosen()) == 1
    assert plans_without_province(store.cursor(), Chosen(years=(2024,))) == 0
