"""The commands that read plans and look after a store, with their arguments. What a command needs is imported
when it runs, so that `--help` is quick."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kehoach.cli.console import refuse, say
from kehoach.cli.entry import app
from kehoach.cli.options import (
    DEFAULT,
    DEFAULT_STORE,
    MOST_SECONDS,
    MaxCells,
    MaxFile,
    MaxPages,
    MaxPageSize,
    Memory,
    StoreFolder,
    Timeout,
)
from pipeline.limits import CLUSTER_WAIT, Limits
from schemas.language import gettext as _


@app.command()
def ingest(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, bundles (ZIP, RAR) and folders.")
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Where the Parquet datasets go.")
    ] = DEFAULT_STORE,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, metavar="N", help="Files read at a time; one a core.")
    ] = None,
    timeout: Timeout = DEFAULT.timeout,
    memory: Memory = DEFAULT.memory_mb,
    max_pages: MaxPages = DEFAULT.max_pages,
    max_page_size: MaxPageSize = DEFAULT.max_page_size,
    max_cells: MaxCells = DEFAULT.max_cells,
    max_file: MaxFile = DEFAULT.max_file_mb,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="tcp://HOST:PORT", help="Read on the workers of this Dask scheduler."
        ),
    ] = None,
    cluster_wait: Annotated[
        float,
        typer.Option(
            "--cluster-wait", min=0, max=MOST_SECONDS, metavar="SECONDS", help="Time for a worker to come."
        ),
    ] = CLUSTER_WAIT,
    force: Annotated[
        bool, typer.Option("--force", help="Read files again that are stored unchanged.")
    ] = False,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Stop when another run writes to DIR, instead of waiting.")
    ] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Print a line of JSON a document, and no table.")
    ] = False,
) -> None:
    """Read plans and store their records.

    A file that is stored unchanged is not read again. Exit code: 0 every file was read, 3 some could not be
    (the others are stored), 2 wrong use, 1 the store could not be written to, 130 stopped by Ctrl-C (what was
    done is stored).
    """
    from kehoach.cli.console import errors, is_terminal
    from kehoach.cli.progress import Bar

    # Lines for a program and a bar on one screen would be drawn over one another.
    shown = not (log_json and sys.stdout is not None and sys.stdout.isatty())
    if not shown and is_terminal(errors()):
        say(_("starting"))
    with Bar(shown=shown) as bar:
        from pipeline.running.confinement import let_arrow_find_no_pandas

        let_arrow_find_no_pandas(nor_numpy=True)
        from kehoach.cli.ingest import Options, run

        limits = Limits(timeout, memory, max_pages, max_page_size, max_cells, max_file)
        options = Options(
            jobs or os.cpu_count() or 1,
            limits,
            force=force,
            wait=not no_wait,
            log_json=log_json,
            cluster=cluster,
            cluster_wait=cluster_wait,
        )
        code = run(paths, out=out, options=options, bar=bar)
    raise typer.Exit(code)


@app.command()
def inspect(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A plan; of a bundle: bundle.zip!/plan.pdf.")],
    timeout: Timeout = DEFAULT.timeout,
    memory: Memory = DEFAULT.memory_mb,
) -> None:
    """Show one plan as a tree with its records; nothing is stored.

    Exit code: 0 the file was read, 3 it could not be, 2 wrong use.
    """
    from kehoach.cli.progress import Bar

    with Bar() as bar:
        from kehoach.cli.inspect import run

        code = run(path, Limits(timeout, memory), bar)
    raise typer.Exit(code)


@app.command()
def status(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH...]", help="Only these files, folders and bundles; all when left out."),
    ] = None,
    store: StoreFolder = DEFAULT_STORE,
    warnings: Annotated[
        bool, typer.Option("--warnings", help="List every warning of every file instead.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, with every file.")] = False,
) -> None:
    """Show what is stored, what failed, and what is stale: changed, gone, or read by another version.

    Exit code: 0, or 2 where there is no store or nothing stored lies at a PATH.
    """
    from kehoach.cli.upkeep import status as run

    raise typer.Exit(run(store, paths=paths or (), warnings=warnings, as_json=as_json))


@app.command()
def prune(
    store: StoreFolder = DEFAULT_STORE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Even when no file at all is found.")] = False,
) -> None:
    """Remove the records of files that are no more."""
    from kehoach.cli.upkeep import prune as run

    raise typer.Exit(run(store, dry_run=dry_run, force=force))


@app.command()
def check(
    store: StoreFolder = DEFAULT_STORE,
    repair: Annotated[
        bool, typer.Option("--repair", help="Remove what is wrong; the next ingest reads those files again.")
    ] = False,
) -> None:
    """Check a store: columns, values, and that every key resolves; what a crash left is finished first.

    Exit code: 0 sound or repaired, 1 problems (a line each), 2 no store there.
    """
    from kehoach.cli.upkeep import check as run

    raise typer.Exit(run(store, repair=repair))


@app.command()
def compact(store: StoreFolder = DEFAULT_STORE) -> None:
    """Merge the small files of a store's partitions into few; what is in them stays, for readers and ingest.

    Exit code: 0, 1 the store could not be written to, 2 no store there.
    """
    from kehoach.cli.upkeep import compact as run

    raise typer.Exit(run(store))


@app.command()
def schema(
    dataset: Annotated[
        str | None, typer.Argument(metavar="[DATASET]", help="One dataset; all when left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Print the data dictionary: every column of the datasets, its type and what it means."""
    from kehoach.cli.schema import run

    raise typer.Exit(run(dataset, as_json=as_json))


@app.command()
def evaluate(
    gold: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="GOLD",
            help="The folder of the label files, one JSON a plan; the store may stand before it.",
        ),
    ] = None,
    store: StoreFolder = DEFAULT_STORE,
    reviewed: Annotated[
        bool,
        typer.Option(
            "--reviewed", help="Instead of GOLD: the plans that were reviewed to the end, as they were read."
        ),
    ] = False,
    source_format: Annotated[
        str | None, typer.Option("--format", help="Which format counts where a plan is stored in several.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="SLUG", help="Label files to use; all when left out."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the figures here.")
    ] = None,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE", help="Write every disagreement here, a JSON a line."),
    ] = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="Earlier figures (--json) to hold.")
    ] = None,
) -> None:
    """Measure stored records against reference labels.

    Exit code: 0 every label file was compared and no figure fell, 1 one fell or a plan is missing, 2 nothing
    was compared or wrong use.
    """
    from kehoach.cli.evaluate import run

    given = list(gold or [])
    if not given and not reviewed:
        refuse(_("evaluate takes the folder of the label files, or --reviewed"))
    labels = None if reviewed else given.pop()
    if len(given) > 1:
        refuse(_("evaluate takes one folder of label files, and the store before it or as --store"))
    raise typer.Exit(
        run(
            given[0] if given else store,
            labels,
            source_format=source_format,
            only=only or [],
            json_file=json_file,
            errors=errors,
            baseline=baseline,
        )
    )
