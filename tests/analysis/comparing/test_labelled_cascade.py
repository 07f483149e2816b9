"""How well a labelled cascade is told: which of the parent's tasks were taken up, changed, dropped."""

import json
from pathlib import Path

import pytest

from analysis.comparing import comparison
from analysis.matching import match_plans
from tests.analysis.comparing.invented import stored
from tests.plans_at_hand import CORPUS, GOLD, records_of

LABELLED = [
    file
    for file in sorted((GOLD / "matches").glob("*--*.json"))
    if json.loads(file.read_text(encoding="utf-8")).get("cascade")
]
LEAST_RIGHT = 12 / 15


@pytest.mark.skipif(
    not LABELLED, reason="the labelled cascade is not beside the checkout (../shared/gold/matches)"
)
@pytest.mark.parametrize("file", LABELLED, ids=lambda file: file.stem)
def test_what_became_of_the_labelled_tasks(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "match_plans", match_plans)
    labels = json.loads(file.read_text(encoding="utf-8"))
    above, below = (records_of(CORPUS / "seeds" / labels[side] / "plan.docx") for side in "ab")
    corpus = stored(tmp_path, above, below)
    parent, child = (records.document.source_uri for records in (above, below))
    found = corpus.cascade(child, parent)
    number = {task.task_id: at for at, task in enumerate(found.parent.tasks, 1)}
    status = {number[fate.task.task_id]: fate.status for fate in found.fates}
    sure = {one["a"]: one["status"] for one in labels["cascade"] if not one.get("doubt")}
    assert sum(status.get(task) == told for task, told in sure.items()) >= LEAST_RIGHT * len(sure)
