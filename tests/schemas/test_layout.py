"""Where the text of a paragraph stands: one span a printed line."""

import pytest

from schemas.layout import Paragraph, Piece, Span

Box = tuple[int, float, float, float, float]
"""A page and four coordinates."""


def places(words: list[Box | str]) -> list[Span | str]:
    """The places of a paragraph with a letter for each of these."""
    found = (word if isinstance(word, str) else Span(*word) for word in words)
    pieces = tuple(Piece(at, at + 1, place) for at, place in enumerate(found))
    return Paragraph("x" * len(words), pieces).places()


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ([(1, 10, 50, 20, 60), (1, 22, 50, 30, 60)], [(1, 10, 50, 30, 60)]),
        # One of another height, and one right behind it that is as high as the first.
        ([(1, 10, 50, 20, 60), (1, 22, 48, 30, 58), (1, 32, 50, 40, 60)], [(1, 10, 48, 40, 60)]),
        ([(1, 10, 50, 40, 60), (1, 22, 50, 30, 60)], [(1, 10, 50, 40, 60)]),
        # What stands farther to the left, on another page, or hardly beside it opens a line.
        ([(1, 10, 50, 20, 60), (1, 9, 50, 30, 60)], [(1, 10, 50, 20, 60), (1, 9, 50, 30, 60)]),
        ([(1, 10, 50, 20, 60), (2, 22, 50, 30, 60)], [(1, 10, 50, 20, 60), (2, 22, 50, 30, 60)]),
        ([(1, 10, 50, 20, 60), (1, 22, 56, 30, 66)], [(1, 10, 50, 20, 60), (1, 22, 56, 30, 66)]),
    ],
)
def test_words_of_one_line_have_one_span(words: list[Box], lines: list[Box]) -> None:
    assert places([*words]) == [Span(*line) for line in lines]


def test_each_node_is_named_once() -> None:
    assert places(["p[1]", "p[1]", (1, 10, 50, 20, 60), "p[2]", "p[1]"]) == [
        "p[1]",
        Span(1, 10, 50, 20, 60),
        "p[2]",
    ]
