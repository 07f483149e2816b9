"""The pages of the dashboard."""

from collections.abc import Callable
from functools import cache
from typing import Final

import streamlit as st
from PIL import Image, ImageDraw

from dashboards import address, charts, ways
from dashboards.views import agencies, calendar, overview, provinces, search, side_by_side, targets, task
from schemas.language import gettext as _

# Pixels of a side.
_ICON: Final = 32

View = tuple[Callable[[], None], str, str]


def show() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="kehoach", page_icon=_icon(), layout="wide")
    pages = {
        name: st.Page(
            view,
            title=title,
            icon=f":material/{icon}:",
            url_path=name,
            default=name == "overview",
            visibility="hidden" if name == "task" else "visible",
        )
        for name, (view, title, icon) in views().items()
    }
    ways.mark(pages)
    chosen = st.navigation(list(pages.values()))
    st.session_state[address.PAGE] = chosen.url_path
    chosen.run()


@cache
def _icon() -> Image.Image:
    """The symbol of the browser's tab, drawn here: that of a page Streamlit would fetch from elsewhere."""
    icon = Image.new("RGB", (_ICON, _ICON), charts.BARS)
    pen = ImageDraw.Draw(icon)
    for line in range(_ICON // 4, _ICON, _ICON // 4):
        pen.line((_ICON // 5, line, _ICON - _ICON // 5, line), fill="white", width=_ICON // 10)
    return icon


def views() -> dict[str, View]:
    """The pages by the name that stands in their address, each with its title and its symbol."""
    return {
        "overview": (overview.show, _("Overview and data quality"), "dashboard"),
        "compare": (side_by_side.show, _("Plans side by side"), "compare_arrows"),
        "agencies": (agencies.show, _("Work of agencies"), "groups"),
        "calendar": (calendar.show, _("Calendar of what is due"), "calendar_month"),
        "targets": (targets.show, _("Targets by index"), "flag"),
        "map": (provinces.show, _("Map by province"), "map"),
        "search": (search.show, _("Search tasks"), "search"),
        "task": (task.show, _("Task"), "task"),
    }
