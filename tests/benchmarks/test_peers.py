"""Which rows of a table another program gives whole."""

import pytest

from benchmarks.peers import whole_rows

# (cells that begin in the row, cells that stretch over it)
ROW = (("1", "Rà soát hồ sơ", "Sở Mẫu"), ("1", "Rà soát hồ sơ", "Sở Mẫu", "Quý I"))


@pytest.mark.parametrize(
    ("found", "whole", "letters"),
    [
        ([["1", "Rà soát\nhồ sơ", "Sở Mẫu"]], 1, 1),
        ([["1", "Rà soát hồ sơ", "", "Sở Mẫu"]], 1, 1),
        ([["1", "Rà soát hồ sơ", "Sở Mẫu", "Quý I"]], 1, 1),
        ([["1", "Rà soát", ""], ["", "hồ sơ", "Sở Mẫu"]], 0, 0),
        ([["1", "Ràsoát hồsơ", "Sở Mẫu"]], 0, 1),
        ([], 0, 0),
    ],
    ids=["line end", "empty cell", "merged cell", "cut in two", "spaces lost", "nothing"],
)
def test_a_row_is_whole(found: list[list[str]], whole: int, letters: int) -> None:
    assert whole_rows([ROW], found) == whole
    assert whole_rows([ROW], found, space="") == letters


def test_a_row_found_once_counts_once() -> None:
    assert whole_rows([ROW, ROW], [list(ROW[0])]) == 1
