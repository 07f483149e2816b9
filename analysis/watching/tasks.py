"""Tasks as a list shows them, and one task with all that belongs to it."""

from typing import Final

import duckdb
import pandas as pd

from analysis.watching.chosen import Chosen, Condition, has_words, of_tasks

# One row per task, with who has a part in it and its times, lists as text.
_ROWS: Final = """
with found as (
    select tasks.*, count(*) over () as whole
    from tasks join plans using (document_id)
    where {condition}
    order by plans.issue_year desc nulls last, plans.plan_label, tasks.document_id, tasks.ordinal
    {limit}
)
select
    found.task_id, found.task_text, leads.names as leads, others.names as coordinates, times.said as deadline,
    times.due as due, found.reform_area, found.product, plans.plan_label, plans.province, plans.issue_year,
    found.page, found.grade, found.corrected, found.document_id, found.whole
from found
join plans using (document_id)
left join (
    select task_id, string_agg(distinct agency_name, '; ' order by agency_name) as names
    from assigned where role = 'lead' and task_id in (select task_id from found) group by task_id
) as leads using (task_id)
left join (
    select task_id, string_agg(distinct agency_name, '; ' order by agency_name) as names
    from assigned where role <> 'lead' and task_id in (select task_id from found) group by task_id
) as others using (task_id)
left join (
    select task_id, string_agg(distinct deadline_text, '; ' order by deadline_text) as said,
        max(case when kind in ('date', 'period') then due_date end) as due
    from deadlines where task_id in (select task_id from found) group by task_id
) as times using (task_id)
order by plans.issue_year desc nulls last, plans.plan_label, found.document_id, found.ordinal
"""

_TEXTS: Final = "select task_id, task_text from tasks join plans using (document_id) where {condition}"
_COUNT: Final = "select count(*) from tasks join plans using (document_id) where {condition}"


def task_rows(
    cursor: duckdb.DuckDBPyConnection, chosen: Chosen, most: int | None = None
) -> tuple[pd.DataFrame, int]:
    """One row per chosen task, the newest plans first, in reading order; the first `most` of them. And how
    many are chosen.

    `task_id`, `task_text`, `leads`, `coordinates` (names, joined by "; "), `deadline` (as printed), `due`
    (datetime64: the last day that a deadline without a rule names), `reform_area`, `product`, `plan_label`,
    `province`, `issue_year`, `page` (Int64), `grade`, `corrected`, `document_id`.
    """
    condition, values = _conditions(cursor, chosen)
    limit = "" if most is None else f"limit {most:d}"
    found = cursor.execute(_ROWS.format(condition=condition, limit=limit), values).df()
    for column in ("issue_year", "page"):
        found[column] = found[column].astype("Int64")
    whole = int(found["whole"].iloc[0]) if len(found) else 0
    return found.drop(columns="whole"), whole


def task_count(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> int:
    """How many tasks are chosen."""
    condition, values = _conditions(cursor, chosen)
    found = cursor.execute(_COUNT.format(condition=condition), values).fetchone()
    return int(found[0]) if found else 0


def _conditions(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> Condition:
    """The tasks that are chosen; where words have marks, `has_words` decides among those that have them
    without."""
    condition, values = of_tasks(chosen)
    if chosen.words.isascii():
        return condition, values
    likely = cursor.execute(_TEXTS.format(condition=condition), values).fetchall()
    exact = [task_id for task_id, text in likely if has_words(text, chosen.words)]
    return "tasks.task_id in (select unnest($exact))", {"exact": exact}
