"""Shapes of many masks at once, and masks in squares: the same as of one after the other."""

import numpy as np
import pytest

from pipeline.readers.ocr.components import boxes_in, counts_in_squares, in_squares, runs_of, shapes_of


def test_the_boxes_of_many_masks_are_those_of_each() -> None:
    random = np.random.default_rng(7)
    sizes = [(1, 1), (5, 3), (40, 60), (3, 200), (64, 64), (0, 4)]
    masks = [random.random(size) < share for size in sizes for share in (0.0, 0.1, 0.4, 0.6, 1.0)]
    for mask, boxes in zip(masks, boxes_in(masks), strict=True):
        expected = [(shape.x0, shape.y0, shape.x1, shape.y1) for shape in shapes_of(runs_of(mask))]
        assert sorted(boxes) == sorted(expected)


def test_no_masks_have_no_boxes() -> None:
    assert list(boxes_in([])) == []


@pytest.mark.parametrize("size", [(12, 9), (13, 11), (2, 30), (30, 2), (3, 3)])
def test_a_square_has_as_many_pixels_as_are_set_and_is_set_when_any_is(size: tuple[int, int]) -> None:
    mask = np.random.default_rng(3).random(size) < 0.2
    squares, counts = in_squares(mask, 3), counts_in_squares(mask, 3)
    assert squares.shape == counts.shape == (size[0] // 3, size[1] // 3)
    for (row, column), is_set in np.ndenumerate(squares):
        square = mask[3 * row : 3 * row + 3, 3 * column : 3 * column + 3]
        assert is_set == square.any()
        assert counts[row, column] == square.sum()
