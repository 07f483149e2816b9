"""The first line of a page: whether it goes on the last paragraph of the page before."""

import pytest

from pipeline.readers.pages.ink import Style
from pipeline.readers.pages.lines import Line, Word
from pipeline.readers.pages.paragraph_breaks import Setting, grouped

WIDTH = 468.0
SIGN = 6.5
FULL = "Phòng Nội vụ chủ trì, phối hợp với các đơn vị theo dõi, đôn đốc việc thực hiện tại"
BODY = ("ỦY BAN NHÂN DÂN HUYỆN", {"bold": True, "at": "right"})
TITLE = "TRIỂN KHAI CÔNG TÁC CẢI CÁCH HÀNH CHÍNH CỦA CÁC XÃ VÀ CÁC PHƯỜNG THUỘC"


def line(text: str, page: int, *, at: str = "left", bold: bool = False, y: float = 80.0) -> Line:
    """A line of a column, on the left, in the middle or on the right of it."""
    width = SIGN * len(text)
    x = {"left": 0.0, "middle": (WIDTH - width) / 2, "right": WIDTH - width}[at]
    words = []
    for part in text.split():
        letters = len(part)
        words.append(
            Word(part, x, x + SIGN * letters, y, Style(13.0, bold, False), letters * bold, 0, letters)
        )
        x += SIGN * (letters + 1)
    if at == "left" and width > 0.8 * WIDTH:  # set to both edges
        words[-1].x1 = WIDTH
    return Line(words, page, 0.0, WIDTH)


@pytest.mark.parametrize(
    ("last", "first", "goes_on"),
    [
        ((FULL, {}), ("các xã, thị trấn trên địa bàn.", {}), True),
        ((FULL, {}), ("Phụ lục II kèm theo.", {}), True),
        ((FULL, {}), ("Phụ lục II", {}), True),
        ((FULL, {}), ("Phụ lục II", {"bold": True, "at": "middle"}), False),
        ((FULL, {}), ("DANH SÁCH BIỂU MẪU", {"at": "middle"}), False),
        ((FULL.replace("tại", "./."), {}), ("Mẫu số 02", {}), False),
        ((FULL.replace(" tại", "./."), {}), ("các xã, thị trấn", {}), False),
        ((FULL.replace("tại", "nay."), {}), ("Phụ lục 3", {}), False),
        (BODY, ("Phụ lục II", {"bold": True, "at": "middle"}), False),
        (BODY, ("PHỤ LỤC", {"bold": True}), False),
        ((TITLE, {"at": "middle"}), ("HUYỆN BÌNH MẪU NĂM 2025", {"at": "middle"}), True),
    ],
)
def test_the_first_line_of_a_page(
    last: tuple[str, dict[str, object]], first: tuple[str, dict[str, object]], goes_on: bool
) -> None:
    lines = [line(last[0], 1, **last[1]), line(first[0], 2, **first[1])]  # type: ignore[arg-type]
    assert len(grouped(lines, Setting())) == (1 if goes_on else 2)
