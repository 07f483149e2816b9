"""The tables of a report on a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from analysis.comparing.report import Cell, Report, Row, Table, Value
from kehoach.cli.console import is_terminal, output, plain, shorten, words

# Letters and lines of a text in a table: what tells tasks apart without filling the screen.
_LONGEST: Final = 130
_LINES: Final = 3
_LONGEST_DETAIL: Final = 90
# Letters that a column of words needs to be read.
_NARROWEST: Final = 16


def show(report: Report) -> None:
    """Print the title, the facts and the tables of a report."""
    console = output()
    console.print(words(report.title, "bold"))
    for what, said in report.facts:
        console.print(Text.assemble((f"{plain(what)}  ", "bold cyan"), plain(said)))
    for table in report.tables:
        console.print()
        console.print(words(f"{table.title} ({len(table.rows)})", "bold"))
        if table.note:
            console.print(words(table.note, "dim"))
        for group, rows in _by_group(table):
            if table.grouped_by:
                console.print(words(group or "–", "bold cyan"))
            console.print(_grid(table, rows, console))


def _by_group(table: Table) -> Iterator[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in table.rows:
        groups.setdefault(row.group, []).append(row)
    yield from groups.items()


def _grid(table: Table, rows: list[Row], console: Console) -> Grid:
    shared = sum(column.share > 0 for column in table.columns)
    crowded = is_terminal(console) and shared * _NARROWEST > console.width
    grid = Grid(box=None, padding=(0, 1, 0, 0), expand=True, header_style="bold", show_lines=False)
    for at, column in enumerate(table.columns):
        numbers = all(isinstance(row.cells[at], int) for row in rows)
        grid.add_column(
            words(column.title),
            justify="right" if numbers else "left",
            ratio=column.share or None,
            no_wrap=not column.share,
            overflow="fold",
        )
    for row in rows:
        cells = zip(row.cells, table.columns, strict=True)
        grid.add_row(*(_cell(value, only_whether=crowded and column.share == 1) for value, column in cells))
    return grid


def _cell(value: Value, *, only_whether: bool) -> Text:
    """A value in words; in a crowded table a narrow column says only whether something stands there."""
    if not isinstance(value, Cell):
        return Text(str(value))
    if only_whether:
        return Text("✓" if value.text else "")
    text = Text("\n").join(words(line) for line in _first(value.text.split("\n"), _LONGEST))
    for detail in _first(value.details, _LONGEST_DETAIL):
        text.append(f"\n{detail}", style="dim")
    return text


def _first(lines: Sequence[str], longest: int) -> list[str]:
    """The first lines, each as far as there is room, and a sign where there are more."""
    shown = [shorten(plain(line), longest) for line in lines[:_LINES]]
    return [*shown, "…"] if len(lines) > _LINES else shown
