"""What a batch found, counted: the figures of each document and its warnings, what became of the files, and
totals in which a plan counts once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Final

from extractors.metadata import split_attached_key
from pipeline.intake.bundles import Contents
from pipeline.store import Change, EncodedPlan
from pipeline.store.settling.preferred import preferred_ids
from schemas.codes import REASONS
from schemas.language import gettext, spoken
from schemas.rows import DiagnosticRow, DocumentRow, Status

# Documents that are listed one by one; of a larger batch the rest is only counted, on the screen and in
# memory.
LISTED: Final = 200


@dataclass(slots=True)
class Figures:
    """How many pages and rows of each kind came of a document; `pages` is None where the format does not
    say (DOCX)."""

    pages: int | None = None
    tasks: int = 0
    agencies: int = 0
    deadlines: int = 0
    targets: int = 0
    warnings: int = 0

    def add(self, more: "Figures") -> None:
        """Add other figures."""
        for figure in fields(self):
            added = getattr(more, figure.name)
            if added is not None:
                setattr(self, figure.name, (getattr(self, figure.name) or 0) + added)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A document that was read: its name, its path, `key`, the same for every form of one plan, and its
    figures."""

    name: str
    uri: str
    key: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class FileWarnings:
    """The warnings of one file."""

    uri: str
    rows: tuple[DiagnosticRow, ...]


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
    failures: list[FailureLine] = field(default_factory=list)
    warnings: int = 0
    warned_files: int = 0
    _lines: list[tuple[int, str, PlanLine]] = field(default_factory=list)
    _warned: list[tuple[int, str, FileWarnings]] = field(default_factory=list)
    _counted: set[str] = field(default_factory=set)
    # Of each plan the form that counts, and its figures; the pages are those of any form that says them.
    _plans: dict[str, tuple[DocumentRow, Figures]] = field(default_factory=dict)

    @property
    def lines(self) -> list[PlanLine]:
        """The lines of the documents, in the order of their files, those of a bundle by name; at most
        `LISTED`."""
        return [line for _, _, line in sorted(self._lines, key=lambda item: item[:2])]

    @property
    def warned(self) -> list[FileWarnings]:
        """The files with warnings, in the same order; at most `LISTED`."""
        return [file for _, _, file in sorted(self._warned, key=lambda item: item[:2])]

    @property
    def documents(self) -> int:
        """How many documents were read or found unchanged."""
        return len(self._counted)

    @property
    def plans(self) -> int:
        """How many plans these documents are: the forms of one plan (PDF, DOCX, scan) are one, and so are a
        plan and its annexes."""
        keys = ((key, split_attached_key(key)) for key in self._plans)
        return len({attached[0] if attached else key for key, attached in keys})

    @property
    def totals(self) -> Figures:
        """The figures of all plans, each counted once: of its forms the one that the store prefers."""
        totals = Figures()
        for _, figures in self._plans.values():
            totals.add(figures)
        return totals

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
        warnings: list[DiagnosticRow] = []
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
                self._count(plan.document, line)
                warnings += warnings_of(plan)
                if len(self._lines) < LISTED:
                    self._lines.append((place, uri, line))
        if warnings:
            self.warned_files += 1
            self.warnings += len(warnings)
            if len(self._warned) < LISTED:
                self._warned.append((place, uri, FileWarnings(uri, tuple(warnings))))

    def _count(self, document: DocumentRow, line: PlanLine) -> None:
        """Let the plan count by this document, if it is its first or the one to be preferred."""
        before = self._plans.get(line.key)
        if before is None:
            self._plans[line.key] = document, line.figures
            return
        held, figures = before
        preferred = document.document_id in preferred_ids([held, document])
        counted, other = (line.figures, figures) if preferred else (figures, line.figures)
        pages = other.pages if counted.pages is None else counted.pages
        self._plans[line.key] = document if preferred else held, replace(counted, pages=pages)


def file_status(plans: Sequence[EncodedPlan]) -> Status:
    """What became of a file: failed when all of its documents did, warnings when one has some."""
    statuses = {plan.document.status for plan in plans}
    if statuses == {"failed"}:
        return "failed"
    return "stored" if statuses == {"stored"} else "warnings"


def warnings_of(plan: EncodedPlan) -> list[DiagnosticRow]:
    """What a document's reader doubts or could not read."""
    return [row for row in plan.diagnostics if row.severity == "warning"]


def plan_line(plan: EncodedPlan) -> PlanLine:
    """A document's line: symbol and issuer, else its title, and the numbers of its rows."""
    document = plan.document
    name = ", ".join(part for part in (document.symbol, document.issuer) if part) or document.title or ""
    return PlanLine(
        name=name,
        uri=document.source_uri,
        key=document.key,
        figures=Figures(
            pages=document.page_count,
            tasks=plan.counts.get("tasks", 0),
            agencies=plan.counts.get("assignments", 0),
            deadlines=plan.counts.get("deadlines", 0),
            targets=plan.counts.get("targets", 0),
            warnings=len(warnings_of(plan)),
        ),
    )


def failure_line(plan: EncodedPlan, uri: str) -> FailureLine:
    """A failed file's line in the language that is spoken: the code, what its error diagnostic says, and the
    code's advice."""
    reason = plan.document.reason or "unreadable"
    standard = gettext(REASONS[reason])
    what, _, advice = standard.partition("; ")
    message = next((row.in_language(spoken()) for row in plan.diagnostics if row.severity == "error"), what)
    said = what if message == standard else message
    return FailureLine(uri, reason, said, advice)
