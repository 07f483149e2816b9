"""The corrections of a plan in the order in which they are to be applied."""

from collections.abc import Callable
from dataclasses import dataclass

from analysis.corrections.hidden_sheet import Hidden
from analysis.corrections.row_changes import place_of
from analysis.corrections.task_order import TaskOrder
from analysis.exports.workbook.originals import PlanOriginal, TaskOriginal
from schemas.corrections import AddTask, ChangeText, Correction, RemoveTask, TaskValue
from schemas.language import ngettext


@dataclass(frozen=True, slots=True)
class Added:
    """A row that was added: the key of its document, the id of the row that it follows there (None: it is the
    first), and what it says."""

    document: str
    after: str | None
    value: TaskValue
    why: str | None


class PlanChanges:
    """What was changed in a plan's rows, as it is found; `settle` makes the corrections of it.

    Corrections are applied one after the other, each to the rows as the earlier ones left them. So what
    leaves tasks as they are named comes first; then come their texts, then tasks that are added, then those
    that are removed.
    """

    def __init__(self, plan: PlanOriginal, number: int, hidden: Hidden) -> None:
        """`number`: the plan's in the workbook, whose rows `hidden` has."""
        self.plan_key = plan.plan_key
        self.label = plan.plan_label
        self.rows = {name: task for name, task in hidden.tasks.items() if task.plan == number}
        """By id, in reading order."""
        self.corrections: list[Correction] = []
        self.seen: set[str] = set()
        """The ids that the workbook still has."""
        self._texts: dict[str, tuple[str, str | None]] = {}
        self._added: list[Added] = []
        self._orders = _orders(self.rows)

    def named(self, row_id: str) -> dict[str, object]:
        """How a correction that is made now names a row's task."""
        document = self.rows[row_id].document
        return place_of(self.plan_key, document, self._orders[document].place(row_id))

    def reword(self, row_id: str, text: str, why: str | None) -> None:
        """A task has another text."""
        self._texts[row_id] = (text, why)

    def add(self, added: Added) -> None:
        """A task that was not read; rows that follow the same one come in their order."""
        self._added.append(added)

    def settle(self, *, removed: bool, tell: Callable[[str], None]) -> None:
        """Put the rest of the corrections behind those that are there; `removed`: rows that are gone remove
        their tasks, else they are told."""
        for row_id in self.rows:
            if row_id in self._texts:
                self._reword(row_id, *self._texts[row_id])
        # The last one first: so all of them can follow the row above, whose name is known.
        for number, added in reversed(list(enumerate(self._added))):
            self._add(added, f"+{number}")
        # A plan of which no row is left was not looked at: its sheet was deleted, or cleared.
        gone = [row_id for row_id in self.rows if row_id not in self.seen]
        if removed and self.seen:
            for row_id in gone:
                self._remove(row_id)
        elif gone:
            tell(self._gone(len(gone)))

    def _reword(self, row_id: str, text: str, why: str | None) -> None:
        task = self.rows[row_id]
        old = task.value.task_text
        change = ChangeText(field="task_text", old=old, new=text, why=why, **self.named(row_id))  # type: ignore[arg-type]
        self.corrections.append(change)
        self._orders[task.document].reword(row_id, text)

    def _add(self, added: Added, name: str) -> None:
        order = self._orders.setdefault(added.document, TaskOrder([]))
        key = None if added.document == self.plan_key else added.document
        after = None if added.after is None else order.place(added.after)
        self.corrections.append(AddTask(plan_key=key, after=after, new=added.value, why=added.why))
        value = added.value
        order.insert(name, added.after, value.task_text, value.heading_path, value.topics)

    def _remove(self, row_id: str) -> None:
        self.corrections.append(RemoveTask(**self.named(row_id)))  # type: ignore[arg-type]
        self._orders[self.rows[row_id].document].remove(row_id)

    def _gone(self, count: int) -> str:
        if not self.seen:
            said = ngettext(
                "no row of {plan} is left in the workbook: its {count} task stays as it is",
                "no row of {plan} is left in the workbook: its {count} tasks stay as they are",
                count,
            )
        else:
            said = ngettext(
                "{count} row of {plan} was deleted in the workbook: its task stays, unless you say "
                "--deleted-rows-are-removals",
                "{count} rows of {plan} were deleted in the workbook: their tasks stay, unless you say "
                "--deleted-rows-are-removals",
                count,
            )
        return said.format(count=count, plan=self.label)


def _orders(rows: dict[str, TaskOriginal]) -> dict[str, TaskOrder]:
    """By document, its tasks in reading order."""
    of_documents: dict[str, list[tuple[str, str, tuple[str, ...], tuple[str, ...]]]] = {}
    for name, task in rows.items():
        said = (name, task.value.task_text, task.value.heading_path, task.value.topics)
        of_documents.setdefault(task.document, []).append(said)
    return {key: TaskOrder(tasks) for key, tasks in of_documents.items()}
