"""The way from one page to another: from a figure to the tasks behind it, from a task to its page."""

from collections.abc import Mapping
from typing import Any, Final, NoReturn

import streamlit as st

from dashboards import address

# Where a task's address says which page led to it.
_BACK: Final = "back"
_SEARCH: Final = "search"
# The pages of this process; they are the same for all who look.
_pages: dict[str, Any] = {}


def mark(pages: Mapping[str, Any]) -> None:
    """These pages there are, by name."""
    _pages.update(pages)


def go(name: str, parameters: Mapping[str, Any]) -> NoReturn:
    """Show another page with these parameters in its address."""
    st.switch_page(_pages[name], query_params=parameters)


def go_to_task(task_id: str) -> NoReturn:
    """Show a task. The address keeps what stands in it: who goes back finds the list as it was."""
    shown = st.session_state.get(address.PAGE) or _SEARCH
    go("task", {**_kept(), _BACK: shown, "task": task_id})


def go_back_button(label: str) -> None:
    """A button that leads from a task to the list that led to it, as it was; to the search where none did."""
    named = st.query_params.get(_BACK, "")
    button(named if named in _pages else _SEARCH, label, _kept())


def _kept() -> dict[str, list[str]]:
    """What stands in the address of the list that a task belongs to."""
    return {name: st.query_params.get_all(name) for name in st.query_params if name not in (_BACK, "task")}


def button(name: str, label: str, parameters: Mapping[str, Any]) -> None:
    """A button that leads to another page. `label` is read as Markdown: no text of a plan may stand in it."""
    if st.button(label):
        go(name, parameters)
