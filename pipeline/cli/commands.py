"""The commands and their arguments. What a command needs is imported when it runs, so that `--help` is quick."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.console import STOPPED, say, speak_utf8

app = typer.Typer(
    name="kehoach",
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
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    pass


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and folders; folders are searched through.")],
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="Where the Parquet datasets go.")] = "data/parquet",
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, metavar="N", help="Files read at a time; one a core.")] = None,
) -> None:
    """Read plans and store their records.

    Exit code: 0 every file was read, 3 some could not be (the others are stored), 2 wrong use.
    """
    from pipeline.cli.ingest import run

    raise typer.Exit(run(paths, out=out, jobs=jobs or os.cpu_count() or 1))


@app.command()
def inspect(path: Annotated[str, typer.Argument(metavar="FILE", help="A plan.")]) -> None:
    """Show one plan as a tree with its records; nothing is stored.

    Exit code: 0 the file was read, 3 it could not be, 2 wrong use.
    """
    from pipeline.cli.inspect import run

    raise typer.Exit(run(path))


@app.command()
def schema(
    dataset: Annotated[str | None, typer.Argument(metavar="[DATASET]", help="One dataset; all when left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Print the data dictionary: every column of the datasets, its type and what it means."""
    from pipeline.cli.schema import run

    raise typer.Exit(run(dataset, as_json=as_json))


@app.command()
def evaluate(
    out: Annotated[str, typer.Argument(metavar="PARQUET", help="The folder of the datasets.")],
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="The folder of the label files, one JSON a plan.")],
    source_format: Annotated[
        str | None, typer.Option("--format", help="Which format counts where a plan is stored in several.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="SLUG", help="Label files to use; all when left out.")
    ] = None,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the figures here.")] = None,
    errors: Annotated[
        Path | None, typer.Option("--errors", metavar="FILE", help="Write every disagreement here, a JSON a line.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help="Earlier figures (--json) to hold.")] = None,
) -> None:
    """Measure stored records against reference labels.

    Exit code: 0 every label file was compared and no figure fell, 1 one fell or a plan is missing, 2 wrong use.
    """
    from pipeline.cli.evaluate import run

    raise typer.Exit(
        run(out, gold, source_format=source_format, only=only or [], json_file=json_file, errors=errors, baseline=baseline)
    )


def main() -> None:
    """The entry point of the command: an error is one line, never a traceback (KEHOACH_DEBUG=1 shows it)."""
    speak_utf8()
    try:
        app()
    except Exception as error:
        if os.environ.get("KEHOACH_DEBUG"):
            raise
        say(f"stopped by an error: {type(error).__name__}: {error} (KEHOACH_DEBUG=1 shows where)")
        sys.exit(STOPPED)
