"""A task's row, and the rows of what belongs to it: who owes it, by when, what is to be reached."""

from collections.abc import Sequence
from datetime import date

from extractors.agencies import identify
from extractors.areas import reform_area
from extractors.columns import Field
from extractors.confidence import SecondOpinion, Where
from extractors.deadlines import is_open_time, read_cell, read_deadlines
from extractors.indices import name_indices
from extractors.records.assignments import Assigned, assign, place_of
from extractors.records.collecting import Collector, quoted
from extractors.records.surroundings import Surroundings
from extractors.records.targets import add_target
from extractors.targets import find_targets
from extractors.tasks import TaskDraft
from extractors.text.passages import Passage, joined, text_of
from schemas.findings import Deadline
from schemas.rows import AssignmentRow, DeadlineRow, TaskRow
from schemas.said import Said

# The shortest of the tasks that the reference and sample labels hold has eleven words.
_FEWEST_WORDS = 6
_DOUBTFUL = 0.5
# Entries that neither pair up with a row's tasks nor are one for all are given to all of them: the contract's
# rule, yet what a reader of the row would look at twice.
_UNPAIRED = 0.8


def add_task(collector: Collector, draft: TaskDraft, ordinal: int, around: Surroundings) -> None:
    """The rows of one task: its own, then its agencies, deadlines and targets. A task whose own row is left
    out has none of these."""
    text = draft.passage.text
    topics = tuple(" ".join(topic.text.split("\n")) for topic in draft.topics if topic.text)
    path = tuple(heading.text for heading in draft.headings if heading.in_path)
    indices = _indices(draft, topics, collector.document.title)
    row = collector.add(
        TaskRow,
        draft.passage,
        task_id=collector.key("t", ordinal),
        ordinal=ordinal,
        source_kind=draft.source_kind,
        section_id=around.sections.get(id(_section(draft))),
        table_id=collector.key("b", draft.table, digits=3) if draft.table else None,
        row_number=draft.row_number,
        heading_path=path,
        topics=topics,
        task_text=text,
        items=draft.items,
        indices=tuple(indices),
        reform_area=reform_area(path, topics, text, collector.document.title),
        product=text_of(draft.fields.get("product", [])),
        funding=text_of(draft.fields.get("funding", [])),
        note=text_of(draft.fields.get("note", [])),
        confidence=_confidence(collector, draft, around.opinion),
    )
    if row is None:
        return
    _add_assignments(collector, draft, row, around)
    _add_deadlines(collector, draft, row, around)
    _add_targets(collector, draft, row, around)
    if draft.unpaired:
        message = Said(
            "neither one entry of {fields} for all the row's tasks nor one for each: {text}",
            fields=Said.joined(", ", map(Said, draft.unpaired)),
            text=quoted(text),
        )
        collector.tell("warning", "unpaired_items", message, draft.passage)


def _section(draft: TaskDraft) -> object:
    return draft.node or next((h.node for h in reversed(draft.headings) if h.node), None)


def _indices(draft: TaskDraft, topics: Sequence[str], title: str | None) -> list[str]:
    """Codes named by the nearest of: the item or its topics; its headings, innermost first; the title
    (contract, section 2.6)."""
    nearest = (
        " ; ".join((draft.passage.text, *topics)),
        *(heading.text for heading in reversed(draft.headings)),
        title or "",
    )
    return next((codes for source in nearest if (codes := name_indices(source))), [])


def _confidence(collector: Collector, draft: TaskDraft, opinion: SecondOpinion) -> float:
    """How sure it is that an item is a task; an item that hardly says anything is told."""
    text = draft.passage.text
    said = opinion.of_task(draft)
    if len(text.split()) < _FEWEST_WORDS or (text.rstrip().endswith(":") and not draft.items):
        message = Said("says too little to be a task: {text}", text=quoted(text))
        collector.tell("warning", "doubtful_task", message, draft.passage)
        return min(said, _DOUBTFUL)
    return said


def _certainty(draft: TaskDraft, field: Field | None) -> float:
    """How sure it is that an entry of a field belongs to this task of its row."""
    return _UNPAIRED if field in draft.unpaired else 1.0


def _certainty_of_agency(draft: TaskDraft, assigned: Assigned, opinion: SecondOpinion) -> float:
    """How sure it is that an agency has this part in a task: what the second opinion says of the reading,
    else the rule that made it."""
    mention = assigned.mention
    said = opinion.of_agency(
        assigned.passage.text, place_of(draft, assigned), mention.start, mention.end, mention.role
    )
    from_field = None if assigned.inherited else mention.role
    return min(mention.confidence if said is None else said, _certainty(draft, from_field))


