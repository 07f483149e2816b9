"""What is due on which day of a month: a grid to see where it piles up, and the list."""

from collections import Counter
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from analysis.watching.due_days import folded, month_end, month_grid, rounds_by_month, rounds_due
from dashboards import address, charts, filters, notation, watched
from dashboards.task_table import task_table
from schemas.language import gettext as _

_SQUARE: Final = (46, 44)


def show() -> None:
    """The page."""
    st.title(_("Calendar of what is due"))
    found = watched.look()
    whole = watched.whole(found)
    names: list[filters.Filter] = ["province", "agency", "area", "year", "plan"]
    chosen = filters.chosen(found, names, whole)
    cursor = whole.cursor()
    first = _month(rounds_by_month(cursor, chosen))
    rows = rounds_due(cursor, chosen, first, month_end(first))
    day = _grid(first, rows[~rows["only_begins"]])
    _list(first, rows, day)


def _month(months: pd.DataFrame) -> date:
    """The month that is shown until another is chosen: the first from now on in which something is due, else
    the last one."""
    now = date.today().replace(day=1)
    due = sorted(month.date() for month in months["month"])
    shown = next((month for month in due if month >= now), due[-1] if due else now)
    offered = sorted({*due, now})
    names: dict[str, date] = {f"{month:%m/%Y}": month for month in offered}
    return names[address.one(_("Month"), list(names), "month", default=offered.index(shown))]


def _grid(first: date, due: pd.DataFrame) -> date | None:
    counts = Counter(day.date() for day in due["day"])
    cells = month_grid(first.year, first.month, counts)
    rows = pd.DataFrame(
        {
            "column": [cell.weekday for cell in cells],
            "row": [cell.week for cell in cells],
            "key": [cell.day.isoformat() for cell in cells],
            "count": [cell.count for cell in cells],
            "name": [str(cell.day.day) for cell in cells],
            "said": [notation.number(cell.count) if cell.count else "" for cell in cells],
            "day": [notation.day(cell.day) for cell in cells],
        }
    )
    weekdays = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    picked = charts.squares(
        rows,
        key="days",
        size=_SQUARE,
        tooltip={"day": _("Day"), "count": _("due")},
        header=weekdays,
        describes=_("The days of the month, the darker the more is due; the list has all of it."),
    )
    st.caption(_("Point at a day to see what is due on it; point beside it to see the month again."))
    return date.fromisoformat(picked) if picked else None


def _list(first: date, rows: pd.DataFrame, day: date | None) -> None:
    due = rows[~rows["only_begins"]]
    if day is not None and (day.year, day.month) == (first.year, first.month):
        due = due[due["day"] == pd.Timestamp(day)]
        st.subheader(_("Due on {day}").format(day=notation.day(day)))
    else:
        st.subheader(_("Due in {month}").format(month=notation.month(first)))
    task_table(folded(due), "due")
    begins = rows[rows["only_begins"]]
    if not begins.empty:
        st.subheader(_("Begins in {month}").format(month=notation.month(first)))
        task_table(folded(begins), "begins")
