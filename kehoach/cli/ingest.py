"""`kehoach ingest`: files in, Parquet out, and a summary of what was found."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from rich.table import Table
from rich.text import Text

from kehoach.cli.console import (
    READ,
    SOME_FAILED,
    STOPPED,
    OutputGoneError,
    errors,
    output,
    refuse,
    say,
    shorten,
    shorten_path,
    words,
    write_lines,
)
from kehoach.cli.progress import StopRequest, log_line, progress_bar
from kehoach.cli.stores import store_at
from pipeline.intake.discovery import Discovery, Source, discover, may_be_bundle
from pipeline.intake.urls import is_url, without_scheme
from pipeline.limits import Limits
from pipeline.running import batch
from pipeline.running.batch import Outcome
from pipeline.running.cluster import ClusterWorkers
from pipeline.running.summary import PlanLine, Summary
from pipeline.running.workers import LocalWorkers, Workers, WorkersGoneError
from pipeline.store import Change, EncodedPlan, Store, StoreError
from pipeline.version import PIPELINE_VERSION
from schemas.rows import DATASETS

_FIGURES = ("pages", "tasks", "agencies", "deadlines", "targets", "warnings")
# Names in the summary table are cut here, and keep this room beside the figures however narrow the terminal
# is.
_NAME_WIDTH = 60
_LEAST_ROOM = 20
# What a shell reports for a command that a signal ended is 128 and the signal's number.
_SIGNALLED = 128

_SAID = {
    Change.NEW: "new",
    Change.UPDATED: "updated",
    Change.UNCHANGED: "unchanged",
    Change.COPY: "stored once with its copy",
    Change.KEPT: "kept as it was read earlier",
}


@dataclass(frozen=True, slots=True)
class Options:
    """How `ingest` goes about it."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    wait: bool = True
    log_json: bool = False
    cluster: str | None = None


def run(paths: Sequence[str], *, out: str, options: Options) -> int:
    """Read, store, report; the exit code."""
    missing = [
        path for path in paths if not path or (not is_url(path) and not Path(without_scheme(path)).exists())
    ]
    if missing:
        refuse(f"no such file or folder: {', '.join(path or repr(path) for path in missing)}")
    try:
        # Not the output folder as a whole: plans may lie beside the datasets.
        found = discover(paths, exclude=[f"{out.rstrip('/')}/{dataset}" for dataset in DATASETS])
    except FileNotFoundError as error:
        refuse(f"neither a file nor a folder: {error}")
    except ConnectionError as error:
        refuse(str(error))
    store = store_at(out)
    summary = Summary()
    stop = StopRequest()
    with ExitStack() as until_the_end:
        begun = False
        try:
            with store.session(_tell_waiting, wait=options.wait):
                begun = True
                # Who waits for another run is stopped by the signal itself: there is nothing to finish yet.
                until_the_end.enter_context(stop)
                _read_and_store(found, store, options, summary, stop)
        except WorkersGoneError as error:
            say(str(error))
            return STOPPED
        except OutputGoneError as error:
            say(f"the output cannot be written to ({error}): {_how_far(found, summary)}")
            return STOPPED
        except StoreError as error:
            if not begun and options.wait:
                refuse(str(error))
            say(str(error))
            return STOPPED
    if not options.log_json:
        report(summary, found, out)
    complain(summary, found)
    if stop.received is not None:
        say(f"stopped: {_how_far(found, summary)}")
        return _SIGNALLED + stop.received
    return SOME_FAILED if summary.failures or found.unreadable else READ


def start_workers(options: Options, sources: Sequence[Source], scratch: Path | None) -> Workers:
    """The processes that read: those of a cluster, or of this machine and then no more than there are
    files."""
    if options.cluster is not None:
        return ClusterWorkers(options.cluster, options.limits, prepare=batch.load_reader)
    files = sum(options.jobs if may_be_bundle(source) else 1 for source in sources)
    return LocalWorkers(
        max(1, min(options.jobs, files)), options.limits, prepare=batch.load_reader, scratch=scratch
    )


def _read_and_store(
    found: Discovery, store: Store, options: Options, summary: Summary, stop: StopRequest
) -> None:
    places = {source.path: number for number, source in enumerate(found.sources)}
    workers = start_workers(options, found.sources, store.scratch)
    try:
        with progress_bar(len(found.sources)) as bar:
            for group in batch.read_files(
                found.sources,
                workers,
                known=lambda sha256: not options.force and store.knows(sha256, PIPELINE_VERSION),
                contents=lambda sha256: None if options.force else store.contents(sha256, PIPELINE_VERSION),
                seen=lambda source: store.hash_at(source.uri, source.mark or ""),
                stopped=lambda: bool(stop),
            ):
                lines: list[str] = []
                for outcome, plans, changes in _store(group, store):
                    source = outcome.source
                    summary.add(
                        source.uri,
                        plans,
                        changes,
                        place=places[source.path],
                        bundled=source.member is not None,
                    )
                    bar.advance(failed=all(plan.failed for plan in plans))
                    lines += [
                        log_line(outcome, plan, change) for plan, change in zip(plans, changes, strict=True)
                    ]
                for outcome in group:
                    if outcome.contents is not None:
                        summary.open(outcome.contents)
                        bar.open(len(outcome.contents.members))
                if options.log_json:
                    write_lines(lines)
    finally:
        workers.shutdown(cancel_futures=True)


