"""The sheet of a plan, laid out like an office's tracking table: headings as bands, a row a task."""

from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from analysis.exports.workbook.book import Book, Column, Sheet
from analysis.exports.workbook.widths import fitted
from extractors.text.markers import read_marker

# Together these widths fill A4 across at a size of print that can be read.
_NUMBER: Final = Column("number", 6, "centre")
_TASK: Final = Column("task", 48)
_AFTER: Final = (
    Column("lead", 19),
    Column("coordinate", 20),
    Column("deadline", 13),
    Column("due", 12, "day"),
    Column("product", 17),
    Column("target", 19),
    Column("basis", 19),
    Column("note", 13),
)
# Only where the plan has anything for them: an office's table has no empty columns.
_TOPICS: Final = Column("topics", 22)
_FUNDING: Final = Column("funding", 14)
_PLAN: Final = Column("plan", 24)
_PAGE: Final = Column("page", 8, "link")


def add_plan_sheet(
    book: Book, name: str, title: Iterable[str], tracked: pd.DataFrame, links: list[str | None]
) -> None:
    """The tracking table of one plan. `tracked`: its rows of `tracking`; `links`: by row, the link to its
    place."""
    columns = fitted(_columns(tracked), _cells(tracked, _columns(tracked)), book.labels)
    what, *said = title
    sheet = book.add_sheet(name, columns, " ".join(said[:1]))
    _add_title(sheet, what, said)
    if tracked["to_check"].any():
        sheet.add_remark(book.labels.phrase("to_check"))
    sheet.add_header()
    above: list[str] = []
    for row, link in zip(tracked.to_dict("records"), links, strict=True):
        above = _add_bands(sheet, above, row["headings"])
        _add_task(sheet, row, link)
    sheet.end()


def add_task_sheet(
    book: Book, name: str, plans: list[str], tracked: pd.DataFrame, links: list[str | None]
) -> None:
    """The tasks of many plans on one sheet, without bands. `plans`: what each plan is called."""
    tracked = tracked.assign(plan=[plans[row] for row in tracked["plan"]])
    columns = [_NUMBER, _PLAN, *_columns(tracked)[1:]]
    columns = fitted(columns, _cells(tracked, columns), book.labels)
    sheet = book.add_sheet(name, columns, name)
    sheet.add_header()
    for row, link in zip(tracked.to_dict("records"), links, strict=True):
        _add_task(sheet, row, link)
    sheet.end()


def _columns(tracked: pd.DataFrame) -> list[Column]:
    topics = [_TOPICS] if tracked["topics"].notna().any() else []
    funding = [_FUNDING] if tracked["funding"].notna().any() else []
    return [_NUMBER, *topics, _TASK, *_AFTER, *funding, _PAGE]


def _cells(tracked: pd.DataFrame, columns: list[Column]) -> Iterable[tuple[object, ...]]:
    return tracked[[column.key for column in columns]].itertuples(index=False, name=None)


def _add_title(sheet: Sheet, what: str, said: Iterable[str]) -> None:
    """What the table is and of which plan, across the whole width."""
    sheet.merge(0, what, sheet.book.title)
    for text in said:
        sheet.merge(0, text, sheet.book.subtitle)


def _add_bands(sheet: Sheet, above: list[str], headings: list[str]) -> list[str]:
    """A band for each heading that does not stand above already; the headings that stand above now."""
    headings = list(headings)
    same = 0
    while same < min(len(above), len(headings)) and above[same] == headings[same]:
        same += 1
    for depth in range(same, len(headings)):
        band = sheet.book.bands[min(depth, len(sheet.book.bands) - 1)]
        marker = read_marker(headings[depth])
        sheet.raw.write_string(sheet.row, 0, marker.label, band)
        sheet.merge(1, headings[depth][marker.start :], band)
    return headings


def _add_task(sheet: Sheet, row: dict[Any, Any], link: str | None) -> None:
    page = _page(row["page"], link, sheet.book)
    values = tuple(page if column.key == "page" else row[column.key] for column in sheet.columns)
    sheet.add(values, {"page": link}, doubtful=row["to_check"])


def _page(page: object, link: str | None, book: Book) -> object:
    """The page; where there is none, a word that opens the file."""
    if not pd.isna(page):  # type: ignore[call-overload]
        return page
    return book.labels.phrase("open") if link else None
