"""Many files, one call each, on several processes: what comes back, comes in the order given, and no file stops another."""

import hashlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.discovery import Source
from pipeline.version import PIPELINE_VERSION
from schemas.rows import PlanRecords

Ingest = Callable[[Path, str], list[PlanRecords]]
Reading = Future[list[PlanRecords]]
Pool = Callable[[int], Executor]

# Files handed out ahead of the one waited for, per worker: enough that a slow file does not idle the others, few enough
# that the records waiting behind it stay small.
_AHEAD: Final = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read from a file: one entry per document, or one that failed."""

    source: Source
    plans: list[PlanRecords]

    @property
    def failed(self) -> bool:
        """True when the file could not be read."""
        return all(plan.document.status == "failed" for plan in self.plans)


def process_pool(jobs: int) -> Executor:
    """Local processes, started afresh: pdfium is not thread-safe, and a fork of a process with threads may hang."""
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_die_on_interrupt)


def ingest_file(path: Path, source_uri: str) -> list[PlanRecords]:
    """One file end to end; imported in the worker, since the parent needs no parser and no language model."""
    from pipeline.document import ingest_file as ingest

    plans: list[PlanRecords] = ingest(path, source_uri)
    return plans


def read_files(
    sources: Sequence[Source], *, jobs: int = 1, ingest: Ingest | None = None, pool: Pool | None = None
) -> Iterator[Outcome]:
    """Read files on `jobs` workers and yield an outcome for each, in the order given.

    `ingest` is `pipeline.document.ingest_file` unless told otherwise; what it raises becomes a failed document of that file
    (`out_of_memory`, else `parser_crash`). A worker that dies takes the files in flight with it: these are read
    again one by one, and the one that kills its worker again is a `parser_crash` too. `pool` makes the executor, of any
    kind (local processes; a cluster's).
    """
    ingest, pool = ingest or ingest_file, pool or process_pool
    waiting = deque(sources)
    while waiting:
        in_flight: deque[tuple[Source, Reading]] = deque()
        executor = pool(max(1, min(jobs, len(waiting))))
        try:
            while waiting or in_flight:
                while waiting and len(in_flight) < jobs * _AHEAD:
                    in_flight.append((waiting[0], executor.submit(_read, ingest, waiting[0])))
                    waiting.popleft()
                yield _outcome(*in_flight[0])
                in_flight.popleft()
        except BrokenExecutor:
            yield from _one_by_one(in_flight, ingest, pool)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _one_by_one(in_flight: Iterable[tuple[Source, Reading]], ingest: Ingest, pool: Pool) -> Iterator[Outcome]:
    """Read each file that has no result yet in a worker that no other file uses at the same time."""
    executor = pool(1)
    try:
        for source, reading in in_flight:
            finished = reading.done() and not reading.cancelled() and reading.exception() is None
            try:
                outcome = _outcome(source, reading if finished else executor.submit(_read, ingest, source))
            except BrokenExecutor:
                outcome = Outcome(source, [_failure(source, "parser_crash", "the process that read the file died")])
                executor.shutdown(wait=False)
                executor = pool(1)
            yield outcome
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _die_on_interrupt() -> None:
    """Ctrl-C reaches the workers too: they end without a word, the parent speaks."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _outcome(source: Source, reading: Reading) -> Outcome:
    """What the worker sent back; BrokenExecutor where it died."""
    try:
        return Outcome(source, reading.result())
    except BrokenExecutor:
        raise
    except Exception as error:
        return Outcome(source, [_failure(source, "parser_crash", _sentence(error))])


def _read(ingest: Ingest, source: Source) -> list[PlanRecords]:
    """The call in the worker: records that can be stored, whatever happens."""
    try:
        plans = ingest(source.path, source.uri)
        if not plans:
            raise ValueError("no document came of the file")  # noqa: TRY301 - handled like what the parsers raise
        for plan in plans:
            plan.check()
    except MemoryError:
        return [_failure(source, "out_of_memory", None)]
    except (Exception, SystemExit) as error:
        return [_failure(source, "parser_crash", _sentence(error))]
    return plans


def _sentence(error: BaseException) -> str:
    """What stopped the parser, in one line of bounded length: the message may quote the file."""
    detail = " ".join(str(error).split())[:200]
    return f"the parser stopped: {type(error).__name__}" + (f": {detail}" if detail else "")


def _failure(source: Source, reason: str, message: str | None) -> PlanRecords:
    sha256 = None
    with suppress(OSError), source.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return PlanRecords.failed(source.uri, reason, pipeline_version=PIPELINE_VERSION, source_sha256=sha256, message=message)
