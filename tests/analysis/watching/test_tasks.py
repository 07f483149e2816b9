"""Which tasks filters choose, and how a list shows them."""

from datetime import date
from typing import Any

import pytest

from analysis.watching.chosen import Chosen, has_words
from analysis.watching.store_watch import Whole
from analysis.watching.tasks import task_count, task_rows
from tests.analysis.watching.invented import Task, plan_2024, plan_2025, whole


@pytest.fixture(scope="module")
def store() -> Whole:
    return whole(
        plan_2024(
            Task(
                "Rà soát thủ tục hành chính (TTHC) cấp huyện.",
                ["Phòng Nội vụ"],
                ["Phòng Tư pháp"],
                "Quý II/2024",
                {"reform_area": "procedures", "indices": ("PAPI",), "confidence": 0.5},
            ),
            Task("Nâng cao chất lượng hòa giải ở cơ sở.", ["Phòng Tư pháp"], columns={"corrected": True}),
        ),
        plan_2025(Task("Đo lường sự hài lòng trên 90% người dân.", ["Sở Nội vụ"], time="15/10/2025")),
    )


PROCEDURES, MEDIATION, SATISFACTION = (
    "Rà soát thủ tục hành chính (TTHC) cấp huyện.",
    "Nâng cao chất lượng hòa giải ở cơ sở.",
    "Đo lường sự hài lòng trên 90% người dân.",
)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [SATISFACTION, PROCEDURES, MEDIATION]),
        ({"provinces": ("Bình Thuận",)}, [PROCEDURES, MEDIATION]),
        ({"years": (2025,)}, [SATISFACTION]),
        ({"areas": ("procedures",)}, [PROCEDURES]),
        ({"indices": ("PAPI", "PCI")}, [PROCEDURES]),
        ({"plans": ("25/KH-UBND · UBND tỉnh Lâm Đồng",)}, [SATISFACTION]),
        ({"agencies": ("Phòng Tư pháp huyện Tuy Phong",)}, [PROCEDURES, MEDIATION]),
        ({"agencies": ("Phòng Tư pháp huyện Tuy Phong",), "role": "lead"}, [MEDIATION]),
        ({"grades": ("check",)}, [PROCEDURES]),
        ({"corrected": True}, [MEDIATION]),
        ({"first": date(2025, 10, 1), "last": date(2025, 10, 31)}, [SATISFACTION]),
        ({"first": date(2025, 10, 16), "last": date(2025, 10, 31)}, []),
        ({"words": "thu tuc"}, [PROCEDURES]),
        ({"words": "THỦ TỤC tthc"}, [PROCEDURES]),
        ({"words": "thú túc"}, []),
        ({"words": "hoà giải"}, [MEDIATION]),
        ({"words": "hoa giai"}, [MEDIATION]),
        ({"words": "90% nguoi"}, [SATISFACTION]),
        ({"words": "do luong"}, [SATISFACTION]),
        ({"words": "uong"}, []),
        ({"words": "'; drop table tasks; --"}, []),
        ({"words": "  "}, [SATISFACTION, PROCEDURES, MEDIATION]),
    ],
)
def test_filters_choose_tasks(store: Whole, chosen: dict[str, Any], expected: list[str]) -> None:
    found, count = task_rows(store.cursor(), Chosen(**chosen))
    assert list(found["task_text"]) == expected
    assert count == task_count(store.cursor(), Chosen(**chosen)) == len(expected)


def test_a_row_says_who_and_when(store: Whole) -> None:
    row = task_rows(store.cursor(), Chosen(areas=("procedures",)))[0].iloc[0]
    assert (row["leads"], row["coordinates"]) == (
        "Phòng Nội vụ huyện Tuy Phong",
        "Phòng Tư pháp huyện Tuy Phong",
    )
    assert (row["deadline"], row["due"].date()) == ("Quý II/2024", date(2024, 6, 30))
    assert (row["page"], row["grade"], row["corrected"], row["issue_year"]) == (1, "check", False, 2024)


def test_only_the_first_rows_are_fetched_where_that_is_asked(store: Whole) -> None:
    rows, count = task_rows(store.cursor(), Chosen(), 2)
    assert list(rows["task_text"]) == [SATISFACTION, PROCEDURES]
    assert count == task_count(store.cursor(), Chosen())


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Sở Nội vụ", "noi vu", True),
        ("Sở Nội vụ", "nội vụ", True),
        ("Sở Nội vụ", "nôi vụ", False),
        ("Kế hoạch số 146/KH-UBND.", "146/kh-ubnd", True),
        ("đạt “100%” hồ sơ", "100%", True),
        ("cấp xã, phường", "xã phường", True),
        ("bất kỳ", "", True),
    ],
)
def test_words_are_found_with_and_without_marks(text: str, words: str, expected: bool) -> None:
    assert has_words(text, words) is expected
