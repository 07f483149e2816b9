"""Plain workbooks, read back with openpyxl."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.exports.sheets import MOST_LETTERS, fitting, sheet_names, write_workbook


def test_nothing_acts_and_types_are_kept(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "text": ["=1+1", "http://example.com", "- 5", "@a", "{=1}"],
            "day": pd.to_datetime(["2025-06-30", None, None, None, None]),
            "count": pd.array([7, None, 1, 2, 3], dtype="Int64"),
            "names": [["Sở Nội vụ", "Sở Y tế"], [], ["=1"], [], []],
        }
    )
    write_workbook({"Kế hoạch": frame}, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = book["Kế hoạch"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4)] == [
        ["text", "day", "count", "names"],
        ["=1+1", datetime(2025, 6, 30), 7, "Sở Nội vụ; Sở Y tế"],
        ["http://example.com", None, None, None],
        ["- 5", None, 1, "=1"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "d", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D6")


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": ["x", "y"], "b": pd.to_datetime(["2025-01-01", "2025-01-02"])})
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook({"Một": frame, "Hai": frame}, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Kế hoạch"], ["Kế hoạch"]),
        (["146/KH-UBND"], ["146 KH-UBND"]),
        (["a[1]:*?\\"], ["a 1"]),
        (["'a'", "A"], ["a", "A (2)"]),
        (["", "///"], ["Sheet", "Sheet (2)"]),
        (["History"], ["History (2)"]),
        (["x" * 40, "x" * 50], ["x" * 31, "x" * 27 + " (2)"]),
    ],
)
def test_names_of_sheets(names: list[str], expected: list[str]) -> None:
    assert sheet_names(names) == expected


def test_characters_that_no_workbook_holds_are_dropped(tmp_path: Path) -> None:
    write_workbook({"a": pd.DataFrame({"b": ["x\x00\x0by\ufffe", "_x000D_"]})}, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["a"]
    assert sheet["A2"].value == "xy"


@pytest.mark.parametrize("letter", ["ế", "😀"])
def test_a_text_beyond_the_limit_says_that_it_is_cut(letter: str) -> None:
    cut = fitting(letter * (MOST_LETTERS + 1))
    assert len(cut.encode("utf-16-le")) // 2 <= MOST_LETTERS
    assert cut.startswith(letter * 100)
    assert cut.endswith("characters]")


def test_a_text_at_the_limit_is_whole() -> None:
    assert fitting("a" * MOST_LETTERS) == "a" * MOST_LETTERS


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_workbook({"a": pd.DataFrame({"b": [1]})}, tmp_path / "gone" / "out.xlsx")


def test_an_empty_frame_is_a_sheet_with_a_header(tmp_path: Path) -> None:
    write_workbook({"a": pd.DataFrame({"b": [], "c": []})}, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["a"]
    assert [cell.value for cell in sheet[1]] == ["b", "c"]


def test_rows_beyond_a_sheet_stand_on_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.exports.sheets.MOST_ROWS", 3)
    write_workbook({"a": pd.DataFrame({"b": range(5)})}, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert {sheet.title: [row[0].value for row in sheet.iter_rows(min_row=2)] for sheet in book} == {
        "a": [0, 1],
        "a (2)": [2, 3],
        "a (3)": [4],
    }
