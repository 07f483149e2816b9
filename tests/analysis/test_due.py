"""What is due in a window, before it, and without a date."""

from datetime import date
from typing import Any

import pytest

from analysis.due import NobodyNamedError, by_agency, once_a_day
from analysis.exports.due_events import due_events
from tests.analysis.corpora import Plan, Task, corpus_of

PLAN = Plan(
    [
        Task("Ban hành quy chế một cửa", ["Phòng Nội vụ"], ["Phòng Tư pháp"], "trước ngày 20/6/2023"),
        Task("Báo cáo tuần", ["Văn phòng HĐND và UBND huyện"], (), "Hàng tuần"),
        Task("Báo cáo quý", ["Phòng Nội vụ"], (), "Hàng quý"),
        Task("Công khai thủ tục", ["UBND các xã, thị trấn"], (), "Thường xuyên"),
        Task("Xin lỗi", ["UBND các xã, thị trấn"], (), "Khi có hồ sơ trễ hạn"),
        Task(
            "Chấm điểm", ["Các phòng, ban chuyên môn"], (), "trong tháng 5/2023", {"reform_area": "steering"}
        ),
        Task("Vận hành hệ thống", (), (), "từ tháng 7/2023"),
    ]
)
LATER = Plan(
    [Task("Việc năm sau", ["Phòng Nội vụ"], (), "Thường xuyên")],
    "9/KH-UBND",
    "UBND huyện Bắc Bình",
    {
        "issue_date": date(2024, 1, 5),
        "issue_year": 2024,
        "period_start_year": 2024,
        "period_end_year": 2024,
        "district": "Bắc Bình",
    },
)
CORPUS = corpus_of(PLAN, LATER)
DAY = date(2023, 6, 10)


def listed(**asked: Any) -> list[tuple[str, str, str, int]]:
    """State, day, task and number of rounds of what has a date."""
    rows = CORPUS.due(DAY, **asked).rounds
    return [
        (state, f"{day:%m-%d}", task, rounds)
        for state, day, task, rounds in zip(
            rows["state"], rows["day"], rows["task_text"], rows["rounds"], strict=True
        )
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {"days": 30},
            [
                ("overdue", "05-14", "Báo cáo tuần", 4),
                ("overdue", "05-31", "Chấm điểm", 1),
                ("due", "06-11", "Báo cáo tuần", 5),
                ("due", "06-20", "Ban hành quy chế một cửa", 1),
                ("due", "06-30", "Báo cáo quý", 1),
                ("begins", "07-01", "Vận hành hệ thống", 1),
            ],
        ),
        (
            {"days": 10, "overdue": 0, "issuer": "tuy phong"},
            [("due", "06-11", "Báo cáo tuần", 2), ("due", "06-20", "Ban hành quy chế một cửa", 1)],
        ),
        # A window that opens later; what fell due is still counted from the day that stands for today.
        (
            {"start": date(2023, 12, 30), "days": 5, "overdue": 0},
            [("due", "12-31", "Báo cáo tuần", 1), ("due", "12-31", "Báo cáo quý", 1)],
        ),
        (
            {"days": 14, "overdue": 0, "every_round": True, "agency": "van phong"},
            [
                ("due", "06-11", "Báo cáo tuần", 1),
                ("due", "06-18", "Báo cáo tuần", 1),
            ],
        ),
        (
            {"days": 30, "overdue": 0, "agency": "phong noi vu"},
            [("due", "06-20", "Ban hành quy chế một cửa", 1), ("due", "06-30", "Báo cáo quý", 1)],
        ),
        # Who takes part has the task too.
        (
            {"days": 30, "overdue": 0, "agency": "phong_tu_phap@tuy-phong.binh-thuan"},
            [("due", "06-20", "Ban hành quy chế một cửa", 1)],
        ),
        # A set counts for its members when that is asked for.
        ({"days": 0, "overdue": 20, "agency": "Phòng Tư pháp"}, []),
        (
            {"days": 0, "overdue": 20, "agency": "Phòng Tư pháp", "expand": True},
            [("overdue", "05-31", "Chấm điểm", 1)],
        ),
        ({"days": 30, "issuer": "Bắc Bình"}, []),
    ],
)
def test_what_has_a_date(asked: dict[str, Any], expected: list[tuple[str, str, str, int]]) -> None:
    assert listed(**asked) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (DAY, {("ongoing", "Công khai thủ tục"), ("event", "Xin lỗi")}),
        (date(2024, 3, 1), {("ongoing", "Việc năm sau")}),
        (date(2026, 1, 1), set()),
    ],
)
def test_what_has_no_date_stands_while_its_plan_is_carried_out(
    day: date, expected: set[tuple[str, str]]
) -> None:
    rows = CORPUS.due(day, days=30).undated
    assert set(zip(rows["state"], rows["task_text"], strict=True)) == expected


