"""Widgets whose values stand in the page's address: who opens a copy of it sees the same.

Streamlit's own binding of widgets to the address (`bind`) forbids to lead to another page with parameters
of the same names.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import streamlit as st

_Value = TypeVar("_Value")

_YES: Final = "true"
# What the address said of a widget last, and before: a look that the browser asked for meanwhile may still
# come with the earlier one, and is no wish to go back.
_KEPT: Final = 2


def many(
    label: str,
    options: Sequence[str],
    name: str,
    *,
    written: Callable[[str], str] = str,
    placeholder: str = "",
    most: int | None = None,
) -> list[str]:
    """Some of the options, each shown as `written`; in the address they stand as they are."""
    known = set(options)
    key = _begin(name, lambda said: [value for value in said if value in known][:most])
    found: list[str] = st.multiselect(
        label, options, key=key, format_func=written, placeholder=placeholder, max_selections=most
    )
    _end(name, found)
    return found


def one(
    label: str, options: Sequence[str], name: str, *, written: Callable[[str], str] = str, default: int = 0
) -> str:
    """One of the options, by default that at `default`."""
    usual = options[default]
    key = _begin(name, lambda said: next((value for value in said if value in options), usual))
    found: str = st.selectbox(label, options, key=key, format_func=written)
    _end(name, [found] if found != usual else [])
    return found


def words(label: str, name: str, *, placeholder: str) -> str:
    """A text."""
    key = _begin(name, lambda said: " ".join(said))
    found: str = st.text_input(label, key=key, placeholder=placeholder)
    _end(name, [found] if found else [])
    return found


def yes(label: str, name: str) -> bool:
    """Yes or no."""
    key = _begin(name, lambda said: said == [_YES])
    found: bool = st.toggle(label, key=key)
    _end(name, [_YES] if found else [])
    return found


def _begin(name: str, parse: Callable[[list[str]], _Value]) -> str:
    """The widget's key, its value being what the address says where that is news."""
    key = _key(name)
    said = st.query_params.get_all(name)
    if key not in st.session_state or said not in st.session_state.get(_memory(name), []):
        st.session_state[key] = parse(said)
    return key


def _end(name: str, value: list[str]) -> None:
    """Write the widget's value into the address."""
    if value != st.query_params.get_all(name):
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    before = st.session_state.get(_memory(name), [])
    if before[-1:] != [value]:
        st.session_state[_memory(name)] = [*before, value][-_KEPT:]


def _key(name: str) -> str:
    """The key of a widget on this page: pages share names in the address, and no values."""
    return f"{_page()}-{name}"


def _memory(name: str) -> str:
    return f"{_page()}-{name}-said"


def _page() -> str:
    """The page that is shown, as `dashboards.pages` noted it."""
    return str(st.session_state.get(PAGE, ""))


PAGE: Final = "page-shown"
"""The key in the session of the name of the page that is shown."""
