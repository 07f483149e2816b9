"""Who has how much to do: agencies by what they lead and take part in, by reform area, and by month."""

from typing import Final

import duckdb
import pandas as pd

from analysis.watching.chosen import Chosen, assigned_table, of_tasks

_LOAD: Final = """
select
    who.agency_name,
    count(distinct who.task_id) filter (who.role = 'lead') as lead,
    count(distinct who.task_id) filter (who.role <> 'lead') as coordinate,
    count(distinct plans.main_plan_key) as plans,
    bool_or(who.is_set) as is_set
from {assigned} as who join tasks using (task_id) join plans on plans.document_id = tasks.document_id
where {condition} {own}
group by who.agency_name
order by lead desc, coordinate desc, who.agency_name
"""

_BY_AREA: Final = """
select who.agency_name, tasks.reform_area, count(distinct who.task_id) as tasks
from {assigned} as who join tasks using (task_id) join plans on plans.document_id = tasks.document_id
where {condition} {own}
group by all
order by all
"""

_BY_MONTH: Final = """
select who.agency_name, date_trunc('month', rounds.day) as month, count(distinct who.task_id) as tasks
from {assigned} as who
join tasks using (task_id)
join plans on plans.document_id = tasks.document_id
join rounds on rounds.task_id = tasks.task_id
where {condition} {own} and not rounds.only_begins
group by all
order by all
"""


def agency_load(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """One row per agency that has a part in a chosen task, who leads most first: `agency_name`, how many
    tasks it leads (`lead`) and takes part in (`coordinate`), of how many `plans`, and `is_set`."""
    return _asked(cursor, _LOAD, chosen)


def load_by_area(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """How many of its `tasks` each agency has in each `reform_area` (None: in none)."""
    return _asked(cursor, _BY_AREA, chosen)


def load_by_month(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """How many of its `tasks` have a round that is due in a `month` (datetime64, its first day), by
    agency."""
    return _asked(cursor, _BY_MONTH, chosen)


def _asked(cursor: duckdb.DuckDBPyConnection, sql: str, chosen: Chosen) -> pd.DataFrame:
    condition, values = of_tasks(chosen)
    own = ""
    if chosen.agencies:
        own += " and list_contains($agencies, who.agency_name)"
    if chosen.role:
        own += " and who.role = $role"
        values["role"] = chosen.role
    assigned = assigned_table(chosen.members)
    return cursor.execute(sql.format(assigned=assigned, condition=condition, own=own), values).df()
