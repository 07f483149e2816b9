"""`kehoach due`: what is due, on the screen, as CSV, as a workbook or as a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal

import pandas as pd
from rich.table import Table

from analysis.due import DueList, NobodyNamedError, by_agency, due_list, once_a_day
from analysis.exports.calendar import write_calendar
from analysis.exports.csv_file import write_csv
from analysis.exports.due_events import due_events
from analysis.exports.labels import Labels
from analysis.exports.parquet_file import write_parquet
from analysis.exports.sheets import write_workbook
from kehoach.cli.answers import corpus_at, day_text, write_answer
from kehoach.cli.console import READ, output, refuse, say, shorten, words
from schemas.language import gettext as _
from schemas.language import ngettext, spoken

By = Literal["agency", "date", "area"]
# Letters of a task on the screen; files have all of it.
_TASK: Final = 160
_TIME: Final = 24
_MANY: Final = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as `analysis.due.due_list` takes it, and how it is to be grouped."""

    as_of: date
    start: date | None
    days: int
    overdue: int
    agency: str | None
    issuer: str | None
    by: By
    expand: bool
    every_round: bool


def run(store: str, asked: Asked, out: str | None) -> int:
    """Show what is due, or write it to a file whose ending names the form; the exit code."""
    try:
        found = due_list(
            corpus_at(store, ("tasks", "assignments", "deadlines")),
            as_of=asked.as_of,
            start=asked.start,
            days=asked.days,
            overdue=asked.overdue,
            agency=asked.agency,
            issuer=asked.issuer,
            expand=asked.expand,
            every_round=asked.every_round,
        )
    except NobodyNamedError as error:
        refuse(str(error))
    once = replace(found, rounds=once_a_day(found.rounds))
    if out is None:
        _show(once, asked)
        return READ
    events = list(due_events(found))
    write_answer(
        out,
        {
            ".csv": lambda path: write_csv(_flat(once, asked), path),
            ".xlsx": lambda path: _write_sheets(once, asked, path),
            ".ics": lambda path: write_calendar(events, path, name=_("What is due")),
            ".parquet": lambda path: write_parquet(_flat(found, asked, named=False), path),
        },
    )
    of_calendar = Path(out).suffix.casefold() == ".ics"
    written = len(events) if of_calendar else len(once.rounds) + len(once.undated)
    said = ngettext("{n} duty written to {file}", "{n} duties written to {file}", written)
    say(said.format(n=written, file=out))
    return READ


def _show(found: DueList, asked: Asked) -> None:
    console = output()
    for title, rows in _sections(found, asked):
        console.print(words(f"{title}: {len(rows)}", "bold"), soft_wrap=True)
        for name, group in _groups(rows, found, asked):
            if name:
                console.print(words(name, "bold cyan"), soft_wrap=True)
            console.print(_table(group))


def _sections(found: DueList, asked: Asked) -> Iterator[tuple[str, pd.DataFrame]]:
    """What is shown one below the other: what has passed first, then what comes, then what has no date."""
    first = asked.start or asked.as_of
    last, since = first + timedelta(days=asked.days), asked.as_of - timedelta(days=asked.overdue)
    states = found.rounds["state"]
    # Not "overdue": nobody told kehoach whether the work was done.
    past = _("Day has passed ({first} – {last})")
    yesterday = asked.as_of - timedelta(days=1)
    past = past.format(first=day_text(since), last=day_text(yesterday))
    yield past, found.rounds[states == "overdue"]
    due = _("Due from {first} to {last}").format(first=day_text(first), last=day_text(last))
    yield due, found.rounds[states != "overdue"]
    for title, kind in ((_("Throughout"), "ongoing"), (_("When something happens"), "event")):
        yield title, found.undated[found.undated["state"] == kind]


def _groups(rows: pd.DataFrame, found: DueList, asked: Asked) -> Iterator[tuple[str, pd.DataFrame]]:
    if rows.empty:
        return
    if asked.by == "date":
        yield "", rows
        return
    arranged = _arranged(rows, found, asked)
    column = "agency_name" if asked.by == "agency" else "reform_area"
    for name, group in arranged.groupby(column, sort=False, dropna=False):
        yield _group_name(name, asked.by), group


