"""Many files, one call each, in worker processes: every file gets its outcome, and no file stops another."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from pipeline.discovery import Source
from pipeline.limits import Limits
from pipeline.store.encoded import EncodedPlan
from pipeline.version import PIPELINE_VERSION
from pipeline.workers import LocalWorkers, WorkerLostError, Workers, WorkersGoneError
from schemas.rows import PlanRecords

Ingest = Callable[[Path, str], list[PlanRecords]]
Reading = Future[tuple[list[EncodedPlan], float]]

# Files handed out per worker: the one it reads and one more, so that no worker waits for the next.
_AHEAD: Final = 2
# Seconds after which a batch that waits for workers hands over what it has, and looks whether it is to stop.
_PATIENCE: Final = 0.25
# Outcomes handed over at one go: half of the cost of storing a plan is waiting for the disk, and shared among them.
_GROUP: Final = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its documents, or one that failed; none for a content that needed no reading.

    `sha256` is the hash of the content (None where it could not be read), `seconds` the time its reading took.
    """

    source: Source
    plans: list[EncodedPlan]
    sha256: str | None = None
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """True when the file could not be read."""
        return bool(self.plans) and all(plan.failed for plan in self.plans)


def ingest_file(path: Path, source_uri: str) -> list[PlanRecords]:
    """One file end to end; imported in the worker, since the parent needs no parser and no language model."""
    from pipeline.document import ingest_file as ingest

    plans: list[PlanRecords] = ingest(path, source_uri)
    return plans


def load_reader() -> None:
    """Import what `ingest_file` needs: a worker does it before its first file."""
    import pipeline.document  # noqa: F401


def read_files(
    sources: Sequence[Source],
    workers: Workers,
    *,
    ingest: Ingest | None = None,
    known: Callable[[str], bool] = lambda sha256: False,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[list[Outcome]]:
    """Read files and yield an outcome for each, in groups as they are finished: what came within a moment is stored at one go.

    `ingest` is `pipeline.document.ingest_file` unless told otherwise; what it raises becomes a failed document of that file.
    A content that `known` says is there already is not read, nor is a second file of one content: its outcome has no plans,
    or the failure of the first, and comes in a later group. When `stopped` says so, no more files are handed out and
    those still being read are given up. WorkersGoneError where there are no workers any more.
    """
    batch = _Batch(workers, ingest or ingest_file, known)
    waiting = deque(sources)
    group: list[Outcome] = []
    since = monotonic()
    while (waiting or batch.flying or batch.delayed) and not stopped():
        while waiting and len(batch.flying) < workers.size * _AHEAD and len(group) < _GROUP:
            outcome = batch.begin(waiting.popleft())
            if outcome is not None:
                group.append(outcome)
        done, _ = wait(batch.flying, timeout=_PATIENCE if batch.flying else 0, return_when=FIRST_COMPLETED)
        group += [batch.finish(reading) for reading in done]
        if not batch.flying or len(group) >= _GROUP or monotonic() - since >= _PATIENCE:
            if group:
                yield group
            waiting.extendleft(reversed(batch.delayed))
            batch.settle()
            group, since = [], monotonic()
    if group:
        yield group


class _Batch:
    """The files being read, and those of the same content that wait for them."""

    def __init__(self, workers: Workers, ingest: Ingest, known: Callable[[str], bool]) -> None:
        self.delayed: list[Source] = []
        self.flying: dict[Reading, tuple[Source, str | None, float]] = {}
        self._workers = workers
        self._ingest = ingest
        self._known = known
        self._followers: dict[str, list[Source]] = {}
        self._finished: dict[str, list[EncodedPlan]] = {}
        self._fresh: set[str] = set()

    def begin(self, source: Source) -> Outcome | None:
        """Hand a file out; its outcome at once where it needs no reading."""
        sha256 = content_hash(source.path)
        if sha256 is not None:
            if sha256 in self._followers:
                self._followers[sha256].append(source)
                return None
            if sha256 in self._fresh:
                self.delayed.append(source)
                return None
            if sha256 in self._finished:
                return Outcome(source, [plan.at(source.uri) for plan in self._finished[sha256]], sha256)
            if self._known(sha256):
                return Outcome(source, [], sha256)
            self._followers[sha256] = []
        # A worker may have another working folder than we.
        absolute = Source(Path(os.path.abspath(source.path)), source.uri)  # noqa: PTH100 - links stay as they are
        self.flying[self._workers.submit(_read, self._ingest, absolute)] = (source, sha256, monotonic())
        return None

    def settle(self) -> None:
        """The caller has dealt with every outcome so far."""
        self.delayed.clear()
        self._fresh.clear()

    def finish(self, reading: Reading) -> Outcome:
        """The outcome of a file; those of the same content are `delayed` until the caller has dealt with it."""
        source, sha256, since = self.flying.pop(reading)
        try:
            plans, seconds = reading.result()
        except WorkerLostError as lost:
            plans, seconds = _failure(source, lost.reason, lost.message), monotonic() - since
        except WorkersGoneError:
            raise
        except Exception as error:
            plans, seconds = _failure(source, "parser_crash", _sentence(error)), monotonic() - since
        read = plans[0].document.source_sha256
        if sha256 is not None:
            self.delayed += self._followers.pop(sha256, [])
            if sha256 == read:
                # Failures are small; what was read is in the store by the time the next copy comes.
                self._finished[sha256] = plans if all(plan.failed for plan in plans) else []
                self._fresh.add(sha256)
        return Outcome(source, plans, read, seconds)


def read_one(source: Source, limits: Limits) -> list[PlanRecords]:
    """The records of one file, read in a worker of its own."""
    workers = LocalWorkers(1, limits)
    try:
        return workers.submit(_records, ingest_file, source).result()
    except WorkerLostError as lost:
        return [_failed(source, lost.reason, lost.message)]
    finally:
        workers.shutdown()


def content_hash(path: Path) -> str | None:
    """The SHA-256 of a file's bytes, in hex; None where they cannot be read."""
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return None


def _read(ingest: Ingest, source: Source) -> tuple[list[EncodedPlan], float]:
    """The call in the worker: records that can be stored, whatever happens, and the seconds it took."""
    since = monotonic()
    try:
        encoded = [EncodedPlan.of(plan) for plan in _records(ingest, source)]
    except MemoryError:
        encoded = _failure(source, "out_of_memory", None)
    return encoded, monotonic() - since


def _records(ingest: Ingest, source: Source) -> list[PlanRecords]:
    """A file's records; whatever its parser raises becomes one failed document."""
    try:
        plans = ingest(source.path, source.uri)
        if not plans:
            raise ValueError("no document came of the file")  # noqa: TRY301 - handled like what the parsers raise
        for plan in plans:
            plan.check()
    except MemoryError:
        return [_failed(source, "out_of_memory", None)]
    except (Exception, SystemExit) as error:
        return [_failed(source, "parser_crash", _sentence(error))]
    return plans


def _sentence(error: BaseException) -> str:
    """What stopped the parser, in one line of bounded length: the message may quote the file."""
    detail = " ".join(str(error).split())[:200]
    return f"the parser stopped: {type(error).__name__}" + (f": {detail}" if detail else "")


def _failure(source: Source, reason: str, message: str | None) -> list[EncodedPlan]:
    return [EncodedPlan.of(_failed(source, reason, message))]


def _failed(source: Source, reason: str, message: str | None) -> PlanRecords:
    return PlanRecords.failed(
        source.uri, reason, pipeline_version=PIPELINE_VERSION, source_sha256=content_hash(source.path), message=message
    )
