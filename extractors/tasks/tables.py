"""Tasks in annex tables: rows, merged cells, items that pair up across columns (contract, section 2.4)."""

import re
from collections.abc import Sequence
from typing import Final

from extractors.columns import Field
from extractors.columns.table import BESIDE_TASKS, Columns, Grid, are_titles_again, unique
from extractors.tasks.cells import CellItem, entries, pair, task_items, unjoined, whole_entries
from extractors.tasks.drafts import Heading, TaskDraft
from extractors.tasks.group_rows import Groups, read_group_row
from extractors.tasks.words import WORDS
from extractors.text.folding import fold
from extractors.text.markers import read_bare_marker, read_marker
from extractors.text.passages import Passage, joined
from extractors.text.patterns import one_of
from schemas.layout import Cell, Table

# "8h", "8g30", "14 giờ 30", "8:30": a time of day.
_CLOCK: Final = re.compile(
    rf"\b\d{{1,2}} ?{one_of(WORDS.timetables.hours)}(?:\d{{2}}|\b)|\b\d{{1,2}}:\d{{2}}\b"
)
_BULLETS: Final = " -+*•"
# A line left for somebody to fill in: nothing but dots and dashes, or a word or three before them ("Nhiệm vụ
# …").
_BLANK: Final = re.compile(r"[\W\d_]*")
_TO_FILL_IN: Final = re.compile(r"(?:[^\W\d_]+ ){1,3}(?:…|\.{3,}|_{3,})[\W\d_]*")
_FIELDS: Final[tuple[Field, ...]] = (*BESIDE_TASKS, "target", "product", "funding", "note")


def tasks_of_table(
    table: Table, columns: Columns, headings: tuple[Heading, ...], number: int
) -> list[TaskDraft]:
    """The tasks of a table's rows, in order; `number` is the table's place in the document (from 1)."""
    grid = _aligned(table.grid(), columns)
    groups = Groups()
    drafts: list[TaskDraft] = []
    done: set[int] = set()
    for row in range(columns.first_row, table.n_rows):
        if are_titles_again(grid[row], columns):
            continue
        if group := read_group_row(table, grid, row, columns):
            groups.push(group)
            continue
        cell = grid[row][columns.of("task")[0]]
        if cell is None or id(cell) in done or not cell.text.strip():
            continue
        done.add(id(cell))
        if _is_to_fill_in(cell, grid[row], columns):
            continue
        rows = range(row, min(row + cell.row_span, table.n_rows)) if cell.row == row else range(row, row + 1)
        drafts.extend(_tasks_of_row(grid, rows, cell, columns, (*headings, *groups.headings), number))
    return drafts


def _aligned(grid: Grid, columns: Columns) -> Grid:
    """The grid with each row that stands one column too far to the right, under no title, moved back: its
    number stands in the column of the tasks, and its last text in a column without a title."""
    number, task = columns.of("number"), columns.of("task")[0]
    if columns.fields[-1] is not None or number != [task - 1]:
        return grid
    return [[*row[1:], None] if _is_displaced(row, number[0], task) else row for row in grid]


def _is_displaced(row: Sequence[Cell | None], number: int, task: int) -> bool:
    at_number, at_task, last = row[number], row[task], row[-1]
    if at_task is None or last is None or (at_number is not None and at_number.text.strip()):
        return False
    return read_bare_marker(at_task.text).form == "number" and bool(last.text.strip())


def is_task_table(table: Table, columns: Columns, *, in_duty: bool) -> bool:
    """Whether a table assigns work: it says who or by when beside its items, or its title says duties in a
    part for them."""
    if assigns_no_work(table, columns):
        return False
    return columns.say_who_or_when or (in_duty and columns.names_duties)


