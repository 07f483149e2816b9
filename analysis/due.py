"""What is due: the dated rounds in a window of days, what fell due before it, and what has no date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import duckdb
import numpy as np
import pandas as pd

from analysis.due_window import DAYS, OVERDUE
from analysis.frames import as_date, page_of
from analysis.occurrences import plan_days, plan_periods, with_rows
from analysis.plan_names import folded_name, nearest
from schemas.language import gettext as _

if TYPE_CHECKING:
    from analysis.corpus import Corpus

# One row per round in the window. A duty of every day, week or month is one row, with how many rounds it has.
_ROUNDS: Final = """
with seen as (
    select
        *,
        coalesce(round_due, round_start) as day,
        case
            when round_due is null then 'begins'
            when round_due < $as_of then 'overdue'
            else 'due'
        end as state,
        $fold and regexp_matches(
            coalesce(recurrence, ''), '^FREQ=(DAILY|WEEKLY|MONTHLY)(;BY.*)?$'
        ) as is_often
    from occurrences
    where not before_issue
),
chosen as (
    select *
    from seen
    where day between $start and $until
        or (state = 'overdue' and day between $overdue_from and $as_of)
)
select
    any_value(state) as state,
    min(day) as day,
    any_value(case when round = first_round then round_start end) as begins,
    max(day) as last_day,
    count(*) as rounds,
    document_id, task_id, deadline_row,
    any_value(deadline_text) as deadline_text,
    any_value(kind) as kind,
    any_value(recurrence) as recurrence
from (select *, min(round) over (partition by deadline_row, state) as first_round from chosen)
group by document_id, task_id, deadline_row, state, case when is_often then 0 else round end
"""

# What has no date: it goes on throughout the plan's period, or waits for an event in it.
_UNDATED: Final = """
select
    case when kind = 'event' then 'event' else 'ongoing' end as state,
    start_date as begins, due_date as last_day,
    document_id, task_id, deadline_row, deadline_text, kind, recurrence
from deadlines
join periods using (document_id)
where periods.first_day <= $until and periods.last_day >= $start
    and (kind in ('ongoing', 'event') or (kind = 'recurring' and recurrence is null))
    and coalesce(start_date, $until) <= $until
    and coalesce(due_date, $start) >= $start
"""

# The task, its plan and who has a part in it, behind rows of either kind.
_WITH_TASK: Final = """
select
    rows.*,
    tasks.task_text, tasks.reform_area, tasks.product,
    leads.names as leads, others.names as coordinates,
    plans.plan_label, plans.issuer, plans.main_plan_key as plan_key, plans.source_uri,
    tasks.ordinal
from rows
join tasks using (document_id, task_id)
join plans using (document_id)
left join (select task_id, list(coalesce(agency_name, agency_text)) as names
    from assignments where role = 'lead' group by task_id)
    as leads using (task_id)
left join (select task_id, list(coalesce(agency_name, agency_text)) as names
    from assignments where role <> 'lead' group by task_id)
    as others using (task_id)
