"""Whether twenty times the pages or rows cost twenty times the CPU time, and not more.

    python -m benchmarks.growth [--rounds 3]

The files are made of the samples. The small and the large one are read in turn, each in a process of its own
that has read the samples before, from the file to its encoded records; the medians count. Exits 1 when the
large one takes more than `MOST_TIMES` of the small one.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.files import samples
from benchmarks.memory import docx_of, pdf_of
from benchmarks.ratios import read

LARGER: Final = 20
MOST_TIMES: Final = 21
ROUNDS: Final = 3
_KINDS: Final[Sequence[tuple[str, Callable[[Path, int], Path], int]]] = (
    ("pages of a PDF", pdf_of, 50),
    ("rows of a DOCX", docx_of, 500),
)


def main(arguments: Sequence[str] = ()) -> int:
    """Print a line a kind; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        for kind, make, count in _KINDS:
            files = [make(Path(name), count), make(Path(name), LARGER * count)]
            warm = samples(files[0].suffix)
            runs = [[read("whole", [(warm, [file])])().cpu for file in files] for _ in range(asked.rounds)]
            small, large = (median(times) for times in zip(*runs, strict=True))
            print(f"{LARGER * count:6} {kind}: {large:.2f} s, {large / small:.1f} times those of {count}")
            worst = max(worst, large / small)
    return int(worst > MOST_TIMES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
