"""The second opinion on the records of one plan: how often a record is right that looks like this one."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import Final

from extractors.confidence import agency_features, deadline_features, target_features, task_features
from extractors.confidence.agencies import Scores
from extractors.confidence.agency_features import Place
from extractors.confidence.models import KINDS, ROUNDING, Kind, Model, about_probability, probability, shipped
from extractors.confidence.own_names import own_names
from extractors.confidence.target_features import Where
from extractors.tasks import TaskDraft
from schemas.findings import Deadline, Role, Target
from schemas.plan import Plan

FEATURES: Final[dict[Kind, Callable[[], str]]] = {
    "agencies": agency_features.features_id,
    "tasks": task_features.features_id,
    "deadlines": deadline_features.features_id,
    "targets": target_features.features_id,
}


@cache
def _shipped() -> dict[Kind, Model]:
    return {kind: shipped(kind, FEATURES[kind]()) for kind in KINDS}


class SecondOpinion:
    """The opinion of models that learned from labels alone; every answer is from 0 to 1."""

    def __init__(
        self, plan: Plan, drafts: Sequence[TaskDraft], models: Mapping[Kind, Model] | None = None
    ) -> None:
        self.plan = plan
        self.drafts = drafts
        self._models = _shipped() if models is None else models
        self._shares: dict[int, float] = {}
        self._said: dict[tuple[str, Place, int, int, Role], float | None] = {}

    def of_task(self, draft: TaskDraft) -> float:
        """How often an item like this one is a task."""
        return self._ask("tasks", task_features.task_features(draft, self._shares))

    def of_agency(self, text: str, place: Place, start: int, end: int, role: Role) -> float | None:
        """How often a reading is right that is as probable as `text[start:end]` as an agency in `role`; None
        where it stands too late in the text to be judged."""
        key = (text, place, start, end, role)
        if key not in self._said:
            self._said[key] = self._scores.share(*key, self._models["agencies"].calibration)
        return self._said[key]

    def of_deadline(self, text: str, deadline: Deadline, *, column: bool, year: int | None) -> float:
        """How often a time like this one is one of doing."""
        found = deadline_features.deadline_features(text, deadline, column=column, year=year)
        return self._ask("deadlines", found)

    def of_target(self, text: str, target: Target, where: Where, year: int | None) -> float:
        """How often a quantity like this one is a target."""
        return self._ask("targets", target_features.target_features(text, target, where, year))

    def _ask(self, kind: Kind, names: tuple[str, ...]) -> float:
        model = self._models[kind]
        about = about_probability(model.trained, names)
        bounds = about - ROUNDING, about + ROUNDING
        return model.calibration.share_of(bounds, lambda: probability(model.trained, names))

    @cached_property
    def _scores(self) -> Scores:
        return Scores(self._models["agencies"].trained, own_names(self.plan, self.drafts))
