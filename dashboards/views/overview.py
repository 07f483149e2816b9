"""What the store holds, and how far it can be relied on."""

from datetime import date
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.grades import GRADES
from analysis.watching import quality
from analysis.watching.chosen import Chosen
from analysis.watching.collation import collation_key
from analysis.watching.store_watch import Look, Whole
from dashboards import filters, notation, watched, ways
from dashboards.tables import table
from pipeline.store.status import status_of
from pipeline.version import PIPELINE_VERSION
from schemas.language import gettext as _
from schemas.language import spoken

# Pixels of a row: four lines, for the words of a warning.
_TALL: Final = 82


def show() -> None:
    """The page."""
    st.title(_("Overview and data quality"))
    found = watched.look()
    figures = _documents(found)
    st.header(_("Plans by province and year"))
    st.caption(_("Point at a number to see the tasks behind it."))
    _plans(found)
    st.header(_("How sure the findings are"))
    chosen = filters.chosen(found, ["province", "year"])
    whole = watched.whole(found)
    with figures:
        _figure(_("Plans corrected by people"), quality.corrected_plans(whole.cursor()))
    _grades(whole, chosen)
    st.header(_("Warnings"))
    _warnings(whole, chosen)
    st.header(_("What is stale"))
    _stale(found)


def _documents(found: Look) -> DeltaGenerator:
    """What is known before all is read; where its figures stand, for those that come later."""
    states = quality.reading_states(found.documents)
    plans = found.plans.plans
    figures = {
        _("Plans"): plans["main_plan_key"].nunique(),
        _("Files read without warnings"): states["stored"],
        _("Files read with warnings"): states["warnings"],
        _("Files that could not be read"): states["failed"],
    }
    place = st.container(horizontal=True)
    with place:
        for name, count in figures.items():
            _figure(name, count)
    failed = [row for row in found.documents if row.status == "failed"]
    if failed:
        with st.expander(_("Files that could not be read")):
            rows = pd.DataFrame(
                {
                    "file": [row.source_uri for row in failed],
                    "why": [_(_reason(row.reason)) for row in failed],
                }
            )
            table(rows, {"file": _("File"), "why": _("Why, and what to do")}, name="failed")
    return place


def _figure(name: str, count: int) -> None:
    st.metric(name, notation.number(count), border=True, width="content")


def _reason(code: str | None) -> str:
    from schemas.codes import REASONS

    return REASONS.get(code or "", "")


def _plans(found: Look) -> None:
    if found.plans.plans.empty:
        st.info(_("There is nothing here for these filters."))
        return
    counts = quality.plans_by_province(found.plans.plans)
    counts = counts.loc[sorted(counts.index, key=lambda name: (not name, collation_key(name)))]
    rows = counts.reset_index()
    years = [column for column in counts.columns if column != "total"]
    headers = {
        "province": _("Province"),
        **{year: year or _("year unknown") for year in years},
        "total": _("All years"),
    }
    shown = rows.assign(province=rows["province"].replace("", _("province unknown")))
    place = table(shown, headers, name="plans", pick="cell", zeros=False)
    if place is None:
        return
    province = rows["province"].iloc[place.row]
    ways.go(
        "search",
        filters.parameters(
            Chosen(
                provinces=(province,) if province else (),
                years=(int(place.column),) if place.column in years and place.column else (),
            )
        ),
    )


def _grades(whole: Whole, chosen: Chosen) -> None:
    counts = quality.grades(whole.cursor(), chosen)
    rows = counts.reset_index()
    rows["dataset"] = [notation.code("finding", name) for name in rows["dataset"]]
    headers: dict[str, str] = {
        "dataset": _("Finding"),
        **{grade: notation.grade(grade) for grade in GRADES},
        "corrected": _("Corrected"),
    }
    place = table(rows, headers, name="grades", pick="cell")
    st.caption(
        _(
            "Sure: of ten such findings nine or more are right on plans of a new kind. To check: compare it "
            "with the page before it is used."
        )
    )
    if place is not None and place.column in GRADES:
        ways.go("search", filters.parameters(chosen, grade=[place.column]))
    if place is not None and place.column == "corrected":
        ways.go("search", filters.parameters(chosen, corrected="true"))


def _warnings(whole: Whole, chosen: Chosen) -> None:
    rows = quality.warning_rows(whole.cursor(), chosen)
    if rows.empty:
        st.info(_("No plan was read with warnings."))
        return
    counts = rows.groupby("code", as_index=False).agg(
        count=("code", "size"), plans=("document_id", "nunique")
    )
    counts = counts.sort_values(["count", "code"], ascending=[False, True], ignore_index=True)
    shown = counts.assign(name=[notation.code("diagnostic", code) for code in counts["code"]])
    headers = {"name": _("Warning"), "count": _("How often"), "plans": _("In so many plans")}
    table(shown, headers, name="warnings")
    with st.expander(_("Every warning, with its plan")):
        each = rows.assign(said=rows["message_vi"] if spoken() == "vi" else rows["message"])
        place = table(
            each,
            {
                "said": _("Warning"),
                "page": _("Page"),
                "plan_label": _("Plan"),
                "province": _("Province"),
                "source_uri": _("File"),
            },
            name="every-warning",
            pick="row",
            widths={"said": "large"},
            tall=_TALL,
        )
        if place is not None:
            ways.go("search", {"plan": [each["plan_label"].iloc[place.row]]})


def _stale(found: Look) -> None:
    st.caption(_("The source files are looked at when you ask: on a slow share that takes a while."))
    if not st.button(_("Look at the source files"), key="stale"):
        return
    with st.spinner(_("The source files are being looked at …")):
        status = status_of(found.documents, watched.watched().store.sources, PIPELINE_VERSION)
    why = {
        _("the file has changed: kehoach ingest reads it again"): status.changed,
        _("the file is gone: kehoach prune takes its plan out of the store"): status.gone,
        _("read by an older version: kehoach ingest reads it again"): status.older,
    }
    rows = pd.DataFrame(
        [(row.source_uri, reason) for reason, rows in why.items() for row in rows], columns=["file", "why"]
    )
    if rows.empty:
        st.success(_("Nothing is stale: every file is as it was read, by this version."))
        return
    st.text(_("{count} of the stored files are stale").format(count=notation.number(status.stale)))
    table(
        rows, {"file": _("File"), "why": _("Why, and what to do")}, name=f"stale-{date.today().isoformat()}"
    )
