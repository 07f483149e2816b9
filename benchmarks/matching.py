"""How well the same tasks of two plans are found, with each part of the judgement left out in turn.

Needs the labelled pairs beside the checkout (../shared/gold/matches), or other files of that form.
"""

import argparse
import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from analysis.matching import likeness, one_wording, pairing, weighed_words
from analysis.matching.plan_reading import PlanReading
from tests.analysis.matching.labelled import FILES, Labelled, f1, found_in, read

Change = tuple[Any, str, object]
# What a part adds moves the sums, so each variant gets the boundary that is best for it.
BOUNDARIES = np.arange(2.0, 8.0, 0.2)
NEVER = re.compile(r"(?!)")
ABBREVIATIONS: Change = (one_wording, "_ABBREVIATION", NEVER)
NAMES: Change = (one_wording, "_VARIANT", NEVER)
SYLLABLES: Change = (weighed_words, "_longest_by_first", dict)
LEFT_OUT: dict[str, Sequence[Change]] = {
    "nothing": (),
    "abbreviations written out": (ABBREVIATIONS,),
    "names made one": (NAMES,),
    "words of several syllables": (SYLLABLES,),
    "weights by rarity": ((likeness, "_rarity", lambda a, b: np.ones(_width(a, b))),),
    "little weight of what any duty has": ((weighed_words, "_LITTLE", 1.0),),
    "weight of a demand's head": ((weighed_words, "_HALF_WAY", 1e9),),
    "core": ((pairing, "_CORE", 0.0), (pairing, "_WHOLE", 12.0)),
    "kind of action": ((pairing, "_ACTION", 0.0),),
    "area of reform": ((pairing, "_OTHER_AREA", 0.0),),
    "best of both, nearly": ((pairing, "_NEARLY", 1e9),),
    "all but words weighed by rarity": (
        ABBREVIATIONS, NAMES, SYLLABLES, (weighed_words, "_LITTLE", 1.0),
        (pairing, "_CORE", 0.0), (pairing, "_WHOLE", 12.0), (pairing, "_ACTION", 0.0),
        (pairing, "_OTHER_AREA", 0.0),
    ),
}  # fmt: skip


def main() -> None:
    """Print a line for each part left out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    pairs = [read(file) for file in parser.parse_args().files]
    print(f"{'left out':38} F1    best F1  first three")
    for name, changes in LEFT_OUT.items():
        print(f"{name:38} {line(pairs, changes)}")
    print(f"{'topics':38} {line([_without_topics(pair) for pair in pairs], ())}")


def line(pairs: Sequence[Labelled], changes: Sequence[Change]) -> str:
    """The figures of all pairs with these changes: at the boundary that is kept, and at the best one."""
    with ExitStack() as stack:
        for where, what, value in changes:
            stack.enter_context(patch.object(where, what, value))
        weighed_words._weights.cache_clear()
        found = [found_in(pair) for pair in pairs]
        best = max(map(partial(_f1_at, pairs), BOUNDARIES))
    weighed_words._weights.cache_clear()
    first = sum(one.first_three for one in found) / max(1, sum(one.wanted for one in found))
    return f"{f1(found):.3f} {best:.3f}    {first:.3f}"


def _f1_at(pairs: Sequence[Labelled], boundary: float) -> float:
    with patch.object(pairing, "_BOUNDARY", boundary):
        return f1(found_in(pair) for pair in pairs)


def _width(a: PlanReading, b: PlanReading) -> int:
    return int(max(a.whole.shape[1], b.whole.shape[1]))


def _without_topics(pair: Labelled) -> Labelled:
    a, b = ([replace(task, topics=()) for task in tasks] for tasks in (pair.a, pair.b))
    return replace(pair, a=a, b=b)


if __name__ == "__main__":
    main()
