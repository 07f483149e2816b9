"""One task, with all that belongs to it and its place on the page."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.frames import page_of
from analysis.grades import grade_of
from analysis.watching.store_watch import Look, Whole
from dashboards import notation, page_view, watched, ways
from dashboards.tables import table
from pipeline.page_files import PagesNotThereError
from schemas.language import gettext as _
from schemas.rows import DocumentRow

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

# Pixels of a row: four lines; the whole text of the task stands above.
_TALL: Final = 82
_DATASETS: Final = ("tasks", "assignments", "deadlines", "targets")


def show() -> None:
    """The page."""
    st.title(_("Task"))
    ways.go_back_button(_("Back to the list"))
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
    _how_to_correct(document)
    st.header(_("Its place on the page"))
    _pages(found, document, rows)


def _words(task: Mapping[str, Any], document: DocumentRow, whole: Whole) -> None:
    plans = whole.corpus.documents
    label = plans.loc[plans["document_id"] == document.document_id, "plan_label"].iloc[0]
    said = {
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
    st.text(task["task_text"])
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
    table(frame, headers, name="task", widths={"text": "medium", "meaning": "medium"}, tall=_TALL)


def _how_to_correct(document: DocumentRow) -> None:
    """What to type where something is wrong: for a person at the machine of the store."""
    st.caption(_("Is anything wrong here? This command makes a page on which it can be corrected:"))
    store = str(watched.watched().store.out)
    st.code(shlex.join(["kehoach", "review", document.source_uri, "--store", store]), language=None)


def _said(name: str, row: Mapping[str, Any]) -> tuple[str, str]:
    """The words of a finding, and what they mean."""
    match name:
        case "assignments":
            meaning = f"{notation.code('role', row['role'])}: {row['agency_name'] or row['agency_text']}"
            return row["agency_text"], meaning
        case "deadlines":
            return row["deadline_text"], _time(row)
        case "targets":
            return row["target_text"], _target(row) or notation.UNKNOWN
    return row["task_text"], notation.code("area", row["reform_area"])


def _time(row: Mapping[str, Any]) -> str:
    """A time as its days, and how often it comes again."""
    first, last = (notation.day(row[name]) for name in ("start_date", "due_date"))
    days = f"{first} – {last}" if row["kind"] == "period" and first and last else last or first
    parts = (days, notation.recurrence(row["recurrence"]))
    found = "; ".join(part for part in parts if part)
    return found or {
        "ongoing": _("all the time"),
        "recurring": _("again and again, on no fixed day"),
        "event": _("after an event, on no fixed day"),
    }.get(row["kind"], notation.UNKNOWN)


def _target(row: Mapping[str, Any]) -> str:
    """A target as index, direction, comparator, value and unit."""
    labels = notation.labels()
    parts = (
        labels.code("direction", row["direction"]),
        labels.code("comparator", row["comparator"]),
        notation.number(row["value"]),
        row["unit"],
    )
    index = labels.code("index", row["index"])
    said = " ".join(part for part in parts if part)
    return ": ".join(part for part in (index, said) if part)


def _pages(found: Look, document: DocumentRow, rows: Rows) -> None:
    boxes: dict[str, list[Mapping[str, Any]]] = {kind: [] for kind in page_view.COLOURS}
    for name in _DATASETS:
        for row in rows[name]:
            boxes[row["role"] if name == "assignments" else name].extend(row["spans"])
    try:
        with st.spinner(_("The page is being drawn …")):
            drawn = page_view.pages_of(document, found.documents, watched.watched().store, boxes)
    except PagesNotThereError as error:
        st.text(str(error))
        return
    source = {
        "twin": _("These are the pages of the same plan's PDF."),
        "printed": _("These are pages as LibreOffice prints the file."),
    }.get(document.page_source or "")
    if source:
        st.text(source)
    st.text(_("Blue: the task. Orange: the lead. Violet: who takes part. Green: times. Ochre: targets."))
    for page in drawn:
        st.image(page.image, caption=_("page {page}").format(page=page.page), width="stretch")
