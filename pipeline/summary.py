"""What a batch found, counted: one line per document, and what became of the files."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.batch import Outcome
from pipeline.store import Change
from schemas.codes import REASONS
from schemas.rows import PlanRecords


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A document that was read: its name, and how many rows of each kind came of it."""

    name: str
    uri: str
    pages: int | None
    tasks: int
    agencies: int
    deadlines: int
    targets: int
    warnings: int


@dataclass(frozen=True, slots=True)
class FailureLine:
    """A file that could not be read: why, as a code and a sentence, and what to do about it."""

    uri: str
    reason: str
    message: str
    advice: str

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return f"{self.uri}: {self.reason}: {self.message}" + (f"; {self.advice}" if self.advice else "")


@dataclass(slots=True)
class Summary:
    """The batch so far: a line per document, a line per failure, and how often the store changed in which way."""

    plans: list[PlanLine] = field(default_factory=list)
    failures: list[FailureLine] = field(default_factory=list)
    changes: Counter[Change] = field(default_factory=Counter)
    _counted: set[str] = field(default_factory=set)

    def add(self, outcome: Outcome, changes: Sequence[Change]) -> None:
        """Count a file's documents and what the store says became of them; the document of a second copy is not counted again."""
        for plan, change in zip(outcome.plans, changes, strict=True):
            key = plan.document.document_id
            if plan.document.status == "failed":
                self.failures.append(failure_line(plan))
                if change is Change.KEPT:
                    self.changes[change] += 1
            elif key in self._counted:
                self.changes[Change.COPY] += 1
            else:
                self._counted.add(key)
                self.plans.append(plan_line(plan))
                self.changes[change] += 1

    def totals(self) -> PlanLine:
        """The sums over all documents; pages over those that have them."""
        pages = [line.pages for line in self.plans if line.pages is not None]
        return PlanLine(
            name="total",
            uri="",
            pages=sum(pages) if pages else None,
            tasks=sum(line.tasks for line in self.plans),
            agencies=sum(line.agencies for line in self.plans),
            deadlines=sum(line.deadlines for line in self.plans),
            targets=sum(line.targets for line in self.plans),
            warnings=sum(line.warnings for line in self.plans),
        )


def plan_line(plan: PlanRecords) -> PlanLine:
    """A document's line: symbol and issuer, else its title, and the numbers of its rows."""
    document = plan.document
    name = ", ".join(part for part in (document.symbol, document.issuer) if part) or document.title or ""
    return PlanLine(
        name=name,
        uri=document.source_uri,
        pages=document.page_count,
        tasks=len(plan.tasks),
        agencies=len(plan.assignments),
        deadlines=len(plan.deadlines),
        targets=len(plan.targets),
        warnings=sum(row.severity == "warning" for row in plan.diagnostics),
    )


def failure_line(plan: PlanRecords) -> FailureLine:
    """A failed file's line: the code, what its error diagnostic says, and the code's advice."""
    reason = plan.document.reason or "unreadable"
    what, _, advice = REASONS[reason].partition("; ")
    message = next((row.message for row in plan.diagnostics if row.severity == "error"), what)
    said = message.partition("; ")[0] if message == REASONS[reason] else message
    return FailureLine(plan.document.source_uri, reason, said, advice)
