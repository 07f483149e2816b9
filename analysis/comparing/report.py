"""What a comparison shows to people, whatever it is written to: tables of words under a title."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from schemas.language import gettext as _


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: a text, of one line or several, and lines in smaller letters below it."""

    text: str = ""
    details: tuple[str, ...] = ()

    @property
    def lines(self) -> str:
        """All of it, a line each."""
        return "\n".join(part for part in (self.text, *self.details) if part)


Value = Cell | int


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, and how much of the width it takes beside others (0: as little as it needs)."""

    title: str
    share: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and what it is grouped under ("" where nothing is)."""

    cells: tuple[Value, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a short name (of a sheet), a title, columns, rows, and a line on how to read it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    grouped_by: str = ""

    @property
    def frame(self) -> pd.DataFrame:
        """The table as a frame of words, what it is grouped by as its first column."""
        lead = [self.grouped_by] if self.grouped_by else []
        rows = [[*([row.group] if lead else []), *map(_plain, row.cells)] for row in self.rows]
        return pd.DataFrame(rows, columns=[*lead, *(column.title for column in self.columns)])


@dataclass(frozen=True, slots=True)
class Report:
    """A title, facts (what they are, their words), and tables."""

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...] = field(default=())

    @property
    def sheets(self) -> dict[str, pd.DataFrame]:
        """By name, the frames of a workbook: the facts, then the tables."""
        facts = pd.DataFrame(list(self.facts), columns=["", self.title])
        return {_("Overview"): facts, **{table.name: table.frame for table in self.tables}}

    @property
    def rows(self) -> pd.DataFrame:
        """All tables below one another, with the name of its table before each row; columns of one name are
        one."""
        frames = []
        for table in self.tables:
            frame = table.frame.astype(object)  # numbers stay whole beside tables without them
            frame.insert(0, _("table"), table.name)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def in_groups(rows: Iterable[tuple[Sequence[str], Row]], order: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows under each of their groups, groups in `order`, others by name behind, "" last."""
    grouped: dict[str, list[Row]] = {}
    for groups, row in rows:
        for group in groups or ("",):
            grouped.setdefault(group, []).append(Row(row.cells, group))
    places = {group: place for place, group in enumerate(order)}
    names = sorted(grouped, key=lambda name: (not name, places.get(name, len(places)), name))
    return tuple(row for name in names for row in grouped[name])


def _plain(value: Value) -> str | int | None:
    return value if isinstance(value, int) else value.lines or None
