"""Tasks that come, go, are taken apart and put together."""

from typing import Any

import pytest

from schemas.layout import Span
from schemas.rows import PlanRecords
from tests.pipeline.correcting.reviews import applied, apply, change, place, rows
from tests.pipeline.invented_plans import plan

ONE, TWO, THREE = (f"Lập danh mục hồ sơ mẫu số {n}." for n in (1, 2, 3))
NEW: dict[str, Any] = {
    "task_text": "Kiểm tra hồ sơ mẫu.",
    "heading_path": ["I. NHIỆM VỤ"],
    "leads": [{"agency_text": "Thanh tra huyện"}],
    "deadlines": [{"deadline_text": "quý III"}],
    "targets": [{"target_text": "100% hồ sơ"}, {"target_text": "02 cuộc"}],
}


def texts(records: PlanRecords) -> list[str]:
    return [task.task_text for task in records.tasks]


def add(plan: PlanRecords, after: int | None, **said: Any) -> dict[str, Any]:
    return {
        "action": "add",
        "after": None if after is None else place(plan, after),
        "new": NEW | said,
    }


def split(plan: PlanRecords, *parts: dict[str, Any], at: int = 0) -> dict[str, Any]:
    return {"action": "split", "task": place(plan, at), "new": parts}


def join(plan: PlanRecords, first: int, *others: int, new: str = "Lập hai danh mục.") -> dict[str, Any]:
    return {
        "action": "join",
        "task": place(plan, first),
        "others": [place(plan, at) for at in others],
        "new": new,
    }


def remove(plan: PlanRecords, at: int = 0) -> dict[str, Any]:
    return {"action": "remove", "task": place(plan, at)}


@pytest.mark.parametrize(
    ("after", "order"), [(None, ["new", ONE, TWO]), (0, [ONE, "new", TWO]), (1, [ONE, TWO, "new"])]
)
def test_a_task_is_added_in_its_place(after: int | None, order: list[str]) -> None:
    before = plan()
    outcome = apply(before, add(before, after))
    assert outcome.states == ("applied",)
    records = outcome.records
    assert texts(records) == [NEW["task_text"] if text == "new" else text for text in order]
    assert [task.ordinal for task in records.tasks] == [1, 2, 3]
    task = next(task for task in records.tasks if task.corrected)
    assert task.task_id not in {task.task_id for task in before.tasks}
    assert (task.section_id, task.source_kind, task.spans) == (before.tasks[0].section_id, "prose", ())
    own = [row for row in records.assignments if row.task_id == task.task_id]
    assert [(row.agency_text, row.inherited, row.corrected) for row in own] == [
        ("Thanh tra huyện", False, True)
    ]
    assert [row.value for row in records.targets] == [100.0, 2.0, 100.0]
    leading = [row.task_id for row in records.assignments]
    assert leading == [task.task_id for task in records.tasks]
    assert applied(before, rows(add(before, after))).records == records


def test_a_task_added_in_a_table_is_of_the_table_and_not_of_another_section() -> None:
    before = plan()
    before.tasks[0] = before.tasks[0].model_copy(update={"source_kind": "table", "table_id": "b1"})
    task = apply(before, add(before, 0, heading_path=["II. KHÁC"])).records.tasks[1]
    assert (task.source_kind, task.table_id, task.section_id) == ("table", "b1", None)


def test_a_plan_without_tasks_gets_its_first() -> None:
    before = plan(tasks=0)
    before.assignments, before.deadlines = [], []
    assert texts(apply(before, add(before, None)).records) == [NEW["task_text"]]


def test_a_task_that_is_read_now_is_not_added_again() -> None:
    before = plan(tasks=3)
    words = {"task_text": THREE, "leads": [{"agency_text": "Phòng Mẫu biểu"}], "deadlines": [], "targets": []}
    there = add(before, 0, **words)
    outcome = apply(before, there)
    assert (outcome.states, texts(outcome.records)) == (("applied",), [ONE, TWO, THREE])
    assert not any(task.corrected for task in outcome.records.tasks)
    assert outcome.records.assignments[2].confidence == 1.0
    # With somebody else to do it, it is for a person to look at.
    assert apply(before, add(before, 0, **words | {"leads": []})).states == ("unfit",)
    # At another place of the page it is another task.
    elsewhere = [Span(2, 72, 100, 500, 112)]
    assert len(apply(before, add(before, 0, **words, spans=elsewhere)).records.tasks) == 4


