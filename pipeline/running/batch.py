"""Many files, one call each, in worker processes: every file gets its outcome, and no file stops another.

Of a bundle the first call says what it holds; each file in it is then a file like any other, with a call of
its own.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Final

from pipeline.errors import ReadError, read_error
from pipeline.intake.bundles import Contents, contents_of, is_bundle, unpacked
from pipeline.intake.content import check_plain, readable_hash
from pipeline.intake.discovery import Source, is_searched_for
from pipeline.intake.urls import local_file
from pipeline.limits import Limits
from pipeline.running.hashing import AHEAD as HASHED_AHEAD
from pipeline.running.hashing import Hasher
from pipeline.running.workers import LocalWorkers, WorkerLostError, Workers, WorkersGoneError
from pipeline.store.encoded import EncodedPlan
from pipeline.version import PIPELINE_VERSION
from schemas.rows import PlanRecords
from schemas.said import Said

Ingest = Callable[[Path, str], list[PlanRecords]]
Reading = Future[tuple[list[EncodedPlan] | Contents, float]]

# Files handed out per worker: the one it reads and some more, so that no worker waits for the next while a
# group is stored, which takes as long as reading five.
_AHEAD: Final = 6
# Seconds after which a batch that waits for workers hands over what it has, and looks whether it is to stop.
_PATIENCE: Final = 0.25
# Outcomes handed over at one go: half of the cost of storing a plan is waiting for the disk, and shared among
# them.
_GROUP: Final = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: its documents, or one that failed; none for a content that needed no reading,
    and for a bundle, whose `contents` then follow as files.

    `sha256` is the hash of the content (None where it could not be read), `seconds` the time its reading
    took.
    """

    source: Source
    plans: list[EncodedPlan]
    sha256: str | None = None
    seconds: float = 0.0
    contents: Contents | None = None

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
    limits: Limits | None = None,
    ingest: Ingest | None = None,
    known: Callable[[str], bool] = lambda sha256: False,
    contents: Callable[[str], Contents | None] = lambda sha256: None,
    seen: Callable[[Source], str | None] = lambda source: None,
    stopped: Callable[[], bool] = lambda: False,
    watch: Callable[[Sequence[Source]], None] = lambda sources: None,
) -> Iterator[list[Outcome]]:
    """Read files and yield an outcome for each, in groups as they are finished: what came within a moment is
    stored at one go.

    `limits` hold for the look at a file that gives its hash; the workers have theirs. `ingest` is
    `pipeline.document.ingest_file` unless told otherwise; what it raises becomes a failed document of that
    file. A content that `known` says is there already is not read, nor is a second file of
    one content: its outcome has no plans, or the failure of the first, and comes in a later group. A bundle
    whose `contents` are remembered is not opened to see them. A file at a URL is not fetched to see its hash:
    `seen` says it, if the file is the one that was read before. When `stopped` says so, no more files are
    handed out and those still being read are given up. `watch` is told now and then which files are being
    read, the one begun first before the others; none while the workers start. WorkersGoneError where there
    are no workers any more.
    """
    batch = _Batch(sources, workers, ingest or ingest_file, known, contents, seen, Hasher(limits or Limits()))
    group: list[Outcome] = []
    since = monotonic()
    try:
        while not batch.is_done and not stopped():
            group += batch.hand_out(workers.size * _AHEAD, _GROUP - len(group))
            if batch.flying:
                watch(batch.being_read())
            done = batch.wait(workers.size * _AHEAD, 0 if len(group) >= _GROUP else _PATIENCE)
            if stopped():
                # The signal may have ended the workers too (a closed terminal, a service that is stopped): no
                # file is to blame.
                done = {reading for reading in done if not isinstance(reading.exception(), WorkerLostError)}
            group += [batch.finish(reading) for reading in done]
            if not batch.is_busy or len(group) >= _GROUP or monotonic() - since >= _PATIENCE:
                if group:
                    yield group
                batch.settle()
                group, since = [], monotonic()
        if group:
            yield group
    finally:
        batch.hasher.close()


