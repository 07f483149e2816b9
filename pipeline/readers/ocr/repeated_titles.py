"""Column titles that every page of a table repeats, read a little differently each time, made the same.

The pages of a table are joined where the next one repeats the titles to the letter; "SIT" for "STT" would
leave the titles in the table as a row, in the midst of a cell that the page break cuts.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from pipeline.readers.pages.lines import Line
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.tables import CellDraft, TableDraft

# Rows at least this alike (per cent of their letters) are one row read twice: titles of a dozen words with
# two words wrong had 85 and more, rows of different text under 50.
ALIKE: Final = 80.0


def unify_repeated_titles(pages: Iterable[PageDraft]) -> None:
    """Give the first rows of every table that repeat those of an earlier one the text read first."""
    known: list[TableDraft] = []
    for page in pages:
        for table in page.tables:
            before = next((other for other in known if _repeat(other, table, 0)), None)
            if before is None:
                known.append(table)
                continue
            row = 0
            while row < min(before.n_rows, table.n_rows) and _repeat(before, table, row):
                for mine, its in zip(before.row_starts(row), table.row_starts(row), strict=True):
                    if mine.text != its.text:
                        its.lines = _lines_at(mine, before, table)
                row += 1


def _repeat(before: TableDraft, table: TableDraft, row: int) -> bool:
    mine, its = before.row_starts(row), table.row_starts(row)
    if [_place(cell) for cell in mine] != [_place(cell) for cell in its] or sum(
        bool(cell.lines) for cell in mine
    ) < 2:
        return False
    return fuzz.ratio(" ".join(cell.text for cell in mine), " ".join(cell.text for cell in its)) >= ALIKE


def _place(cell: CellDraft) -> tuple[int, int, int]:
    return cell.col, cell.col_span, cell.row_span


def _lines_at(cell: CellDraft, before: TableDraft, table: TableDraft) -> list[Line]:
    """The lines of a cell of one table as they would stand in the other."""
    down = table.top - before.top
    page = table.places[0].page
    return [
        Line(
            [replace(word, y=round(word.y + down, 2)) for word in line.words],
            page,
            line.left,
            line.right,
        )
        for line in cell.lines
    ]
