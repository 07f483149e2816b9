"""The tables of a comparison of two or more plans."""

from collections.abc import Iterable, Mapping, Sequence

from analysis.comparing.cascade import all_targets
from analysis.comparing.comparison import Comparison, Pair
from analysis.comparing.plan_tasks import Plan, PlanTask
from analysis.comparing.report import Cell, Column, Report, Row, Table, Value, in_groups
from analysis.comparing.targets import aligned, target_differences
from analysis.comparing.wording import (
    By,
    all_said,
    briefly,
    group_order,
    groupings,
    groups_of,
    target_cell,
    task_cell,
)
from schemas.language import gettext as _
from schemas.language import ngettext

# How much of the width tasks and what differs take beside each other.
_TASK, _DIFFERENCE = 3, 2


def report_of(comparison: Comparison, by: By | None = None) -> Report:
    """What a comparison shows: for two plans a table of each kind of pair, for more one row per task of A and
    a column per plan; then what only one has. `by` groups the rows."""
    tables = _pair_tables(comparison, by) if len(comparison.others) == 1 else [_grid(comparison, by)]
    tables += [_only_a(comparison, by), _only_b(comparison, by), *_targets(comparison)]
    return Report(
        _("Comparison of plans"), _facts(comparison), tuple(table for table in tables if table.rows)
    )


def numbered(plan: Plan) -> dict[str, int]:
    """The number of each task in its plan, annexes counted on, by which a user names it."""
    return {task.task_id: number for number, task in enumerate(plan.tasks, 1)}