order by {order}, plans.plan_label, tasks.ordinal, rows.deadline_row
"""


class NobodyNamedError(ValueError):
    """A name that no agency or issuer of the store has; the message names those that are most like it."""


@dataclass(frozen=True, slots=True)
class DueList:
    """What is due.

    `rounds`: one row per round, in the order of their days (a duty of every day, week or month is one row,
    unless every round was asked for):

    - `state`: overdue; due; begins (a time that only says from when on);
    - `day` (datetime64): due on, or begun; `begins`: its first day, where known; `last_day` and `rounds`: of
      a folded duty, its last day in the window and how many rounds it has there;
    - `deadline_text`, `kind`, `recurrence`; `deadline_row`: the row in `Corpus.deadlines`;
    - `task_text`, `reform_area`, `product`; `leads` and `coordinates`: lists of names, as
      printed where an agency is not known;
    - `plan_label`, `issuer`, `plan_key`, `source_uri`, `page` (Int64), `document_id`, `task_id`.

    `undated`: one row per duty that goes on throughout or waits for an event: the same columns, without
    `day` and `rounds`; `state` is ongoing or event.

    `assigned`: one row per task and agency: `task_id`, `role`, `agency_id`, `agency_name`; where sets were
    to count for their members, one row per member, with the set's name as `of_set`.
    """

    rounds: pd.DataFrame
    undated: pd.DataFrame
    assigned: pd.DataFrame


def due_list(
    corpus: "Corpus",
    *,
    as_of: date,
    start: date | None = None,
    days: int = DAYS,
    overdue: int = OVERDUE,
    agency: str | None = None,
    issuer: str | None = None,
    expand: bool = False,
    every_round: bool = False,
) -> DueList:
    """What is due in the `days` days from `start` (default: `as_of`, which stands for today), and what fell
    due in the `overdue` days before `as_of`.

    `agency` keeps the tasks of an agency, by its id or by words of its name (in any case, without marks too);
    `issuer` the plans of an issuer or with a symbol, likewise. `expand`: a set of agencies counts for each of
    its known members (`analysis.agencies`). NobodyNamedError where the store has no such agency or issuer.
    """
    first = start or as_of
    assigned = _assigned(corpus, expand=expand)
    if agency is not None and not _named(assigned, agency).any():
        raise NobodyNamedError(_nobody(agency, assigned["agency_name"].dropna()))
    if issuer is not None and not _of_issuer(corpus.plans, issuer).any():
        raise NobodyNamedError(_nobody(issuer, corpus.plans["plan_label"]))
    connection = duckdb.connect(":memory:")
    # DuckDB would take every span apart to hand it back.
    spans = corpus.tasks.set_index("task_id")["spans"]
    connection.register("tasks", corpus.tasks.drop(columns="spans"))
    for name in ("plans", "assignments", "occurrences"):
        connection.register(name, getattr(corpus, name))
    connection.register("periods", _in_force(corpus))
    connection.register("deadlines", with_rows(corpus.deadlines))
    window: dict[str, object] = {"start": first, "until": first + timedelta(days=days)}
    dated = connection.execute(
        _ROUNDS,
        {
            **window,
            "as_of": as_of,
            "overdue_from": as_of - timedelta(days=overdue),
            "fold": not every_round,
        },
    ).df()
    undated = connection.execute(_UNDATED, window).df()
    found = [
        _with_tasks(connection, dated, spans, "rows.day, rows.last_day"),
        _with_tasks(connection, undated, spans, "rows.state desc"),
    ]
    if issuer is not None:
        found = [rows[_of_issuer(rows, issuer)] for rows in found]
    if agency is not None:
        tasks = set(assigned.loc[_named(assigned, agency), "task_id"])
        found = [rows[rows["task_id"].isin(tasks)] for rows in found]
    rounds, without_date = (rows.reset_index(drop=True) for rows in found)
    return DueList(rounds, without_date, assigned)


def once_a_day(rows: pd.DataFrame) -> pd.DataFrame:
    """The `rounds` of a due list, each task once a day: its times that end on the same day are one row with
    all their texts. A row that stands for several rounds stays apart."""
    several = rows["deadline_row"].where(rows["rounds"] > 1, -1)
    keys = [rows["task_id"], rows["state"], rows["day"], several]
    first = ~pd.concat(keys, axis=1).duplicated()
    texts = rows.groupby(keys, sort=False)["deadline_text"].transform(_all_texts)
    return rows.assign(deadline_text=texts)[first].reset_index(drop=True)


def _all_texts(texts: "pd.Series[Any]") -> str:
    return "; ".join(dict.fromkeys(texts))


def by_agency(rows: pd.DataFrame, assigned: pd.DataFrame, wanted: str | None = None) -> pd.DataFrame:
    """Rows of a due list, one for each agency that leads the task, by the agencies' names; a task that
    nobody leads stands at the end. With `wanted` (as `agency` of `due_list`) only the agencies so named, also
    where they only take part. Adds `agency_id`, `agency_name`, `role`, and `of_set` where sets count for
    their members."""
    who = assigned[assigned["role"] == "lead"] if wanted is None else assigned[_named(assigned, wanted)]
    merged = rows.merge(who.drop_duplicates(["task_id", "agency_name"]), on="task_id", how="left")
    return merged.sort_values("agency_name", kind="stable", na_position="last", ignore_index=True)


def _in_force(corpus: "Corpus") -> pd.DataFrame:
    """From which day to which each plan asks for what it gives no date: its period, from its issue on."""
    periods = plan_periods(corpus.deadlines, corpus.plans)
    issued = corpus.plans.set_index("document_id")["issue_date"]
    rows = [
        (
            document_id,
            max(date(period.first, 1, 1), as_date(issued.get(document_id)) or date.min),
            date(period.last, 12, 31),
        )
        for document_id, period in periods.items()
    ]
    return pd.DataFrame(rows, columns=["document_id", "first_day", "last_day"])


def _assigned(corpus: "Corpus", *, expand: bool) -> pd.DataFrame:
    """Who has a part in each task; of sets, each known member where they are to be expanded."""
    columns = ["document_id", "task_id", "role", "agency_id", "agency_name", "agency_text"]
    own = corpus.assignments[columns].copy()
    own["agency_name"] = own["agency_name"].fillna(own.pop("agency_text"))
    own["of_set"] = None
    if not expand:
        return own.drop(columns="document_id")
    days = {document_id: as_date(day) for document_id, day in plan_days(corpus.plans).items()}
    rows = [
        (row.task_id, row.role, member_id, name, row.agency_name if member_id != row.agency_id else None)
        for row in own.itertuples(index=False)
        for member_id, name in _members(
            row.agency_id, str(row.agency_name), as_date(days.get(row.document_id))
        )
    ]
    return pd.DataFrame(rows, columns=["task_id", "role", "agency_id", "agency_name", "of_set"])


def _members(agency_id: object, name: str, day: date | None) -> Sequence[tuple[str | None, str]]:
    if not isinstance(agency_id, str) or day is None:
        return [(agency_id if isinstance(agency_id, str) else None, name)]
    # Only here who belongs to a set counts: the lists of bodies take a third of a second to load.
    from analysis.agencies import member_ids

    return member_ids(agency_id, name, day)


def _with_tasks(
    connection: duckdb.DuckDBPyConnection, rows: pd.DataFrame, spans: "pd.Series[Any]", order: str
) -> pd.DataFrame:
    """The rows with their tasks; `spans`: by task, where it stands."""
    connection.register("rows", rows)
    found = connection.execute(_WITH_TASK.format(order=order)).df()
    found["page"] = pd.array([page_of(spans[task_id]) for task_id in found["task_id"]], dtype="Int64")
    for column in ("leads", "coordinates"):
        found[column] = pd.Series([_listed(names) for names in found[column]], dtype=object)
    return found.drop(columns="ordinal")


def _listed(names: object) -> list[str]:
    """A list as DuckDB gives it: an array, or nothing."""
    return [str(name) for name in names] if isinstance(names, np.ndarray) else []


def _of_issuer(rows: pd.DataFrame, issuer: str) -> pd.Series:
    """Which rows are of an issuer or a symbol: all words of the name stand in theirs."""
    wanted = set(folded_name(issuer).split())
    found = [
        wanted <= set(folded_name(f"{label} {name}").split())
        for label, name in zip(rows["plan_label"], rows["issuer"], strict=True)
    ]
    return pd.Series(found, index=rows.index, dtype=bool)


def _named(assigned: pd.DataFrame, agency: str) -> pd.Series:
    """Which assignments are of an agency, named by its id or by words of its name in a row."""
    wanted = f" {folded_name(agency)} "
    of_name = [wanted in f" {folded_name(str(name))} " for name in assigned["agency_name"]]
    return (assigned["agency_id"] == agency) | pd.Series(of_name, index=assigned.index, dtype=bool)


def _nobody(name: str, known: Iterable[str]) -> str:
    like = nearest(name, known)
    if not like:
        return _("nobody in the store is called {name}").format(name=name)
    said = _("nobody in the store is called {name}; did you mean {candidates}?")
    return said.format(name=name, candidates="; ".join(like))
