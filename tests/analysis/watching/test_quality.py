"""How far data can be relied on."""

from analysis.watching.chosen import Chosen
from analysis.watching.quality import corrected_plans, grades, plans_by_province, reading_states, warning_rows
from schemas.rows import DocumentRow
from tests.analysis.watching.invented import Task, plan_2024, plan_2025, whole
from tests.pipeline.invented_plans import failed


def test_plans_by_province_and_year() -> None:
    store = whole(plan_2024(), plan_2025(), plan_2025(issue_year=None, issue_date=None))
    found = plans_by_province(store.corpus.plans.assign(main_plan_key=["a", "b", "c"]))
    assert list(found.columns) == ["", "2024", "2025", "total"]
    assert found.loc["Lâm Đồng"].tolist() == [1, 0, 1, 2]
    assert found.loc["Bình Thuận"].tolist() == [0, 1, 0, 1]


def test_findings_by_grade_and_corrections() -> None:
    store = whole(
        plan_2024(
            Task("Một.", ["Phòng Nội vụ"], columns={"confidence": 0.95}),
            Task("Hai.", columns={"confidence": 0.59}),
            Task("Ba.", columns={"confidence": 0.6, "corrected": True}),
        )
    )
    found = grades(store.cursor(), Chosen())
    assert found.loc["tasks"].to_dict() == {"sure": 1, "likely": 1, "check": 1, "corrected": 1}
    assert found.loc["assignments"].to_dict() == {"sure": 1, "likely": 0, "check": 0, "corrected": 0}
    assert found.loc["targets"].sum() == 0
    assert grades(store.cursor(), Chosen(years=(2030,))).to_numpy().sum() == 0


def test_warnings_with_their_plan() -> None:
    plan = plan_2024(Task("Một."))
    found = warning_rows(whole(plan, plan_2025(), warned=(plan,)).cursor(), Chosen())
    assert found[["code", "message_vi", "page", "province"]].to_numpy().tolist() == [
        ["residue", "một dòng không rõ", 2, "Bình Thuận"]
    ]


def test_how_documents_were_read() -> None:
    rows: list[DocumentRow] = [
        plan_2024().document,
        plan_2025(status="warnings").document,
        failed().document,
    ]
    assert reading_states(rows) == {"stored": 1, "warnings": 1, "failed": 1}


def test_a_plan_whose_tasks_alone_were_corrected_counts_as_corrected() -> None:
    """The overview said 0 after people had corrected tasks, agencies and times of two plans."""
    corrected = Task("Một.", columns={"corrected": True})
    store = whole(plan_2024(corrected, Task("Hai.", columns={"corrected": True})), plan_2025(Task("Ba.")))
    assert corrected_plans(store.cursor()) == 1
    assert corrected_plans(whole(plan_2024(), plan_2025(corrected=True)).cursor()) == 1
