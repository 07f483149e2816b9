"""The figures of an evaluation: counts that add up over plans, and what is derived from them."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from schemas.language import marked
from schemas.rows import CHECK, JUDGED, SURE

# What is measured, in the order it is printed. `rows` and `tables` are whole: every task of the row or table
# is right.
MEASURES: Final = {
    "task": "F1 of tasks whose text is at least 85 % alike, one to one",
    "agency": "F1 of (role, agency) over all tasks",
    "deadline": "F1 of (kind, start, due, recurrence) over all tasks",
    "target": "F1 of (comparator, direction, value, percent or count) over the plan",
    "context": "share of tasks with headings and topics right",
    "index": "share of tasks with the same set of index codes",
    "area": "share of tasks whose label says a reform area (or that none fits) with the same one",
    "record": "share of tasks with text, agencies and deadlines right",
    "metadata": "share of the document's fields that are right",
    "reference": "F1 of cited symbols",
    "rows": "share of table rows with every task right",
    "tables": "share of tables with every row right",
}
_DECIMALS: Final = 4
SHARES: Final = frozenset({"context", "index", "area", "record", "metadata", "rows", "tables"})


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed findings; of a share, `right` of `right + missed`."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, other: "Tally") -> None:
        """Count another tally's findings too."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    def compare(self, wanted: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count two bags of findings against each other."""
        left = list(found)
        for item in wanted:
            if item in left:
                left.remove(item)
                self.right += 1
            else:
                self.missed += 1
        self.wrong += len(left)

    def check(self, right: bool) -> None:
        """Count one yes or no."""
        if right:
            self.right += 1
        else:
            self.missed += 1

    @property
    def empty(self) -> bool:
        """True where nothing was wanted and nothing found: there is nothing to say about it."""
        return self.right + self.wrong + self.missed == 0

    @property
    def precision(self) -> float:
        """Right of all found; 1 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Right of all wanted; 1 where nothing was wanted."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def score(self) -> float:
        """F1; of a share, the share."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


# How sure the extraction says it is: a calibrated pipeline is right on nearly all of "sure" and on few of
# "doubtful".
BANDS: Final = {
    "sure": marked("confidence ≥ {sure}"),
    "likely": marked("{check} to {sure}"),
    "doubtful": marked("< {check}"),
}


def band_of(confidence: float) -> str:
    """The band that a confidence falls in."""
    return "sure" if confidence >= SURE else ("likely" if confidence >= CHECK else "doubtful")


@dataclass(slots=True)
class Figures:
    """One tally per measure, and per dataset and band of confidence how many of the found records are right
    and wrong."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in MEASURES})
    judged: dict[str, dict[str, Tally]] = field(
        default_factory=lambda: {name: {band: Tally() for band in BANDS} for name in JUDGED}
    )

    def __getitem__(self, measure: str) -> Tally:
        return self.tallies[measure]

    def add(self, other: "Figures") -> None:
        """Count another plan's figures too (micro average)."""
        for name, tally in other.tallies.items():
            self.tallies[name].add(tally)
        for name, bands in other.judged.items():
            for band, tally in bands.items():
                self.judged[name][band].add(tally)

    @property
    def bands(self) -> dict[str, Tally]:
        """The bands of all datasets together."""
        found = {band: Tally() for band in BANDS}
        for bands in self.judged.values():
            for band, tally in bands.items():
                found[band].add(tally)
        return found

    def judge(self, dataset: str, confidence: float, *, right: bool) -> None:
        """Count one found record of a dataset in the band of its confidence."""
        band = self.judged[dataset][band_of(confidence)]
        if right:
            band.right += 1
        else:
            band.wrong += 1

    def scores(self) -> dict[str, float]:
        """Each measure's figure, to four decimals; a measure with nothing to compare is left out."""
        return {
            name: round(self.score(name), _DECIMALS)
            for name, tally in self.tallies.items()
            if not tally.empty
        }

    def score(self, name: str) -> float:
        """A measure's figure, from 0 to 1; 1 where there is nothing to compare."""
        tally = self.tallies[name]
        return tally.recall if name in SHARES else tally.score


def mean_scores(plans: Sequence[Figures]) -> dict[str, float]:
    """Each measure's mean over the plans, so that a long plan counts no more than a short one.

    A plan counts as right for findings (agencies, deadlines, targets …) of which it has none and none were
    found; it does not count for shares of what its labels do not say.
    """
    means = {}
    for name in MEASURES:
        scores = [
            round(plan.score(name), _DECIMALS) for plan in plans if not (name in SHARES and plan[name].empty)
        ]
        if scores and not all(plan[name].empty for plan in plans):
            means[name] = round(sum(scores) / len(scores), _DECIMALS)
    return means
