"""The tables of a province: a piece of work a row, a plan a column; and how much two plans share."""

from collections.abc import Sequence

from analysis.comparing.province import ProvinceComparison, Work, cell_of
from analysis.comparing.report import Cell, Column, Report, Row, Table, in_groups
from analysis.comparing.tables import plan_fact
from analysis.comparing.wording import By, group_order, groupings, groups_of, task_cell
from schemas.language import gettext as _

_TASK, _PLAN = 3, 1


def report_of_province(found: ProvinceComparison, by: By | None = None) -> Report:
    """What the comparison of all plans with each other shows; `by` groups the work."""
    letters = letters_of(found)
    facts = [(letters[plan.name.key], plan_fact(plan)) for plan in found.plans]
    several = sum(len(work.tasks) > 1 for work in found.works)
    counts = _("{works} pieces of work, {several} of them in more than one plan")
    facts.append((_("tasks"), counts.format(works=len(found.works), several=several)))
    tables = tuple(table for table in (_works(found, by), _shared(found), _alone(found, by)) if table.rows)
    return Report(_("All plans beside each other"), tuple(facts), tables)


def letters_of(found: ProvinceComparison) -> dict[str, str]:
    """By its key the short name of each plan in the head of a column: A … Z, AA, AB …"""
    names = {}
    for at, plan in enumerate(found.plans):
        high, low = divmod(at, 26)
        names[plan.name.key] = (chr(ord("A") + high - 1) if high else "") + chr(ord("A") + low)
    return names


def _works(found: ProvinceComparison, by: By | None) -> Table:
    """The work that several plans have, a column per plan."""
    letters = letters_of(found)
    columns = (
        Column(_("plans")),
        Column(_("work"), _TASK),
        *(Column(letter, _PLAN) for letter in letters.values()),
    )
    rows = [
        (groups_of(work.named_by, by), _work(work, list(letters)))
        for work in found.works
        if len(work.tasks) > 1
    ]
    return _grouped(_("Work"), _("Work of several plans, by when (✓ without a deadline)"), columns, rows, by)


def _work(work: Work, keys: list[str]) -> Row:
    cells = [Cell(cell_of(work.tasks[key]) if key in work.tasks else "") for key in keys]
    return Row((len(work.tasks), Cell(work.named_by.text), *cells))


def _alone(found: ProvinceComparison, by: By | None) -> Table:
    """The work that one plan has alone."""
    letters = letters_of(found)
    columns = (Column(_("plan")), Column(_("work"), _TASK))
    rows = []
    for work in found.works:
        (key, *others) = work.tasks
        if not others:
            task = work.tasks[key][0]
            rows.append((groups_of(task, by), Row((Cell(letters[key]), task_cell(task)))))
    return _grouped(_("In one plan"), _("Work that only one plan has"), columns, rows, by)


def _grouped(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[Sequence[str], Row]],
    by: By | None,
) -> Table:
    if by is None:
        return Table(name, title, columns, tuple(row for _groups, row in rows))
    return Table(name, title, columns, in_groups(rows, group_order(by)), "", groupings()[by])


def _shared(found: ProvinceComparison) -> Table:
    letters = list(letters_of(found).values())
    columns = (Column(_("plan"), _TASK), *(Column(letter) for letter in letters))
    rows = tuple(
        Row((Cell(f"{letter} {label}"), *(int(count) for count in counts)))
        for letter, (label, counts) in zip(
            letters, zip(found.shared.index, found.shared.to_numpy(), strict=True), strict=True
        )
    )
    return Table(_("Shared"), _("How many pieces of work two plans share"), columns, rows)