def assigns_no_work(table: Table, columns: Columns) -> bool:
    """Whether a table is a roster, or a timetable by the hour (a meeting's programme, a week's schedule)."""
    if columns.names_people:
        return True
    rows = table.grid()[columns.first_row :]
    times = _texts(rows, columns, "deadline")
    if times and sum(bool(_CLOCK.search(fold(text))) for text in times) >= len(times) / 2:
        return True
    items = _texts(rows, columns, "task")
    at_head = [bool(_CLOCK.match(fold(text).lstrip(_BULLETS))) for text in items]
    return bool(items) and sum(at_head) >= len(items) / 2


def _texts(rows: Grid, columns: Columns, field: Field) -> list[str]:
    return [c.text for c in unique(row[col] for row in rows for col in columns.of(field)) if c.text.strip()]


def _is_to_fill_in(task: Cell, row: Sequence[Cell | None], columns: Columns) -> bool:
    """Whether the row is a form's: its task has no words, or is a word or three before dots and nothing
    stands beside it."""
    if _BLANK.fullmatch(task.text):
        return True
    numbers = set(columns.of("number"))
    beside = [c for c in unique(row) if c is not task and c.col not in numbers]
    return bool(_TO_FILL_IN.fullmatch(task.text.strip())) and all(_BLANK.fullmatch(c.text) for c in beside)


def _tasks_of_row(
    grid: Grid, rows: range, cell: Cell, columns: Columns, path: tuple[Heading, ...], number: int
) -> list[TaskDraft]:
    items = task_items(cell.paragraphs)
    if not items:
        return []
    topics = tuple(
        joined(entries(c.paragraphs))
        for col in columns.of("topic")
        for c in _cells(grid, rows, [col])
        if c.text.strip() and c is not cell
    )
    numbers = [c.text.strip() for c in _cells(grid, rows, columns.of("number")[:1]) if c.text.strip()]
    drafts = [
        _draft(item, path, topics, numbers[0] if numbers else None, number, first=i == 0)
        for i, item in enumerate(items)
    ]
    if columns.reaches:
        for draft in drafts:
            draft.fields["target"] = [draft.passage]
    for field in _FIELDS:
        if cols := columns.of(field):
            beside = [c for c in _cells(grid, rows, cols) if c is not cell]
            _share_out(field, [entry for c in beside for entry in entries(c.paragraphs)], drafts)
    return drafts


def _share_out(field: Field, found: list[Passage], drafts: Sequence[TaskDraft]) -> None:
    """Give each task of a row its entries of a field: as many entries as tasks pair up, any other number is
    for all (contract, section 2.4)."""
    if len(found) > 1:
        found = whole_entries(found, field, len(drafts))
    elif found and len(drafts) > 1:
        found = unjoined(found[0], field, len(drafts))
    for_each, paired = pair(len(drafts), found)
    if field == "target" and len(found) != len(drafts):
        # What is to be reached is reached once: a row's first task stands for it (contract, section 5).
        for_each = [found, *([] for _ in drafts[1:])]
    for draft, own in zip(drafts, for_each, strict=True):
        draft.fields[field] = own
        if not paired and field in BESIDE_TASKS:
            draft.unpaired = (*draft.unpaired, field)


def _draft(
    item: CellItem,
    path: tuple[Heading, ...],
    topics: tuple[Passage, ...],
    row_number: str | None,
    table: int,
    *,
    first: bool,
) -> TaskDraft:
    inner = tuple(
        Heading(text := h.slices[0].paragraph.text, h, in_path=_is_marked(text)) for h in item.headings
    )
    return TaskDraft(
        item.passage,
        "table",
        (*path, *inner),
        items=tuple(b.text for b in item.bullets),
        topics=topics,
        row_number=row_number,
        first_of_row=first,
        table=table,
    )


def _is_marked(text: str) -> bool:
    return read_marker(text).form != "plain"


def _cells(grid: Grid, rows: range, cols: Sequence[int]) -> list[Cell]:
    """The cells at these rows and columns, each once, column by column."""
    return unique(grid[row][col] for col in cols for row in rows)
