"""What changes of values make of a plan's rows, and what becomes of changes that do not fit."""

from datetime import date
from typing import Any

import pytest

from schemas.rows import PlanRecords
from tests.pipeline.correcting.reviews import applied, apply, change, of_document, place, rows
from tests.pipeline.invented_plans import plan

TEXT = "Lập danh mục hồ sơ mẫu số 1."
QUARTER = {"deadline_text": "quý II/2024"}
LEAD = {"agency_text": "Phòng Mẫu biểu"}
FORMS = {"target_text": "100% biểu mẫu"}


def leads(records: PlanRecords, at: int = 0, role: str = "lead") -> list[str]:
    task = records.tasks[at].task_id
    return [row.agency_text for row in records.assignments if row.task_id == task and row.role == role]


@pytest.mark.parametrize(
    ("field", "old", "new", "stored"),
    [
        ("task_text", TEXT, "Lập hồ sơ:\n- mẫu A\n- mẫu B", "Lập hồ sơ:\n- mẫu A\n- mẫu B"),
        ("task_text", TEXT.upper(), "Lập  hồ sơ ", "Lập hồ sơ"),
        ("product", None, "Báo cáo", "Báo cáo"),
        ("note", None, "a\u0300", "à"),
        ("row_number", None, "1.\n2", "1. 2"),
        ("reform_area", None, "procedures", "procedures"),
        ("indices", [], ["PCI", "PAPI"], ("PCI", "PAPI")),
    ],
)
def test_a_column_of_a_task_is_changed(field: str, old: Any, new: Any, stored: Any) -> None:
    before = plan()
    outcome = apply(before, change(before, field, old, new))
    assert outcome.states == ("applied",)
    task = outcome.records.tasks[0]
    assert getattr(task, field) == stored
    assert (task.corrected, task.confidence) == (True, 1.0)
    assert outcome.records.tasks[1] == before.tasks[1]
    assert outcome.records.assignments == before.assignments


def test_the_lines_under_a_lead_in_are_its_items() -> None:
    before = plan()
    task = apply(before, change(before, "task_text", TEXT, "Lập hồ sơ:\nmẫu A\nmẫu B")).records.tasks[0]
    assert task.items == ("mẫu A", "mẫu B")


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("task_text", "Lập danh mục khác.", "Lập hồ sơ"),
        ("task_text", TEXT, None),
        ("product", "Báo cáo", "Tờ trình"),
        ("reform_area", "impact", "procedures"),
        ("indices", ["PCI"], ["PAPI"]),
        ("lead", {"agency_text": "Sở Mẫu"}, {"agency_text": "Sở Nội vụ"}),
        ("lead", {"agency_text": "Phòng Mẫu"}, None),  # what is there now may be the same in other words
        ("coordinate", LEAD, {"agency_text": "Sở Nội vụ"}),
        ("deadline", {"deadline_text": "quý III/2024"}, {"deadline_text": "tháng 5"}),
        ("deadline", {**QUARTER, "kind": "date"}, {"deadline_text": "tháng 5"}),
        ("deadline", None, {"deadline_text": "31/6/2024"}),
        ("deadline", None, {"deadline_text": "định kỳ", "kind": "recurring", "recurrence": "mỗi tuần"}),
        ("target", {"target_text": "50% biểu mẫu"}, {"target_text": "60% biểu mẫu"}),
    ],
)
def test_what_does_not_fit_leaves_the_records_as_they_are(field: str, old: Any, new: Any) -> None:
    before = plan()
    outcome = apply(before, change(before, field, old, new))
    assert outcome.states == ("unfit",)
    assert outcome.records == before


def test_another_agency_has_an_identity_in_the_plan_and_the_place_of_the_old_one() -> None:
    before = plan(province="Bình Thuận", district="Tuy Phong")
    outcome = apply(before, change(before, "lead", LEAD, {"agency_text": "Phòng Nội vụ"}))
    row = outcome.records.assignments[0]
    assert (row.agency_text, row.agency_id) == ("Phòng Nội vụ", "phong_noi_vu@tuy-phong.binh-thuan")
    assert (row.agency_name, row.corrected, row.confidence) == ("Phòng Nội vụ huyện Tuy Phong", True, 1.0)
    assert row.spans == before.assignments[0].spans


