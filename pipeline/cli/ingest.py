"""`kehoach ingest`: files in, Parquet out, and a summary of what was found."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from pipeline import batch
from pipeline.cli.console import READ, SOME_FAILED, STOPPED, errors, output, refuse, say, shorten, words
from pipeline.discovery import Discovery, discover
from pipeline.store import Change, Store, StoreError
from pipeline.summary import PlanLine, Summary

# Names in the summary table are cut here: the columns of figures must stay on an 80-column terminal.
_NAME_WIDTH = 60

_SAID = {
    Change.NEW: "new",
    Change.UPDATED: "updated",
    Change.UNCHANGED: "unchanged",
    Change.COPY: "stored once with its copy",
    Change.KEPT: "kept as it was read earlier",
}


def run(paths: Sequence[str], *, out: str, jobs: int) -> int:
    """Read, store, report; the exit code."""
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        refuse(f"no such file or folder: {', '.join(missing)}")
    try:
        found = discover(paths, exclude=Path(out))
    except FileNotFoundError as error:
        refuse(f"neither a file nor a folder: {error}")
    store = Store(Path(out))
    try:
        store.open()
    except StoreError as error:
        refuse(str(error))
    summary = Summary()
    try:
        for outcome in _with_progress(found, jobs):
            summary.add(outcome, store.put(outcome.plans))
    except StoreError as error:
        say(str(error))
        return STOPPED
    report(summary, found, out)
    return SOME_FAILED if summary.failures or found.unreadable else READ


def report(summary: Summary, found: Discovery, out: str) -> None:
    """What was found and where it lies, then what could not be read."""
    console = output()
    if summary.plans:
        console.print(_table(summary))
    changes = [f"{summary.changes[change]} {said}" for change, said in _SAID.items() if summary.changes[change]]
    if summary.failures:
        changes.append(f"{len(summary.failures)} not read")
    console.print(
        words(
            f"{len(found.sources)} {'file' if len(found.sources) == 1 else 'files'}: {', '.join(changes) or 'nothing to read'}"
        ),
        soft_wrap=True,
    )
    if found.skipped:
        console.print(words(f"skipped in folders as no documents: {found.skipped}"), soft_wrap=True)
    if found.sources:
        console.print(words(f"Parquet in {out}"), soft_wrap=True)
    for folder in found.unreadable:
        say(f"{folder}: the folder could not be listed; check its permissions")
    for line in summary.failures:
        say(line.sentence)


def _with_progress(found: Discovery, jobs: int) -> Iterator[batch.Outcome]:
    """The outcomes, with a progress bar while somebody looks on."""
    console = errors()
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=len(found.sources))
        for outcome in batch.read_files(found.sources, jobs=jobs):
            yield outcome
            progress.advance(task)


def _table(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("plan", overflow="fold")
    for title in ("pages", "tasks", "agencies", "deadlines", "targets", "warnings"):
        table.add_column(title, justify="right", no_wrap=True)
    for line in summary.plans:
        name = words(shorten(line.name, _NAME_WIDTH) or "(no symbol, no title)")
        table.add_row(name.append("\n").append_text(words(line.uri, "dim")), *_figures(line))
    if len(summary.plans) > 1:
        table.add_row(words("total", "bold"), *_figures(summary.totals()))
    return table


def _figures(line: PlanLine) -> list[str]:
    figures = (line.pages, line.tasks, line.agencies, line.deadlines, line.targets, line.warnings)
    return ["–" if figure is None else str(figure) for figure in figures]
