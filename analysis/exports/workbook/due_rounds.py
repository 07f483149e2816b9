"""What falls due around a day, a line a deadline: of a duty that comes again, the next round."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import pandas as pd

DAYS: Final = 60
"""How far ahead "due soon" looks, unless asked otherwise."""

OVERDUE: Final = 30
"""How far back it looks."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days around `as_of` within which something is due soon or has just fallen due."""

    as_of: date
    days: int = DAYS
    overdue: int = OVERDUE

    @property
    def first(self) -> date:
        """Its first day."""
        return self.as_of - timedelta(days=self.overdue)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.as_of + timedelta(days=self.days)


def due_rounds(occurrences: pd.DataFrame, window: Window) -> pd.DataFrame:
    """The deadlines with rounds in the window, by day: `task_id`, `deadline_text`, `round_due`, `rounds` (so
    many in the window), `days_left` (negative for a day before `as_of`).

    Of each deadline the next round stands there; the last one before `as_of` where none follows.
    """
    as_of = pd.Timestamp(window.as_of)
    inside = occurrences["round_due"].between(pd.Timestamp(window.first), pd.Timestamp(window.last))
    own = occurrences[inside & ~occurrences["before_issue"]]
    own = own.assign(days_left=(own["round_due"] - as_of).dt.days)
    # The next one first, then those before it, the latest first.
    nearest = own.assign(past=own["days_left"] < 0, far=own["days_left"].abs())
    nearest = nearest.sort_values(["past", "far", "deadline_row"], kind="stable")
    found = nearest.drop_duplicates("deadline_row")
    found = found.assign(rounds=found["deadline_row"].map(own.groupby("deadline_row").size()))
    columns = ["task_id", "deadline_text", "round_due", "rounds", "days_left"]
    return found.sort_values(["round_due", "deadline_row"], kind="stable", ignore_index=True)[columns]
