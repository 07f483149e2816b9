"""The words for what a comparison finds, in the language that is spoken."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, get_args

from analysis.comparing import deadlines, targets
from analysis.comparing.comparison import names_of
from analysis.comparing.difference import Difference
from analysis.comparing.plan_tasks import PlanTask, Target
from analysis.comparing.report import Cell
from schemas.codes import REFORM_AREAS
from schemas.language import gettext as _

By = Literal["area", "index", "agency"]
GROUPINGS: Final[tuple[By, ...]] = get_args(By)
# What stands for the words of a plan that says nothing.
_NONE: Final = "∅"


def aspects() -> dict[str, str]:
    """What a difference concerns, by its code."""
    return {
        "lead": _("lead"),
        "role": _("role"),
        "deadline": _("deadline"),
        "target": _("target"),
        "product": _("product"),
        "scope": _("scope"),
    }


def directions() -> dict[str, str]:
    """Which way a thing moved, by its code."""
    return {
        "added": _("added"),
        "missing": _("missing"),
        "other": _("another"),
        "other_level": _("another level"),
        "lead_to_coordinate": _("lead now coordinates"),
        "coordinate_to_lead": _("coordinating body now leads"),
        "earlier": _("earlier"),
        "later": _("later"),
        "more_often": _("more often"),
        "less_often": _("less often"),
        "higher": _("higher"),
        "lower": _("lower"),
        "stricter": _("stricter"),
        "looser": _("looser"),
    }


def statuses() -> dict[str, str]:
    """What became of a parent's task, by its code."""
    return {"taken_up": _("taken up"), "changed": _("changed"), "dropped": _("dropped")}


def groupings() -> dict[By, str]:
    """What tasks are grouped by, by its code."""
    return {"area": _("reform area"), "index": _("index"), "agency": _("lead")}


def said(difference: Difference) -> str:
    """A difference without the plans' words: "deadline: earlier"."""
    return f"{aspects()[difference.aspect]}: {directions()[difference.direction]}"


def all_said(differences: Iterable[Difference]) -> Cell:
    """All differences with the words of both plans, a line each: "deadline: earlier (20/6 → 15/6)"."""
    lines = [f"{said(found)} ({found.a or _NONE} → {found.b or _NONE})" for found in differences]
    return Cell("\n".join(" ".join(line.split()) for line in lines) or _("no difference"))


def briefly(differences: Iterable[Difference]) -> str:
    """The differences without the plans' words: "deadline: earlier; target: higher"."""
    return "; ".join(dict.fromkeys(map(said, differences)))


def task_cell(task: PlanTask) -> Cell:
    """A task with who leads, by when and how much below it, targets that its own words do not name."""
    others = [target for target in task.targets if target.text not in task.text]
    parts = {
        _("lead"): names_of(task.leads),
        _("deadline"): deadlines.said(task.times),
        _("target"): targets.said(others),
    }
    return Cell(task.text, tuple(f"{name}: {words}" for name, words in parts.items() if words))


def target_cell(target: Target | None) -> Cell:
    """A target in the plan's words."""
    return Cell(target.text if target is not None else "")


def groups_of(task: PlanTask, by: By | None) -> Sequence[str]:
    """What a task is grouped under: its reform area, its indices, or its leads."""
    if by == "area":
        return [REFORM_AREAS[task.area]] if task.area in REFORM_AREAS else []
    if by == "index":
        return task.indices
    return list(dict.fromkeys(body.name for body in task.leads)) if by == "agency" else []


def group_order(by: By | None) -> Sequence[str]:
    """The order of groups that have one: the areas as the reform programme has them."""
    return list(REFORM_AREAS.values()) if by == "area" else []
