"""Plans beside each other: what two share and what differs, what a child made of its parent, a province."""

from analysis.comparing.cascade import Cascade, cascade
from analysis.comparing.comparison import Comparison, compare
from analysis.comparing.deciding import choices_of, decide
from analysis.comparing.difference import Difference
from analysis.comparing.province import ProvinceComparison, compare_all_of, plans_in
from analysis.comparing.successions import last_year_of, successors_of

__all__ = [
    "Cascade",
    "Comparison",
    "Difference",
    "ProvinceComparison",
    "cascade",
    "choices_of",
    "compare",
    "compare_all_of",
    "decide",
    "last_year_of",
    "plans_in",
    "successors_of",
]
