"""Who acts, in two plans: the same by kind of body, another one, or in another role."""

from collections.abc import Sequence
from typing import Final

from analysis.comparing.difference import Difference, Direction
from analysis.comparing.plan_tasks import Body, Plan, PlanTask
from extractors.agencies.counterparts import same_kind, sorts_of

# From the widest territory to the smallest: the tier of a body, and of a plan's issuer.
_TIERS: Final = {"government": 0, "ministry": 0, "province": 1, "department": 1, "district": 2, "commune": 3}


def body_differences(a: PlanTask, b: PlanTask, plan_a: Plan, plan_b: Plan) -> list[Difference]:
    """What differs in who leads, and whether lead and coordinate are swapped.

    Bodies are the same by their kind, whatever the tier (`extractors.agencies.counterparts`): Phòng Nội vụ
    and Sở Nội vụ. The committee of a commune instead of that of a district is the same kind at another level,
    told as such where the plans are of one level themselves. Who coordinates is no difference but where the
    lead of the one plan coordinates in the other.
    """
    alike = _Alike(plan_a, plan_b)
    role = _swapped(a, b, alike)
    if role is not None:
        return [role]
    if not a.leads or not b.leads:
        return _one_sided(a.leads, b.leads)
    only_a = [body for body in a.leads if not alike.among(body, b.leads)]
    only_b = [body for body in b.leads if not alike.among_a(body, a.leads)]
    if only_a or only_b:
        direction: Direction = "other" if only_a and only_b else "missing" if only_a else "added"
        return [Difference("lead", direction, _names(a.leads), _names(b.leads))]
    if not alike.at_one_level(a.leads, b.leads):
        return [Difference("lead", "other_level", _names(a.leads), _names(b.leads))]
    return []


class _Alike:
    """Whether a body of one plan and one of another are the same by kind, and at the same level."""

    def __init__(self, plan_a: Plan, plan_b: Plan) -> None:
        self._plan_a = plan_a
        self._plan_b = plan_b

    def same(self, of_a: Body, of_b: Body) -> bool:
        if of_a.kind is None or of_b.kind is None:
            return of_a.name.casefold() == of_b.name.casefold()
        return same_kind(of_a.kind, of_b.kind, on_a=self._plan_a.day, on_b=self._plan_b.day)

    def among(self, of_a: Body, bodies: Sequence[Body]) -> bool:
        return any(self.same(of_a, body) for body in bodies)

    def among_a(self, of_b: Body, bodies: Sequence[Body]) -> bool:
        return any(self.same(body, of_b) for body in bodies)

    def at_one_level(self, of_a: Sequence[Body], of_b: Sequence[Body]) -> bool:
        """Whether each body of A has one of its kind in B at its tier, counted from the country or from the
        plan's own tier."""
        return all(any(self.same(a, b) and self._level(a, b) for b in of_b) for a in of_a)

    def _level(self, of_a: Body, of_b: Body) -> bool:
        if of_a.level == of_b.level or any(sorts_of(body.kind or "") for body in (of_a, of_b)):
            return True  # "các địa phương" are of the tier below whichever plan says so
        below = [
            _TIERS.get(body.level or "", 0) - _TIERS.get(plan.level or "", 0)
            for body, plan in ((of_a, self._plan_a), (of_b, self._plan_b))
        ]
        return below[0] == below[1]


def _swapped(a: PlanTask, b: PlanTask, alike: _Alike) -> Difference | None:
    """Whether a lead of one plan only coordinates in the other, which has another lead."""
    for body in a.leads:
        if not alike.among(body, b.leads) and alike.among(body, b.coordinates):
            return Difference("role", "lead_to_coordinate", _names(a.leads), _names(b.leads))
    for body in b.leads:
        if not alike.among_a(body, a.leads) and alike.among_a(body, a.coordinates):
            return Difference("role", "coordinate_to_lead", _names(a.leads), _names(b.leads))
    return None


def _one_sided(of_a: Sequence[Body], of_b: Sequence[Body]) -> list[Difference]:
    if of_a:
        return [Difference("lead", "missing", _names(of_a), "")]
    return [Difference("lead", "added", "", _names(of_b))] if of_b else []


def _names(bodies: Sequence[Body]) -> str:
    return "; ".join(dict.fromkeys(body.name for body in bodies))
