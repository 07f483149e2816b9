"""The models that are shipped fit the code, and do on plans left out what the words for their figures say."""

from collections.abc import Callable

import pytest

from extractors.confidence import agency_features, deadline_features, target_features, task_features
from extractors.confidence.models import (
    KINDS,
    ROUNDING,
    Kind,
    StaleModelError,
    about,
    about_probability,
    all_records,
    probability,
    shipped,
)
from extractors.confidence.opinion import FEATURES


@pytest.mark.parametrize("kind", KINDS)
def test_the_models_were_trained_on_the_features_of_today(kind: Kind) -> None:
    """Where this fails: python -m pipeline.evaluate.training."""
    assert about(kind, FEATURES[kind]()).features == FEATURES[kind]()


def test_a_model_of_other_features_is_refused() -> None:
    with pytest.raises(StaleModelError):
        about("tasks", "another")


@pytest.mark.parametrize(
    ("module", "features_id"),
    [
        ("agency_features", agency_features.features_id),
        ("task_features", task_features.features_id),
        ("deadline_features", deadline_features.features_id),
        ("target_features", target_features.features_id),
    ],
)
def test_other_kinds_of_features_are_another_id(
    monkeypatch: pytest.MonkeyPatch, module: str, features_id: Callable[[], str]
) -> None:
    before = features_id()
    monkeypatch.setattr(f"extractors.confidence.{module}.VERSION", -1)
    assert features_id() != before


def test_the_words_sure_and_check_mean_something_on_plans_left_out() -> None:
    """Of all records of the labelled plans, rows of four datasets, as `kehoach evaluate` counts them."""
    figures = all_records()
    assert figures.right_of_sure >= 0.97
    assert figures.sure >= 0.75
    assert figures.wrong_in_check >= 0.5


@pytest.mark.parametrize("kind", ["tasks", "deadlines", "targets"])
def test_a_sum_of_weights_says_what_the_model_says(kind: Kind) -> None:
    model = shipped(kind, FEATURES[kind]()).trained
    known = [*model.weights.features, "what no model knows"]
    for step in range(1, 40):
        names = known[step - 1 :: step]
        assert about_probability(model, names) == pytest.approx(probability(model, names), abs=ROUNDING)
    assert about_probability(model, []) == probability(model, [])
