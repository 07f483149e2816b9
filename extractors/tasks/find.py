"""The tasks of a whole plan: the duty parts of the body, then the annexes."""

from collections.abc import Sequence

from extractors.columns.table import Columns, read_columns
from extractors.tasks.drafts import Heading, TaskDraft
from extractors.tasks.prose import tasks_of_outline
from extractors.tasks.tables import is_task_table, tasks_of_table
from extractors.text.passages import Passage, joined, passage_of
from schemas.layout import Paragraph, Table
from schemas.plan import Node, Plan


def find_tasks(plan: Plan) -> list[TaskDraft]:
    """The tasks of `plan` in reading order, each with its headings, topics and fields (contract, section
    2)."""
    reader = _TableReader()
    drafts = tasks_of_outline(plan.body, reader.read)
    _set_title(drafts, _title(plan.header.title or plan.header.subject))
    preamble = _preamble(plan)
    for draft in drafts:
        draft.preamble = preamble
    for annex in plan.annexes:
        if annex.part == "funding":  # an estimate of costs names what is bought, and by whom (contract 2.3)
            continue
        found = tasks_of_outline(annex.content, reader.read, in_duty=annex.part == "duty")
        _set_title(found, _title(annex.title))
        drafts.extend(found)
    return drafts


class _TableReader:
    """Reads tables in order; a table without titles of its own but with the same grid takes those of the one
    before."""

    def __init__(self) -> None:
        self._count = 0
        self._last: tuple[int, Columns] | None = None

    def read(self, table: Table, headings: tuple[Heading, ...], in_duty: bool) -> list[TaskDraft]:
        """The tasks of a table, then those of the tables in its cells: each has titles of its own."""
        found = self._rows(table, headings, in_duty)
        nested = [inner for cell in table.cells for inner in cell.tables if inner.ruled]
        return found + [task for inner in nested for task in self.read(inner, headings, in_duty)]

    def _rows(self, table: Table, headings: tuple[Heading, ...], in_duty: bool) -> list[TaskDraft]:
        self._count += 1
        columns = read_columns(table)
        if columns is None and self._last and self._last[0] == table.n_cols:
            columns = Columns(self._last[1].fields, 0, titles=self._last[1].titles)
        if columns is None or not table.ruled or not is_task_table(table, columns, in_duty=in_duty):
            return []
        self._last = (table.n_cols, columns)
        return tasks_of_table(table, columns, headings, self._count)


def _preamble(plan: Plan) -> Passage | None:
    """The paragraph that leads in the whole body: the last one before its first heading."""
    opening = [node for node in plan.body if isinstance(node, Node) and node.part == "preamble"]
    return passage_of(opening[-1].paragraph, opening[-1].start) if opening else None


def _title(paragraphs: Sequence[Paragraph]) -> Passage | None:
    return joined(passage_of(p, 0) for p in paragraphs) if paragraphs else None


def _set_title(drafts: list[TaskDraft], title: Passage | None) -> None:
    for draft in drafts:
        draft.title = title
