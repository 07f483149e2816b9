"""CSV for Excel."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.exports.csv_file import write_csv


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Sở Nội vụ", "Sở Nội vụ"),
        ("=1+1", "'=1+1"),
        ("+ Rà soát", "'+ Rà soát"),
        ("- Rà soát", "'- Rà soát"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", '"\'\n=1+1"'),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("5 = 5", "5 = 5"),
        (-5, "-5"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (["Sở Nội vụ", "Sở Tài chính"], "Sở Nội vụ; Sở Tài chính"),
        (["=1", "2"], "'=1; 2"),
        ([], ""),
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.Timestamp("2025-06-30"), "2025-06-30"),
        (pd.Timestamp("2025-06-30 08:30"), "2025-06-30T08:30:00"),
        ("a\x07b", "ab"),
    ],
)
def test_a_cell(tmp_path: Path, value: object, expected: str) -> None:
    path = tmp_path / "out.csv"
    write_csv(pd.DataFrame({"cột": pd.Series([value], dtype=object), "after": ["x"]}), path)
    assert path.read_bytes() == b"\xef\xbb\xbf" + f"cột,after\r\n{expected},x\r\n".encode()


def test_a_header_is_inert_too(tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"=1+1": [1]}), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8-sig").startswith("'=1+1")


def test_columns_of_pandas_own_types(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "count": pd.array([1, None], dtype="Int64"),
            "day": pd.to_datetime(["2025-06-30", None]),
            "whether": pd.array([False, None], dtype="boolean"),
        }
    )
    write_csv(frame, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8-sig") == "count,day,whether\n1,2025-06-30,FALSE\n,,\n"


def test_what_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before")

    class Unwritable:
        def __str__(self) -> str:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(pd.DataFrame({"a": [Unwritable()]}), path)
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text() == "before"
