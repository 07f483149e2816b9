"""What is to be reached, by index, with the value that each unit set itself."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.watching.targets import target_rows, targets_by_index
from dashboards import address, charts, filters, notation, watched, ways
from dashboards.tables import table
from schemas.language import gettext as _
from schemas.language import spoken

# Units whose values one compares at a glance; the table has all.
_BARS: Final = 25


def show() -> None:
    """The page."""
    st.title(_("Targets by index"))
    found = watched.look()
    whole = watched.whole(found)
    names: list[filters.Filter] = ["index", "province", "year", "grade", "plan"]
    chosen = filters.chosen(found, names)
    cursor = whole.cursor()
    summary = targets_by_index(cursor, chosen)
    if summary.empty:
        st.info(_("There is nothing here for these filters."))
        return
    _summary(summary)
    rows = target_rows(cursor, chosen)
    st.header(_("Values of each unit"))
    _values(rows)
    st.header(_("All targets"))
    _all(rows)


def _index(code: object) -> str:
    return notation.code("index", code) if isinstance(code, str) else _("no index, or several")


def _summary(rows: pd.DataFrame) -> None:
    shown = rows.assign(name=[_index(code) for code in rows["index"]])
    headers = {
        "name": _("Index"),
        "targets": _("Targets"),
        "with_value": _("with a value"),
        "issuers": _("Units"),
        "plans": _("Plans"),
    }
    table(shown, headers, name="by-index")


def _values(rows: pd.DataFrame) -> None:
    """For one index and one unit of measure, who set what."""
    valued = rows.dropna(subset=["index", "value", "unit"])
    if valued.empty:
        st.info(_("No target that names an index has a value."))
        return
    kinds = valued.groupby(["index", "unit"]).size().sort_values(ascending=False)
    names = {f"{_index(index)} · {unit}": (index, unit) for index, unit in kinds.index}
    chosen = names[address.one(_("Index and unit of measure"), list(names), "measure")]
    own = valued[(valued["index"] == chosen[0]) & (valued["unit"] == chosen[1])]
    latest = own.sort_values(["issue_year", "value"], ascending=False).drop_duplicates("issuer")
    best = latest.dropna(subset=["issuer"]).sort_values("value", ascending=False).head(_BARS)
    charts.bars(
        best[["issuer", "value"]].astype({"value": float}),
        category="issuer",
        value="value",
        order=list(best["issuer"]),
        titles=(_("Unit"), _("Value")),
        language=spoken(),
        describes=_("Bars: the value that each unit set itself; the table below has all of them."),
    )


def _all(rows: pd.DataFrame) -> None:
    shown = rows.assign(
        name=[_index(code) for code in rows["index"]],
        how=[_how(*row) for row in rows[["direction", "comparator"]].itertuples(index=False)],
        sure=[notation.grade(grade) for grade in rows["grade"]],
    )
    headers = {
        "name": _("Index"),
        "issuer": _("Unit"),
        "province": _("Province"),
        "issue_year": _("Year of issue"),
        "how": _("Meant as"),
        "value": _("Value"),
        "unit": _("Unit of measure"),
        "target_text": _("In the plan's words"),
        "plan_label": _("Plan"),
        "page": _("Page"),
        "sure": _("How sure"),
        "corrected": _("Corrected"),
    }
    st.caption(
        _("Point at a row to see its task, or the tasks of its plan where it stands outside of tasks.")
    )
    place = table(shown, headers, name="targets", pick="row", widths={"target_text": "large"})
    if place is None:
        return
    row = rows.iloc[place.row]
    if isinstance(row["task_id"], str):
        ways.go_to_task(row["task_id"])
    ways.go("search", {"plan": [row["plan_label"]]})


def _how(direction: object, comparator: object) -> str:
    """Which way, and how the value is meant: "tăng, ít nhất"."""
    labels = notation.labels()
    parts = (labels.code("direction", direction), labels.code("comparator", comparator))
    return ", ".join(part for part in parts if part)
