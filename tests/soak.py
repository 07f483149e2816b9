"""Search for faults with fresh random numbers until a time is over: `python -m tests.soak MINUTES`.

First the whole corpus beside the checkout is walked, where it is there; then the property tests and those
that damage files or kill runs are run again and again, each round with another seed. The first failure ends
the search, and how to see it again is printed.
"""

import os
import random
import subprocess
import sys
import time

from tests.places import ROOT
from tests.plans_at_hand import CORPUS

WALK = ["tests/test_plans.py"]
SEARCH = ["-m", "hypothesis or fuzz"]


def main() -> int:
    """Search for as many minutes as the first argument says; the exit code of the last run of tests."""
    minutes = float(sys.argv[1])
    end = time.monotonic() + 60 * minutes
    if CORPUS.is_dir() and (code := _run(WALK, {"KEHOACH_WHOLE_CORPUS": "1"})):
        return code
    rounds = 0
    while not rounds or time.monotonic() < end:
        seed = random.randrange(2**32)
        chosen = {"HYPOTHESIS_PROFILE": "fresh", "KEHOACH_SEED": str(seed)}
        if code := _run([*SEARCH, f"--hypothesis-seed={seed}"], chosen):
            return code
        rounds += 1
    print(f"nothing found in {rounds} rounds")
    return 0


def _run(arguments: list[str], chosen: dict[str, str]) -> int:
    """Run these tests up to the first failure under these variables; a failure says how to run them again."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", *arguments]
    code = subprocess.run(
        [*command, "-n", "auto"], cwd=ROOT, env={**os.environ, **chosen}, check=False
    ).returncode
    if code:
        words = [f"{name}={value}" for name, value in chosen.items()]
        words += [f"'{word}'" if " " in word else word for word in command]
        print(f"to see it again: {' '.join(words)}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
