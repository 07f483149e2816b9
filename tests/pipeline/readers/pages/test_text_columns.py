"""The edges of text columns: what is found once for all pages of a format is what each page would find."""

from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.pages.paragraph_breaks import INDENT
from pipeline.readers.pages.text_columns import ColumnLines


@dataclass(frozen=True)
class Ends:
    """As much of a line as a column asks for."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


# Half points, so that distances of exactly a point come up.
_ENDS = st.builds(
    lambda start, length: Ends(start / 2, (start + length) / 2), st.integers(160, 500), st.integers(1, 700)
)
LEFT, FURTHEST = 85.0, 567.0


def opposite_by_definition(lines: list[Any], furniture: list[Any]) -> float | None:
    """Line by line, as the docstring says it."""
    longest = max(line.x1 for line in lines)
    inner = [line for line in lines + furniture if line.x0 - LEFT > INDENT and line.x1 < longest + 1.0]
    for line in inner:
        starts = [other.x0 for other in inner if abs(other.middle - line.middle) <= 1.0]
        right = 2 * line.middle - LEFT
        centred = len(starts) > 1 and max(starts) - min(starts) > INDENT
        if centred and longest - 1.0 <= right <= FURTHEST:
            return right
    return None


@given(
    st.lists(_ENDS, min_size=1, max_size=30), st.lists(st.lists(_ENDS, max_size=3), min_size=1, max_size=3)
)
def test_each_page_finds_the_edge_that_its_furniture_and_all_lines_show(
    lines: list[Any], furniture_of_pages: list[list[Any]]
) -> None:
    column = ColumnLines(lines)
    for furniture in furniture_of_pages:
        assert column.edge_opposite(furniture, LEFT, FURTHEST) == opposite_by_definition(lines, furniture)


def test_centred_lines_show_the_edge_opposite() -> None:
    """Two titles of different lengths in the middle of a column from 85 to 540 points."""
    lines: list[Any] = [Ends(85, 530), Ends(200, 425), Ends(250, 375)]
    assert ColumnLines(lines).edge_opposite([], LEFT, FURTHEST) == 540
