"""Other programs on the same PDFs in one run: time a page, and the table rows that come out whole.

    python -m benchmarks.peers [FILE or FOLDER …] [--environments FOLDER] [--rounds 3]

Each program is installed by pip in an environment of its own (kept in FOLDER, else made anew), pdftotext is
Debian's (poppler-utils). A row is whole when it has the texts of all cells of a row of the DOCX beside the
PDF: the cells that begin in the row, or those that stretch over it too. "letters" are the rows that are whole
where nobody minds spaces. A row that a page break cuts in two is whole only where its parts are put together
again. CPU time, imports left out; the median of the rounds, in which the programs run in turn.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks import peer_programs
from benchmarks.files import digital, samples
from benchmarks.one_process import cpu_seconds
from pipeline.readers.docx import read_docx
from pipeline.readers.pdf import read_pdf
from schemas.layout import Layout, Table

ROUNDS: Final = 3
# Heads and signatures are tables of two cells in a DOCX and are not ruled in the PDF.
_SMALLEST: Final = 3
_SPACES: Final = re.compile(r"\s+")

Cells = Sequence[str]


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, and print a line a program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--environments", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    files = digital(asked.files, ".pdf") if asked.files else samples(".pdf")
    files = [file for file in files if file.with_suffix(".docx").exists()]
    with tempfile.TemporaryDirectory() as name:
        folder = asked.environments or Path(name)
        programs = {peer: _python_of(peer, folder) for peer in peer_programs.PROGRAMS}
        runs = [_round(programs, files) for _ in range(asked.rounds)]
    expected = [list(_rows(read_docx(file.with_suffix(".docx")))) for file in files]
    asked_for = sum(map(len, expected))
    print(f"{len(files)} files, {runs[0]['kehoach']['pages']} pages, {asked_for} rows of tables")
    print(f"{'program':12} {'version':10} {'ms a page':>9} {'whole':>6} {'letters':>8}")
    for peer, first in runs[0].items():
        milliseconds = 1000 * median(run[peer]["seconds"] for run in runs) / first["pages"]
        whole, letters = (
            sum(whole_rows(*rows, space) for rows in zip(expected, first["rows"], strict=True))
            for space in (" ", "")
        )
        print(f"{peer:12} {first['version']:10} {milliseconds:9.1f} {whole:6} {letters:8}")


def _round(programs: dict[str, str], files: Sequence[Path]) -> dict[str, Any]:
    return {"kehoach": ours(files)} | {
        peer: json.loads(
            subprocess.run(
                [python, peer_programs.__file__, peer, *map(str, files)],
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            ).stdout.splitlines()[-1]
        )
        for peer, python in programs.items()
    }


def _python_of(peer: str, folder: Path) -> str:
    """The Python of a program's own environment."""
    package = peer_programs.PACKAGES[peer]
    if package is None:
        if not shutil.which(peer):
            sys.exit(f"{peer} is not installed: apt-get install poppler-utils")
        return sys.executable
    python = folder / package / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / package)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", package], check=True)
    return str(python)


def ours(files: Iterable[Path]) -> dict[str, Any]:
    """What `peer_programs` prints, of our reader."""
    since = cpu_seconds()
    layouts = [read_pdf(file) for file in files]
    seconds = cpu_seconds() - since
    rows = [[row for row, _ in _rows(layout)] for layout in layouts]
    return {
        "seconds": seconds,
        "pages": sum(layout.page_count or 0 for layout in layouts),
        "version": "",
        "rows": rows,
    }


def _rows(layout: Layout) -> Iterator[tuple[Cells, Cells]]:
    """Of each row of the tables the texts of the cells that begin in it, and of all that stretch over it."""
    for table in layout.blocks:
        if isinstance(table, Table) and table.n_rows * table.n_cols > _SMALLEST:
            for row in range(table.n_rows):
                over = [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]
                begins = [cell for cell in over if cell.row == row]
                yield tuple(cell.text for cell in begins), tuple(cell.text for cell in over)


def whole_rows(expected: Iterable[tuple[Cells, Cells]], found: Iterable[Cells], space: str = " ") -> int:
    """How many of the expected rows are among those found, each counted once. Spaces and line ends are turned
    into `space` first."""

    def plain(row: Cells) -> Cells:
        texts = (_SPACES.sub(space, cell.strip()) for cell in row)
        return tuple(text for text in texts if text)

    there = Counter(map(plain, found))
    whole = 0
    for begins, over in expected:
        seen = next((cells for cells in (plain(begins), plain(over)) if there[cells]), None)
        if seen is not None:
            there[seen] -= 1
            whole += 1
    return whole


if __name__ == "__main__":
    main(sys.argv[1:])