def _add_assignments(collector: Collector, draft: TaskDraft, task: TaskRow, around: Surroundings) -> None:
    document = collector.document
    for assigned in assign(draft, around.own_names):
        mention = assigned.mention
        identity = identify(
            mention.text,
            level=document.issuer_level,
            units=around.units.paths,
            names=around.units.names,
            on=document.issue_date,
        )
        collector.add(
            AssignmentRow,
            assigned.passage,
            mention.start,
            mention.end,
            task_id=task.task_id,
            role=mention.role,
            agency_text=" ".join(mention.text.split()),
            agency_id=identity.agency_id,
            agency_kind=identity.agency_kind,
            agency_name=identity.agency_name,
            agency_level=identity.agency_level,
            is_set=identity.is_set,
            inherited=assigned.inherited,
            confidence=min(_certainty_of_agency(draft, assigned, around.opinion), task.confidence),
        )


def _add_deadlines(collector: Collector, draft: TaskDraft, task: TaskRow, around: Surroundings) -> None:
    """The times of the time column, else of the item's own text; equal ones once (contract, section 4). A day
    that does not exist is told."""
    column = _whole_times(draft.fields.get("deadline", []))
    year = around.year
    cell = read_cell([passage.text for passage in column], year=year)
    readings = list(zip(column, cell, strict=True))
    from_column = any(reading.deadlines or reading.impossible for _, reading in readings)
    if not from_column:
        readings = [(draft.passage, read_deadlines(draft.passage.text, year=year, column=False))]
    for passage, reading in readings:
        for day in reading.impossible:
            message = Said(
                "«{day}» names a day that does not exist: no deadline was stored", day=" ".join(day.split())
            )
            collector.tell("warning", "impossible_date", message, passage)
    found = [(passage, deadline) for passage, reading in readings for deadline in reading.deadlines]
    seen: set[tuple[object, ...]] = set()
    for passage, deadline in found:
        same = (deadline.kind, deadline.start_date, deadline.due_date, deadline.recurrence)
        if deadline.kind != "event" and same in seen:
            continue
        seen.add(same)
        said = around.opinion.of_deadline(passage.text, deadline, column=from_column, year=year)
        collector.add(
            DeadlineRow,
            passage,
            deadline.start,
            deadline.end,
            task_id=task.task_id,
            deadline_text=" ".join(deadline.text.split()),
            kind=deadline.kind,
            start_date=deadline.start_date,
            due_date=deadline.due_date,
            recurrence=deadline.recurrence,
            confidence=min(said, _certainty(draft, "deadline"), task.confidence),
        )
        _doubt_deadline(collector, deadline, passage)


def _whole_times(entries: Sequence[Passage]) -> list[Passage]:
    """The entries of a time column, times that a narrow cell cut over two lines put together again."""
    whole: list[Passage] = []
    for entry in entries:
        if whole and is_open_time(whole[-1].text, entry.text):
            whole[-1] = joined([whole[-1], entry])
        else:
            whole.append(entry)
    return whole


def _doubt_deadline(collector: Collector, deadline: Deadline, passage: Passage) -> None:
    """A deadline before the plan itself cannot be meant: a slip of the pen, or misread. It stays as printed,
    with a warning."""
    document = collector.document
    issued = document.issue_date or (date(document.issue_year, 1, 1) if document.issue_year else None)
    if issued and deadline.due_date and deadline.due_date < issued and deadline.kind in ("date", "period"):
        message = Said(
            "«{deadline}» ends before the document's own date ({issued})",
            deadline=deadline.text,
            issued=issued,
        )
        collector.tell("warning", "deadline_before_issue", message, passage)


def _add_targets(collector: Collector, draft: TaskDraft, task: TaskRow, around: Surroundings) -> None:
    sources: list[tuple[Passage, bool]] = [(p, True) for p in draft.fields.get("target", [])]
    if draft.first_of_row:
        sources += [(topic, False) for topic in draft.topics]
    if draft.passage not in draft.fields.get("target", []):  # in a table of goals the task is the goal
        sources.append((draft.passage, False))
    # A cell of agencies that is a sentence may say what they are to reach.
    sources += [(p, False) for p in (*draft.fields.get("lead", []), *draft.fields.get("coordinate", []))]
    for passage, column in sources:
        where: Where = "column" if column else "task"
        for target in find_targets(passage.text, column=column, plan_year=around.year):
            said = around.opinion.of_target(passage.text, target, where, around.year)
            add_target(collector, target, passage, task.task_id, task.indices, said)
