"""Matching is not what these tests are about: tasks are the same where their words say so."""

import pytest

from analysis.comparing import comparison
from tests.analysis.comparing.invented import by_work


@pytest.fixture(autouse=True)
def _matched_by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "match_plans", by_work)
