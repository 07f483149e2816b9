"""Limits: within them a file passes, beyond them it is `too_large`, and the sentence names the option."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import ReadError
from pipeline.limits import Limits, active, check_cells, check_page_size, check_pages, within
from pipeline.readers import read_file
from tests.pipeline.readers.docx_building import cell, docx_file, par, row, table
from tests.pipeline.readers.pdf_building import Sheet, drawn

SMALL = Limits(max_pages=10, max_page_size=1000, max_cells=50)


@pytest.mark.parametrize(
    "check",
    [
        partial(check_pages, 10),
        partial(check_page_size, 1000, 999),
        partial(check_cells, 50),
        partial(check_pages, 0),
    ],
)
def test_within_a_limit_passes(check: Callable[[], None]) -> None:
    with within(SMALL):
        check()


@pytest.mark.parametrize(
    ("check", "option"),
    [
        (partial(check_pages, 11), "11 pages, the limit is 10 (--max-pages)"),
        (partial(check_page_size, 1000.5, 10), "--max-page-size"),
        (partial(check_page_size, 10, 283_465), "283465 points"),
        (partial(check_cells, 51), "--max-cells"),
    ],
)
def test_beyond_a_limit_is_too_large(check: Callable[[], None], option: str) -> None:
    with within(SMALL), pytest.raises(ReadError) as refused:
        check()
    assert refused.value.reason == "too_large"
    assert option in refused.value.message


def test_limits_hold_only_inside() -> None:
    with within(SMALL):
        assert active() == SMALL
    assert active() == Limits()


def docx_of_12_cells(folder: Path) -> Path:
    """Two tables, a cell of the second holding a third."""
    inner = table(row(cell("a"), cell("b")), columns=2)
    first = table(row(cell("a"), cell("b")), row(cell("a"), cell("b")), columns=2)
    second = table(
        row(cell("a"), cell(inner + par("b"))),
        row(cell("a"), cell("b")),
        row(cell("a"), cell("b")),
        columns=2,
    )
    return docx_file(folder, first + par("x") + second)


def pdf_of_12_cells(folder: Path) -> Path:
    """A table on each of two pages."""

    def page(sheet: Sheet) -> None:
        sheet.grid([100, 200, 300], [100, 140, 180, 220])
        for y in (125, 165, 205):
            sheet.text(110, y, "Rà soát")
            sheet.text(210, y, "Sở")

    return drawn(folder / "plan.pdf", page, page)


def xlsx_of_12_cells(folder: Path) -> Path:
    """A sheet after another."""
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet()):
        for line in range(2):
            sheet.append([line, "Rà soát", "Sở"])
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


@pytest.mark.parametrize("made", [docx_of_12_cells, pdf_of_12_cells, xlsx_of_12_cells])
def test_the_cells_of_all_tables_of_a_file_are_counted(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    path = made(tmp_path)
    with within(Limits(max_cells=12)):
        read_file(path)
    with within(Limits(max_cells=11)), pytest.raises(ReadError, match="--max-cells") as refused:
        read_file(path)
    assert refused.value.reason == "too_large"


def test_merged_cells_are_counted_as_they_are_written(tmp_path: Path) -> None:
    """However few are left of them, each was read."""
    rest = row(cell("", "<w:vMerge/>")) * 20
    path = docx_file(tmp_path, table(row(cell("a", '<w:vMerge w:val="restart"/>')) + rest, columns=1))
    with within(Limits(max_cells=20)), pytest.raises(ReadError, match="--max-cells"):
        read_file(path)
