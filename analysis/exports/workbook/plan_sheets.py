"""The sheet of a plan, laid out like an office's tracking table: headings as bands, a row a task."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from analysis.exports.workbook.book import Book, Column, Sheet
from analysis.exports.workbook.originals import FIRST_AREA, ROW_ID, heading_id
from analysis.exports.workbook.widths import fitted
from extractors.text.markers import read_marker
from schemas.codes import REFORM_AREAS

# Together these widths fill A4 across at a size of print that can be read.
_NUMBER: Final = Column("number", 6, "centre")
_TASK: Final = Column("task", 48)
_AFTER: Final = (
    Column("lead", 19),
    Column("coordinate", 20),
    Column("deadline", 13),
    Column("due", 12, "day", fixed=True),
    Column("product", 17),
    Column("target", 19),
    Column("basis", 19, fixed=True),
    Column("note", 13),
)
# Only where the plan has anything for them: an office's table has no empty columns.
_TOPICS: Final = Column("topics", 22, fixed=True)
_FUNDING: Final = Column("funding", 14)
_PLAN: Final = Column("plan", 24, fixed=True)
_PAGE: Final = Column("page", 8, "link", fixed=True)
# What a reviewer fills in, and what tells whose row it is: right of the table, and on no printed page.
_AREA: Final = Column("area", 24, printed=False)
_REVIEWED: Final = Column("reviewed", 11, "centre", printed=False)
_REMARK: Final = Column("review_remark", 30, printed=False)
_ROW_ID: Final = Column("row_id", 14, printed=False, hidden=True)
_REVIEW: Final = (_AREA, _REVIEWED, _REMARK)

TRACKED: Final = tuple(
    column.key for column in (_NUMBER, _PLAN, _TOPICS, _TASK, *_AFTER, _FUNDING, _PAGE, *_REVIEW)
)
"""The columns that tracking sheets can have, by their keys; that of the ids stands right of them."""

ACCEPTED: Final = "x"
"""What stands in the column `reviewed` of a row that was found right."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """Rows of `tracking` with `row_id`, the id of each, `document`, the key of its document, `reviewed` and
    `review_remark`, what a reviewer said before; the links to their places; the name of the sheet of
    originals."""

    rows: pd.DataFrame
    links: list[str | None]
    originals: str


def add_plan_sheet(book: Book, name: str, title: Iterable[str], plan: int, tracked: Tracked) -> None:
    """The tracking table of one plan; `plan`: its number in the workbook."""
    columns = _fitted(_columns(tracked.rows), tracked.rows, book)
    what, *said = title
    sheet = book.add_sheet(name, columns, " ".join(said[:1]))
    _add_title(sheet, what, said)
    if tracked.rows["to_check"].any():
        sheet.add_remark(book.labels.phrase("to_check"))
    sheet.add_header({_ROW_ID.key: f"{ROW_ID} {plan}"})
    above: list[str] = []
    for row, link in zip(tracked.rows.to_dict("records"), tracked.links, strict=True):
        above = _add_bands(sheet, above, row["headings"], row["document"])
        _add_task(sheet, row, link)
    _end(sheet, tracked)


def add_task_sheet(book: Book, name: str, plans: list[str], tracked: Tracked) -> None:
    """The tasks of many plans on one sheet, without bands. `plans`: what each plan is called."""
    rows = tracked.rows.assign(plan=[plans[row] for row in tracked.rows["plan"]])
    columns = _fitted([_NUMBER, _PLAN, *_columns(rows)[1:]], rows, book)
    sheet = book.add_sheet(name, columns, name)
    sheet.add_header({_ROW_ID.key: ROW_ID})
    for row, link in zip(rows.to_dict("records"), tracked.links, strict=True):
        _add_task(sheet, row, link)
    _end(sheet, tracked)


def _end(sheet: Sheet, tracked: Tracked) -> None:
    labels = sheet.book.labels
    last = FIRST_AREA + len(REFORM_AREAS) - 1
    areas = f"='{tracked.originals}'!$C${FIRST_AREA}:$C${last}"
    sheet.ask(_AREA.key, {"validate": "list", "source": areas})
    hint = {"input_title": labels.header(_REVIEWED.key), "input_message": labels.phrase("accept")}
    sheet.ask(_REVIEWED.key, {"validate": "list", "source": [ACCEPTED], **hint})
    sheet.end()


def _columns(tracked: pd.DataFrame) -> list[Column]:
    topics = [_TOPICS] if tracked["topics"].notna().any() else []
    funding = [_FUNDING] if tracked["funding"].notna().any() else []
    return [_NUMBER, *topics, _TASK, *_AFTER, *funding, _PAGE]


def _fitted(columns: list[Column], rows: pd.DataFrame, book: Book) -> list[Column]:
    """The columns as wide as their values need, and those that a reviewer fills in."""
    cells = rows[[column.key for column in columns]].itertuples(index=False, name=None)
    return [*fitted(columns, cells, book.labels), *_REVIEW, _ROW_ID]


def _add_title(sheet: Sheet, what: str, said: Iterable[str]) -> None:
    """What the table is and of which plan, across the whole width."""
    sheet.merge(0, what, sheet.book.title)
    for text in said:
        sheet.merge(0, text, sheet.book.subtitle)


def _add_bands(sheet: Sheet, above: list[str], headings: list[str], document: str) -> list[str]:
    """A band for each heading that does not stand above already; the headings that stand above now.
    `document`: the key of the document whose headings they are."""
    headings = list(headings)
    same = 0
    while same < min(len(above), len(headings)) and above[same] == headings[same]:
        same += 1
    for depth in range(same, len(headings)):
        band = sheet.book.bands[min(depth, len(sheet.book.bands) - 1)]
        marker, text = band_texts(headings[depth])
        sheet.raw.write_string(sheet.row, 0, marker, band)
        beside = [None] * len(_REVIEW) + [heading_id(document, headings[: depth + 1])]
        sheet.merge(1, text, band, beside)
    return headings


def band_texts(heading: str) -> tuple[str, str]:
    """What a band says: the heading's marker, in the first cell, and its text."""
    marker = read_marker(heading)
    return marker.label, heading[marker.start :]


def _add_task(sheet: Sheet, row: dict[Any, Any], link: str | None) -> None:
    shown = {**row, "page": _page(row["page"], link, sheet.book)}
    values = tuple(shown.get(column.key) for column in sheet.columns)
    sheet.add(values, {"page": link}, doubtful=row["to_check"])


def _page(page: object, link: str | None, book: Book) -> object:
    """The page; where there is none, a word that opens the file."""
    if not pd.isna(page):  # type: ignore[call-overload]
        return page
    return book.labels.phrase("open") if link else None
