"""How much each province has, on a map of tiles, before and after provinces were joined."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.watching.chosen import Chosen
from analysis.watching.collation import collation_key
from analysis.watching.provinces import Era, counts_by_province, plans_without_province, provinces_in
from dashboards import address, charts, filters, notation, watched, ways
from dashboards.tables import table
from dashboards.tiles import tiles
from schemas.language import gettext as _
from schemas.language import ngettext

_SQUARE: Final = (42, 42)


def show() -> None:
    """The page."""
    st.title(_("Map by province"))
    found = watched.look()
    chosen = filters.chosen(found, ["year"])
    era, measure = _asked()
    whole = watched.whole(found)
    counts = counts_by_province(whole.cursor(), chosen, era)
    known = _with_all(counts, era).sort_values(measure, ascending=False, kind="stable", ignore_index=True)
    st.caption(_explained(era))
    _tell_unplaced(plans_without_province(whole.cursor(), chosen))
    drawing, listed = st.columns([2, 3])
    with drawing:
        picked = _map(known, era, measure)
    with listed:
        _table(known, chosen)
    if picked:
        _go(known[known["code"] == picked].iloc[0], chosen)


def _asked() -> tuple[Era, str]:
    eras = {
        "after": _("34 provinces (from 1 July 2025)"),
        "before": _("63 provinces (until 30 June 2025)"),
    }
    measures = {"plans": _("Plans"), "tasks": _("Tasks")}
    first, second = st.columns(2)
    with first:
        era = address.one(_("Provinces"), list(eras), "era", written=eras.__getitem__)
    with second:
        measure = address.one(_("Coloured by"), list(measures), "by", written=measures.__getitem__)
    return "before" if era == "before" else "after", measure


def _explained(era: Era) -> str:
    if era == "before":
        return _("Plans issued before 1 July 2025, each with the province that issued it.")
    return _("All plans; those of a province that is no more count for the one that followed it.")


def _tell_unplaced(count: int) -> None:
    """Say how many plans the map leaves out."""
    if count:
        said = ngettext(
            "{count} plan of an unknown province is not on the map.",
            "{count} plans of unknown provinces are not on the map.",
            count,
        )
        st.caption(said.format(count=notation.number(count)))


def _with_all(counts: pd.DataFrame, era: Era) -> pd.DataFrame:
    """The counts of all provinces of an era, those without plans too, as a dictionary orders them."""
    names = pd.DataFrame([(unit.code, unit.name) for unit in provinces_in(era)], columns=["code", "name"])
    own = counts.drop(columns="name")
    whole = names.merge(own, on="code", how="left")
    whole[["plans", "tasks"]] = whole[["plans", "tasks"]].fillna(0).astype("int64")
    whole["members"] = [names if isinstance(names, list) else [] for names in whole["members"]]
    return whole.sort_values("name", key=lambda names: names.map(collation_key), ignore_index=True)


def _map(known: pd.DataFrame, era: Era, measure: str) -> str | None:
    places = tiles(era)
    own = known[known["code"].isin(list(places))]
    rows = pd.DataFrame(
        {
            "column": [places[code].at[0] for code in own["code"]],
            "row": [places[code].at[1] for code in own["code"]],
            "key": own["code"],
            "count": own[measure],
            "name": [
                _lines(places[code].name or name) for code, name in zip(own["code"], own["name"], strict=True)
            ],
            "said": [notation.number(count) if count else "" for count in own[measure]],
            "whole": own["name"],
            "plans": [notation.number(count) for count in own["plans"]],
            "tasks": [notation.number(count) for count in own["tasks"]],
        }
    )
    return charts.squares(
        rows,
        key=f"map-{era}",
        size=_SQUARE,
        tooltip={"whole": _("Province"), "plans": _("Plans"), "tasks": _("Tasks")},
        describes=_("A square for each province, the darker the more it has; the table has the numbers."),
    )


def _lines(name: str) -> str:
    """A name in two lines."""
    first, _blank, rest = name.partition(" ")
    return f"{first}\n{rest}"


def _table(known: pd.DataFrame, chosen: Chosen) -> None:
    headers = {"name": _("Province"), "plans": _("Plans"), "tasks": _("Tasks")}
    st.caption(_("Point at a province to see its tasks."))
    place = table(known, headers, name="provinces", pick="row")
    if place is not None:
        _go(known.iloc[place.row], chosen)


def _go(row: pd.Series, chosen: Chosen) -> None:
    if row["members"]:
        ways.go("search", filters.parameters(Chosen(provinces=tuple(row["members"]), years=chosen.years)))
    st.info(_("No plan of this province is in the store."))
