"""Who has how much to do: what agencies lead and take part in, by reform area and by month."""

from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from analysis.watching.chosen import Chosen
from analysis.watching.collation import collation_key
from analysis.watching.load import agency_load, load_by_area, load_by_month
from dashboards import address, charts, filters, notation, page_view, watched, ways
from dashboards.tables import Width, table
from schemas.codes import REFORM_AREAS
from schemas.language import gettext as _
from schemas.language import spoken

# Bars that one sees at a glance; the table has all agencies.
_BARS: Final = 15
# Months beside each other on a chart that still tells them apart.
_MONTHS: Final = 36
_NARROW: Final[dict[str, Width]] = {"agency_name": "medium"}


def show() -> None:
    """The page."""
    st.title(_("Work of agencies"))
    found = watched.look()
    whole = watched.whole(found)
    names: list[filters.Filter] = ["province", "year", "agency", "area", "plan"]
    chosen = filters.chosen(found, names, whole)
    members = address.yes(_("Count a set of agencies for each of its members"), "members")
    chosen = replace(chosen, members=members)
    with st.spinner(_("Tasks are being counted …")):
        cursor = whole.cursor(members=members)
    rows = agency_load(cursor, chosen)
    if rows.empty:
        st.info(_("There is nothing here for these filters."))
        return
    _bars(rows)
    st.caption(_("Point at a number to see the tasks behind it."))
    _load(rows, chosen)
    st.header(_("By area of reform"))
    _areas(load_by_area(cursor, chosen), rows, chosen)
    st.header(_("By month due"))
    _months(load_by_month(cursor, chosen), chosen)


def _bars(rows: pd.DataFrame) -> None:
    first = rows.head(_BARS)
    roles = {"lead": notation.code("role", "lead"), "coordinate": notation.code("role", "coordinate")}
    long = first.melt("agency_name", ["lead", "coordinate"], var_name="role", value_name="tasks")
    long["role"] = long["role"].map(roles)
    charts.bars(
        long,
        category="agency_name",
        value="tasks",
        order=list(first["agency_name"]),
        titles=(_("Agency"), _("Tasks")),
        language=spoken(),
        colour=("role", {said: page_view.COLOURS[role] for role, said in roles.items()}),
        describes=_("Bars: the agencies with most tasks; the table below has all of them."),
    )


def _load(rows: pd.DataFrame, chosen: Chosen) -> None:
    headers = {
        "agency_name": _("Agency"),
        "lead": _("leads"),
        "coordinate": _("takes part"),
        "plans": _("Plans"),
    }
    place = table(rows, headers, name="agencies", pick="cell", widths=_NARROW)
    if place is not None:
        role = place.column if place.column in ("lead", "coordinate") else None
        agency = rows["agency_name"].iloc[place.row]
        ways.go("search", filters.parameters(replace(chosen, agencies=(agency,), role=role)))


def _areas(rows: pd.DataFrame, load: pd.DataFrame, chosen: Chosen) -> None:
    wide = rows.assign(reform_area=rows["reform_area"].fillna("")).pivot_table(
        index="agency_name", columns="reform_area", values="tasks", aggfunc="sum", fill_value=0
    )
    areas = [area for area in (*REFORM_AREAS, "") if area in wide.columns]
    shown = wide.reindex(load["agency_name"])[areas].reset_index()
    headers = {
        "agency_name": _("Agency"),
        **{area: notation.code("area", area) if area else _("no area of reform") for area in areas},
    }
    place = table(shown, headers, name="by-area", pick="cell", zeros=False, widths=_NARROW)
    if place is not None:
        own = replace(chosen, agencies=(shown["agency_name"].iloc[place.row],))
        if place.column in REFORM_AREAS:
            own = replace(own, areas=(str(place.column),))
        ways.go("search", filters.parameters(own))


def _months(rows: pd.DataFrame, chosen: Chosen) -> None:
    if rows.empty:
        st.info(_("No task of these agencies has a day on which it is due."))
        return
    total = rows.groupby("month", as_index=False).agg(tasks=("tasks", "sum")).tail(_MONTHS)
    total["said"] = [notation.month(month) for month in total["month"]]
    charts.columns(
        total,
        category="said",
        value="tasks",
        titles=(_("Month due"), _("Tasks")),
        language=spoken(),
        describes=_("Columns: how many tasks of these agencies are due in each month."),
    )
    months = list(total["month"])
    wide = rows[rows["month"].isin(months)].pivot_table(
        index="agency_name", columns="month", values="tasks", aggfunc="sum", fill_value=0
    )
    wide = wide.loc[sorted(wide.index, key=collation_key)]
    wide.columns = pd.Index([f"{month:%Y-%m}" for month in wide.columns])
    shown = wide.reset_index()
    headers = {
        "agency_name": _("Agency"),
        **{month: notation.month(pd.Timestamp(f"{month}-01").date()) for month in wide.columns},
    }
    place = table(shown, headers, name="by-month", pick="cell", zeros=False, widths=_NARROW)
    if place is None:
        return
    own = replace(chosen, agencies=(shown["agency_name"].iloc[place.row],))
    if place.column in wide.columns:
        first = pd.Timestamp(f"{place.column}-01")
        own = replace(own, first=first.date(), last=(first + pd.offsets.MonthEnd()).date())
    ways.go("search", filters.parameters(own))
