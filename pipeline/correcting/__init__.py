"""Corrections of what was read: the rows of a review file, and plans with corrections in them.

What applies them is imported when somebody asks for it: a store without corrections needs their wording
alone.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.correcting.applying import Outcome, State, corrected
    from pipeline.correcting.rows import correction_of, rows_of
    from pipeline.correcting.settling import RefusedError, settled

__all__ = ["Outcome", "RefusedError", "State", "corrected", "correction_of", "rows_of", "settled"]


def __getattr__(name: str) -> Any:
    """What applies corrections, imported at its first use."""
    if name in ("Outcome", "State", "corrected"):
        from pipeline.correcting import applying as module
    elif name in ("correction_of", "rows_of"):
        from pipeline.correcting import rows as module  # type: ignore[no-redef]
    elif name in ("RefusedError", "settled"):
        from pipeline.correcting import settling as module  # type: ignore[no-redef]
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(module, name)
