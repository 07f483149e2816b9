"""The guard against slowness: what counts as fallen, and what is usual."""

import json
from pathlib import Path

import pytest

from benchmarks import guard, recorded
from benchmarks.ratios import Cost, Figure, Measured, measure


def figure(name: str, *, ours: float = 1, reference: float = 1, goal: float = 1) -> Figure:
    return Figure(name, goal, lambda: Cost(ours, 9), lambda: Cost(reference, 9))


@pytest.mark.parametrize(
    ("usual", "today", "falls"),
    [
        (10, 10, False),
        (10, 12, False),
        (10, 8.1, False),
        (10, 7.9, True),
        (0.5, 0.39, True),
        (0.5, 0.41, False),
    ],
)
def test_what_lost_more_than_a_fifth_of_what_is_usual_has_fallen(
    usual: float, today: float, falls: bool
) -> None:
    found = Measured(figure("reader"), ours=1, reference=today)
    assert guard.fallen([found], {"reader": usual}) == ([found] if falls else [])


def test_a_figure_that_nobody_recorded_cannot_fall() -> None:
    assert guard.fallen([Measured(figure("new"), ours=1, reference=0.1)], {"reader": 10}) == []


def test_a_ratio_is_how_many_times_faster_ours_is() -> None:
    (found,) = measure([figure("reader", ours=2, reference=10)], rounds=3)
    assert found.ratio == 5


def test_the_median_counts_not_the_best() -> None:
    times = iter([1.0, 100.0, 4.0])
    ours = Figure("reader", 1, lambda: Cost(next(times), 0), lambda: Cost(8, 0))
    (found,) = measure([ours], rounds=3)
    assert found.ours == 4


def test_what_two_figures_ask_for_runs_once_a_round() -> None:
    began: list[int] = []

    def reference() -> Cost:
        began.append(1)
        return Cost(8, 0)

    measure([Figure(name, 1, lambda: Cost(1, 0), reference) for name in ("reader", "whole")], rounds=3)
    assert len(began) == 3


def test_the_last_runs_are_kept_and_their_median_is_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorded, "KEPT", tmp_path / "recorded.json")
    assert recorded.usual() == {}
    for ratio in range(1, recorded.RUNS + 3):
        recorded.add({"reader": ratio})
    runs = json.loads(recorded.KEPT.read_text())["runs"]
    assert [run["ratios"]["reader"] for run in runs] == list(range(3, recorded.RUNS + 3))
    assert recorded.usual() == {"reader": 3 + recorded.RUNS // 2}


def test_what_ci_compares_is_recorded() -> None:
    with guard.figures(short=True) as known:
        assert recorded.usual().keys() == {one.name for one in known}
