"""Whatever corrections say, the records fit together afterwards, and what does not fit changes nothing."""

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.correcting import corrected, rows_of
from schemas.codes import INDICES
from schemas.corrections import CorrectionRow
from schemas.rows import PlanRecords
from tests.pipeline.correcting.reviews import place, review
from tests.pipeline.invented_plans import plan

# Few words, so that corrections meet one another.
_WORDS = st.sampled_from(
    [
        "Lập danh mục hồ sơ mẫu số 1.",
        "Lập danh mục hồ sơ mẫu số 2.",
        "Một:\nhai\nba",
        "x",
        " ",
        "\u0000\u00a0",
    ]
)
_MAYBE = st.none() | _WORDS
_AGENCY = st.fixed_dictionaries(
    {"agency_text": st.sampled_from(["Phòng Mẫu biểu", "phòng mẫu biểu", "Sở Nội vụ", "Các sở", "."])},
    optional={"agency_id": st.sampled_from(["so_noi_vu@binh-thuan", "ubnd@vn", "?"])},
)
_DEADLINE = st.fixed_dictionaries(
    {
        "deadline_text": st.sampled_from(
            ["quý II/2024", "quý I và quý II", "31/6/2025", "x", "99", "hàng tuần"]
        )
    },
    optional={
        "kind": st.sampled_from(["date", "period", "recurring"]),
        "start_date": st.dates(),
        "due_date": st.dates(),
        "recurrence": st.sampled_from(["FREQ=WEEKLY", "RRULE", ""]),
    },
)
_TARGET = st.fixed_dictionaries(
    {"target_text": st.sampled_from(["100% biểu mẫu", "02 cuộc và 3 lớp", "x"])},
    optional={
        "value": st.none() | st.floats(),
        "unit": st.sampled_from(["%", "lớp"]),
        "index": st.just("PCI"),
    },
)
_TASK = st.fixed_dictionaries(
    {"task_text": _WORDS},
    optional={
        "heading_path": st.lists(st.sampled_from(["I. NHIỆM VỤ", " "]), max_size=1),
        "leads": st.lists(_AGENCY, max_size=2),
        "coordinates": st.lists(_AGENCY, max_size=2),
        "deadlines": st.lists(_DEADLINE, max_size=2),
        "targets": st.lists(_TARGET, max_size=3),
    },
)
_VALUES = {"lead": _AGENCY, "coordinate": _AGENCY, "deadline": _DEADLINE, "target": _TARGET}
_DOCUMENT = st.sampled_from(["title", "symbol", "issue_date", "period_start_year", "province", "district"])


@st.composite
def _corrections(draw: st.DrawFn, before: PlanRecords) -> dict[str, Any]:
    named = st.sampled_from([place(before, at) for at in range(len(before.tasks))]) | st.builds(
        lambda text, nth: {"task_text": text, "above": "i. nhiệm vụ", "nth": nth, "alike": nth},
        st.sampled_from(["x", "một: hai ba", "lập danh mục hồ sơ mẫu số 1."]),
        st.integers(1, 2),
    )
    action = draw(
        st.sampled_from(["text", "value", "value", "document", "add", "remove", "split", "join", "accept"])
    )
    task = draw(named)
    match action:
        case "text":
            field = draw(st.sampled_from(["task_text", "product", "row_number"]))
            return {
                "action": "change",
                "field": field,
                "task": task,
                "old": draw(_MAYBE),
                "new": draw(_MAYBE),
            }
        case "value":
            field = draw(st.sampled_from([*_VALUES, "indices"]))
            value = st.none() | _VALUES[field] if field in _VALUES else st.lists(st.sampled_from([*INDICES]))
            return {"action": "change", "field": field, "task": task, "old": draw(value), "new": draw(value)}
        case "document":
            new = draw(st.sampled_from([None, "2024", 2025, "2024-05-06", "Bình Thuận", "9/KH-UBND"]))
            return {"action": "change", "field": draw(_DOCUMENT), "old": None, "new": new}
        case "add":
            return {"action": action, "after": draw(st.none() | st.just(task)), "new": draw(_TASK)}
        case "split":
            return {"action": action, "task": task, "new": draw(st.lists(_TASK, min_size=2, max_size=3))}
        case "join":
            others = draw(st.lists(named, min_size=1, max_size=2))
            return {"action": action, "task": task, "others": others, "new": draw(_WORDS)}
        case _:
            return {"action": action, "task": task}


@st.composite
def _reviewed(draw: st.DrawFn) -> tuple[PlanRecords, list[CorrectionRow]]:
    before = plan(tasks=draw(st.integers(1, 4)), province=draw(st.sampled_from(["Đồng Mẫu", "Bình Thuận"])))
    said = draw(st.lists(_corrections(before), min_size=1, max_size=8))
    return before, rows_of(review(*said))


@settings(max_examples=100)
@given(_reviewed())
def test_the_records_fit_together_whatever_is_said(reviewed: tuple[PlanRecords, list[CorrectionRow]]) -> None:
    before, rows = reviewed
    outcome = corrected(before, rows)
    outcome.records.check()
    for name in ("tasks", "assignments", "deadlines", "targets", "documents"):
        for row in outcome.records.dataset(name):
            assert type(row).model_validate(row.model_dump()) == row
    tasks = outcome.records.tasks
    assert [task.ordinal for task in tasks] == list(range(1, len(tasks) + 1))
    # One after the other comes to the same, and what does not fit changes nothing.
    one_by_one = [corrected(before, rows[:end]) for end in range(len(rows) + 1)]
    for earlier, later in pairwise(one_by_one):
        assert later.states[:-1] == earlier.states
        if later.states[-1] in ("unfit", "disagrees", "noted"):
            assert later.records == earlier.records


@settings(max_examples=100)
@given(_reviewed())
def test_the_same_review_again_changes_nothing_and_fits(
    reviewed: tuple[PlanRecords, list[CorrectionRow]],
) -> None:
    before, rows = reviewed
    outcome = corrected(before, [*rows, *rows])
    assert outcome.states == corrected(before, rows).states * 2
    assert outcome.records == corrected(before, rows).records
