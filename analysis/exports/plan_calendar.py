"""All that some plans want done by a day, as a calendar."""

import dataclasses
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from analysis.due import due_list
from analysis.exports.calendar import STAMP, write_calendar
from analysis.exports.due_events import due_events
from analysis.exports.excerpt import Excerpt

# Before and after all days that plans name: a window in which every round lies.
_FIRST: Final = date(1900, 1, 1)
_DAYS: Final = 100_000


def export_calendar(chosen: Excerpt, path: Path, *, name: str = "") -> int:
    """Write every dated round of these plans as events (`due_events`); how many there are.

    What comes again by a rule is one event that recurs. The same plans give the same bytes. OSError where it
    cannot be written; nothing is left then.
    """
    found = due_list(chosen.corpus, as_of=_FIRST, days=_DAYS, overdue=0)
    own = found.rounds["document_id"].isin(chosen.documents["document_id"])
    events = list(due_events(dataclasses.replace(found, rounds=found.rounds[own])))
    read = chosen.documents["ingested_at"].max()
    write_calendar(events, path, name=name, stamp=STAMP if pd.isna(read) else read.to_pydatetime())
    return len(events)