def _store(
    group: Sequence[Outcome], store: Store
) -> Iterator[tuple[Outcome, list[EncodedPlan], list[Change]]]:
    """Store what was read; each outcome with its documents and what became of them, bundles have none.

    What needed no reading comes first: it is known by the paths it had, which others of the group may have
    taken.
    """
    kept = [
        (outcome, outcome.sha256)
        for outcome in group
        if not outcome.plans and not outcome.contents and outcome.sha256
    ]
    found = store.keep_all([(sha256, outcome.source.uri) for outcome, sha256 in kept])
    for (outcome, _), (plans, changes) in zip(kept, found, strict=True):
        yield outcome, plans, changes
    read = [outcome for outcome in group if outcome.plans]
    for outcome, said in zip(read, store.put_all([outcome.plans for outcome in read]), strict=True):
        yield outcome, outcome.plans, said
    for outcome in group:
        if outcome.contents is not None:
            lasting = outcome.sha256 is not None
            store.note_bundle(outcome.source.uri, outcome.contents, PIPELINE_VERSION, lasting=lasting)
    seen = {
        found.source.uri: (found.source.mark, found.sha256)
        for found in group
        if found.source.mark and found.sha256
    }
    if seen:
        store.note_url_hashes(seen)


def report(summary: Summary, found: Discovery, out: str) -> None:
    """What was found and where it lies."""
    console = output()
    lines = summary.plans
    if lines:
        console.print(_table(summary, lines, console.width))
    if summary.documents > len(lines):
        console.print(words(f"and {summary.documents - len(lines)} more"), soft_wrap=True)
    if not found.sources:
        console.print(words("0 files: nothing to read"), soft_wrap=True)
    else:
        files = summary.files
        said = [f"{files['stored']} stored"] if files["stored"] else []
        said += [f"{files['warnings']} stored with warnings"] if files["warnings"] else []
        said += [f"{files['failed']} not read"] if files["failed"] else []
        bundled = (
            f" ({summary.bundled} of them in {_number(summary.bundles, 'bundle')})" if summary.bundles else ""
        )
        console.print(words(f"{_number(files.total(), 'file')}{bundled}: {', '.join(said)}"), soft_wrap=True)
    changes = [
        f"{summary.changes[change]} {said}" for change, said in _SAID.items() if summary.changes[change]
    ]
    if changes:
        console.print(
            words(f"{_number(summary.documents, 'document')}: {', '.join(changes)}"), soft_wrap=True
        )
    for where, skipped in (("folders", found.skipped), ("bundles", summary.skipped)):
        if skipped:
            console.print(words(f"skipped in {where} as no documents: {skipped}"), soft_wrap=True)
    if found.sources:
        console.print(words(f"Parquet in {out}"), soft_wrap=True)


def complain(summary: Summary, found: Discovery) -> None:
    """What could not be read, a line each."""
    for folder in found.unreadable:
        say(f"{folder}: the folder could not be listed; check its permissions")
    for line in sorted(summary.failures, key=lambda line: line.uri):
        say(line.sentence)


def _tell_waiting(holder: str) -> None:
    errors().print(
        Text(f"kehoach: waiting for another run that writes to this store ({holder})"), soft_wrap=True
    )


def _how_far(found: Discovery, summary: Summary) -> str:
    done, files = summary.files.total(), len(found.sources) + summary.further
    return f"{done} of {files} files are done and stored; the same command goes on from there"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _table(summary: Summary, lines: list[PlanLine], width: int) -> Table:
    """A line with a plan's name and figures, a line with its path; each is cut to `width` rather than
    wrapped."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("plan", no_wrap=True, overflow="ellipsis")
    for title in _FIGURES:
        table.add_column(title, justify="right", no_wrap=True)
    room = max(width - sum(len(title) + 2 for title in _FIGURES), _LEAST_ROOM)
    for line in lines:
        name = words(shorten(line.name, min(room, _NAME_WIDTH)) or "(no symbol, no title)")
        table.add_row(
            name.append("\n").append_text(words(shorten_path(line.uri, room), "dim")), *_figures(line)
        )
    if summary.documents > 1:
        table.add_row(words("total", "bold"), *_figures(summary.totals))
    return table


def _figures(line: PlanLine) -> list[str]:
    figures = (line.pages, line.tasks, line.agencies, line.deadlines, line.targets, line.warnings)
    return ["–" if figure is None else str(figure) for figure in figures]