class _Batch:
    """The files that wait, those being read, and those of the same content that are delayed until it is dealt
    with."""

    def __init__(
        self,
        sources: Sequence[Source],
        workers: Workers,
        ingest: Ingest,
        known: Callable[[str], bool],
        contents: Callable[[str], Contents | None],
        seen: Callable[[Source], str | None],
        hasher: Hasher,
    ) -> None:
        self.hasher = hasher
        self._waiting = deque(sources)
        self._hashed: dict[Future[str | None], Source] = {}
        self.delayed: list[Source] = []
        self.flying: dict[Reading, tuple[Source, str | None, float]] = {}
        self._workers = workers
        self._ingest = ingest
        self._known = known
        self._contents = contents
        self._seen = seen
        self._followers: dict[str, list[Source]] = {}
        self._finished: dict[str, list[EncodedPlan]] = {}
        self._fresh: set[str] = set()

    @property
    def is_busy(self) -> bool:
        """Whether there is something to wait for: files that are read or hashed."""
        return bool(self.flying or self._hashed)

    @property
    def is_done(self) -> bool:
        """Whether every file has had its outcome."""
        return not (self._waiting or self.delayed or self.is_busy)

    def hand_out(self, at_a_time: int, most: int) -> list[Outcome]:
        """Hand out files until so many are being read or wait for their worker; the outcomes of those that
        need no reading, at most `most`."""
        outcomes: list[Outcome] = []
        while len(self.flying) < at_a_time and len(outcomes) < most:
            self._ask_for_hashes()
            hashed = next((hashed for hashed in self._hashed if hashed.done()), None)
            if hashed is None:
                break
            outcome = self._begin_hashed(self._hashed.pop(hashed), hashed)
            if outcome is not None:
                outcomes.append(outcome)
        return outcomes

    def wait(self, at_a_time: int, seconds: float) -> set[Reading]:
        """The files that were read; waits until there is one, or one that can be handed out."""
        self.hasher.look()
        asked = self._hashed if len(self.flying) < at_a_time else ()
        done, _ = wait([*self.flying, *asked], timeout=seconds, return_when=FIRST_COMPLETED)
        return {reading for reading in self.flying if reading in done}

    def _ask_for_hashes(self) -> None:
        while self._waiting and len(self._hashed) < HASHED_AHEAD:
            source = self._waiting.popleft()
            self._hashed[self._hash_of(source)] = source

    def _hash_of(self, source: Source) -> "Future[str | None]":
        """The hash of what a source names: of a file in a bundle, as it was when the bundle was opened; of a
        file at a URL the one `seen` there before, if it is the same. None where only its reader can say
        it."""
        if source.member is None and source.mark is None and isinstance(source.path, Path):
            return self.hasher.ask(source.path)
        known: Future[str | None] = Future()
        known.set_result(source.member.sha256 if source.member is not None else self._seen(source))
        return known

    def _begin_hashed(self, source: Source, hashed: "Future[str | None]") -> Outcome | None:
        try:
            return self.begin(source, hashed.result())
        except (ReadError, WorkerLostError) as failure:
            return Outcome(source, _failure(source, failure.reason, failure.message))

    def being_read(self) -> list[Source]:
        """The files that a worker is at, in the order they were handed out."""
        return [source for reading, (source, _, _) in self.flying.items() if reading.running()]

    def begin(self, source: Source, sha256: str | None) -> Outcome | None:
        """Hand a file of this content out; its outcome at once where it needs no reading."""
        if source.member is not None and source.member.reason is not None:
            return Outcome(source, _failure(source, source.member.reason, source.member.message))
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
            if source.member is None and (contents := self._contents(sha256)) is not None:
                return self._opened(source, sha256, contents, 0.0)
            self._followers[sha256] = []
        # A worker may have another working folder than we.
        path = source.path
        absolute = replace(source, path=Path(os.path.abspath(path)) if isinstance(path, Path) else path)  # noqa: PTH100 - links stay as they are
        self.flying[self._workers.submit(_read, self._ingest, absolute)] = (source, sha256, monotonic())
        return None

    def settle(self) -> None:
        """The caller has dealt with every outcome so far."""
        self._waiting.extendleft(reversed(self.delayed))
        self.delayed.clear()
        self._fresh.clear()

    def finish(self, reading: Reading) -> Outcome:
        """The outcome of a file; those of the same content are `delayed` until the caller has dealt with
        it."""
        source, sha256, since = self.flying.pop(reading)
        try:
            found, seconds = reading.result()
        except WorkerLostError as lost:
            found, seconds = _failure(source, lost.reason, lost.message, sha256), monotonic() - since
        except WorkersGoneError:
            raise
        except Exception as error:
            found = _failure(source, "parser_crash", _sentence(error), sha256)
            seconds = monotonic() - since
        read = found.sha256 if isinstance(found, Contents) else found[0].document.source_sha256
        if source.mark is not None and sha256 is None:
            sha256 = read  # of a file at a URL only its reader knows it
        if sha256 is not None:
            self.delayed += self._followers.pop(sha256, [])
            if sha256 == read:
                self._fresh.add(sha256)
        if isinstance(found, Contents):
            return self._opened(source, read if sha256 == read else None, found, seconds)
        if sha256 is not None and sha256 == read:
            # Failures are small; what was read is in the store by the time the next copy comes.
            self._finished[sha256] = found if all(plan.failed for plan in found) else []
        return Outcome(source, found, read, seconds)

    def _opened(self, source: Source, sha256: str | None, contents: Contents, seconds: float) -> Outcome:
        """The outcome of a bundle: the files in it come next."""
        self._waiting.extendleft(
            Source(source.path, member.uri(source.uri), member) for member in reversed(contents.members)
        )
        return Outcome(source, [], sha256, seconds, contents)


