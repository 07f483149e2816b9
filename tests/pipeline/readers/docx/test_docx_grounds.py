"""Text in a colour that cannot be seen on its ground is not read; the same colour on a dark ground is."""

from pathlib import Path

import pytest

from pipeline.readers import read_file
from schemas.layout import paragraphs_of
from tests.pipeline.readers.docx_building import cell, docx_file, par, row, run, table

WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'
PAPER = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'
SEEN = run("Phòng Nội vụ ")


def in_cell(properties: str, text: str) -> str:
    return table(row(cell(par(text), properties), cell(par(SEEN))), columns=2)


def read(folder: Path, body: str, **parts: str) -> str:
    layout = read_file(docx_file(folder, body, **parts))
    return " ".join(p.text for block in layout.blocks for p in paragraphs_of(block))


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        (par(SEEN + run("nháp", WHITE)), False),
        (par(SEEN + run("nháp", '<w:color w:val="FAFAFA"/>')), False),
        (par(SEEN + run("nháp", '<w:color w:val="C0C0C0"/>')), False),
        (par(SEEN + run("nháp", WHITE + PAPER)), False),
        (in_cell(PAPER, run("nháp", WHITE)), False),
        (in_cell("", run("nháp", WHITE)), False),
        (par(SEEN + run("nháp", WHITE + DARK)), True),
        (par(SEEN + run("nháp", WHITE + '<w:highlight w:val="blue"/>')), True),
        (par(SEEN + run("nháp", WHITE), DARK), True),
        (in_cell(DARK, run("nháp", WHITE)), True),
        (in_cell('<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>', run("nháp", WHITE)), True),
        (par(SEEN + run("nháp", '<w:color w:val="auto"/>')), True),
        (par(SEEN + run("nháp", '<w:color w:val="FFC000"/>')), True),
        (par(SEEN + run("nháp", '<w:color w:val="808080"/>')), True),
    ],
)
def test_what_is_not_seen_is_not_read(tmp_path: Path, body: str, is_read: bool) -> None:
    assert ("nháp" in read(tmp_path, body)) is is_read


@pytest.mark.parametrize(("properties", "is_read"), [(WHITE, False), (WHITE + DARK, True)])
def test_a_style_gives_color_and_ground(tmp_path: Path, properties: str, is_read: bool) -> None:
    styles = f'<w:style w:type="character" w:styleId="S"><w:rPr>{properties}</w:rPr></w:style>'
    body = par(SEEN + run("nháp", '<w:rStyle w:val="S"/>'))
    assert ("nháp" in read(tmp_path, body, styles=styles)) is is_read