def test_an_agency_is_changed_whichever_body_its_name_is_read_as_now_but_not_what_others_made_of_it() -> None:
    before = plan(province="Bình Thuận", district="Tuy Phong")
    name = {"agency_text": "Phòng Nội vụ"}
    body = "phong_noi_vu@{}.binh-thuan".format
    lan = rows(
        change(before, "lead", {**LEAD, "agency_id": "other@x"}, {**name, "agency_id": body("ham-tan")})
    )
    assert applied(before, lan).records.assignments[0].agency_id == body("ham-tan")
    chosen = change(before, "lead", {**name, "agency_id": "x@y"}, {**name, "agency_id": body("duc-linh")})
    assert applied(before, [*lan, *rows(chosen, who="Minh")]).states == ("applied", "unfit")
    again = change(before, "lead", {**name, "agency_id": body("ham-tan")}, chosen["new"])
    assert applied(before, [*lan, *rows(again)]).records.assignments[0].agency_id == body("duc-linh")
    assert applied(before, [*lan, *rows(again), *rows(again | {"new": LEAD}, who="Minh")]).states == (
        "applied",
        "applied",
        "disagrees",
    )


def test_agencies_are_those_of_the_unit_that_the_document_is_given() -> None:
    before = plan(province="Bình Thuận", district="Tuy Phong")
    names = ("Phòng Nội vụ", "Sở Nội vụ tỉnh Lâm Đồng")
    for at, name in enumerate(names):
        read = apply(before, change(before, "lead", LEAD, {"agency_text": name}, at=at)).records.assignments[
            at
        ]
        before.assignments[at] = read.model_copy(update={"corrected": False, "confidence": 0.5})
    chosen = change(before, "coordinate", None, {"agency_text": "Công an huyện"})
    outcome = apply(before, chosen, of_document("district", "Tuy Phong", "Hàm Tân"))
    found = [(row.agency_id, row.corrected) for row in outcome.records.assignments]
    assert found == [
        ("phong_noi_vu@ham-tan.binh-thuan", False),
        ("cong_an@tuy-phong.binh-thuan", True),
        ("so_noi_vu@lam-dong", False),
    ]
    assert outcome.records.assignments[0].agency_name == "Phòng Nội vụ huyện Hàm Tân"
    assert outcome.records.assignments[2] == before.assignments[1]


def test_one_agency_more_stands_in_its_role_and_one_less_goes() -> None:
    before = plan()
    outcome = apply(
        before,
        change(before, "coordinate", None, {"agency_text": "Công an huyện"}),
        change(before, "lead", None, {"agency_text": "Thanh tra huyện"}),
        change(before, "lead", LEAD, None, at=1),
    )
    assert outcome.states == ("applied",) * 3
    assert leads(outcome.records) == ["Phòng Mẫu biểu", "Thanh tra huyện"]
    assert leads(outcome.records, role="coordinate") == ["Công an huyện"]
    assert leads(outcome.records, at=1) == []
    assert [row.role for row in outcome.records.assignments] == ["lead", "lead", "coordinate"]


@pytest.mark.parametrize(
    ("agency_id", "stored", "name"),
    [
        ("phong_noi_vu@tuy-phong.binh-thuan", None, "Phòng Nội vụ huyện Tuy Phong"),
        ("ubnd@ham-tan.binh-thuan", None, "Phòng Nội vụ"),
        ("so_noi_vu@nowhere", "phong_noi_vu@tuy-phong.binh-thuan", "Phòng Nội vụ huyện Tuy Phong"),
        ("no id", "phong_noi_vu@tuy-phong.binh-thuan", "Phòng Nội vụ huyện Tuy Phong"),
    ],
)
def test_an_agency_that_was_chosen_is_taken_where_it_is_one(
    agency_id: str, stored: str | None, name: str
) -> None:
    before = plan(province="Bình Thuận", district="Tuy Phong")
    chosen = {"agency_text": "Phòng Nội vụ", "agency_id": agency_id}
    row = apply(before, change(before, "lead", LEAD, chosen)).records.assignments[0]
    assert row.agency_id == (stored or agency_id)
    assert row.agency_name == name


@pytest.mark.parametrize(
    ("new", "stored"),
    [
        ({"deadline_text": "trước ngày 20/6/2024"}, [("date", None, date(2024, 6, 20), None)]),
        (
            {"deadline_text": "quý I và quý III"},
            [
                ("period", date(2024, 1, 1), date(2024, 3, 31), None),
                ("period", date(2024, 7, 1), date(2024, 9, 30), None),
            ],
        ),
        ({"deadline_text": "Theo quy định"}, [("event", None, None, None)]),
        (
            {"deadline_text": "cuối mùa mưa", "kind": "date", "due_date": "2024-11-30"},
            [("date", None, date(2024, 11, 30), None)],
        ),
        (
            {"deadline_text": "thứ hai", "kind": "recurring", "recurrence": "FREQ=WEEKLY;BYDAY=MO"},
            [("recurring", None, None, "FREQ=WEEKLY;BYDAY=MO")],
        ),
        (None, []),
    ],
)
def test_a_time_is_taken_as_said_or_read_as_in_a_time_column(
    new: dict[str, Any] | None, stored: list[tuple[Any, ...]]
) -> None:
    before = plan()
    outcome = apply(before, change(before, "deadline", QUARTER, new))
    assert outcome.states == ("applied",)
    found = outcome.records.deadlines
    assert [(row.kind, row.start_date, row.due_date, row.recurrence) for row in found] == stored
    assert all(row.corrected and row.spans == before.deadlines[0].spans for row in found)


