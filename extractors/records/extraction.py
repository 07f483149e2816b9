"""The whole of it: sections, tasks with what belongs to them, what was left over, goals, citations."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from extractors.agencies import names_cut_short
from extractors.confidence import SecondOpinion
from extractors.metadata import spoilt_lines, unregistered_unit
from extractors.records.collecting import Collector, quoted
from extractors.records.leftovers import find_leftovers
from extractors.records.references import add_references
from extractors.records.surroundings import Surroundings
from extractors.records.targets import add_commitments
from extractors.records.tasks import add_task
from extractors.tasks import TaskDraft, find_tasks, names_alone
from extractors.text.passages import passage_of
from schemas.layout import Table
from schemas.plan import Node, Plan
from schemas.rows import DocumentRow, PlanRecords, SectionRow, Severity
from schemas.said import Said

OpinionOf = Callable[[Plan, Sequence[TaskDraft]], SecondOpinion]
"""What gives the second opinion on a plan with its tasks."""


def extract(plan: Plan, document: DocumentRow, opinion_of: OpinionOf = SecondOpinion) -> PlanRecords:
    """All rows of a plan (contract, section 1).

    `document` is its row of `documents`: its id opens every key, its first year stands for a missing one, its
    symbol is no citation, and its title's indices are those of tasks that name none. `opinion_of` says how
    sure each row is.
    """
    collector = Collector(document)
    sections: dict[int, str] = {}
    for root in plan.outlines():
        _add_sections(collector, sections, root, None, 0)
    drafts = find_tasks(plan)
    cut_short = names_cut_short(names_alone(plan, drafts).lines())
    surroundings = Surroundings.of(document, sections, opinion_of(plan, drafts), cut_short)
    for ordinal, draft in enumerate(drafts, 1):
        add_task(collector, draft, ordinal, surroundings)
    for leftover in find_leftovers(plan, drafts):
        collector.tell(leftover.severity, leftover.code, leftover.message, leftover.passage)
    add_commitments(collector, plan, drafts, surroundings)
    add_references(collector, plan)
    _tell_unregistered_unit(collector, plan)
    _tell_spoilt_head(collector, plan)
    for paragraph in plan.residue:
        message = Said("belongs to no part of the document: {text}", text=quoted(paragraph.text))
        collector.tell("info", "residue", message, passage_of(paragraph, 0))
    _settle_names(collector.records)
    return collector.records


def _tell_unregistered_unit(collector: Collector, plan: Plan) -> None:
    """Tells of a unit in the head that is in no register: misprinted or misread, for the official ones all
    are."""
    unknown = unregistered_unit(collector.document)
    head = [
        *reversed(plan.header.issuer),
        *plan.header.attached,
        *(p for annex in plan.annexes for p in annex.attached),
    ]
    if unknown and head:
        message = Said("the register of units does not know «{unit}»", unit=unknown)
        # A province was left out; a district or commune stands as printed.
        lower = collector.document.district or collector.document.commune
        severity: Severity = "info" if lower else "warning"
        collector.tell(severity, "unknown_unit", message, passage_of(head[0], 0))


def _tell_spoilt_head(collector: Collector, plan: Plan) -> None:
    """Tells of a number or a date in the head that was written or scanned so that it cannot be read."""
    for what, lines in spoilt_lines(plan):
        text = " ".join(line.text for line in lines)
        message = Said("{what} cannot be read in full: {text}", what=what, text=quoted(text))
        collector.tell("warning", "spoilt_head", message, passage_of(lines[0], 0))


def _settle_names(records: PlanRecords) -> None:
    """Give every body of a document one name: the one that the document writes most often, of several the
    first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for row in records.assignments:
        if row.agency_id and row.agency_name:
            names[row.agency_id][row.agency_name] += 1
    chosen = {body: written.most_common(1)[0][0] for body, written in names.items() if len(written) > 1}
    for at, row in enumerate(records.assignments):
        name = chosen.get(row.agency_id or "", row.agency_name)
        if name != row.agency_name:
            records.assignments[at] = row.model_copy(update={"agency_name": name})


def _add_sections(
    collector: Collector,
    sections: dict[int, str],
    nodes: Sequence[Node | Table],
    parent: str | None,
    depth: int,
) -> None:
    """Rows for the headings and items among `nodes` and under them; `sections` gets the key of each, by the
    node's identity."""
    for node in nodes:
        if isinstance(node, Table):
            continue
        ordinal = collector.count(SectionRow) + 1
        passage = passage_of(node.paragraph, node.start)
        is_heading = any(isinstance(c, Table) or c.form != "plain" for c in node.children)
        row = collector.add(
            SectionRow,
            passage,
            section_id=collector.key("s", ordinal),
            parent_id=parent,
            ordinal=ordinal,
            depth=depth,
            marker=node.marker,
            heading=passage.text if is_heading else None,
            text=None if is_heading else passage.text,
        )
        under = row.section_id if row else parent
        if row:
            sections[id(node)] = row.section_id
        _add_sections(collector, sections, node.children, under, depth + 1)
