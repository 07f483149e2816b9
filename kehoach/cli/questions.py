"""The commands that ask a store, with their arguments. What a command needs is imported when it runs, so that
`--help` is quick."""

from datetime import date
from typing import Annotated, Literal

import typer

from kehoach.cli.entry import app
from kehoach.cli.options import DEFAULT_STORE, AskedStore

_MOST_DAYS = 36_600


@app.command()
def due(
    store: AskedStore = DEFAULT_STORE,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="First day of the window; --as-of when left out."),
    ] = None,
    days: Annotated[
        int, typer.Option("--days", min=0, max=_MOST_DAYS, metavar="N", help="Length of the window.")
    ] = 60,
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
    ] = 30,
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
