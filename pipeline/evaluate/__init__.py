"""Evaluation: how far the stored records agree with reference labels (contract, section 6)."""

from pipeline.evaluate.compare import Disagreement, Evaluation, evaluate_document
from pipeline.evaluate.figures import Figures, Tally, mean_scores
from pipeline.evaluate.labels import LabelError, Labels, load_labels
from pipeline.evaluate.reviewed import ReviewedPlan, reviewed_plans
from pipeline.evaluate.stored import StoredPlan, find_plan, load_plans

__all__ = [
    "Disagreement",
    "Evaluation",
    "Figures",
    "LabelError",
    "Labels",
    "ReviewedPlan",
    "StoredPlan",
    "Tally",
    "evaluate_document",
    "find_plan",
    "load_labels",
    "load_plans",
    "mean_scores",
    "reviewed_plans",
]
