"""The plans of a store in a DuckDB database in memory: what the questions of this room are asked of."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.agencies import member_ids
from analysis.corpus import Corpus
from analysis.frames import as_date
from analysis.occurrences import plan_days
from analysis.watching.body_names import names_apart
from schemas.rows import CHECK, SURE

DATASETS: Final = ("tasks", "assignments", "deadlines", "targets", "diagnostics")
"""The datasets that the database is made of, with `documents`."""

_PLAN_COLUMNS: Final = (
    "document_id",
    "main_plan_key",
    "plan_label",
    "symbol",
    "title",
    "issuer",
    "issuer_level",
    "province",
    "province_code",
    "district",
    "commune",
    "issue_date",
    "issue_year",
    "status",
    "corrected",
    "source_uri",
)

# How sure a finding is, in the words of the data dictionary (schemas.rows, `confidence`).
_GRADE: Final = f"case when {{0}} >= {SURE} then 'sure' when {{0}} < {CHECK} then 'check' else 'likely' end"

# The text in matching form without marks: `schemas.folding.fold`, `without_diacritics`, as far as letters
# go; signs around words as blanks (`analysis.watching.chosen.words_of`).
_PLAIN: Final = r"""
' ' || regexp_replace(
    replace(strip_accents(lower(translate(task_text, 'ÐƉðɖ', 'ĐĐđđ'))), 'đ', 'd'),
    '[^\w/.%-]+|[.-](\s|$)', ' ', 'g'
)
"""

# A task is as sure as the least sure finding that belongs to it.
_TASKS: Final = f"""
create table tasks as
with least as (
    select task_id, min(confidence) as confidence, bool_or(corrected) as corrected
    from (
        select task_id, confidence, corrected from all_tasks
        union all select task_id, confidence, corrected from all_assignments
        union all select task_id, confidence, corrected from all_deadlines
        union all select task_id, confidence, corrected from all_targets where task_id is not null
    )
    group by task_id
)
select
    task_id, document_id, ordinal, task_text, heading_path, topics, reform_area, indices, product, funding,
    note, row_number,
    list_min([span.page for span in spans]) as page,
    {_GRADE.format("least.confidence")} as grade,
    coalesce(least.corrected, false) as corrected,
    {_PLAIN} as plain
from all_tasks join plans using (document_id) join least using (task_id)
order by document_id, ordinal
"""

_ASSIGNED: Final = f"""
create table assigned as
select
    task_id, document_id, role, agency_id, coalesce(named.called, agency_name, agency_text) as agency_name,
    agency_name as own_name, agency_text, coalesce(is_set, false) as is_set,
    {_GRADE.format("confidence")} as grade
from all_assignments join plans using (document_id) left join named using (agency_id, agency_name)
"""

# Each body with a day on which a plan named it.
_BODIES: Final = """
select agency_id, agency_name, max(coalesce(issue_date, make_date(issue_year, 1, 1)))
from all_assignments join plans using (document_id)
where agency_id is not null and agency_name is not null
group by all
"""

_TARGETS: Final = f"""
create table targets as
select
    target_id, task_id, document_id, target_text, "index", comparator, direction, value, unit,
    coalesce(all_targets.corrected, false) as corrected, {_GRADE.format("confidence")} as grade,
    list_min([span.page for span in spans]) as page
from all_targets join plans using (document_id)
"""

_FINDINGS: Final = f"""
create table findings as
select
    dataset, document_id, {_GRADE.format("confidence")} as grade,
    coalesce(rows.corrected, false) as corrected
from (
    select 'tasks' as dataset, document_id, confidence, corrected from all_tasks
    union all select 'assignments', document_id, confidence, corrected from all_assignments
    union all select 'deadlines', document_id, confidence, corrected from all_deadlines
    union all select 'targets', document_id, confidence, corrected from all_targets
) as rows
join plans using (document_id)
"""

_WARNINGS: Final = """
create table warnings as
select document_id, code, message, message_vi, list_min([span.page for span in spans]) as page
from all_diagnostics join plans using (document_id)
where severity = 'warning'
"""

_ROUNDS: Final = """
create table rounds as
select
    task_id, document_id, deadline_text, kind, recurrence, round,
    cast(coalesce(round_due, round_start) as date) as day,
    cast(round_start as date) as begins,
    round_due is null as only_begins
