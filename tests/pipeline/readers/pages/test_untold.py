"""Words in fonts that do not tell their letters, completed from words recognised in their picture."""

import pytest

from pipeline.readers.pages.ink import Glyphs, PageInk, Style
from pipeline.readers.pages.lines import Word
from pipeline.readers.pages.untold import UntoldPage

WIDTH = 6.0
STYLE = Style(12.0, bold=True, italic=False)


def page(*codes: str) -> UntoldPage:
    """A page with a line for each text, of one font that gives these codes."""
    ink = PageInk(600, 800)
    ink.untold = Glyphs.of(
        (code, 50 + WIDTH * place, 50 + WIDTH * (place + 1), 100 + 20 * number, STYLE)
        for number, text in enumerate(codes)
        for place, code in enumerate(text)
    )
    ink.untold_fonts = [7] * len(ink.untold.text)
    return UntoldPage(ink, [], 1)


def seen(line: int, place: int, text: str, letters: int | None = None) -> Word:
    """A recognised word that covers glyphs of a line from this place on."""
    x0 = 50 + WIDTH * place
    x1 = x0 + WIDTH * (letters or len(text))
    return Word(text, x0, x1, 100.4 + 20 * line, Style(11.3, bold=False, italic=False), 0, 0, len(text))


@pytest.mark.parametrize(
    ("codes", "recognised", "expected"),
    [
        # each code has a letter, from left to right
        (["\x01\x02\x03"], [seen(0, 0, "Quý")], ["Quý"]),
        # what most words say of a code counts
        (
            ["\x01\x02\x03"] * 3,
            [seen(n, 0, text) for n, text in enumerate(("Quý", "Quy", "Quý"))],
            ["Quý"] * 3,
        ),
        # a word with one letter too many helps none, and is known from the others
        (["12\x02", "2\x021"], [seen(0, 0, "12ý"), seen(1, 0, "2ýý1", 3)], ["12ý", "2ý1"]),
        # a word with a code that no other has is taken as it was recognised
        (["12\x02", "\x05\x06"], [seen(0, 0, "12ý"), seen(1, 0, "Quy", 2)], ["12ý", "Quy"]),
        # a font that keeps plain codes
        (
            ["30/9", "Qu\x03 II"],
            [seen(0, 0, "30/9"), seen(1, 0, "Quý"), seen(1, 4, "11l", 2)],
            ["30/9", "Quý II"],
        ),
        # a blank may be the code of a letter
        (["\x01 \x02"], [seen(0, 0, "của")], ["của"]),
        # a word of another place is none of these
        (["\x01\x02\x03"], [seen(0, 0, "Quý"), seen(3, 0, "khác")], ["Quý"]),
    ],
)
def test_codes_become_letters(codes: list[str], recognised: list[Word], expected: list[str]) -> None:
    draft = page(*codes).completed(recognised)
    assert draft is not None
    assert [line.text for line in draft.lines] == expected
    assert {(word.size, word.style.bold) for line in draft.lines for word in line.words} == {(12.0, True)}


def test_where_nothing_was_recognised_the_page_is_left_to_its_picture() -> None:
    assert page("\x01\x02").completed([seen(4, 0, "khác")]) is None
