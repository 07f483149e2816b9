"""Deadlines as dated rounds: the table of the contract's section 4, and rules that end with their period."""

import itertools
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.frames import frame_of
from analysis.occurrences import Period, Round, occurrences, rounds
from extractors.deadlines import read_deadlines
from schemas.arrow import arrow_table
from schemas.rows import DeadlineRow, DocumentRow

Y2023 = Period(2023, 2023)


def dated(text: str, period: Period = Y2023) -> list[tuple[str, str]]:
    """What a time column's text gives: the first and the last day of each round, "" for none."""
    found = read_deadlines(text, year=period.first, column=True)
    return [
        (str(one.start or ""), str(one.due or ""))
        for deadline in found.deadlines
        for one in rounds(
            kind=deadline.kind,
            start=deadline.start_date,
            due=deadline.due_date,
            rule=deadline.recurrence,
            period=period,
            text=deadline.text,
        )
    ]


ENDS_OF_MONTHS = [
    ("2023-01-01", "2023-01-31"),
    ("2023-02-01", "2023-02-28"),
    ("2023-03-01", "2023-03-31"),
    ("2023-04-01", "2023-04-30"),
    ("2023-05-01", "2023-05-31"),
    ("2023-06-01", "2023-06-30"),
    ("2023-07-01", "2023-07-31"),
    ("2023-08-01", "2023-08-31"),
    ("2023-09-01", "2023-09-30"),
    ("2023-10-01", "2023-10-31"),
    ("2023-11-01", "2023-11-30"),
    ("2023-12-01", "2023-12-31"),
]
QUARTERS = [
    ("2023-01-01", "2023-03-31"),
    ("2023-04-01", "2023-06-30"),
    ("2023-07-01", "2023-09-30"),
    ("2023-10-01", "2023-12-31"),
]
HALVES = [("2023-01-01", "2023-06-30"), ("2023-07-01", "2023-12-31")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trước ngày 20/6/2023", [("", "2023-06-20")]),
        ("15/4/2023", [("", "2023-04-15")]),
        ("Trước tháng 12/2023", [("", "2023-11-30")]),
        ("trong tháng 3/2023", [("2023-03-01", "2023-03-31")]),
        ("Tháng 5/2023", [("2023-05-01", "2023-05-31")]),
        ("quý II/2023", [("2023-04-01", "2023-06-30")]),
        ("Trong năm 2022", [("2022-01-01", "2022-12-31")]),
        ("Năm 2023", [("2023-01-01", "2023-12-31")]),
        ("đến năm 2025", [("", "2025-12-31")]),
        ("Cuối năm", [("", "2023-12-31")]),
        ("từ tháng 4/2023", [("2023-04-01", "")]),
        ("Bắt đầu từ ngày 01/9/2022", [("2022-09-01", "")]),
        ("Thường xuyên", []),
        ("Thường xuyên trong năm 2022", []),
        ("Hàng tháng", ENDS_OF_MONTHS),
        ("Hàng năm", [("2023-01-01", "2023-12-31")]),
        ("Hàng quý", QUARTERS),
        ("06 tháng", HALVES),
        ("Hàng quý, 06 tháng, năm", [*QUARTERS, *HALVES, ("2023-01-01", "2023-12-31")]),
        ("Quý IV hàng năm", [("", "2023-12-31")]),
        ("Tháng 10 hàng năm", [("", "2023-10-31")]),
        ("Đầu tháng 01 hàng năm", [("", "2023-01-10")]),
        ("Trước 15/12 hàng năm", [("", "2023-12-15")]),
        (
            "Ngày 30 tháng cuối cùng của quý",
            [("", "2023-03-30"), ("", "2023-06-30"), ("", "2023-09-30"), ("", "2023-12-30")],
        ),
        ("đầu tháng 5/2023", [("2023-05-01", "2023-05-10")]),
        ("giữa tháng 5/2023", [("2023-05-11", "2023-05-20")]),
        ("cuối tháng 5/2023", [("2023-05-21", "2023-05-31")]),
        ("6 tháng đầu năm 2024", [("2024-01-01", "2024-06-30")]),
        ("chậm nhất 30/6/2024", [("", "2024-06-30")]),
        ("Tháng 1 năm sau liền kề", [("", "2024-01-31")]),
        ("12/2025", [("2025-12-01", "2025-12-31")]),
        ("Quý IV/2025 - Quý II/2026", [("2025-10-01", "2026-06-30")]),
        ("giai đoạn 2026-2030", [("2026-01-01", "2030-12-31")]),
        ("Định kỳ", []),
        ("Theo quy định", []),
        ("Theo tiến độ Kế hoạch đề ra", []),
        ("Khi có hồ sơ trễ hạn", []),
        (
            "Hoàn thành trong tháng 4 và bắt đầu thực hiện vào tháng 5/2023",
            [("2023-04-01", "2023-04-30"), ("2023-05-01", "")],
        ),
        ("Trong năm 2022 và những năm tiếp theo", [("2022-01-01", "2022-12-31")]),
        ("01 lần/năm", [("2023-01-01", "2023-12-31")]),
        ("18 tháng", []),
    ],
)
def test_each_row_of_the_contract(text: str, expected: list[tuple[str, str]]) -> None:
    assert dated(text) == expected


