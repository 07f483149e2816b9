"""Fails where something has become slower: a ratio that fell by more than a fifth of what is usual.

    python -m benchmarks.guard

The short form of `python -m benchmarks.ratios` is measured and compared with the median of the runs in
`recorded.json`. What fell is measured once more, since a machine can be busy for a while; only what fell
twice fails. After a change that is meant to cost time, `python -m benchmarks.ratios --record` adds runs.
"""

import sys
from collections.abc import Iterable, Mapping
from typing import Final

from benchmarks import recorded
from benchmarks.ratios import Measured, figures, measure

ROUNDS: Final = 3
# Of what is usual a ratio may lose so much.
MOST_LOST: Final = 0.2


def main() -> int:
    """Measure, and say what fell; the exit status."""
    usual = recorded.usual()
    with figures(short=True) as known:
        low = fallen(measure(known, ROUNDS), usual)
        if low:
            print("measured once more, since it fell:")
            low = fallen(measure([one.figure for one in low], ROUNDS), usual)
    for one in low:
        name = one.figure.name
        print(f"{name} has become slower: {one.ratio:.2f} times its reference, usually {usual[name]:.2f}")
    return int(bool(low))


def fallen(found: Iterable[Measured], usual: Mapping[str, float]) -> list[Measured]:
    """What lost more than `MOST_LOST` of what is usual."""
    return [one for one in found if one.ratio < (1 - MOST_LOST) * usual.get(one.figure.name, 0)]


if __name__ == "__main__":
    sys.exit(main())
