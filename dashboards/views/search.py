"""All tasks: by words, with and without marks, and by every filter that other pages lead here with."""

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import streamlit as st

from analysis.watching.chosen import Chosen
from analysis.watching.tasks import task_count, task_rows
from dashboards import address, filters, notation, watched
from dashboards.tables import MOST_SHOWN, Whole
from dashboards.task_table import task_table
from schemas.findings import Role
from schemas.language import gettext as _
from schemas.language import ngettext


def show() -> None:
    """The page."""
    st.title(_("Search tasks"))
    found = watched.look()
    words = address.words(
        _("Words of the task"),
        "q",
        placeholder=_("with or without marks: thủ tục hành chính, thu tuc hanh chinh"),
    )
    whole = watched.whole(found)
    names: list[filters.Filter] = ["province", "year", "agency", "area", "index", "grade", "plan"]
    chosen = replace(filters.chosen(found, names, whole), words=words, **_further())
    cursor = whole.cursor(members=chosen.members)
    _tell_days(chosen)
    rows, count = task_rows(cursor, chosen, MOST_SHOWN)
    said = ngettext("{count} task", "{count} tasks", count).format(count=notation.number(count))
    everything = notation.number(task_count(cursor, Chosen()))
    st.text(_("{tasks} of {all}").format(tasks=said, all=everything))
    task_table(rows, "tasks", Whole(count, lambda: task_rows(whole.cursor(), chosen)[0]))


def _further() -> dict[str, Any]:
    """Filters that other pages lead here with."""
    return {
        "role": _role(),
        "members": st.query_params.get("members") == "true",
        "corrected": st.query_params.get("corrected") == "true",
        "first": _day("from"),
        "last": _day("to"),
    }


def _role() -> str | None:
    said = st.query_params.get("role")
    return said if said in get_args(Role) else None


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None


def _tell_days(chosen: Chosen) -> None:
    """What the address asks for that no filter on the page shows, with a way to be rid of it."""
    said = []
    if chosen.first and chosen.last:
        between = _("due from {first} to {last}")
        said.append(between.format(first=notation.day(chosen.first), last=notation.day(chosen.last)))
    if chosen.role:
        said.append(_("role: {role}").format(role=notation.code("role", chosen.role)))
    if chosen.members:
        said.append(_("sets of agencies count for their members"))
    if chosen.corrected:
        said.append(_("corrected by people"))
    if said:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(_("Only: {what}").format(what="; ".join(said)))
            st.button(_("Show others too"), on_click=_forget)


def _forget() -> None:
    for name in ("from", "to", "role", "members", "corrected"):
        st.query_params.pop(name, None)