def test_one_task_added_by_two_is_one_and_they_may_disagree() -> None:
    before = plan()
    outcome = applied(before, [*rows(add(before, 0)), *rows(add(before, 0), who="Minh")])
    assert (outcome.states, len(outcome.records.tasks)) == (("applied", "applied"), 3)
    other = rows(add(before, 0, leads=[]), who="Minh")
    assert applied(before, [*rows(add(before, 0)), *other]).states == ("applied", "disagrees")


def test_a_task_leaves_with_all_that_belongs_to_it() -> None:
    before = plan()
    outcome = apply(before, remove(before))
    assert (outcome.states, texts(outcome.records)) == (("applied",), [TWO])
    assert outcome.records.tasks[0].ordinal == 1
    assert outcome.records.deadlines == []
    assert [row.task_id for row in outcome.records.assignments] == [before.tasks[1].task_id]
    assert outcome.records.targets == before.targets


def test_what_was_removed_stays_removed_and_is_changed_by_nobody() -> None:
    before = plan()
    changed = change(before, "product", None, "Báo cáo")
    outcome = apply(before, remove(before), remove(before), changed, split(before, NEW, NEW))
    assert outcome.states == ("applied", "applied", "disagrees", "disagrees")


@pytest.mark.parametrize(
    ("text", "state"), [("Tổ chức hội nghị tổng kết năm.", "applied"), (TWO.replace("2.", "5."), "unfit")]
)
def test_a_task_that_is_read_no_more_is_removed_already_unless_one_is_like_it(text: str, state: str) -> None:
    before = plan()
    gone = {"action": "remove", "task": {"task_text": text.casefold(), "above": "i. nhiệm vụ"}}
    outcome = apply(before, gone)
    assert (outcome.states, outcome.records) == ((state,), before)


def test_of_tasks_alike_the_one_that_is_meant_leaves() -> None:
    before = plan()
    before.tasks[1] = before.tasks[1].model_copy(update={"task_text": ONE})
    outcome = apply(before, remove(before, 1), change(before, "note", None, "còn lại"))
    assert outcome.states == ("applied", "applied")
    assert [(task.task_id, task.note) for task in outcome.records.tasks] == [
        (before.tasks[0].task_id, "còn lại")
    ]


def test_a_task_is_taken_apart_in_its_place() -> None:
    before = plan(province="Bình Thuận", district="Tuy Phong")
    first = {
        "task_text": "Lập danh mục.",
        "leads": [{"agency_text": "Phòng Mẫu biểu"}],
        "deadlines": [{"deadline_text": "Quý II/2024"}],
    }
    second = {"task_text": "Gửi danh mục.", "leads": [{"agency_text": "Phòng Nội vụ"}], "node": "body/p[3]"}
    outcome = apply(before, split(before, first, second))
    assert outcome.states == ("applied",)
    records = outcome.records
    assert texts(records) == ["Lập danh mục.", "Gửi danh mục.", TWO]
    one, other, _two = records.tasks
    assert (one.task_id, one.spans, one.node) == (before.tasks[0].task_id, before.tasks[0].spans, None)
    assert (other.spans, other.node, other.section_id) == ((), "body/p[3]", one.section_id)
    assert (one.corrected, other.corrected, one.confidence) == (True, True, 1.0)
    kept = records.assignments[0]
    assert (kept.spans, kept.task_id, kept.confidence) == (before.assignments[0].spans, one.task_id, 1.0)
    assert [row.task_id for row in records.deadlines] == [one.task_id]
    assert records.assignments[1].agency_id == "phong_noi_vu@tuy-phong.binh-thuan"


def test_parts_are_named_by_their_words_from_then_on() -> None:
    before = plan()
    parts = split(before, {"task_text": ONE, "heading_path": ["I. NHIỆM VỤ"]}, {"task_text": "Gửi."})
    later = {"action": "change", "field": "note", "task": {"task_text": "gửi."}, "old": None, "new": "x"}
    whole = change(before, "note", None, "y")
    outcome = apply(before, parts, later, whole)
    assert outcome.states == ("applied", "applied", "applied")
    assert [task.note for task in outcome.records.tasks] == ["y", "x", None]


