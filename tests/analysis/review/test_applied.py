"""What the page shows after a reviewer's steps is what the corrections that it saves make of the plan."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from analysis.corpus import read
from pipeline.correcting import corrected, rows_of
from pipeline.store import Store
from schemas.corrections import ReviewFile
from schemas.rows import AssignmentRow, PlanRecords, TaskRow
from tests.analysis.review.conftest import Opened
from tests.analysis.review.invented import page_of
from tests.pipeline.invented_plans import plan

STEPS: Final = (Path(__file__).parent / "random_steps.js").read_text(encoding="utf-8")
SEQUENCES: Final = 150
COLUMNS: Final = ("task_text", "row_number", "reform_area", "product", "funding", "note")


def shown(records: PlanRecords) -> list[dict[str, Any]]:
    """The tasks as `random_steps.js` tells them."""

    def agencies(task: TaskRow, role: str) -> list[str]:
        own: list[AssignmentRow] = [row for row in records.assignments if row.task_id == task.task_id]
        return sorted(row.agency_text for row in own if row.role == role)

    return [
        {
            **{column: getattr(task, column) for column in COLUMNS},
            "leads": agencies(task, "lead"),
            "coordinates": agencies(task, "coordinate"),
            "deadlines": sorted(d.deadline_text for d in records.deadlines if d.task_id == task.task_id),
        }
        for task in records.tasks
    ]


def test_the_page_shows_what_its_corrections_make_of_the_plan(
    open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    records = plan("in/a.pdf", "a", status="stored", tasks=8)
    store = tmp_path / "store"
    Store(store).put([records])
    opened = open_page(page_of(read(store)))
    for seed in range(SEQUENCES):
        saved = opened.page.evaluate(STEPS, seed * 7919 + 13)
        file = ReviewFile.model_validate_json(saved["file"])
        outcome = corrected(records, rows_of(file))
        assert set(outcome.states) <= {"applied", "noted"}, f"sequence {seed}"
        assert shown(outcome.records) == saved["tasks"], f"sequence {seed}"


def test_nothing_is_left_to_be_checked_of_a_plan_that_was_finished(
    open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    records = plan("in/a.pdf", "a", status="stored", tasks=4)
    unsure = {
        name: tuple(row.model_copy(update={"confidence": 0.3}) for row in getattr(records, name))
        for name in ("tasks", "assignments", "deadlines")
    }
    records = replace(records, **unsure)
    Store(tmp_path / "store").put([records])
    opened = open_page(page_of(read(tmp_path / "store")))
    assert "còn 4 cần xem lại" in opened.page.locator("#counts").inner_text()
    outcome = corrected(records, rows_of(opened.saved(finished=True)))
    found = outcome.records
    assert {row.confidence for row in (*found.tasks, *found.assignments, *found.deadlines)} == {1.0}
