"""Targets: what a plan commits to reach, how much of it, and the shortest clause that says so (contract,
section 5)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import targets
from extractors.targets import find_targets
from extractors.targets.mention import Surroundings
from extractors.targets.quantity import Quantity
from schemas.findings import Target
from tests.extractors.corpus import cases

MEASURE = ("comparator", "direction", "value", "unit")


@cases("targets")
def test_a_text_names_these_targets(case: dict[str, Any]) -> None:
    where = case.get("where")
    assert where in {None, "column", "goals"}
    assert set(case) <= {"text", "where", "plan_year", "expected"}
    found = find_targets(
        case["text"], column=where == "column", objective=where == "goals", plan_year=case.get("plan_year")
    )
    expected = [whole(target) for target in case["expected"]]
    asked = [set(target) for target in expected] + [{"clause", *MEASURE}] * len(found)
    assert [said(target, keys) for target, keys in zip(found, asked, strict=False)] == expected


def whole(expected: dict[str, Any]) -> dict[str, Any]:
    """What a case says of a target: of a measure, what is left out is none; of a clause alone, nothing is
    said of its measure."""
    assert set(expected) <= {"clause", *MEASURE}
    measured = dict.fromkeys(MEASURE) if set(expected) & set(MEASURE) or not expected else {}
    return measured | expected


def said(target: Target, keys: set[str]) -> dict[str, Any]:
    values = {"clause": target.text} | {key: getattr(target, key) for key in MEASURE}
    return {key: value for key, value in values.items() if key in keys}


@given(
    st.lists(
        st.sampled_from(
            [
                "5%",
                "100% hồ sơ",
                "ít nhất",
                "01 mô hình",
                "(",
                ")",
                ";",
                ".",
                "đạt",
                "phấn đấu",
                ",",
                "\n",
                ":",
                "và một",
            ]
        )
    )
)
def test_a_target_is_a_verbatim_part_of_the_source(words: list[str]) -> None:
    text = " ".join(words)
    for target in find_targets(text):
        assert target.text == text[target.start : target.end]
        assert target.text == target.text.strip()


@pytest.mark.parametrize("unit", ["5% ", "ít nhất 1 xã ", "(5%) ", "từ 5% trở lên, ", "2 ca/1.000 dân "])
def test_the_work_grows_with_the_length_of_the_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = 0
    real = targets.is_committed

    def counted(folded: str, quantity: Quantity, place: Surroundings) -> bool:
        nonlocal judged
        judged += len(folded)
        return real(folded, quantity, place)

    monkeypatch.setattr(targets, "is_committed", counted)
    work, said = [], []
    for repeats in (100, 200):
        judged = 0
        found = find_targets(unit * repeats)
        work.append(judged)
        said.append(sum(len(t.text) for t in found))
    assert 0 < work[1] <= 2.3 * work[0]
    assert said[1] <= 2.3 * said[0]
    assert work[1] <= 50 * len(unit * 200)
