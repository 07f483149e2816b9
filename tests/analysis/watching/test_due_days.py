"""What is due on which day."""

from datetime import date

import pytest

from analysis.watching.chosen import Chosen
from analysis.watching.due_days import folded, month_end, month_grid, rounds_by_month, rounds_due
from tests.analysis.watching.invented import Task, plan_2024, whole


def test_rounds_of_a_month_by_day() -> None:
    store = whole(
        plan_2024(
            Task("Một.", ["Phòng Nội vụ"], time="20/3/2024"),
            Task("Hai.", ["Phòng Tư pháp"], time="Trước ngày 15/3/2024"),
            Task("Ba.", time="Hằng tháng"),
            Task("Bốn.", time="Thường xuyên"),
        )
    )
    found = rounds_due(store.cursor(), Chosen(), date(2024, 3, 1), date(2024, 3, 31))
    assert list(zip(found["day"].dt.day, found["task_text"], strict=True)) == [
        (15, "Hai."),
        (20, "Một."),
        (31, "Ba."),
    ]
    assert list(found["leads"].fillna("")) == [
        "Phòng Tư pháp huyện Tuy Phong",
        "Phòng Nội vụ huyện Tuy Phong",
        "",
    ]
    months = rounds_by_month(store.cursor(), Chosen())
    assert dict(zip(months["month"].dt.month, months["rounds"], strict=True))[3] == 3


def test_a_duty_that_comes_again_stands_once_in_a_list() -> None:
    store = whole(plan_2024(Task("Một.", time="Hằng tuần"), Task("Hai.", time="20/3/2024")))
    found = folded(rounds_due(store.cursor(), Chosen(), date(2024, 3, 1), date(2024, 3, 31)))
    rows = zip(found["task_text"], found["day"].dt.day, found["rounds"], strict=True)
    assert list(rows) == [("Một.", 3, 5), ("Hai.", 20, 1)]


@pytest.mark.parametrize(
    ("year", "month", "cells"),
    [
        (2024, 2, [(date(2024, 2, 1), 0, 3), (date(2024, 2, 29), 4, 3)]),
        (2023, 10, [(date(2023, 10, 1), 0, 6), (date(2023, 10, 31), 5, 1)]),
        (2021, 2, [(date(2021, 2, 1), 0, 0), (date(2021, 2, 28), 3, 6)]),
    ],
)
def test_the_days_of_a_month_in_weeks_from_monday(
    year: int, month: int, cells: list[tuple[date, int, int]]
) -> None:
    grid = month_grid(year, month, {})
    assert [(cell.day, cell.week, cell.weekday) for cell in (grid[0], grid[-1])] == cells
    assert len(grid) == month_end(date(year, month, 1)).day


def test_a_day_says_how_much_is_due() -> None:
    grid = month_grid(2024, 5, {date(2024, 5, 7): 3, date(2024, 6, 7): 9})
    assert {cell.day.day: cell.count for cell in grid if cell.count} == {7: 3}
