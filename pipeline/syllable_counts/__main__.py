"""Compile `pipeline/readers/ocr/marks/counts.txt.xz` from official texts and the names of the register of
units. The output is the same for the same input."""

import argparse
import csv
import lzma
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from pipeline.readers import read_file
from pipeline.readers.ocr.marks.counts import FILE
from pipeline.syllable_counts.counting import counted, lines_of, without

ROOM: Final = Path(__file__).parents[1] / "readers" / "ocr" / "marks"
PARTING: Final = "====="


def main() -> None:
    """Read the texts, leave out what resembles the plans to be left out, write the counts."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.syllable_counts", description=__doc__)
    parser.add_argument("texts", type=Path, help=f"text (.xz) whose documents are parted by {PARTING}")
    parser.add_argument("--leave-out", nargs="*", type=Path, default=[], help="plans that are measured on")
    parser.add_argument("--out", type=Path, default=ROOM / FILE)
    args = parser.parse_args()
    texts = list(_texts(args.texts))
    kept = list(without(texts, [_text_of(path) for path in args.leave_out]))
    lines = list(lines_of(counted(kept, _names_of_units())))
    packed = lzma.compress("\n".join([*lines, ""]).encode(), preset=9 | lzma.PRESET_EXTREME)
    args.out.write_bytes(packed)
    print(f"{args.out}: {len(kept)} of {len(texts)} texts, {len(lines):,} counts, {len(packed):,} bytes")


def _texts(path: Path) -> Iterator[str]:
    """The documents of a file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        whole = unicodedata.normalize("NFC", file.read())
    lines: list[str] = []
    for line in [*whole.splitlines(), PARTING]:
        if line == PARTING:
            yield "\n".join(lines)
            lines = []
        else:
            lines.append(line)


def _text_of(path: Path) -> str:
    """The text of a plan, in any format that is read."""
    return "\n".join(paragraph.text for paragraph in read_file(path).paragraphs())


def _names_of_units() -> Iterator[str]:
    """The names of all units, each behind its kind."""
    register = files("extractors.units").joinpath("register.csv").read_text("utf-8")
    for line in csv.DictReader(register.splitlines()):
        yield f"{line['kind']} {line['name']}"


if __name__ == "__main__":
    main()
