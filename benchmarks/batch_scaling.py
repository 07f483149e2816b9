"""How a batch scales: with processes, with its own length, and with the store it writes to.

    python -m benchmarks.batch_scaling [--documents 100] [--rounds 3] [--stored 2000] [--long 0] [--memory 0]

Documents are made from the samples of data/raw, each with bytes of its own. Four figures, each beside its
reference of the same run:

- files a minute with one and with two processes, and the gain as a share of what a loop of pure arithmetic
  gains;
- milliseconds to write one document's records, for the first hundred documents of a store and for the hundred
  after `--stored` (the records are read once and given other names, so that the store alone is measured), and
  the seconds to open that store;
- the parent's memory at its highest in a batch of `--documents`, of `--long` (10000 shows the promised 500
  MB, in half an hour), and of `--memory` documents that are read by a stand-in which gives the same records
  at once, so that the parent alone is at work; and how long a batch's last tenth took beside its second;
- seconds until a run is at work again after it was killed in the middle, and how many files it then had to
  read again.
"""

import argparse
import hashlib
import json
import multiprocessing
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import psutil

from benchmarks.files import copies, samples
from pipeline.intake.discovery import discover
from pipeline.limits import Limits
from pipeline.running.batch import ingest_file, load_reader, read_files
from pipeline.running.workers import LocalWorkers
from pipeline.store import EncodedPlan, Store
from schemas.rows import DATASETS, PlanRecords

_SAMPLES = sorted([*samples(".docx"), *samples(".pdf")])
# Loops of arithmetic that take as long as some hundred documents.
_LOOPS = 12
_LOOP_STEPS = 4_000_000
_HUNDRED = 100


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; some two minutes with the defaults."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stored", type=int, default=2000)
    parser.add_argument("--long", type=int, default=0)
    parser.add_argument("--memory", type=int, default=0)
    asked = parser.parse_args(arguments if arguments is not None else [])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies(folder / "in", asked.documents, _SAMPLES)
        print_scaling(folder, asked.rounds)
        print_store_growth(folder / "grown", asked.stored)
        print_parent_memory(folder, folder / "in", "read", asked.documents)
        print_recovery(folder, asked.documents)
        if asked.long:
            copies(folder / "long", asked.long, _SAMPLES)
            print_parent_memory(folder, folder / "long", "read", asked.long)
        if asked.memory:
            make_names(folder / "many", asked.memory)
            print_parent_memory(folder, folder / "many", "stand-in", asked.memory)


def make_names(folder: Path, count: int) -> None:
    """That many small files, each with its own content."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:06}.pdf").write_text(str(number))


def print_scaling(folder: Path, rounds: int) -> None:
    """Files a minute by processes, against a loop of pure arithmetic; the best of several rounds, since
    machines are shared."""
    sources = discover([str(folder / "in")]).sources
    seconds: dict[int, float] = {}
    reference: dict[int, float] = {}
    for number in range(rounds):
        for jobs in (1, 2):
            with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
                list(pool.map(_arithmetic, [1] * jobs))
                since = time.perf_counter()
                list(pool.map(_arithmetic, [_LOOP_STEPS] * _LOOPS))
                reference[jobs] = min(reference.get(jobs, float("inf")), time.perf_counter() - since)
            store = Store(folder / f"out-{number}-{jobs}")
            with store.session(), LocalWorkers(jobs, Limits(), prepare=load_reader) as workers:
                for call in [workers.submit(time.sleep, 1) for _ in range(jobs)]:  # until all have begun
                    call.result()
                since = time.perf_counter()
                for group in read_files(sources, workers):
                    store.put_all([outcome.plans for outcome in group])
                seconds[jobs] = min(seconds.get(jobs, float("inf")), time.perf_counter() - since)
    gain, loop = seconds[1] / seconds[2], reference[1] / reference[2]
    for jobs, taken in seconds.items():
        print(f"{len(sources)} files, {jobs} process(es): {len(sources) / taken * 60:.0f} files a minute")
    print(
        f"gain of two processes: {gain:.2f}; of pure arithmetic: "
        f"{loop:.2f}; share {gain / loop:.2f} (promised 0.90)"
    )


def print_store_growth(out: Path, stored: int) -> None:
    """The time to write a document's records into a small store and into a grown one."""
    (plan,) = ingest_file(samples(".pdf")[-1], "sample.pdf")
    store = Store(out)
    taken = []
    with store.session():
        for number in range(stored + _HUNDRED):
            renamed = EncodedPlan.of(_renamed(plan, number))
            since = time.perf_counter()
            store.put([renamed])
            taken.append(time.perf_counter() - since)
    first, last = (statistics.median(part) * 1000 for part in (taken[:_HUNDRED], taken[-_HUNDRED:]))
    since = time.perf_counter()
    again = Store(out)
    again.open()
    opened = time.perf_counter() - since
    print(
        f"one document into a store of 0–100: {first:.1f} ms, into "
        f"one of {stored}: {last:.1f} ms; opening it: {opened:.1f} s"
    )


