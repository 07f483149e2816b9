"""What is due as events of a calendar: a day each, and what comes back as one event with its rule."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pandas as pd

from analysis.due import DueList
from analysis.exports.calendar import Event
from analysis.occurrences import rule_with_day
from schemas.language import gettext as _

# A week's and a day's notice.
_REMINDERS: Final = (7, 1)
_LONGEST_SUMMARY: Final = 120


def due_events(found: DueList) -> Iterator[Event]:
    """An event for each deadline with a day in the list (`analysis.due.DueList`); the rounds of a rule are
    one event, from the first of them to the last one in the list."""
    for _deadline, rows in found.rounds.groupby("deadline_row", sort=False):
        first = rows.iloc[0]
        rule = first["recurrence"] if isinstance(first["recurrence"], str) else None
        more = len(rows) > 1 or first["rounds"] > 1
        if rule and more:
            yield _event(first, rule=rule_with_day(rule), until=rows["last_day"].max().date())
        else:
            for _index, row in rows.iterrows():
                yield _event(row)


def _event(row: pd.Series, rule: str | None = None, until: date | None = None) -> Event:
    task = " ".join(str(row["task_text"]).split())
    leads = "; ".join(row["leads"])
    said = [
        task,
        _("Lead: {names}").format(names=leads) if leads else "",
        _("Takes part: {names}").format(names="; ".join(row["coordinates"])) if row["coordinates"] else "",
        _("Deadline as printed: {text}").format(text=row["deadline_text"]),
        str(row["plan_label"]),
        str(row["source_uri"]),
    ]
    summary = f"{leads}: {task}" if leads else task
    return Event(
        uid=f"{row['task_id']}-{row['deadline_row']}-{row['day']:%Y%m%d}@kehoach",
        summary=summary if len(summary) <= _LONGEST_SUMMARY else f"{summary[: _LONGEST_SUMMARY - 1]}…",
        start=row["day"].date(),
        description="\n".join(line for line in said if line),
        rrule=rule,
        until=until,
        reminder_days=_REMINDERS,
    )
