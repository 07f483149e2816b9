"""Words are told apart by the middles of their boxes: all in one go as one by one."""

import pytest

from pipeline.readers.pages.ink import Style
from pipeline.readers.pages.lattices import GridCell, Lattice
from pipeline.readers.pages.lines import Word
from pipeline.readers.pages.placed_words import PlacedWords
from pipeline.readers.pages.tables import filled_table

GRID = Lattice(
    [10.0, 60.0, 110.0],
    [20.0, 40.0, 80.0],
    [GridCell(0, 0, 1, 2), GridCell(1, 0, 1, 1), GridCell(1, 1, 1, 1)],
)


def words(*angles: int) -> list[Word]:
    return [
        Word(
            f"w{number}",
            5.3 * number,
            5.3 * number + 7.7,
            3.9 * number,
            Style(11.3, False, False, angle),
            0,
            0,
            2,
        )
        for number, angle in enumerate(angles)
    ]


@pytest.mark.parametrize("angles", [(0,) * 25, (0, 1, 2, 3) * 6, ()], ids=["upright", "turned", "none"])
def test_middles_are_those_of_each_word(angles: tuple[int, ...]) -> None:
    mine = words(*angles)
    placed = PlacedWords.of(mine)
    assert list(zip(placed.x.tolist(), placed.y.tolist(), strict=True)) == [word.middle for word in mine]
    inside, outside = placed.parted(GRID)
    assert inside.words == [word for word in mine if GRID.holds(*word.middle)]
    assert outside.words == [word for word in mine if not GRID.holds(*word.middle)]


def test_a_word_on_a_wall_stands_behind_it() -> None:
    style = Style(10.0, bold=False, italic=False)
    on_walls = Word("a", 55.0, 65.0, 43.25, style, 0, 0, 1)
    assert on_walls.middle == (60.0, 40.0)
    table = filled_table(GRID, PlacedWords.of([on_walls]), 1)
    assert [cell.text for cell in table.cells] == ["", "", "a"]
