"""`kehoach export`: plans as a workbook, as CSV, as a DuckDB file, as a calendar."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from analysis.exports.csv_folder import TABLES, export_csv
from analysis.exports.excerpt import Excerpt, excerpt
from analysis.exports.labels import Labels, Language
from analysis.exports.places import link_to
from analysis.exports.plan_calendar import export_calendar
from analysis.exports.star import export_star
from analysis.exports.workbook import MOST_PLAN_SHEETS, TooManyRowsError, Window, export_workbook
from analysis.frames import DATASET_OF
from analysis.plan_names import PlanNotFoundError
from kehoach.cli.answers import cannot_write, corpus_at, write_answer
from kehoach.cli.console import READ, refuse, say
from schemas.language import gettext as _
from schemas.language import ngettext

# What is in a workbook or a star: not the headings of the body.
_FRAMES: Final = ("tasks", "assignments", "deadlines", "targets", "citations", "diagnostics")


def xlsx(store: str, plans: Sequence[str], out: str, language: Language, window: Window) -> int:
    """Write the workbook of these plans, or of all; the exit code."""
    chosen = _chosen(store, plans)
    labels = Labels(language)
    try:
        write_answer(out, {".xlsx": lambda path: export_workbook(chosen, path, labels=labels, window=window)})
    except TooManyRowsError as error:
        refuse(str(error))
    if len(chosen.plans) > MOST_PLAN_SHEETS:
        said = _(
            "more than {most} plans: their tasks stand on one sheet, {sheet}; name plans for a sheet each"
        )
        say(said.format(most=MOST_PLAN_SHEETS, sheet=labels.sheet("tasks")))
    _tell_missing_files(chosen)
    return _written(chosen, out)


def csv(store: str, plans: Sequence[str], out: str) -> int:
    """Write the tables of these plans, or of all, to a folder; the exit code."""
    chosen = _chosen(store, plans, DATASET_OF)
    try:
        export_csv(chosen, Path(out))
    except OSError as error:
        cannot_write(out, error)
    return _written(chosen, f"{out}/{{{','.join(TABLES)}}}.csv")


def duckdb(store: str, plans: Sequence[str], out: str) -> int:
    """Write the star of these plans, or of all; the exit code."""
    chosen = _chosen(store, plans)
    writers = dict.fromkeys((".duckdb", ".db"), lambda path: export_star(chosen, path))
    write_answer(out, writers)
    return _written(chosen, out)


def ics(store: str, plans: Sequence[str], out: str) -> int:
    """Write all dated rounds of these plans, or of all, as a calendar; the exit code."""
    chosen = _chosen(store, plans, ("tasks", "assignments", "deadlines"))
    name = chosen.plans[0].label if len(chosen.plans) == 1 else _("Duties of plans")

    def write(path: Path) -> None:
        export_calendar(chosen, path, name=name)

    write_answer(out, {".ics": write})
    return _written(chosen, out)


def _chosen(store: str, plans: Sequence[str], frames: Collection[str] = _FRAMES) -> Excerpt:
    """The plans by their names, or all, with these frames; wrong use where a name means none or several."""
    corpus = corpus_at(store, frames)
    try:
        return excerpt(corpus, plans)
    except PlanNotFoundError as error:
        refuse(str(error))


def _tell_missing_files(chosen: Excerpt) -> None:
    """Say how many plans' files cannot be linked to from here."""
    missing = sum(link_to(uri, None, Path()) is None for uri in chosen.documents["source_uri"])
    if missing:
        said = ngettext(
            "{n} file is not found from this folder: its rows have no link",
            "{n} files are not found from this folder: their rows have no link",
            missing,
        )
        say(said.format(n=missing))


def _written(chosen: Excerpt, out: str) -> int:
    plans = ngettext("{n} plan", "{n} plans", len(chosen.plans)).format(n=len(chosen.plans))
    tasks = ngettext("{n} task", "{n} tasks", len(chosen.tasks)).format(n=len(chosen.tasks))
    say(_("{plans} with {tasks} written to {file}").format(plans=plans, tasks=tasks, file=out))
    return READ
