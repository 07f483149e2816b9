"""The rows of some plans of a corpus, or of all: what an export is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from analysis.occurrences import with_rows
from analysis.plan_names import PlanName, plans_of_all

if TYPE_CHECKING:
    from analysis.corpus import Corpus


@dataclass(frozen=True)
class Excerpt:
    """Some plans of a corpus: its frames, with the rows of these plans alone, in the plans' order.

    What is read of a document stands in the plan's order: the plan itself, then its annexes.
    """

    corpus: "Corpus"
    plans: tuple[PlanName, ...]

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The preferred documents, as in `Corpus.plans`, with `plan` (int64): the row of `plans`."""
        return self._own(self.corpus.plans)

    @cached_property
    def tasks(self) -> pd.DataFrame:
        """As `Corpus.tasks`, with `plan`."""
        return self._own(self.corpus.tasks)

    @cached_property
    def assignments(self) -> pd.DataFrame:
        """As `Corpus.assignments`, with `plan`."""
        return self._own(self.corpus.assignments)

    @cached_property
    def deadlines(self) -> pd.DataFrame:
        """As `Corpus.deadlines`, with `plan` and `deadline_row`, its row there."""
        return self._own(with_rows(self.corpus.deadlines))

    @cached_property
    def occurrences(self) -> pd.DataFrame:
        """As `Corpus.occurrences`, with `plan`."""
        return self._own(self.corpus.occurrences)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """As `Corpus.targets`, with `plan`."""
        return self._own(self.corpus.targets)

    @cached_property
    def citations(self) -> pd.DataFrame:
        """As `Corpus.citations`, with `plan`."""
        return self._own(self.corpus.citations)

    @cached_property
    def sections(self) -> pd.DataFrame:
        """As `Corpus.sections`, with `plan`."""
        return self._own(self.corpus.sections)

    @cached_property
    def diagnostics(self) -> pd.DataFrame:
        """As `Corpus.diagnostics`, with `plan`."""
        return self._own(self.corpus.diagnostics)

    @cached_property
    def agencies(self) -> pd.DataFrame:
        """As `Corpus.agencies`: those that these plans name."""
        every = self.corpus.agencies
        return every[every["agency_id"].isin(self.assignments["agency_id"])].reset_index(drop=True)

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """By document, its plan's row and its own place."""
        pairs = [(row, key) for row, plan in enumerate(self.plans) for key in plan.document_ids]
        return {key: (row, place) for place, (row, key) in enumerate(pairs)}

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        own = frame[frame["document_id"].isin(self._places)]
        found = [self._places[key] for key in own["document_id"]]
        placed = own.assign(plan=[row for row, _place in found], _place=[place for _row, place in found])
        return placed.sort_values("_place", kind="stable", ignore_index=True).drop(columns="_place")


def excerpt(corpus: "Corpus", names: Sequence[str] = ()) -> Excerpt:
    """The plans that these names mean (`Corpus.plan`), each once; all where there are none.

    PlanNotFoundError for a name that no plan has, or several.
    """
    if names:
        return Excerpt(corpus, tuple(dict.fromkeys(corpus.plan(name) for name in names)))
    return Excerpt(corpus, tuple(plans_of_all(corpus.plans)))
