"""By when, in two plans: which way a deadline moved."""

from datetime import date

import pytest

from analysis.comparing.deadlines import deadline_difference
from analysis.comparing.plan_tasks import Time
from tests.analysis.comparing.invented import bare

PLAN_2022 = bare(first_year=2022, last_year=2022)
PLAN_2023 = bare()
UNDATED = bare(first_year=None, last_year=None)

WEEKLY = Time("hàng tuần", "recurring", recurrence="FREQ=WEEKLY")
MONTHLY = Time("hàng tháng", "recurring", recurrence="FREQ=MONTHLY")
QUARTERLY = Time("hàng quý", "recurring", recurrence="FREQ=MONTHLY;INTERVAL=3")
YEARLY = Time("hàng năm", "recurring", recurrence="FREQ=YEARLY")
BY_15_12 = Time("trước 15/12 hàng năm", "recurring", recurrence="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15")
BY_10_12 = Time("trước 10/12 hàng năm", "recurring", recurrence="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10")
ENDS_OF_QUARTERS = Time("ngày cuối quý", "recurring", recurrence="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")
NOW_AND_THEN = Time("định kỳ", "recurring")
ALWAYS = Time("thường xuyên", "ongoing")
WHEN_LATE = Time("khi có hồ sơ trễ hạn", "event")
AS_RULED = Time("theo quy định", "event")


def by(day: date) -> Time:
    return Time(f"trước ngày {day:%d/%m/%Y}", "date", due=day)


def since(day: date) -> Time:
    return Time(f"từ ngày {day:%d/%m/%Y}", "start", start=day)


def years(first: int, last: int) -> Time:
    return Time(f"năm {first}-{last}", "period", date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        # Days of the year of each plan: a year that moved on with the plan is no difference.
        ([by(date(2022, 6, 20))], [by(date(2023, 6, 20))], None),
        ([by(date(2022, 6, 20))], [by(date(2023, 6, 15))], "earlier"),
        ([by(date(2022, 6, 20))], [by(date(2023, 7, 1))], "later"),
        ([by(date(2022, 9, 5))], [by(date(2023, 6, 20))], "earlier"),
        ([by(date(2022, 12, 15))], [by(date(2024, 1, 15))], "later"),
        # One day of one year is the same, however old the plan.
        ([by(date(2025, 12, 31))], [by(date(2025, 12, 31))], None),
        ([years(2021, 2025)], [years(2021, 2025)], None),
        # The last of several days tells.
        ([by(date(2022, 3, 1)), by(date(2022, 9, 1))], [by(date(2023, 9, 1))], None),
        # There or not.
        ([], [], None),
        ([], [by(date(2023, 6, 20))], "added"),
        ([by(date(2022, 6, 20))], [], "missing"),
        ([], [ALWAYS], "added"),
        # The plan's own year says nothing beside no time at all, but is a day beside a day.
        ([years(2022, 2022)], [], None),
        ([], [years(2023, 2023)], None),
        ([years(2022, 2022)], [by(date(2023, 6, 30))], "earlier"),
        ([years(2022, 2022)], [years(2023, 2023)], None),
        ([years(2022, 2025)], [], "missing"),
        # How often.
        ([MONTHLY], [WEEKLY], "more_often"),
        ([MONTHLY], [QUARTERLY], "less_often"),
        ([MONTHLY], [MONTHLY], None),
        ([QUARTERLY], [ENDS_OF_QUARTERS], None),
        ([ALWAYS], [MONTHLY], "less_often"),
        ([ALWAYS], [Time("thường xuyên trong năm 2023", "ongoing", date(2023, 1, 1))], None),
        ([MONTHLY, YEARLY], [MONTHLY], None),
        ([NOW_AND_THEN], [NOW_AND_THEN], None),
        ([NOW_AND_THEN], [MONTHLY], "other"),
        ([BY_15_12], [BY_10_12], "earlier"),
        # What is due once a year beside what is due once is a day of the year.
        ([by(date(2022, 12, 15))], [BY_15_12], None),
        ([by(date(2022, 11, 30))], [BY_15_12], "later"),
        ([YEARLY], [by(date(2023, 6, 30))], "earlier"),
        # Another manner of time, or one more.
        ([by(date(2022, 9, 1))], [ALWAYS], "other"),
        ([by(date(2022, 9, 1))], [by(date(2023, 9, 1)), MONTHLY], "more_often"),
        ([by(date(2022, 9, 1)), MONTHLY], [by(date(2023, 9, 1))], "less_often"),
        # From when on.
        ([since(date(2022, 9, 1))], [since(date(2023, 9, 1))], None),
        ([since(date(2022, 9, 1))], [since(date(2023, 10, 1))], "later"),
        ([since(date(2022, 9, 1))], [WEEKLY], "other"),
        ([WHEN_LATE], [WHEN_LATE], None),
        ([WHEN_LATE], [AS_RULED], "other"),
        ([WHEN_LATE], [by(date(2023, 9, 1))], "other"),
    ],
)
def test_which_way_a_deadline_moved(a: list[Time], b: list[Time], expected: str | None) -> None:
    found = deadline_difference(a, b, PLAN_2022, PLAN_2023)
    assert (found.direction if found else None) == expected


def test_without_the_years_of_a_plan_the_same_day_of_the_year_is_the_same() -> None:
    assert deadline_difference([by(date(2022, 6, 20))], [by(date(2023, 6, 20))], UNDATED, PLAN_2023) is None
    moved = deadline_difference([by(date(2022, 6, 20))], [by(date(2023, 6, 19))], UNDATED, PLAN_2023)
    assert moved is not None
    assert moved.direction == "later"


def test_a_difference_quotes_both_plans() -> None:
    found = deadline_difference([MONTHLY, YEARLY], [WEEKLY], PLAN_2022, PLAN_2023)
    assert found is not None
    assert (found.a, found.b) == ("hàng tháng; hàng năm", "hàng tuần")
    assert found.code == "deadline more_often: hàng tháng; hàng năm → hàng tuần"