def print_parent_memory(folder: Path, source: Path, reader: str, count: int) -> None:
    """The highest resident memory of the parent in a run of the command, and whether it slows down as the
    store grows."""
    since = time.perf_counter()
    with _run(folder, source, folder / f"memory-{reader}-{count}", reader, stdout=subprocess.PIPE) as run:
        came = [time.perf_counter() - since for _ in run.stdout or ()]
    peak = int((folder / "peak").read_text())
    tenth = max(count // 10, 1)
    first, last = came[2 * tenth - 1] - came[tenth - 1], came[-1] - came[-tenth - 1]
    print(
        f"{count} documents ({reader}): parent at most "
        f"{peak / 2**20:.0f} MB (promised 500), {came[-1]:.0f} s in all;"
        f" the last tenth took {last / first:.2f} of the time of the second"
    )


def print_recovery(folder: Path, count: int) -> None:
    """Kill a run in the middle, start it again, and see what it costs."""
    out = folder / "killed"
    with _run(folder, folder / "in", out, "read") as run:
        while len(list(out.glob("documents/*/*/*.parquet"))) < count // 2:
            time.sleep(0.05)
        run.send_signal(signal.SIGKILL)
    done = len(list(out.glob("documents/*/*/*.parquet"))) - 1
    since = time.perf_counter()
    Store(out).open()
    opened = time.perf_counter() - since
    with _run(folder, folder / "in", out, "read", stdout=subprocess.PIPE) as run:
        lines = [json.loads(line) for line in run.stdout or ()]
    again = sum(line["change"] != "unchanged" for line in lines)
    print(
        f"killed with {done} of {count} stored: store whole "
        f"again in {opened:.2f} s, {again} files left to read"
    )


def _run(
    folder: Path, source: Path, out: Path, reader: str, *, stdout: int = subprocess.DEVNULL
) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.batch_scaling", "as-command", reader, str(folder / "peak")]
    return subprocess.Popen(
        [*command, "ingest", str(source), "--out", str(out), "--log-json"],
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _as_command(reader: str, peak: Path, arguments: list[str]) -> None:
    """In a process of its own: the command, which leaves the highest memory it held in `peak`."""
    from kehoach import cli
    from pipeline.running import batch

    if reader == "stand-in":
        batch.ingest_file, batch.load_reader = stand_in, _load_stand_in
    try:
        cli.app(arguments)
    finally:
        # Not getrusage: its figure begins with that of the process we were started from.
        if sys.platform == "linux":
            lines = Path("/proc/self/status").read_text().splitlines()
            peak.write_text(next(line.split()[1] for line in lines if line.startswith("VmHWM:")) + "000")
        else:
            peak.write_text(str(psutil.Process().memory_info().rss))


_read_once: list[PlanRecords] = []


def _load_stand_in() -> None:
    _read_once[:] = ingest_file(samples(".pdf")[-1], "sample.pdf")


def stand_in(path: Path, uri: str) -> list[PlanRecords]:
    """The records of a sample under the name of a file that only says a number."""
    plan = _renamed(_read_once[0], int(path.read_text()))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    document = plan.document.model_copy(update={"source_uri": uri, "source_sha256": sha256})
    return [replace(plan, document=document)]


def _renamed(plan: PlanRecords, number: int) -> PlanRecords:
    """The same records as another plan's, found in another file."""
    key = f"{number + 1:016x}"
    document = plan.document.model_copy(
        update={
            "document_id": key,
            "source_uri": f"in/{number}.pdf",
            "source_sha256": f"{number + 1:064x}",
            "plan_key": f"plan {number}",
        }
    )
    names = [name for name in DATASETS if name != "documents"]
    rows = {
        name: [row.model_copy(update={"document_id": key}) for row in plan.dataset(name)] for name in names
    }
    return PlanRecords(document, **rows)  # type: ignore[arg-type]


def _arithmetic(steps: int) -> int:
    total = 0
    for number in range(steps):
        total += number * number % 7
    return total


if __name__ == "__main__":
    if sys.argv[1:2] == ["as-command"]:
        _as_command(sys.argv[2], Path(sys.argv[3]), sys.argv[4:])
    else:
        main(sys.argv[1:])
