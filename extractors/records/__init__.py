"""Plan → records: the rows of every dataset for one document, in reading order, each with its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractors.agencies import identify, unit_paths
from extractors.areas import reform_area
from extractors.deadlines import find_deadlines
from extractors.indices import name_indices
from extractors.metadata import DocumentMetadata
from extractors.records.assignments import assign
from extractors.records.leftovers import find_leftovers
from extractors.references import find_references
from extractors.targets import find_targets
from extractors.tasks import TaskDraft, find_tasks
from extractors.text.passages import Passage, passage_of, text_of
from schemas.findings import Deadline, Reference, Target
from schemas.layout import Paragraph, Table, paragraphs_of
from schemas.plan import Node, Plan
from schemas.rows import (
    AssignmentRow,
    DeadlineRow,
    DiagnosticRow,
    ReferenceRow,
    SectionRow,
    Severity,
    TargetRow,
    TaskRow,
    at,
)

_FEWEST_WORDS = 6  # the shortest of the 372 tasks of the reference and sample labels has eleven
_DOUBTFUL = 0.5
# Entries that neither pair up with a row's tasks nor are one for all are given to all of them: the contract's
# rule, yet what a reader of the row would look at twice.
_UNPAIRED = 0.8


@dataclass(slots=True)
class Records:
    """The rows found in a plan, by dataset (all but `documents`)."""

    sections: list[SectionRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    assignments: list[AssignmentRow] = field(default_factory=list)
    deadlines: list[DeadlineRow] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    references: list[ReferenceRow] = field(default_factory=list)
    diagnostics: list[DiagnosticRow] = field(default_factory=list)


def extract(plan: Plan, metadata: DocumentMetadata, document_id: str) -> Records:
    """All rows of a plan (contract, section 1). `document_id` opens every key; `metadata` gives the year that
    a missing year stands for, the plan's own symbol and the indices of its title."""
    return _Extraction(plan, metadata, document_id).run()


