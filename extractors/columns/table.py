"""The columns of a table: where its titles end, and which column holds which field."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractors.columns.titles import (
    LONGEST_TITLE,
    are_column_titles,
    classify_columns,
    names_duties,
    names_people,
)
from extractors.columns.words import Field
from extractors.text.folding import fold
from extractors.text.markers import read_bare_marker
from schemas.layout import Cell, Table

Grid = list[list[Cell | None]]

# Fields that say that somebody is to do something by some time.
BESIDE_TASKS: Final[tuple[Field, ...]] = ("lead", "coordinate", "deadline")

# More title rows than this are no titles: Word lets a whole table be marked to repeat.
_MOST_TITLE_ROWS: Final = 5
# Titles may begin this many rows down, under a line that names the table.
_LATEST_FIRST_ROW: Final = 3
# Titles name at least so many fields; one alone may be chance.
_FEWEST_FIELDS: Final = 2
# Without rules, a table has a row of titles and one under it, and more columns than texts set side by side.
_FEWEST_ROWS: Final = 2
_FEWEST_DATA_COLUMNS: Final = 3
_FEWEST_NUMBERS: Final = 2
_LONGEST_PART_TITLE: Final = 60
_LONGEST_COLUMN_NUMBER: Final = 7
_MOSTLY: Final = 0.8


@dataclass(slots=True)
class Columns:
    """Which columns of a table hold which field; `first_row` is the first row under the titles,
    `names_duties` whether the title of the task column says "nhiệm vụ", "giải pháp" … (and not only "nội
    dung"); `names_people` whether a column is a roster's; `reaches` whether the tasks are levels to be
    reached, each with who must reach it (contract, section 2.3); `titles` what the title rows say."""

    fields: list[Field | None]
    first_row: int
    names_duties: bool = False
    names_people: bool = False
    reaches: bool = False
    titles: frozenset[tuple[str, ...]] = frozenset()

    def of(self, field: Field) -> list[int]:
        """The columns of one field, from left to right."""
        return [i for i, f in enumerate(self.fields) if f == field]

    @property
    def say_who_or_when(self) -> bool:
        """Whether a column says who is to act, or by when."""
        return any(field in self.fields for field in BESIDE_TASKS)


def read_columns(table: Table) -> Columns | None:
    """The columns of a table by its title rows; None where no row of titles names a task column."""
    grid = table.grid()
    for end, titles in _titles(table, grid):
        fields = classify_columns(titles)
        reaches = "task" not in fields and {"target", "lead"} <= set(fields)
        if reaches:
            fields[fields.index("target")] = "task"
        if "task" in fields and sum(f is not None for f in fields) >= _FEWEST_FIELDS:
            while end < table.n_rows and _is_column_numbers(grid[end]):
                end += 1
            return Columns(
                _with_number_column(grid, fields, end),
                end,
                names_duties(titles[fields.index("task")]),
                any(map(names_people, titles)),
                reaches,
                frozenset(_said(row) for row in grid[:end]),
            )
    return None


def are_titles_again(row: Sequence[Cell | None], columns: Columns) -> bool:
    """Whether a row further down only titles the columns once more: in the words of a title row, or in others
    that fill the same fields, over a column of row numbers that is titled too; or it numbers the columns."""
    texts = ["" if cell is None else cell.text for cell in row]
    if any(len(text) > LONGEST_TITLE for text in texts):
        return False
    if _is_column_numbers(row) or _said(row) in columns.titles:
        return True
    if len(unique(row)) < len(row):
        return False
    fields = classify_columns(texts)
    same = [field for field, known in zip(fields, columns.fields, strict=True) if field and field == known]
    return "number" in same and len(same) > _FEWEST_FIELDS and same == [field for field in fields if field]


def _said(row: Sequence[Cell | None]) -> tuple[str, ...]:
    """What a row says, column by column, for comparing it with another."""
    return tuple("" if cell is None else fold(" ".join(cell.text.split())) for cell in row)


def named_fields(table: Table) -> tuple[set[Field], int]:
    """The fields that a table's titles name, at least two, whether or not a column holds tasks, and the first
    row under the titles; no field and row 0 where there are no titles."""
    for end, titles in _titles(table, table.grid()):
        fields = {field for field in classify_columns(titles) if field is not None}
        if len(fields) >= _FEWEST_FIELDS:
            return fields, end
    return set(), 0


def has_column_titles(table: Table) -> bool:
    """Whether the titles of a table drawn without rules tell that it holds data and does not only set texts
    side by side."""
    if table.n_rows < _FEWEST_ROWS or table.n_cols < _FEWEST_DATA_COLUMNS:
        return False
    head = replace(table, n_rows=min(table.n_rows, 2 * _MOST_TITLE_ROWS))  # a data table may be long
    return any(end < head.n_rows and are_column_titles(titles) for end, titles in _titles(head, head.grid()))


def unique(cells: Iterable[Cell | None]) -> list[Cell]:
    """The cells, each once (a merged cell stands at every position that it covers)."""
    return list({id(c): c for c in cells if c is not None}.values())


def _titles(table: Table, grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """Which of the first rows may be titles: the row after the last of them, and each column's title."""
    declared = table.header_rows if 0 < table.header_rows <= _MOST_TITLE_ROWS else 0
    for start in range(min(_LATEST_FIRST_ROW, table.n_rows)):
        end = _end_of_titles(grid, start)
        if declared > start:
            end = max(end, declared)
        yield end, [_title(grid, start, end, col) for col in range(table.n_cols)]


def _end_of_titles(grid: Grid, start: int) -> int:
    """The row after the titles that begin in row `start`: as deep as the deepest cell of that row, and one
    more under a title that spans columns whose parts are titled below."""
    end = start + 1
    row = start
    while row < end and row < len(grid):
        cells = [c for c in grid[row] if c is not None]
        depths = [c.row + c.row_span for c in cells if c.row == row and c.row_span < len(grid) - start]
        end = max([end, *depths])
        if row == start and row + 1 == end and _has_parts_below(grid, row, cells):
            end += 1
        row += 1
    return min(end, start + _MOST_TITLE_ROWS, len(grid))


def _has_parts_below(grid: Grid, row: int, cells: Sequence[Cell]) -> bool:
    """Whether a title of this row spans columns, and the row below titles their parts."""
    if len(unique(cells)) == 1 or not any(c.col_span > 1 and c.row == row for c in cells):
        return False
    below = grid[row + 1] if row + 1 < len(grid) else []
    parts = [c for c in below if c is not None and c.row == row + 1 and c.text.strip()]
    return bool(parts) and all(len(c.text) < _LONGEST_PART_TITLE for c in parts)


def _title(grid: Grid, start: int, end: int, col: int) -> str:
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


def _with_number_column(grid: Grid, fields: list[Field | None], first_row: int) -> list[Field | None]:
    """An untitled first column of bare markers is the column of row numbers."""
    if "number" in fields or fields[0] is not None:
        return fields
    texts = [row[0].text.strip() for row in grid[first_row:] if row[0] is not None and row[0].text.strip()]
    if texts and sum(read_bare_marker(t).form != "plain" for t in texts) >= _MOSTLY * len(texts):
        return ["number", *fields[1:]]
    return fields


def _is_column_numbers(row: Sequence[Cell | None]) -> bool:
    """A row "(1) (2) (3) …" or "A B 1 2 …" under the titles."""
    texts = [fold(c.text).strip(" ()") for c in unique(row)]
    if len(texts) < _FEWEST_NUMBERS or any(not text or len(text) > _LONGEST_COLUMN_NUMBER for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) >= _FEWEST_NUMBERS and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
