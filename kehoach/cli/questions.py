"""The commands that ask a store, with their arguments. What a command needs is imported when it runs, so that
`--help` is quick."""

from datetime import date
from typing import Annotated, Literal

import typer

from analysis.due_window import DAYS, OVERDUE
from kehoach.cli.entry import app
from kehoach.cli.options import DEFAULT_STORE, AskedStore
from kehoach.cli.speaking import SpeakingGroup, SpeakingTyper

Grouped = Annotated[
    Literal["area", "index", "agency"] | None,
    typer.Option("--by", help="Group the tasks by reform area, index or lead."),
]
ComparisonFile = Annotated[
    str | None,
    typer.Option(
        "--out", metavar="FILE|DIR", help="Write it here: .html, .xlsx, .csv, .parquet, or a folder."
    ),
]
Pairs = list[str] | None
_MOST_DAYS = 36_600

Plans = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PLAN...]", help="Plans by file, symbol or key; all of the store when left out."),
]


@app.command()
def due(
    store: AskedStore = DEFAULT_STORE,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="First day of the window; --as-of when left out."),
    ] = None,
    days: Annotated[
        int, typer.Option("--days", min=0, max=_MOST_DAYS, metavar="N", help="Length of the window.")
    ] = DAYS,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The day that stands for today.")
    ] = None,
    overdue: Annotated[
        int,
        typer.Option(
            "--overdue",
            min=0,
            max=_MOST_DAYS,
            metavar="DAYS",
            help="What fell due so long before comes first.",
        ),
    ] = OVERDUE,
    agency: Annotated[
        str | None,
        typer.Option(
            "--agency", metavar="NAME", help="Only tasks of this agency: words of its name, or its id."
        ),
    ] = None,
    issuer: Annotated[
        str | None,
        typer.Option("--issuer", metavar="NAME", help="Only plans of this issuer, or with this symbol."),
    ] = None,
    by: Annotated[
        Literal["agency", "date", "area"], typer.Option("--by", help="How the list is grouped.")
    ] = "date",
    expand: Annotated[
        bool, typer.Option("--expand", help="Count a set of agencies for each of its members.")
    ] = False,
    every_round: Annotated[
        bool,
        typer.Option("--every-round", help="A line for every round of daily, weekly and monthly duties."),
    ] = False,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FILE", help="Write it here: .csv, .xlsx, .ics or .parquet."),
    ] = None,
) -> None:
    """Show what is due: in the next 60 days, what fell due before, and what goes on or waits for an event.

    Exit code: 0, or 2 where there is no store or wrong use.
    """
    from kehoach.cli.answers import day_of
    from kehoach.cli.due import Asked, run

    today = day_of(as_of, "--as-of") or date.today()
    first = day_of(start, "--from")
    asked = Asked(today, first, days, overdue, agency, issuer, by, expand, every_round)
    raise typer.Exit(run(store, asked, out))


@app.command()
def compare(
    plans: Annotated[
        list[str] | None,
        typer.Argument(metavar="[A B...]", help="Plans by file, symbol or key; A beside each of the others."),
    ] = None,
    all_of: Annotated[
        str | None,
        typer.Option(
            "--all-of", metavar="PROVINCE", help="All districts' plans of a province, each with each."
        ),
    ] = None,
    last_year: Annotated[
        str | None,
        typer.Option(
            "--last-year", metavar="PLAN", help="Its issuer's plan of the year before, and this one."
        ),
    ] = None,
    successors: Annotated[
        str | None,
        typer.Option(
            "--successors",
            metavar="PLAN",
            help="A district's plan, and those of the communes that succeeded the district.",
        ),
    ] = None,
    level: Annotated[
        Literal["district", "commune"] | None,
        typer.Option("--level", help="With --all-of: whose plans; districts' when left out."),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="With --all-of: plans for this year.")
    ] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="WORDS", help="With --all-of: plans with these words in the title."),
    ] = None,
    by: Grouped = None,
    same: Annotated[
        Pairs,
        typer.Option(
            "--same", metavar="A=B", help="Say that task A of A and task B of B are the same; kept."
        ),
    ] = None,
    part: Annotated[
        Pairs, typer.Option("--part", metavar="A=B", help="Say that the two share a part; kept.")
    ] = None,
    none: Annotated[
        Pairs, typer.Option("--none", metavar="A=B", help="Say that the two have nothing in common; kept.")
    ] = None,
    out: ComparisonFile = None,
    store: AskedStore = DEFAULT_STORE,
) -> None:
    """Compare plans: the same tasks and what differs in them, and what only one plan has.

    What is said with --same, --part and --none (by the numbers of the tables, or task_ids) is kept in
    matches.csv in the store and counts from then on.

    Exit code: 0, or 2 where a plan is not there or wrong use.
    """
    from kehoach.cli.compare import Asked, Said, run

    said = Said(tuple(same or ()), tuple(part or ()), tuple(none or ()))
    asked = Asked(tuple(plans or ()), all_of, last_year, successors, level, year, about, by, said)
    raise typer.Exit(run(store, asked, out))