def read_one(source: Source, limits: Limits) -> list[PlanRecords] | Contents:
    """The records of one file, or what a bundle holds, read in a worker of its own."""
    workers = LocalWorkers(1, limits)
    try:
        return workers.submit(_found, ingest_file, source).result()
    except WorkerLostError as lost:
        return [_failed(source, lost.reason, lost.message)]
    finally:
        workers.shutdown()


def _read(ingest: Ingest, source: Source) -> tuple[list[EncodedPlan] | Contents, float]:
    """The call in the worker: records that can be stored, or what a bundle holds, whatever happens; and the
    seconds it took."""
    since = monotonic()
    try:
        found = _found(ingest, source)
        answer = found if isinstance(found, Contents) else _encoded(found)
    except MemoryError:
        answer = _failure(source, "out_of_memory", None, _content_of(source))
    return answer, monotonic() - since


def _encoded(plans: list[PlanRecords]) -> list[EncodedPlan]:
    """The plans as they are stored; each is let go once it is encoded: a file may hold hundreds."""
    plans.reverse()
    encoded = []
    while plans:
        encoded.append(EncodedPlan.of(plans.pop()))
    return encoded


def _found(ingest: Ingest, source: Source) -> list[PlanRecords] | Contents:
    """A file's records, or what a bundle holds; whatever is raised on the way becomes one failed document."""
    try:
        with local_file(source.path, again=source.member is not None) as path:
            source = replace(source, path=path)
            check_plain(path)
            if source.member is not None:
                with unpacked(path, source.member.position) as member:
                    return _records(ingest(member, source.uri))
            if is_bundle(path):
                return contents_of(path, is_searched_for)
            return _records(ingest(path, source.uri))
    except MemoryError:
        failure: tuple[str, Said | None] = "out_of_memory", None
    except ReadError as error:
        failure = error.reason, error.message
    except OSError as error:
        told = read_error(error)
        failure = told.reason, told.message
    except (Exception, SystemExit) as error:
        failure = "parser_crash", _sentence(error)
    return [_failed(source, *failure, _content_of(source))]


def _content_of(source: Source) -> str | None:
    """In the worker: the hash of what a source names, as `_Batch` has it."""
    if source.member is not None:
        return source.member.sha256
    return readable_hash(source.path) if isinstance(source.path, Path) else None


def _records(plans: list[PlanRecords]) -> list[PlanRecords]:
    """The records as they are, each fit to be stored; ValueError where there are none or they do not fit
    together."""
    if not plans:
        raise ValueError("no document came of the file")
    for plan in plans:
        plan.check()
    return plans


def _sentence(error: BaseException) -> Said:
    """What stopped the parser, in one line of bounded length: the message may quote the file."""
    detail = " ".join(str(error).split())[:200]
    said = ": ".join(filter(None, (type(error).__name__, detail)))
    return Said("the parser stopped: {error}", error=said)


def _failure(
    source: Source, reason: str, message: Said | None, sha256: str | None = None
) -> list[EncodedPlan]:
    return [EncodedPlan.of(_failed(source, reason, message, sha256))]


def _failed(source: Source, reason: str, message: Said | None, sha256: str | None = None) -> PlanRecords:
    return PlanRecords.failed(
        source.uri,
        reason,
        pipeline_version=PIPELINE_VERSION,
        source_sha256=sha256,
        message=message,
    )
