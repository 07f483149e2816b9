"""How many times faster than its reference each part of the work is, in the same run.

    python -m benchmarks.ratios [FILE or FOLDER …] [--rounds 5] [--only FIGURE …] [--short] [--record]

A figure above 1 says that ours takes less. Without files the samples of data/raw are read, one half after a
warming up with the other. Files that are given are read after the samples; those that need OCR are left out.
Ours and the reference run in turn, each in a process of its own, and the median of each counts.

CPU time counts, but for `command_1` and `command_2`: the seconds by the clock in which a hundred files are
stored with one and with two processes, so these two need a quiet machine. `--short` leaves out what takes
long, and times the command by its CPU time: it is what `python -m benchmarks.guard` compares, and `--record`
adds to `benchmarks/recorded.json`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks import recorded
from benchmarks.files import copies, digital, pictures_of, samples, store_of
from benchmarks.one_process import cpu_seconds
from tests.places import ROOT

ROUNDS: Final = 5
# What the command is timed on.
DOCUMENTS: Final = 100
STORED: Final = 5000
REPEATS: Final = 5
# Pages of a sample that are recognised: a letterhead with prose, a table.
PICTURES: Final = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took, in seconds."""

    cpu: float
    clock: float


Run = Callable[[], Cost]


@dataclass(frozen=True, slots=True)
class Figure:
    """Ours, its reference, and how many times faster ours is to be at least; whether the clock counts."""

    name: str
    goal: float
    ours: Run
    reference: Run
    clock: bool = False

    def seconds(self, costs: Iterable[Cost]) -> float:
        """The median of several runs."""
        return median(cost.clock if self.clock else cost.cpu for cost in costs)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of ours and of the reference."""

    figure: Figure
    ours: float
    reference: float

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.reference / self.ours

    def line(self) -> str:
        """A row of the report."""
        reached = "" if self.ratio >= self.figure.goal else "  not reached"
        return (
            f"{self.figure.name:14} {self.ours:9.3f} {self.reference:11.3f} {self.ratio:7.2f}"
            f" {self.figure.goal:6.2f}{reached}"
        )


HEAD: Final = f"{'figure':14} {'ours, s':>9} {'reference, s':>11} {'ratio':>6} {'goal':>6}"


def main(arguments: Sequence[str] = ()) -> int:
    """Measure and print a line a figure; 1 where a goal is not reached."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--record", action="store_true")
    asked = parser.parse_args(arguments)
    with figures(asked.files, short=asked.short or asked.record) as known:
        chosen = [figure for figure in known if not asked.only or figure.name in asked.only]
        found = measure(chosen, asked.rounds)
    if asked.record:
        recorded.add({one.figure.name: one.ratio for one in found})
    return int(any(one.ratio < one.figure.goal for one in found))


def measure(chosen: Sequence[Figure], rounds: int) -> list[Measured]:
    """Run all in turn, so many times, what several figures ask for only once a round; print the medians."""
    runs = dict.fromkeys(run for figure in chosen for run in (figure.ours, figure.reference))
    costs = [{run: run() for run in runs} for _ in range(rounds)]
    print(HEAD)
    found = []
    for figure in chosen:
        ours, reference = (
            figure.seconds(cost[run] for cost in costs) for run in (figure.ours, figure.reference)
        )
        found.append(Measured(figure, ours, reference))
        print(found[-1].line(), flush=True)
    return found


