"""One task, with all that belongs to it and its place on the page."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.frames import page_of
from analysis.grades import grade_of
from analysis.watching.store_watch import Look, Whole
from dashboards import notation, page_view, watched, ways
from dashboards.tables import table
from schemas.language import gettext as _
from schemas.rows import DocumentRow

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_DATASETS: Final = ("tasks", "assignments", "deadlines", "targets")


def show() -> None:
    """The page."""
    st.title(_("Task"))
    task_id = st.query_params.get("task", "")
    found = watched.look()
    whole = watched.whole(found)
    rows = {name: whole.rows_of(name, task_id) for name in _DATASETS}
    if not rows["tasks"]:
        st.info(_("The store has no such task (any more). Look for it by its words."))
        ways.button("search", _("Search tasks"), {})
        return
    document = next(row for row in found.documents if row.document_id == rows["tasks"][0]["document_id"])
    _words(rows["tasks"][0], document, whole)
    _parts(rows)
    st.header(_("Its place on the page"))
    _pages(found, document, rows)


def _words(task: Mapping[str, Any], document: DocumentRow, whole: Whole) -> None:
    plans = whole.corpus.documents
    label = plans.loc[plans["document_id"] == document.document_id, "plan_label"].iloc[0]
    said = {
        _("Task"): task["task_text"],
        _("Plan"): label,
        _("About"): document.title,
        _("Under"): "\n".join(task["heading_path"]),
        _("Topic"): "\n".join(task["topics"]),
        _("Area of reform"): notation.code("area", task["reform_area"]),
        _("Product"): task["product"],
        _("Funding"): task["funding"],
        _("Remarks"): task["note"],
        _("File"): document.source_uri,
    }
    for name, text in said.items():
        if text:
            st.caption(name)
            st.text(text)
    ways.button("search", _("All tasks of this plan"), {"plan": [label]})


def _parts(rows: Rows) -> None:
    """Everything that was found for the task, one row each."""
    listed = [
        (
            notation.code("finding", name),
            *_said(name, row),
            page_of(row["spans"]),
            notation.grade(grade_of(row["confidence"])),
            bool(row["corrected"]),
        )
        for name in _DATASETS
        for row in rows[name]
    ]
    frame = pd.DataFrame(listed, columns=["kind", "text", "meaning", "page", "grade", "corrected"])
    frame["page"] = frame["page"].astype("Int64")
    headers = {
        "kind": _("Finding"),
        "text": _("In the plan's words"),
        "meaning": _("Meaning"),
        "page": _("Page"),
        "grade": _("How sure"),
        "corrected": _("Corrected"),
    }
    table(frame, headers, name="task", widths={"text": "large"})


def _said(name: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """The words of a finding, and what they mean."""
    match name:
        case "assignments":
            return row["agency_text"], notation.code("role", row["role"])
        case "deadlines":
            return row["deadline_text"], notation.day(row["due_date"] or row["start_date"])
        case "targets":
            return row["target_text"], _value(row)
    return row["task_text"], ""


def _value(row: Mapping[str, Any]) -> str:
    """A target as comparator, value and unit."""
    parts = (
        notation.labels().code("comparator", row["comparator"]),
        notation.number(row["value"]),
        row["unit"],
    )
    return " ".join(part for part in parts if part)


def _pages(found: Look, document: DocumentRow, rows: Rows) -> None:
    boxes = {name: [span for row in rows[name] for span in row["spans"]] for name in _DATASETS}
    try:
        with st.spinner(_("The page is being drawn …")):
            drawn = page_view.pages_of(document, found.documents, watched.watched().store, boxes)
    except page_view.NoPageError as error:
        st.text(str(error))
        return
    source = {
        "twin": _("These are the pages of the same plan's PDF."),
        "printed": _("These are pages as LibreOffice prints the file."),
    }.get(document.page_source or "")
    if source:
        st.text(source)
    st.text(_("Blue: the task. Orange: agencies. Green: times. Violet: targets."))
    for page in drawn:
        st.image(page.image, caption=_("page {page}").format(page=page.page), width="stretch")
