"""What repeats on every page, and the one head of it that is the document's own; raised marks in lines."""

import pytest

from pipeline.readers.pages.furniture import set_aside_furniture
from pipeline.readers.pages.ink import Style
from pipeline.readers.pages.lines import Line, Word
from pipeline.readers.pages.page import PageDraft
from pipeline.readers.pages.paragraphs import paragraph_of

STATE = "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NUMBER = "Số: 12/KH-UBND Sông Mẫu, ngày 05 tháng 3 năm 2024"


def word(text: str, *, x: float = 85.0, y: float, raised: bool = False) -> Word:
    size = 8.0 if raised else 13.0
    return Word(text, x, x + 6 * len(text), y, Style(size, False, False), 0, 0, len(text), raised=raised)


def pages(*heads: str) -> list[PageDraft]:
    """Three pages with these lines at their top, each over a line of its own."""
    made = []
    for number in (1, 2, 3):
        page = PageDraft(number, 595.0, 842.0)
        lines = [*heads, f"Nội dung của trang {'x' * number}"]
        tops = [40.0 + 15 * at for at in range(len(heads))] + [400.0]
        page.lines = [Line([word(text, y=y)], number) for text, y in zip(lines, tops, strict=True)]
        made.append(page)
    return made


@pytest.mark.parametrize(
    ("heads", "on_the_first"),
    [((STATE, NUMBER), [STATE, NUMBER]), (("Kế hoạch công tác", "của huyện"), [])],
    ids=["a letterhead", "a running head"],
)
def test_a_letterhead_that_every_page_repeats_is_the_first_pages(
    heads: tuple[str, ...], on_the_first: list[str]
) -> None:
    found = pages(*heads)
    set_aside_furniture(found)
    assert [line.text for line in found[0].lines][:-1] == on_the_first
    assert [len(page.lines) for page in found[1:]] == [1, 1]


@pytest.mark.parametrize(
    ("before", "mark", "text", "labels"),
    [
        ("thủ tục", "1", "thủ tục", ["1"]),
        ("thủ tục", "(2)", "thủ tục", ["2"]),
        ("50 m", "2", "50 m2", []),
        ("thứ n", "th", "thứ nth", []),
    ],
)
def test_a_raised_figure_calls_a_note_or_is_a_power(
    before: str, mark: str, text: str, labels: list[str]
) -> None:
    first = word(before, y=100.0)
    line = Line([first, word(mark, x=first.x1, y=95.0, raised=True)], 1)
    found = paragraph_of([line])
    assert (found.text, [call.label for call in found.calls]) == (text, labels)
