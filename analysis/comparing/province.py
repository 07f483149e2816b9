"""Every district's, or commune's, plan of a province beside each other: a piece of work a row, a plan a
column."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Final, Literal

import numpy as np
import pandas as pd

from analysis.comparing import deadlines
from analysis.comparing.comparison import Pair, match_row, matches_frame, pairs_between
from analysis.comparing.plan_tasks import Plan, PlanTask, plans_of
from analysis.comparing.subjects import about
from analysis.corpus import Corpus
from analysis.matching import Choices
from analysis.plan_names import PlanName, PlanNotFoundError, plan_of
from extractors.text.folding import fold
from extractors.units import find
from schemas.language import gettext as _

UnitLevel = Literal["district", "commune"]
LEVELS: Final[tuple[UnitLevel, ...]] = ("district", "commune")

MOST_PLANS: Final = 40
"""Plans that are compared each with each other: 780 pairs, which one can wait for and no screen is wider."""
_FEWEST_PLANS: Final = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work: the tasks of several plans that are the same, by the plan's key; those of one plan in
    reading order. The first task of the first plan names it."""

    tasks: dict[str, list[PlanTask]]

    @property
    def named_by(self) -> PlanTask:
        """The task whose words stand for the work."""
        return next(iter(self.tasks.values()))[0]


@dataclass(frozen=True)
class ProvinceComparison:
    """The plans of a province's districts or communes, and their matches, each plan with each other."""

    plans: tuple[Plan, ...]
    matched: tuple[Pair, ...]

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """The pieces of work, those that most plans have first: tasks connected by `same` are one."""
        from scipy.sparse import coo_matrix  # takes a third of a second, which only this needs
        from scipy.sparse.csgraph import connected_components

        tasks = [(plan.name.key, task) for plan in self.plans for task in plan.tasks]
        at = {task.task_id: index for index, (_key, task) in enumerate(tasks)}
        same = [pair for pair in self.matched if pair.match.grade == "same"]
        ends = [at[pair.a.task_id] for pair in same], [at[pair.b.task_id] for pair in same]
        links = coo_matrix((np.ones(len(same)), ends), shape=(len(tasks), len(tasks)))
        _count, labels = connected_components(links, directed=False)
        found: dict[int, Work] = {}
        for (key, task), label in zip(tasks, labels, strict=True):
            found.setdefault(int(label), Work({})).tasks.setdefault(key, []).append(task)
        return tuple(sorted(found.values(), key=lambda work: -len(work.tasks)))

    @cached_property
    def matrix(self) -> pd.DataFrame:
        """One row per piece of work: `task` (its words), `reform_area`, `plan_count`, and a column per plan's
        label: None where the plan does not have it, else the deadline there, "✓" without one."""
        labels = self.labels
        rows = []
        for work in self.works:
            cells = {labels[key]: cell_of(tasks) for key, tasks in work.tasks.items()}
            named = work.named_by
            count = len(work.tasks)
            rows.append({"task": named.text, "reform_area": named.area, "plan_count": count, **cells})
        frame = pd.DataFrame(rows, columns=["task", "reform_area", "plan_count", *labels.values()])
        return frame.astype(object).where(frame.notna(), None)

    @cached_property
    def shared(self) -> pd.DataFrame:
        """How many pieces of work two plans share, plan by plan, with their labels; on the diagonal how many
        a plan has."""
        has = np.array([[key in work.tasks for key in self.labels] for work in self.works], dtype=int)
        counts = has.T @ has if len(has) else np.zeros((len(self.plans), len(self.plans)), dtype=int)
        labels = list(self.labels.values())
        return pd.DataFrame(counts, index=pd.Index(labels, name="plan"), columns=labels)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What the plans are called, by key, no two alike."""
        found: dict[str, str] = {}
        for plan in self.plans:
            label, number = plan.name.label, 1
            while label in found.values():
                number += 1
                label = f"{plan.name.label} ({number})"
            found[plan.name.key] = label
        return found

    @property
    def plan_pairs(self) -> list[tuple[str, str]]:
        """The keys of the plans that were matched, each pair once."""
        return list(combinations([plan.name.key for plan in self.plans], 2))

    @cached_property
    def task_matches(self) -> pd.DataFrame:
        """The matches of all pairs of plans: the columns of `Comparison.task_matches`."""
        return matches_frame(match_row(pair) for pair in self.matched)


def cell_of(tasks: Sequence[PlanTask]) -> str:
    """What a plan's cell says of a piece of work: by when, "✓" without a deadline."""
    return deadlines.said(time for task in tasks for time in task.times) or "✓"


def compare_all_of(
    corpus: Corpus, names: Sequence[PlanName], choices: Choices | None = None
) -> ProvinceComparison:
    """These plans, each beside each other."""
    plans = plans_of(corpus, names)
    pairs = [pair for a, b in combinations(plans, 2) for pair in pairs_between(corpus, a, b, choices)]
    return ProvinceComparison(tuple(plans), tuple(pairs))


def plans_in(
    corpus: Corpus,
    province: str,
    *,
    level: UnitLevel | None = None,
    year: int | None = None,
    subject: str | None = None,
) -> list[PlanName]:
    """The plans of the districts of a province, where the store has none those of its communes, by issuer.

    `level` asks for one of them, `year` for plans whose work is done in that year, `subject` for titles with
    these words. PlanNotFoundError where there are fewer than two, or too many to compare each with each
    other.
    """
    here = _of_province(corpus.plans, province)
    if year is not None:
        here = here[[_is_for(row, year) for _at, row in here.iterrows()]]
    if subject:
        here = here[[about(title, subject) for title in here["title"]]]
    counts = here["issuer_level"].value_counts()
    wanted = level or next((tier for tier in LEVELS if counts.get(tier, 0) >= _FEWEST_PLANS), "district")
    found = here[here["issuer_level"] == wanted].sort_values(
        ["district", "commune", "issue_date", "plan_key"]
    )
    keys = list(dict.fromkeys(found["main_plan_key"]))
    if len(keys) < _FEWEST_PLANS:
        said = _("the store has {count} plans of this kind in {province}; a comparison needs two")
        raise PlanNotFoundError(said.format(count=len(keys), province=province))
    if len(keys) > MOST_PLANS:
        said = _("{province} has {count} plans; narrow them down to {most} with --year, --level or --about")
        raise PlanNotFoundError(said.format(count=len(keys), province=province, most=MOST_PLANS))
    return [plan_of(key, corpus.documents) for key in keys]


def _of_province(plans: pd.DataFrame, province: str) -> pd.DataFrame:
    """The plans of a province by its name, with or without its kind and diacritics, or its slug."""
    names = {fold(unit.name) for unit in find(province, level="province")} | {fold(province)}
    own = plans["province"].map(lambda name: isinstance(name, str) and fold(name) in names)
    return pd.DataFrame(plans.loc[own | (plans["province_slug"] == province)])


def _is_for(row: pd.Series, year: int) -> bool:
    """Whether a plan's work is done in a year; without years of its own, whether it is of that year."""
    period = [int(row[name]) for name in ("period_start_year", "period_end_year") if not pd.isna(row[name])]
    if period:
        return min(period) <= year <= max(period)
    return not pd.isna(row["issue_year"]) and int(row["issue_year"]) == year
