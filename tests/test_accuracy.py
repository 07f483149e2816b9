"""The figures of `kehoach evaluate` on labelled plans may not fall below those kept in `tests/figures`."""

import json
from pathlib import Path

import pytest

from tests.figures import LABELS, SUFFIXES, evaluated, kept

COLLECTIONS = [
    "samples",
    pytest.param(
        "labelled",
        marks=pytest.mark.skipif(
            not LABELS["labelled"].is_dir(),
            reason="the reference labels are not beside the checkout (../shared/gold)",
        ),
    ),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_no_figure_falls(collection: str, suffix: str, tmp_path: Path) -> None:
    code, said, _ = evaluated(collection, suffix, tmp_path, "--baseline", str(kept(collection, suffix)))
    assert code == 0, said


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_figures_are_kept_of_every_plan_with_labels(collection: str, suffix: str) -> None:
    """A plan whose figures nobody keeps could get worse unseen."""
    figures = json.loads(kept(collection, suffix).read_text(encoding="utf-8"))
    slugs = {file.stem for file in LABELS[collection].glob("*.json")}
    assert slugs
    assert slugs | {"all", "mean"} <= set(figures)