def _group_name(name: object, by: By) -> str:
    if isinstance(name, str):
        return name if by == "agency" else _area(name) or name
    return _("no agency named") if by == "agency" else _("no area of reform")


def _area(code: object) -> str | None:
    """What an area of reform is called, as in the other files for people."""
    return Labels("vi" if spoken() == "vi" else "en").code("area", code)


def _arranged(rows: pd.DataFrame, found: DueList, asked: Asked) -> pd.DataFrame:
    """The rows in the order that was asked for; by agency, one row for each that leads."""
    if asked.by == "agency":
        return by_agency(rows, found.assigned, asked.agency)
    if asked.by == "area":
        return rows.sort_values("reform_area", kind="stable", na_position="last", ignore_index=True)
    return rows


def _table(rows: pd.DataFrame) -> Table:
    """The rows with their day, once for those of one day, and their plan where it is not the same for all."""
    one_plan = rows["plan_label"].nunique() == 1
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    if one_plan:
        table.title = words(str(rows["plan_label"].iloc[0]), "italic")
        table.title_justify = "left"
    table.add_column(_("day"), no_wrap=True)
    table.add_column(_("task"), ratio=3)
    table.add_column(_("lead"), ratio=2)
    if not one_plan:
        table.add_column(_("plan"), ratio=2)
    before = ""
    for _index, row in rows.iterrows():
        when = _when(row)
        cells = [
            "" if when == before else when,
            shorten(str(row["task_text"]).replace("\n", " "), _TASK),
            _names(row["leads"]),
        ]
        cells += [] if one_plan else [str(row["plan_label"])]
        table.add_row(*map(words, cells))
        before = when
    return table


def _when(row: pd.Series) -> str:
    """When: a day, with how many more rounds a folded duty has, or the time as printed."""
    if row["state"] in ("ongoing", "event"):
        return shorten(str(row["deadline_text"]), _TIME)
    day = day_text(row["day"])
    if row["state"] == "begins":
        return _("from {day}").format(day=day)
    more = int(row["rounds"]) - 1
    return _later_too(day, more) if more else day


def _later_too(day: str, more: int) -> str:
    """The first day of a duty that comes back, and how many rounds follow in the window."""
    said = ngettext("{day} (and {n} later)", "{day} (and {n} later)", more)
    return said.format(day=day, n=more)


def _names(names: list[str]) -> str:
    shown = "; ".join(names[:_MANY])
    return shown if len(names) <= _MANY else f"{shown}; …"


def _flat(found: DueList, asked: Asked, *, named: bool = True) -> pd.DataFrame:
    """All in one table: what is due, then what has no date."""
    parts = [_arranged(rows, found, asked) for rows in (found.rounds, found.undated) if not rows.empty]
    whole = pd.concat(parts, ignore_index=True) if parts else found.rounds
    return _named(whole) if named else whole


def _write_sheets(found: DueList, asked: Asked, path: Path) -> None:
    sheets = {
        _("Due"): _named(_arranged(found.rounds, found, asked)),
        _("Without a date"): _named(_arranged(found.undated, found, asked)),
    }
    write_workbook({name: rows.rename(columns=_capital) for name, rows in sheets.items()}, path)


def _capital(header: str) -> str:
    """A heading of a workbook begins with a capital."""
    return header[:1].upper() + header[1:]


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that people read, with names for them."""
    headers = {
        "agency_name": _("agency"),
        "role": _("role"),
        "of_set": _("as one of"),
        "state": _("state"),
        "day": _("day"),
        "begins": _("begins"),
        "last_day": _("last day"),
        "rounds": _("rounds"),
        "deadline_text": _("deadline as printed"),
        "task_text": _("task"),
        "leads": _("lead"),
        "coordinates": _("take part"),
        "reform_area": _("area of reform"),
        "product": _("product"),
        "plan_label": _("plan"),
        "source_uri": _("file"),
        "page": _("page"),
    }
    shown = rows[[column for column in headers if column in rows.columns]]
    states = {
        "overdue": _("day has passed"),
        "due": _("due"),
        "begins": _("begins"),
        "ongoing": _("throughout"),
        "event": _("event"),
    }
    shown = shown.assign(state=shown["state"].map(states), reform_area=shown["reform_area"].map(_area))
    return shown.rename(columns=headers)