def test_a_target_outside_tasks_is_read_and_keeps_its_key() -> None:
    before = plan()
    said = change(before, "target", FORMS, {"target_text": "đạt trên 98% biểu mẫu"}) | {"task": None}
    (row,) = apply(before, said).records.targets
    assert (row.comparator, row.value, row.unit, row.index) == ("gt", 98.0, "%", None)
    assert row.target_id == before.targets[0].target_id
    more = change(before, "target", None, {"target_text": "02 cuộc họp", "index": "PCI", "value": 2})
    both = apply(before, more, said).records.targets
    assert [(row.task_id, row.index, row.value) for row in both] == [
        (before.tasks[0].task_id, "PCI", 2.0),
        (None, None, 98.0),
    ]


@pytest.mark.parametrize(
    ("field", "old", "new", "columns"),
    [
        ("issue_date", "2024-03-05", "2025-01-09", {"issue_year": 2025, "issue_month": 1}),
        ("issue_date", "2024-03-05", None, {"issue_date": None, "issue_year": 2024}),
        ("symbol", "12/KH-UBND", "13/KH-UBND", {"symbol": "13/KH-UBND", "number": "13"}),
        ("province", "Đồng Mẫu", "tỉnh Bình Thuận", {"province": "Bình Thuận", "province_code": "60"}),
        ("title", None, "Cải cách\nhành chính", {"title": "Cải cách hành chính"}),
        ("period_end_year", None, 2025, {"period_end_year": 2025}),
        ("period_end_year", None, "2025", {"period_end_year": 2025}),
    ],
)
def test_a_column_of_the_document_changes_with_what_hangs_on_it(
    field: str, old: Any, new: Any, columns: dict[str, Any]
) -> None:
    outcome = apply(plan(), of_document(field, old, new))
    assert outcome.states == ("applied",)
    document = outcome.records.document
    assert {name: getattr(document, name) for name in columns} == columns
    assert document.corrected


def test_units_below_have_the_codes_that_they_have_in_the_new_one() -> None:
    before = plan(district="Châu Thành", district_code="001")
    document = apply(before, of_document("province", "Đồng Mẫu", "Long An")).records.document
    assert (document.district, document.district_code) == ("Châu Thành", "808")
    document = apply(before, of_document("province", "Đồng Mẫu", "Hà Nội")).records.document
    assert (document.district, document.district_code) == ("Châu Thành", None)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("province", "Đồng Mẫu", "Đồng Mẫu Mới"),
        ("district", None, "Châu Thành"),  # of no province that is known
        ("issue_date", "2024-03-05", "5/3/2024"),
        ("issue_date", "2024-03-06", "2024-03-07"),
        ("period_start_year", None, "năm nay"),
        ("period_start_year", None, "٢٠٢٤"),
    ],
)
def test_a_value_that_no_document_has_does_not_fit(field: str, old: Any, new: Any) -> None:
    before = plan()
    outcome = apply(before, of_document(field, old, new))
    assert outcome.states == ("unfit",)
    assert outcome.records == before


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("task_text", "Lập danh mục", TEXT),
        ("lead", {"agency_text": "Sở Mẫu"}, LEAD),
        ("lead", None, LEAD),
        ("lead", {"agency_text": "Thanh tra"}, None),
        ("deadline", {"deadline_text": "năm 2024"}, QUARTER),
        ("reform_area", "impact", None),
    ],
)
def test_what_is_read_so_now_is_right_but_not_corrected(field: str, old: Any, new: Any) -> None:
    before = plan()
    outcome = apply(before, change(before, field, old, new))
    assert outcome.states == ("applied",)
    records = outcome.records
    for changed in (records.tasks, records.assignments, records.deadlines):
        assert not any(row.corrected for row in changed)
    if field == "lead" and new:
        assert [row.confidence for row in records.assignments] == [1.0, 0.9]