def test_weeks_end_on_sunday() -> None:
    weeks = dated("Hàng tuần")
    assert weeks[0] == ("2022-12-26", "2023-01-01")
    assert weeks[-1] == ("2023-12-25", "2023-12-31")
    assert len(weeks) == 53


def test_every_day_has_its_round() -> None:
    days = dated("Hằng ngày")
    assert len(days) == 365
    assert days[0] == ("2023-01-01", "2023-01-01")


@pytest.mark.parametrize(
    ("rule", "period", "count", "last"),
    [
        ("FREQ=YEARLY;INTERVAL=2", Period(2021, 2024), 2, date(2024, 12, 31)),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", Y2023, 4, date(2023, 12, 20)),
        ("FREQ=YEARLY;BYMONTH=2", Period(2023, 2024), 2, date(2024, 2, 29)),
        ("FREQ=WEEKLY;BYDAY=MO", Y2023, 52, date(2023, 12, 25)),
        # What anybody may have written into a file: no rule of the datasets.
        ("FREQ=SECONDLY", Y2023, 0, None),
        ("FREQ=DAILY;INTERVAL=0", Y2023, 0, None),
        ("FREQ=DAILY;COUNT=99999999", Y2023, 0, None),
        ("FREQ=YEARLY;BYMONTH=13", Y2023, 0, None),
        ("", Y2023, 0, None),
    ],
)
def test_rules(rule: str, period: Period, count: int, last: date | None) -> None:
    found = rounds(kind="recurring", start=None, due=None, rule=rule, period=period)
    assert len(found) == count
    assert (found[-1].due if found else None) == last


def test_a_rule_with_days_of_its_own_keeps_to_them() -> None:
    found = rounds(
        kind="recurring",
        start=date(2023, 4, 1),
        due=date(2023, 9, 30),
        rule="FREQ=MONTHLY;INTERVAL=3",
        period=Y2023,
    )
    assert found == [
        Round(date(2023, 4, 1), date(2023, 6, 30)),
        Round(date(2023, 7, 1), date(2023, 9, 30)),
    ]


@given(
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.integers(1, 12),
    st.integers(1990, 2060),
    st.integers(0, 5),
)
def test_rounds_follow_one_another_within_the_period(freq: str, every: int, first: int, years: int) -> None:
    rule = f"FREQ={freq};INTERVAL={every}"
    found = rounds(kind="recurring", start=None, due=None, rule=rule, period=Period(first, first + years))
    days = [one.due for one in found]
    assert all(day is not None and first <= day.year <= first + years for day in days)
    for before, after in itertools.pairwise(found):
        assert before.due is not None
        assert after.start is not None
        assert (after.start - before.due).days == 1, "no day between two rounds, and none twice"


def table(plan: dict[str, object], *times: dict[str, object]) -> pd.DataFrame:
    """The rounds of one plan with these deadlines."""
    document = DocumentRow(
        document_id="0" * 16,
        source_uri="a.docx",
        status="stored",
        pipeline_version="test",
        **plan,  # type: ignore[arg-type]
    )
    rows = [
        DeadlineRow(document_id="0" * 16, task_id=f"t{number}", deadline_text="x", **time)  # type: ignore[arg-type]
        for number, time in enumerate(times)
    ]
    return occurrences(
        frame_of("deadlines", arrow_table("deadlines", list(rows))),
        frame_of("plans", arrow_table("documents", [document])),
    )


YEARLY = {"kind": "recurring", "recurrence": "FREQ=YEARLY"}


@pytest.mark.parametrize(
    ("plan", "times", "years"),
    [
        ({"period_start_year": 2021, "period_end_year": 2023}, [YEARLY], [2021, 2022, 2023]),
        ({"period_end_year": 2023, "issue_year": 2022}, [YEARLY], [2022, 2023]),
        ({"issue_year": 2022}, [YEARLY], [2022]),
        # A plan that gives no period reaches as far as its own deadlines do.
        ({"issue_year": 2022}, [YEARLY, {"kind": "date", "due_date": date(2024, 6, 1)}], [2022, 2023, 2024]),
        ({}, [YEARLY], []),
    ],
)
def test_rules_are_followed_within_the_plan_s_period(
    plan: dict[str, object], times: list[dict[str, object]], years: list[int]
) -> None:
    found = table(plan, *times)
    assert found[found["kind"] == "recurring"]["round_due"].dt.year.tolist() == years


def test_rounds_over_before_the_plan_was_issued_are_marked() -> None:
    found = table(
        {"issue_date": date(2023, 6, 16), "issue_year": 2023},
        {"kind": "recurring", "recurrence": "FREQ=MONTHLY;INTERVAL=3"},
        {"kind": "date", "due_date": date(2023, 6, 15)},
    )
    assert found["before_issue"].tolist() == [True, False, False, False, False]


def test_no_deadline_gives_an_empty_table_with_all_columns() -> None:
    found = table({"issue_year": 2023})
    assert found.empty
    assert str(found["round_due"].dtype).startswith("datetime64")
