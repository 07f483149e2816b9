"""What a batch found, counted: one line per document, and what became of the files."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.intake.bundles import Contents
from pipeline.store import Change, EncodedPlan
from schemas.codes import REASONS
from schemas.rows import Status

# Documents that are listed one by one; of a larger batch the rest is only counted, on the screen and in
# memory.
LISTED: Final = 200


@dataclass(slots=True)
class PlanLine:
    """A document that was read: its name, and how many rows of each kind came of it."""

    name: str
    uri: str
    pages: int | None = None
    tasks: int = 0
    agencies: int = 0
    deadlines: int = 0
    targets: int = 0
    warnings: int = 0

    def add(self, line: "PlanLine") -> None:
        """Add another line's figures."""
        if line.pages is not None:
            self.pages = (self.pages or 0) + line.pages
        self.tasks += line.tasks
        self.agencies += line.agencies
        self.deadlines += line.deadlines
        self.targets += line.targets
        self.warnings += line.warnings


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
    """The batch so far: what became of each file, of each document, and the first documents line by line.

    A bundle counts as the files in it: `bundles` were opened, which made `further` files of the batch and
    `skipped` others; `bundled` of the files that are done came from them.
    """

    files: Counter[Status] = field(default_factory=Counter)
    bundles: int = 0
    further: int = 0
    bundled: int = 0
    skipped: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    totals: PlanLine = field(default_factory=lambda: PlanLine("total", ""))
    failures: list[FailureLine] = field(default_factory=list)
    _lines: list[tuple[int, str, PlanLine]] = field(default_factory=list)
    _counted: set[str] = field(default_factory=set)

    @property
    def plans(self) -> list[PlanLine]:
        """The lines of the documents, in the order of their files, those of a bundle by name; at most
        `LISTED`."""
        return [line for _, _, line in sorted(self._lines, key=lambda item: item[:2])]

    @property
    def documents(self) -> int:
        """How many documents were read or found unchanged."""
        return len(self._counted)

    def open(self, contents: Contents) -> None:
        """Count a bundle, whose files are added by themselves."""
        self.bundles += 1
        self.further += len(contents.members) - 1
        self.skipped += contents.skipped

    def add(
        self,
        uri: str,
        plans: Sequence[EncodedPlan],
        changes: Sequence[Change],
        *,
        place: int = 0,
        bundled: bool = False,
    ) -> None:
        """Count a file: its documents and what the store says became of them; `place` is the file's in the
        batch. The document of a second copy is not counted again."""
        self.files[file_status(plans)] += 1
        self.bundled += bundled
        for plan, change in zip(plans, changes, strict=True):
            key = plan.document.document_id
            if plan.failed:
                self.failures.append(failure_line(plan, uri))
                if change is Change.KEPT:
                    self.changes[change] += 1
            elif key in self._counted:
                self.changes[Change.COPY] += 1
            else:
                self._counted.add(key)
                self.changes[change] += 1
                line = plan_line(plan)
                self.totals.add(line)
                if len(self._lines) < LISTED:
                    self._lines.append((place, uri, line))


def file_status(plans: Sequence[EncodedPlan]) -> Status:
    """What became of a file: failed when all of its documents did, warnings when one has some."""
    statuses = {plan.document.status for plan in plans}
    if statuses == {"failed"}:
        return "failed"
    return "stored" if statuses == {"stored"} else "warnings"


def plan_line(plan: EncodedPlan) -> PlanLine:
    """A document's line: symbol and issuer, else its title, and the numbers of its rows."""
    document = plan.document
    name = ", ".join(part for part in (document.symbol, document.issuer) if part) or document.title or ""
    return PlanLine(
        name=name,
        uri=document.source_uri,
        pages=document.page_count,
        tasks=plan.counts.get("tasks", 0),
        agencies=plan.counts.get("assignments", 0),
        deadlines=plan.counts.get("deadlines", 0),
        targets=plan.counts.get("targets", 0),
        warnings=sum(row.severity == "warning" for row in plan.diagnostics),
    )


def failure_line(plan: EncodedPlan, uri: str) -> FailureLine:
    """A failed file's line: the code, what its error diagnostic says, and the code's advice."""
    reason = plan.document.reason or "unreadable"
    what, _, advice = REASONS[reason].partition("; ")
    message = next((row.message for row in plan.diagnostics if row.severity == "error"), what)
    said = message.partition("; ")[0] if message == REASONS[reason] else message
    return FailureLine(uri, reason, said, advice)
