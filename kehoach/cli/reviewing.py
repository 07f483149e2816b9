"""The commands with which people see, trust, correct and watch what was read, with their arguments. What a
command needs is imported when it runs, so that `--help` is quick."""

import os
from typing import Annotated, Final, Literal

import typer

from kehoach.cli.entry import app
from kehoach.cli.options import DEFAULT_STORE, AskedStore
from schemas.language import LANGUAGES, VARIABLE

_MOST_PORT: Final = 65_535


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
