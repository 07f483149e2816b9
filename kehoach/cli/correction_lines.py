"""Corrections as people read them: a table on a terminal, a line each in a pipe."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from rich.table import Table

from analysis.plan_names import label_of, main_key
from kehoach.cli.answers import day_text
from kehoach.cli.console import is_terminal, output, plain, shorten, words, write_lines
from pipeline.correcting import State
from pipeline.correcting.wording import about
from schemas.corrections import CorrectionRow
from schemas.language import count_of, marked, spoken
from schemas.language import gettext as _
from schemas.rows import DocumentRow

Became = State | Literal["known", "undone"]
"""What became of a correction: also that it was kept already, or was taken back."""

BECAME: Final[Mapping[Became, str]] = {
    "applied": marked("applied"),
    "noted": marked("noted"),
    "unfit": marked("does not fit"),
    "disagrees": marked("disagrees"),
    "known": marked("known already"),
    "undone": marked("taken back"),
}
_STYLES: Final[Mapping[Became, str]] = {
    "unfit": "yellow",
    "disagrees": "red",
    "undone": "dim",
    "known": "dim",
}
# Letters on a terminal: of a task what tells it from others, of a value most.
_LONGEST_TASK: Final = 50
_LONGEST: Final = 70
# Lines on a terminal; a pipe gets all.
_MOST: Final = 60
# Fewer letters of an id are not shown, so that it looks like one.
_LEAST_ID: Final = 6
_NOTHING: Final = "–"
_IS_DAY: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
# On a narrower terminal the time stands beneath the day, which needs so many columns.
_WIDE: Final = 120
_DAY: Final = len("30/11/2026")


@dataclass(frozen=True, slots=True)
class Shown:
    """A correction and what became of it."""

    row: CorrectionRow
    became: Became


def labels_of(documents: Iterable[DocumentRow]) -> dict[str, str]:
    """What people call the plans of documents, by their keys."""
    labels = {row.key: label_of(row.symbol, row.issuer, row.title, row.source_uri) for row in documents}
    return {key: labels.get(main_key(key), label) for key, label in labels.items()}


def short_ids(rows: Iterable[CorrectionRow]) -> Callable[[str], str]:
    """What abbreviates the keys of these corrections, so that all differ."""
    keys = sorted({row.correction_id for row in rows})
    length = _LEAST_ID
    while len({key[:length] for key in keys}) < len(keys):
        length += 1
    return lambda key: key[:length]


def show_corrections(found: Sequence[Shown], labels: Mapping[str, str], short: Callable[[str], str]) -> None:
    """Print corrections in their order: on a terminal the first of them as a table, else a line each, its
    columns between tabs: what became of it, key, time (UTC), who, plan, action, field, task, old, new,
    reason."""
    console = output()
    if not is_terminal(console):
        write_lines(_line(one, labels) for one in found)
        return
    if not found:
        return
    console.print(_table(found[:_MOST], labels, short, console.width))
    if (more := len(found) - _MOST) > 0:
        said = count_of(more, "and {count} more; a pipe gets all", "and {count} more; a pipe gets all")
        console.print(said)


def value_of(kept: str | None) -> str:
    """A value as a row keeps it, in words: the text of an agency, a time, a task; "" for none."""
    if kept is None:
        return ""
    if not kept.startswith(("{", "[")):
        return kept
    try:
        return " | ".join(_texts(json.loads(kept)))
    except ValueError:
        return kept


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value: what stands in the plan, else its codes."""
    match value:
        case str():
            yield value
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            names = ("task_text", "agency_text", "deadline_text", "target_text")
            yield from (str(value[name]) for name in names if value.get(name))


def _line(one: Shown, labels: Mapping[str, str]) -> str:
    row = one.row
    cells = [
        one.became,
        row.correction_id,
        row.made_at.isoformat(),
        row.who,
        labels.get(row.plan_key, row.plan_key),
        row.action,
        row.field or "",
        row.task_text or "",
        value_of(row.old),
        value_of(row.new),
        row.why or "",
    ]
    return "\t".join(map(plain, cells))


def _table(
    found: Sequence[Shown], labels: Mapping[str, str], short: Callable[[str], str], width: int
) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, header_style="bold")
    several = len({one.row.plan_key for one in found}) > 1
    reasons = any(one.row.why for one in found)
    if found and not several:
        table.title = words(labels.get(found[0].row.plan_key, found[0].row.plan_key), "italic")
        table.title_justify = "left"
    table.add_column(_("ID"), no_wrap=True)
    table.add_column(_("when"), max_width=_DAY if width < _WIDE else None)
    table.add_column(_("who"), ratio=2)
    if several:
        table.add_column(_("plan"), ratio=2)
    table.add_column(_("task"), ratio=3)
    table.add_column(_("what"), ratio=2)
    table.add_column(_("old → new"), ratio=4)
    if reasons:
        table.add_column(_("reason"), ratio=2)
    table.add_column(_("state"), no_wrap=True)
    for one in found:
        row = one.row
        cells = [short(row.correction_id), _moment(row), row.who]
        cells += [labels.get(row.plan_key, row.plan_key)] if several else []
        cells += [_task(row), about(row.action, row.field), _change(row)]
        cells += [shorten(plain(row.why or ""), _LONGEST)] if reasons else []
        cells += [_(BECAME[one.became])]
        table.add_row(*map(words, cells), style=_STYLES.get(one.became))
    return table


def _moment(row: CorrectionRow) -> str:
    """When, by the clock on the wall, as the language writes it."""
    return row.made_at.astimezone().strftime("%d/%m/%Y %H:%M" if spoken() == "vi" else "%Y-%m-%d %H:%M")


def _task(row: CorrectionRow) -> str:
    """The beginning of the task that is meant; corrections keep it in small letters."""
    text = shorten(row.task_text or "", _LONGEST_TASK)
    return text[:1].upper() + text[1:]


def _change(row: CorrectionRow) -> str:
    """Old and new."""
    old, new = (shorten(plain(_in_words(kept)), _LONGEST) for kept in (row.old, row.new))
    if row.action == "change":
        return f"{old or _NOTHING} → {new or _NOTHING}"
    return new


def _in_words(kept: str | None) -> str:
    """A value as `value_of` gives it, a day as the language writes it."""
    value = value_of(kept)
    return day_text(value) if _IS_DAY.fullmatch(value) else value