def test_the_list_says_where_a_task_stands() -> None:
    row = CORPUS.due(DAY).rounds.set_index("task_text").loc["Ban hành quy chế một cửa"]
    assert row["leads"] == ["Phòng Nội vụ huyện Tuy Phong"]
    assert row["coordinates"] == ["Phòng Tư pháp huyện Tuy Phong"]
    assert row["plan_label"] == "12/KH-UBND · UBND huyện Tuy Phong"
    assert row["page"] == 1


def test_by_agency_each_lead_has_its_rows_and_what_nobody_leads_comes_last() -> None:
    found = CORPUS.due(DAY, days=30)
    rows = by_agency(found.rounds, found.assigned)
    assert rows["agency_name"].tolist()[-1:] != ["Phòng Tư pháp"]
    assert rows["agency_name"].isna().tolist() == [False] * (len(rows) - 1) + [True]
    expanded = CORPUS.due(DAY, days=0, overdue=20, expand=True)
    members = by_agency(expanded.rounds, expanded.assigned)
    scored = members[members["task_text"] == "Chấm điểm"]
    assert "Phòng Tư pháp huyện Tuy Phong" in scored["agency_name"].tolist()
    assert set(scored["of_set"]) == {"Các phòng, ban chuyên môn"}


@pytest.mark.parametrize(
    "asked", [{"agency": "(phong tu phap)"}, {"issuer": "ubnd huyen tuy phong (12/KH-UBND)"}]
)
def test_punctuation_around_a_name_is_no_matter_as_where_plans_are_named(asked: dict[str, str]) -> None:
    assert len(CORPUS.due(DAY, days=365, **asked).rounds)
    assert CORPUS.plan("ubnd huyen tuy phong (12/KH-UBND)").label == "12/KH-UBND · UBND huyện Tuy Phong"


@pytest.mark.parametrize("asked", [{"agency": "Phòng Tư páp"}, {"issuer": "Tuy Fong"}])
def test_a_name_that_nobody_has_is_told_with_those_like_it(asked: dict[str, str]) -> None:
    with pytest.raises(NobodyNamedError, match=r"did you mean .*(Phòng Tư pháp|Tuy Phong)"):
        CORPUS.due(DAY, **asked)


def test_rounds_of_a_rule_are_one_event() -> None:
    events = {event.summary: event for event in due_events(CORPUS.due(DAY, days=30, overdue=0))}
    weekly = events["Văn phòng HĐND và UBND huyện Tuy Phong: Báo cáo tuần"]
    assert (weekly.start, weekly.rrule, weekly.until) == (
        date(2023, 6, 11),
        "FREQ=WEEKLY;BYDAY=SU",
        date(2023, 7, 9),
    )
    once = events["Phòng Nội vụ huyện Tuy Phong: Ban hành quy chế một cửa"]
    assert (once.start, once.rrule) == (date(2023, 6, 20), None)


def test_times_of_one_task_on_one_day_stand_in_the_order_of_the_plan() -> None:
    """Rows of one group came in whatever order the query ended in, and a rerun gave other bytes."""
    corpus = corpus_of(
        Plan([Task(f"Báo cáo {n}", ["Phòng Nội vụ"], (), "Hàng quý, 06 tháng, năm") for n in range(200)])
    )
    rows = corpus.due(date(2023, 12, 1)).rounds
    assert len(rows) == 600
    assert rows["deadline_row"].tolist() == sorted(rows["deadline_row"])


def test_times_of_one_task_that_end_on_one_day_are_one_line() -> None:
    corpus = corpus_of(Plan([Task("Báo cáo", ["Phòng Nội vụ"], (), "Hàng quý, 06 tháng, năm")]))
    rounds = corpus.due(date(2023, 12, 1)).rounds
    assert len(rounds) == 3
    assert once_a_day(rounds)["task_text"].tolist() == ["Báo cáo"]
    weekly = CORPUS.due(DAY, days=30).rounds
    assert len(once_a_day(weekly)) == len(weekly)
    assert once_a_day(rounds[:0]).empty


def test_an_empty_corpus_has_nothing_due() -> None:
    found = corpus_of().due(DAY)
    assert found.rounds.empty
    assert found.undated.empty
