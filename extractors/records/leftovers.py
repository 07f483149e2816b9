"""What stands in a part for duties or in an annex and became no task: told, so that nothing is lost in
silence (issue 3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.tasks import TaskDraft
from extractors.tasks.tables import read_columns
from extractors.text.passages import Passage, passage_of
from schemas.layout import Paragraph, Span, Table
from schemas.plan import Node, Plan


@dataclass(frozen=True, slots=True)
class Leftover:
    """A passage that no task holds: `table_without_tasks` for a whole table, `row_without_task`, or
    `text_without_task`."""

    code: str
    passage: Passage


def find_leftovers(plan: Plan, drafts: Sequence[TaskDraft]) -> list[Leftover]:
    """The passages of duty parts and annexes that neither a task, nor its fields, topics or headings hold, in
    reading order."""
    claimed = {place for draft in drafts for passage in _passages(draft) for place in _places_of(passage)}
    found: list[Leftover] = []
    for root in plan.outlines():
        for item in root:
            found.extend(_of_item(item, claimed))
    return found


def _of_item(item: Node | Table, claimed: set[Span | str]) -> Iterator[Leftover]:
    if isinstance(item, Table):
        yield from _of_table(item, claimed)
        return
    if item.part == "duty" and not item.children and _is_lost(item.paragraph, claimed):
        yield Leftover("text_without_task", passage_of(item.paragraph))
    for child in item.children:
        if isinstance(child, Node) or item.part == "duty":
            yield from _of_item(child, claimed)


def _of_table(table: Table, claimed: set[Span | str]) -> Iterator[Leftover]:
    yield from _of_rows(table, claimed)
    for cell in table.cells:
        for inner in cell.tables:
            yield from _of_table(inner, claimed)


def _of_rows(table: Table, claimed: set[Span | str]) -> Iterator[Leftover]:
    cells = [c for c in table.cells if c.text.strip()]
    columns = read_columns(table)
    first_row = columns.first_row if columns else 0
    rows = [c for c in cells if c.row >= first_row]
    if rows and not any(piece.place in claimed for c in rows for p in c.paragraphs for piece in p.pieces):
        yield Leftover("table_without_tasks", passage_of(cells[0].paragraphs[0], 0))
        return
    seen: set[int] = set()
    numbers = set(columns.of("number")) if columns else set()
    for cell in rows:
        words = [p for p in cell.paragraphs if _is_lost(p, claimed)]
        if words and cell.col not in numbers and cell.row not in seen:
            seen.add(cell.row)
            yield Leftover("row_without_task", passage_of(words[0], 0))


def _is_lost(paragraph: Paragraph, claimed: set[Span | str]) -> bool:
    return any(c.isalpha() for c in paragraph.text) and not any(
        piece.place in claimed for piece in paragraph.pieces
    )


def _passages(draft: TaskDraft) -> Iterator[Passage]:
    yield draft.passage
    yield from draft.topics
    yield from (heading.passage for heading in draft.headings)
    for passages in draft.fields.values():
        yield from passages


def _places_of(passage: Passage) -> Iterator[Span | str]:
    for part in passage.slices:
        yield from (piece.place for piece in part.paragraph.pieces)
