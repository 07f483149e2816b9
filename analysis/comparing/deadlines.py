"""By when, in two plans: earlier or later within each plan's own years, more or less often."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from analysis.comparing.difference import Difference, Direction
from analysis.comparing.plan_tasks import Plan, Time
from extractors.text.folding import fold

# Rounds a year, by frequency (RFC 5545).
_A_YEAR: Final = {"DAILY": 365.0, "WEEKLY": 52.0, "MONTHLY": 12.0, "YEARLY": 1.0}
# What is done all the time is done more often than daily.
_ALWAYS: Final = 366.0
# The end of a month for months of any length: -1 in a rule.
_LAST_DAY: Final = 31

_Day = tuple[int, int, int]
"""Years since the plan's first one, month, day."""


@dataclass(frozen=True, slots=True)
class _Schedule:
    """The times of a task. `often`: rounds a year, None where none recur; `unruled`: it recurs, nobody says
    how often; `ends`, `begins`: the days by which and from which, as printed and within the plan's years."""

    often: float | None
    unruled: bool
    round_days: frozenset[tuple[int, int]]
    ends: tuple[date, ...]
    begins: tuple[date, ...]
    waits_for: frozenset[str]
    first_year: int | None

    @property
    def recurs(self) -> bool:
        return self.often is not None or self.unruled

    def within_years(self, day: date) -> _Day:
        return day.year - (self.first_year or 0), day.month, day.day


def deadline_difference(
    times_a: Sequence[Time], times_b: Sequence[Time], plan_a: Plan, plan_b: Plan
) -> Difference | None:
    """What differs in the deadline of a task: None where nothing, or only the year moved on with the plan.

    How often goes before by when, by when before from when. A time that says no more than the plan's own
    years ("trong năm 2023" in a plan of 2023) is none beside a task without one.
    """
    a, b = _telling(times_a, times_b, plan_a), _telling(times_b, times_a, plan_b)
    if not a and not b:
        return None
    direction: Direction | None
    if not a or not b:
        direction = "added" if b else "missing"
    else:
        direction = _moved(_schedule(a, plan_a), _schedule(b, plan_b))
    if direction is None:
        return None
    return Difference("deadline", direction, said(times_a), said(times_b))


def said(times: Iterable[Time]) -> str:
    """The times of a task in the plan's words."""
    return "; ".join(dict.fromkeys(time.text for time in times))


def _telling(own: Sequence[Time], others: Sequence[Time], plan: Plan) -> list[Time]:
    """The times that say more than the plan's years do; beside one-off times of the other plan, all."""
    if any(time.due is not None and time.kind != "ongoing" for time in others):
        return list(own)
    return [time for time in own if not _is_whole(time, plan)]


def _is_whole(time: Time, plan: Plan) -> bool:
    """Whether a time is but the plan's own years, or the first of them."""
    if time.kind != "period" or time.start is None or time.due is None or plan.first_year is None:
        return False
    whole_years = (time.start.month, time.start.day, time.due.month, time.due.day) == (1, 1, 12, 31)
    return (
        whole_years
        and time.start.year == plan.first_year
        and time.due.year in {plan.first_year, plan.last_year}
    )


def _schedule(times: Sequence[Time], plan: Plan) -> _Schedule:
    rules = [_rule(time.recurrence) for time in times if time.recurrence]
    counts = [_rounds_a_year(rule) for rule in rules]
    counts += [_ALWAYS for time in times if time.kind == "ongoing"]
    return _Schedule(
        often=max(counts, default=None),
        unruled=any(time.kind == "recurring" and not time.recurrence for time in times),
        round_days=frozenset(day for rule in rules if (day := _day_of_round(rule)) is not None),
        ends=tuple(
            sorted(time.due for time in times if time.due is not None and time.kind in {"date", "period"})
        ),
        begins=tuple(sorted(time.start for time in times if time.start is not None and time.kind == "start")),
        waits_for=frozenset(fold(time.text) for time in times if time.kind == "event"),
        first_year=plan.first_year,
    )


def _moved(a: _Schedule, b: _Schedule) -> Direction | None:
    """Which way a schedule moved from A to B. What is due once a year beside what is due once is a day of the
    year as well."""
    if a.recurs != b.recurs:
        a, b = _once(a), _once(b)
    by_when = _shift(a.ends[-1:], b.ends[-1:], a, b)
    if a.recurs != b.recurs:
        if by_when is not None or not a.ends:
            return "other"
        return "more_often" if b.recurs else "less_often"
    if a.often is not None and b.often is not None and a.often != b.often:
        return "more_often" if b.often > a.often else "less_often"
    if (a.often is None) != (b.often is None):  # "định kỳ" and "hàng tháng"
        return "other"
    if a.round_days != b.round_days and a.round_days and b.round_days:
        return "earlier" if max(b.round_days) < max(a.round_days) else "later"
    return by_when or _shift(a.begins[:1], b.begins[:1], a, b) or _waits(a, b)


def _once(schedule: _Schedule) -> _Schedule:
    """What is due once a year as what is due once, in the plan's first year; other schedules as they are."""
    if schedule.often != 1 or schedule.unruled or schedule.first_year is None:
        return schedule
    month, day = max(schedule.round_days, default=(12, _LAST_DAY))
    last = monthrange(schedule.first_year, month)[1]
    end = date(schedule.first_year, month, min(day, last))
    return replace(schedule, often=None, round_days=frozenset(), ends=tuple(sorted([*schedule.ends, end])))


def _shift(a: Sequence[date], b: Sequence[date], of_a: _Schedule, of_b: _Schedule) -> Direction | None:
    """Which way a day moved: none where it is the same one, or the same within the years of each plan."""
    if not a or not b:
        return "other" if a or b else None
    old, new = a[0], b[0]
    if old == new:
        return None
    if of_a.first_year is None or of_b.first_year is None:
        moved_on = (old.month, old.day) == (new.month, new.day)
        return None if moved_on else "earlier" if new < old else "later"
    within = of_a.within_years(old), of_b.within_years(new)
    return None if within[0] == within[1] else "earlier" if within[1] < within[0] else "later"


def _waits(a: _Schedule, b: _Schedule) -> Direction | None:
    """Whether a task waits for something else, where nothing but that tells its time."""
    timed = any((schedule.recurs or schedule.ends or schedule.begins) for schedule in (a, b))
    return "other" if not timed and a.waits_for != b.waits_for else None


def _rule(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split(";") if "=" in part)


def _rounds_a_year(rule: dict[str, str]) -> float:
    months = len(rule["BYMONTH"].split(",")) if rule.get("FREQ") == "YEARLY" and "BYMONTH" in rule else 1
    return _A_YEAR.get(rule.get("FREQ", ""), 1.0) / int(rule.get("INTERVAL", "1")) * months


def _day_of_round(rule: dict[str, str]) -> tuple[int, int] | None:
    """The month and day of the year's last round; None where the rule names no day."""
    if "BYMONTHDAY" not in rule:
        return None
    months = [int(month) for month in rule.get("BYMONTH", "0").split(",")]
    days = [int(day) for day in rule["BYMONTHDAY"].split(",")]
    return max(months), max(day if day > 0 else _LAST_DAY for day in days)
