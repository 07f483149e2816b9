"""Something wrong with a store, and what puts it right."""

from dataclasses import dataclass

from schemas.said import Said


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a store, in one sentence.

    It is gone when `documents` (read again by the next ingest) and `entry` (a file, link or folder, by its
    path in the store) are removed, when `precious`, a file with people's work, is put aside, or when what is
    stored is settled anew: the form to prefer of the plan of the document `unsettled`, and its rows.
    """

    said: Said
    documents: frozenset[str] = frozenset()
    entry: str | None = None
    unsettled: str | None = None
    precious: str | None = None