class _Extraction:
    def __init__(self, plan: Plan, metadata: DocumentMetadata, document_id: str) -> None:
        self._plan = plan
        self._metadata = metadata
        self._id = document_id
        # a missing year is the plan's first year, else its issue year (contract, section 4)
        self._year = metadata.period_start_year or metadata.issue_year
        self._units = unit_paths(metadata.province, metadata.district, metadata.commune)
        self._records = Records()
        self._sections: dict[int, str] = {}

    def run(self) -> Records:
        for root in self._plan.outlines():
            self._add_sections(root, None, 0)
        drafts = find_tasks(self._plan)
        for ordinal, draft in enumerate(drafts, 1):
            self._add_task(draft, ordinal)
        for leftover in find_leftovers(self._plan, drafts):
            self._diagnose(
                "info", leftover.code, f"read as no task: {_short(leftover.passage.text)}", leftover.passage
            )
        self._add_objectives()
        self._add_references()
        for paragraph in self._plan.residue:
            self._diagnose(
                "info",
                "residue",
                f"belongs to no part of the document: {_short(paragraph.text)}",
                passage_of(paragraph, 0),
            )
        return self._records

    def _add_sections(self, nodes: Sequence[Node | Table], parent: str | None, depth: int) -> None:
        for node in nodes:
            if isinstance(node, Table):
                continue
            ordinal = len(self._records.sections) + 1
            section_id = f"{self._id}-s{ordinal:04d}"
            self._sections[id(node)] = section_id
            passage = passage_of(node.paragraph, node.start)
            spans, place = at(passage.places())
            is_heading = any(isinstance(c, Table) or c.form != "plain" for c in node.children)
            self._records.sections.append(
                SectionRow(
                    document_id=self._id,
                    section_id=section_id,
                    parent_id=parent,
                    ordinal=ordinal,
                    depth=depth,
                    marker=node.marker,
                    heading=passage.text if is_heading else None,
                    text=None if is_heading else passage.text,
                    spans=spans,
                    node=place,
                )
            )
            self._add_sections(node.children, section_id, depth + 1)

    def _add_task(self, draft: TaskDraft, ordinal: int) -> None:
        task_id = f"{self._id}-t{ordinal:04d}"
        text = draft.passage.text
        topics = tuple(" ".join(t.text.split("\n")) for t in draft.topics if t.text)
        path = tuple(h.text for h in draft.headings)
        indices = self._indices(draft, text, topics)
        spans, node = at(draft.passage.places())
        section = draft.node or next((h.node for h in reversed(draft.headings) if h.node), None)
        self._records.tasks.append(
            TaskRow(
                document_id=self._id,
                task_id=task_id,
                ordinal=ordinal,
                source_kind=draft.source_kind,
                section_id=self._sections.get(id(section)),
                table_id=f"{self._id}-b{draft.table:03d}" if draft.table else None,
                row_number=draft.row_number,
                heading_path=path,
                topics=topics,
                task_text=text,
                items=draft.items,
                indices=tuple(indices),
                reform_area=reform_area(path, topics, text),
                product=text_of(draft.fields.get("product", [])),
                funding=text_of(draft.fields.get("funding", [])),
                note=text_of(draft.fields.get("note", [])),
                confidence=self._doubt_task(draft),
                spans=spans,
                node=node,
            )
        )
        self._add_assignments(draft, task_id)
        self._add_deadlines(draft, task_id)
        self._add_targets(draft, task_id, indices)
        if draft.unpaired:
            self._diagnose(
                "warning",
                "unpaired_items",
                (
                    f"neither one entry of {' and '.join(draft.unpaired)} for "
                    f"all the row's tasks nor one for each: {_short(text)}"
                ),
                draft.passage,
            )

    def _doubt_task(self, draft: TaskDraft) -> float:
        """How sure it is that an item is a task; an item that hardly says anything is told."""
        text = draft.passage.text
        if len(text.split()) < _FEWEST_WORDS or (text.rstrip().endswith(":") and not draft.items):
            self._diagnose(
                "warning", "doubtful_task", f"says too little to be a task: {_short(text)}", draft.passage
            )
            return _DOUBTFUL
        return 0.95 if draft.node is None or draft.node.form != "plain" else 0.9

    def _indices(self, draft: TaskDraft, text: str, topics: Sequence[str]) -> list[str]:
        """Codes named by the nearest of: the item or its topics; its headings, innermost first; the title
        (contract 2.6)."""
        nearest = (
            " ; ".join((text, *topics)),
            *(h.text for h in reversed(draft.headings)),
            self._metadata.title or "",
        )
        return next((codes for source in nearest if (codes := name_indices(source))), [])

    def _add_assignments(self, draft: TaskDraft, task_id: str) -> None:
        for assigned in assign(draft):
            mention = assigned.mention
            spans, node = at(assigned.passage.places(mention.start, mention.end))
            identity = identify(
                mention.text,
                level=self._metadata.issuer_level,
                units=self._units,
                on=self._metadata.issue_date,
            )
            self._records.assignments.append(
                AssignmentRow(
                    document_id=self._id,
                    task_id=task_id,
                    role=mention.role,
                    agency_text=" ".join(mention.text.split()),
                    agency_id=identity.agency_id,
                    agency_kind=identity.agency_kind,
                    agency_name=identity.agency_name,
                    agency_level=identity.agency_level,
                    inherited=assigned.inherited,
                    confidence=min(
                        mention.confidence, _certainty(draft, None if assigned.inherited else mention.role)
                    ),
                    spans=spans,
                    node=node,
                )
            )

    def _add_deadlines(self, draft: TaskDraft, task_id: str) -> None:
        found = [
            (p, d)
            for p in draft.fields.get("deadline", [])
            for d in find_deadlines(p.text, year=self._year, column=True)
        ]
        if not found:
            found = [
                (draft.passage, d) for d in find_deadlines(draft.passage.text, year=self._year, column=False)
            ]
        seen: set[tuple[object, ...]] = set()
        for passage, deadline in found:
            key = (deadline.kind, deadline.start_date, deadline.due_date, deadline.recurrence)
            if deadline.kind != "event" and key in seen:
                continue
            seen.add(key)
            spans, node = at(passage.places(deadline.start, deadline.end))
            self._records.deadlines.append(
                DeadlineRow(
                    document_id=self._id,
                    task_id=task_id,
                    deadline_text=" ".join(deadline.text.split()),
                    kind=deadline.kind,
                    start_date=deadline.start_date,
                    due_date=deadline.due_date,
                    recurrence=deadline.recurrence,
                    confidence=min(deadline.confidence, _certainty(draft, "deadline")),
                    spans=spans,
                    node=node,
                )
            )
            self._doubt_deadline(deadline, passage)

    def _doubt_deadline(self, deadline: Deadline, passage: Passage) -> None:
        """A deadline before the plan itself cannot be meant; it stays as printed and gets a warning (issue
        3)."""
        issued = self._metadata.issue_date or (
            date(self._metadata.issue_year, 1, 1) if self._metadata.issue_year else None
        )
        if (
            issued
            and deadline.due_date
            and deadline.due_date < issued
            and deadline.kind in ("date", "period")
        ):
            message = f"«{deadline.text}» ends before the document's own date ({issued.isoformat()})"
            self._diagnose("warning", "deadline_before_issue", message, passage)

    def _add_targets(self, draft: TaskDraft, task_id: str, indices: Sequence[str]) -> None:
        sources: list[tuple[Passage, bool]] = [(p, True) for p in draft.fields.get("target", [])]
        if draft.first_of_row:
            sources += [(t, False) for t in draft.topics]
        sources.append((draft.passage, False))
        # a cell of agencies that is a sentence may say what they are to reach
        sources += [(p, False) for p in (*draft.fields.get("lead", []), *draft.fields.get("coordinate", []))]
        for passage, column in sources:
            for target in find_targets(passage.text, column=column, plan_year=self._year):
                self._add_target(target, passage, task_id, indices)

    def _add_target(
        self, target: Target, passage: Passage, task_id: str | None, indices: Sequence[str]
    ) -> None:
        spans, node = at(passage.places(target.start, target.end))
        named = name_indices(target.text) or list(indices)
        self._records.targets.append(
            TargetRow(
                document_id=self._id,
                target_id=f"{self._id}-g{len(self._records.targets) + 1:04d}",
                task_id=task_id,
                target_text=" ".join(target.text.split()),
                index=named[0] if len(named) == 1 else None,
                comparator=target.comparator,
                direction=target.direction,
                value=target.value,
                unit=target.unit,
                confidence=target.confidence,
                spans=spans,
                node=node,
            )
        )

    def _add_objectives(self) -> None:
        """Quantities of the sections "Mục tiêu" and "Chỉ tiêu" are targets that stand outside tasks."""
        for node in self._nodes():
            if node.part == "objective" and not node.children:
                passage = passage_of(node.paragraph, node.start)
                for target in find_targets(passage.text, objective=True, plan_year=self._year):
                    self._add_target(target, passage, None, name_indices(self._metadata.title or ""))

    def _add_references(self) -> None:
        basis = {id(n.paragraph) for n in self._plan.body if isinstance(n, Node) and n.part == "preamble"}
        for paragraph in self._citing_paragraphs():
            passage = passage_of(paragraph, 0)
            for reference in find_references(passage.text, in_basis=id(paragraph) in basis):
                if reference.symbol != self._metadata.symbol:
                    self._add_reference(reference, passage)

    def _add_reference(self, reference: Reference, passage: Passage) -> None:
        spans, node = at(passage.places(reference.start, reference.end))
        self._records.references.append(
            ReferenceRow(
                document_id=self._id,
                reference_text=reference.text,
                symbol=reference.symbol,
                document_type=reference.document_type,
                issue_date=reference.issue_date,
                issuer_text=reference.issuer_text,
                relation=reference.relation,
                confidence=reference.confidence,
                spans=spans,
                node=node,
            )
        )

    def _citing_paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph that may cite a document: title, body, annexes, tables, footnotes; not the line
        "(Kèm theo …)"."""
        yield from self._plan.header.title
        yield from self._plan.header.subject
        yield from _paragraphs(self._plan.body)
        for annex in self._plan.annexes:
            yield from annex.title
            yield from _paragraphs(annex.content)
        for footnote in self._plan.footnotes:
            yield from footnote.paragraphs

    def _nodes(self) -> Iterator[Node]:
        for root in self._plan.outlines():
            for node in root:
                if isinstance(node, Node):
                    yield from node.walk()

    def _diagnose(self, severity: Severity, code: str, message: str, passage: Passage) -> None:
        spans, node = at(passage.places())
        self._records.diagnostics.append(
            DiagnosticRow(
                document_id=self._id, severity=severity, code=code, message=message, spans=spans, node=node
            )
        )


def _certainty(draft: TaskDraft, field_name: str | None) -> float:
    """How sure it is that an entry of a field belongs to this task of its row."""
    return _UNPAIRED if field_name in draft.unpaired else 1.0


def _paragraphs(nodes: Iterable[Node | Table]) -> Iterator[Paragraph]:
    for node in nodes:
        if isinstance(node, Table):
            yield from paragraphs_of(node)
        else:
            yield node.paragraph
            yield from _paragraphs(node.children)


def _short(text: str) -> str:
    """The first words of a text, for a message."""
    return text if len(text) <= 80 else f"{text[:79]}…"