@pytest.mark.parametrize(
    ("field", "old", "first", "second"),
    [
        ("task_text", TEXT, "Lập hồ sơ A", "Lập hồ sơ B"),
        ("product", None, "Báo cáo", "Tờ trình"),
        ("lead", LEAD, {"agency_text": "Sở Nội vụ"}, {"agency_text": "Sở Y tế"}),
        ("lead", LEAD, {"agency_text": "Sở Nội vụ"}, None),
        ("lead", LEAD, None, {"agency_text": "Sở Nội vụ"}),
        ("deadline", QUARTER, {"deadline_text": "tháng 5"}, {"deadline_text": "tháng 6"}),
        ("reform_area", None, "impact", "procedures"),
        ("indices", [], ["PCI"], ["PAPI"]),
    ],
)
def test_of_two_that_disagree_the_earlier_counts(field: str, old: Any, first: Any, second: Any) -> None:
    before = plan()
    lan = rows(change(before, field, old, first), who="Lan")
    minh = rows(change(before, field, old, second), who="Minh")
    outcome = applied(before, [*lan, *minh])
    assert outcome.states == ("applied", "disagrees")
    assert outcome.records == applied(before, lan).records
    assert applied(before, [*lan, *rows(change(before, field, old, first), who="Minh")]).states == (
        "applied",
        "applied",
    )


def test_two_about_the_document_disagree() -> None:
    first, second = (rows(of_document("title", None, said)) for said in ("Một", "Hai"))
    outcome = applied(plan(), [*first, *second])
    assert outcome.states == ("applied", "disagrees")
    assert outcome.records.document.title == "Một"


def test_a_task_goes_by_the_words_that_it_had_before_another_reviewer_changed_them() -> None:
    before = plan()
    lan = rows(change(before, "task_text", TEXT, "Lập hồ sơ A"), who="Lan")
    minh = rows(change(before, "lead", LEAD, {"agency_text": "Sở Y tế"}), who="Minh")
    outcome = applied(before, [*lan, *minh])
    assert outcome.states == ("applied", "applied")
    assert leads(outcome.records) == ["Sở Y tế"]


@pytest.mark.parametrize(
    ("named", "state"),
    [
        ({"above": "iii. phần khác"}, "applied"),
        ({"nth": 2, "alike": 2}, "unfit"),
        ({"nth": 1, "alike": 2}, "unfit"),
        ({"task_text": "lập danh mục hồ sơ mẫu"}, "unfit"),
    ],
)
def test_a_task_alone_with_its_words_may_stand_under_another_heading(
    named: dict[str, Any], state: str
) -> None:
    before = plan()
    said = {"action": "accept", "task": place(before) | named}
    assert apply(before, said).states == (state,)


def test_a_task_that_is_not_alone_any_more_is_nobody() -> None:
    before = plan()
    before.tasks[1] = before.tasks[1].model_copy(update={"task_text": TEXT})
    said = {"action": "accept", "task": place(plan())}
    outcome = apply(before, said)
    assert (outcome.states, outcome.records) == (("unfit",), before)
    second = apply(before, {"action": "accept", "task": place(before, 1)})
    assert second.states == ("applied",)
    assert [row.confidence for row in second.records.assignments] == [0.9, 1.0]


def test_accepting_makes_sure_and_marking_and_finishing_change_nothing() -> None:
    before = plan()
    outcome = apply(
        before,
        {"action": "accept", "task": place(before)},
        {"action": "mark", "task": place(before, 1), "why": "Ai làm?"},
        {"action": "finish"},
    )
    assert outcome.states == ("applied", "noted", "noted")
    assert [row.confidence for row in outcome.records.assignments] == [1.0, 0.9]
    assert not any(row.corrected for row in outcome.records.assignments)


@pytest.mark.parametrize(("seen", "confidence"), [(True, 1.0), (False, 0.9)])
def test_what_nobody_saw_is_not_accepted(seen: bool, confidence: float) -> None:
    """A new version read another agency in a task that was accepted, and it was called sure."""
    before = plan()
    leads = [before.assignments[0].agency_text.upper()] if seen else ["Sở Khác"]
    outcome = apply(before, {"action": "accept", "task": place(before), "seen": {"leads": leads}})
    assert outcome.records.tasks[0].confidence == 1.0
    assert outcome.records.assignments[0].confidence == confidence


def test_one_correction_given_twice_counts_once() -> None:
    before = plan()
    said = rows(change(before, "coordinate", None, {"agency_text": "Công an huyện"}))
    outcome = applied(before, [*said, *said])
    assert outcome.states == ("applied", "applied")
    assert leads(outcome.records, role="coordinate") == ["Công an huyện"]
