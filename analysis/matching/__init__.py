"""Which tasks of two plans are the same task."""

from analysis.matching.choices import Choices
from analysis.matching.match import Grade, Match
from analysis.matching.matching import match_plans

__all__ = ["Choices", "Grade", "Match", "match_plans"]
