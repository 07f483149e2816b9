"""The commands that ask a store, with their arguments. What a command needs is imported when it runs, so that
`--help` is quick."""

from typing import Annotated, Literal

import typer

from kehoach.cli.entry import app
from kehoach.cli.options import DEFAULT_STORE, AskedStore

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
    matches.csv in the store and counts from then on. Exit code: 0, or 2 where a plan is not there or wrong use.
    """
    from kehoach.cli.compare import Asked, run

    said = tuple(
        (grade, pair)
        for grade, pairs in (("same", same), ("part", part), ("none", none))
        for pair in pairs or ()
    )
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
