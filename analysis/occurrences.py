"""Each deadline as dated rounds: when a duty that comes again is due, one row a round (contract, section 4).

A rule that names a day is taken at its word; one without a day says how often, and each round ends with its
week (on Sunday, ISO 8601), month, quarter, half-year or year. What is ongoing or waits for an event has no
round.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

import pandas as pd
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from analysis.frames import as_date
from extractors.deadlines import is_of_year_after

_RULE: Final = ("deadline_text", "kind", "recurrence")
COLUMNS: Final = (
    "document_id",
    "task_id",
    "deadline_row",
    *_RULE,
    "round",
    "round_start",
    "round_due",
    "before_issue",
)
# What a rule may repeat, and its parts: rules come from a file that anybody may have written, and a round a
# second would never end.
_UNITS: Final = {
    "DAILY": relativedelta(days=1),
    "WEEKLY": relativedelta(weeks=1),
    "MONTHLY": relativedelta(months=1),
    "YEARLY": relativedelta(years=1),
}
_PARTS: Final = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY"})
_DAYS: Final = ("BYDAY", "BYMONTHDAY")
_SUNDAY: Final = "BYDAY=SU"
_END_OF_MONTH: Final = "BYMONTHDAY=-1"
_END_OF_YEAR: Final = "BYMONTH=12;BYMONTHDAY=-1"
# The farthest view of a plan ("tầm nhìn đến năm 2050") is some 25 years.
_MOST_YEARS: Final = 40


@dataclass(frozen=True, slots=True)
class Round:
    """One time of a duty: its first and its last day. `due` is None for a time that only says from when on,
    `start` where nothing tells it."""

    start: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Period:
    """The years of a plan, the last one included."""

    first: int
    last: int


def occurrences(deadlines: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """One row per dated round, in the order of the deadlines.

    - `document_id`, `task_id`; `deadline_row` (int64): the row of `deadlines`; `deadline_text`, `kind`,
      `recurrence`: the deadline's own;
    - `round` (int64): from 1 within the deadline;
    - `round_start`, `round_due` (datetime64): the first and the last day; no start where nothing tells it, no
      due day for a time that only says from when on;
    - `before_issue` (bool): a round of a rule that was over before the plan was issued, so that the plan
      cannot have asked for it.

    Rules are followed within the plan's period: from its first year (else the year of issue) to its last
    year (else the last one that the year of issue or a dated deadline of the plan names).
    """
    periods = plan_periods(deadlines, plans)
    rows = []
    for deadline in with_rows(deadlines).itertuples(index=False):
        named = (deadline.document_id, deadline.task_id, deadline.deadline_row)
        head = (*named, *(_text(getattr(deadline, c)) for c in _RULE))
        found = rounds(
            kind=str(deadline.kind),
            start=as_date(deadline.start_date),
            due=as_date(deadline.due_date),
            rule=_text(deadline.recurrence),
            period=periods.get(str(deadline.document_id)),
            text=str(deadline.deadline_text),
        )
        rows += [(*head, round_number, one.start, one.due) for round_number, one in enumerate(found, 1)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS[:-1]))
    for column in ("round_start", "round_due"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[ms]")
    issued = plans.set_index("document_id")["issue_date"].reindex(frame["document_id"]).to_numpy()
    frame["before_issue"] = (frame["kind"] == "recurring") & (frame["round_due"] < issued)
    return frame


def with_rows(deadlines: pd.DataFrame) -> pd.DataFrame:
    """The deadlines with `deadline_row`, by which rounds name them: the row, from 0."""
    return deadlines.assign(deadline_row=range(len(deadlines)))


def rounds(
    *,
    kind: str,
    start: date | None,
    due: date | None,
    rule: str | None,
    period: Period | None,
    text: str = "",
) -> list[Round]:
    """The dated rounds of one deadline (`schemas.rows.DeadlineRow`).

    `period`: the plan's years, within which a rule is followed; without them a rule has no round. `text`, as
    printed, tells where the rounds of a rule are due in the year after ("Tháng 1 năm sau liền kề").
    """
    if kind in ("ongoing", "event"):
        return []
    if kind != "recurring":
        return [Round(start, due)] if start or due else []
    if rule is None or period is None:
        return []
    later = is_of_year_after(text)
    first = start or date(period.first + later, 1, 1)
    last = due or date(period.last + later, 12, 31)
    return list(_rounds_of_rule(rule, first, last))


@lru_cache(maxsize=65_536)
def _rounds_of_rule(rule: str, first: date, last: date) -> tuple[Round, ...]:
    """The rounds of a rule that are due from one day to another; none for a rule that the datasets do not
    have."""
    parts = _parts_of(rule)
    every = parts.get("INTERVAL", "1")
    if parts.get("FREQ") not in _UNITS or not parts.keys() <= _PARTS or not every.isdigit() or int(every) < 1:
        return ()
    length = _UNITS[parts["FREQ"]] * int(every)
    whole = not any(part.startswith("BY") for part in parts)
    try:
        found = rrulestr(rule_with_day(rule), dtstart=_anchor(first.year, length))
    except ValueError:
        return ()
    days = [day.date() for day in found.between(_at_midnight(first), _at_midnight(last), inc=True)]
    return tuple(Round(day + timedelta(days=1) - length if whole else None, day) for day in days)


def rule_with_day(rule: str) -> str:
    """The rule with the day on which its week, month or year ends, where it names none."""
    parts = _parts_of(rule)
    if any(day in parts for day in _DAYS):
        return rule
    match parts.get("FREQ"):
        case "WEEKLY":
            return f"{rule};{_SUNDAY}"
        case "YEARLY" if "BYMONTH" not in parts:
            return f"{rule};{_END_OF_YEAR}"
        case "MONTHLY" | "YEARLY":
            return f"{rule};{_END_OF_MONTH}"
    return rule


def _parts_of(rule: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in rule.split(";"))


def _anchor(year: int, length: relativedelta) -> datetime:
    """A day in the week, month or year with which the first round of a year ends: quarters and half-years are
    those of the calendar."""
    one = relativedelta(months=bool(length.months), years=bool(length.years))
    first: datetime = datetime(year, 1, 1) + relativedelta(months=length.months, years=length.years) - one
    return first


def plan_periods(deadlines: pd.DataFrame, plans: pd.DataFrame) -> dict[str, Period]:
    """By document, the years within which its rules are followed (`occurrences` says which); a plan without
    any year has none."""
    days = deadlines[["document_id", "start_date", "due_date"]].groupby("document_id").max()
    of_deadlines = days.max(axis=1)
    found: dict[str, Period] = {}
    for plan in plans.itertuples(index=False):
        issued = _year(plan.issue_year)
        first = _year(plan.period_start_year) or issued
        latest = as_date(of_deadlines.get(plan.document_id))
        dated = [year for year in (issued, latest and latest.year) if year]
        last = _year(plan.period_end_year) or max(dated, default=first)
        first = first or last
        if first and last:
            found[str(plan.document_id)] = Period(first, min(last, first + _MOST_YEARS))
    return found


def plan_days(plans: pd.DataFrame) -> pd.Series:
    """By document, the day (datetime64) as of which its agencies are to be understood: its day of issue, else
    the first day of the first year that it tells (of issue, of its period)."""
    years = plans["issue_year"].fillna(plans["period_start_year"]).fillna(plans["period_end_year"])
    first_days = pd.to_datetime(years.astype("string") + "-01-01", format="%Y-%m-%d")
    return plans["issue_date"].fillna(first_days).set_axis(plans["document_id"])


def _at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _year(value: object) -> int | None:
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
