"""What the second opinion sees of a quantity that may be a target: how much of what it is, where it stands,
and the words around its number."""

from typing import Final, Literal

from extractors.confidence.agency_features import CLASSES
from extractors.confidence.models import id_of_features
from extractors.confidence.seen import Seen, around, rounded, see
from schemas.findings import Target
from schemas.plan import Part

Where = Literal["column", "task"] | Part
"""Where a target stands: in a column for it, in a task, or in which part of the plan."""

VERSION: Final = 1
_KINDS: Final = ("comparator", "unit", "value", "where", "around the number", "words near", "years", "ends")
_VALUES: Final = (2, 10, 50, 100, 101, 1000)
_LENGTHS: Final = (4, 8, 16, 32)
_NEAR: Final = 8
_YEARS: Final = (-1, 0, 1, 2, 6)
_YEAR_DIGITS: Final = 4


def features_id() -> str:
    """What the model's file says of the features that it was trained on."""
    return id_of_features(VERSION, (*_KINDS, *CLASSES))


def target_features(text: str, target: Target, where: Where, year: int | None) -> tuple[str, ...]:
    """The features of `target`, read in `text`; `year` is the plan's."""
    seen = see(text)
    first, behind = seen.within(target.start, target.end)
    unit = (target.unit or "").split()
    names = [
        f"where={where}",
        f"comparator={target.comparator}",
        f"direction={target.direction}",
        f"unit={unit[0].casefold() if unit else 'none'}",
        f"comparator|where={target.comparator}|{where}",
        f"percent={target.unit == '%'}|{where}",
        f"words={rounded(behind - first, _LENGTHS)}",
        f"opens={seen.key(first)}|{seen.key(first + 1)}",
        f"class opens={seen.lexical(first)}",
        f"before clause={seen.key(first - 1)}",
        f"behind clause={seen.key(behind)}",
    ]
    if target.value is not None:
        names.append(f"value={rounded(target.value, _VALUES)}")
    number = _number(seen, first, behind)
    names += around(seen, number, number + 1)
    near = range(max(0, number - _NEAR), min(len(seen.row), number + _NEAR))
    names += sorted({f"near={seen.key(at)}" for at in near})
    years = [int(seen.row[at].key) for at in near if _is_year(seen.row[at].key)]
    names += [f"year={rounded(one - year, _YEARS)}" for one in years if year is not None]
    return tuple(dict.fromkeys(names))


def _number(seen: Seen, first: int, behind: int) -> int:
    """The first number of a clause that is no year; its first word where there is none."""
    for at in range(first, min(behind, len(seen.row))):
        key = seen.row[at].key
        if key[:1].isdigit() and not _is_year(key):
            return at
    return first


def _is_year(key: str) -> bool:
    return len(key) == _YEAR_DIGITS and key.isdigit() and key.startswith(("19", "20"))
