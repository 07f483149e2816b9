"""Targets by index and unit."""

from typing import Any

import pytest

from analysis.watching.chosen import Chosen
from analysis.watching.store_watch import Whole
from analysis.watching.targets import target_rows, targets_by_index
from tests.analysis.watching.invented import Task, plan_2024, whole


@pytest.fixture(scope="module")
def store() -> Whole:
    plan = plan_2024(Task("Một."))
    return whole(
        plan,
        targets=[
            {"index": "PAPI", "value": 45.5, "unit": "điểm", "comparator": "ge"},
            {"index": "PAPI", "value": None, "unit": None, "direction": "increase", "confidence": 0.4},
            {"index": None},
        ],
    )


def test_targets_by_index(store: Whole) -> None:
    found = targets_by_index(store.cursor(), Chosen()).fillna("")
    assert found.to_numpy().tolist() == [["PAPI", 2, 1, 1, 1], ["", 1, 1, 1, 1]]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, [("PAPI", 45.5, "điểm"), ("PAPI", None, None), (None, 90.0, "%")]),
        ({"indices": ("PAPI",), "grades": ("sure",)}, [("PAPI", 45.5, "điểm")]),
        ({"provinces": ("Huế",)}, []),
    ],
)
def test_each_target_with_its_value(store: Whole, chosen: dict[str, Any], expected: list[object]) -> None:
    found = target_rows(store.cursor(), Chosen(**chosen))[["index", "value", "unit"]].astype(object)
    rows = found.where(found.notna(), None).itertuples(index=False, name=None)
    assert list(rows) == expected
