"""Corrections as the files in which they came: which of them were saved together, and which files go on from
an earlier one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from pipeline.correcting.rows import correction_of
from schemas.corrections import CorrectionRow, ReviewFile

_NEXT = timedelta(microseconds=1)


def reviews_of(rows: Sequence[CorrectionRow]) -> list[list[CorrectionRow]]:
    """Corrections by the file in which they came: those of one person, each a microsecond after the one
    before; in the order of time."""
    ordered = sorted(rows, key=lambda row: (row.who, row.made_at, row.correction_id))
    reviews: list[list[CorrectionRow]] = [ordered[:1]] if ordered else []
    for before, row in pairwise(ordered):
        if (row.who, row.made_at) == (before.who, before.made_at + _NEXT):
            reviews[-1].append(row)
        else:
            reviews.append([row])
    return sorted(reviews, key=lambda review: (review[0].made_at, review[0].who))


def review_file(review: Sequence[CorrectionRow], label: str | None = None) -> ReviewFile:
    """The review file of corrections that were saved together: it gives the same rows again. ValueError for a
    row that keeps no correction."""
    first = review[0]
    return ReviewFile(
        plan_key=first.plan_key,
        plan_label=label,
        who=first.who,
        saved_at=first.made_at,
        corrections=tuple(correction_of(row) for row in review),
    )


def taken_before(rows: Sequence[CorrectionRow], kept: Sequence[CorrectionRow]) -> set[str]:
    """Which rows of a file say again what its reviewer said last: a page that is saved twice holds the first
    file's corrections and more. `kept`: all corrections that are kept.

    Only what nobody touched since: all of it is in force, and nothing came after it.
    """
    keys = {row.plan_key for row in rows}
    in_force = sorted(
        (row for row in kept if row.undone_at is None and row.plan_key in keys),
        key=lambda row: (row.made_at, row.correction_id),
    )
    said, wanted = list(map(_content, in_force)), list(map(_content, rows))
    again = next((n for n in range(min(len(said), len(wanted)), 0, -1) if said[-n:] == wanted[:n]), 0)
    return {row.correction_id for row in rows[:again]}


def _content(row: CorrectionRow) -> CorrectionRow:
    """A correction apart from when it was made."""
    return row.model_copy(update={"correction_id": "-", "made_at": datetime.min})
