"""The store that the dashboard shows: one for the process, read once for all who look."""

import time
from typing import Final, NoReturn

import streamlit as st

from analysis.watching.store_watch import Look, StoreWatch, Whole
from pipeline.store import StoreError
from schemas.language import gettext as _

# Seconds between two looks whether the store is read; each lets Streamlit end a run that nobody waits for.
_STEP: Final = 0.1

_watches: list[StoreWatch] = []


def watch(store: str) -> StoreWatch:
    """From now on the dashboard shows the store at this folder or URL."""
    _watches[:] = [StoreWatch(store)]
    return _watches[0]


def watched() -> StoreWatch:
    """The store that is shown."""
    return _watches[0]


def look() -> Look:
    """The store as it is now; where it cannot be shown a sentence says so, and the page ends."""
    try:
        found = watched().look()
    except FileNotFoundError as error:
        _end(_("There is no store here. Read plans into one first: kehoach ingest"), error)
    except (StoreError, OSError, ValueError) as error:
        _end(_("The store cannot be read. kehoach check says what is wrong with it."), error)
    if not found.documents:
        _end(_("The store holds no plans yet. Read some into it: kehoach ingest"))
    if watched().is_reading_again:
        st.caption(_("The store has changed and is being read again; this is its state before."))
    return found


def whole(found: Look) -> Whole:
    """All of the store, as soon as it is read; meanwhile the page says that one must wait."""
    if not found.whole.done():
        with st.spinner(_("The tasks of the store are being read …")):
            place = st.empty()
            while not found.whole.done():
                time.sleep(_STEP)
                place.empty()
    error = found.whole.exception()
    if error is not None:
        _end(_("The store cannot be read. kehoach check says what is wrong with it."), error)
    return found.whole.result()


def _end(sentence: str, error: BaseException | None = None) -> NoReturn:
    """The page says this, with the words of an error as they are, and ends."""
    st.error(sentence)
    if error is not None:
        st.text(str(error))
    st.stop()
