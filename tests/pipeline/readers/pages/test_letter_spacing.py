"""Where words end on lines that are set tight, or whose letters are spaced out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.readers.pdf_building import BOLD, LEFT, REGULAR, Sheet, read_back, stringWidth, texts

TEXT = "Phòng Tài chính báo cáo kêt quá công tác vê Uy ban nhân dân huyên"
TITLE = "BÁO CÁO CÔNG TÁC HÀNH CHÍNH"
SIZE = 13.0


def placed(
    words: list[str], *, letters: float, blanks: float, font: str = REGULAR
) -> Callable[[Sheet], None]:
    """A page with words whose letters, and which themselves, stand so far apart (em)."""

    def page(sheet: Sheet) -> None:
        x = LEFT
        for word in words:
            for letter in word:
                sheet.text(x, 100, letter, SIZE, font)
                x += stringWidth(letter, font, SIZE) + letters * SIZE
            x += (blanks - letters) * SIZE

    return page


@pytest.mark.parametrize("blanks", [0.07, 0.08, 0.1, 0.13, 0.15, 0.25, 0.5])
@pytest.mark.parametrize("letters", [0.0, -0.02])
def test_words_set_tight(tmp_path: Path, letters: float, blanks: float) -> None:
    assert texts(read_back(tmp_path, placed(TEXT.split(), letters=letters, blanks=blanks))) == [TEXT]


@pytest.mark.parametrize("letters", [0.05, 0.08, 0.12, 0.17, 0.25, 0.3])
def test_letters_spaced_out(tmp_path: Path, letters: float) -> None:
    page = placed(TITLE.split(), letters=letters, blanks=2 * letters + 0.25, font=BOLD)
    assert texts(read_back(tmp_path, page)) == [TITLE]


def test_blanks_typed_between_letters(tmp_path: Path) -> None:
    typed = "  ".join(" ".join(word) for word in TITLE.split())
    assert texts(read_back(tmp_path, lambda sheet: sheet.text(LEFT, 100, typed, SIZE, BOLD))) == [TITLE]


@pytest.mark.parametrize(
    "text", ["1 2 3 4 5 6", "Chí tiêu 1, 2, 3, 4, 5, 6", "a) Sô 1; b) sô 2", "x2 + y2 = 3 a"]
)
def test_single_signs_with_blanks_stay_apart(tmp_path: Path, text: str) -> None:
    assert texts(read_back(tmp_path, lambda sheet: sheet.text(LEFT, 100, text, SIZE))) == [text]


def test_cells_side_by_side_are_not_the_words_of_a_line(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        placed(TEXT.split()[:4], letters=0.0, blanks=0.1)(sheet)
        sheet.text(LEFT + 200, 100, "x   x   x   x   x", SIZE)

    assert texts(read_back(tmp_path, page)) == ["Phòng Tài chính báo x x x x x"]
