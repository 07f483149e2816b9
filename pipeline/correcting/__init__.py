"""Corrections of what was read: the rows of a review file, and plans with corrections in them."""

from pipeline.correcting.applying import Outcome, State, corrected
from pipeline.correcting.rows import correction_of, rows_of
from pipeline.correcting.settling import RefusedError, settled

__all__ = ["Outcome", "RefusedError", "State", "corrected", "correction_of", "rows_of", "settled"]
