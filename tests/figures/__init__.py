"""The figures of `kehoach evaluate` on labelled plans that may not fall: a file a collection and format.

`python -m tests.figures` writes today's figures, after a change that raises them.
"""

import json
from pathlib import Path

from typer.testing import CliRunner

from kehoach.cli import app
from pipeline.store import Store
from tests.places import ROOT
from tests.plans_at_hand import CORPUS, GOLD, RAW, records_of

HERE = Path(__file__).parent
# The labels of each collection: the project's samples, and the reference labels beside the checkout.
LABELS = {"samples": ROOT / "tests" / "samples" / "labels", "labelled": GOLD}
SUFFIXES = ("docx", "pdf")

Scores = dict[str, dict[str, float]]


def kept(collection: str, suffix: str) -> Path:
    """The file of the figures that may not fall."""
    return HERE / f"{collection}-{suffix}.json"


def plans(collection: str, suffix: str) -> list[Path]:
    """The plan of each label file, in one format."""
    if collection == "samples":
        return sorted(RAW.glob(f"*.{suffix}"))
    slugs = [file.stem for file in sorted(GOLD.glob("*.json"))]
    return [path for slug in slugs for path in CORPUS.glob(f"*/{slug}/plan.{suffix}")]


def evaluated(collection: str, suffix: str, folder: Path, *options: str) -> tuple[int, str, Scores]:
    """Today's figures of a collection: the exit code of `kehoach evaluate`, what it says, and the figures.

    The plans are stored in `folder`, which is empty.
    """
    store = Store(folder / "out")
    for path in plans(collection, suffix):
        store.put([records_of(path)])
    figures = folder / "figures.json"
    command = ["evaluate", str(folder / "out"), str(LABELS[collection]), "--json", str(figures), *options]
    result = CliRunner().invoke(app, command)
    scores: Scores = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else {}
    return result.exit_code, result.output, scores
