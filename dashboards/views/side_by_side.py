"""Plans beside each other: what they share and what differs, what only one has."""

from typing import Final

import streamlit as st

from analysis.comparing.report import Report
from analysis.comparing.tables import report_of
from analysis.comparing.wording import GROUPINGS, By, groupings
from analysis.plan_names import plan_of
from analysis.watching.store_watch import Look, Whole
from dashboards import address, filters, watched
from dashboards.tables import downloads, table
from schemas.language import gettext as _
from schemas.language import spoken

# Beside more plans nobody reads a row.
_MOST: Final = 6
# Pixels of a row: a task with who, by when and how much below it takes seven lines.
_TALL: Final = 145


def show() -> None:
    """The page."""
    st.title(_("Plans side by side"))
    found = watched.look()
    labels = address.many(
        _("Plans, the first beside each of the others"),
        filters.plan_labels(found),
        "plan",
        placeholder=_("choose two or more"),
        most=_MOST,
    )
    ways: dict[str, By | None] = {"": None}
    ways.update({by: by for by in GROUPINGS})
    names: dict[str, str] = {"": _("not grouped")}
    names.update(zip(GROUPINGS, groupings().values(), strict=True))
    by = ways[address.one(_("Grouped by"), list(ways), "by", written=names.__getitem__)]
    if len(labels) <= 1:
        st.info(_("Choose two plans or more to see what they share and what differs."))
        return
    whole = watched.whole(found)
    with st.spinner(_("The plans are being compared …")):
        report = _compared(found.generation, _keys(found, labels), by, spoken(), whole)
    _show(report)


def _keys(found: Look, labels: list[str]) -> tuple[str, ...]:
    plans = found.plans.plans
    keys = dict(zip(plans["plan_label"], plans["main_plan_key"], strict=True))
    return tuple(dict.fromkeys(keys[label] for label in labels))


@st.cache_data(max_entries=32, show_spinner=False)
def _compared(generation: str, keys: tuple[str, ...], by: By | None, language: str, _whole: Whole) -> Report:
    """The comparison of these plans; `generation` and `language` tell one answer from another."""
    names = [plan_of(key, _whole.corpus.documents) for key in keys]
    corpus = _whole.excerpt(tuple(document for name in names for document in name.document_ids))
    return report_of(corpus.compare(*keys), by)


def _show(report: Report) -> None:
    for name, text in report.facts:
        st.caption(name)
        st.text(text)
    downloads(lambda: report.sheets, "comparison", csv=False)
    if not report.tables:
        st.info(_("These plans share nothing."))
    for number, found in enumerate(report.tables):
        st.header(found.title)
        if found.note:
            st.text(found.note)
        frame = found.frame
        headers = {column: column for column in frame.columns}
        table(frame, headers, name=f"table-{number}", tall=_TALL)
