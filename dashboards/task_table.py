"""Tasks as a table; a row that is pointed at opens its task."""

from typing import Final

import pandas as pd

from dashboards import notation, ways
from dashboards.tables import Whole, Width, table
from schemas.language import gettext as _
from schemas.language import ngettext

# Pixels of a row: four lines.
_TALL: Final = 82
_WIDTHS: Final[dict[str, Width]] = {
    "task_text": "large",
    "leads": "medium",
    "coordinates": "medium",
    "deadline": "medium",
}


def task_table(rows: pd.DataFrame, name: str, whole: Whole | None = None) -> None:
    """Show rows as `analysis.watching` gives them, the columns that they have; `whole`: all of them, where
    these are only the first."""
    headers = {
        "day": _("Day due"),
        "task_text": _("Task"),
        "leads": _("Lead"),
        "coordinates": _("Taking part"),
        "deadline": _("Time"),
        "deadline_text": _("Time"),
        "due": _("Due on"),
        "reform_area": _("Area of reform"),
        "product": _("Product"),
        "plan_label": _("Plan"),
        "province": _("Province"),
        "issue_year": _("Year of issue"),
        "page": _("Page"),
        "grade": _("How sure"),
        "corrected": _("Corrected"),
        "rounds": _("Rounds"),
    }
    shown = _in_words(rows)
    if whole is None:
        # Files keep days as days.
        whole = Whole(len(rows), lambda: rows)
    if "rounds" in rows.columns:
        shown["day"] = [_first_of(*row) for row in rows[["day", "rounds"]].itertuples(index=False)]
    there = {column: header for column, header in headers.items() if column in rows.columns}
    place = table(
        shown,
        there,
        name=name,
        pick="row",
        tall=_TALL,
        widths=_WIDTHS,
        whole=Whole(whole.count, lambda: _in_words(whole.rows())),
    )
    if place is not None:
        ways.go_to_task(rows["task_id"].iloc[place.row])


def _first_of(day: pd.Timestamp, rounds: int) -> str:
    """The first day of a duty, and how many rounds follow it in the month."""
    said = notation.day(day.date())
    if rounds <= 1:
        return said
    further = ngettext("and {count} more", "and {count} more", rounds - 1)
    return f"{said} ({further.format(count=notation.number(rounds - 1))})"


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the names of their codes."""
    return rows.assign(
        reform_area=[notation.code("area", area) for area in rows["reform_area"]],
        grade=[notation.grade(grade) for grade in rows["grade"]],
    )