@app.command()
def cascade(
    child: Annotated[str, typer.Argument(metavar="CHILD", help="A plan by file, symbol or key.")],
    parent: Annotated[
        str | None, typer.Argument(metavar="[PARENT]", help="The plan above; the one that CHILD cites.")
    ] = None,
    by: Grouped = None,
    out: ComparisonFile = None,
    store: AskedStore = DEFAULT_STORE,
) -> None:
    """Show what a plan made of the plan above it: each task that falls to it taken up, changed or dropped.

    Exit code: 0, or 2 where a plan is not there, the parent cannot be told, or wrong use.
    """
    from kehoach.cli.cascade import run

    raise typer.Exit(run(store, child, parent, by, out))


export = SpeakingTyper(
    cls=SpeakingGroup,
    help="Write plans for other programs: a workbook, CSV, a DuckDB file, a calendar.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(export, name="export")


@export.command("xlsx")
def export_xlsx(
    out: Annotated[str, typer.Option("--out", metavar="FILE.xlsx", help="The workbook.")],
    plans: Plans = None,
    store: AskedStore = DEFAULT_STORE,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="The day that stands for today, on the sheet of what is due."
        ),
    ] = None,
    days: Annotated[
        int,
        typer.Option("--days", min=0, max=_MOST_DAYS, metavar="N", help="How far ahead that sheet looks."),
    ] = DAYS,
    language: Annotated[
        Literal["vi", "en"], typer.Option("--lang", help="The language of sheets, headers and codes.")
    ] = "vi",
) -> None:
    """Write a workbook: a tracking table for each plan, and lists by agency, day and target.

    Exit code: 0, or 2 where there is no store, no such plan, or no place for the file.
    """
    from analysis.exports.workbook import Window
    from kehoach.cli.answers import day_of
    from kehoach.cli.export import xlsx

    window = Window(day_of(as_of, "--as-of") or date.today(), days)
    raise typer.Exit(xlsx(store, plans or (), out, language, window))


@export.command("csv")
def export_csv(
    out: Annotated[str, typer.Option("--out", metavar="FOLDER", help="Where the files go, one a table.")],
    plans: Plans = None,
    store: AskedStore = DEFAULT_STORE,
) -> None:
    """Write CSV files for Excel: UTF-8 with its mark, lists joined by "; ".

    Exit code: 0, or 2 where there is no store, no such plan, or no place for the files.
    """
    from kehoach.cli.export import csv

    raise typer.Exit(csv(store, plans or (), out))


@export.command("duckdb")
def export_duckdb(
    out: Annotated[str, typer.Option("--out", metavar="FILE.duckdb", help="The database.")],
    plans: Plans = None,
    store: AskedStore = DEFAULT_STORE,
) -> None:
    """Write a DuckDB file in star form for dashboards: dimensions, facts, bridges and views.

    Exit code: 0, or 2 where there is no store, no such plan, or no place for the file.
    """
    from kehoach.cli.export import duckdb

    raise typer.Exit(duckdb(store, plans or (), out))


@export.command("ics")
def export_ics(
    out: Annotated[str, typer.Option("--out", metavar="FILE.ics", help="The calendar.")],
    plans: Plans = None,
    store: AskedStore = DEFAULT_STORE,
) -> None:
    """Write a calendar of all that is due by a day, what comes again as one event that recurs.

    Exit code: 0, or 2 where there is no store, no such plan, or no place for the file.
    """
    from kehoach.cli.export import ics

    raise typer.Exit(ics(store, plans or (), out))
