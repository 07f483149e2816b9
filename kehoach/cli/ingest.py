"""`kehoach ingest`: files in, Parquet out, and a summary of what was found."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kehoach.cli.console import (
    READ,
    SOME_FAILED,
    STOPPED,
    OutputGoneError,
    output_takes_unicode,
    refuse,
    say,
    write_lines,
)
from kehoach.cli.progress import Bar
from kehoach.cli.report import complain, how_far, report
from kehoach.cli.stopping import StopRequest
from kehoach.cli.stores import store_at
from pipeline.intake.discovery import Discovery, Source, discover, may_be_bundle
from pipeline.intake.urls import is_url, without_scheme
from pipeline.limits import CLUSTER_WAIT, Limits
from pipeline.running import batch
from pipeline.running.batch import Outcome
from pipeline.running.cluster import ClusterWorkers
from pipeline.running.summary import Summary, warnings_of
from pipeline.running.workers import LocalWorkers, Workers, WorkersGoneError
from pipeline.store import Change, EncodedPlan, Store, StoreError
from pipeline.version import PIPELINE_VERSION
from schemas.arrow import ALL_DATASETS
from schemas.language import gettext as _

# What a shell reports for a command that a signal ended is 128 and the signal's number.
_SIGNALLED: Final = 128


@dataclass(frozen=True, slots=True)
class Options:
    """How `ingest` goes about it."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    force: bool = False
    wait: bool = True
    log_json: bool = False
    cluster: str | None = None
    cluster_wait: float = CLUSTER_WAIT


def run(paths: Sequence[str], *, out: str, options: Options, bar: Bar) -> int:
    """Read, store, report; the exit code. `bar` shows how far it is, and leaves the screen before the
    report."""
    bar.say(_("looking for files"))
    found = _find(paths, out)
    store = store_at(out)
    summary = Summary()
    stop = StopRequest()
    try:
        _in_session(found, store, options, summary, stop, bar)
    except WorkersGoneError as error:
        say(str(error))
        return STOPPED
    except OutputGoneError as error:
        say(
            _("the output cannot be written to ({reason}): {how_far}").format(
                reason=error, how_far=how_far(found, summary)
            )
        )
        return STOPPED
    except StoreError as error:
        say(str(error))
        return STOPPED
    bar.close()
    if not options.log_json:
        report(summary, found, out, _in_force(store))
    complain(summary, found)
    if stop.received is not None:
        say(_("stopped: {how_far}").format(how_far=how_far(found, summary)))
        return _SIGNALLED + stop.received
    return SOME_FAILED if summary.failures or found.unreadable else READ


def _in_force(store: Store) -> int:
    """How many corrections of reviewers count; none where they cannot be read: what was stored is told all
    the same."""
    try:
        return sum(row.undone_at is None for row in store.corrections())
    except StoreError:
        return 0


def _find(paths: Sequence[str], out: str) -> Discovery:
    """The files to read; wrong use where a path leads to none."""
    missing = [
        path for path in paths if not path or (not is_url(path) and not Path(without_scheme(path)).exists())
    ]
    if missing:
        refuse(
            _("no such file or folder: {paths}").format(
                paths=", ".join(path or repr(path) for path in missing)
            )
        )
    try:
        # Not the output folder as a whole: plans may lie beside the datasets.
        return discover(paths, exclude=[f"{out.rstrip('/')}/{dataset}" for dataset in ALL_DATASETS])
    except FileNotFoundError as error:
        refuse(_("neither a file nor a folder: {path}").format(path=error))
    except ConnectionError as error:
        refuse(str(error))


def _in_session(
    found: Discovery, store: Store, options: Options, summary: Summary, stop: StopRequest, bar: Bar
) -> None:
    """Read and store as the store's only writer. Wrong use where there can be no store; StoreError where
    another run holds it that is not to be waited for, and where writing fails later."""

    def tell_waiting(holder: str) -> None:
        bar.say(_("waiting"))
        say(_("waiting for another run that writes to this store ({holder})").format(holder=holder))

    begun = False
    with ExitStack() as until_the_end:
        try:
            with store.session(tell_waiting, wait=options.wait):
                begun = True
                # Who waits for another run is stopped by the signal itself: there is nothing to finish yet.
                until_the_end.enter_context(stop)
                _read_and_store(found, store, options, summary, stop, bar)
        except StoreError as error:
            if not begun and options.wait:
                refuse(str(error))
            raise


