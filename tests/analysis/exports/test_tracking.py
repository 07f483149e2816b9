"""The tracking table: one row a task, with all that belongs to it."""

import pandas as pd
import pytest

from analysis.exports.excerpt import excerpt
from analysis.exports.labels import Labels
from analysis.exports.tracking import tracking
from analysis.plan_names import PlanNotFoundError
from tests.analysis.exports.invented import FIRST, HOSTILE, SECOND, corpus

CORPUS = corpus()


@pytest.fixture(scope="module")
def tracked() -> pd.DataFrame:
    return tracking(excerpt(CORPUS, ["12/KH-UBND", "=9/KH-UBND"]), Labels())


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("plan", [0, 0, 0, 1]),
        ("number", [1, 2, 3, 1]),
        ("lead", ["Phòng Nội vụ", "Phòng Nội vụ", "UBND các xã, thị trấn", "Phòng Tư pháp"]),
        ("coordinate", ["Phòng Tư pháp; Phòng Tài chính - Kế hoạch", None, None, None]),
        ("deadline", ["trước ngày 20/6/2023", "Hàng quý", "Thường xuyên", "trong tháng 5/2024"]),
        ("due", [pd.Timestamp("2023-06-20"), None, None, pd.Timestamp("2024-05-31")]),
        ("target", ["đạt từ 98% trở lên", None, None, None]),
        ("basis", ["Nghị định số 61/2018/NĐ-CP", None, None, None]),
        ("topics", [None, None, "+ Tiêu chí 1", None]),
        ("area", ["Thủ tục hành chính", None, None, None]),
        ("page", [1, 2, 3, 1]),
        ("to_check", [False, True, False, False]),
    ],
)
def test_a_column(tracked: pd.DataFrame, column: str, expected: list[object]) -> None:
    assert [None if pd.isna(value) else value for value in tracked[column]] == expected


def test_an_excerpt_has_the_rows_of_its_plans_in_the_order_asked_for() -> None:
    chosen = excerpt(CORPUS, ["=9/KH-UBND", "12/KH-UBND", "12/KH-UBND"])
    assert chosen.documents["document_id"].tolist() == [
        SECOND.document.document_id,
        FIRST.document.document_id,
    ]
    assert chosen.tasks["task_text"].tolist()[0] == "Trả lời kiến nghị"
    assert chosen.tasks["task_text"].tolist()[-1] == HOSTILE
    alone = excerpt(CORPUS, ["=9/KH-UBND"])
    assert (len(alone.tasks), len(alone.targets), len(alone.agencies)) == (1, 0, 1)


def test_all_plans_are_meant_where_none_is_named() -> None:
    assert len(excerpt(CORPUS).plans) == 2


def test_a_plan_that_is_not_there() -> None:
    with pytest.raises(PlanNotFoundError):
        excerpt(CORPUS, ["500/KH-UBND"])
