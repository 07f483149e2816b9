"""The tables of a cascade: what became of the parent's tasks, what the child adds, targets likewise."""

from collections import Counter

from analysis.comparing.cascade import STATUSES, Cascade, Fate
from analysis.comparing.report import Cell, Column, Report, Row, Table, in_groups
from analysis.comparing.tables import alone_table, numbered, plan_fact
from analysis.comparing.wording import (
    By,
    all_said,
    group_order,
    groupings,
    groups_of,
    statuses,
    target_cell,
    task_cell,
)
from schemas.language import gettext as _

_TASK, _DIFFERENCE = 3, 2


def report_of_cascade(found: Cascade, by: By | None = None) -> Report:
    """What a cascade shows; `by` groups the rows."""
    counts = Counter(fate.status for fate in found.fates)
    told = ", ".join(f"{statuses()[status]} {counts[status]}" for status in STATUSES)
    falling = _("{count} tasks fall to the child: {told}; {new} are its own").format(
        count=len(found.fates), told=told, new=len(found.new_tasks)
    )
    facts = (
        (_("parent"), plan_fact(found.parent)),
        (_("child"), plan_fact(found.child)),
        (_("tasks"), falling),
    )
    new = [(found.child, task) for task in found.new_tasks]
    tables = [
        _fates(found, by),
        _targets(found),
        alone_table(_("New"), _("Tasks that only the child has"), new, by),
    ]
    return Report(_("From parent to child"), facts, tuple(table for table in tables if table.rows))


def _fates(found: Cascade, by: By | None) -> Table:
    above, below = numbered(found.parent), numbered(found.child)
    columns = (
        Column(_("no.")),
        Column(_("task of the parent"), _TASK),
        Column(_("status")),
        Column(_("tasks of the child"), _TASK),
        Column(_("what changed"), _DIFFERENCE),
    )
    rows = [
        (
            groups_of(fate.task, by),
            Row(
                (
                    above[fate.task.task_id],
                    task_cell(fate.task),
                    Cell(statuses()[fate.status]),
                    _child_tasks(fate, below),
                    all_said(fate.changes) if fate.changes else Cell(),
                )
            ),
        )
        for fate in found.fates
    ]
    title = _("The parent's tasks that fall to the child")
    if by is None:
        return Table(_("Tasks"), title, columns, tuple(row for _groups, row in rows))
    return Table(_("Tasks"), title, columns, in_groups(rows, group_order(by)), "", groupings()[by])


def _child_tasks(fate: Fate, numbers: dict[str, int]) -> Cell:
    lines = [f"{numbers[pair.b.task_id]}. {pair.b.text}" for pair in fate.pairs]
    return Cell("\n".join(" ".join(line.split()) for line in lines))


def _targets(found: Cascade) -> Table:
    columns = (
        Column(_("target of the parent"), _TASK),
        Column(_("status")),
        Column(_("what changed"), _DIFFERENCE),
    )
    rows = tuple(
        Row((target_cell(target), Cell(statuses()[status]), all_said(moved) if moved else Cell()))
        for target, status, moved in found.target_fates
    )
    return Table(_("Targets"), _("The parent's targets outside tasks"), columns, rows)
