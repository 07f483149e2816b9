"""How far the data of a store can be relied on: what was read with warnings, how sure findings are, what
people corrected."""

from collections.abc import Sequence
from typing import Final

import duckdb
import pandas as pd

from analysis.grades import GRADES
from analysis.watching.chosen import Chosen, of_plans
from schemas.rows import JUDGED, DocumentRow

_GRADES: Final = """
select findings.dataset, findings.grade, count(*) as findings,
    count(*) filter (findings.corrected) as corrected
from findings join plans using (document_id)
where {condition}
group by all
"""

_WARNINGS: Final = """
select
    warnings.code, warnings.message, warnings.message_vi, plans.plan_label, plans.province, plans.issue_year,
    warnings.page, plans.source_uri, warnings.document_id
from warnings join plans using (document_id)
where {condition}
order by plans.plan_label, warnings.page nulls last, warnings.code
"""


_CORRECTED: Final = """
select count(distinct main_plan_key)
from plans
where plans.corrected or document_id in (select document_id from findings where findings.corrected)
"""


def plans_by_province(plans: pd.DataFrame) -> pd.DataFrame:
    """How many plans (rows as in `Corpus.plans`; annexes count with their plan) each province has, a column a
    year of issue (text; "" where unknown), oldest first, and `total`; the index is the province, "" where
    unknown."""
    own = plans.drop_duplicates("main_plan_key")
    years = own["issue_year"].astype("string").fillna("")
    table = pd.crosstab(own["province"].fillna("").rename("province"), years.rename("year"))
    table.columns = [str(year) for year in table.columns]
    table["total"] = table.sum(axis=1)
    return table


def reading_states(documents: Sequence[DocumentRow]) -> dict[str, int]:
    """How many documents were read (`stored`), read with `warnings`, and `failed`."""
    return {
        state: sum(row.status == state for row in documents) for state in ("stored", "warnings", "failed")
    }


def corrected_plans(cursor: duckdb.DuckDBPyConnection) -> int:
    """Of how many plans a person corrected anything: a document, or any finding of one."""
    found = cursor.execute(_CORRECTED).fetchone()
    return int(found[0]) if found else 0


def grades(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """By dataset (rows: tasks, assignments, deadlines, targets), how many findings are `sure`, `likely` and
    to `check`, and how many of them a person `corrected`."""
    condition, values = of_plans(chosen)
    found = cursor.execute(_GRADES.format(condition=condition), values).df()
    counted = found.pivot_table(
        index="dataset", columns="grade", values="findings", aggfunc="sum", fill_value=0
    )
    corrected = found.groupby("dataset")["corrected"].sum()
    table = counted.reindex(index=list(JUDGED), columns=list(GRADES), fill_value=0)
    return table.assign(corrected=corrected.reindex(table.index, fill_value=0)).fillna(0).astype("int64")


def warning_rows(cursor: duckdb.DuckDBPyConnection, chosen: Chosen) -> pd.DataFrame:
    """One row per warning of the chosen plans: `code`, `message` (English), `message_vi`, `plan_label`,
    `province`, `issue_year`, `page`, `source_uri`, `document_id`."""
    condition, values = of_plans(chosen)
    found = cursor.execute(_WARNINGS.format(condition=condition), values).df()
    for column in ("issue_year", "page"):
        found[column] = found[column].astype("Int64")
    return found
