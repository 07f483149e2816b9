"""The workbook of some plans, sheet by sheet."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pandas as pd

from analysis.due import due_list
from analysis.due_window import DAYS, OVERDUE
from analysis.exports.excerpt import Excerpt
from analysis.exports.labels import Labels
from analysis.exports.places import link_to
from analysis.exports.replacing import replacing
from analysis.exports.sheets import open_workbook, sheet_names
from analysis.exports.tracking import tracking
from analysis.exports.workbook.book import Book, Column
from analysis.exports.workbook.lists import Listing, Lists
from analysis.exports.workbook.originals import Originals
from analysis.exports.workbook.plan_sheets import (
    ACCEPTED,
    TRACKED,
    Tracked,
    add_plan_sheet,
    add_task_sheet,
)
from analysis.exports.workbook.widths import fitted

MOST_PLAN_SHEETS: Final = 100
"""So many plans get a sheet each; of more, nobody finds one among the tabs, and all tasks stand on one."""

_PLANS: Final = (
    Column("number", 6, "centre"),
    Column("symbol", 18),
    Column("issuer", 24),
    Column("level", 11, "centre"),
    Column("issue_date", 12, "day"),
    Column("title", 52),
    Column("period", 11, "centre"),
    Column("indices", 16),
    Column("task_count", 9, "centre"),
    Column("target_count", 9, "centre"),
    Column("check_count", 9, "centre"),
    Column("signer", 18),
    Column("sheet", 24, "link"),
    Column("file", 22, "link"),
)


@dataclass(frozen=True, slots=True)
class Window:
    """The days on the sheet of what is due: from so many before `as_of` to so many after it."""

    as_of: date
    days: int = DAYS
    overdue: int = OVERDUE


def export_workbook(
    chosen: Excerpt, path: Path, *, labels: Labels | None = None, window: Window | None = None
) -> None:
    """Write the workbook of these plans.

    Sheets: the plans, one for each plan laid out like a tracking table (one for all tasks where there are
    more than MOST_PLAN_SHEETS plans), then by agency, what is due in `window` (default: around today),
    targets, what to check; last, where no menu shows it, what stood in the tracking tables (`originals`), so
    that `analysis.corrections` can tell what people changed. A row leads to its plan's file and page where
    the file is found from the working folder. The same plans and window give the same bytes.
    TooManyRowsError where a sheet has no room, OSError where it cannot be written; nothing is left then.
    """
    said = labels or Labels()
    with replacing(path) as beside, open_workbook(beside, in_order=True) as book:
        made = _Workbook(chosen, Book(book, said), path.resolve().parent, said)
        made.write(window or Window(date.today()))


class _Workbook:
    def __init__(self, chosen: Excerpt, book: Book, folder: Path, labels: Labels) -> None:
        self._chosen = chosen
        self._folder = folder
        self._labels = labels
        self._heads = _heads(chosen)
        self._names = [_short_name(head) for head in self._heads]
        tracked = tracking(chosen, labels)
        self._originals = Originals(chosen, tracked)
        tasks = self._originals.tasks
        self._tracked = tracked.assign(
            row_id=self._originals.task_ids,
            document=[task.document for task in tasks],
            reviewed=pd.Series([ACCEPTED if task.reviewed else None for task in tasks], dtype=object),
            review_remark=pd.Series([task.review_remark for task in tasks], dtype=object),
        )
        self._uris = dict(zip(chosen.documents["document_id"], chosen.documents["source_uri"], strict=True))
        self._book = book

    def write(self, window: Window) -> None:
        single = len(self._chosen.plans) <= MOST_PLAN_SHEETS
        lists = Lists(self._chosen, self._tracked, self._names, self._labels)
        due = due_list(self._chosen.corpus, as_of=window.as_of, days=window.days, overdue=window.overdue)
        listings = [lists.by_agency(), lists.due(due), lists.targets(), lists.review()]
        own = [_tab_name(head) for head in self._heads] if single else [self._labels.sheet("tasks")]
        after = [self._labels.sheet(listing.key) for listing in listings]
        # The sheets that are in every workbook keep their names whatever a plan is called.
        always = [self._labels.sheet("plans"), self._labels.sheet("originals")]
        plans, originals, *rest = sheet_names([*always, *after, *own])
        tabs = rest[len(after) :]
        self._add_plans(plans, tabs if single else [])
        if single:
            by_plan = dict(list(self._tracked.groupby("plan")))
            for row, tab in enumerate(tabs):
                tracked = self._as_written(by_plan.get(row, self._tracked.iloc[:0]), originals)
                add_plan_sheet(self._book, tab, self._title(row), row, tracked)
        else:
            add_task_sheet(self._book, tabs[0], self._names, self._as_written(self._tracked, originals))
        for name, listing in zip(rest, listings, strict=False):
            self._add_list(name, listing, window)
        headers = {key: self._labels.header(key) for key in TRACKED}
        rows = self._originals.rows(headers, self._labels)
        self._book.add_hidden_sheet(originals, ([kind, key, *said] for kind, key, said in rows))

    def _add_plans(self, name: str, tabs: list[str]) -> None:
        columns = [column for column in _PLANS if column.key != "sheet" or tabs]
        counts = {
            "task_count": self._chosen.tasks["plan"].value_counts(),
            "target_count": self._chosen.targets["plan"].value_counts(),
            "check_count": self._tracked.loc[self._tracked["to_check"], "plan"].value_counts(),
        }
        rows = []
        for row, head in enumerate(self._heads):
            said: dict[str, object] = {
                **head,
                "number": row + 1,
                "level": self._labels.code("level", head["issuer_level"]),
                "period": _period(head),
                "indices": [self._labels.code("index", code) for code in head["indices"]],
                "signer": head["signer_name"],
                "sheet": tabs[row] if tabs else None,
                "file": Path(head["source_uri"]).name,
                **{key: int(count.get(row, 0)) for key, count in counts.items()},
            }
            links = {
                "file": self._link(head["document_id"], None),
                "sheet": f"internal:'{tabs[row].replace(chr(39), chr(39) * 2)}'!A1" if tabs else None,
            }
            rows.append((tuple(said[column.key] for column in columns), links))
        cells = [values for values, _links in rows]
        sheet = self._book.add_sheet(name, fitted(columns, cells, self._labels), name)
        sheet.add_header()
        for values, links in rows:
            sheet.add(values, links)
        sheet.end()
        sheet.add_remark(self._labels.phrase("correct"))

    def _add_list(self, name: str, listing: Listing, window: Window) -> None:
        cells = [(*entry.values, entry.page) for entry in listing.entries]
        sheet = self._book.add_sheet(name, fitted(listing.columns, cells, self._labels), name)
        sheet.add_header()
        for entry in listing.entries:
            link = self._link(entry.document_id, entry.page)
            page = entry.page if entry.page or not link else self._labels.phrase("open")
            sheet.add((*entry.values, page), {"page": link})
        sheet.end()
        if not listing.entries:
            sheet.add_remark(self._nothing(listing.key, window))

    def _nothing(self, key: str, window: Window) -> str:
        if key != "due":
            return self._labels.phrase("nothing")
        first = window.as_of - timedelta(days=window.overdue)
        last = window.as_of + timedelta(days=window.days)
        return self._labels.phrase("nothing_due", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")

    def _title(self, row: int) -> list[str]:
        """What stands above a plan's tasks: what the table is, which plan, and what it is about."""
        head = self._heads[row]
        issued = head["issue_date"]
        day = [] if pd.isna(issued) else [self._labels.phrase("of_date", date=f"{issued:%d/%m/%Y}")]
        plan = self._labels.phrase("of_plan", plan=" ".join([self._names[row], *day]))
        about = [head["title"]] if isinstance(head["title"], str) else []
        return [self._labels.phrase("tracking"), plan, *about]

    def _as_written(self, tracked: pd.DataFrame, originals: str) -> Tracked:
        return Tracked(tracked, self._links(tracked), originals)

    def _links(self, tracked: pd.DataFrame) -> list[str | None]:
        pages = (None if pd.isna(page) else int(page) for page in tracked["page"])
        return [self._link(key, page) for key, page in zip(tracked["document_id"], pages, strict=True)]

    def _link(self, document_id: str, page: int | None) -> str | None:
        return link_to(self._uris[document_id], page, self._folder)


def _heads(chosen: Excerpt) -> list[dict[Any, Any]]:
    """By plan, the row of its first document."""
    rows = {row["document_id"]: row for row in chosen.documents.to_dict("records")}
    return [rows[plan.document_ids[0]] for plan in chosen.plans]


def _short_name(head: dict[Any, Any]) -> str:
    """A plan in few words: its symbol and issuer; without both its file."""
    said = [head[key] for key in ("symbol", "issuer") if isinstance(head[key], str)]
    return " · ".join(said) or Path(head["source_uri"]).name


def _tab_name(head: dict[Any, Any]) -> str:
    """A plan on a tab: its symbol and its unit; without a symbol its file."""
    if not isinstance(head["symbol"], str):
        return Path(head["source_uri"]).stem
    units = [head[level] for level in ("commune", "district", "province") if isinstance(head[level], str)]
    return " ".join([head["symbol"].replace("/", "-"), *units[:1]])


def _period(head: dict[Any, Any]) -> str | None:
    years = [str(head[key]) for key in ("period_start_year", "period_end_year") if pd.notna(head[key])]
    return "–".join(dict.fromkeys(years)) or None