def start_workers(
    options: Options,
    sources: Sequence[Source],
    scratch: Path | None,
    stopped: Callable[[], bool] = lambda: False,
) -> Workers:
    """The processes that read: those of a cluster, waited for until it is `stopped`, or of this machine and
    then no more than there are files."""
    if options.cluster is not None:
        return ClusterWorkers(
            options.cluster,
            options.limits,
            prepare=batch.load_reader,
            wait=options.cluster_wait,
            say=say,
            stopped=stopped,
        )
    files = sum(options.jobs if may_be_bundle(source) else 1 for source in sources)
    return LocalWorkers(
        max(1, min(options.jobs, files)), options.limits, prepare=batch.load_reader, scratch=scratch
    )


def _read_and_store(
    found: Discovery, store: Store, options: Options, summary: Summary, stop: StopRequest, bar: Bar
) -> None:
    places = {source.path: number for number, source in enumerate(found.sources)}
    workers = start_workers(options, found.sources, store.scratch, lambda: bool(stop))
    bar.begin(len(found.sources), workers.size)
    try:
        if found.sources and (options.force or store.is_empty):
            workers.begin()  # they load while the files are looked at
        for group in batch.read_files(
            found.sources,
            workers,
            limits=options.limits,
            known=lambda sha256: not options.force and store.knows(sha256, PIPELINE_VERSION),
            contents=lambda sha256: None if options.force else store.contents(sha256, PIPELINE_VERSION),
            seen=lambda source: store.hash_at(source.uri, source.mark or ""),
            stopped=lambda: bool(stop),
            watch=lambda sources: bar.show_reading([source.uri for source in sources]),
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
                bar.advance(failed=all(plan.failed for plan in plans), read=bool(outcome.plans))
                if options.log_json:
                    lines += map(log_line, [outcome] * len(plans), plans, changes)
            for outcome in group:
                if outcome.contents is not None:
                    summary.open(outcome.contents)
                    bar.open(len(outcome.contents.members))
            if lines:
                write_lines(lines)
    finally:
        workers.shutdown(cancel_futures=True)


def log_line(outcome: Outcome, plan: EncodedPlan, change: Change) -> str:
    """A document as one line of JSON: what it is, what became of it, what it cost, and its warnings."""
    document = plan.document
    warnings = warnings_of(plan)
    said = {
        "source_uri": outcome.source.uri,
        "document_id": document.document_id,
        "status": document.status,
        "reason": document.reason,
        "change": change.value,
        "seconds": round(outcome.seconds, 3),
        "pages": document.page_count,
        **{
            dataset: plan.counts.get(dataset, 0)
            for dataset in ("tasks", "assignments", "deadlines", "targets")
        },
        "warnings": len(warnings),
        "warned": [
            {"code": row.code, "message": row.message, "message_vi": row.message_vi} for row in warnings
        ],
        "message": next((row.message for row in plan.diagnostics if row.severity == "error"), None),
    }
    return json.dumps(said, ensure_ascii=not output_takes_unicode())


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
    for (outcome, _sha256), (plans, changes) in zip(kept, found, strict=True):
        yield outcome, plans, changes
    read = [outcome for outcome in group if outcome.plans]
    stored = store.put_each([outcome.plans for outcome in read])
    for outcome, (documents, said) in zip(read, stored, strict=True):
        yield outcome, list(documents), said
    _note_for_the_next_run(group, store)


def _note_for_the_next_run(group: Sequence[Outcome], store: Store) -> None:
    """Note what bundles hold, and what lay at URLs: neither need be opened again to know it."""
    for outcome in group:
        if outcome.contents is not None:
            lasting = outcome.sha256 is not None
            store.note_bundle(outcome.source.uri, outcome.contents, PIPELINE_VERSION, lasting=lasting)
    seen = {
        outcome.source.uri: (outcome.source.mark, outcome.sha256)
        for outcome in group
        if outcome.source.mark and outcome.sha256
    }
    if seen:
        store.note_url_hashes(seen)
