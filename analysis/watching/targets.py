"""What is to be reached, by index: the values that each unit set itself."""

from typing import Final

import duckdb
import pandas as pd

from analysis.watching.chosen import Chosen, of_plans

_TARGETS: Final = """
select
    targets."index", plans.issuer, plans.province, plans.issue_year, targets.comparator, targets.direction,
    targets.value, targets.unit, targets.target_text, plans.plan_label, targets.page, targets.grade,
    targets.corrected, targets.task_id, targets.target_id, targets.document_id
from targets join plans using (document_id)
where {condition} {own}
order by targets."index" nulls last, plans.province, plans.issuer, plans.issue_year, targets.target_id
"""

_BY_INDEX: Final = """
select
    targets."index", count(*) as targets, count(targets.value) as with_value,
    count(distinct plans.issuer) as issuers, count(distinct plans.main_plan_key) as plans
from targets join plans using (document_id)
where {condition} {own}
group by all
order by targets desc
"""


def target_rows(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """One row per target of the chosen plans and indices, by index, unit and year: `index`, `issuer`,
    `province`, `issue_year`, `comparator`, `direction`, `value`, `unit`, `target_text`, `plan_label`, `page`,
    `grade`, `corrected`, `task_id`, `target_id`, `document_id`."""
    found = _asked(cursor, _TARGETS, chosen)
    for column in ("issue_year", "page"):
        found[column] = found[column].astype("Int64")
    return found


def targets_by_index(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """By `index` (None: about none, or several), how many `targets` there are, how many of them have a value
    (`with_value`), of how many `issuers` and `plans`."""
    return _asked(cursor, _BY_INDEX, chosen)


def _asked(cursor: duckdb.DuckDBPyConnection, sql: str, chosen: Chosen) -> pd.DataFrame:
    condition, values = of_plans(chosen)
    own = ""
    if chosen.indices:
        own += ' and list_contains($indices, targets."index")'
        values["indices"] = list(chosen.indices)
    if chosen.grades:
        own += " and list_contains($grade, targets.grade)"
        values["grade"] = list(chosen.grades)
    return cursor.execute(sql.format(condition=condition, own=own), values).df()
