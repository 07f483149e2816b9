"""What is refused before corrections are kept."""

from typing import Any

import pytest

from pipeline.correcting import RefusedError, settled
from tests.pipeline.correcting.reviews import change, of_document, place, review
from tests.pipeline.invented_plans import plan

PLAN = plan()
BAD_DAY = {"deadline_text": "31/6/2024"}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (change(PLAN, "task_text", "x", " "), "a text is missing"),
        (change(PLAN, "lead", None, {"agency_text": "\u00a0"}), "a text is missing"),
        (change(PLAN, "deadline", None, BAD_DAY), "«31/6/2024» names a day that does not exist"),
        (change(PLAN, "deadline", None, {"deadline_text": "99"}), "«99» is no time that can be read"),
        (
            change(
                PLAN, "deadline", None, {"deadline_text": "a", "kind": "recurring", "recurrence": "FREQ=X"}
            ),
            "«FREQ=X» is no rule of rounds",
        ),
        (
            change(
                PLAN,
                "deadline",
                None,
                {
                    "deadline_text": "a",
                    "kind": "period",
                    "start_date": "2024-02-02",
                    "due_date": "2024-02-01",
                },
            ),
            "«a» ends before it begins",
        ),
        (
            change(PLAN, "target", None, {"target_text": "a", "value": float("inf")}),
            "value of «a» is no number",
        ),
        (of_document("province", None, "Đồng Mẫu Mới"), "the register of units does not know «Đồng Mẫu Mới»"),
        (of_document("issue_date", None, "5/3/2024"), "«5/3/2024» is no day; write it as 2025-06-30"),
        (of_document("period_start_year", None, "2O24"), "«2O24» is no year"),
        ({"action": "add", "after": None, "new": {"task_text": "x", "deadlines": [BAD_DAY]}}, "«31/6/2024»"),
        (
            {"action": "split", "task": place(PLAN), "new": [{"task_text": "x"}, {"task_text": " "}]},
            "a text is",
        ),
        (
            {"action": "join", "task": place(PLAN), "others": [place(PLAN, 1)], "new": " "},
            "a text is missing",
        ),
    ],
)
def test_a_value_that_cannot_be_understood_is_refused_in_a_sentence(said: dict[str, Any], fault: str) -> None:
    with pytest.raises(RefusedError) as refused:
        settled(review({"action": "finish"}, said), {"k": PLAN.document})
    (sentence,) = refused.value.sentences
    assert sentence.startswith("correction 2 (")
    assert fault in sentence


def test_a_sentence_names_the_field_and_the_task() -> None:
    with pytest.raises(RefusedError, match=r"correction 1 \(deadline, «lập danh mục hồ sơ mẫu số 1.»\): "):
        settled(review(change(PLAN, "deadline", None, BAD_DAY)), {})


@pytest.mark.parametrize(
    "said",
    [
        [of_document("period_start_year", None, 2030), of_document("period_end_year", None, 2035)],
        [of_document("province", "x", "Bình Thuận"), of_document("district", None, "huyện Tuy Phong")],
        [change(PLAN, "deadline", None, {"deadline_text": "khi có yêu cầu"})],
        [change(PLAN, "note", "x", None), {"action": "accept", "task": place(PLAN)}],
    ],
)
def test_values_that_can_be_understood_stay(said: list[dict[str, Any]]) -> None:
    file = review(*said)
    assert settled(file, {"k": plan(period_start_year=2020, period_end_year=2025).document}) is file


def test_a_period_is_looked_at_as_all_corrections_leave_it() -> None:
    file = review(of_document("period_start_year", 2020, 2026), of_document("title", None, "x"))
    with pytest.raises(RefusedError, match=r"correction 1 \(first year\): «2026-2025» ends before"):
        settled(file, {"k": plan(period_start_year=2020, period_end_year=2025).document})
