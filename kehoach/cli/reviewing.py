"""The commands by which people see, correct and watch what was read, with their arguments. What a command
needs is imported when it runs, so that `--help` is quick."""

import os
from typing import Annotated, Final, Literal

import typer

from kehoach.cli.console import refuse
from kehoach.cli.entry import app
from kehoach.cli.options import DEFAULT_STORE, AskedStore
from kehoach.cli.questions import Plans
from kehoach.cli.speaking import SpeakingGroup, SpeakingTyper
from schemas.language import LANGUAGES, VARIABLE
from schemas.language import gettext as _

_MOST_PORT: Final = 65_535

Plan = Annotated[
    str | None, typer.Argument(metavar="[PLAN]", help="A plan by file, symbol or key; all when left out.")
]
Who = Annotated[str | None, typer.Option("--who", metavar="NAME", help="Who does it; you when left out.")]


@app.command()
def review(
    plans: Plans = None,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Where the pages go.")] = "review",
    store: AskedStore = DEFAULT_STORE,
    language: Annotated[
        Literal["vi", "en"], typer.Option("--lang", help="The language of the pages.")
    ] = "vi",
    no_print: Annotated[
        bool, typer.Option("--no-print", help="Files without pages (Word) are not printed by LibreOffice.")
    ] = False,
) -> None:
    """Write a page for each plan, to be reviewed in a browser: its pictures beside what was read of them.

    A page is one file that needs no network. What is changed in it is saved as a small file, which kehoach
    correct takes.

    Exit code: 0, or 2 where there is no store, no such plan, or no place for the pages.
    """
    from kehoach.cli.review import Asked, run

    raise typer.Exit(run(store, Asked(plans or (), out, language, not no_print)))


@app.command()
def correct(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="What a review page saved (.json), or an edited workbook (.xlsx)."
        ),
    ],
    store: AskedStore = DEFAULT_STORE,
    who: Annotated[
        str | None,
        typer.Option(
            "--who", metavar="NAME", help="Who made the corrections; as the files say when left out."
        ),
    ] = None,
    deleted_rows_are_removals: Annotated[
        bool,
        typer.Option(
            "--deleted-rows-are-removals",
            help="Of a workbook: a row that was deleted removes its task; else it is only told.",
        ),
    ] = False,
) -> None:
    """Take what reviewers corrected: it is kept, and put into the plans now and after every ingest.

    Exit code: 0 all is applied, 3 some does not fit or disagrees with an earlier correction (it is kept all
    the same), 2 a file cannot be used (nothing is taken) or wrong use, 1 the store could not be written to.
    """
    from kehoach.cli.correct import Asked, run

    raise typer.Exit(run(files, Asked(store, who, deleted_rows_are_removals)))


corrections = SpeakingTyper(
    cls=SpeakingGroup,
    help="Show, take back or write out what reviewers corrected.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(corrections, name="corrections")


@corrections.command("list")
def list_corrections(
    plan: Plan = None,
    store: AskedStore = DEFAULT_STORE,
    undone: Annotated[bool, typer.Option("--all", help="Also those that were taken back.")] = False,
) -> None:
    """List corrections in the order in which they were made, with what became of each.

    Exit code: 0, or 2 where there is no store or no such plan.
    """
    from kehoach.cli.corrections import show

    raise typer.Exit(show(store, plan, undone=undone))


@corrections.command("undo")
def undo_corrections(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID...]", help="Corrections as the list calls them, or the first letters."),
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="PLAN", help="A plan by file, symbol or key.")
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="The last correction of PLAN.")] = False,
    who: Who = None,
    store: AskedStore = DEFAULT_STORE,
) -> None:
    """Take corrections back: they stay in the list, and the plans are as if nobody had made them.

    Exit code: 0, 2 where there is no such correction or wrong use, 1 the store could not be written to.
    """
    from kehoach.cli.corrections import undo

    if bool(ids) == last or last == (plan is None):
        refuse(_("undo takes the IDs of corrections, or --plan PLAN --last"))
    raise typer.Exit(undo(store, ids or [], plan, who))


@corrections.command("export")
def export_corrections(
    out: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]", help="Its ending says the form: .json (a file a review), .csv, .xlsx, .parquet."
        ),
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(
            "--labels", metavar="DIR", help="Write plans reviewed to the end as labels for evaluate here."
        ),
    ] = None,
    store: AskedStore = DEFAULT_STORE,
) -> None:
    """Write all corrections to a file, or the plans that were reviewed to the end as labels.

    Exit code: 0, or 2 where there is no store, nothing to write, or no place for it.
    """
    from kehoach.cli.corrections import export, export_labels

    if (out is None) == (labels is None):
        refuse(_("corrections export takes a FILE, or --labels DIR"))
    raise typer.Exit(export_labels(store, labels) if labels else export(store, out or ""))


@app.command()
def dashboard(
    context: typer.Context,
    store: AskedStore = DEFAULT_STORE,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=1, max=_MOST_PORT, metavar="N", help="Where it listens; a free one when left out."
        ),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    language: Annotated[
        Literal["vi", "en"] | None,
        typer.Option("--lang", help="The language of the dashboard; Vietnamese when left out."),
    ] = None,
) -> None:
    """Watch a store in the browser: plans, agencies, what is due, targets, a map, a search over all tasks.

    Only this machine can reach it; Ctrl-C ends it.

    Exit code: 0, or 2 where there is no store, the port is taken, Streamlit is not installed, or wrong use.
    """
    from kehoach.cli.dashboard import run

    raise typer.Exit(run(store, port, language or _asked(context) or "vi", browser=not no_browser))


def _asked(context: typer.Context) -> str | None:
    """The language that was asked for before the command's name, or of this command's environment."""
    before = context.parent.params.get("language") if context.parent is not None else None
    named = before or os.environ.get(VARIABLE)
    return named if named in LANGUAGES else None
