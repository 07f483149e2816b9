"""The command `kehoach`: what it is called, and how it ends."""

import gc
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, Final

import typer

from kehoach.cli.console import STOPPED, WRONG_USE, output_refused, say, speak_utf8
from kehoach.cli.speaking import SpeakingGroup, SpeakingTyper, language_option
from schemas.language import gettext as _

# Cyclic garbage is looked for after so many new objects, some 100 MB: after each 700, as Python does, it took
# a tenth of the time of a command.
_MANY_OBJECTS: Final = 1_000_000
# The libraries that write what the command says.
_WRITING: Final = frozenset({"rich", "click", "typer"})

app = SpeakingTyper(
    name="kehoach",
    cls=SpeakingGroup,
    help="Reads Vietnamese official plans (PDF, DOCX) into Parquet: tasks, agencies, deadlines, targets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        from pipeline.version import PIPELINE_VERSION

        typer.echo(f"kehoach {PIPELINE_VERSION}")
        raise typer.Exit


@app.callback()
def _kehoach(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    language: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="en|vi",
            callback=language_option,
            help="English or Vietnamese (tiếng Việt); the system's language when left out.",
        ),
    ] = None,
) -> None:
    pass


def main() -> None:
    """The entry point of the command: an error is one line, never a traceback (KEHOACH_DEBUG=1 shows it)."""
    gc.set_threshold(_MANY_OBJECTS)
    # numpy comes with pyarrow; to start a thread a core, for sums that no command does, took it 0.05 s.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    speak_utf8()
    try:
        os.getcwd()  # noqa: PTH109 - only whether there is one
    except OSError:
        say(_("the working folder is no more; change to another one"))
        sys.exit(WRONG_USE)
    try:
        app()
    except SystemExit as end:
        # What is still to be written may find the device full: better told than left to the interpreter.
        if (refused := output_refused()) is not None:
            say(_("the output cannot be written to ({reason})").format(reason=refused))
            sys.exit(STOPPED)
        raise end from None
    except Exception as error:
        if os.environ.get("KEHOACH_DEBUG"):
            raise
        say(_sentence(error))
        sys.exit(STOPPED)


def _sentence(error: Exception) -> str:
    """What stopped the command."""
    if isinstance(error, OSError):
        *_before, last = traceback.extract_tb(error.__traceback__)
        rooms = set(Path(last.filename).parts)
        if rooms & _WRITING:
            output_refused()
            return _("the output cannot be written to ({reason})").format(reason=error.strerror or error)
        if "multiprocessing" in rooms:
            return _(
                "no process can be started: {error}; "
                "the system's shared memory (/dev/shm) must be writable and have room"
            ).format(error=error.strerror or error)
    return _("stopped by an error: {kind}: {error} (KEHOACH_DEBUG=1 shows where)").format(
        kind=type(error).__name__, error=error
    )
