"""All rounds of plans as a calendar."""

from datetime import date
from pathlib import Path

import icalendar
import pytest

from analysis.exports.excerpt import excerpt
from analysis.exports.plan_calendar import export_calendar
from tests.analysis.exports.invented import corpus


def events(path: Path) -> list[tuple[date, str | None]]:
    """The day and the rule of each event."""
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [
        (event.decoded("dtstart"), event["rrule"].to_ical().decode() if "rrule" in event else None)
        for event in found
    ]


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        (
            ["12/KH-UBND"],
            [
                (date(2023, 3, 31), "FREQ=MONTHLY;UNTIL=20231231;INTERVAL=3;BYMONTHDAY=-1"),
                (date(2023, 6, 20), None),
            ],
        ),
        (["=9/KH-UBND"], [(date(2024, 5, 31), None)]),
    ],
)
def test_every_round_stands_in_it(
    tmp_path: Path, plans: list[str], expected: list[tuple[date, str | None]]
) -> None:
    assert export_calendar(excerpt(corpus(), plans), tmp_path / "out.ics") == len(expected)
    assert events(tmp_path / "out.ics") == expected


def test_an_event_keeps_its_name_whatever_else_is_exported(tmp_path: Path) -> None:
    names = []
    for plans in (["=9/KH-UBND"], ["12/KH-UBND", "=9/KH-UBND"]):
        export_calendar(excerpt(corpus(), plans), tmp_path / "out.ics")
        calendar = icalendar.Calendar.from_ical((tmp_path / "out.ics").read_bytes())
        names.append({str(event["uid"]) for event in calendar.walk("VEVENT")})
    assert names[0] < names[1]


def test_the_same_plans_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.ics", "two.ics"):
        export_calendar(excerpt(corpus()), tmp_path / name)
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()
