"""The commands by which people look at plans and say what is right, with their arguments. What a command
needs is imported when it runs, so that `--help` is quick."""

from typing import Annotated, Literal

import typer

from kehoach.cli.entry import app
from kehoach.cli.options import DEFAULT_STORE, AskedStore
from kehoach.cli.questions import Plans


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
