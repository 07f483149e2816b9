"""Calendars, parsed back by icalendar."""

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest

from analysis.exports.calendar import Event, write_calendar


def _events(path: Path) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_an_event_of_whole_days(tmp_path: Path) -> None:
    event = Event(
        "a@kehoach",
        "Báo cáo; quý I, \\ và\nhai dòng",
        date(2025, 3, 1),
        date(2025, 3, 20),
        description="Sở Nội vụ\r\nBEGIN:VALARM",
        reminder_days=(7, 1),
        categories=("Sở Nội vụ", "a,b"),
    )
    write_calendar([event], tmp_path / "out.ics", name="Việc")
    (read,) = _events(tmp_path / "out.ics")
    assert read.decoded("dtstart") == date(2025, 3, 1)
    assert read.decoded("dtend") == date(2025, 3, 21)
    assert str(read["summary"]) == "Báo cáo; quý I, \\ và\nhai dòng"
    assert str(read["description"]) == "Sở Nội vụ\nBEGIN:VALARM"
    assert [alarm.decoded("trigger") for alarm in read.walk("VALARM")] == [
        timedelta(days=-7, hours=8),
        timedelta(days=-1, hours=8),
    ]
    assert [str(category) for category in read["categories"].cats] == ["Sở Nội vụ", "a,b"]


def test_a_rule_ends_on_a_day(tmp_path: Path) -> None:
    event = Event("a", "b", date(2025, 1, 25), rrule="FREQ=MONTHLY;BYMONTHDAY=25", until=date(2025, 12, 31))
    write_calendar([event], tmp_path / "out.ics")
    text = (tmp_path / "out.ics").read_text("utf-8")
    assert "RRULE:FREQ=MONTHLY;UNTIL=20251231;BYMONTHDAY=25\n" in text
    assert "DTSTART;VALUE=DATE:20250125\n" in text


def test_the_same_events_give_the_same_bytes(tmp_path: Path) -> None:
    events = [Event("a", "b", date(2025, 1, 25)), Event("c", "d", date(2025, 1, 26))]
    for name in ("one.ics", "two.ics"):
        write_calendar(events, tmp_path / name)
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_a_calendar_without_events_is_one(tmp_path: Path) -> None:
    write_calendar([], tmp_path / "out.ics")
    assert _events(tmp_path / "out.ics") == []


@pytest.mark.parametrize(
    "event",
    [
        Event("a", "b", date(2025, 1, 2), date(2025, 1, 1)),
        Event("a", "b", date(2025, 1, 1), rrule="now and then"),
    ],
)
def test_what_is_no_event_is_refused(tmp_path: Path, event: Event) -> None:
    with pytest.raises(ValueError, match=r"."):
        write_calendar([event], tmp_path / "out.ics")
    assert list(tmp_path.iterdir()) == []
