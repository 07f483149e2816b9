"""A calendar file (iCalendar, RFC 5545) that Outlook, Google Calendar and telephones take in: days, not
hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import icalendar
from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

from analysis.exports.cells import clean
from analysis.exports.replacing import replacing

# A reminder rings when the office opens, not at midnight.
_OFFICE_OPENS: Final = timedelta(hours=8)
# RFC 5545, 3.7.3: who made the file.
_MAKER: Final = "-//kehoach//kehoach//VI"
# The same events give the same bytes: the moment of export is left out unless the caller names one.
STAMP: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """Whole days in a calendar: from `start` to `end` inclusive, on `start` alone where there is none.

    `uid` must stay the same from one export to the next, so that the calendar knows the event again. `rrule`
    is an RFC 5545 RRULE without UNTIL, of which `start` is the first day (RFC 5545, 3.8.5.3); `until` is the
    last day on which it may fall. `reminder_days`: so many days before it a reminder is shown.
    """

    uid: str
    summary: str
    start: date
    end: date | None = None
    description: str = ""
    rrule: str | None = None
    until: date | None = None
    reminder_days: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()


def write_calendar(events: Iterable[Event], path: Path, *, name: str = "", stamp: datetime = STAMP) -> None:
    """Write the events as one calendar, called `name`, in their order.

    `stamp` is when the events were last changed (DTSTAMP): a calendar keeps the later of two with one uid.
    ValueError where a `rrule` is none or an event ends before it begins; OSError where it cannot be written;
    nothing is left then.
    """
    calendar = icalendar.Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", clean(name))
    for event in events:
        calendar.add_component(_component(event, stamp))
    with replacing(path) as beside:
        beside.write_bytes(calendar.to_ical())


def _component(event: Event, stamp: datetime) -> icalendar.Event:
    last = event.end or event.start
    if last < event.start:
        raise ValueError(f"the event {event.uid} ends on {last}, before it begins on {event.start}")
    component = icalendar.Event()
    component.add("uid", clean(event.uid))
    component.add("dtstamp", stamp)
    component.add("summary", clean(event.summary))
    component.add("dtstart", event.start)
    # The first day after it (RFC 5545, 3.6.1).
    component.add("dtend", last + timedelta(days=1))
    # A duty takes nobody's day.
    component.add("transp", "TRANSPARENT")
    if event.description:
        component.add("description", clean(event.description))
    if event.categories:
        component.add("categories", [clean(category) for category in event.categories])
    if event.rrule:
        component.add("rrule", _rule(event.rrule, event.until))
    for days in event.reminder_days:
        component.add_component(_reminder(event.summary, days))
    return component


def _rule(rrule: str, until: date | None) -> vRecur:
    # icalendar takes in what is no rule.
    rrulestr(rrule, dtstart=datetime(2000, 1, 1))
    rule: vRecur = vRecur.from_ical(rrule)
    if until is not None:
        # A DATE, since the event begins on one (RFC 5545, 3.3.10).
        rule["UNTIL"] = [until]
    return rule


def _reminder(summary: str, days: int) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(summary))
    alarm.add("trigger", _OFFICE_OPENS - timedelta(days=days))
    return alarm
