"""From scores to shares of right readings."""

import pytest

from extractors.confidence.calibration import calibrate


def test_the_line_rises_and_stays_between_nothing_and_all() -> None:
    line = calibrate([0.1, 0.2, 0.3, 0.8, 0.9], [False, True, False, True, True], wrong_share=None)
    shares = [line.share(score / 20) for score in range(-2, 23)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1


def test_a_lone_wrong_one_among_right_ones_shares_their_step() -> None:
    line = calibrate([0.1, 0.5, 0.9], [True, False, True], wrong_share=None)
    assert line.share(0.1) == line.share(0.5) < line.share(0.9)


@pytest.mark.parametrize(("wrong_share", "expected"), [(None, 0.75), (0.5, 0.5)])
def test_wrong_ones_weigh_what_they_are_elsewhere(wrong_share: float | None, expected: float) -> None:
    scores, right = [0.5] * 100, [False] * 25 + [True] * 75
    line = calibrate(scores, sorted(right, reverse=True), wrong_share=wrong_share)
    assert line.share(0.5) == pytest.approx(expected, abs=0.02)
