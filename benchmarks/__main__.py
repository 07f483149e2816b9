"""`make bench`: every benchmark that needs nothing but this checkout, each against a reference in the same
run. Exits 1 when one of them does not reach what it is to reach."""

import subprocess
import sys
from typing import Final

BENCHMARKS: Final = ("ratios", "growth", "memory", "pdf_reading", "batch_scaling", "matching", "ocr_quality")


def main() -> int:
    """Run them in turn; the exit status."""
    missed = 0
    for name in BENCHMARKS:
        print(f"== {name}", flush=True)
        missed |= subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
