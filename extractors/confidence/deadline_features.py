"""What the second opinion sees of a time that may be one of doing: its kind, how far from the plan's year it
lies, and what stands around it."""

from collections.abc import Iterator
from typing import Final

from extractors.confidence.agency_features import CLASSES
from extractors.confidence.models import id_of_features
from extractors.confidence.seen import around, rounded, see
from schemas.findings import Deadline

VERSION: Final = 1
_KINDS: Final = ("kind", "years from the plan's", "length of a period", "around", "share of its entry")
_YEARS: Final = (-1, 0, 1, 2, 6)
_LONG: Final = (0.2, 0.5, 0.9)
_WORDS: Final = (2, 4, 8, 16)


def features_id() -> str:
    """What the model's file says of the features that it was trained on."""
    return id_of_features(VERSION, (*_KINDS, *CLASSES))


def deadline_features(text: str, deadline: Deadline, *, column: bool, year: int | None) -> tuple[str, ...]:
    """The features of `deadline`, read in `text`, an entry of a time column or a running text; `year` is the
    plan's."""
    place = "column" if column else "prose"
    kind = f"{deadline.kind}|{place}"
    names = [f"place={place}", f"kind={kind}", *(f"{place} {name}" for name in _time(deadline, year))]
    if deadline.recurrence:
        names.append(f"rule={deadline.recurrence.split(';')[0]}")
    seen = see(text)
    first, behind = seen.within(deadline.start, deadline.end)
    names.append(f"words={rounded(behind - first, _WORDS)}|{place}")
    names.append(f"share={rounded((behind - first) / max(1, len(seen.row)), _LONG)}|{place}")
    names.append(f"shape={'|'.join(seen.key(at) for at in range(first, min(behind, first + 3)))}")
    names += [f"{place} {name}" for name in around(seen, first, behind)]
    if deadline.kind == "event":
        names += [f"event={seen.key(at)}" for at in range(first, min(behind, first + 8))]
    return tuple(dict.fromkeys(names))


def _time(deadline: Deadline, year: int | None) -> Iterator[str]:
    due, start = deadline.due_date, deadline.start_date
    if due is not None and year is not None:
        yield f"due year={rounded(due.year - year, _YEARS)}"
    if start is not None and year is not None:
        yield f"start year={rounded(start.year - year, _YEARS)}"
    if start is not None and due is not None:
        yield f"years={rounded(due.year - start.year, _YEARS)}"
