"""A batch gives every file its outcome, in order, whatever happens to the others."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.batch import Outcome, read_files
from pipeline.discovery import Source
from schemas.rows import PlanRecords
from tests.pipeline.invented_plans import read_by_content


def threads(jobs: int) -> Executor:
    return ThreadPoolExecutor(jobs)


def files(folder: Path, *contents: str) -> list[Source]:
    found = []
    for number, content in enumerate(contents):
        path = folder / f"{number}.pdf"
        path.write_text(content, encoding="utf-8")
        found.append(Source(path, f"in/{number}.pdf"))
    return found


def told(outcomes: list[Outcome]) -> list[tuple[str, str | None]]:
    return [(outcome.source.uri, outcome.plans[0].document.reason) for outcome in outcomes]


@pytest.mark.parametrize("jobs", [1, 3])
def test_outcomes_come_in_the_order_given(tmp_path: Path, jobs: int) -> None:
    sources = files(tmp_path, *(f"plan {n}" for n in range(40)))
    outcomes = list(read_files(sources, jobs=jobs, ingest=read_by_content, pool=threads))
    assert told(outcomes) == [(source.uri, None) for source in sources]


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
def test_a_file_that_fails_does_not_stop_the_others(tmp_path: Path, content: str, reason: str, message: str) -> None:
    outcomes = list(read_files(files(tmp_path, "one", content, "two"), jobs=2, ingest=read_by_content, pool=threads))
    assert told(outcomes) == [("in/0.pdf", None), ("in/1.pdf", reason), ("in/2.pdf", None)]
    assert outcomes[1].failed
    assert not outcomes[0].failed
    assert message in outcomes[1].plans[0].diagnostics[0].message
    assert outcomes[1].plans[0].document.source_sha256


def test_a_worker_that_dies_costs_only_its_own_file(tmp_path: Path) -> None:
    sources = files(tmp_path, "one", "die", "two", "raise", "three")
    outcomes = list(read_files(sources, jobs=2, ingest=read_by_content))
    assert told(outcomes) == [
        ("in/0.pdf", None),
        ("in/1.pdf", "parser_crash"),
        ("in/2.pdf", None),
        ("in/3.pdf", "parser_crash"),
        ("in/4.pdf", None),
    ]
    assert outcomes[1].plans[0].diagnostics[0].message == "the process that read the file died"


def test_no_more_files_are_handed_out_than_can_wait(tmp_path: Path) -> None:
    handed: list[str] = []

    def note(path: Path, uri: str) -> list[PlanRecords]:
        handed.append(uri)
        return read_by_content(path, uri)

    outcomes = read_files(files(tmp_path, *(f"plan {n}" for n in range(40))), jobs=1, ingest=note, pool=threads)
    next(outcomes)
    assert len(handed) <= 9
    assert len(list(outcomes)) == 39


def test_nothing_to_read_starts_no_worker() -> None:
    def never(jobs: int) -> Executor:
        raise AssertionError("a pool for nothing")

    pool: Callable[[int], Executor] = never
    assert list(read_files([], pool=pool)) == []
