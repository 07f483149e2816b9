"""The register put together: the lists of 2023 and 2025 and the changes kept by hand, joined by codes and
names."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractors.units.names import plain_key
from pipeline.unit_register.published_lists import ListsOf2025
from pipeline.unit_register.register_line import RegisterLine

# The mergers of 2023-2025 took effect province by province between these days. Where the day of a commune is
# not known from a district of its province in changes.csv, it counts as in force until the last: too long
# rather than too short.
MERGERS_BEGUN: Final = "2024-09-01"
MERGERS_DONE: Final = "2025-03-01"


def compile_register(
    of_2025: ListsOf2025, of_2023: Sequence[RegisterLine], changes: Sequence[RegisterLine]
) -> list[RegisterLine]:
    """All units, ordered by level, code and time. ValueError when the lists and the changes contradict each
    other."""
    known = {line.code: line for line in of_2025.before}
    began = _first_days(changes, known, {line.code for line in of_2023})
    before = [replace(line, valid_from=began.get(line.code, "")) for line in of_2025.before]
    same = {line.identity for line in (*before, *changes)}
    ended = [line for line in of_2023 if line.identity not in same]
    _check_districts(ended, known)
    districts = {line.code: line for line in (*of_2023, *changes) if line.is_district}
    former = _former_communes(
        [line for line in ended if line.is_commune],
        {code: line.parent for code, line in districts.items()},
        known,
        _last_days(changes),
        of_2025.absorbed_names,
    )
    return sorted((*changes, *before, *former, *of_2025.after), key=_order)


def _check_districts(ended: Sequence[RegisterLine], known: Mapping[str, RegisterLine]) -> None:
    """ValueError for a province or district of 2023 that is missing in 2025, and of which no change tells the
    end."""
    unknown = [line for line in ended if not line.is_commune and _renamed(line, known)]
    if unknown:
        raise ValueError(f"districts of 2023 that no list and no change knows: {unknown}")


def _order(line: RegisterLine) -> tuple[int, str, str, str, str, str]:
    """By level, code and time; a unit still in force after those of its code that ended."""
    return len(line.code), line.code, line.valid_to or "9", line.valid_from, line.kind, line.name


def _first_days(
    changes: Sequence[RegisterLine], known: Mapping[str, RegisterLine], codes_of_2023: set[str]
) -> dict[str, str]:
    """By code the day on which a unit began that took over from one that ended. ValueError for a successor
    that is in no list."""
    began: dict[str, str] = {}
    for change in changes:
        for code in change.successors:
            if code not in known:
                raise ValueError(f"changes.csv: successor {code} of {change.name} is in no list")
            if code == change.code or code not in codes_of_2023:
                began[code] = change.valid_to
    return began


def _last_days(changes: Sequence[RegisterLine]) -> dict[str, str]:
    """The days on which communes ended, by district, and by province for the districts not named: one
    resolution settles all mergers of a province."""
    ended: dict[str, str] = {}
    for change in changes:
        if change.valid_to >= MERGERS_BEGUN:
            ended[change.code] = change.valid_to
            province = change.parent or change.code
            ended[province] = min(change.valid_to, ended.get(province, change.valid_to))
    return ended


def _former_communes(
    communes: Sequence[RegisterLine],
    province_of_district: Mapping[str, str],
    known: Mapping[str, RegisterLine],
    last_days: Mapping[str, str],
    absorbed_names: Mapping[str, Sequence[str]],
) -> list[RegisterLine]:
    """Communes of 2023 that were no longer so in June 2025 (merged, renamed, raised to a ward, or put under
    another district), each with the day and the communes that followed."""
    absorbed: dict[tuple[str, str], list[str]] = defaultdict(list)  # by province and key without diacritics
    for code, keys in absorbed_names.items():
        for key in keys:
            absorbed[_province(known[code], known), key].append(code)
    former = []
    for line in communes:
        province = province_of_district[line.parent]
        if line.code in known:
            followed = [line.code]
        else:
            followed = absorbed[province, plain_key(f"{line.kind} {line.name}")]
        end = last_days.get(line.parent) or last_days.get(province, MERGERS_DONE)
        former.append(replace(line, valid_to=end, successors=tuple(dict.fromkeys(followed))))
    return former


def _province(line: RegisterLine, known: Mapping[str, RegisterLine]) -> str:
    """The code of the province around a unit."""
    while line.parent:
        line = known[line.parent]
    return line.code


def _renamed(line: RegisterLine, known: Mapping[str, RegisterLine]) -> bool:
    """Whether more than the spelling differs from the later list."""
    later = known.get(line.code)
    return later is None or later.kind != line.kind or plain_key(later.name) != plain_key(line.name)
