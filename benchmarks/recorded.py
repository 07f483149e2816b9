"""The ratios of the last runs of `python -m benchmarks.ratios --record`, in `recorded.json`."""

import datetime
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final

KEPT: Final = Path(__file__).parent / "recorded.json"
# Runs that stay in the file; the median of them is what a new one is compared with.
RUNS: Final = 7
_LIBRARIES: Final = ("pdfplumber", "pypdfium2", "python-docx", "lxml", "pyarrow", "pydantic", "numpy")


def add(ratios: Mapping[str, float]) -> None:
    """Keep a run of today; the oldest go."""
    run = {
        "date": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "ratios": {name: round(ratio, 2) for name, ratio in ratios.items()},
    }
    text = json.dumps({"runs": [*runs(), run][-RUNS:]}, indent=1)
    KEPT.write_text(f"{text}\n", encoding="utf-8")


def runs() -> list[dict[str, Any]]:
    """The runs that are kept, the oldest first."""
    if not KEPT.exists():
        return []
    found: list[dict[str, Any]] = json.loads(KEPT.read_text(encoding="utf-8"))["runs"]
    return found


def usual() -> dict[str, float]:
    """The median of each ratio."""
    names = {name for run in runs() for name in run["ratios"]}
    return {
        name: median(run["ratios"][name] for run in runs() if name in run["ratios"]) for name in sorted(names)
    }
