"""The figures of `kehoach evaluate` on labelled plans may not fall below those kept in `tests/figures`."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kehoach.cli.commands import app
from pipeline.store import Store
from tests.plans_at_hand import CORPUS, GOLD, RAW, records_of

FIGURES = Path(__file__).parent / "figures"
LABELS = Path(__file__).parent / "samples" / "labels"

# What issue 3 asks on the reference labels, PDF and DOCX alike.
ASKED = {
    "task": 0.99,
    "agency": 0.98,
    "deadline": 0.98,
    "target": 0.92,
    "context": 0.98,
    "index": 0.97,
    "record": 0.95,
    "metadata": 0.97,
    "reference": 0.98,
}


def figures(
    files: list[Path], labels: Path, tmp_path: Path, baseline: Path | None = None
) -> dict[str, float]:
    """Store these files, evaluate them, hold them to a baseline; the figures of all plans together."""
    store = Store(tmp_path / "out")
    for file in files:
        store.put([records_of(file)])
    out = tmp_path / "figures.json"
    command = ["evaluate", str(tmp_path / "out"), str(labels), "--json", str(out)]
    result = CliRunner().invoke(app, [*command, "--baseline", str(baseline)] if baseline else command)
    assert result.exit_code == 0, result.output
    every: dict[str, dict[str, float]] = json.loads(out.read_text(encoding="utf-8"))
    return every["all"]


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_no_figure_of_the_samples_falls(suffix: str, tmp_path: Path) -> None:
    figures(sorted(RAW.glob(f"*.{suffix}")), LABELS, tmp_path, FIGURES / f"samples-{suffix}.json")


@pytest.mark.skipif(
    not GOLD.is_dir(), reason="the reference labels are not beside the checkout (../shared/gold)"
)
@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_figures_asked_for_are_reached_on_the_reference_labels(suffix: str, tmp_path: Path) -> None:
    found = figures(
        [CORPUS / "seeds" / file.stem / f"plan.{suffix}" for file in sorted(GOLD.glob("*.json"))],
        GOLD,
        tmp_path,
    )
    assert {measure: found[measure] for measure, floor in ASKED.items() if found[measure] < floor} == {}
