"""What differs between two tasks that are the same work."""

from typing import Final

from rapidfuzz import fuzz

from analysis.comparing.bodies import body_differences
from analysis.comparing.deadlines import deadline_difference
from analysis.comparing.difference import Difference
from analysis.comparing.plan_tasks import Plan, PlanTask
from analysis.comparing.targets import target_differences
from extractors.text.folding import fold

# Of 100 (token_sort_ratio): two products in nearly the same words are one ("Báo cáo", "Báo cáo." and "Báo
# cáo của UBND huyện" against "Báo cáo của UBND xã").
_SAME_PRODUCT: Final = 80


def differences(a: PlanTask, b: PlanTask, plan_a: Plan, plan_b: Plan) -> list[Difference]:
    """What differs between A's task and B's: lead by kind and role, deadline, targets, product, in this
    order; empty where they ask for the same. Products count where both plans have a column for them."""
    found = body_differences(a, b, plan_a, plan_b)
    deadline = deadline_difference(a.times, b.times, plan_a, plan_b)
    found += [deadline] if deadline is not None else []
    found += target_differences(a.targets, b.targets)
    if plan_a.has_products and plan_b.has_products:
        product = _product(a.product or "", b.product or "")
        found += [product] if product is not None else []
    return found


def _product(a: str, b: str) -> Difference | None:
    if not a or not b:
        return Difference("product", "added" if b else "missing", a, b) if a or b else None
    if fuzz.token_sort_ratio(fold(a), fold(b)) >= _SAME_PRODUCT:
        return None
    return Difference("product", "other", a, b)
