"""A batch gives every file its outcome, whatever happens to the others."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from pipeline.intake.content import content_hash
from pipeline.intake.discovery import Source
from pipeline.limits import Limits
from pipeline.running import batch
from pipeline.running.batch import Outcome
from pipeline.running.workers import LocalWorkers, Workers
from schemas.rows import PlanRecords
from tests.pipeline.invented_plans import read_by_content
from tests.pipeline.running.thread_workers import ThreadWorkers


def files(folder: Path, *contents: str) -> list[Source]:
    found = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.pdf"
        path.write_text(content, encoding="utf-8")
        found.append(Source(path, f"in/{number}.pdf"))
    return found


def read_files(sources: list[Source], workers: Workers, **how: Any) -> Iterator[Outcome]:
    """The outcomes one by one."""
    for group in batch.read_files(sources, workers, **how):
        yield from group


def told(outcomes: Iterable[Outcome]) -> dict[str, str | None]:
    """Each file's reason, None for one that was read."""
    found = [(outcome.source.uri, outcome.plans[0].document.reason) for outcome in outcomes]
    assert len(dict(found)) == len(found)
    return dict(found)


@pytest.fixture
def threads() -> Iterator[ThreadWorkers]:
    with ThreadWorkers(2) as workers:
        yield workers


def test_every_file_has_one_outcome(tmp_path: Path, threads: ThreadWorkers) -> None:
    sources = files(tmp_path, *(f"plan {n}" for n in range(40)))
    assert told(read_files(sources, threads, ingest=read_by_content)) == {
        source.uri: None for source in sources
    }


@pytest.mark.parametrize(
    ("content", "reason", "message"),
    [
        ("raise", "parser_crash", "the parser stopped: ValueError: không đọc được trang 2"),
        ("leave", "parser_crash", "the parser stopped: SystemExit: 1"),
        ("fill", "out_of_memory", "needed more memory"),
        ("nothing", "parser_crash", "no document came of the file"),
        ("broken-rows", "parser_crash", "names no row"),
        ("encrypted", "encrypted", "password"),
    ],
)
def test_a_file_that_fails_does_not_stop_the_others(
    tmp_path: Path, threads: ThreadWorkers, content: str, reason: str, message: str
) -> None:
    outcomes = list(read_files(files(tmp_path, "one", content, "two"), threads, ingest=read_by_content))
    assert told(outcomes) == {"in/0.pdf": None, "in/1.pdf": reason, "in/2.pdf": None}
    (failed,) = [outcome for outcome in outcomes if outcome.failed]
    assert message in failed.plans[0].diagnostics[0].message
    assert failed.sha256 == content_hash(tmp_path / "1.pdf")


def test_a_worker_that_hangs_hogs_or_dies_costs_only_its_own_file(tmp_path: Path) -> None:
    """In processes: every way in which a parser can take its process along."""
    contents = ["one", "die", "two", "hang", "three", "hog", "four", "segfault", "five", "killed", "six"]
    sources = files(tmp_path, *contents)
    with LocalWorkers(2, Limits(timeout=2, memory_mb=400)) as workers:
        outcomes = list(read_files(sources, workers, ingest=read_by_content))
    reasons = {
        "die": "parser_crash",
        "hang": "timeout",
        "hog": "out_of_memory",
        "segfault": "parser_crash",
        "killed": "out_of_memory",
    }
    assert told(outcomes) == {f"in/{n}.pdf": reasons.get(content) for n, content in enumerate(contents)}
    messages = {
        contents[int(o.source.path.stem)]: o.plans[0].diagnostics[0].message for o in outcomes if o.failed
    }
    assert messages == {
        "die": "the process that read the file died",
        "hang": "reading took longer than the limit of 2 seconds",
        "hog": "reading needed more than the limit of 400 MB",
        "segfault": "the process that read the file died of SIGSEGV",
        "killed": "the system killed the process that read the file",
    }


def test_a_hang_does_not_hold_up_the_others(tmp_path: Path) -> None:
    sources = files(tmp_path, "hang", *(f"plan {n}" for n in range(20)))
    with LocalWorkers(2, Limits(timeout=60)) as workers:
        outcomes = read_files(sources, workers, ingest=read_by_content)
        assert {next(outcomes).source.uri for _ in range(20)} == {f"in/{n}.pdf" for n in range(1, 21)}
        outcomes.close()
        workers.shutdown(cancel_futures=True)


def test_no_more_files_are_handed_out_than_workers_need(tmp_path: Path) -> None:
    class Counting(ThreadWorkers):
        handed = 0

        def submit(self, *args: Any, **kwargs: Any) -> Future[Any]:
            self.handed += 1
            return super().submit(*args, **kwargs)

    with Counting(2) as workers:
        outcomes = read_files(
            files(tmp_path, *(f"plan {n}" for n in range(60))), workers, ingest=read_by_content
        )
        next(outcomes)
        assert workers.handed <= 30  # a group, and six for each of two workers
        assert len(list(outcomes)) == 59


def test_a_content_that_is_known_is_not_read(tmp_path: Path, threads: ThreadWorkers) -> None:
    sources = files(tmp_path, "one", "die")
    known = {content_hash(tmp_path / "1.pdf")}
    outcomes = {
        o.source.uri: o
        for o in read_files(sources, threads, ingest=read_by_content, known=known.__contains__)
    }
    assert outcomes["in/1.pdf"].plans == []
    assert outcomes["in/1.pdf"].sha256 in known
    assert len(outcomes["in/0.pdf"].plans) == 1


def test_copies_are_read_once_and_come_after_the_first(tmp_path: Path, threads: ThreadWorkers) -> None:
    calls = []

    def note(path: Path, uri: str) -> list[PlanRecords]:
        calls.append(uri)
        return read_by_content(path, uri)

    outcomes = list(read_files(files(tmp_path, "one", "one", "two", "one"), threads, ingest=note))
    assert sorted(calls) == ["in/0.pdf", "in/2.pdf"]
    of_one = [outcome for outcome in outcomes if outcome.source.uri != "in/2.pdf"]
    assert [len(outcome.plans) for outcome in of_one] == [1, 0, 0]
    assert of_one[0].source.uri == "in/0.pdf"


def test_copies_of_a_file_that_fails_fail_alike(tmp_path: Path, threads: ThreadWorkers) -> None:
    outcomes = read_files(files(tmp_path, "raise", "raise", "raise"), threads, ingest=read_by_content)
    assert told(outcomes) == dict.fromkeys(["in/0.pdf", "in/1.pdf", "in/2.pdf"], "parser_crash")


def test_a_batch_that_is_stopped_hands_out_nothing_more(tmp_path: Path, threads: ThreadWorkers) -> None:
    seen: list[Outcome] = []
    sources = files(tmp_path, *(f"plan {n}" for n in range(100)))
    for group in batch.read_files(sources, threads, ingest=read_by_content, stopped=lambda: len(seen) >= 3):
        seen.extend(group)
    assert 3 <= len(seen) <= 3 + 20


def test_nothing_to_read_gives_nothing(threads: ThreadWorkers) -> None:
    assert list(read_files([], threads)) == []
