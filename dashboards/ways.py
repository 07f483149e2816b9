"""The way from one page to another: from a figure to the tasks behind it, from a task to its page."""

from collections.abc import Mapping
from typing import Any, NoReturn

import streamlit as st

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
    kept = {name: st.query_params.get_all(name) for name in st.query_params}
    go("task", {**kept, "task": task_id})


def button(name: str, label: str, parameters: Mapping[str, Any]) -> None:
    """A button that leads to another page. `label` is read as Markdown: no text of a plan may stand in it."""
    if st.button(label):
        go(name, parameters)