def _facts(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    plans = [comparison.first, *comparison.others]
    letters = [chr(ord("A") + at) for at in range(len(plans))]
    named = [(letter, plan_fact(plan)) for letter, plan in zip(letters, plans, strict=True)]
    same = sum(pair.match.grade == "same" for pair in comparison.sure)
    counted = _("{same} the same, {part} in part, {only_a} only in A, {only_b} not in A")
    if len(comparison.others) == 1:
        counted = _("{same} the same, {part} in part, {only_a} only in A, {only_b} only in B")
    counts = counted.format(
        same=same,
        part=len(comparison.sure) - same,
        only_a=len(comparison.alone_in_a),
        only_b=len(comparison.alone_in_b),
    )
    return (*named, (_("tasks"), counts))


def plan_fact(plan: Plan) -> str:
    """A plan's label and how many tasks it has."""
    count = len(plan.tasks)
    tasks = ngettext("{count} task", "{count} tasks", count).format(count=count)
    return f"{plan.name.label} ({tasks})"


def _pair_tables(comparison: Comparison, by: By | None) -> list[Table]:
    """The tables of two plans: the same work, parts of it, and what one may choose from."""
    of_grade = {
        grade: [pair for pair in comparison.sure if pair.match.grade == grade] for grade in ("same", "part")
    }
    choose = _(
        "Not sure enough to count. Say which it is by the numbers: kehoach compare A B --same 12=34 (or"
        " --part, --none); what was said is kept and counts from the next run on."
    )
    return [
        _pairs(comparison, _("Same task"), _("The same task in both plans"), of_grade["same"], by),
        _pairs(comparison, _("In part"), _("Tasks that share a part"), of_grade["part"], by),
        _candidates(comparison, by, choose),
    ]


def _pairs(comparison: Comparison, name: str, title: str, pairs: Iterable[Pair], by: By | None) -> Table:
    numbers = _numbers(comparison)
    columns = (
        Column(_("A")),
        Column(_("task of A"), _TASK),
        Column(_("B")),
        Column(_("task of B"), _TASK),
        Column(_("what differs"), _DIFFERENCE),
    )
    rows = [
        (
            groups_of(pair.a, by) or groups_of(pair.b, by),
            Row((*_both(pair, numbers), all_said(pair.differences))),
        )
        for pair in pairs
    ]
    return _table(name, title, columns, rows, by)


def _candidates(comparison: Comparison, by: By | None, note: str) -> Table:
    """A row per task of A, its candidates in one cell, each with its number and score."""
    numbers = _numbers(comparison)
    columns = (
        Column(_("A")),
        Column(_("task of A"), _TASK),
        Column(_("may be one of these tasks of B (score)"), _TASK),
    )
    offered: dict[str, list[Pair]] = {}
    for pair in comparison.offered:
        offered.setdefault(pair.a.task_id, []).append(pair)
    rows = []
    for pairs in offered.values():
        task = pairs[0].a
        lines = [
            f"{numbers[pair.b.task_id]} ({pair.match.score:.2f}): {' '.join(pair.b.text.split())}"
            for pair in pairs
        ]
        cells = (numbers[task.task_id], task_cell(task), Cell("\n".join(lines)))
        rows.append((groups_of(task, by), Row(cells)))
    return _table(_("To choose from"), _("Candidates to choose from"), columns, rows, by, note)


def _both(pair: Pair, numbers: Mapping[str, int]) -> tuple[Value, ...]:
    return (
        numbers[pair.a.task_id],
        task_cell(pair.a),
        numbers[pair.b.task_id],
        task_cell(pair.b),
    )


def _grid(comparison: Comparison, by: By | None) -> Table:
    """One row per task of A that another plan has, one column per plan."""
    numbers = _numbers(comparison)
    found: dict[tuple[str, str], list[Pair]] = {}
    for pair in comparison.sure:
        found.setdefault((pair.a.task_id, pair.plan_b.name.key), []).append(pair)
    columns = (
        Column(_("A")),
        Column(_("task of A"), _TASK),
        *(Column(plan.name.label, _DIFFERENCE) for plan in comparison.others),
    )
    rows: list[tuple[Sequence[str], Row]] = []
    for task in comparison.first.tasks:
        pairs = [found.get((task.task_id, plan.name.key), []) for plan in comparison.others]
        if any(pairs):
            others = [_in_grid(own, numbers) for own in pairs]
            cells: tuple[Value, ...] = (numbers[task.task_id], task_cell(task), *others)
            rows.append((groups_of(task, by), Row(cells)))
    return _table(_("Tasks of A"), _("The tasks of A in the other plans"), columns, rows, by)


def _in_grid(pairs: Sequence[Pair], numbers: Mapping[str, int]) -> Cell:
    """A plan's cell for a task of A: its best task there, what differs, and its words."""
    if not pairs:
        return Cell("–")
    best = pairs[0]
    grade = _("same") if best.match.grade == "same" else _("in part")
    named = _("{grade}: task {number}").format(grade=grade, number=numbers[best.b.task_id])
    return Cell(named, (briefly(best.differences) or _("no difference"), best.b.text))


def _only_a(comparison: Comparison, by: By | None) -> Table:
    rows = [(comparison.first, task) for task in comparison.alone_in_a]
    return alone_table(_("Only in A"), _("Tasks that only A has"), rows, by)


def _only_b(comparison: Comparison, by: By | None) -> Table:
    if len(comparison.others) == 1:
        return alone_table(_("Only in B"), _("Tasks that only B has"), comparison.alone_in_b, by)
    title = _("Tasks of the other plans that A does not have")
    return alone_table(_("Not in A"), title, comparison.alone_in_b, by, with_plan=True)


def alone_table(
    name: str,
    title: str,
    tasks: Sequence[tuple[Plan, PlanTask]],
    by: By | None,
    *,
    with_plan: bool = False,
) -> Table:
    """A table of tasks, each with its number in its plan, `with_plan` also with the plan."""
    columns = [Column(_("no.")), Column(_("task"), _TASK)]
    if with_plan:
        columns.insert(0, Column(_("plan"), _DIFFERENCE))
    numbers = {id(plan): numbered(plan) for plan, _task in tasks}
    rows = []
    for plan, task in tasks:
        cells: list[Value] = [numbers[id(plan)][task.task_id], task_cell(task)]
        if with_plan:
            cells.insert(0, Cell(plan.name.label))
        rows.append((groups_of(task, by), Row(tuple(cells))))
    return _table(name, title, tuple(columns), rows, by)


def _targets(comparison: Comparison) -> list[Table]:
    """For two plans the targets outside tasks, each beside its like in the whole other plan."""
    if len(comparison.others) != 1:
        return []
    own, other = comparison.first, comparison.others[0]
    pairs, only_a, _rest = aligned(own.own_targets, all_targets(other))
    matched = {b for _a, b in pairs}
    _pairs_b, only_b, _none = aligned([t for t in other.own_targets if t not in matched], all_targets(own))
    sides = [*pairs, *((a, None) for a in only_a), *((None, b) for b in only_b)]
    rows = [
        Row(
            (
                target_cell(a),
                target_cell(b),
                all_said(target_differences([a] if a else [], [b] if b else [])),
            )
        )
        for a, b in sides
    ]
    columns = (
        Column(_("target of A"), _TASK),
        Column(_("target of B"), _TASK),
        Column(_("what differs"), _DIFFERENCE),
    )
    return [Table(_("Targets"), _("Targets outside tasks"), columns, tuple(rows))]


def _table(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Sequence[str], Row]],
    by: By | None,
    note: str = "",
) -> Table:
    rows = list(rows)
    if by is None:
        return Table(name, title, columns, tuple(row for _groups, row in rows), note)
    return Table(name, title, columns, in_groups(rows, group_order(by)), note, groupings()[by])


def _numbers(comparison: Comparison) -> dict[str, int]:
    plans = (comparison.first, *comparison.others)
    return {task_id: number for plan in plans for task_id, number in numbered(plan).items()}
