"""Where the words of a printed paragraph stand is what they say one by one, be it asked of lines or parts."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.pages.ink import Style
from pipeline.readers.pages.lines import Line, Word
from pipeline.readers.pages.paragraphs import paragraph_of
from pipeline.readers.pages.pieces import PrintedPieces
from schemas.layout import Paragraph, Piece, Span, places_by_line

_SIZES = st.sampled_from([8.0, 13.0])
_STEPS = st.floats(-2.0, 30.0, width=32)
_WORDS = st.tuples(st.sampled_from(["a", "Kế", "hoạch"]), _STEPS, st.sampled_from([0.0, 0.004, 3.0]), _SIZES)


@st.composite
def _lines(draw: st.DrawFn) -> list[Line]:
    """A few lines on one or two pages, of words that are level or are not; each is written in one
    direction."""
    lines = []
    for number, given_words in enumerate(
        draw(st.lists(st.lists(_WORDS, min_size=1), min_size=1, max_size=4))
    ):
        angle = draw(st.sampled_from([0, 0, 0, 1, 3]))
        x0s = accumulate(20.0 + step for _, step, _, _ in given_words)
        words = [
            Word(
                text,
                x0,
                x0 + 17.123,
                100.0 + 16 * number + off,
                Style(size, False, False, angle),
                0,
                0,
                1,
                True,
            )
            for (text, _, off, size), x0 in zip(given_words, x0s, strict=True)
        ]
        lines.append(Line(words, 1 + number // 3, right=500.0))
    return lines


def _one_by_one(pieces: tuple[Piece, ...]) -> list[Span | str]:
    return places_by_line(piece.place for piece in pieces)


@given(_lines(), st.data())
def test_places_are_those_of_the_pieces(lines: list[Line], data: st.DataObject) -> None:
    paragraph = paragraph_of(lines)
    start = data.draw(st.integers(0, len(paragraph.text)))
    end = data.draw(st.integers(start, len(paragraph.text)))
    assert isinstance(paragraph.pieces, PrintedPieces)
    pieces = tuple(paragraph.pieces)
    assert len(pieces) == len(paragraph.pieces)
    assert paragraph.places() == _one_by_one(pieces)
    asked = tuple(piece for piece in pieces if piece.end > start and piece.start < end)
    assert paragraph.places(start, end) == _one_by_one(asked)
    assert {span.page for span in paragraph.places() if isinstance(span, Span)} == set(paragraph.pages)


@given(_lines(), _lines(), st.data())
def test_a_part_and_a_whole_of_two_have_the_places_of_their_words(
    lines: list[Line], following: list[Line], data: st.DataObject
) -> None:
    first, second = paragraph_of(lines), paragraph_of(following)
    plain = [Paragraph(one.text, tuple(one.pieces)) for one in (first, second)]
    both, plainly = first.join(second), plain[0].join(plain[1])
    assert both.pieces == plainly.pieces
    start = data.draw(st.integers(0, len(both.text)))
    end = data.draw(st.integers(start, len(both.text)))
    part = both.cut(start, end)
    assert part.pieces == plainly.cut(start, end).pieces
    assert part.places() == plainly.cut(start, end).places()
    assert both.pieces[-1] == tuple(both.pieces)[-1]
    assert set(part.held) <= set(both.held) == {*first.held, *second.held}
