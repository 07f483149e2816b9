"""Centred titles are seen as centred on pages of few or ragged lines, whose right edge no line shows."""

from pathlib import Path

import pytest

from schemas.layout import Paragraph
from tests.pipeline.readers.pdf_building import BOLD, LEFT, RIGHT, Sheet, read_back

TITLES = {
    "one line": ["Báo cáo công tác hành chính"],
    "three lines": ["Báo cáo công tác", "hành chính", "và thông tin các xã"],
    "full lines": ["Báo cáo công tác hành chính và thông tin các xã, công khai tình hình tài chính"],
}
BODY = [
    "Các phòng chuyên môn có trách nhiêm rà soát và báo cáo tình hình công tác hành chính hàng tháng theo "
    "các thông báo công khai",
    "I. CÔNG TÁC",
    "Phòng Tài chính báo cáo tình hình công tác hành chính.",
]


@pytest.mark.parametrize("indent", [0.0, 36.0])
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_titles_over_few_lines_are_centred(
    tmp_path: Path, title: list[str], count: int, indent: float
) -> None:
    def page(sheet: Sheet) -> None:
        sheet.middle((LEFT + RIGHT) / 2, 150, "KÊ HOACH", 14, BOLD)
        for number, text in enumerate(title):
            sheet.middle((LEFT + RIGHT) / 2, 170 + 16 * number, text)
        for number, text in enumerate(BODY[:count]):
            sheet.set(text, align="left", indent=indent, y=240 if number == 0 else None, space=6)

    found = [block for block in read_back(tmp_path, page).blocks if isinstance(block, Paragraph)]
    assert [block.align for block in found[: 1 + len(title)]] == ["center"] * (1 + len(title))
    assert all(block.align != "center" for block in found[1 + len(title) :])
