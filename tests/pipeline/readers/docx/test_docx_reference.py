"""The grids and texts of DOCX tables are those that python-docx reads."""

import unicodedata
from pathlib import Path

import docx
import pytest
from docx.table import Table as ReferenceTable

from pipeline.readers.docx import read_docx
from schemas.layout import Table
from tests.plans_at_hand import name_of, plan_files

# Letters in an old encoding are turned into Unicode, which python-docx does not do.
FILES = [file for file in plan_files() if file.suffix == ".docx" and file.stem != "tcvn3"]


def squeezed(text: str) -> str:
    """A text without its blanks, which a reader may join or trim, composed."""
    return "".join(unicodedata.normalize("NFC", text).split())


def grid_of(table: Table) -> list[list[str]]:
    """The text at each place of a grid; a merged cell stands at all of its places."""
    grid = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                grid[row][col] = squeezed(cell.text)
    return grid


def reference_grid(table: ReferenceTable) -> list[list[str]]:
    return [[squeezed(cell.text) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_tables_are_those_of_python_docx(file: Path) -> None:
    """But for the numbers of lists, which only we reckon: they stand before the text."""
    ours = [grid_of(block) for block in read_docx(file).blocks if isinstance(block, Table)]
    reference = [reference_grid(table) for table in docx.Document(str(file)).tables]
    assert [[len(row) for row in grid] for grid in ours] == [[len(row) for row in grid] for grid in reference]
    others = [
        (own, theirs)
        for grids in zip(ours, reference, strict=True)
        for rows in zip(*grids, strict=True)
        for own, theirs in zip(*rows, strict=True)
        if not own.endswith(theirs) or own.removesuffix(theirs).strip("0123456789.)(ivxIVXabc-+") != ""
    ]
    assert not others
