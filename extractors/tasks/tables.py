"""Tasks in annex tables: columns by title, group rows, merged cells, items that pair up across columns
(contract 2.4, 2.5)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.columns import Field, are_column_titles, classify_columns, names_duties, names_people
from extractors.tasks.cells import CellItem, entries, pair, task_items, unjoined
from extractors.tasks.drafts import Heading, TaskDraft
from extractors.text.folding import fold
from extractors.text.markers import Marker, read_bare_marker, read_marker
from extractors.text.passages import Passage, joined, passage_of
from schemas.layout import Cell, Table

_CLOCK = re.compile(r"\b\d{1,2} ?(?:h|g|giờ)(?:\d{2}|\b)|\b\d{1,2}:\d{2}\b")
# A line left for somebody to fill in: nothing but dots and dashes, or a word or three before them ("Nhiệm vụ
# …").
_BLANK = re.compile(r"[\W\d_]*")
_TO_FILL_IN = re.compile(r"(?:[^\W\d_]+ ){1,3}(?:…|\.{3,}|_{3,})[\W\d_]*")
# More title rows than this are no titles: Word lets a whole table be marked to repeat.
_MOST_HEADER_ROWS = 5
# Where a table is not in a part for duties, its columns must say that somebody is to do something by some
# time.
_BESIDE_TASKS: tuple[Field, ...] = ("lead", "coordinate", "deadline")
_FIELDS: tuple[Field, ...] = ("lead", "coordinate", "deadline", "target", "product", "funding", "note")


@dataclass(slots=True)
class Columns:
    """Which columns of a table hold which field; `first_row` is the first row under the titles,
    `names_duties` whether the title of the task column says "nhiệm vụ", "giải pháp" … (and not only "nội
    dung"); `names_people` whether a column is a roster's."""

    fields: list[Field | None]
    first_row: int
    names_duties: bool = False
    names_people: bool = False

    def of(self, name: Field) -> list[int]:
        """The columns of one field, from left to right."""
        return [i for i, f in enumerate(self.fields) if f == name]


@dataclass(slots=True)
class _Groups:
    """The group rows above the current row, outermost first."""

    stack: list[tuple[Marker, Heading]] = field(default_factory=list)

    def push(self, marker: Marker, heading: Heading) -> None:
        ranks = [_rank(m) for m, _ in self.stack]
        rank = _rank(marker)
        if rank in ranks:
            del self.stack[ranks.index(rank) :]
        elif marker.form in ("roman", "part"):
            keep = 1 if marker.form == "roman" and self.stack and self.stack[0][0].form == "part" else 0
            del self.stack[keep:]
        elif marker.form == "plain":
            self.stack.clear()
        else:
            while self.stack and _deeper(self.stack[-1][0], marker):
                self.stack.pop()
        self.stack.append((marker, heading))


def read_columns(table: Table) -> Columns | None:
    """The columns of a table by its title rows; None where no row of titles names a task column."""
    grid = table.grid()
    for end, titles in _titles(table, grid):
        fields = classify_columns(titles)
        if "task" in fields and sum(f is not None for f in fields) >= 2:
            while end < table.n_rows and _is_column_numbers(grid[end]):
                end += 1
            duties = names_duties(titles[fields.index("task")])
            return Columns(
                _with_number_column(grid, fields, end), end, duties, any(map(names_people, titles))
            )
    return None


def has_column_titles(table: Table) -> bool:
    """Whether the titles of a table drawn without rules tell that it holds data and does not only set texts
    side by side."""
    if table.n_rows < 2 or table.n_cols < 3:
        return False
    head = replace(table, n_rows=min(table.n_rows, 2 * _MOST_HEADER_ROWS))  # a data table may be long
    return any(end < head.n_rows and are_column_titles(titles) for end, titles in _titles(head, head.grid()))


def tasks_of_table(
    table: Table, columns: Columns, headings: tuple[Heading, ...], number: int
) -> list[TaskDraft]:
    """The tasks of a table's rows, in order; `number` is the table's place in the document (from 1)."""
    grid = table.grid()
    groups = _Groups()
    drafts: list[TaskDraft] = []
    done: set[int] = set()
    row = columns.first_row
    while row < table.n_rows:
        group = _group_row(table, grid, row, columns)
        if group:
            groups.push(*group)
            row += 1
            continue
        cell = _task_cell(grid[row], columns)
        if cell is None or id(cell) in done or not cell.text.strip():
            row += 1
            continue
        done.add(id(cell))
        if _is_to_fill_in(cell, grid[row], columns):
            row += 1
            continue
        rows = range(row, min(row + cell.row_span, table.n_rows)) if cell.row == row else range(row, row + 1)
        path = (*headings, *(heading for _, heading in groups.stack))
        drafts.extend(_tasks_of_row(grid, rows, cell, columns, path, number))
        row += 1
    return drafts


def is_task_table(table: Table, columns: Columns, *, in_duty: bool) -> bool:
    """Whether a table assigns work: it says who or by when beside its items, or its title says duties in a
    part for them. A timetable by the hour (a meeting's programme, a week's schedule) assigns none."""
    grid = table.grid()[columns.first_row :]
    times = [
        c.text for c in _unique(row[col] for row in grid for col in columns.of("deadline")) if c.text.strip()
    ]
    if times and sum(bool(_CLOCK.search(fold(text))) for text in times) >= len(times) / 2:
        return False
    items = [
        c.text for c in _unique(row[col] for row in grid for col in columns.of("task")) if c.text.strip()
    ]
    if items and sum(bool(_CLOCK.match(fold(text).lstrip(" -+*•"))) for text in items) >= len(items) / 2:
        return False
    if columns.names_people:
        return False
    return any(name in columns.fields for name in _BESIDE_TASKS) or (in_duty and columns.names_duties)


def _is_to_fill_in(task: Cell, row: Sequence[Cell | None], columns: Columns) -> bool:
    """Whether the row is a form's: its task has no words, or is a word or three before dots and nothing
    stands beside it."""
    if _BLANK.fullmatch(task.text):
        return True
    numbers = set(columns.of("number"))
    beside = [c for c in _unique(row) if c is not task and c.col not in numbers]
    return bool(_TO_FILL_IN.fullmatch(task.text.strip())) and all(_BLANK.fullmatch(c.text) for c in beside)


def _tasks_of_row(
    grid: list[list[Cell | None]],
    rows: range,
    cell: Cell,
    columns: Columns,
    path: tuple[Heading, ...],
    number: int,
) -> list[TaskDraft]:
    items = task_items(cell.paragraphs)
    if not items:
        return []
    topics = tuple(
        joined(entries(c.paragraphs))
        for col in columns.of("topic")
        for c in _distinct(grid, rows, [col])
        if c.text.strip() and c is not cell
    )
    numbers = [c.text.strip() for c in _distinct(grid, rows, columns.of("number")[:1]) if c.text.strip()]
    drafts = [
        _draft(item, path, topics, numbers[0] if numbers else None, number, first=i == 0)
        for i, item in enumerate(items)
    ]
    for name in _FIELDS:
        cols = columns.of(name)
        if not cols:
            continue
        found = [e for c in _distinct(grid, rows, cols) for e in entries(c.paragraphs) if c is not cell]
        if len(found) == 1 and len(drafts) > 1:
            found = unjoined(found[0], name, len(drafts))
        shares, paired = pair(len(drafts), found)
        if name == "target" and len(found) != len(drafts):
            # what is to be reached is reached once: a row's first task stands for it (contract, section 5)
            shares = [found, *([] for _ in drafts[1:])]
        for draft, share in zip(drafts, shares, strict=True):
            draft.fields[name] = share
            if not paired and name in _BESIDE_TASKS:
                draft.unpaired = (*draft.unpaired, name)
    return drafts


def _draft(
    item: CellItem,
    path: tuple[Heading, ...],
    topics: tuple[Passage, ...],
    row_number: str | None,
    table: int,
    *,
    first: bool,
) -> TaskDraft:
    inner = tuple(Heading(h.slices[0].paragraph.text, h) for h in item.headings)
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


def _titles(table: Table, grid: list[list[Cell | None]]) -> Iterator[tuple[int, list[str]]]:
    """Which of the first rows may be titles: the row after the last of them, and each column's title."""
    declared = table.header_rows if 0 < table.header_rows <= _MOST_HEADER_ROWS else 0
    for start in range(min(3, table.n_rows)):
        end = _title_rows(grid, start)
        if declared > start:
            end = max(end, declared)
        yield end, [_title(grid, start, end, col) for col in range(table.n_cols)]


def _title_rows(grid: list[list[Cell | None]], start: int) -> int:
    """The row after the titles that begin in row `start`: as deep as the deepest cell of that row, and one
    more under a title that spans columns whose parts are titled below."""
    end = start + 1
    row = start
    while row < end and row < len(grid):
        cells = [c for c in grid[row] if c is not None]
        end = max(
            [end, *(c.row + c.row_span for c in cells if c.row == row and c.row_span < len(grid) - start)]
        )
        if (
            any(c.col_span > 1 and c.row == row for c in cells)
            and row + 1 == end
            and row == start
            and len({id(c) for c in cells}) > 1
        ):
            below = grid[row + 1] if row + 1 < len(grid) else []
            parts = [c for c in below if c is not None and c.row == row + 1 and c.text.strip()]
            if parts and all(len(c.text) < 60 for c in parts):
                end += 1
        row += 1
    return min(end, start + _MOST_HEADER_ROWS, len(grid))


def _title(grid: list[list[Cell | None]], start: int, end: int, col: int) -> str:
    """A column's title: its lowest title cell that says something known on its own, else all of them from the
    top."""
    texts: list[str] = []
    for row in range(start, end):
        cell = grid[row][col]
        if cell and cell.text.strip() and cell.text not in texts:
            texts.append(cell.text)
    if texts and classify_columns([texts[-1]])[0] is not None:
        return texts[-1]
    return " ".join(texts)


def _with_number_column(
    grid: list[list[Cell | None]], fields: list[Field | None], first_row: int
) -> list[Field | None]:
    """An untitled first column of bare markers is the column of row numbers."""
    if "number" in fields or fields[0] is not None:
        return fields
    texts = [row[0].text.strip() for row in grid[first_row:] if row[0] is not None and row[0].text.strip()]
    if texts and sum(read_bare_marker(t).form != "plain" for t in texts) >= 0.8 * len(texts):
        return ["number", *fields[1:]]
    return fields


def _is_column_numbers(row: Sequence[Cell | None]) -> bool:
    """A row "(1) (2) (3) …" or "A B 1 2 …" under the titles."""
    texts = [fold(c.text).strip(" ()") for c in _unique(row)]
    short = [t for t in texts if t]
    if len(short) < 2 or any(len(t) > 7 for t in short):
        return False
    digits = [t for t in short if t.isdigit()]
    return (
        len(digits) >= 2
        and [int(d) for d in digits] == list(range(int(digits[0]), int(digits[0]) + len(digits)))
        and len(short) == len(texts)
    )


def _group_row(
    table: Table, grid: list[list[Cell | None]], row: int, columns: Columns
) -> tuple[Marker, Heading] | None:
    """A row that only names an area or an index: one text (with its number) over empty or merged cells."""
    cells = [c for c in _unique(grid[row]) if c.text.strip()]
    number_cols = set(columns.of("number"))
    number_cell = next((c for c in cells if c.col in number_cols and c.col_span == 1), None)
    texts = [c for c in cells if c is not number_cell]
    main = texts[0] if texts else None
    if main is None or (main.row_span > 1 and main.row != row):
        return None
    marker = read_bare_marker(number_cell.text) if number_cell else read_marker(main.text.replace("\n", " "))
    task = _task_cell(grid[row], columns)
    others = [c for c in texts[1:] if c.text.strip()]
    if others and not (task is None or not task.text.strip()):
        return None
    if others and any(_is_topic(c, columns) for c in others):
        return None
    spans_most = main.col_span >= max(2, table.n_cols - len(number_cols) - 1)
    task_empty = task is None or not task.text.strip()
    titled = (
        marker.form in ("roman", "part")
        or main.text.isupper()
        or _is_bold(main)
        or _has_rows_below(grid, row, marker, columns)
    )
    if not (spans_most or task_empty or (task is main and titled and table.n_cols > 2 and not others)):
        return None
    if task_empty and not spans_most and number_cell is None and not titled:
        return None
    passage = joined(passage_of(p, 0) for p in main.paragraphs if p.text)
    text = " ".join(passage.text.split("\n"))
    if number_cell and marker.form != "plain":
        text = f"{marker.label}. {text}"
    return marker, Heading(text, passage.cut(read_marker(passage.text).start, len(passage.text)))


def _has_rows_below(grid: list[list[Cell | None]], row: int, marker: Marker, columns: Columns) -> bool:
    """Whether the next row's number goes on from this one's ("1" above "1.1")."""
    if marker.form == "plain" or row + 1 >= len(grid) or not columns.of("number"):
        return False
    below = grid[row + 1][columns.of("number")[0]]
    return below is not None and read_bare_marker(below.text).label.startswith(f"{marker.label}.")


def _task_cell(row: Sequence[Cell | None], columns: Columns) -> Cell | None:
    return row[columns.of("task")[0]]


def _is_topic(cell: Cell, columns: Columns) -> bool:
    return columns.fields[cell.col] == "topic"


def _is_bold(cell: Cell) -> bool:
    letters = sum(len(p.text) for p in cell.paragraphs) or 1
    return sum(p.bold * len(p.text) for p in cell.paragraphs) / letters > 0.8


def _distinct(grid: list[list[Cell | None]], rows: range, cols: Sequence[int]) -> list[Cell]:
    """The cells at these rows and columns, each once, column by column."""
    return _unique(grid[row][col] for col in cols for row in rows)


def _rank(marker: Marker) -> tuple[str, int]:
    return (marker.form, marker.level)


def _deeper(above: Marker, marker: Marker) -> bool:
    """Whether the group `above` stands at or under the level of `marker`."""
    if above.form == "plain":
        return False
    order = {"part": 0, "roman": 1, "number": 2, "letter": 3}
    return (order.get(above.form, 4), above.level) >= (order.get(marker.form, 4), marker.level)


def _unique(cells: Iterable[Cell | None]) -> list[Cell]:
    """The cells, each once (a merged cell stands at every position that it covers)."""
    return list({id(c): c for c in cells if c is not None}.values())
