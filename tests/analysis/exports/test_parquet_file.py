"""Frames as Parquet."""

from pathlib import Path

import pandas as pd

from analysis.exports.parquet_file import write_parquet


def test_a_frame_comes_back_and_its_bytes_are_the_same(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "name": ["Sở Nội vụ", None],
            "days": pd.to_datetime(["2025-06-30", None]),
            "indices": [["SIPAS"], []],
            "count": pd.array([1, None], dtype="Int64"),
        }
    )
    for name in ("one.parquet", "two.parquet"):
        write_parquet(frame, tmp_path / name)
    read = pd.read_parquet(tmp_path / "one.parquet")
    assert read["days"].tolist()[0] == pd.Timestamp("2025-06-30")
    assert [list(value) for value in read["indices"]] == [["SIPAS"], []]
    assert read["count"].isna().tolist() == [False, True]
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
