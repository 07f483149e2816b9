"""Names of pages: told from symbol and issuer, and never the same twice."""

import re

import pytest

from analysis.plan_names import PlanName
from analysis.review import file_names


def named(*labels: str) -> list[str]:
    plans = [PlanName(f"key {number} {label}", label, ()) for number, label in enumerate(labels)]
    names = file_names(plans)
    return [names[plan.key] for plan in plans]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("146/KH-UBND · UBND huyện Tuy Phong", "146-kh-ubnd-ubnd-huyen-tuy-phong"),
        ("Đề án Ð/2024", "de-an-2024"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_name_says_symbol_and_issuer(label: str, name: str) -> None:
    assert named(label) == [name]


@pytest.mark.parametrize("labels", [("A/1 · x", "A-1 x"), ("", "…"), ("x" * 300, "x" * 301), ("Huế", "hué")])
def test_names_do_not_clash(labels: tuple[str, ...]) -> None:
    names = named(*labels)
    assert len(set(names)) == len(labels)
    assert all(re.fullmatch(r"[a-z0-9-]{1,100}", name) for name in names)


@pytest.mark.parametrize("label", ["index", "CON", "nul", "COM1"])
def test_names_that_mean_something_else_get_a_mark(label: str) -> None:
    assert re.fullmatch(rf"{label.lower()}-[0-9a-f]{{8}}", named(label)[0])
