"""Group rows: rows of a table that only name an area or an index, and stand above the rows after them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from extractors.columns.table import Columns, Grid, unique
from extractors.tasks.drafts import Heading
from extractors.text.markers import Marker, read_bare_marker, read_marker
from extractors.text.passages import joined, passage_of
from schemas.layout import Cell, Table

_BOLD: Final = 0.8
_OUTER_FORMS: Final = ("roman", "part")
_GROUP_FORMS: Final = ("roman", "part", "letter")
_ORDER: Final = {"part": 0, "roman": 1, "number": 2, "letter": 3}
_INNERMOST: Final = 4
# A table of a number and a text has no column that a group row could leave empty.
_NUMBER_AND_TEXT: Final = 2


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group row: its marker, and its text as a heading."""

    marker: Marker
    heading: Heading


@dataclass(slots=True)
class Groups:
    """The group rows above the current row, outermost first."""

    stack: list[GroupRow] = field(default_factory=list)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Their headings, outermost first."""
        return tuple(group.heading for group in self.stack)

    def push(self, group: GroupRow) -> None:
        """A further group row: it ends those of its own level and below."""
        ranks = [_rank(g.marker) for g in self.stack]
        rank, form = _rank(group.marker), group.marker.form
        if rank in ranks:
            del self.stack[ranks.index(rank) :]
        elif form in _OUTER_FORMS:
            in_part = form == "roman" and bool(self.stack) and self.stack[0].marker.form == "part"
            del self.stack[int(in_part) :]
        elif form == "plain":
            self.stack.clear()
        else:
            while self.stack and _is_at_or_under(self.stack[-1].marker, group.marker):
                self.stack.pop()
        self.stack.append(group)


def read_group_row(table: Table, grid: Grid, row: int, columns: Columns) -> GroupRow | None:
    """The row as a group row: one text (with its number) over empty or merged cells; None where it is
    none."""
    number, texts = _number_and_texts(grid[row], columns)
    if not texts or (texts[0].row_span > 1 and texts[0].row != row):
        return None
    main, others = texts[0], texts[1:]
    marker = read_bare_marker(number.text) if number else read_marker(main.text.replace("\n", " "))
    task = _task_of(grid, row, columns)
    if others and (task is not None or any(columns.fields[c.col] == "topic" for c in others)):
        return None
    titled = (
        _is_titled(main, marker)
        or _has_rows_below(grid, row, marker, columns)
        or (_is_cut_short(grid[row]) and (main.col in columns.of("number") or marker.form in _GROUP_FORMS))
    )
    if task is None:
        stands_alone = number is not None or titled
    else:
        stands_alone = task is main and titled and table.n_cols > _NUMBER_AND_TEXT
    beside_numbers = table.n_cols - len(columns.of("number"))
    if not (stands_alone or main.col_span >= max(2, beside_numbers - 1)):
        return None
    return GroupRow(marker, _heading(main, marker if number else None))


def _number_and_texts(row: Sequence[Cell | None], columns: Columns) -> tuple[Cell | None, list[Cell]]:
    """The row's number, if it has one, and its other cells with a text. A cell of words that stands alone
    where numbers do is a text: a row that was cut down to its first cell."""
    cells = [c for c in unique(row) if any(map(str.isalnum, c.text))]  # dots are left to be filled in
    numbers = columns.of("number")
    number = next((c for c in cells if c.col in numbers and c.col_span == 1), None)
    if number is not None and len(cells) == 1 and read_bare_marker(number.text).form == "plain":
        return None, cells
    return number, [c for c in cells if c is not number]


def _task_of(grid: Grid, row: int, columns: Columns) -> Cell | None:
    """The row's task cell; None where it is empty."""
    task = grid[row][columns.of("task")[0]]
    return task if task is not None and task.text.strip() else None


def _is_titled(cell: Cell, marker: Marker) -> bool:
    return marker.form in _OUTER_FORMS or cell.text.isupper() or _is_bold(cell)


def _is_cut_short(row: Sequence[Cell | None]) -> bool:
    """Whether a row has no cells where most columns are, not even empty ones: nobody writes a task so."""
    return sum(cell is None for cell in row) > len(row) / 2


def _heading(cell: Cell, marker: Marker | None) -> Heading:
    """The cell's text as a heading; `marker` is that of the number column, which the text lacks."""
    passage = joined(passage_of(p, 0) for p in cell.paragraphs if p.text)
    text = " ".join(passage.text.split("\n"))
    if marker and marker.form != "plain":
        text = f"{marker.label}. {text}"
    return Heading(text, passage.cut(read_marker(passage.text).start, len(passage.text)))


def _has_rows_below(grid: Grid, row: int, marker: Marker, columns: Columns) -> bool:
    """Whether the next row's number goes on from this one's ("1" above "1.1")."""
    if marker.form == "plain" or row + 1 >= len(grid) or not columns.of("number"):
        return False
    below = grid[row + 1][columns.of("number")[0]]
    return below is not None and read_bare_marker(below.text).label.startswith(f"{marker.label}.")


def _is_bold(cell: Cell) -> bool:
    letters = sum(len(p.text) for p in cell.paragraphs) or 1
    return sum(p.bold * len(p.text) for p in cell.paragraphs) / letters > _BOLD


def _rank(marker: Marker) -> tuple[str, int]:
    return (marker.form, marker.level)


def _is_at_or_under(above: Marker, marker: Marker) -> bool:
    """Whether the group `above` stands at or under the level of `marker`."""
    if above.form == "plain":
        return False
    depths: Sequence[tuple[int, int]] = [(_ORDER.get(m.form, _INNERMOST), m.level) for m in (above, marker)]
    return depths[0] >= depths[1]