from all_rounds
where not before_issue
"""

# All that a task can be counted for: bodies, and members of sets.
_ISSUERS: Final = "select distinct issuer, issuer_level, province, district, commune from plans"
_ALL_BODIES: Final = """
select agency_id, name, max(day) from (
    select coalesce(member_id, assigned.agency_id) as agency_id, coalesce(member_name, own_name) as name,
        coalesce(issue_date, make_date(issue_year, 1, 1)) as day
    from assigned join plans using (document_id)
    left join of_sets using (agency_id, own_name, document_id)
)
where agency_id is not null and name is not null
group by all
"""

_MEMBERS: Final = """
create table members as
with each as (
    select
        assigned.* exclude (agency_id, own_name),
        coalesce(member_id, assigned.agency_id) as agency_id, coalesce(member_name, own_name) as own_name,
        case when member_id is not null then assigned.agency_name end as of_set
    from assigned left join of_sets using (agency_id, own_name, document_id)
)
select
    task_id, document_id, role, each.agency_id, coalesce(named.called, own_name, agency_text) as agency_name,
    agency_text, is_set, grade, of_set
from each left join named on named.agency_id = each.agency_id and named.agency_name = each.own_name
"""

_PERIODS_KEPT: Final = (
    "document_id",
    "task_id",
    "deadline_text",
    "kind",
    "start_date",
    "due_date",
    "recurrence",
)


def database_of(corpus: Corpus, tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
    """The preferred documents of a corpus, and of `tables` (the datasets DATASETS) what belongs to them.

    - `plans`: columns of `Corpus.plans`;
    - `tasks`: with `grade` (of the least sure finding of the task), `page`, and `plain`, the text that words
      without marks are looked for in;
    - `assigned`: one row per task and agency, with a name that tells it apart (`body_names`); `members`
      (`add_members`) the same, a set being each of its known members;
    - `rounds`: one row per dated round of a deadline: `day` (its last day, or its first where only that is
      told: `only_begins`);
    - `deadlines`, `targets`, `warnings`; `findings`: one row per finding of any dataset, with its grade.

    Others may use it at the same time, each through a `cursor()` of its own.
    """
    connection = duckdb.connect(":memory:")
    connection.register("plans_frame", corpus.plans[list(_PLAN_COLUMNS)])
    connection.execute("create table plans as select * from plans_frame")
    for name in DATASETS:
        connection.register(f"all_{name}", tables[name])
    connection.register("all_rounds", corpus.occurrences)
    _register_names(connection, "named", connection.execute(_BODIES).fetchall())
    for sql in (_TASKS, _ASSIGNED, _TARGETS, _FINDINGS, _WARNINGS, _ROUNDS):
        connection.execute(sql)
    connection.execute(
        f"create table deadlines as select {', '.join(_PERIODS_KEPT)}"
        " from all_deadlines join plans using (document_id)"
    )
    for name in ("plans_frame", "all_rounds", "named", *(f"all_{name}" for name in DATASETS)):
        connection.unregister(name)
    return connection


def add_members(connection: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    """Make the table `members`: `assigned`, each set of agencies as its known members on the day of its plan
    (`analysis.agencies`), with the set's name as `of_set`. Nothing where it is there already."""
    if connection.execute("select 1 from duckdb_tables() where table_name = 'members'").fetchone():
        return
    sets = connection.execute(
        "select distinct agency_id, own_name, document_id from assigned"
        " where is_set and agency_id is not null"
    ).df()
    days = {str(document_id): as_date(day) for document_id, day in plan_days(corpus.plans).items()}
    connection.register("of_sets", _of_sets(sets, days))
    _register_names(connection, "named", connection.execute(_ALL_BODIES).fetchall())
    connection.execute(_MEMBERS)
    for name in ("of_sets", "named"):
        connection.unregister(name)


def _register_names(connection: duckdb.DuckDBPyConnection, table: str, bodies: list[tuple[Any, ...]]) -> None:
    """Make a table of what bodies (id, name, day) are called."""
    days = {(agency_id, name): as_date(day) for agency_id, name, day in bodies}
    called = names_apart(days, connection.execute(_ISSUERS).fetchall())
    rows = [(*body, name) for body, name in called.items()]
    frame = pd.DataFrame(rows, columns=["agency_id", "agency_name", "called"], dtype="string")
    connection.register(table, frame)


def _of_sets(sets: pd.DataFrame, days: Mapping[str, object]) -> pd.DataFrame:
    """Of each set its known members, one row a member; none for a set that no list knows."""
    known: dict[tuple[str, str, object], Collection[tuple[str, str]]] = {}
    rows = []
    for agency_id, name, document_id in sets.itertuples(index=False):
        day = days.get(document_id)
        key = (agency_id, name, day)
        if key not in known:
            known[key] = _members(agency_id, name, day)
        rows += [(agency_id, name, document_id, *member) for member in known[key]]
    columns = ["agency_id", "own_name", "document_id", "member_id", "member_name"]
    return pd.DataFrame(rows, columns=columns, dtype="string")


def _members(agency_id: str, name: str, day: object) -> Collection[tuple[str, str]]:
    if day is None:
        return ()
    return [member for member in member_ids(agency_id, name, day) if member[0] != agency_id]  # type: ignore[arg-type]
