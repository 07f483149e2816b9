"""PDFs in fonts from before Unicode. Drawn in Times, whose name in the file is then changed to that of an old
font."""

from pathlib import Path

import pytest

from pipeline.readers.pdf import read_pdf
from tests.pipeline.readers.pdf_building import LEFT, Sheet, drawn, texts

# The same sentence as the three encodings write it, in Windows-1252.
SHOWN = "Sở Nội vụ tổng hợp như dự thảo đã trình."
TCVN3 = "Së Néi vô tæng hîp nh\xad dù th¶o ®· tr×nh."
VNI = "Sôû Noäi vuï toång hôïp nhö döï thaûo ñaõ trình."


def in_font(path: Path, font: str, *lines: str) -> Path:
    """One page with these lines; the font's name has as many letters as Times-Roman."""

    def page(sheet: Sheet) -> None:
        for number, line in enumerate(lines):
            sheet.text(LEFT, 100 + 20 * number, line)

    drawn(path, page)
    assert len(font) == len("Times-Roman")
    path.write_bytes(path.read_bytes().replace(b"/Times-Roman", b"/" + font.encode()))
    return path


@pytest.mark.parametrize(
    ("font", "line", "shown"),
    [
        (".VnTime,Reg", TCVN3, SHOWN),
        (".VnTimeH,Re", TCVN3, SHOWN.upper()),
        ("VnTime,Aria", TCVN3, SHOWN),
        ("VNI-Times,R", VNI, SHOWN),
        (".VnTime,Reg", "Tài chính", "Tài chính"),  # the name lies: these are the letters themselves
        ("Times-Roman", "Tài chính", "Tài chính"),
    ],
)
def test_text_in_an_old_font_is_read_as_it_is_shown(tmp_path: Path, font: str, line: str, shown: str) -> None:
    assert texts(read_pdf(in_font(tmp_path / "old.pdf", font, line))) == [shown]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["hoµn thµnh nh\xad", "®· tr×nh"], "hoàn thành như đã trình"),
        (["- L\xadu tr÷ v¨n th\xad."], "- Lưu trữ văn thư."),
        (["kinh tÕ-x· héi, n¨m 2008-2009"], "kinh tế-xã hội, năm 2008-2009"),
        (["tØnh - huyÖn - x·"], "tỉnh - huyện - xã"),
    ],
    ids=["at a line's end", "beside a bullet", "a true hyphen", "a dash"],
)
def test_the_letter_u_with_horn_is_no_hyphen(tmp_path: Path, lines: list[str], shown: str) -> None:
    """In TCVN3 it has the code of the soft hyphen, which a PDF shows as a hyphen."""
    assert " ".join(texts(read_pdf(in_font(tmp_path / "old.pdf", ".VnTime,Reg", *lines)))) == shown