@contextmanager
def figures(given: Sequence[Path] = (), *, short: bool = False) -> Iterator[list[Figure]]:
    """All figures, those of the short form first; their files are there as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="kehoach-bench-") as name:
        folder = Path(name)
        pdfs, docx = _parts(given, ".pdf"), _parts(given, ".docx")
        small, other = samples(".pdf")[:2]
        pictures = [(pictures_of(small, folder, 1), pictures_of(other, folder, PICTURES))]
        by_pdfplumber = read("pdfplumber_text_and_tables", pdfs)
        found = [
            Figure("pdf_reader", 12, read("pdf_reader", pdfs), by_pdfplumber),
            Figure("pdf_without_c", 10, read("pdf_reader_without_c", pdfs), by_pdfplumber),
            Figure("pdf_whole", 6.5, read("whole", pdfs), by_pdfplumber),
            Figure("docx_reader", 1, read("docx_reader", docx), read("row_cells", docx)),
            Figure("docx_whole", 1 / 2.5, read("whole", docx), read("row_cells", docx)),
            Figure("ocr", 1 / 1.35, read("picture_reader", pictures), read("tesseract", pictures)),
            Figure(
                "help",
                0,
                _repeated(lambda: _command("--help")),
                _repeated(lambda: _script("import pdfplumber")),
            ),
            Figure(
                "one_small_pdf",
                0,
                _repeated(_ingest([small], folder)),
                _repeated(lambda: _script(_TO_PARQUET, small, folder)),
            ),
        ]
        batch = pdfs[0][1] if given else copies(folder / "copies", DOCUMENTS, samples(".pdf"))
        batch_by_pdfplumber = read("pdfplumber_text_and_tables", [([], batch)])
        if short:
            found.append(Figure("command", 4, _ingest(batch, folder), batch_by_pdfplumber))
        else:
            stored = store_of(STORED, folder / "stored")
            found += [
                Figure("command_1", 4, _ingest(batch, folder), batch_by_pdfplumber, clock=True),
                Figure("command_2", 7, _ingest(batch, folder, jobs=2), batch_by_pdfplumber, clock=True),
                Figure(
                    "status",
                    0,
                    lambda: _command("status", "--store", str(stored)),
                    lambda: _script(_COUNT, stored),
                ),
            ]
        yield found


Parts = Sequence[tuple[Sequence[Path], Sequence[Path]]]

# What an analyst's script does with one PDF, and with a store.
_TO_PARQUET: Final = """
import sys, pandas, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    rows = [row for page in document.pages for table in page.extract_tables() for row in table]
    words = [word for page in document.pages for word in page.extract_words()]
pandas.DataFrame(words).to_parquet(sys.argv[2] + "/words.parquet")
"""
_COUNT: Final = """
import sys, pandas
print(pandas.read_parquet(sys.argv[1] + "/documents").groupby(["province", "status"]).size())
"""


def _parts(given: Sequence[Path], suffix: str) -> Parts:
    """What is read in one process each: files to warm up with, files to time."""
    known = samples(suffix)
    if given:
        return [(known, digital(given, suffix))]
    first, second = known[::2], known[1::2]
    return [(first, second), (second, first)]


def read(program: str, parts: Parts) -> Run:
    """How long a program reads the files of all parts, without its start."""

    def run() -> Cost:
        cpu, since = 0.0, time.perf_counter()
        for warm, files in parts:
            command = [sys.executable, "-m", "benchmarks.one_process", program]
            command += ["--warm", *map(str, warm)] if warm else []
            command += ["--files", *map(str, files)]
            said = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
            cpu += json.loads(said.splitlines()[-1])["seconds"]
        return Cost(cpu, time.perf_counter() - since)

    return run


def _ingest(files: Sequence[Path], folder: Path, jobs: int = 1) -> Run:
    """How long the command takes to store these files in a new store, from its start to its end."""

    def run() -> Cost:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            return _command("ingest", *map(str, files), "--out", out, "--jobs", str(jobs))

    return run


def _repeated(run: Run) -> Run:
    """A run that is over too soon to be timed once."""

    def several() -> Cost:
        costs = [run() for _ in range(REPEATS)]
        return Cost(sum(cost.cpu for cost in costs), sum(cost.clock for cost in costs))

    return several


def _command(*arguments: str) -> Cost:
    return _script("import sys, kehoach.cli; sys.exit(kehoach.cli.main())", *arguments)


def _script(code: str, *arguments: str | Path) -> Cost:
    """What a process and all its children take."""
    before, since = cpu_seconds(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return Cost(cpu_seconds() - before, time.perf_counter() - since)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