def test_two_who_take_one_task_apart_agree_or_disagree() -> None:
    before = plan()
    lan = rows(split(before, {"task_text": "Lập."}, {"task_text": "Gửi."}))
    same = rows(split(before, {"task_text": "Lập."}, {"task_text": "Gửi."}), who="Minh")
    other = rows(split(before, {"task_text": "Lập."}, {"task_text": "Nộp."}), who="Minh")
    assert applied(before, [*lan, *same]).states == ("applied", "applied")
    assert len(applied(before, [*lan, *same]).records.tasks) == 3
    assert applied(before, [*lan, *other]).states == ("applied", "disagrees")
    whole = rows(change(before, "note", None, "y"), who="Minh")
    assert applied(before, [*lan, *whole]).states == ("applied", "disagrees")


def test_a_task_is_taken_apart_though_others_have_the_words_of_its_parts() -> None:
    before = plan(tasks=3)
    parts = [{"task_text": text, "heading_path": ["I. NHIỆM VỤ"]} for text in (ONE, TWO)]
    outcome = apply(before, split(before, *parts, at=2))
    assert (outcome.states, texts(outcome.records)) == (("applied",), [ONE, TWO, ONE, TWO])
    assert not any(task.corrected for task in outcome.records.tasks[:2])


def test_tasks_that_are_read_in_parts_now_are_there_if_they_have_all_that_was_said() -> None:
    before = plan(tasks=3)
    lead = {"heading_path": ["I. NHIỆM VỤ"], "leads": [{"agency_text": "Phòng Mẫu biểu"}]}
    whole = {"task_text": "cả hai việc", "above": "i. nhiệm vụ"}
    parts = [{"task_text": text, **lead} for text in (TWO, THREE)]
    outcome = apply(before, {"action": "split", "task": whole, "new": parts})
    assert (outcome.states, len(outcome.records.tasks)) == (("applied",), 3)
    assert [row.confidence for row in outcome.records.assignments] == [0.9, 1.0, 1.0]
    others = [{**part, "leads": []} for part in parts]
    assert apply(before, {"action": "split", "task": whole, "new": others}).states == ("unfit",)


def test_tasks_are_put_together_with_what_all_have_once() -> None:
    before = plan(tasks=3)
    before.tasks[1] = before.tasks[1].model_copy(
        update={"topics": ("Chủ đề",), "note": "gấp", "spans": (Span(2, 72, 100, 500, 112),)}
    )
    before.deadlines.append(before.deadlines[0].model_copy(update={"task_id": before.tasks[1].task_id}))
    goal = before.targets[0].model_copy(update={"task_id": before.tasks[1].task_id, "target_id": "g"})
    before.targets.insert(0, goal)
    outcome = apply(before, join(before, 0, 1))
    assert outcome.states == ("applied",)
    records = outcome.records
    assert texts(records) == ["Lập hai danh mục.", THREE]
    task = records.tasks[0]
    assert (task.task_id, task.topics, task.note) == (before.tasks[0].task_id, (), None)
    assert [span.page for span in task.spans] == [1, 2]
    assert [row.task_id for row in records.assignments] == [t.task_id for t in records.tasks]
    assert len(records.deadlines) == 1
    assert [row.target_id for row in records.targets] == ["g", before.targets[1].target_id]


def test_joining_what_is_not_there_or_with_itself_does_not_fit_and_twice_is_once() -> None:
    before = plan(tasks=3)
    missing = join(before, 0, 1) | {"others": [{"task_text": "không có"}]}
    assert apply(before, missing, join(before, 1, 1)).states == ("unfit", "unfit")
    outcome = apply(before, join(before, 2, 0), join(before, 2, 0))
    assert (outcome.states, texts(outcome.records)) == (("applied",) * 2, [TWO, "Lập hai danh mục."])


def test_two_who_count_tasks_alike_differently_never_meet_another_task() -> None:
    """Bình's note on the first of two alike, of which he had renamed the other, went to that one: An had
    removed the first."""
    before = plan()
    before.tasks = [task.model_copy(update={"task_text": ONE}) for task in before.tasks]
    first = place(before, 0) | {"alike": 1}
    noted = {"action": "change", "field": "note", "task": first, "old": None, "new": "gấp"}
    removed, renamed = remove(before, 0), change(before, "task_text", ONE, TWO, at=1)
    outcome = applied(before, [*rows(removed, who="An"), *rows(renamed, noted, who="Bình")])
    assert outcome.states == ("applied", "applied", "disagrees")
    assert [(task.task_text, task.note) for task in outcome.records.tasks] == [(TWO, None)]
