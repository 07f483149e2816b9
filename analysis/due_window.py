"""How far a list of what is due looks, where nobody says it. By itself: the command's help needs no more."""

from typing import Final

DAYS: Final = 60
"""Days ahead."""

OVERDUE: Final = 30
"""Days back, for what fell due."""
