"""The sheets that list something of all plans: agencies, what is due, targets, what to check."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from analysis.due import DueList
from analysis.exports.excerpt import Excerpt
from analysis.exports.labels import Labels
from analysis.exports.workbook.book import Column
from analysis.frames import NAMES, page_of
from extractors.agencies.unit_names import unit_name
from schemas.codes import INDICES
from schemas.folding import without_diacritics
from schemas.rows import CHECK

PAGE: Final = Column("page", 8, "link")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list: its cells but the last, which is the page, and where it stands."""

    values: tuple[object, ...]
    document_id: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet that lists something: its key, its columns, the page last, and its rows."""

    key: str
    columns: tuple[Column, ...]
    entries: list[Entry]


class Lists:
    """The lists of some plans: `tracked` are their rows of `tracking`, `plans` what each plan is called."""

    def __init__(self, chosen: Excerpt, tracked: pd.DataFrame, plans: list[str], labels: Labels) -> None:
        self._chosen = chosen
        self._tasks: dict[str, dict[Any, Any]] = {
            row["task_id"]: row for row in tracked.drop(columns=["headings"]).to_dict("records")
        }
        self._plans = plans
        self._labels = labels

    def by_agency(self) -> Listing:
        """A row per agency and task, agency by agency; what it leads stands first."""
        columns = (
            Column("agency", 30),
            Column("role", 10, "centre"),
            Column("task", 52),
            Column("deadline", 16),
            Column("due", 12, "day"),
            Column("product", 20),
            Column("plan", 26),
            PAGE,
        )
        return Listing("agencies", columns, list(self._agencies()))

    def due(self, found: DueList) -> Listing:
        """What is due, by day; of a duty of every day, week or month its first round and how many."""
        columns = (
            Column("due", 12, "day"),
            Column("due_state", 12, "centre"),
            Column("lead", 26),
            Column("coordinate", 26),
            Column("task", 52),
            Column("deadline", 16),
            Column("rounds", 8, "centre"),
            Column("plan", 26),
            PAGE,
        )
        return Listing("due", columns, list(self._due(found)))

    def targets(self) -> Listing:
        """What is to be reached, plan by plan."""
        columns = (
            Column("plan", 26),
            Column("index", 28),
            Column("target", 50),
            Column("comparator", 10, "centre"),
            Column("value", 11, "centre"),
            Column("unit", 16),
            Column("direction", 10, "centre"),
            Column("lead", 26),
            PAGE,
        )
        return Listing("targets", columns, list(self._targets()))

    def review(self) -> Listing:
        """What to compare with the plan: findings below CHECK and warnings, plan by plan."""
        columns = (
            Column("plan", 26),
            Column("kind", 13, "centre"),
            Column("content", 52),
            Column("task", 48),
            Column("why", 30),
            Column("confidence", 10, "centre"),
            PAGE,
        )
        entries = sorted(self._doubtful(), key=lambda pair: pair[0])
        return Listing("review", columns, [entry for _order, entry in entries])

    def _agencies(self) -> Iterator[Entry]:
        named = self._chosen.assignments
        # Not from `Corpus.agencies`: the members of sets take a second to find, and are not shown here.
        is_set = named["is_set"].fillna(False).astype(bool)
        columns = (named["agency_id"], named["agency_name"], named["agency_text"], is_set)
        names = [_full_name(*row) for row in zip(*columns, strict=True)]
        rows = named.assign(
            name=names,
            folded=[without_diacritics(name.casefold()) for name in names],
            second=named["role"] != "lead",
            order=range(len(named)),
        ).sort_values(["folded", "name", "plan", "second", "order"])
        for row in rows.drop_duplicates(["name", "task_id", "role"]).to_dict("records"):
            task = self._tasks[row["task_id"]]
            said = (row["name"], self._labels.code("role", row["role"]), task["task"], task["deadline"])
            yield self._entry((*said, task["due"], task["product"], self._plans[row["plan"]]), task)

    def _due(self, found: DueList) -> Iterator[Entry]:
        own = found.rounds[found.rounds["task_id"].isin(self._tasks)]
        for row in own.to_dict("records"):
            task = self._tasks[row["task_id"]]
            when = (row["day"], self._labels.code("due", row["state"]))
            what = (task["lead"], task["coordinate"], task["task"], row["deadline_text"])
            yield self._entry((*when, *what, row["rounds"], self._plans[task["plan"]]), task)

    def _targets(self) -> Iterator[Entry]:
        for row in self._chosen.targets.to_dict("records"):
            task = self._tasks.get(row["task_id"], {})
            values = (
                self._plans[row["plan"]],
                self._index(row["index"]),
                row["target_text"],
                self._labels.code("comparator", row["comparator"]) if pd.notna(row["value"]) else None,
                row["value"],
                row["unit"],
                self._labels.code("direction", row["direction"]),
                task.get("lead"),
            )
            yield Entry(values, row["document_id"], page_of(row["target_spans"]) or _page(task))

    def _doubtful(self) -> Iterator[tuple[tuple[int, int], Entry]]:
        """What to check, each with its place in the list: its plan, and what it is."""
        texts = {
            "tasks": "task_text",
            "assignments": "agency_text",
            "deadlines": "deadline_text",
            "targets": "target_text",
        }
        for order, (name, text) in enumerate(texts.items()):
            confidence, spans = NAMES[name]["confidence"], NAMES[name]["spans"]
            frame: pd.DataFrame = getattr(self._chosen, name)
            for row in frame[frame[confidence] < CHECK].to_dict("records"):
                task = self._tasks.get(row["task_id"], {})
                about = None if name == "tasks" else task.get("task")
                said = (self._labels.code("finding", name), row[text], about, self._labels.phrase("unsure"))
                cells = (self._plans[row["plan"]], *said, round(row[confidence], 2))
                entry = Entry(cells, row["document_id"], page_of(row[spans]) or _page(task))
                yield (row["plan"], order), entry
        diagnostics = self._chosen.diagnostics
        message = "message_vi" if self._labels.language == "vi" else "message"
        for row in diagnostics[diagnostics["severity"] == "warning"].to_dict("records"):
            why = self._labels.code("diagnostic", row["code"])
            kind = self._labels.code("finding", "diagnostics")
            values = (self._plans[row["plan"]], kind, row[message], None, why, None)
            entry = Entry(values, row["document_id"], page_of(row["diagnostic_spans"]))
            yield (row["plan"], len(texts)), entry

    def _entry(self, values: tuple[object, ...], task: dict[Any, Any]) -> Entry:
        return Entry(values, task["document_id"], _page(task))

    def _index(self, code: object) -> str | None:
        """An index by its abbreviation and its name."""
        if not isinstance(code, str):
            return None
        short = self._labels.code("index", code)
        return f"{short} – {INDICES[code]}" if code in INDICES else short


def _full_name(agency_id: object, name: object, text: str, is_set: bool) -> str:
    """The name of an agency; that of a set, which does not tell whose it is, with its unit's."""
    if not isinstance(agency_id, str) or not isinstance(name, str):
        return text
    unit = unit_name(agency_id.partition("@")[2]) if is_set else None
    return name if unit is None or unit.casefold() in name.casefold() else f"{name} ({unit})"


def _page(task: dict[Any, Any]) -> int | None:
    page = task.get("page")
    return None if page is None or pd.isna(page) else int(page)
