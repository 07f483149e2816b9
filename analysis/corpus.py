"""The plans of a store as tidy frames: where every question begins."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from upath import UPath

from analysis.frames import DATASET_OF, frame_of
from analysis.occurrences import occurrences
from analysis.plan_names import PlanName, find_plan, label_of, main_key
from pipeline.store import Store
from schemas.corrections import CorrectionRow
from schemas.language import gettext as _

if TYPE_CHECKING:
    from analysis.comparing import Cascade, Comparison, ProvinceComparison
    from analysis.due import DueList
    from analysis.exports.excerpt import Excerpt
    from analysis.exports.labels import Language


def read(
    path: str | Path | UPath = "data/parquet", *, frames: Collection[str] = tuple(DATASET_OF)
) -> "Corpus":
    """The plans of the store at a folder or URL, all of one state of it, also while a run replaces plans.

    `frames`: those that will be asked for, when not all; a large store is read the sooner. FileNotFoundError
    where there is no store; StoreError where it cannot be read.
    """
    store = Store(path)
    if not (store.out / "documents").is_dir():
        raise FileNotFoundError(_("no store in {path}").format(path=path))
    datasets = [DATASET_OF[name] for name in {"plans", *frames}]
    return Corpus(store.read_together(datasets), store.out)


class Corpus:
    """The plans of a store, at one moment, as frames.

    Only preferred documents count: a plan that is stored as PDF and as DOCX is there once. Every frame has
    `document_id`; what belongs to a task has `task_id`. Dates are datetime64, years and counts nullable
    integers, lists Python lists. No two frames share a column that is no key (`analysis.frames`).
    """

    def __init__(self, tables: dict[str, pa.Table], folder: UPath | None = None) -> None:
        """`tables`: the store's datasets, as `Store.read_together` gives them; `folder`: where they are, a
        folder or URL; None for tables that are in none."""
        self._tables = tables
        self.folder = folder

    @cached_property
    def documents(self) -> pd.DataFrame:
        """All documents that were read, other forms of a plan among them: the columns of `plans`."""
        table = self._tables["documents"]
        frame = frame_of("plans", table.filter(pc.not_equal(table["status"], "failed")))
        keys = frame["plan_key"].where(frame["plan_key"].notna(), frame["document_id"])
        frame["main_plan_key"] = [main_key(key) for key in keys]
        frame["plan_label"] = [
            label_of(*named)
            for named in zip(
                frame["symbol"], frame["issuer"], frame["title"], frame["source_uri"], strict=True
            )
        ]
        return frame.sort_values(["source_uri", "document_id"], ignore_index=True)

    @cached_property
    def plans(self) -> pd.DataFrame:
        """One row per preferred document: the columns of the dataset `documents`, `province_slug` and `year`
        (text), and

        - `main_plan_key`: the plan's key; of an annex as a file of its own the key of its plan;
        - `plan_label`: what people call it ("146/KH-UBND · UBND huyện Tuy Phong").
        """
        return self.documents[self.documents["preferred"].astype(bool)].reset_index(drop=True)

    @cached_property
    def tasks(self) -> pd.DataFrame:
        """One row per task, in reading order: the columns of the dataset, `indices` as `task_indices`."""
        return self._frame("tasks")

    @cached_property
    def assignments(self) -> pd.DataFrame:
        """One row per agency named for a task: the columns of the dataset, place and confidence as
        `assignment_…`."""
        return self._frame("assignments")

    @cached_property
    def deadlines(self) -> pd.DataFrame:
        """One row per time expression of a task: the columns of the dataset, place and confidence as
        `deadline_…`."""
        return self._frame("deadlines")

    @cached_property
    def targets(self) -> pd.DataFrame:
        """One row per thing to be reached: the columns of the dataset, place and confidence as `target_…`."""
        return self._frame("targets")

    @cached_property
    def citations(self) -> pd.DataFrame:
        """One row per document cited (the dataset `references`): its symbol, type, date, place and confidence
        as `citation_…`."""
        return self._frame("citations")

    @cached_property
    def sections(self) -> pd.DataFrame:
        """One row per heading or item of the body; order and place as `section_…`."""
        return self._frame("sections")

    @cached_property
    def diagnostics(self) -> pd.DataFrame:
        """One row per thing that the reader of a plan should know; place as `diagnostic_…`."""
        return self._frame("diagnostics")

    @cached_property
    def agencies(self) -> pd.DataFrame:
        """One row per agency that a plan names, and which bodies a set stands for: `analysis.agencies`."""
        from analysis.agencies import agencies

        return agencies(self.assignments, self.plans)

    @cached_property
    def occurrences(self) -> pd.DataFrame:
        """One row per dated round of a deadline within the plan's period: `analysis.occurrences`."""
        return occurrences(self.deadlines, self.plans)

    def due(self, as_of: date | None = None, **asked: Any) -> "DueList":
        """What is due in the days from `as_of` (default: today) on, what fell due shortly before, and what
        has no date. Arguments and tables: `analysis.due.due_list`."""
        from analysis.due import due_list

        return due_list(self, as_of=as_of or date.today(), **asked)

    def plan(self, name: str) -> PlanName:
        """The plan that a file, a symbol (with words of its issuer) or a plan_key names; PlanNotFoundError
        with the candidates where none or several are meant."""
        return find_plan(name, self.documents)

    def compare(self, *names: str) -> "Comparison":
        """The first plan beside each of the others: what they share, what differs, what only one has
        (`analysis.comparing`). What people chose counts (matches.csv). PlanNotFoundError as `plan`."""
        from analysis.comparing import choices_of, compare

        return compare(self, [self.plan(name) for name in names], choices_of(self))

    def compare_all_of(self, province: str) -> "ProvinceComparison":
        """The plans of all districts of a province, else of its communes, each beside each other."""
        from analysis.comparing import choices_of, compare_all_of, plans_in

        return compare_all_of(self, plans_in(self, province), choices_of(self))

    def cascade(self, child: str, parent: str | None = None) -> "Cascade":
        """What a plan made of the plan above it, by default of the one that it cites."""
        from analysis.comparing import cascade, choices_of

        above = self.plan(parent) if parent is not None else None
        return cascade(self, self.plan(child), above, choices_of(self))

    @cached_property
    def corrections(self) -> list[CorrectionRow]:
        """What reviewers said of the plans, also what was taken back; nothing where the tables are in no
        folder. StoreError where it cannot be read."""
        return [] if self.folder is None else Store(self.folder).corrections()

    def export_workbook(
        self,
        path: str | Path,
        plans: Sequence[str] = (),
        *,
        as_of: date | None = None,
        language: "Language" = "vi",
    ) -> None:
        """Write the workbook of these plans (names as `plan` takes them), or of all: a tracking table for
        each, and lists (`analysis.exports.workbook`). `as_of` stands for today on the sheet of what is
        due."""
        from analysis.exports.labels import Labels
        from analysis.exports.workbook import Window, export_workbook

        window = Window(as_of or date.today())
        export_workbook(self._excerpt(plans), Path(path), labels=Labels(language), window=window)

    def export_csv(self, folder: str | Path, plans: Sequence[str] = ()) -> None:
        """Write the frames of these plans, or of all, as CSV for Excel, one file a table."""
        from analysis.exports.csv_folder import export_csv

        export_csv(self._excerpt(plans), Path(folder))

    def export_duckdb(self, path: str | Path, plans: Sequence[str] = ()) -> None:
        """Write these plans, or all, as a DuckDB file in star form, `analysis/exports/star/star.toml`."""
        from analysis.exports.star import export_star

        export_star(self._excerpt(plans), Path(path))

    def export_calendar(self, path: str | Path, plans: Sequence[str] = ()) -> None:
        """Write every dated round of these plans, or of all, as an iCalendar file."""
        from analysis.exports.plan_calendar import export_calendar

        export_calendar(self._excerpt(plans), Path(path))

    def _excerpt(self, names: Sequence[str]) -> "Excerpt":
        from analysis.exports.excerpt import excerpt

        return excerpt(self, names)

    def _frame(self, name: str) -> pd.DataFrame:
        """The rows of a frame that belong to preferred documents, in the store's order."""
        table = self._tables[DATASET_OF[name]]
        wanted = pa.array(self.plans["document_id"].tolist(), pa.string())
        own = frame_of(name, table.filter(pc.is_in(table["document_id"], value_set=wanted)))
        order = [c for c in ("document_id", "ordinal", "section_ordinal") if c in own.columns]
        return own.sort_values(order, kind="stable", ignore_index=True)
