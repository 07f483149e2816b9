"""What stands in a duty part or an annex and became no task: told, so that nothing is lost in silence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.agencies import read_sentence
from extractors.columns import Field
from extractors.columns.table import BESIDE_TASKS, Columns, named_fields, read_columns
from extractors.deadlines import find_deadlines
from extractors.records.collecting import quoted
from extractors.targets import find_targets
from extractors.tasks import TaskDraft
from extractors.tasks.tables import assigns_no_work
from extractors.text.passages import Passage, passage_of
from schemas.language import marked
from schemas.layout import Cell, Paragraph, Span, Table
from schemas.plan import Node, Plan
from schemas.rows import Severity
from schemas.said import Said

_MOST_TITLES = 8
_LONGEST_TITLE = 30


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that no task holds, told as a diagnostic.

    `table_without_tasks`: a whole table, a warning where its columns say who, by when or how much;
    `part_without_tasks`: a warning about a part for duties that names agencies, times or quantities;
    `row_without_task` and `text_without_task`: a row beside others that are tasks, a line.
    """

    code: str
    severity: Severity
    message: Said
    passage: Passage


def find_leftovers(plan: Plan, drafts: Sequence[TaskDraft]) -> list[Leftover]:
    """What of the duty parts and annexes neither a task, nor its fields, topics or headings hold, in reading
    order."""
    claimed = _claimed(drafts)
    found: list[Leftover] = []
    for root in plan.outlines():
        for item in root:
            found.extend(_of_item(item, claimed, in_duty=False))
    return found


def _claimed(drafts: Sequence[TaskDraft]) -> set[int]:
    """Which places are held by tasks. A heading is held by all tasks under it: each paragraph counts once."""
    held = {
        id(part.paragraph): part.paragraph
        for draft in drafts
        for passage in draft.passages()
        for part in passage.slices
    }
    return {number for paragraph in held.values() for number in paragraph.held}


def _of_item(item: Node | Table, claimed: set[int], *, in_duty: bool) -> Iterator[Leftover]:
    if isinstance(item, Table):
        yield from _of_table(item, claimed)
        return
    is_duty = item.part == "duty"
    if is_duty and not in_duty and (lost := _lost_part(item, claimed)):
        yield lost
    if is_duty and not item.children and _is_lost(item.paragraph, claimed):
        yield _no_task("text_without_task", item.paragraph)
    for child in item.children:
        if isinstance(child, Node) or is_duty:
            yield from _of_item(child, claimed, in_duty=is_duty)


def _lost_part(part: Node, claimed: set[int]) -> Leftover | None:
    """The warning about a part for duties of which nothing became a task, though it says who, when or how
    much."""
    if not part.children or any(isinstance(n, Table) for n in _inside(part)):
        return None  # a single line, or a part whose table tells of itself
    if _is_claimed(part.paragraph, claimed):
        return None  # a task itself, with a closing sentence under it
    lines = [n.paragraph for n in part.walk() if n is not part]
    if any(_is_claimed(paragraph, claimed) for paragraph in lines):
        return None
    if not any(_says_duties(paragraph.text) for paragraph in lines):
        return None
    heading = passage_of(part.paragraph)
    this_part = Said("this part")
    message = Said(
        "nothing of {part} became a task, though it names agencies, times or quantities: {text} ({lines})",
        part=_on_page(this_part, heading),
        text=quoted(heading.text),
        lines=Said.of_count("{count} line", "{count} lines", count=len(lines)),
    )
    return Leftover("part_without_tasks", "warning", message, heading)


def _inside(node: Node) -> Iterator[Node | Table]:
    for child in node.children:
        yield child
        if isinstance(child, Node):
            yield from _inside(child)


def _says_duties(text: str) -> bool:
    return bool(read_sentence(text) or find_deadlines(text, year=None, column=False) or find_targets(text))


def _of_table(table: Table, claimed: set[int]) -> Iterator[Leftover]:
    yield from _of_rows(table, claimed)
    for cell in table.cells:
        for inner in cell.tables:
            yield from _of_table(inner, claimed)


def _of_rows(table: Table, claimed: set[int]) -> Iterator[Leftover]:
    cells = [c for c in table.cells if c.text.strip()]
    columns = read_columns(table)
    fields, first_row = named_fields(table)
    if columns:
        first_row = columns.first_row
    rows = [c for c in cells if c.row >= first_row]
    if rows and not any(_is_claimed(p, claimed) for c in rows for p in c.paragraphs):
        telling = _tells_of_duties(table, columns, fields)
        yield _lost_table(table, cells, rows, telling=telling)
        return
    seen: set[int] = set()
    numbers = set(columns.of("number")) if columns else set()
    for cell in rows:
        words = [p for p in cell.paragraphs if _is_lost(p, claimed)]
        if words and cell.col not in numbers and cell.row not in seen:
            seen.add(cell.row)
            yield _no_task("row_without_task", words[0])


def _lost_table(table: Table, cells: Sequence[Cell], rows: Sequence[Cell], *, telling: bool) -> Leftover:
    place = passage_of(cells[0].paragraphs[0], 0)
    n_rows = len({cell.row for cell in rows})
    titles = _titles(cell for cell in cells if cell.row < max(1, table.n_rows - n_rows))
    what = Said.of_count("a table of {count} row", "a table of {count} rows", count=n_rows)
    template = (
        marked("{table} gave neither tasks nor targets, though a column says who, when or how much: {titles}")
        if telling
        else marked("{table} gave no task: {titles}")
    )
    message = Said(template, table=_on_page(what, place), titles=titles)
    return Leftover("table_without_tasks", "warning" if telling else "info", message, place)


def _tells_of_duties(table: Table, columns: Columns | None, fields: set[Field]) -> bool:
    """Whether the columns of a table without tasks say who, by when or how much. A roster does not; a
    timetable by the hour does where it says who."""
    if columns is not None and assigns_no_work(table, columns):
        return not columns.names_people and "lead" in fields
    return bool(fields & {*BESIDE_TASKS, "target"})


def _titles(cells: Iterable[Cell]) -> str:
    texts = [" ".join(cell.text.split()) for cell in cells]
    shown = [text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1]}…" for text in texts]
    return " | ".join(shown[:_MOST_TITLES]) + (" | …" if len(shown) > _MOST_TITLES else "")


def _no_task(code: str, paragraph: Paragraph) -> Leftover:
    passage = passage_of(paragraph, None if code == "text_without_task" else 0)
    return Leftover(code, "info", Said("read as no task: {text}", text=quoted(passage.text)), passage)


def _on_page(what: Said, passage: Passage) -> Said:
    place = next(iter(passage.places()), None)
    return Said("{what} on page {page}", what=what, page=place.page) if isinstance(place, Span) else what


def _is_claimed(paragraph: Paragraph, claimed: set[int]) -> bool:
    return not claimed.isdisjoint(paragraph.held)


def _is_lost(paragraph: Paragraph, claimed: set[int]) -> bool:
    return any(c.isalpha() for c in paragraph.text) and not _is_claimed(paragraph, claimed)
