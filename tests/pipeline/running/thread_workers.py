"""Workers that are threads, and a reader that notes what it reads: for tests of what does not depend on
processes."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ReadError
from pipeline.limits import Limits
from pipeline.running import batch
from pipeline.running.hash_process import answer_to
from pipeline.running.workers import Workers
from schemas.rows import PlanRecords
from schemas.said import Said
from tests.pipeline.invented_plans import VERSION, read_by_content


class ThreadWorkers(Workers):
    """Takes the place of `LocalWorkers`; nothing is confined."""

    def __init__(
        self,
        size: int,
        limits: Limits | None = None,
        *,
        prepare: Callable[[], None] | None = None,
        scratch: Path | None = None,
    ) -> None:
        self.size = size
        self._threads = ThreadPoolExecutor(size)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._threads.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait, cancel_futures=cancel_futures)


class DirectHasher:
    """Takes the place of `Hasher`, where no process can be started: for a test that is another user."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.max_file_mb * 2**20

    def ask(self, path: Path) -> "Future[str | None]":
        answer: Future[str | None] = Future()
        said = answer_to(path, self._most)
        if "sha256" in said:
            answer.set_result(said["sha256"])
        else:
            answer.set_exception(ReadError(said["reason"], Said.of_parts(*said["message"])))
        return answer

    def look(self) -> None:
        """Nothing takes long."""

    def close(self) -> None:
        """Nothing is open."""


def note_what_is_read(monkeypatch: pytest.MonkeyPatch, read: list[str]) -> None:
    """Let the command read in threads, by what files say, under the version of invented plans; `read` will
    say what it read."""

    def note(path: Path, uri: str) -> list[PlanRecords]:
        read.append(uri)
        return read_by_content(path, uri)

    read.clear()
    monkeypatch.setattr(batch, "ingest_file", note)
    monkeypatch.setattr("kehoach.cli.ingest.LocalWorkers", ThreadWorkers)
    for module in ("kehoach.cli.ingest", "kehoach.cli.upkeep", "pipeline.running.batch"):
        monkeypatch.setattr(f"{module}.PIPELINE_VERSION", VERSION)
