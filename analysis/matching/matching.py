"""Which tasks of two plans are the same task."""

from analysis.corpus import Corpus
from analysis.matching.choices import Choices
from analysis.matching.match import Match
from analysis.plan_names import PlanName


def match_plans(corpus: Corpus, a: PlanName, b: PlanName, choices: Choices | None = None) -> list[Match]:
    """For each task of A its partners in B, best first: the same task, tasks that share a part, candidates."""
    raise NotImplementedError
