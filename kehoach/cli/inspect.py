"""`kehoach inspect`: one plan as a tree, with the records that came of it."""

from collections import defaultdict
from collections.abc import Sized
from pathlib import Path
from typing import Final

from rich.text import Text
from rich.tree import Tree

from extractors.document_types import WORDS
from kehoach.cli.console import READ, SOME_FAILED, output, plain, refuse, say, shorten, words
from kehoach.cli.progress import Bar
from pipeline.intake.bundles import Contents, bundles_around
from pipeline.intake.discovery import Source, readable_uri
from pipeline.intake.urls import at_url, is_url, mark_of, without_scheme
from pipeline.limits import Limits
from pipeline.running import batch
from pipeline.running.summary import failure_line
from pipeline.store import EncodedPlan
from schemas.language import gettext as _
from schemas.language import marked, ngettext, spoken
from schemas.rows import CHECK, JUDGED, DeadlineRow, PlanRecords, SectionRow, TargetRow, TaskRow

# Sections are shown by their beginning: the tasks below give the texts in full.
_SECTION_WIDTH = 100
METADATA = (
    "source_uri",
    "part",
    "text_source",
    "page_count",
    "document_type",
    "symbol",
    "issuer",
    "issuer_level",
    "province",
    "district",
    "commune",
    "issue_place",
    "issue_date",
    "title",
    "period_start_year",
    "period_end_year",
    "indices",
    "signer_name",
    "signer_title",
)
# Codes in the metadata, in words; one that is missing here stands as it is.
_CODES: Final = {
    "text_source": {
        "text_layer": marked("text layer of the file"),
        "ocr": marked("recognised from pictures (OCR)"),
        "mixed": marked("text layer, and recognised pictures (OCR)"),
        "markup": marked("text of the file"),
    },
    "issuer_level": {
        "government": marked("government level"),
        "ministry": marked("ministry level"),
        "province": marked("province level"),
        "department": marked("department level"),
        "district": marked("district level"),
        "commune": marked("commune level"),
    },
}
# Files of a bundle that are named where one is to be chosen.
_NAMED = 5
_COMPARATORS = {"eq": "=", "ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def run(path: str, limits: Limits, bar: Bar) -> int:
    """Read the file and show what came of it; the exit code. `bar` says that it is being read, and leaves the
    screen then."""
    bar.say_path(_("reading {path}"), path)
    plans = _read(path, limits)
    bar.close()
    failed = [plan for plan in plans if plan.document.status == "failed"]
    for plan in failed:
        say(failure_line(EncodedPlan.of(plan), plan.document.source_uri).sentence)
    console = output()
    for plan in plans:
        if plan not in failed:
            console.print(plan_tree(plan))
    return SOME_FAILED if failed else READ


def _read(path: str, limits: Limits) -> list[PlanRecords]:
    """The records of a file, or of the file in a bundle that a path leads to; wrong use where there is
    none."""
    bundle = next(
        (bundle for bundle, _ in bundles_around(path) if Path(without_scheme(bundle)).is_file()), None
    )
    source = _source(path if bundle is None or Path(path).is_file() else bundle)
    found = batch.read_one(source, limits)
    if not isinstance(found, Contents):
        return found
    member = next((member for member in found.members if member.uri(source.uri) == path), None)
    if member is None:
        files = [member.uri(source.uri) for member in found.members]
        named = ", ".join(files[:_NAMED]) + (" …" if len(files) > _NAMED else "")
        said = _("{bundle} is a bundle; name a file in it: {files}")
        refuse(said.format(bundle=source.uri, files=named))
    found = batch.read_one(Source(source.path, member.uri(source.uri), member), limits)
    return found if isinstance(found, list) else []


def _source(path: str) -> Source:
    """The file at a path or URL; wrong use where there is none."""
    try:
        if is_url(path):
            if mark_of(path) is None:
                refuse(_("no such file: {path}").format(path=path))
            return Source(at_url(path), path)
    except ConnectionError as error:
        refuse(str(error))
    local = without_scheme(path)
    if not Path(local).is_file():
        refuse(_("no such file: {path}").format(path=path))
    return Source(Path(local), readable_uri(local))


def plan_tree(plan: PlanRecords) -> Tree:
    """A document as a tree: its metadata, sections, tasks under their headings, targets, references,
    diagnostics."""
    document = plan.document
    tree = Tree(words(document.symbol or document.title or document.source_uri, "bold"))
    metadata = tree.add(Text(_("document"), "bold"))
    for name in METADATA:
        value = getattr(document, name)
        if value not in (None, ()):
            metadata.add(_pair(_label(name), _value(name, value)))
    to_check = sum(row.confidence < CHECK for name in JUDGED for row in getattr(plan, name))
    if to_check:
        metadata.add(
            _pair(
                _("to check"),
                ngettext(
                    "{count} record with confidence below {check}",
                    "{count} records with confidence below {check}",
                    to_check,
                ).format(count=to_check, check=CHECK),
                "yellow",
            )
        )
    _add_sections(_branch(tree, _("sections"), plan.sections), plan.sections)
    _add_tasks(_branch(tree, _("tasks"), plan.tasks), plan)
    outside = [target for target in plan.targets if target.task_id is None]
    if outside:
        branch = _branch(tree, _("targets outside tasks"), outside)
        for target in outside:
            branch.add(_target(target))
    if plan.references:
        branch = _branch(tree, _("references"), plan.references)
        for reference in plan.references:
            branch.add(_pair(_(reference.relation), reference.symbol or reference.reference_text))
    if plan.diagnostics:
        branch = _branch(tree, _("diagnostics"), plan.diagnostics)
        for row in plan.diagnostics:
            branch.add(
                _pair(
                    f"{_(row.severity)} {row.code}",
                    row.in_language(spoken()),
                    "yellow" if row.severity == "warning" else "cyan",
                )
            )
    return tree


def _value(column: str, value: object) -> str:
    """A value of the metadata as people say it: codes in words, a type of document by its name too."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if column == "document_type" and (known := WORDS.types.get(str(value))):
        return f"{known.names[0]} ({value})"
    code = _CODES.get(column, {}).get(str(value))
    return _(code) if code else str(value)


def _add_sections(branch: Tree, sections: list[SectionRow]) -> None:
    branches: dict[str | None, Tree] = {None: branch}
    for section in sections:
        label = " ".join(part for part in (section.marker, section.heading or section.text) if part)
        above = branches.get(section.parent_id, branch)
        branches[section.section_id] = above.add(words(shorten(plain(label), _SECTION_WIDTH)))


def _add_tasks(branch: Tree, plan: PlanRecords) -> None:
    """The tasks under their headings; a heading stands once for the tasks that follow one another under
    it."""
    assignments, deadlines, targets = defaultdict(list), defaultdict(list), defaultdict(list)
    for assignment in plan.assignments:
        assignments[assignment.task_id].append(assignment)
    for deadline in plan.deadlines:
        deadlines[deadline.task_id].append(deadline)
    for target in plan.targets:
        targets[target.task_id].append(target)
    path: list[tuple[str, Tree]] = []
    for task in plan.tasks:
        same = 0
        while same < min(len(path), len(task.heading_path)) and path[same][0] == task.heading_path[same]:
            same += 1
        del path[same:]
        for heading in task.heading_path[same:]:
            path.append((heading, (path[-1][1] if path else branch).add(words(heading, "bold"))))
        shown = (path[-1][1] if path else branch).add(_task(task))
        for assignment in assignments[task.task_id]:
            shown.add(
                _pair(
                    _(assignment.role),
                    _("{agency} (inherited)").format(agency=assignment.agency_text)
                    if assignment.inherited
                    else assignment.agency_text,
                    "green",
                )
            )
        for deadline in deadlines[task.task_id]:
            shown.add(_deadline(deadline))
        for target in targets[task.task_id]:
            shown.add(_target(target))


def _task(task: TaskRow) -> Text:
    row = f"[{task.row_number}] " if task.row_number else ""
    text = words(row + task.task_text)
    for name, value in (
        (_("topic"), "; ".join(task.topics)),
        (_("indices"), ", ".join(task.indices)),
        (_("note"), task.note),
    ):
        if value:
            text.append("\n").append_text(_pair(name, value, "dim"))
    return text


def _deadline(row: DeadlineRow) -> Text:
    days = " – ".join(str(day) for day in (row.start_date, row.due_date) if day)
    said = ", ".join(part for part in (_(row.kind), days, row.recurrence) if part)
    return _pair(_("deadline"), f"{row.deadline_text} ({said})", "blue")


def _target(row: TargetRow) -> Text:
    value = (
        ""
        if row.value is None
        else f"{_COMPARATORS.get(row.comparator or '', '')} {row.value:g} {row.unit or ''}"
    )
    said = " ".join(part for part in (_(row.direction) if row.direction else "", value.strip()) if part)
    return _pair(_("target"), f"{row.target_text} ({said})" if said else row.target_text, "magenta")


def _label(column: str) -> str:
    """A column's name, with underscores where no translation has words for it."""
    return _(column)


def _branch(tree: Tree, name: str, rows: Sized) -> Tree:
    return tree.add(Text(f"{name} ({len(rows)})", "bold"))


def _pair(name: str, value: str, style: str = "cyan") -> Text:
    return Text(f"{name}: ", style).append_text(words(value))
