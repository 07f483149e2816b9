"""What is due as events of a calendar: a day each, and what comes back as one event with its rule."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from analysis.due import DueList
from analysis.exports.calendar import Event
from analysis.occurrences import rule_with_day
from schemas.language import gettext as _

Row = dict[Any, Any]
# A week's and a day's notice.
_REMINDERS: Final = (7, 1)
_LONGEST_SUMMARY: Final = 120
_UID_DIGITS: Final = 8


def due_events(found: DueList) -> Iterator[Event]:
    """An event for each deadline with a day in the list (`analysis.due.DueList`); the rounds of a rule are
    one event, from the first of them to the last one in the list."""
    of_deadlines: dict[int, list[Row]] = {}
    for row in found.rounds.to_dict("records"):
        of_deadlines.setdefault(row["deadline_row"], []).append(row)
    for rows in of_deadlines.values():
        first = rows[0]
        rule = first["recurrence"] if isinstance(first["recurrence"], str) else None
        if rule and (len(rows) > 1 or first["rounds"] > 1):
            last = max(row["last_day"] for row in rows)
            yield _event(first, rule=rule_with_day(rule), until=last.date())
        else:
            yield from map(_event, rows)


def _uid(row: Row, *, of_rule: bool) -> str:
    """The same for the same deadline whatever else the store holds, and for a rule whatever the window: an
    export of next month takes the place of this one's."""
    text = hashlib.sha256(str(row["deadline_text"]).encode()).hexdigest()[:_UID_DIGITS]
    day = "" if of_rule else f"-{row['day']:%Y%m%d}"
    return f"{row['task_id']}-{text}{day}@kehoach"


def _event(row: Row, rule: str | None = None, until: date | None = None) -> Event:
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
        uid=_uid(row, of_rule=rule is not None),
        summary=summary if len(summary) <= _LONGEST_SUMMARY else f"{summary[: _LONGEST_SUMMARY - 1]}…",
        start=row["day"].date(),
        description="\n".join(line for line in said if line),
        rrule=rule,
        until=until,
        reminder_days=_REMINDERS,
    )
