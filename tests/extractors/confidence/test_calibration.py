"""From scores to shares of right readings."""

import numpy as np
import pytest

from extractors.confidence.calibration import Calibration, calibrate


def test_the_line_rises_and_stays_between_nothing_and_all() -> None:
    line = calibrate([0.1, 0.2, 0.3, 0.8, 0.9], [False, True, False, True, True])
    shares = [line.share(score / 20) for score in range(-2, 23)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1


def test_a_lone_wrong_one_among_right_ones_shares_their_step() -> None:
    line = calibrate([0.1, 0.5, 0.9], [True, False, True])
    assert line.share(0.1) == line.share(0.5) < line.share(0.9)


@pytest.mark.parametrize(
    ("scores", "shares"),
    [
        ((0.5,), (0.9,)),
        ((0.1, 0.3), (0.2, 0.7)),
        ((0.0, 0.1147, 0.1148, 0.179, 0.179, 0.9999), (0.3065, 0.31, 0.4468, 0.45, 0.6286, 0.9991)),
        ((0.2, 0.2, 0.2, 0.8, 0.8), (0.1, 0.2, 0.3, 0.8, 0.9)),
    ],
)  # fmt: skip
def test_between_two_points_the_line_is_straight_to_the_last_digit(
    scores: tuple[float, ...], shares: tuple[float, ...]
) -> None:
    line = Calibration(scores=scores, shares=shares)
    for score in (*scores, *np.linspace(-0.1, 1.1, 500).tolist()):
        assert line.share(score) == float(np.interp(score, scores, shares))


def test_between_two_scores_on_one_step_the_share_is_that_of_each() -> None:
    line = Calibration(scores=(0.1, 0.3, 0.4, 0.8), shares=(0.2, 0.2, 0.7, 0.7))
    ends = [-0.5, 0.0, 0.1, 0.2, 0.3, 0.35, 0.4, 0.6, 0.8, 0.9]
    for at, low in enumerate(ends):
        for high in ends[at:]:
            said = {line.share(float(score)) for score in np.linspace(low, high, 20)}
            assert line.share_between(low, high) in (None, *said)
            assert line.share_between(low, high) is None or len(said) == 1


@pytest.mark.parametrize(
    ("low", "high", "share"),
    [
        (0.0, 0.05, 0.2),
        (0.1, 0.2, 0.2),
        (0.2, 0.35, None),
        (0.3, 0.3, None),
        (0.5, 0.6, 0.7),
        (0.9, 1.0, 0.7),
    ],
)
def test_off_the_steps_the_share_depends_on_the_score(low: float, high: float, share: float | None) -> None:
    line = Calibration(scores=(0.1, 0.3, 0.4, 0.8), shares=(0.2, 0.2, 0.7, 0.7))
    assert line.share_between(low, high) == share


@pytest.mark.parametrize(("weight", "expected"), [(1.0, 0.75), (3.0, 0.5)])
def test_readings_count_by_their_weight(weight: float, expected: float) -> None:
    right = [False] * 25 + [True] * 75
    line = calibrate([0.5] * 100, right, [1.0 if ok else weight for ok in right])
    assert line.share(0.5) == pytest.approx(expected, abs=0.02)
