"""What is due on which day, and the days of a month as a calendar shows them."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import duckdb
import pandas as pd

from analysis.watching.chosen import Chosen, of_tasks

_ROUNDS: Final = """
with found as (
    select tasks.task_id
    from tasks join plans using (document_id)
    where {condition}
)
select
    rounds.day, rounds.only_begins, rounds.deadline_text, rounds.task_id, tasks.task_text,
    leads.names as leads,
    tasks.reform_area, plans.plan_label, plans.province, tasks.page, tasks.grade
from rounds
join found using (task_id)
join tasks using (task_id)
join plans on plans.document_id = tasks.document_id
left join (
    select task_id, string_agg(distinct agency_name, '; ' order by agency_name) as names
    from assigned where role = 'lead' group by task_id
) as leads using (task_id)
where rounds.day between $first and $last
order by rounds.day, plans.plan_label, tasks.ordinal
"""

_MONTHS: Final = """
select date_trunc('month', rounds.day) as month, count(*) as rounds
from rounds join tasks using (task_id) join plans on plans.document_id = tasks.document_id
where {condition} and not rounds.only_begins
group by all
order by all
"""


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day in a month's grid: its week (from 0) and weekday (0 Monday to 6 Sunday), and how much is due."""

    day: date
    week: int
    weekday: int
    count: int


def rounds_due(cursor: duckdb.DuckDBPyConnection, chosen: Chosen, first: date, last: date) -> pd.DataFrame:
    """One row per round between two days, by day: `day` (datetime64), `only_begins` (the day says from when
    on), `deadline_text`, `task_id`, `task_text`, `leads`, `reform_area`, `plan_label`, `province`, `page`,
    `grade`."""
    condition, values = of_tasks(chosen)
    found = cursor.execute(_ROUNDS.format(condition=condition), {**values, "first": first, "last": last}).df()
    found["page"] = found["page"].astype("Int64")
    return found


def folded(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `rounds_due`, a duty that comes again among them once, on its first day there, with how many
    `rounds` it has."""
    same = ["task_id", "deadline_text", "only_begins"]
    counts = rows.groupby(same)["day"].transform("size")
    return rows.assign(rounds=counts).drop_duplicates(same).reset_index(drop=True)


def rounds_by_month(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """How many `rounds` are due in each `month` (datetime64: its first day) that has any."""
    condition, values = of_tasks(chosen)
    return cursor.execute(_MONTHS.format(condition=condition), values).df()


def month_grid(year: int, month: int, counts: Mapping[date, int]) -> list[DayCell]:
    """The days of a month, weeks beginning on Monday, each with its count of `counts`."""
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return [
        DayCell(day, week, day.weekday(), counts.get(day, 0))
        for week, days in enumerate(weeks)
        for day in days
        if day.month == month
    ]


def month_end(first: date) -> date:
    """The last day of the month that begins on `first`."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])
