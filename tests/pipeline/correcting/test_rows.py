"""Corrections as rows of the dataset, and back."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from pipeline.correcting import correction_of, rows_of
from schemas.corrections import CorrectionRow
from tests.pipeline.correcting.reviews import SAVED, change, of_document, place, review, rows
from tests.pipeline.invented_plans import plan

PLAN = plan()
EVERY: list[dict[str, Any]] = [
    change(PLAN, "task_text", "Lập", "Lập hồ sơ"),
    change(PLAN, "product", "Báo cáo", None),
    change(PLAN, "reform_area", None, "impact"),
    change(PLAN, "indices", [], ["PCI"]),
    change(PLAN, "lead", None, {"agency_text": "Sở Mẫu", "agency_id": "so_mau@x"}),
    change(PLAN, "deadline", {"deadline_text": "quý I", "kind": "event"}, None),
    change(PLAN, "target", {"target_text": "100%", "value": 100.0}, {"target_text": "50%"}) | {"task": None},
    of_document("issue_date", None, "2024-03-05"),
    of_document("period_end_year", 2024, 2025),
    of_document("title", "2024", "2025"),
    {
        "action": "add",
        "after": None,
        "new": {"task_text": "Một", "spans": [{"page": 1, "x0": 0, "y0": 0, "x1": 9, "y1": 9}]},
    },
    {"action": "add", "after": place(PLAN), "new": {"task_text": "Hai"}, "why": "bỏ sót"},
    {"action": "remove", "task": place(PLAN), "plan_key": "k|+phụlục"},
    {"action": "split", "task": place(PLAN), "new": [{"task_text": "Một"}, {"task_text": "Hai"}]},
    {"action": "join", "task": place(PLAN), "others": [place(PLAN, 1)], "new": "Cả hai"},
    {"action": "accept", "task": place(PLAN)},
    {"action": "mark", "task": place(PLAN), "why": "?"},
    {"action": "finish"},
]


@pytest.mark.parametrize("said", EVERY, ids=lambda said: f"{said['action']} {said.get('field', '')}")
def test_a_correction_comes_back_from_its_row(said: dict[str, Any]) -> None:
    file = review(said)
    (row,) = rows_of(file)
    (wanted,) = file.corrections
    assert correction_of(row) == wanted.model_copy(update={"plan_key": wanted.plan_key or "k"})
    assert correction_of(CorrectionRow.model_validate_json(row.model_dump_json())) == correction_of(row)


def test_one_file_gives_the_same_keys_and_equal_corrections_of_a_file_others() -> None:
    file = review(*EVERY, *EVERY)
    found = rows_of(file)
    assert rows_of(review(*EVERY, *EVERY)) == found
    assert len({row.correction_id for row in found}) == len(found)
    assert [row.made_at for row in found] == [SAVED + timedelta(microseconds=at) for at in range(len(found))]
    assert {row.correction_id for row in rows(*EVERY, *EVERY, who="Minh")}.isdisjoint(
        row.correction_id for row in found
    )


@pytest.mark.parametrize(
    "saved_at",
    [
        datetime(2025, 3, 4, 9, 30),
        datetime(2025, 3, 4, 16, 30, tzinfo=timezone(timedelta(hours=7))),
        datetime(2025, 3, 4, 9, 30, tzinfo=UTC),
    ],
)
def test_the_time_is_utc(saved_at: datetime) -> None:
    (row,) = rows_of(review({"action": "finish"}, saved_at=saved_at))
    assert (row.made_at, row.made_at.utcoffset()) == (SAVED, timedelta(0))


def test_a_day_beyond_all_clocks_is_refused() -> None:
    with pytest.raises(ValueError, match="it was saved in 9999: set the clock"):
        rows_of(review({"action": "finish"}, {"action": "finish"}, saved_at=datetime.max))


@pytest.mark.parametrize(
    "broken",
    [
        {"action": "change", "field": "beauty", "new": "x"},
        {"action": "change", "field": "lead", "new": "Sở Mẫu"},
        {"action": "change", "field": "task_text", "new": "x"},
        {"action": "remove"},
        {"action": "split", "task_text": "x", "new": "[]"},
        {"action": "join", "task_text": "x", "new": "[]"},
        {"action": "add"},
    ],
)
def test_a_row_that_keeps_no_correction_is_a_value_error(broken: dict[str, Any]) -> None:
    said = {"correction_id": "1", "plan_key": "k", "who": "Lan", "made_at": SAVED}
    with pytest.raises(ValueError, match=r"\w"):
        correction_of(CorrectionRow.model_validate(said | broken))
