"""The day by which each round of something recurring is due, where the text names it beside the recurrence:
"Hàng năm … gửi báo cáo trước ngày 15/12"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.deadlines import calendar
from extractors.deadlines.expressions import Expression, Part
from extractors.text.time_words import TIME, Role, Unit
from extractors.text.words import words

_UNITS_OF_REPORTS: Final[tuple[Unit | None, ...]] = ("year", "quarter", None)
_LIMITS: Final[tuple[Role, ...]] = ("before", "limit")


def as_day_of_round(part: Part, unit: Unit | None) -> Part | None:
    """A time without a year as the day of what comes back every `unit`; None where they do not go together.

    A time that is itself a rule ("ngày 20 hàng tháng") stays what it is. Without a unit ("định kỳ") it comes
    back as often as its day: every month on a day, every year on a day of a month.
    """
    if part.rule is not None:
        return replace(part, sort="recurring")
    if part.time is None or part.time.span is None or part.time.has_year or part.role == "after":
        return None
    every: Unit = unit if unit and unit != "day" else _unit_of_day(part.time.span)
    found = calendar.rule(part.time.span, every, before=part.role == "before")
    return replace(part, sort="recurring", rule=found) if found else None


def _unit_of_day(span: calendar.CalendarSpan) -> Unit:
    return "month" if span.grain == "monthday" else "year"


def as_days_of_rounds(parts: Sequence[Part], unit: Unit | None) -> tuple[Part, ...] | None:
    """All parts as days of what comes back every `unit`; None where one of them does not go with it."""
    days = tuple(day for part in parts if (day := as_day_of_round(part, unit)) is not None)
    return days if len(days) == len(parts) else None


def takes_a_day(recurring: Part) -> bool:
    """Whether a day fits a recurrence: "06 tháng" has no unit that one could be a day of."""
    return recurring.rule is None or recurring.unit is not None


def with_days_of_rounds(expressions: Sequence[Expression], sentences: Sequence[int]) -> list[Expression]:
    """The expressions; "định kỳ" without an interval says nothing where the sentence names one; a day without
    a year in the sentence of a recurrence is the day of each round and says all that the recurrence says, or
    it is that of one more report a year ("…, 6 tháng (trước ngày 20/6)").

    `sentences` numbers the sentence of every token.
    """
    result: list[Expression | None] = list(expressions)
    reports = False  # whether the sentence names reports by the quarter, the half-year or the year
    for n in range(len(expressions) - 1):
        recurring, time = expressions[n], expressions[n + 1]
        if sentences[recurring.end] != sentences[time.start]:
            reports = False
            continue
        reports = reports or _names_reports(recurring)
        if _says_no_interval(recurring) and time.sort == "recurring" and not _says_no_interval(time):
            result[n] = None
            continue
        if time.sort != "time":
            continue
        if days := _days_of(recurring, time):
            result[n], result[n + 1] = None, replace(time, parts=days)
        elif reports and time.role in _LIMITS and (days := as_days_of_rounds(time.parts, "year")):
            result[n + 1] = replace(time, parts=days)
    return [expression for expression in result if expression is not None]


def _says_no_interval(expression: Expression) -> bool:
    first = expression.parts[0]
    return expression.sort == "recurring" and first.rule is None and first.time is None


def _names_reports(expression: Expression) -> bool:
    return expression.sort == "recurring" and any(part.unit in _UNITS_OF_REPORTS for part in expression.parts)


def _days_of(recurring: Expression, time: Expression) -> tuple[Part, ...] | None:
    """The parts of `time` as the days of a recurrence that has none yet."""
    first = recurring.parts[0]
    plain = recurring.sort == "recurring" and len(recurring.parts) == 1 and first.time is None
    return as_days_of_rounds(time.parts, first.unit) if plain and takes_a_day(first) else None


def is_of_year_after(text: str) -> bool:
    """Whether the rounds of a recurring deadline are due in the year after the one that they are for: "Tháng
    1 năm sau liền kề"."""
    row = words(text)
    return any(TIME.phrases.year_after.at(row, index) for index in range(len(row)))
