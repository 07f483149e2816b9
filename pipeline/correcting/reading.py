"""What reviewers name, read as the extractors read it in the plan: which body an agency is, when a time is,
what a target asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import Any, Final, Literal

from extractors.agencies import identify
from extractors.agencies.body_units import COUNTRY, DISTRICTS_ENDED, REGION_SLUG
from extractors.agencies.unit_names import unit_of
from extractors.deadlines import read_deadlines
from extractors.records.own_units import OwnUnits, own_units
from extractors.targets import find_targets
from extractors.units import Unit
from pipeline.correcting.texts import typed_line
from schemas.corrections import AgencyValue, DeadlineValue, TargetValue
from schemas.findings import AgencyIdentity
from schemas.rows import AssignmentRow, DocumentRow

_AGENCY_ID: Final = re.compile(r"(?P<kind>[a-z0-9]+(?:_[a-z0-9]+)*)@(?P<path>[a-z0-9_.-]+)")
_SET: Final = "set_"

Fault = Literal["empty", "day", "time", "rule", "order", "number", "unit", "year", "date"]
"""What is wrong with a value: no text; a day that there is none of; no time; no rule of rounds; an end before
the beginning; no number; no unit, or several; no year; no date."""

_MONTH: Final = r"(?:1[0-2]|[1-9])"
_DAY: Final = r"-?(?:3[01]|[12]\d|[1-9])"
_WEEKDAY: Final = r"(?:-?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
# The parts of RFC 5545 with which plans say rounds, each with values that there are.
_FREQUENCY: Final = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)")
_RULE_PARTS: Final = {
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "BYMONTH": re.compile(rf"{_MONTH}(?:,{_MONTH})*"),
    "BYMONTHDAY": re.compile(rf"{_DAY}(?:,{_DAY})*"),
    "BYDAY": re.compile(rf"{_WEEKDAY}(?:,{_WEEKDAY})*"),
}


class NotUnderstoodError(ValueError):
    """A value that cannot be read: what is wrong, and the text that it is wrong with."""

    def __init__(self, fault: Fault, text: str) -> None:
        super().__init__(fault, text)
        self.fault = fault
        self.text = text


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is read by besides its text: the plan's row of `documents`, and the year of a date that
    names none (contract, section 4)."""

    document: DocumentRow
    units: OwnUnits
    year: int | None

    @classmethod
    def of(cls, document: DocumentRow) -> "Context":
        """The context of a plan's values."""
        return cls(document, own_units(document), document.period_start_year or document.issue_year)


def agency_columns(
    value: AgencyValue, context: Context, known: Iterable[AssignmentRow] = ()
) -> dict[str, Any]:
    """The columns of `assignments` that say which agency a value names: the one that was chosen where it is
    one (an id of `known` rows, or of the register of units), else the one that its text names."""
    text = _said(value.agency_text)
    identity = _identity(text, context)
    if value.agency_id and value.agency_id != identity.agency_id:
        identity = _chosen(value.agency_id, text, context, known) or identity
    return {
        "agency_text": text,
        "agency_id": identity.agency_id,
        "agency_kind": identity.agency_kind,
        "agency_name": identity.agency_name,
        "agency_level": identity.agency_level,
        "is_set": identity.is_set,
    }


def deadline_columns(value: DeadlineValue, context: Context) -> list[dict[str, Any]]:
    """The columns of the rows of `deadlines` that a value makes: one where it has a kind, else one for each
    time that its text names. NotUnderstoodError where it names none, or a day that there is none of, where a
    rule is none, and where it ends before it begins."""
    text = _said(value.deadline_text)
    if value.kind is None:
        return _read_times(text, context.year)
    if value.recurrence and not is_rule(value.recurrence):
        raise NotUnderstoodError("rule", value.recurrence)
    if value.start_date and value.due_date and value.start_date > value.due_date:
        raise NotUnderstoodError("order", text)
    columns = {name: getattr(value, name) for name in ("kind", "start_date", "due_date", "recurrence")}
    return [{"deadline_text": text, **columns}]


def target_columns(value: TargetValue, context: Context) -> list[dict[str, Any]]:
    """The columns of the rows of `targets` that a value makes: one where more than its text is said, else one
    for each quantity that the text names. NotUnderstoodError for a value that is no number."""
    text = _said(value.target_text)
    said = value.model_dump(exclude={"target_text"}) | {"unit": typed_line(value.unit)}
    if value.value is not None and not isfinite(value.value):
        raise NotUnderstoodError("number", text)
    if any(one is not None for one in said.values()):
        return [{"target_text": text, **said}]
    found = find_targets(text, column=True, plan_year=context.year)
    return [
        {
            "target_text": typed_line(target.text),
            "index": None,
            "comparator": target.comparator,
            "direction": target.direction,
            "value": target.value,
            "unit": target.unit,
        }
        for target in found
    ] or [{"target_text": text, **said}]


def is_rule(text: str) -> bool:
    """Whether a text is a rule for rounds as the dataset has them (RFC 5545, without a start)."""
    first, *others = text.split(";")
    named = [part.partition("=") for part in others]
    return (
        _FREQUENCY.fullmatch(first) is not None
        and len({name for name, _, _ in named}) == len(named)
        and all(name in _RULE_PARTS and _RULE_PARTS[name].fullmatch(value) for name, _, value in named)
    )


def _said(text: str) -> str:
    kept = typed_line(text)
    if kept is None:
        raise NotUnderstoodError("empty", text)
    return kept


def _identity(text: str, context: Context) -> AgencyIdentity:
    return identify(
        text,
        level=context.document.issuer_level,
        units=context.units.paths,
        names=context.units.names,
        on=context.document.issue_date,
    )


def _chosen(
    agency_id: str, text: str, context: Context, known: Iterable[AssignmentRow]
) -> AgencyIdentity | None:
    """The body with an id; None where nobody knows it."""
    for row in known:
        if row.agency_id == agency_id:
            return AgencyIdentity(
                agency_id, row.agency_kind, row.agency_name, row.agency_level, is_set=bool(row.is_set)
            )
    parts = _AGENCY_ID.fullmatch(agency_id)
    if parts is None:
        return None
    kind, path = parts["kind"], parts["path"]
    unit, on = _unit_of(path, context.document.issue_date)
    own = path == COUNTRY or path.startswith(REGION_SLUG) or path in context.units.paths.values()
    if unit is None and not own:
        return None
    level = unit.level if unit else None
    # The text read as in a plan of that unit has the body's full name.
    there = identify(text, level=level, units={level: path} if level else {}, on=on)
    if there.agency_id == agency_id:
        return there
    return AgencyIdentity(agency_id, kind, text, level, is_set=kind.startswith(_SET))


def _unit_of(path: str, on: date | None) -> tuple[Unit | None, date]:
    """The unit that a path names and the day as of which it is one; without a day, after or before the reform
    of July 2025."""
    days = (on,) if on else (DISTRICTS_ENDED, DISTRICTS_ENDED - timedelta(days=1))
    for day in days:
        if unit := unit_of(path, day):
            return unit, day
    return None, days[0]


def _read_times(text: str, year: int | None) -> list[dict[str, Any]]:
    reading = read_deadlines(text, year=year, column=True)
    if reading.impossible:
        raise NotUnderstoodError("day", reading.impossible[0])
    if not reading.deadlines:
        raise NotUnderstoodError("time", text)
    return [
        {
            "deadline_text": typed_line(found.text),
            "kind": found.kind,
            "start_date": found.start_date,
            "due_date": found.due_date,
            "recurrence": found.recurrence,
        }
        for found in reading.deadlines
    ]
